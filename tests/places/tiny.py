"""Tiny places, written out for one test each."""

from __future__ import annotations

from typing import Any

from game.core.place import Place
from game.scenario.compiler import compile_scenario

OPTIONS = {"one": {"label": "One."}, "other": {"label": "The other."}}


def tiny(**changed: Any) -> Place:
    """The smallest place, with the keys of the scenario that a test needs otherwise."""
    return compile_scenario(tiny_data(**changed), "tiny")


def tiny_data(**changed: Any) -> dict[str, Any]:
    """The same as plain data."""
    data: dict[str, Any] = {
        "format": 1,
        "title": "Tiny",
        "turns": 4,
        "epilogue": 2,
        "seat": "council",
        "agencies": {
            "council": {"name": "The council", "budget": 100_000, "leaving": 0.0},
            "police": {"name": "The police", "budget": 80_000},
            "health": {"name": "Health", "budget": 60_000},
        },
        "outcomes": {"families": {"name": "Families helped", "needs": ["council", "police", "health"]}},
        "dilemmas": {"first": {"title": "The first meeting", "text": "Twenty minutes.", "at": 1, "options": OPTIONS}},
    }
    return {**data, **changed}
