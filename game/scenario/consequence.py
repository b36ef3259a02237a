"""Checks what effects would do: that each says of whom, stays within what a variable can be, and can come true in time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from game.core.parameters import PARAMETERS
from game.core.variables import VARIABLES
from game.scenario.declaration import Declaration
from game.scenario.effect import effect_key
from game.scenario.fault import Fault
from game.scenario.kind import GROUPS
from game.scenario.names import Names, all_of
from game.scenario.reference import unknown_agency, unknown_frame
from game.scenario.shape import AnyEffect, Path, Spot, maps_in, texts_in
from game.scenario.slip_value import out_of_range
from game.scenario.vocabulary import PART_BEGINS
from game.translation import later, say

_WHOM = ("of", "from", "to", "between")
_USAGE = {
    "place": later("nothing more: it is one number for the whole place"),
    "agency": later("`of:` an agency, a list of them, or all, inside, outside"),
    "frame": later("`of:` a frame"),
    "pair": "`from:` and `to:`, or `between: [a, b]`",
}


def consequence_faults(data: Any, spots: Iterable[Spot], declaration: Declaration) -> Iterator[Fault]:
    """Yields every fault in what a scenario's effects and starting values would do."""
    promises: dict[str, Path] = {}
    for spot in spots:
        if not isinstance(spot.shape, AnyEffect) or not isinstance(spot.value, dict):
            continue
        yield from _nought(spot.value, spot.path)
        match effect_key(spot.value):
            case "change" | "set" as key:
                yield from _change_faults(data, spot.value, spot.path, key, declaration.names)
            case "promise":
                yield from _promise_faults(data, spot.value, spot.path, declaration.names)
                yield from _twice(spot.value, spot.path, promises)
            case "protocol":
                yield from _protocol_faults(data, spot.value["protocol"], spot.path)
            case "strand" if "strands" not in declaration.names.parts:
                yield Fault("WP332", (*spot.path, "strand"), {"what": say("The effect")})
            case "strand" if isinstance(spot.value.get("from"), str) and spot.value["from"] == spot.value["strand"]:
                yield Fault("WP333", (*spot.path, "from"), {"name": spot.value["from"]})
            case "running" if spot.value["running"] == 0 and not isinstance(spot.value["running"], bool):
                yield Fault("WP510", (*spot.path, "running"), {})
            case "move" if isinstance(spot.value.get("from"), str) and spot.value["from"] == spot.value.get("to"):
                yield Fault("WP504", (*spot.path, "to"), {"account": spot.value["from"]})
    yield from _starting_faults(data)
    yield from _member_faults(data)


_SIZED = {
    "change": "by", "count": "by", "strand": "by", "grant": "grant", "spend": "spend", "move": "move", "cut": "cut",
}  # fmt: skip
"""The key of an effect that says how much of it there is."""


def _nought(written: dict[Any, Any], path: Path) -> Iterator[Fault]:
    """Yields a warning for an effect that changes nothing, because its size is 0 or because nothing follows."""
    key = effect_key(written) or ""
    size = _SIZED.get(key, "")
    if size in written and written[size] == 0 and not isinstance(written[size], bool):
        yield Fault("WP523", (*path, size), {"effect": key, "found": f"`{size}: 0`"})
    elif key in ("after", "chance") and written.get("then") == [] and not written.get("else"):
        yield Fault("WP523", (*path, "then"), {"effect": key, "found": "`then: []`"}, at_key=True)


def _member_faults(data: Any) -> Iterator[Fault]:
    """Yields a fault for what is said of the members of an agency that has none."""
    for agency, written in maps_in(data, "agencies").items():
        if "members" not in written:
            for key in ("member", "joined"):
                if key in written:
                    path: Path = ("agencies", agency, key)
                    yield Fault("WP323", path, {"name": key, "help": say(PART_BEGINS["members"])}, at_key=True)


def _change_faults(data: Any, written: dict[Any, Any], path: Path, key: str, names: Names) -> Iterator[Fault]:
    name = written[key]
    variable = VARIABLES.get(name) if isinstance(name, str) else None
    if variable is None or not variable.authored:
        return
    given = {word for word in _WHOM if word in written}
    fits = {
        "place": given == set(),
        "agency": given == {"of"},
        "frame": given == {"of"},
        "pair": given in ({"from", "to"}, {"between"}),
    }[variable.over]
    if not fits:
        found = all_of(f"`{word}:`" for word in _WHOM if word in given)
        yield Fault(
            "WP315", (*path, key), {"name": name, "found": found or say("nothing more"), "usage": say(_USAGE[variable.over])}
        )
    elif "of" in given:
        yield from _target_faults(written["of"], (*path, "of"), variable.over, names)
        if variable.part == "members" and names.many:
            yield from _of_one_body(name, written["of"], (*path, "of"), names)
    size = written.get("value" if key == "set" else "by")
    if isinstance(size, int | float) and not isinstance(size, bool):
        low, high = (
            (variable.low, variable.high) if key == "set" else (variable.low - variable.high, variable.high - variable.low)
        )
        for fault in _range_faults(size, low, high, (*path, "value" if key == "set" else "by")):
            counted = _of_members(data, written.get("of"), size) if name == "joined" else ""
            yield replace(fault, values={**fault.values, "help": counted or fault.values["help"]})


def _target_faults(value: Any, path: Path, over: str, names: Names) -> Iterator[Fault]:
    for place, one in [(path, value)] if isinstance(value, str) else texts_in(value, path):
        if over == "frame":
            yield from unknown_frame(one, place, names)
        else:
            yield from unknown_agency(one, place, names, *(GROUPS if isinstance(value, str) else ()))


def _of_one_body(variable: str, value: Any, path: Path, names: Names) -> Iterator[Fault]:
    """Yields a fault where what belongs to an agency's members is changed of an agency that has none."""
    for place, one in [(path, value)] if isinstance(value, str) else texts_in(value, path):
        if one in names.agencies and one not in names.many:
            yield Fault(
                "WP323",
                place,
                {"name": say("{variable} of {one}", variable=variable, one=one), "help": say(PART_BEGINS["members"])},
            )


def _of_members(data: Any, agency: Any, number: float) -> str:
    """Says how to write so many of an agency's members; empty where it has not as many."""
    members = maps_in(data, "agencies").get(str(agency), {}).get("members")
    if not isinstance(members, int) or abs(number) > members:
        return ""
    share = float(f"{number / members:.2g}")
    return say("Write {share:g} for {number:g} of its {members} members.", share=share, number=number, members=members)


def _range_faults(number: float, low: float, high: float, path: Path) -> Iterator[Fault]:
    if values := out_of_range(number, low, high):
        yield Fault("WP204", path, values)


def _promise_faults(data: Any, written: dict[Any, Any], path: Path, names: Names) -> Iterator[Fault]:
    giver, receiver, due = written.get("by"), written.get("to"), written.get("due")
    if isinstance(giver, str) and giver == receiver and giver in names.agencies:
        yield Fault("WP308", (*path, "to"), {"name": giver})
    if isinstance(due, int) and not isinstance(due, bool):
        first = _earliest(data, path)
        last = names.turns + names.epilogue
        if first + due > last:
            yield Fault("WP501", (*path, "due"), {"due": due, "first": first, "turn": first + due, "last": last})


def _protocol_faults(data: dict[str, Any], written: Any, path: Path) -> Iterator[Fault]:
    """Yields a warning for a protocol that the model does not wait for: within one body, or for no common outcome."""
    agencies, outcomes = data.get("agencies"), data.get("outcomes")
    if not isinstance(written, list) or len(written) != 2 or not isinstance(agencies, dict) or not isinstance(outcomes, dict):
        return
    one, other = written
    if one == other or not all(isinstance(name, str) and isinstance(agencies.get(name), dict) for name in written):
        return
    needs = [outcome.get("needs") for outcome in outcomes.values() if isinstance(outcome, dict)]
    if any(not need or not isinstance(need, list | dict) for need in needs):
        return
    if agencies[one].get("body", one) == agencies[other].get("body", other):
        why = say("both belong to one body")
    elif not any(isinstance(need, list | dict) and one in need and other in need for need in needs):
        why = say("no outcome needs both")
    else:
        return
    yield Fault("WP322", (*path, "protocol"), {"one": one, "other": other, "why": why})


def _twice(written: dict[Any, Any], path: Path, promises: dict[str, Path]) -> Iterator[Fault]:
    name = written.get("id")
    if isinstance(name, str) and name in promises:
        yield Fault("WP502", (*path, "id"), {"id": name})
    elif isinstance(name, str):
        promises[name] = path


def _earliest(data: Any, path: Path) -> int:
    """Tells the first turn in which an effect can come about, by what it stands under."""
    owner = data
    for step in path[:2]:
        owner = owner[step]
    owner = owner if isinstance(owner, dict) else {}
    dates = owner["at"] if isinstance(owner.get("at"), list) else [owner.get(key) for key in ("at", "from")]
    first = min((one for one in dates if isinstance(one, int)), default=1)
    part = data
    for step in path:
        part = part[step]
        wait = part.get("after") if isinstance(part, dict) else None
        if isinstance(wait, int):
            first += wait
    return first


def _starting_faults(data: Any) -> Iterator[Fault]:
    """Yields starting values and parameters outside what they can be."""
    if not isinstance(data, dict):
        return
    for section, known in (("levels", VARIABLES), ("parameters", PARAMETERS)):
        part = data.get(section)
        for name, value in part.items() if isinstance(part, dict) else ():
            if name in known and isinstance(value, int | float) and not isinstance(value, bool):
                yield from _range_faults(value, known[name].low, known[name].high, (section, name))
