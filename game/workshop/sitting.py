"""Where a device sits at a round table: in a seat that it decides for, beside whoever does, or watching what all may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from game.briefing import round_table
from game.core.observe import PUBLIC
from game.play.round_table import RoundTable
from game.words.typed import whole
from game.workshop.table import Table

Role = Literal["decides", "mirrors", "watches", "stands"]

WATCHES: Final = "o"
"""What stands after a table's id for a device that watches."""

_MIRRORS: Final = "m"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A device at a round table.

    Arguments:
        table: the table.
        seat: the number of the agency; PUBLIC for whoever watches, or has not sat down yet.
        role: decides, mirrors (sees what the one who decides sees), watches (sees what all may see), or stands (has no seat yet).
    """

    table: Table
    seat: int
    role: Role

    @property
    def id(self) -> str:
        """The id of the seat's agency; nothing for whoever has no seat."""
        return "" if self.seat == PUBLIC else self.table.session.place.agency_ids[self.seat]

    @property
    def holder(self) -> str:
        """How this is kept with the device."""
        return holder_of(self.table, self.seat, self.role)

    @property
    def channel(self) -> str:
        """The line by which its open pages are told of changes: one for all devices that see the same."""
        return f"{self.table.id}/{'-' if self.role == 'stands' else self.seat}"


def holder_of(table: Table, seat: int, role: Role) -> str:
    """How a device's place at a round table is kept: `table-3/5`, `table-3/5m`, `table-3/o`, or `table-3`."""
    match role:
        case "decides":
            return f"{table.id}/{seat}"
        case "mirrors":
            return f"{table.id}/{seat}{_MIRRORS}"
        case "watches":
            return f"{table.id}/{WATCHES}"
        case "stands":
            return table.id


def sitting_of(table: Table, holder: str) -> Sitting:
    """What is kept with a device, as its place at a round table; without a seat where it makes no sense there any more."""
    where = holder.partition("/")[2]
    seat = whole(where.removesuffix(_MIRRORS), 0, len(table.session.place.agencies) - 1)
    if where == WATCHES:
        return Sitting(table, PUBLIC, "watches")
    if seat is not None:
        return Sitting(table, seat, "mirrors" if where.endswith(_MIRRORS) else "decides")
    return Sitting(table, PUBLIC, "stands")


def channels(table: Table) -> list[str]:
    """The lines of all devices at a round table, and of none at another."""
    if table.session.round_table is None:
        return []
    return [f"{table.id}/{seat}" for seat in ("-", PUBLIC, *range(len(table.session.place.agencies)))]


def round_of(table: Table) -> RoundTable:
    """The round table of a table that is one. Raises `ValueError` where it is not."""
    return round_table.at(table.session)
