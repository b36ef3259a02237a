"""The laboratory place, compiled once for all tests."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

from game.core.place import Place
from game.scenario.check import check_path
from game.scenario.compiler import compile_scenario, load

LABORATORY = Path(__file__).parent / "laboratory.yaml"


@cache
def laboratory() -> Place:
    """The place that has every mechanism that all places have."""
    return load(LABORATORY)


@cache
def whole_laboratory() -> Place:
    """The laboratory with every part of the model that only some places have, and something in it that uses each."""
    data = copy.deepcopy(check_path(LABORATORY).data)
    for number, outcome in enumerate(data["outcomes"].values()):
        outcome["strand"] = {"name": f"strand {number + 1}", "share": 1.0 + number}
    data["levels"].update({"ground_rules": 0.4, "aligned": 0.5})
    data["board"] = {"size": 30, "votes": {"police": 0.4}}
    data["agencies"]["schools"].update({"members": 7, "member": "schools", "joined": 0.2})
    data["agencies"]["police"]["successors"] = {
        "at": 4,
        "name": "The two forces",
        "bodies": {
            "east": {"name": "East", "priorities": {"savings": 0.1, "safety": 0.9}},
            "west": {"name": "West", "priorities": {"savings": 0.9, "safety": 0.2}},
        },
    }
    first = next(iter(data["outcomes"]))
    data["outcomes"][first]["loses"] = {"council": 300, "health": 500}
    for dilemma in data["dilemmas"].values():
        for option in dilemma["options"].values():
            option.setdefault("effects", []).extend(
                [
                    {"strand": first, "by": "slight"},
                    {"deep_dive": "clear", "of": "all"},
                    {"story": "slight", "to": "all"},
                    {"change": "sessions", "of": "schools", "by": 0.3},
                    {"change": "seats", "by": 3},
                    {"votes": {"schools": 0.51, "council": 0.1}},
                ]
            )
    return compile_scenario(data, "whole-laboratory")
