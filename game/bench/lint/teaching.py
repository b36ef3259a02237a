"""Advice on teaching: real choices, an idea behind each, something to talk about afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.bench.lint.draft import Draft
from game.scenario.fault import Fault
from game.scenario.names import all_of
from game.scenario.shape import Leaf

_WORD: Final = re.compile(r"\w+")


def teaching_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on what a place teaches."""
    data = draft.data
    if not data.get("objectives"):
        yield Fault("WP613", (), {})
    questions = data.get("questions", {})
    missing = [phase for phase in ("describe", "analyse", "apply") if not questions.get(phase)]
    if missing:
        phases = all_of(f"`{phase}`" for phase in missing)
        yield Fault("WP614", ("questions",) if questions else (), {"phases": phases}, at_key=True)
    yield from _without_a_part(draft)
    for name, dilemma in draft.script.dilemmas.items():
        path = ("dilemmas", name)
        if len(dilemma["options"]) < 3:
            yield Fault("WP610", (*path, "options"), {"count": len(dilemma["options"])}, at_key=True)
        if "concept" not in dilemma:
            yield Fault("WP611", path, {"name": name}, at_key=True)
        if "evidence" in dilemma and "real" in dilemma and "followed" not in dilemma:
            yield Fault("WP612", (*path, "real"), {}, at_key=True)
        if dilemma.get("inferred") and "real" not in dilemma:
            yield Fault("WP616", (*path, "inferred"), {}, at_key=True)
        for option, written in dilemma["options"].items():
            # Of money that is not there players are told by themselves.
            if "when" in written and "unless_text" not in written:
                yield Fault("WP615", (*path, "options", option, "when"), {"key": "when"}, at_key=True)


def _without_a_part(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each agency but the player's that nothing outside its own entry names."""
    named = {str(draft.data["seat"])}
    for spot in draft.spots:
        match spot.value:
            case str() if isinstance(spot.shape, Leaf) and spot.shape.kind.name == "expression":
                words = set(_WORD.findall(spot.value))
            case str():
                words = {spot.value}
            case list() | dict() if isinstance(spot.shape, Leaf):
                words = {one for one in spot.value if isinstance(one, str)}
            case _:
                continue
        named |= words - set(spot.path[1:2]) if spot.path[0] == "agencies" else words
    for agency in draft.data["agencies"]:
        if agency not in named:
            yield Fault("WP617", ("agencies", agency), {"name": agency}, at_key=True)
