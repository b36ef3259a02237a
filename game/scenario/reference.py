"""Checks that every name a scenario uses is one it declares, wherever a name can stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from game.core.parameters import PARAMETERS
from game.core.variables import VARIABLES
from game.scenario.declaration import Declaration
from game.scenario.expression import compile_condition
from game.scenario.fault import Fault
from game.scenario.kind import AUTHORED, GROUPS, PLACE_WIDE
from game.scenario.names import Names, all_of, did_you_mean, instead_of, listed
from game.scenario.shape import Items, Leaf, Path, Spot, texts_in
from game.scenario.slip_value import group_meant
from game.scenario.vocabulary import JOINERS, PART_BEGINS, RESERVED
from game.translation import say

# Lists of names, in which each has its place once. A pair of one agency with itself has a page of its own.
_LISTS = ("agencies", "targets", "needs", "evidence", "dilemma", "cut")

# Shares of the votes are written as decimals, which may add up to a hair above or below one.
_ROUNDING = 1e-9


def reference_faults(spots: Iterable[Spot], declaration: Declaration) -> Iterator[Fault]:
    """Yields a fault for every name that names nothing, and every condition that cannot be read."""
    names = declaration.names
    for spot in spots:
        yield from _listed_twice(spot)
        if isinstance(spot.shape, Leaf) and spot.shape.kind.name in _CHECKS:
            for fault in _CHECKS[spot.shape.kind.name](spot.value, spot.path, names):
                yield fault if not spot.is_key else Fault(fault.code, fault.path, fault.values, at_key=True)


def _listed_twice(spot: Spot) -> Iterator[Fault]:
    """Yields a fault for each name that a list of names has a second time."""
    kind = spot.shape.kind if isinstance(spot.shape, Leaf) else None
    if isinstance(spot.shape, Items) and isinstance(spot.shape.item, Leaf):
        kind = spot.shape.item.kind
    if kind is None or kind.name not in _LISTS:
        return
    first: dict[str, int] = {}
    for number, (place, one) in enumerate(texts_in(spot.value, spot.path)):
        if one in first:
            yield Fault("WP213", place, {"name": one, "key": str(spot.path[-1]), "number": first[one] + 1})
        first.setdefault(one, number)


def unknown_agency(name: str, path: Path, names: Names, *others: str) -> Iterator[Fault]:
    """Yields a fault where an agency is named that is not at the table; `others` are words that may stand for agencies."""
    if name not in names.agencies and name not in others:
        help = instead_of(name, (*names.agencies, *others))
        if name == "pot":
            help = say("Only money can be in the pot.")
        elif name in GROUPS:
            help = say("`{name}` cannot stand here: name one agency.", name=name)
        elif (group := group_meant(name)) in others:
            help = say("Did you mean `{close}`?", close=group)
        elif several := _several(name, names):
            help = say("Write `[{several}]`.", several=several) if "all" in others else say("Name one agency.")
        yield Fault("WP301", path, {"name": name, "help": help})


def _several(written: str, names: Names) -> str:
    """Gives the agencies that stand in one text, joined by commas; empty where something else stands in it too."""
    words = re.split(r"\s*[,;&/]\s*|\s+and\s+|\s+", written.strip())
    return ", ".join(words) if len(words) > 1 and all(word in names.agencies for word in words) else ""


def unknown_frame(name: str, path: Path, names: Names) -> Iterator[Fault]:
    """Yields a fault where a frame is named that the place does not have."""
    if name not in names.frames:
        help = instead_of(name, names.frames, "" if names.frames else say("Add it under `frames`."))
        yield Fault("WP302", path, {"name": name, "help": help})


def _agency(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from unknown_agency(value, path, names)


def _agencies(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from unknown_agency(value, path, names, *GROUPS)
    for place, one in texts_in(value, path):
        yield from unknown_agency(one, place, names)


def _pair(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    for place, one in texts_in(value, path):
        yield from unknown_agency(one, place, names)
    texts = texts_in(value, path)
    if len(texts) == 2 and texts[0][1] == texts[1][1] and texts[0][1] in names.agencies:
        yield Fault("WP308", path, {"name": value[0]})


def _needs(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    for place, one in texts_in(value, path):
        yield from unknown_agency(one, place, names)
    if isinstance(value, dict):
        for key in value:
            if isinstance(key, str):
                yield from (
                    Fault(one.code, one.path, one.values, at_key=True) for one in unknown_agency(key, (*path, key), names)
                )


def _account(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from unknown_agency(value, path, names, "pot")


def _variable(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str) and value not in AUTHORED:
        yield Fault(
            "WP306", path, {"name": value, "help": _said_otherwise(value, str(path[-1]), names) or _why_not(value, AUTHORED)}
        )
    elif isinstance(value, str):
        yield from _part_faults(value, VARIABLES[value].part, path, names)


def _part_faults(name: str, part: str, path: Path, names: Names) -> Iterator[Fault]:
    """Yields a fault where a name belongs to a part of the model that the place does not have."""
    if part and part not in names.parts:
        yield Fault("WP323", path, {"name": name, "help": say(PART_BEGINS[part])})


def _votes(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if not isinstance(value, dict):
        return
    for key in value:
        if isinstance(key, str):
            yield from (Fault(one.code, one.path, one.values, at_key=True) for one in unknown_agency(key, (*path, key), names))
    yield from _part_faults("board", "board", path, names)
    shares = [share for share in value.values() if isinstance(share, int | float) and not isinstance(share, bool)]
    cast, without = sum(shares), [name for name in names.agencies if name not in value]
    if any(not 0 <= share <= 1 for share in shares):
        return
    if shares and (cast > 1.0 + _ROUNDING or (not without and cast < 1.0 - _ROUNDING)):
        yield Fault("WP505", path, {"cast": f"{cast:.4g}"})


def _place_variable(value: Any, path: Path, names: Names) -> Iterator[Fault]:  # noqa: ARG001 - all checks have one shape
    if isinstance(value, str) and value not in PLACE_WIDE:
        yield Fault("WP306", path, {"name": value, "help": _why_not(value, PLACE_WIDE)})


_BY_EFFECT: Final = {
    "running": "running",
    "strand": "strand",
    "vote": "votes",
    "voice": "votes",
    "drafting": "protocol",
    "drafts": "protocol",
    "left": "departure",
    "diving": "deep_dive",
    "immersion": "deep_dive",
    "heard": "story",
    "heat": "story",
    "insight": "story",
    "astray": "incident",
    "confronted": "confront",
}
"""What the model works out and an effect of its own moves."""

_MADE_OF: Final = {
    "trust": ("purpose", "confidence"),
    "stated": ("buy_in", "strain"),
    "delivered": ("buy_in", "frontline"),
    "gap": ("buy_in", "frontline", "strain"),
    "sharing": ("practice", "permission"),
    "openness": ("practice", "permission"),
    "fit": ("emphasis", "tailoring"),
    "accord": ("governance", "seats"),
    "inclusion": ("seats",),
    "paid_time": ("sessions",),
}
"""What the model works out, and those of its causes that an author may change."""

_MONEY = ("pot", "budget", "allowance", "money", "work")


def _said_otherwise(written: str, effect: str, names: Names) -> str:
    """Says how to write what needs no variable, or is written in another way; empty where nothing of that kind is meant."""
    name, bracket, _ = written.partition("(")
    if bracket and name in AUTHORED:
        return say("Write `{name}` alone, and say of whom by the other keys of the effect.", name=name)
    if written in names.agencies:
        return say("It is an agency: write what of it is changed, and `of: {name}`.", name=written)
    if written in _MONEY:
        return say("Money comes by `grant`, goes by `spend`, and changes hands by `move`.")
    if effect == "set" and written not in VARIABLES and not did_you_mean(written, AUTHORED) and written.isidentifier():
        return say("A flag is set by `{{flag: {name}}}`, and a counter moved by `{{count: {name}}}`.", name=written)
    return ""


def _why_not(name: str, known: tuple[str, ...]) -> str:
    """Says why a variable cannot be set here: it is one of agencies or ties, the model works it out, or there is none."""
    if name in AUTHORED:
        match VARIABLES[name].over:
            case "agency":
                return say("`{name}` is not place-wide: each agency has its own, under `agencies`.", name=name)
            case "pair":
                return say("`{name}` is not place-wide: each tie has its own, under `relations`.", name=name)
            case _:
                return say("`{name}` is not place-wide: an effect can change it.", name=name)
    if name in _BY_EFFECT:
        return say("It is moved by an effect of its own, `{effect}`.", effect=_BY_EFFECT[name])
    if name in _MADE_OF:
        parts = all_of(f"`{one}`" for one in _MADE_OF[name])
        return say("`{name}` is worked out by the model: change {parts}, from which it comes.", name=name, parts=parts)
    if name in VARIABLES and name not in known:
        return say("`{name}` is worked out by the model: change what it comes from.", name=name)
    return instead_of(name, known, say("Use one of: {every}.", every=listed(known, 40)))


def _parameter(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str) and value in PARAMETERS:
        yield from _part_faults(value, PARAMETERS[value].part, path, names)
    if isinstance(value, str) and value not in PARAMETERS:
        yield Fault(
            "WP307",
            path,
            {"name": value, "help": instead_of(value, PARAMETERS, say("The reference page lists every parameter."))},
        )


def _frame(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from unknown_frame(value, path, names)


def _dilemma(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str) and value not in names.dilemmas:
        help = instead_of(value, names.dilemmas)
        if value in names.events:
            help = say("It is an event, and those come by themselves: let its `when:` ask for a flag that you set here.")
        yield Fault("WP303", path, {"name": value, "help": help})


def _cut(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str) and value not in names.cuts:
        help = instead_of(value, names.cuts, say("Add it under `cuts`."))
        yield Fault("WP334", path, {"name": value, "help": help})


def unknown_outcome(name: str, path: Path, names: Names) -> Iterator[Fault]:
    """Yields a fault where an outcome is named that the place does not have."""
    if name not in names.outcomes:
        yield Fault("WP330", path, {"name": name, "help": instead_of(name, names.outcomes)})


def _outcome(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, str):
        yield from unknown_outcome(value, path, names)


def _flag(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if not isinstance(value, str):
        return
    if value in RESERVED or value in JOINERS:
        yield Fault("WP316", path, {"name": value})
    elif path[-1] == "clear" and value not in names.flags:
        help = instead_of(value, names.flags, say("Set it with `{{flag: {flag}}}` in some effect.", flag=value))
        yield Fault("WP305", path, {"name": value, "help": help})


def _evidence(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    for place, one in texts_in(value, path):
        if one not in names.sources:
            help = instead_of(one, sorted(names.sources), say("Add it under `sources`."))
            yield Fault("WP304", place, {"name": one, "help": help})


def _id(value: Any, path: Path, names: Names) -> Iterator[Fault]:  # noqa: ARG001
    if value in JOINERS:
        help = say("Choose another word.")
        yield Fault("WP206", path, {"id": value, "expected": say("a word that does not join conditions"), "help": help})
    elif path[:-1] == ("agencies",) and value in (*GROUPS, "pot"):
        expected = say("a word that does not stand for several agencies, or for their pot")
        yield Fault("WP206", path, {"id": value, "expected": expected, "help": say("Choose another word.")})


def _turn(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    # A few digits are beyond every place's last turn already, and Python reads no number of thousands.
    turn = int(value.lstrip("0")[:9] or 0) if isinstance(value, str) and value.isdecimal() else value
    if isinstance(turn, int) and turn > names.turns:
        yield Fault("WP310", path, {"turn": turn, "turns": names.turns})


def _dates(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    for number, one in enumerate(value) if isinstance(value, list) else ():
        yield from _turn(one, (*path, number), names)
        if one in value[:number]:
            yield Fault("WP213", (*path, number), {"name": str(one), "key": str(path[-1]), "number": value.index(one) + 1})
    yield from _turn(value, path, names)


def _turns(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if path != ("turns",):
        yield from _turn(value, path, names)


def _condition(value: Any, path: Path, names: Names) -> Iterator[Fault]:
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, str | int | float):
        for complaint in compile_condition(str(value), names)[1]:
            yield Fault(complaint.code, path, complaint.values, within=complaint.start)


_CHECKS: dict[str, Callable[[Any, Path, Names], Iterator[Fault]]] = {
    "agency": _agency,
    "agencies": _agencies,
    "pair": _pair,
    "ties": _pair,
    "needs": _needs,
    "account": _account,
    "votes": _votes,
    "level": _variable,
    "levels": _place_variable,
    "parameter": _parameter,
    "frame": _frame,
    "dilemma": _dilemma,
    "cut": _cut,
    "outcome": _outcome,
    "flag": _flag,
    "promise": _id,
    "id": _id,
    "evidence": _evidence,
    "turn": _turn,
    "dates": _dates,
    "turns": _turns,
    "expression": _condition,
}
