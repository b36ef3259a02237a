"""What the facilitator has said to tables and let happen at them, as the console shows it: nobody does it twice to be sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.translation import say
from game.words import quarter
from game.words.grammar import capital
from game.workshop.course import clock
from game.workshop.room import Room
from game.workshop.table import Table

MOST_SHOWN: Final = 6
"""Messages, and likewise things that happened, that a console shows: the latest."""


@dataclass(frozen=True, slots=True)
class Announced:
    """Something that was said, or that happened.

    Arguments:
        when: the time of day, or the quarter.
        what: the text, or the title.
        where: to whom, or at which tables.
        note: by which a message can be taken back; nothing for what happened, which cannot.
    """

    when: str
    what: str
    where: str
    note: str = ""


def said(room: Room, only: Table | None = None) -> list[Announced]:
    """The facilitator's messages, the latest first, without those that were taken back; of one table, if `only` is given."""
    return [
        Announced(clock(one.at), room.note(one.note), _to(room, one.table), one.note)
        for one in reversed(room.course.messages)
        if room.note(one.note) and (only is None or one.table in ("", only.id))
    ][:MOST_SHOWN]


def n_fresh(room: Room, table: Table) -> int:
    """How many messages stand on top of a table's pages: 1, the last, until another quarter is opened; 0 after that."""
    course = room.course
    last = next((one for one in reversed(course.messages) if one.table in ("", table.id) and room.note(one.note)), None)
    return int(last is not None and (course.since is None or last.at >= course.since))


def happened(room: Room, only: Table | None = None) -> list[Announced]:
    """The injects that were thrown in at all tables, or at one, the latest first."""
    titles = {inject: title for inject, title, *_ in room.place.injects}
    tables = [only] if only is not None else list(room.tables.values())
    found: dict[tuple[int, str], dict[str, None]] = {}  # each table once, however often it happened there
    for table in tables:
        for turn, name, text in table.session.injected:
            found.setdefault((turn, name if text else titles.get(name, name)), {})[table.id] = None
    latest = sorted(found.items(), key=lambda one: one[0][0], reverse=True)[:MOST_SHOWN]
    everywhere = len(tables) if only is None else 1
    return [
        Announced(
            capital(quarter.name(room.place, min(turn, room.place.turns))),
            title,
            say("all tables") if len(at) == everywhere else ", ".join(_to(room, one) for one in at),
        )
        for (turn, title), at in latest
    ]


def _to(room: Room, table: str) -> str:
    return room.name(room.tables[table]) if table in room.tables else say("all tables")
