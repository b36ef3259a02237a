"""Other ways in a game that a workshop keeps: asked of it by a device that has joined, and checked when they come.

The workshop plays them, so that every device of its tables is told the same numbers; what it sends are the records of `rewind`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from math import isfinite
from time import sleep
from typing import Any, Final, TypeVar
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from game.core.decision import Refusal
from game.core.outcome import MEASURES
from game.core.place import Place
from game.debrief.lines import Line
from game.debrief.rewind import Decision, Tried
from game.play.future import Between
from game.play.joined import Joined
from game.play.remote import LineDown
from game.play.wire import Garbled
from game.translation import say

MOST_BYTES: Final = 500_000
"""Bytes of one answer."""

MOST_TRIES: Final = 60
"""How often a way that is still being played is asked for; the workshop takes its time with each answer."""

PAUSE: Final = 0.2
"""Seconds between two tries."""

PLAYING: Final = 202
"""The status of an answer that says that the way is still being played."""

Record = TypeVar("Record")


def is_open(joined: Joined) -> bool:
    """Whether the facilitator has opened the step with which other ways can be tried."""
    return any(piece.kind == "ways" for step in joined.steps for piece in step.pieces)


def decisions(joined: Joined) -> tuple[Decision, ...] | Refusal:
    """Every decision of the table's game in the order it was taken, as `rewind.decisions`; or why it is not told."""
    return _answered(joined, "ways", lambda data: read_decisions(data, joined.place))


def tried(joined: Joined, turn: int, dilemma: str, option: str, between: Between = lambda: None) -> Tried | Refusal:
    """Another way in one decision, with the arguments of `rewind.tried`; or why it is not told.

    `between` is called before each time it is asked for, while the workshop still plays it.
    """
    path = f"tried/{turn}/{quote(dilemma, safe='')}/{quote(option, safe='')}"
    return _answered(joined, path, read_tried, between)


def _answered(joined: Joined, path: str, read: Callable[[bytes], Record], between: Between = lambda: None) -> Record | Refusal:
    try:
        for _ in range(MOST_TRIES):
            between()
            answer = joined.asked_of(path)
            if answer.status != PLAYING:
                break
            sleep(PAUSE)
        else:
            return Refusal("playing", say("The workshop is still playing that."), say("Ask again in a moment."))
        if answer.status != 200:
            said = str(answer.fields().get("text", ""))[:500]
            return Refusal("not_told", said or say("The workshop does not tell that."), say("Nothing has changed."))
        return read(answer.data)
    except (LineDown, Garbled):
        again = say("It is tried again all the time; ask again when it is there.")
        return Refusal("line_down", say("The workshop cannot be reached just now."), again)


# What travels.


def written_decisions(found: tuple[Decision, ...]) -> list[dict[str, Any]]:
    """Decisions as they travel."""
    return [asdict(one) for one in found]


def written_tried(found: Tried) -> dict[str, Any]:
    """Another way as it travels, with both lines."""
    return asdict(found)


def read_decisions(data: bytes, place: Place) -> tuple[Decision, ...]:
    """Decisions that have come, of a place. Raises `Garbled`."""
    options = {facts.id: {option.id for option in facts.options} for facts in place.dilemmas}
    found = _read(_decisions(), data)
    if not all({way.option for way in one.ways} <= options.get(one.dilemma, set()) and one.turn >= 1 for one in found):
        raise Garbled(say("tells of decisions that this place does not have"))
    return found


def read_tried(data: bytes) -> Tried:
    """Another way that has come, with the measures that there are, and lines that can be drawn. Raises `Garbled`."""
    found = _read(_tried(), data)
    keys = {one.key for one in found.measures}
    if keys != set(MEASURES) or not (_is_whole(found.own) and _is_whole(found.other)):
        raise Garbled(say("is not what a workshop sends of another way"))
    return found


def _is_whole(line: Line) -> bool:
    lengths = {len(values) for values in line.series.values()}
    numbers = [*line.headline.values(), *(value for values in line.series.values() for value in values)]
    is_named = set(line.series) == set(line.headline) == set(MEASURES)
    return is_named and lengths == {len(line.dates)} and 0 <= line.last < len(line.dates) and all(map(isfinite, numbers))


def _read(kind: TypeAdapter[Record], data: bytes) -> Record:
    try:
        if len(data) > MOST_BYTES:
            raise Garbled(say("is longer than {most_bytes:,} bytes", most_bytes=MOST_BYTES))
        return kind.validate_json(data, strict=True)
    except (ValidationError, json.JSONDecodeError):
        raise Garbled(say("is not what a workshop sends of another way")) from None


@cache
def _decisions() -> TypeAdapter[tuple[Decision, ...]]:
    return TypeAdapter(tuple[Decision, ...])


@cache
def _tried() -> TypeAdapter[Tried]:
    return TypeAdapter(Tried)
