"""Rewinding after the programme: a table goes back to any of its own decisions, takes another way, and sees both lines.

A way takes some tenths of a second to play, which thirty tables could ask for at once. So the whole room has one queue, and
plays one way at a time; a table may have a few waiting and is asked to wait with more; and what has been played is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from game.debrief.rewind import Decision, Tried, decided_in, decisions, tried
from game.translation import say
from game.words.difference import LUCK_APART
from game.workshop import chart
from game.workshop.room import Room
from game.workshop.site import NoSuchPage, Site
from game.workshop.table import Table

STEP: Final = "moments"
"""The step of the debrief with which it opens: before that, not even the table's own other ways are told."""

MOST_WAITING: Final = 3
"""Ways of one table that may be waited for at once."""

MOST_KEPT: Final = 60
"""Ways that are kept for a table, the last that were asked for."""

Values = dict[str, Any]


class Waiting(Exception):  # noqa: N818 - said of a table
    """The table has asked for more than it can wait for."""

    def __str__(self) -> str:
        """What its people are told."""
        return say("Your table waits for other ways to be played already. Look at one of those first, then ask for this again.")


def is_open(room: Room, table: Table) -> bool:
    """Whether a table may go back: its game is over, and its facilitator has opened what hung on each decision."""
    return STEP in room.opened_steps and table.session.is_over


class Rewinding:
    """The queue of the ways that tables ask for."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._one_at_a_time = asyncio.Lock()
        self._n_waiting: dict[str, int] = {}
        self._played_on: dict[tuple[str, int, str, str], asyncio.Task[None]] = {}

    async def play(self, table: Table, asked: Mapping[str, Any]) -> None:
        """Plays another way for a table, where it may and has not been; what came of it stands in `table.tried`.

        Arguments:
            table: whose game it is; nothing of any other is touched. It must not be locked by whoever asks.
            asked: the turn, the dilemma and the option, as an address has them.

        Raises:
            Waiting: the table waits for too many.
            DatabaseFault: what another process has written at the table cannot be read.
        """
        key = key_of(asked)
        if key in table.tried or not is_open(self._site.room, table):
            return
        if self._n_waiting.get(table.id, 0) >= MOST_WAITING:
            raise Waiting
        self._n_waiting[table.id] = self._n_waiting.get(table.id, 0) + 1
        try:
            async with self._one_at_a_time, self._site.at(table):
                if key not in table.tried and is_open(self._site.room, table):
                    found = await self._site.work(tried, table.session, *key)
                    while len(table.tried) >= MOST_KEPT:
                        del table.tried[next(iter(table.tried))]
                    table.tried[key] = found
        finally:
            self._n_waiting[table.id] -= 1

    async def within(self, table: Table, asked: Mapping[str, Any], seconds: float) -> bool:
        """Plays another way as `play` does, and waits for `seconds` at most; whether it was ready by then. If not, it goes on.

        Raises as `play` does.
        """
        key = table.id, *key_of(asked)
        playing = self._played_on.get(key)
        if playing is None:
            playing = self._played_on[key] = asyncio.create_task(self.play(table, dict(asked)))
            playing.add_done_callback(lambda done: self._forget(key, done))
        done, _ = await asyncio.wait({playing}, timeout=seconds)
        if done:
            playing.result()
        return bool(done)

    def _forget(self, key: tuple[str, int, str, str], done: asyncio.Task[None]) -> None:
        self._played_on.pop(key, None)
        if not done.cancelled():
            done.exception()  # whoever waited for it has been told


def key_of(asked: Mapping[str, Any]) -> tuple[int, str, str]:
    """Which way is asked for: the turn, the dilemma and the option."""
    return int(asked["turn"]), str(asked["dilemma"])[:100], str(asked["option"])[:100]


# What stands on the pages. Each raises `NoSuchPage` where there is nothing to be seen.


def all_decisions(room: Room, table: Table) -> Values:
    """Every decision of a table's game, quarter by quarter."""
    by_quarter: dict[str, list[Decision]] = {}
    must_be_open(room, table)
    for one in decisions(table.session):
        by_quarter.setdefault(one.when, []).append(one)
    return {"quarters": by_quarter}


def one_decision(room: Room, table: Table, asked: Mapping[str, Any]) -> Values:
    """One decision with what else there was."""
    must_be_open(room, table)
    turn = asked["turn"]
    there = decided_in(table.session, turn) if 1 <= turn <= table.session.last_turn_played else ()
    for one in there:
        if one.dilemma == asked["dilemma"]:
            return {"decision": one}
    raise NoSuchPage(say("That was not decided in that quarter."))


def both_lines(room: Room, table: Table, asked: Mapping[str, Any]) -> Values:
    """Both lines, once the other has been played."""
    decision, found = one_decision(room, table, asked)["decision"], one_way(room, table, asked)
    return {"found": found, "decision": decision, "charts": charts(found), "one_luck": say(LUCK_APART)}


def one_way(room: Room, table: Table, asked: Mapping[str, Any]) -> Tried:
    """Another way that has been played."""
    must_be_open(room, table)
    found = table.tried.get(key_of(asked))
    if found is None:
        raise NoSuchPage(say("Your table's game has changed meanwhile."))
    if not isinstance(found, Tried):
        raise NoSuchPage(str(found))
    return found


def must_be_open(room: Room, table: Table) -> None:
    """Raises `NoSuchPage` with why a table may not go back yet, where it may not."""
    if not table.session.is_over:
        raise NoSuchPage(say("Your programme still runs. Other ways can be tried when it has ended."))
    if not is_open(room, table):
        raise NoSuchPage(say("Your facilitator has not opened that yet."))


def charts(found: Tried) -> tuple[chart.Pair, ...]:
    """Both lines over time, a chart for each headline measure."""
    lines = (found.own, found.other)
    return tuple(chart.of_two(one.key, found.own.dates, *(line.series[one.key] for line in lines)) for one in found.measures)
