"""What a table of a workshop sends to a device that joins it: what its seat sees, and nothing else, as JSON that is checked.

A turn travels as the view that `observe` gives, what the seat was told, and why what moved most had moved. None of it can say
more than the pages of that table do, because it is made of nothing else. Whoever receives it trusts nothing of it: every name,
number and length is checked against the place before it becomes a view.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

import numpy as np
from pydantic import Field, ValidationError

from game.core.ledger import Cause, CauseKind, Happening
from game.core.observe import PUBLIC, Known, View, Why
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.message import Choices, Name, Part, RoundPart, SeatPart, StepPart, Text, written_round
from game.play.session import Session
from game.translation import say

FORMAT: Final = 1
MOST_BYTES: Final = 4_000_000
"""Bytes of one message."""
_LARGEST: Final = 1e15

Asked = tuple[str, tuple[int, ...]]
Index = Annotated[list[Annotated[int, Field(ge=0, le=10_000)]], Field(max_length=2)]
Token = Annotated[dict[Name, Name], Field(max_length=4)]
Tokens = Annotated[list[Token], Field(max_length=3)]


class Garbled(ValueError):  # noqa: N818 - said of a message
    """What was received is not what a workshop sends; the message completes the sentence "it ..."."""


class ToldPart(Part):
    """Something the seat was told."""

    kind: Literal["event", "said", "news", "departure", "incident", "promise", "protocol", "ended", "later", "inject"]
    name: Text
    text: Text
    agencies: Annotated[list[Annotated[int, Field(ge=0, le=1_000)]], Field(max_length=60)]


class CausePart(Part):
    """A cause that the seat may know of."""

    kind: CauseKind
    name: Text
    term: Name
    because: Text
    evidence: Annotated[list[Name], Field(max_length=40)]


class KnownPart(Part):
    """A known cause with its direction, rough size and whence it came."""

    cause: CausePart
    sign: Literal[-1, 1]
    rough: Literal["slight", "clear", "strong"]
    turn: Annotated[int, Field(ge=0, le=1_000)]
    source: tuple[Name, Index] | None
    variable: Name
    index: Index
    stood: Annotated[float, Field(ge=-1, le=2)] | None = None  # a level, which a quarter's bounds may not have met yet


class WhyPart(Part):
    """Why something changed, as far as the seat could know."""

    variable: Name
    index: Index
    turn: Annotated[int, Field(ge=0, le=1_000)]
    before: float
    after: float
    causes: Annotated[list[KnownPart], Field(max_length=500)]
    has_hidden: bool


class TurnPart(Part):
    """A turn as the seat sees it: every variable in its sight, the agenda, what is open, and what it was told.

    At a round table `revealed` is what all seats had decided in the quarter before.
    """

    turn: Annotated[int, Field(ge=1, le=1_000)]
    values: Annotated[dict[Name, Any], Field(max_length=400)]
    agenda: Annotated[list[bool], Field(max_length=400)]
    offered: Annotated[dict[Name, Annotated[list[bool], Field(max_length=20)]], Field(max_length=40)]
    tokens_allowed: Annotated[float, Field(ge=0, le=3)]
    signed: Any
    told: Annotated[list[ToldPart], Field(max_length=500)]
    whys: Annotated[list[WhyPart], Field(max_length=100)]
    revealed: RoundPart | None = None


class StatusPart(Part):
    """Where the table stands, in words; `until` is when its quarter closes, in ISO 8601, or nothing."""

    kind: Name
    title: Text
    text: Text
    until: Name


class Opened(Part):
    """What opens the books when the facilitator has opened the whole debrief: the luck, and the table's own log."""

    seed: Annotated[int, Field(ge=0, lt=2**64)]
    records: Annotated[list[dict[str, Any]], Field(max_length=6_000)]


class Seen(Part):
    """One message: the table as it stands. Of turns, only those that the device does not have already.

    `seat` is PUBLIC for whoever watches a round table. At a round table `table` is what the seat knows of it. `steps` is what the
    facilitator has opened of the debrief.
    """

    format: Literal[1]
    scenario: Name
    cut: Name
    scenario_digest: Name
    title: Name
    seat: Annotated[int, Field(ge=PUBLIC, le=100)]
    name: Name
    form_token: Name
    version: Name
    at: Annotated[int, Field(ge=0)]
    status: StatusPart
    messages: Annotated[list[tuple[Name, Text]], Field(max_length=200)]
    choices: Choices
    tokens: Tokens
    shown: Text
    decided: Annotated[list[tuple[Choices, Tokens]], Field(max_length=1_000)]
    marks: Annotated[list[Name], Field(max_length=1_000, min_length=1)]
    turns: Annotated[list[TurnPart], Field(max_length=1_000)]
    opened: Opened | None
    table: SeatPart | None = None
    steps: Annotated[tuple[StepPart, ...], Field(max_length=20)] = ()


# Sending.


def written_turn(session: Session, turn: int, seat: int, asked: Iterable[Asked]) -> tuple[str, dict[str, Any]]:
    """A turn as it travels, and its mark, by which a device knows whether it has it already.

    Arguments:
        session: the game.
        turn: which turn's start, from 1.
        seat: whose view.
        asked: what moved most on the way to it; the reasons go with it.
    """
    view = session.view(turn, seat)
    found = {
        "turn": turn,
        "values": {name: _listed(value) for name, value in view.values.items()},
        "agenda": view.agenda[:, 0].tolist(),
        # What the lead can take is the lead's to know: to other seats every option is open.
        "offered": {
            str(number): mask[:, 0].tolist() if seat == session.place.lead else [True] * len(mask)
            for number, mask in view.offered.items()
        },
        "tokens_allowed": float(view.tokens_allowed[0]),
        "signed": _listed(view.signed),
        "told": [
            {"kind": one.kind, "name": one.name, "text": one.text, "agencies": [int(number) for number in one.agencies]}
            for one in session.told(turn, seat)
        ],
        "whys": [written_why(why) for one in asked if (why := session.why(*one, turn, seat)) is not None],
    }
    table = session.round_table
    if table is not None and 2 <= turn <= len(table.rounds) + 1:
        found["revealed"] = written_round(table.rounds[turn - 2])
    mark = blake2b(json.dumps(found, sort_keys=True).encode(), digest_size=6).hexdigest()
    return mark, found


def written_why(why: Why) -> dict[str, Any]:
    """Why something changed, as it travels."""
    return {
        "variable": why.variable,
        "index": list(why.index),
        "turn": why.turn,
        "before": why.before,
        "after": why.after,
        "causes": [
            {
                "cause": {
                    "kind": one.cause.kind,
                    "name": one.cause.name,
                    "term": one.cause.term,
                    "because": one.cause.because,
                    "evidence": list(one.cause.evidence),
                },
                "sign": one.sign,
                "rough": one.rough,
                "turn": one.turn,
                "source": [one.source[0], [int(number) for number in one.source[1]]] if one.source is not None else None,
                "variable": one.variable,
                "index": [int(number) for number in one.index],
                "stood": one.stood,
            }
            for one in why.causes
        ],
        "has_hidden": why.has_hidden,
    }


def _listed(value: Any) -> Any:
    return np.asarray(value)[..., 0].astype(float).tolist()


# Receiving.


def read(data: bytes) -> Seen:
    """A message, checked in its form. Raises `Garbled`."""
    try:
        return Seen.model_validate_json(data)
    except ValidationError as error:
        raise Garbled(_fault(error)) from None


def read_why(data: bytes) -> Why | None:
    """Why something changed; None where it may not be asked. Raises `Garbled`."""
    if data.strip() == b"null":
        return None
    try:
        return _why(WhyPart.model_validate_json(data))
    except ValidationError as error:
        raise Garbled(_fault(error)) from None


def view_of(place: Place, seat: int, part: TurnPart) -> View:
    """A turn as a view of its place. Raises `Garbled` where it does not fit the place."""
    values = {name: _array(place, name, value) for name, value in part.values.items()}
    public = {name for name in place.starting if VARIABLES[name].sight == "public"}
    has_own = any(VARIABLES[name].sight == "own" for name in values)
    is_seat = 0 <= seat < len(place.agencies) or (seat == PUBLIC and not has_own)
    if not public <= values.keys() or len(part.agenda) != len(place.dilemmas) or not is_seat:
        raise Garbled(say("does not tell of this place"))
    agenda = np.array(part.agenda, dtype=bool)[:, None]
    offered = {}
    for number, mask in part.offered.items():
        if not (number.isascii() and number.isdigit() and int(number) < len(place.dilemmas)):
            raise Garbled(say("offers what this place does not have"))
        if len(mask) != len(place.dilemmas[int(number)].options):
            raise Garbled(say("offers another number of options than this place has"))
        offered[int(number)] = np.array(mask, dtype=bool)[:, None]
    if any(number not in offered for number in np.flatnonzero(agenda[:, 0])):
        raise Garbled(say("leaves out what can be decided"))
    signed = _floats(part.signed, ())
    shown = (agenda, *offered.values(), signed, *values.values())
    for array in shown:
        array.flags.writeable = False
    allowed = np.array([part.tokens_allowed])
    return View(
        place.as_of(part.turn), seat, part.turn, MappingProxyType(values), agenda, MappingProxyType(offered), allowed, signed
    )


def told_of(part: TurnPart) -> list[Happening]:
    """What the seat was told on the way to a turn."""
    return [Happening(one.kind, one.name, one.text, np.ones(1, dtype=bool), tuple(one.agencies)) for one in part.told]


def whys_of(part: TurnPart) -> dict[Asked, Why]:
    """The reasons that came with a turn."""
    return {(one.variable, tuple(one.index)): _why(one) for one in part.whys}


def _why(part: WhyPart) -> Why:
    causes = tuple(
        Known(
            Cause(one.cause.kind, one.cause.name, one.cause.term, one.cause.because, tuple(one.cause.evidence)),
            one.sign,
            one.rough,
            one.turn,
            (one.source[0], tuple(one.source[1])) if one.source is not None else None,
            one.variable,
            tuple(one.index),
            one.stood,
        )
        for one in part.causes
    )
    for name in (part.variable, *(one.variable for one in causes), *(one.source[0] for one in causes if one.source)):
        if name not in VARIABLES:
            raise Garbled(say("tells of what the model does not have"))
    if not (math.isfinite(part.before) and math.isfinite(part.after)):
        raise Garbled(say("holds a number that is none"))
    return Why(part.variable, tuple(part.index), part.turn, part.before, part.after, causes, part.has_hidden)


def _array(place: Place, name: str, value: Any) -> Any:
    """One variable's values, in the shape that the place gives it."""
    if name not in place.starting or VARIABLES[name].sight == "hidden":
        raise Garbled(say("tells of what no seat sees"))
    return _floats(value, () if VARIABLES[name].sight == "own" else place.starting[name].shape)


def _floats(value: Any, shape: tuple[int, ...]) -> Any:
    try:
        found = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise Garbled(say("holds something that is no number")) from None
    if found.shape != shape or not bool(np.all(np.isfinite(found))) or bool(np.any(np.abs(found) > _LARGEST)):
        raise Garbled(say("holds numbers that do not fit this place"))
    return found[..., None]


def _fault(error: ValidationError) -> str:
    first: Mapping[str, Any] = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return say("is not what a workshop sends ({where}: {found})", where=where[:80], found=first["msg"][:120])
