"""Closing a quarter for tables that have not ended it themselves: by the facilitator, or because its time is up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from game.core.decision import Refusal
from game.play.default import by_default
from game.workshop.console_seats import Wrong
from game.workshop.database import DatabaseFault
from game.workshop.site import Site
from game.workshop.table import JUST_NOW, Table, close_quarter

MOST_IN_A_RECORD: Final = 100
"""Tables that one record tells of; a line of a log has a bound."""

MOST_TRIES: Final = 5
"""How often something is tried at a table where somebody decides through another process in that very moment."""


async def each(site: Site, tables: list[Table], do: Callable[[Table], Refusal | None], where: Callable[[Table], bool]) -> None:
    """Does something at each of these tables where a condition holds, side by side; one that cannot harms no other.

    Raises `Wrong` where some could not.
    """

    async def at(table: Table) -> str:
        refused: Refusal | None = None
        async with site.at(table):
            for _ in range(MOST_TRIES):
                if not where(table):
                    return ""
                try:
                    refused = await site.end(do, table)
                except DatabaseFault as fault:
                    return f"{site.room.name(table)}: {fault}"
                if refused is None or refused.code != JUST_NOW:
                    break
        return f"{site.room.name(table)}: {refused}" if refused is not None else ""

    said = [one for one in await asyncio.gather(*(at(table) for table in tables)) if one]
    if said:
        raise Wrong(" ".join(said))


class Closing:
    """The closing of quarters at the tables of a room, one after another."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._one = asyncio.Lock()

    async def close(self, only: Table | None = None) -> None:
        """Closes the round, for one table or all. A table that has ended its quarter by itself is left alone.

        Raises:
            Wrong: at some tables it could not be closed.
            DatabaseFault: the database does not answer.
        """
        room = self._site.room
        async with self._one:
            now, until = room.course.round, room.course.until  # the next may be opened before the last table is closed
            await self._site.act("close", round=now, table=only.id if only else "")
            taken: dict[str, dict[str, str]] = {}
            closed: dict[str, list[Any]] = {}

            def close_one(table: Table) -> Refusal | None:
                turn, is_team = table.turn, table.session.round_table is None
                if is_team:  # tried again, it holds also what was taken before
                    taken.setdefault(table.id, {}).update(by_default(table.session))
                refused = table.act(None, close_quarter)
                if refused is None and is_team:
                    closed[table.id] = [turn, taken[table.id]]
                return refused

            try:
                await each(
                    self._site,
                    [only] if only is not None else list(room.tables.values()),
                    close_one,
                    lambda table: table.session.is_running and table.turn <= now,
                )
            finally:
                # So that a team's pages say that it did not end the quarter itself, and what was taken for it.
                for first in range(0, len(closed), MOST_IN_A_RECORD):
                    await self._site.act("closed", tables=dict(list(closed.items())[first : first + MOST_IN_A_RECORD]))
                # Last of all: where the server is killed before, the rest is closed when it is back.
                if only is None and until is not None and room.course.until == until:
                    await self._site.act("limit", until=None)
