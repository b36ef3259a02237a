"""Writing and reading the message of a workshop to a device that joins it, as JSON that is checked.

A turn travels as the view that `observe` gives, what the seat was told, and why what moved most had moved. None of it can say
more than the pages of that table do, because it is made of nothing else. Whoever receives it trusts nothing of it: every name,
number and length is checked against the place before it becomes a view.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from pydantic import ValidationError

from game.core.decision import Refusal
from game.core.decision_words import from_words
from game.core.ledger import Cause, Happening
from game.core.observe import PUBLIC, Known, View, Why
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.ballot import Round
from game.play.message import Message, TurnPart, WhyPart
from game.play.seat_promise import SeatPromise
from game.play.session import Session
from game.scenario.diagnostic import printable
from game.translation import say
from game.words.typed import whole

FORMAT: Final = 1
MOST_BYTES: Final = 4_000_000
"""Bytes of one message."""
_LARGEST: Final = 1e15
_N_AGENCIES: Final = {"departure": 1, "incident": 2, "protocol": 2}
"""How many agencies these are of."""

Asked = tuple[str, tuple[int, ...]]


class Garbled(ValueError):  # noqa: N818 - said of a message
    """What was received is not what a workshop sends; the message completes the sentence "it ..."."""


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
                "moved": one.moved,
                "pounds": one.pounds,
            }
            for one in why.causes
        ],
        "has_hidden": why.has_hidden,
    }


def _listed(value: Any) -> Any:
    return np.asarray(value)[..., 0].astype(float).tolist()


def written_round(found: Round) -> dict[str, Any]:
    """A quarter that was revealed, as it travels."""
    return {
        "plans": {seat: plan.written() for seat, plan in found.plans.items()},
        "seated": list(found.seated),
        "tallies": [
            {
                "dilemma": one.dilemma,
                "weights": dict(one.weights),
                "taken": one.taken,
                "why": one.why,
                "lost": list(one.lost),
            }
            for one in found.tallies
        ],
    }


def written_promise(promise: SeatPromise) -> dict[str, Any]:
    """A promise between seats, as it travels."""
    return {
        "number": promise.number,
        "giver": promise.giver,
        "receiver": promise.receiver,
        "kind": promise.kind,
        "what": promise.what,
        "made": promise.made,
        "due": promise.due,
        "status": promise.status,
        "said_kept": promise.said_kept,
    }


# Receiving.


def read(data: bytes) -> Message:
    """A message, checked in its form. Raises `Garbled`."""
    try:
        return Message.model_validate_json(data)
    except ValidationError as error:
        raise Garbled(_fault(error)) from None


def read_why(data: bytes, place: Place) -> Why | None:
    """Why something changed; None where it may not be asked. Raises `Garbled`, also where it does not fit the place."""
    if data.strip() == b"null":
        return None
    try:
        return _why(place, WhyPart.model_validate_json(data))
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
    for written, mask in part.offered.items():
        if (number := whole(written, 0, len(place.dilemmas) - 1)) is None:
            raise Garbled(say("offers what this place does not have"))
        if len(mask) != len(place.dilemmas[number].options):
            raise Garbled(say("offers another number of options than this place has"))
        offered[number] = np.array(mask, dtype=bool)[:, None]
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


def told_of(place: Place, part: TurnPart) -> list[Happening]:
    """What the seat was told on the way to a turn. Raises `Garbled` where it does not fit the place."""
    for one in part.told:
        is_whole = len(one.agencies) == _N_AGENCIES.get(one.kind, len(one.agencies))
        if not is_whole or any(number >= len(place.agencies) for number in one.agencies):
            raise Garbled(say("does not tell of this place"))
    return [Happening(one.kind, one.name, one.text, np.ones(1, dtype=bool), tuple(one.agencies)) for one in part.told]


def whys_of(place: Place, part: TurnPart) -> dict[Asked, Why]:
    """The reasons that came with a turn. Raises `Garbled` where they do not fit the place."""
    return {(one.variable, tuple(one.index)): _why(place, one) for one in part.whys}


def must_be_of(place: Place, choices: Mapping[str, str], tokens: Sequence[Mapping[str, str]]) -> None:
    """Raises `Garbled` where something was decided that the place does not have."""
    if isinstance(from_words(place, choices, tokens), Refusal):
        raise Garbled(say("decides what this place does not have"))


def _why(place: Place, part: WhyPart) -> Why:
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
            one.moved,
            one.pounds,
        )
        for one in part.causes
    )
    of_causes = [(one.variable, one.index) for one in causes]
    sources = [one.source for one in causes if one.source is not None]
    for name, index in ((part.variable, tuple(part.index)), *of_causes, *sources):
        if name not in place.starting:
            raise Garbled(say("tells of what the model does not have"))
        shape = place.starting[name].shape
        if len(index) != len(shape) or any(number >= size for number, size in zip(index, shape, strict=True)):
            raise Garbled(say("does not tell of this place"))
    if not (math.isfinite(part.before) and math.isfinite(part.after)):
        raise Garbled(say("holds a number that is none"))
    return Why(part.variable, tuple(part.index), part.turn, part.before, part.after, causes, part.has_hidden)


def _array(place: Place, name: str, value: Any) -> Any:
    """One variable's values, in the shape that the place gives it."""
    if name not in place.starting or VARIABLES[name].sight == "hidden":
        raise Garbled(say("tells of what no seat sees"))
    found = _floats(value, () if VARIABLES[name].sight == "own" else place.starting[name].shape)
    if bool(np.any((found < VARIABLES[name].low) | (found > VARIABLES[name].high))):
        raise Garbled(say("holds numbers that do not fit this place"))
    return found


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
    return say("is not what a workshop sends ({where}: {found})", where=printable(where), found=printable(first["msg"], 120))
