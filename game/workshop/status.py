"""Where a table stands, in a sentence: for the table itself, and for whoever waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from game.core.observe import PUBLIC
from game.translation import say, say_many
from game.words import quarter
from game.words.grammar import called, capital, count, quoted
from game.workshop.course import clock
from game.workshop.room import Room
from game.workshop.sitting import Sitting, round_of
from game.workshop.table import Table

MOST_NAMED: Final = 3
"""Seats that are waited for and named; of more it is only said how many."""

Kind = Literal["prepare", "open", "waiting", "closed", "paused", "talk", "over", "ended"]


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
        return Status("ended", say("The workshop has ended"), say("What you decided can still be read here."))
    if room.is_held(table):
        return Status(
            "waiting", say("The quarter is closed"), say("Your facilitator looks at what came of it first, and shows it then.")
        )
    if not session.is_running:
        opened = course.revealed > 0
        text = say("The debrief is open.") if opened else say("Your facilitator opens the debrief, step by step. Talk meanwhile.")
        return Status("over", say("Your programme is over"), text)
    if course.talk:
        return Status("talk", say("Time out"), say("Put the devices down, and talk about this. Deciding goes on afterwards."))
    if course.is_paused:
        return Status("paused", say("Paused"), say("Nothing can be decided until your facilitator goes on."))
    if course.round == 0:
        text = (
            say("Read, look around, and talk. You can decide as soon as your facilitator opens the first quarter.")
            if table.turn == 1
            else say("Read, look around, and talk. You can decide as soon as your facilitator opens the quarter again.")
        )
        return Status("prepare", say("Get ready"), text)
    if table.turn > course.round:
        text = say("Your facilitator opens the next quarter. You can read, and talk about what you will do.")
        if (taken := taken_for(room, table, table.turn - 1)) is None:
            return Status("waiting", say("You have ended your quarter"), text)
        return Status("closed", say("The quarter was closed"), f"{taken} {text}")
    if course.until is not None:
        text = say(
            "This quarter closes at {time}. What you have not decided by then is decided for you: the option "
            "marked for that. Attention that you have not placed goes unused.",
            time=clock(course.until),
        )
        return Status("open", say("Decide together"), text, course.until.isoformat(timespec="seconds"))
    return Status("open", say("Decide together"), say("Take the time you need; your facilitator keeps the clock."))


def whose(room: Room, at: Sitting) -> str:
    """Whose pages those of a device at a round table are: its seat's, and where there are several tables, at which."""
    name = room.name(at.table)
    if at.seat == PUBLIC:
        return name
    seat = called(at.table.session.place, at.seat, PUBLIC)
    return f"{seat}, {name}" if len(room.round_tables) > 1 else seat


def taken_for(room: Room, table: Table, turn: int) -> str | None:
    """What a team is told of a quarter that was closed before it ended it, or None where it ended it itself."""
    found = room.course.closed.get(table.id, {}).get(turn)
    if found is None:
        return None
    taken = [
        f"{quoted(option.label)} ({facts.title})"
        for facts in room.place.dilemmas
        for option in facts.options
        if found.get(facts.id) == option.id
    ]
    if not taken:
        return say("It was closed before you ended it. What you had decided counts.")
    return say("It was closed before you ended it. Taken for you: {options}.", options="; ".join(taken))


def seat_status(room: Room, at: Sitting) -> Status:
    """What a device at a round table is told of where its seat stands."""
    found, table = status(room, at.table), round_of(at.table)
    if found.kind == "waiting":
        return Status(found.kind, say("The quarter is closed"), found.text)
    if found.kind != "open":
        return found
    if at.role == "watches":
        return Status(
            "open",
            say("The seats decide"),
            say("You see what everybody sees; what they decide is revealed together."),
            found.until,
        )
    if at.role == "mirrors":
        return Status("open", say("Your seat decides"), say("Another device decides for it; you see what it sees."), found.until)
    n, n_left = len(table.seated), len(table.waiting)
    if table.plan(at.id).is_ready:
        text = say_many(
            n_left,
            "{seats} of {n} still decides. When all have, you see together what each did.",
            "{seats} of {n} still decide. When all have, you see together what each did.",
            seats=capital(count(n_left, "seat")),
            n=n,
        )
        return Status("waiting", say("You have decided"), text, found.until)
    text = say("Talk in the room; decide here, unseen by the others.")
    if room.course.until is not None:
        text += " " + say("This quarter closes at {time}.", time=clock(room.course.until))
    return Status("open", say("Decide for your agency"), text, found.until)


def is_done(room: Room) -> bool:
    """Whether every table that counts has come to the end of its programme."""
    return bool(room.counted) and not any(table.session.is_running for table in room.counted)


def last_played(room: Room) -> int:
    """The furthest quarter that has been ended: by a table that counts, where there is one."""
    return max((table.session.last_turn_played for table in room.counted or room.tables.values()), default=0)


def next_round(room: Room) -> int:
    """The quarter to be opened next: where the room went back to reading only, that at which the last table stands."""
    furthest_back = min((table.turn for table in room.counted if table.session.is_running), default=1)
    return min(max(room.course.round + 1, furthest_back), room.place.turns)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a table is, for the facilitator: where, doing what, and since when."""

    where: str
    doing: str
    since: str


def _gets_ready(table: Table) -> str:
    """What a table does before its quarter is open; of a round table, at how many seats people sit by then."""
    found = table.session.round_table
    if found is None:
        return say("gets ready")
    n = len(found.seated)
    return say_many(n, "gets ready; {n} seat taken", "gets ready; {n} seats taken", n=n)


def progress(room: Room, table: Table) -> Progress:
    """What the facilitator is told of a table."""
    session, course = table.session, room.course
    is_open = session.is_running and session.turn <= course.round
    since = clock(max(table.since, course.since) if is_open and course.since is not None else table.since)
    if not session.is_running:
        if course.revealed:
            return Progress(say("the end"), say("reads the debrief"), since)
        return Progress(say("the end"), say("waits for the debrief"), since)
    where = capital(quarter.name(session.place, session.turn))
    if session.turn > course.round:
        doing = _gets_ready(table) if course.round == 0 else say("has ended its quarter and waits for the room")
        doing = say("waits to be shown what came of it") if room.is_held(table) else doing
        return Progress(where, doing, since)
    if session.round_table is not None:
        waiting = session.round_table.waiting
        n, n_left = len(session.round_table.seated), len(waiting)
        if not n:
            return Progress(where, say("nobody sits here yet"), since)
        doing = say_many(n, "{ready} of {n} seat ready", "{ready} of {n} seats ready", ready=n - n_left, n=n)
        if 0 < n_left <= MOST_NAMED and n_left < n:
            names = [called(session.place, session.place.agency(seat), PUBLIC) for seat in waiting]
            doing = say("{doing}; still to decide: {seats}", doing=doing, seats=", ".join(names))
        return Progress(where, doing, since)
    table_has = len(session.open_dilemmas())
    done = table_has - len(session.undecided())
    left = session.tokens_left()
    decided = say_many(table_has, "{done} of {n} dilemma decided", "{done} of {n} dilemmas decided", done=done, n=table_has)
    tokens = say_many(left, "{n} token left", "{n} tokens left", n=left)
    doing = say("{decided}, {tokens}", decided=decided, tokens=tokens)
    return Progress(where, doing, since)
