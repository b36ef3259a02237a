"""What stands in one section of a scenario and is written as a thing of another, as where a section's own line was lost.

It is told once, at the first of them, in the place of all that would be said of its keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from game.scenario.fault import Fault
from game.scenario.schema import Scenario
from game.scenario.shape import Entries, Path, Record, Shape, keys_of, required_keys
from game.translation import say


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Things of one kind that stand side by side in a section of another.

    Arguments:
        fault: what is told of them.
        section: where they stand.
        home: the section that they belong to.
        names: their ids.
    """

    fault: Fault
    section: str
    home: str
    names: tuple[str, ...]


def misplaced(data: Any) -> Iterator[Misplaced]:
    """Yields what is written as a thing of exactly one other section, and cannot be one of its own."""
    shapes = keys_of(Scenario)
    for section, shape in shapes.items():
        entries = _entries(data, section)
        homes = {name: _home(section, shape, name, entry, shapes) for name, entry in entries.items()}
        # One whose name is taken where it belongs stays where it is.
        homes = {name: "" if name in _entries(data, home) else home for name, home in homes.items()}
        for home, names in groupby(homes, key=lambda name: homes[name]):
            if home:
                yield _told(section, shape, home, list(names), is_lost=home not in data)


def at_home(data: Any, found: Iterable[Misplaced]) -> Any:
    """The data of a scenario with each misplaced thing in the section that it belongs to."""
    every = list(found)
    if not every:
        return data
    moved = {key: dict(part) if isinstance(part, dict) else part for key, part in data.items()}
    for one in every:
        for name in one.names:
            entry = moved[one.section].pop(name)
            section = moved.setdefault(one.home, {})
            if isinstance(section, dict):
                section[name] = entry
    return moved


def as_written(path: Path, found: Iterable[Misplaced]) -> Path:
    """Where in the file a thing stands that `at_home` has moved."""
    sections = (one.section for one in found if len(path) > 1 and path[0] == one.home and path[1] in one.names)
    section = next(sections, None)
    return path if section is None else (section, *path[1:])


def _entries(data: Any, section: str) -> dict[Any, Any]:
    """The things of a section by their names; none where it is missing or is no map."""
    part = data.get(section) if isinstance(data, dict) else None
    return part if isinstance(part, dict) else {}


def _home(section: str, shape: Shape, name: Any, entry: Any, shapes: Mapping[str, Shape]) -> str:
    """The one other section whose things an entry is like; empty where it may stand where it does, or is like none or several."""
    match shape:
        case Entries(value=Record(model=model)):
            is_at_home = not isinstance(entry, dict) or set(entry) <= set(keys_of(model))
        case Record(model=model):
            is_at_home = not isinstance(entry, dict) or name in keys_of(model)
        case _:
            is_at_home = True
    if is_at_home:
        return ""
    homes = [
        other
        for other, one in shapes.items()
        if other != section
        and isinstance(one, Entries)
        and isinstance(one.value, Record)
        and (needed := set(required_keys(one.value.model)))
        and needed <= set(entry) <= set(keys_of(one.value.model))
    ]
    return homes[0] if len(homes) == 1 else ""


def _told(section: str, shape: Shape, home: str, names: list[Any], *, is_lost: bool) -> Misplaced:
    kind = _noun(keys_of(Scenario)[home])
    first = (section, names[0])
    found = kind if len(names) == 1 else say("{kind}, and {n} more below it", kind=kind, n=len(names) - 1)
    help = (
        say("Write `{section}:` on a line of its own above it.", section=home)
        if is_lost
        else say("Move it below `{section}:`.", section=home)
    )
    expected = _noun(shape) if isinstance(shape, Entries) else say("a key of {owner}", owner=_noun(shape))
    fault = Fault("WP203", first, {"found": found, "expected": expected, "help": help}, at_key=True)
    return Misplaced(fault, section, home, tuple(names))


def _noun(shape: Shape) -> str:
    """What one thing of a section is called, within a sentence."""
    record = shape.value if isinstance(shape, Entries) else shape
    return say(record.model.noun) if isinstance(record, Record) else ""
