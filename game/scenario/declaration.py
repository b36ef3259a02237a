"""What a scenario declares: the names that the rest of it may use, and a number for everything the engine counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from game.scenario.effect import effect_key
from game.scenario.names import Names, numbered
from game.scenario.schema import Scenario
from game.scenario.shape import AnyEffect, Path, Record, Spot, walk
from game.scenario.vocabulary import RESERVED

COUNTED = ("promise", "chance", "after")
"""The effects that the compiler numbers: each promise, each draw and each delay has a slot of its own."""


@dataclass(frozen=True)
class Declaration:
    """The names of a scenario, and the number of each counted effect by the path where it stands, per kind of effect."""

    names: Names
    slots: Mapping[str, Mapping[Path, int]]

    def slot(self, path: Path) -> int:
        """Gives the number of a counted effect by its path; 0 for an effect that is not counted."""
        return next((slots[path] for slots in self.slots.values() if path in slots), 0)


def spots_of(data: Any) -> list[Spot]:
    """Gives every value of a scenario with its shape, in the order of the file."""
    return list(walk(data, Record(Scenario)))


def declared(data: Any, spots: Iterable[Spot]) -> Declaration:
    """Gathers a scenario's names; what does not have the right shape declares nothing, and raises nothing."""
    slots: dict[str, dict[Path, int]] = {effect: {} for effect in COUNTED}
    flags: list[str] = []
    promises: dict[str, int] = {}
    for spot in spots:
        if not isinstance(spot.shape, AnyEffect) or not isinstance(spot.value, dict):
            continue
        key = effect_key(spot.value)
        if key is None:
            # A misspelt effect may have been meant to set a flag: its own fault is enough.
            flags.extend(one for one in spot.value.values() if isinstance(one, str) and one not in RESERVED)
        if key in slots:
            slots[key][spot.path] = len(slots[key])
        if key == "promise" and isinstance(spot.value.get("id"), str):
            promises.setdefault(spot.value["id"], slots["promise"][spot.path])
        if key in ("flag", "count") and isinstance(spot.value[key], str):
            flags.append(spot.value[key])
    dilemmas = {name: numbered(_keys(one, "options")) for name, one in _entries(data, "dilemmas")}
    names = Names(
        agencies=numbered(_keys(data, "agencies")),
        outcomes=numbered(_keys(data, "outcomes")),
        frames=numbered(_keys(data, "frames")),
        dilemmas=dilemmas,
        events=numbered(_keys(data, "events")),
        flags=numbered(flags),
        promises=promises,
        sources=frozenset(_keys(data, "sources")),
        parts=parts_of(data),
        many=frozenset(name for name, one in _entries(data, "agencies") if _has(one, "members")),
        turns=_whole(data, "turns", 60),
        epilogue=_whole(data, "epilogue", 8),
    )
    return Declaration(names, slots)


def parts_of(data: Any) -> frozenset[str]:
    """Tells which parts of the model a scenario uses; a place has the variables and rules of no other."""
    agencies = [one for _, one in _entries(data, "agencies")]
    outcomes = [one for _, one in _entries(data, "outcomes")]
    used = {
        "members": any(_has(one, "members") for one in agencies),
        "board": _has(data, "board"),
        "succession": any(_has(one, "successors") for one in agencies),
        "losses": any(_has(one, "loses") for one in outcomes),
    }
    return frozenset(part for part, is_used in used.items() if is_used)


def _has(written: Any, key: str) -> bool:
    return isinstance(written, dict) and written.get(key) is not None


def _entries(data: Any, key: str) -> list[tuple[str, Any]]:
    part = data.get(key) if isinstance(data, dict) else None
    return [(name, one) for name, one in part.items() if isinstance(name, str)] if isinstance(part, dict) else []


def _keys(data: Any, key: str) -> list[str]:
    return [name for name, _ in _entries(data, key)]


def _whole(data: Any, key: str, otherwise: int) -> int:
    value = data.get(key, otherwise) if isinstance(data, dict) else otherwise
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 60 else otherwise
