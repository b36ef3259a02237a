"""What the facilitator does about tables: what they are, where they are found, who plays a seat, and when results are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.translation import say
from game.workshop import seat_deed
from game.workshop.chairs import played
from game.workshop.deed import Fields
from game.workshop.naming import is_taken, unfit
from game.workshop.room import Room
from game.workshop.site import Site
from game.workshop.sitting import round_of
from game.workshop.status import last_played
from game.workshop.table import Table


class Wrong(Exception):  # noqa: N818 - said of what was asked
    """What the facilitator asked for cannot be done, in words."""


def named(site: Site, form: Fields) -> Table | None:
    """The table that a form names; None where it means all. Raises `Wrong` where there is none of that name."""
    name = form.get("table", "")
    if name and name not in site.room.tables:
        raise Wrong(say("There is no such table any more. Open the page again."))
    return site.room.tables.get(name)


def check_name(room: Room, name: str, table: Table | None = None) -> None:
    """Raises `Wrong` where a table, or a new one, cannot be called that."""
    if wrong := unfit(name) or (say("Another table has that name. Choose another name.") if is_taken(room, name, table) else ""):
        raise Wrong(wrong)


class SeatActs:
    """The acts of the console that concern tables and their seats."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.acts: Mapping[str, Callable[[Fields], Any]] = {
            "kind": self._kind,
            "add": self._add,
            "door": self._door,
            "address": self._address,
            "convene": self._convene,
            "stand-in": self._stand_in,
            "hold": self._hold,
            "show": self._show,
        }

    async def close_ready(self) -> None:
        """Closes the quarter of each round table where all are ready, also where the server was killed before it could."""
        room = self.site.room
        for table in list(room.round_tables.values()):
            if room.may_decide(table) and round_of(table).seated and not round_of(table).waiting:
                async with self.site.at(table):
                    await self.site.work(lambda table=table: table.act(None, seat_deed.close_when_ready))
                self.site.live.tell()

    async def _kind(self, form: Fields) -> None:
        """Says what a table is that is begun from now on."""
        await self.site.act("kind", kind="round" if form.get("kind") == "round" else "teams")

    async def _add(self, form: Fields) -> None:
        """Adds a table of the kind that is set."""
        name = " ".join(form.get("name", "").split())
        room = self.site.room

        def added() -> None:
            with room.seating():
                check_name(room, name)
                room.seat(name)

        try:
            await self.site.work(added)
        except ValueError as full:
            raise Wrong(str(full)) from None

    async def _door(self, form: Fields) -> None:
        """Lets nobody begin another table by the room's code, or lets them again."""
        await self.site.act("door", **{"is": form.get("is") == "shut"})

    async def _address(self, form: Fields) -> None:
        """Says which of this machine's addresses the wall and the tables' pages show."""
        if form.get("address") not in self.site.addresses:
            raise Wrong(say("This laptop has no such address any more. Open the page again."))
        await self.site.act("address", address=form["address"])

    async def _convene(self, form: Fields) -> None:
        """Makes a table a round table, before its first quarter."""
        only = named(self.site, form)
        if only is None:
            raise Wrong(say("Choose a table."))
        try:
            async with self.site.at(only):
                await self.site.work(self.site.room.convene, only)
        except ValueError as fault:
            raise Wrong(str(fault)) from None

    async def _stand_in(self, form: Fields) -> None:
        """Hands a seat to its stand-in; whoever sat there can choose a seat anew."""
        only, seat = named(self.site, form), form.get("seat", "")
        if only is None or only.session.round_table is None or seat not in only.session.place.agency_ids:
            raise Wrong(say("There is no such seat. Open the page again."))
        number = only.session.place.agency(seat)
        try:
            async with self.site.at(only):
                await self.site.work(lambda: played(only, number, is_person=False))
                await self.site.work(self.site.room.empty, only, number)
        except ValueError as fault:
            raise Wrong(str(fault)) from None

    async def _show(self, _: Fields) -> None:
        """Shows tables what came of their quarters."""
        await self.site.act("show", round=last_played(self.site.room))

    async def _hold(self, form: Fields) -> None:
        """Holds results back until they are shown, or lets them be seen at once again."""
        await self.site.act("hold", **{"is": form.get("is") == "yes"})
