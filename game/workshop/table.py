"""One table of the room: its game, its log, and the queue of those who decide there. No table waits for another."""

from __future__ import annotations

import asyncio
import contextlib
import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from game.core.decision import Refusal
from game.core.place import Place
from game.core.state import State
from game.play.default import by_default
from game.play.pending import ReplayDiffers
from game.play.record import Header, Record, Unreadable
from game.play.session import Session
from game.translation import say
from game.workshop.database import Behind, Database, DatabaseFault
from game.workshop.stream import Stream, copied

MOST_RECORDS: Final = 5_000
"""Records a table may write: a game has some two hundred, and going back and forth many more."""

JUST_NOW: Final = "just_now"
"""The code of a refusal because somebody else, also through another process, was quicker."""

MOST_PAGES: Final = 16
"""Pages that are kept for the other devices of a team, or of a seat, until something changes."""


class Page(bytes):
    """A page as it is kept; `pieces`, once it has been answered, are what stands between that which is each device's own."""

    pieces: tuple[bytes, ...] = ()


@dataclass
class Table:
    """A table: its game and what belongs to it.

    Arguments:
        id: its name in the log, `table-3`, and its number.
        code: with which another device joins it.
        session: its game.
        log: the stream its decisions are in.
        notes: what a facilitator should be told of how it was opened.
        sent: each turn as it is sent to devices of a seat that have joined, with the state it was made from and its mark.
        is_behind: whether another process may have written to its log since it was last read.
        awaited: the number of the last record that is known to stand in its log, whoever has written it.
        pages: what was made for those of one seat, or for the team: {whose: (what it shows, {where: page})}.
        n_written: how often its debrief came to say something else since the server began: what was written there, or found.
        hung: what its pages hang on of what is decided so far, {which: (when it was found, what it is)}.
        told: a version of it, and what its open pages are told of that.
        tried: other ways that were asked for after the game, {(turn, dilemma, option): what came of it, or why it could not be}.
    """

    id: str
    number: int
    code: str
    session: Session
    log: Stream
    notes: tuple[str, ...] = ()
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pages: dict[str, tuple[str, dict[str, Page]]] = field(default_factory=dict)
    found: Any = None
    sent: dict[tuple[int, int], tuple[State, str, dict[str, Any]]] = field(default_factory=dict)
    is_behind: bool = False
    awaited: int = -1
    n_written: int = 0
    hung: dict[Callable[[Session], str], tuple[tuple[int, int], str]] = field(default_factory=dict)
    told: tuple[str, str] = ("", "")
    tried: dict[tuple[int, str, str], Any] = field(default_factory=dict)

    def kept(self, of: str, shows: str, where: str) -> Page | None:
        """The page that was kept for one seat, or for the team, if what it shows has not changed; else None."""
        known, pages = self.pages.get(of, ("", {}))
        return pages.get(where) if known == shows else None

    def keep(self, of: str, shows: str, where: str, page: str) -> Page:
        """Keeps a page for the next who asks, and drops kept pages that are out of date."""
        known, pages = self.pages.get(of, ("", {}))
        sent = Page(page.encode())
        if known != shows or len(pages) >= MOST_PAGES:
            self.pages[of] = shows, {where: sent}
        else:
            pages[where] = sent
        return sent

    def hangs_on(self, find: Callable[[Session], str]) -> str:
        """What a page shows of the decisions so far, worked out again only after one. To be called under the table's lock."""
        now = self.log.last, self.n_written
        known = self.hung.get(find)
        if known is None or known[0] != now:
            known = self.hung[find] = now, find(self.session)
        return known[1]

    @property
    def turn(self) -> int:
        """The quarter that is being played; past the last when the programme has ended."""
        return self.session.turn

    @property
    def since(self) -> datetime:
        """Since when it is being played: as its log has it, whoever wrote that."""
        return self.log.since

    def act(self, once: str | None, do: Callable[[Session], Refusal | None]) -> Refusal | None:
        """Does something to the game, once: the same request again does nothing. For one thread at a time, under `lock`.

        Raises `DatabaseFault` where it could not be written; then nothing has changed.
        """
        if self.has_done(once):
            return None
        if (full := self.full()) is not None:
            return full
        turn = self.session.turn
        self.log.once = once
        try:
            refused = do(self.session)
        except (Behind, DatabaseFault) as fault:
            return self.unwritten(once, fault)
        finally:
            self.log.once = None
        self._moved_from(turn)
        return refused

    def has_done(self, once: str | None) -> bool:
        """Whether a request has been done already."""
        return once is not None and once in self.log.done

    def full(self) -> Refusal | None:
        """Why nothing more can be decided here, or None."""
        if self.log.last < MOST_RECORDS:
            return None
        return Refusal(
            "full",
            say("This table has written {n:,} decisions.", n=self.log.last),
            say("No more are kept."),
            say("Go on at a new table."),
        )

    def unwritten(self, once: str | None, fault: Behind | DatabaseFault) -> Refusal | None:
        """What is answered where something was not written, and nothing has changed. Raises the fault of a database."""
        if isinstance(fault, Behind):
            self.catch_up()
            # Where another process has done this very request already, it is done.
            return None if self.has_done(once) else _just_now()
        # Whether it was written is known to the database alone.
        self.is_behind = True
        with contextlib.suppress(DatabaseFault):
            self.catch_up()
        raise fault

    def _moved_from(self, turn: int) -> None:
        if self.session.turn != turn:
            self.found = None  # what was found in a game that went back is no longer so
            self.tried.clear()

    def catch_up(self) -> None:
        """Takes in what others have written. For one thread at a time, under `lock`. Raises `DatabaseFault`."""
        turn = self.session.turn
        self._take_in()
        self.is_behind = False
        self._moved_from(turn)

    def _take_in(self) -> None:
        session, log = self.session, self.log
        session.stop_writing()  # what is read back must not be written again
        try:
            for record in log.newer():
                session.replay(record)
        except (Unreadable, ReplayDiffers, ValueError) as error:
            raise DatabaseFault(
                say("The record of this table cannot be read on: it {damage}. Tell your facilitator.", damage=error)
            ) from None
        finally:
            session.write_to(log)


def _just_now() -> Refusal:
    return Refusal(
        JUST_NOW,
        say("Somebody at your table decided at the same moment, and was first."),
        say("What is decided now stands on this page."),
        say("Look at it together, and change it if you want something else."),
    )


def begun(database: Database, place: Place, header: Header, number: int, code: str) -> Table:
    """A new table with a game of its own."""
    name = f"table-{number}"
    log = Stream.begun(database, name, header)
    return Table(name, number, code, Session(place, header.seed, log=log), log)


def resumed(database: Database, place: Place, streams: list[str]) -> tuple[Table, tuple[str, ...]]:
    """A table as its log tells it. What is damaged is left as it is; the game goes on from what is whole, in a stream beside it.

    Arguments:
        database: where it is kept.
        place: where it is played.
        streams: the table's streams, the first first; the last of them counts.

    Raises:
        Unreadable: not even the header can be read.
    """
    log = Stream(database, streams[-1])
    header, records, damage = log.read()
    number, code = header.more.get("table"), header.more.get("code")
    if type(number) is not int or streams[0] != f"table-{number}" or not isinstance(code, str):
        raise Unreadable(say("does not say what was done"))
    session = Session(place, header.seed)
    good: list[Record] = []
    for record in records:
        try:
            session.replay(record)
        except (ReplayDiffers, ValueError) as fault:
            damage = say(
                "Record {number} does not play as it was written. {fault} The {n} before it are used.",
                number=record["n"],
                fault=fault,
                n=len(good),
            )
            session = Session(place, header.seed)
            for one in good:
                session.replay(one)
            break
        good.append(record)
    if damage:
        beside = f"{streams[0]}~{len(streams) + 1}"
        try:
            log = copied(database, beside, header, good)
        except Behind:
            return resumed(database, place, [*streams, beside])  # another process was quicker
    session.write_to(log)
    notes = (damage,) if damage else ()
    return Table(streams[0], number, code, session, log, notes), notes


def still(session: Session) -> Session:
    """A game as it stands now, to be read while others may go on with the game itself; it writes no log."""
    found = copy.copy(session)
    found.stop_writing()
    for name in ("states", "ledgers", "decided", "counsels", "by_seats"):
        setattr(found, name, list(getattr(session, name)))
    if session.round_table is not None:
        found.round_table = session.round_table.still(found)
    return found


def close_quarter(session: Session) -> Refusal | None:
    """Ends the quarter for a table that has not: what is open is decided by default, attention that is not placed goes unused.

    At a round table each seat has a default of its own, and empty seats have their stand-in: see `RoundTable.close`.
    """
    if session.round_table is not None:
        return session.end_turn()
    while True:
        refused = None
        for dilemma, option in by_default(session).items():
            refused = refused or session.choose(dilemma, option)
        refused = refused or session.end_turn()
        # What was promised or paid for with a token may be more than the quarter now allows.
        if refused is None or not session.pending.tokens:
            return refused
        session.take_back(len(session.pending.tokens) - 1)


def undo_quarter(session: Session) -> Refusal | None:
    """Takes the last quarter back, with what was decided in it still on the table, to be thought over."""
    if session.round_table is not None:
        return session.round_table.undo()
    if not session.decided:
        return Refusal("no_turn", say("This table has not ended a quarter yet."), say("There is nothing to take back."))
    choices, tokens = session.decided[-1]
    session.back(len(session.decided))
    for dilemma, option in choices.items():
        session.choose(dilemma, option)
    for token in tokens:
        session.attend(token)
    return None
