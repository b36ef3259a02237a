"""What pretends to be a workshop, to a device that has joined: real messages of one, with something else in places of them."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from functools import cache
from itertools import cycle
from typing import Any

from game.briefing import agency, attention, history, money, promises, quarter, result, round_table, scene, why
from game.core.observe import PUBLIC
from game.play import wire
from game.play.joined import Joined
from game.play.remote import Answer, LineDown, News, ServerLine
from tests.fuzz.pages import HERE, Asked
from tests.fuzz.target import expect
from tests.places.laboratory import laboratory

QUARTERS = 3
"""Quarters that were played before the message."""
DEPTH = 10
_MOST_EDITS = 12
_MOST_KEYS = 25


class NoLine(ServerLine):
    """A line on which nobody answers."""

    def __init__(self) -> None:
        super().__init__(f"http://{HERE}")

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """Raises `LineDown`."""
        raise LineDown(path, form)

    def beside(self) -> ServerLine:
        """The same line."""
        return self

    def listen(self, path: str, is_over: threading.Event, told: Callable[[News], None]) -> None:
        """Hears nothing."""


@cache
def messages() -> tuple[dict[str, Any], ...]:
    """What a workshop tells a team's device, and one of a round table's seat, after some quarters."""
    loop = asyncio.new_event_loop()
    found = []
    for is_round in (False, True):
        asked = Asked.begun(loop, is_round=is_round)
        for number in range(QUARTERS):
            if number:
                asked.send("/console/do/open", asked.key)
            _decide(asked, number + 1, is_round=is_round)
            asked.send("/console/do/close", asked.key)
        status, _, body = asked.ask("GET", "/seat/seen" if is_round else "/table/seen", b"marks=", asked.seat)
        assert status == 200, body
        found.append(json.loads(body))
        asked.end()
    loop.close()
    return tuple(found)


def _decide(asked: Asked, turn: int, *, is_round: bool) -> None:
    """Gives a promise to another seat, or places a token of the team's."""
    fields = {"turn": str(turn), "was": ""}
    if is_round:
        asked.send("/seat/do/give-word", asked.seat, **fields, to="police", what="words", text="We will.", due=str(turn + 1))
    else:
        asked.send("/table/do/attend", asked.seat, **fields, n="0", token="rest")  # noqa: S106 - of attention


def joined(data: bytes) -> None:
    """A device that is told anything takes it, and can show all of it, or says that it is garbled; nothing else happens.

    Each line of an input is a list of numbers that lead from a real message to a place in it, and last what stands there instead;
    the first byte chooses the message.
    """
    message = deepcopy(messages()[data[0] % len(messages()) if data else 0])
    for line in data[1:].split(b"\n")[:_MOST_EDITS]:
        try:
            given = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(given, list) and len(given) > 1 and all(type(step) is int for step in given[:-1]):
            _put(message, given[:-1], given[-1])
    try:
        there = Joined(laboratory(), NoLine(), wire.read(json.dumps(message).encode()))
    except wire.Garbled as fault:
        expect(str(fault), "garbled, and nothing said")
        return
    for piece in (quarter.begun, scene.scenes, promises.promises, agency.partnership, history.played, money.books):
        piece(there, there.seat)
    attention.attention(there)
    for turn in range(1, there.last_turn_played + 1):
        result.result(there, turn, there.seat)
    for number, known in enumerate(there._whys):
        for asked in known:
            why.why(there, asked, number, there.seat)
    if there.round_table is not None:
        _show_round_table(there)


def _show_round_table(there: Joined) -> None:
    round_table.chairs(there, there.seat)
    for turn in range(1, there.last_turn_played + 1):
        round_table.revealed(there, turn, there.seat)
    if there.seat != PUBLIC:
        for piece in (round_table.ballots, round_table.purse, round_table.lines, round_table.given, round_table.default):
            piece(there, there.seat)


def _put(found: Any, steps: list[int], value: Any) -> None:
    """Puts a value where the steps lead; each is the number of a child, counted round as often as there are fewer."""
    for number, step in enumerate(steps, 1):
        if not isinstance(found, dict | list) or not found:
            return
        key = sorted(found)[step % len(found)] if isinstance(found, dict) else step % len(found)
        if number == len(steps):
            found[key] = value
        found = found[key]


def joined_seeds() -> Iterable[bytes]:
    """Each part of a message with something else in its place."""
    for number, message in enumerate(messages()):
        yield bytes([number])
        for steps, value in zip(_paths(message, DEPTH), cycle((999, "x", {}, [[0, "x"]], -1)), strict=False):
            yield bytes([number]) + json.dumps([*steps, value]).encode()


def _paths(found: Any, depth: int) -> Iterable[list[int]]:
    """The ways to every part down to some depth; of lists the last, of long maps the first few."""
    if not isinstance(found, dict | list) or not depth:
        return
    keys = sorted(found)[:_MOST_KEYS] if isinstance(found, dict) else range(len(found))[-1:]
    for step, key in enumerate(keys) if isinstance(found, dict) else ((key, key) for key in keys):
        yield [step]
        yield from ([step, *rest] for rest in _paths(found[key], depth - 1))


def joined_words() -> Iterable[str]:
    """What inputs are made of."""
    yield from ("[", "]", ", ", "\n", "999", "-1", "null", '"x"', "{}", "1e300", "[0]", "[0, 999]")
    yield from (f'"{name}"' for name in ("police", "pitch", "each", "promise", "option", "rule", "event", "trust", "token"))
