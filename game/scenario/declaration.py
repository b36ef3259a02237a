"""What a scenario declares: the names that the rest of it may use, and a number for everything the engine counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.core.variables import VARIABLES
from game.scenario.effect import effect_key
from game.scenario.names import Names, numbered
from game.scenario.schema import Scenario
from game.scenario.shape import AnyEffect, Path, Record, Spot, walk
from game.scenario.slip import id_meant, joined_to_its_value
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


def _parts(data: Any, spots: Sequence[Spot]) -> frozenset[str]:
    """Tells which parts of the model a scenario uses: by what it says of agencies, outcomes and board, or by what it names."""
    agencies, outcomes = _keys_within(data, "agencies"), _keys_within(data, "outcomes")
    said = {
        "strands": "strand" in outcomes,
        "losses": "loses" in outcomes,
        "members": "members" in agencies,
        "succession": "successors" in agencies,
        "board": isinstance(data, dict) and "board" in data,
    }
    named = _keys_of(data, "levels")
    dives = False
    for spot in spots:
        if isinstance(spot.shape, AnyEffect) and isinstance(spot.value, dict):
            key = effect_key(spot.value)
            dives = dives or key == "deep_dive"
            if key in ("change", "set"):
                named.append(spot.value[key])
    said["deep_dives"] = dives
    found = {part for part, is_said in said.items() if is_said}
    parts = {VARIABLES[name].part for name in named if isinstance(name, str) and name in VARIABLES}
    return frozenset(found | (parts - {""} - said.keys()))


def _keys_within(data: Any, section: str) -> set[Any]:
    """Gives every key that some entry of a section has."""
    return {key for _, one in _entries(data, section) if isinstance(one, dict) for key in one}


def _keys_of(data: Any, section: str) -> list[Any]:
    part = data.get(section) if isinstance(data, dict) else None
    return list(part) if isinstance(part, dict) else []


def declared(data: Any, spots: Sequence[Spot]) -> Declaration:
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
            words = [one for pair in spot.value.items() for one in (joined_to_its_value(*pair) or pair)]
            flags.extend(one for one in words if isinstance(one, str) and one not in RESERVED)
        if key in slots:
            slots[key][spot.path] = len(slots[key])
        if key == "promise" and isinstance(spot.value.get("id"), str):
            for name in _as_meant([spot.value["id"]]):
                promises.setdefault(name, slots["promise"][spot.path])
        if key in ("change", "set") and isinstance(spot.value[key], str) and spot.value[key] not in VARIABLES:
            # What is no variable may have been meant for a flag.
            flags.extend(_as_meant([spot.value[key]]) if spot.value[key] not in RESERVED else [])
        if key in ("flag", "count"):
            named = spot.value[key]
            flags.extend(_as_meant(one for one in (named if isinstance(named, list) else [named]) if isinstance(one, str)))
    dilemmas = {meant: numbered(_keys(one, "options")) for name, one in _entries(data, "dilemmas") for meant in _as_meant([name])}
    names = Names(
        agencies=numbered(_keys(data, "agencies")),
        outcomes=numbered(_keys(data, "outcomes")),
        frames=numbered(_keys(data, "frames")),
        dilemmas=dilemmas,
        events=numbered(_keys(data, "events")),
        flags=numbered(flags),
        promises=promises,
        sources=frozenset(_keys(data, "sources")),
        traces=numbered(_keys(data, "traces")),
        cuts=numbered(_keys(data, "cuts")),
        parts=_parts(data, spots),
        many=frozenset(name for name, one in _entries(data, "agencies") if _has(one, "members")),
        turns=_whole(data, "turns", 60) or 60,
        epilogue=_whole(data, "epilogue", 8),
    )
    return Declaration(names, slots)


def _has(written: Any, key: str) -> bool:
    return isinstance(written, dict) and written.get(key) is not None


def _entries(data: Any, key: str) -> list[tuple[str, Any]]:
    part = data.get(key) if isinstance(data, dict) else None
    return [(name, one) for name, one in part.items() if isinstance(name, str)] if isinstance(part, dict) else []


def _keys(data: Any, key: str) -> list[str]:
    names = [name for name, _ in _entries(data, key)]
    return names if key == "sources" else _as_meant(names)


def _as_meant(names: Iterable[str]) -> list[str]:
    """Gives names, and each that cannot be one once more as it was meant: what refers to that is not at fault too."""
    return [one for name in names for one in (name, id_meant(name)) if one]


def _whole(data: Any, key: str, otherwise: int) -> int:
    value = data.get(key, otherwise) if isinstance(data, dict) else otherwise
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 60 else otherwise
