"""What a table's pages show of its game once it is over: as it stood when the programme ended, until the books are open."""

from __future__ import annotations

from copy import copy
from typing import Final

from game.play.session import Session
from game.workshop.room import Room
from game.workshop.table import Table

OPENED: Final = ("debrief.html", "what-if.html", "what-if-decision.html", "what-if-lines.html")
"""Pages that show of a game that is over what the facilitator has opened, step by step."""


def are_books_open(room: Room, table: Table) -> bool:
    """Whether the facilitator has opened all of the debrief that is a table's own."""
    is_open = all(step in room.opened_steps for step in room.steps if step != "compare")
    return table.session.is_over and is_open and not room.is_held(table)


def as_shown(room: Room, table: Table, template: str) -> Table:
    """A table as one of its pages may show it: until the books are open, its game ends where its programme did."""
    if not table.session.is_over or template in OPENED or are_books_open(room, table):
        return table
    found = copy(table)
    found.session = _before_the_end(table.session)
    return found


def _before_the_end(session: Session) -> Session:
    """A game as it stood when its programme ended, the books closed and no epilogue: to be read, and not gone on with."""
    found, n = copy(session), session.last_turn_played + 1
    found.states, found.ledgers = session.states[:n], session.ledgers[:n]
    return found
