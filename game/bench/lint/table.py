"""Advice on what players find before them: a quarter in which nothing can be decided, and an agency that hides another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from math import dist
from typing import Any, Final

from game.bench.lint.draft import Draft
from game.briefing.position import positions
from game.scenario.course import Script, walk
from game.scenario.fault import Fault
from game.scenario.names import all_of
from game.scenario.shape import Path, maps_in
from game.translation import say, say_many

_NEAR: Final = 0.02
"""Parts of a map's width; what stands nearer covers the other wherever it is drawn."""


def table_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on the quarters of the whole and of each cut, and on the map."""
    script = draft.script
    empty = _empty(walk(script).laid, script.turns, script.dilemmas)
    if empty:
        yield Fault("WP618", ("turns",), _values(empty))
    for name, cut in maps_in(draft.data, "cuts").items():
        empty = _empty(walk(_cut(script, cut)).laid, cut["turns"], cut["dilemmas"])
        # Between its decisions a cut may leave a quarter to promises and visits; it may not begin, end or mostly be so.
        if empty and (empty[0] == 1 or empty[-1] == cut["turns"] or 2 * len(empty) > cut["turns"]):
            yield Fault("WP618", ("cuts", name, "turns"), _values(empty))
    yield from _on_one_spot(draft)


def _cut(script: Script, cut: Mapping[str, Any]) -> Script:
    """The script of a cut: it ends earlier, and what is left out of it never comes."""
    turns = int(cut["turns"])
    dilemmas = {name: one if name in cut["dilemmas"] else {**one, "at": turns + 1} for name, one in script.dilemmas.items()}
    return Script({**script.data, "turns": turns, "dilemmas": dilemmas}, replace(script.names, turns=turns))


def _empty(laid: Mapping[int, frozenset[str]], turns: int, kept: Collection[str]) -> list[int]:
    """The quarters in which none of the dilemmas that are kept can lie on the table."""
    return [turn for turn in range(1, turns + 1) if not laid.get(turn, frozenset()) & set(kept)]


def _values(empty: list[int]) -> dict[str, str]:
    ends = [turn for turn in empty if turn + 1 not in empty]
    starts = [turn for turn in empty if turn - 1 not in empty]
    runs = [
        f"{first}" if first == last else say("{first} to {last}", first=first, last=last)
        for first, last in zip(starts, ends, strict=True)
    ]
    numbers = all_of(runs)
    return {"quarters": say_many(len(empty), "quarter {numbers}", "quarters {numbers}", numbers=numbers)}


def _on_one_spot(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each agency that was put where another stands."""
    spots = positions(draft.place)
    agencies = maps_in(draft.data, "agencies")
    told: set[str] = set()
    for (one, here), (other, there) in combinations(zip(agencies, spots, strict=True), 2):
        hidden = other if "map" in agencies[other] else one
        if dist(here, there) < _NEAR and "map" in agencies[hidden] and hidden not in told:
            told.add(hidden)
            path: Path = ("agencies", hidden, "map")
            yield Fault("WP619", path, {"name": hidden, "other": one if hidden == other else other})
