"""Where a table stands, in a sentence: for the table itself, and for whoever waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.words import quarter
from game.words.grammar import capital, count
from game.workshop.room import Room, clock
from game.workshop.sitting import Sitting, round_of
from game.workshop.table import Table

Kind = Literal["prepare", "open", "waiting", "paused", "talk", "over", "ended"]


@dataclass(frozen=True, slots=True)
class Status:
    """Where a table stands: a heading, a sentence or two, and until when it may decide, in ISO 8601, or nothing."""

    kind: Kind
    title: str
    text: str
    until: str = ""


def status(room: Room, table: Table) -> Status:
    """What a table is told of where it stands."""
    course, session = room.course, table.session
    if course.is_over:
        return Status("ended", "The workshop has ended", "What you decided can still be read here.")
    if room.is_held(table):
        return Status("waiting", "The quarter is closed", "Your facilitator looks at what came of it first, and shows it then.")
    if not session.is_running:
        opened = course.revealed > 0
        text = "The debrief is open." if opened else "Your facilitator opens the debrief, step by step. Talk meanwhile."
        return Status("over", "Your programme is over", text)
    if course.talk:
        return Status("talk", "Time out", "Put the devices down, and talk about this. Deciding goes on afterwards.")
    if course.is_paused:
        return Status("paused", "Paused", "Nothing can be decided until your facilitator goes on.")
    if course.round == 0:
        text = "Read, look around, and talk. You can decide as soon as your facilitator opens the first quarter."
        return Status("prepare", "Get ready", text)
    if table.turn > course.round:
        text = "Your facilitator opens the next quarter. You can read, and talk about what you will do."
        return Status("waiting", "You have ended your quarter", text)
    if course.until is not None:
        text = (
            f"This quarter closes at {clock(course.until)}. What you have not decided by then is decided for you: the option "
            "marked for that. Attention that you have not placed goes unused."
        )
        return Status("open", "Decide together", text, course.until.isoformat(timespec="seconds"))
    return Status("open", "Decide together", "Take the time you need; your facilitator keeps the clock.")


def seat_status(room: Room, at: Sitting) -> Status:
    """What a device at a round table is told of where its seat stands."""
    found, table = status(room, at.table), round_of(at.table)
    if found.kind == "waiting":
        return Status(found.kind, "The quarter is closed", found.text)
    if found.kind != "open":
        return found
    if at.role == "watches":
        return Status(
            "open", "The seats decide", "You see what everybody sees; what they decide is revealed together.", found.until
        )
    if at.role == "mirrors":
        return Status("open", "Your seat decides", "Another device decides for it; you see what it sees.", found.until)
    n, n_left = len(table.seated), len(table.waiting)
    if table.plan(at.id).is_ready:
        others = f"{capital(count(n_left, 'seat'))} of {n} still {'decides' if n_left == 1 else 'decide'}."
        return Status("waiting", "You have decided", f"{others} When all have, you see together what each did.", found.until)
    closes = f" This quarter closes at {clock(room.course.until)}." if room.course.until is not None else ""
    return Status("open", "Decide for your agency", f"Talk in the room; decide here, unseen by the others.{closes}", found.until)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a table is, for the facilitator: where, doing what, and since when."""

    where: str
    doing: str
    since: str
    is_waiting: bool


def progress(room: Room, table: Table) -> Progress:
    """What the facilitator is told of a table."""
    session, course = table.session, room.course
    since = clock(table.since)
    if not session.is_running:
        return Progress("the end", "waits for the debrief", since, is_waiting=True)
    where = capital(quarter.name(session.place, session.turn))
    if session.turn > course.round:
        doing = "gets ready" if course.round == 0 else "has ended its quarter and waits for the room"
        doing = "waits to be shown what came of it" if room.is_held(table) else doing
        return Progress(where, doing, since, is_waiting=course.round > 0)
    if session.round_table is not None:
        n, n_left = len(session.round_table.seated), len(session.round_table.waiting)
        return Progress(
            where,
            f"{n - n_left} of {n} {'seat' if n == 1 else 'seats'} ready" if n else "nobody sits here yet",
            since,
            is_waiting=False,
        )
    table_has = len(session.open_dilemmas())
    done = table_has - len(session.undecided())
    left = session.tokens_left()
    doing = f"{done} of {count(table_has, 'dilemma')} decided, {count(left, 'token')} left"
    return Progress(where, doing, since, is_waiting=False)
