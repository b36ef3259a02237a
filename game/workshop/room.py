"""The room: its tables, how far the facilitator has let them go, and what was said to them. All of it is told by a log."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from game import __version__
from game.core.place import Place
from game.play.record import Header, Record, Unreadable
from game.workshop import table as tables
from game.workshop.database import DEVICES, NAMES, NOTES, ROOM, SETTINGS, Behind, Database, DatabaseFault
from game.workshop.keys import Keyring, digest, new_code, new_key
from game.workshop.stream import Stream
from game.workshop.table import Table

MOST_TABLES: Final = 400
MOST_DEVICES: Final = 12
"""Devices at one table."""
MOST_RECORDS: Final = 20_000
LONGEST_NAME: Final = 40
GRACE: Final = timedelta(minutes=1)
"""What is left of a time limit at least when the server comes back."""

FACILITATOR: Final = "facilitator"
STEPS: Final = (
    "How it ended",
    "What was left two years on",
    "What was reported, and what was due to the work",
    "What hung on each decision",
    "Promises, money and trust",
    "What really happened",
    "Questions to talk over",
    "All tables side by side",
)
"""What a facilitator opens after the programme, one after another."""


_OF_TIME: Final = ("open", "prepare", "limit", "pause", "resume")


@dataclass(frozen=True, slots=True)
class Message:
    """Something the facilitator said: to one table, or to all where `table` is empty."""

    note: str
    table: str
    at: datetime


@dataclass
class Course:
    """How far the room has been let go: derived from its log alone.

    Arguments:
        round: the last quarter that tables may end; 0 while they may only prepare.
        until: when the round closes by itself; None without a limit.
        is_paused: whether everything stands still; `left` is then what was left of the limit.
        talk: the questions of a time-out, by their note; empty while there is none.
        revealed: how many steps of the debrief are open.
        is_over: whether the workshop has been ended.
        trials: tables that are left out of what is compared and exported.
        messages: what was said, in order.
        codes: each table's code.
        since: since when the round is open.
    """

    round: int = 0
    until: datetime | None = None
    is_paused: bool = False
    left: timedelta | None = None
    talk: str = ""
    revealed: int = 0
    is_over: bool = False
    trials: set[str] = field(default_factory=set)
    messages: list[Message] = field(default_factory=list)
    since: datetime | None = None

    def take(self, record: Mapping[str, Any]) -> None:
        """Takes one record of the room's log."""
        at = datetime.fromisoformat(str(record["at"]))
        if record["do"] in _OF_TIME:
            self._take_time(record, at)
            return
        match record["do"]:
            case "talk":
                self.talk = str(record["note"])
            case "reveal":
                self.revealed = max(0, min(len(STEPS), int(record["step"])))
            case "message":
                self.messages.append(Message(str(record["note"]), str(record["table"]), at))
            case "trial":
                (self.trials.add if record["is"] else self.trials.discard)(str(record["table"]))
            case "end":
                self.is_over, self.until = True, None
            case _:
                pass  # `seat` and `close` are told for the record; the tables' own logs hold what came of them

    def _take_time(self, record: Mapping[str, Any], at: datetime) -> None:
        """Takes a record of what the room may do, and until when."""
        match record["do"]:
            case "open":
                self.round, self.since, self.is_paused, self.left = int(record["round"]), at, False, None
                self.until = _time(record.get("until"))
            case "prepare":
                self.round, self.until, self.is_paused, self.left = 0, None, False, None
            case "limit":
                self.until = _time(record.get("until"))
            case "pause":
                self.left = self.until - at if self.until else None
                self.is_paused, self.until = True, None
            case "resume":
                self.until = at + self.left if self.left is not None else None
                self.is_paused, self.left = False, None


class Room:
    """A workshop in progress."""

    def __init__(
        self, database: Database, place: Place, log: Stream, settings: Mapping[str, str], seed: int, started: str
    ) -> None:
        self.database = database
        self.place = place
        self.seed = seed
        self.started = started
        self.log = log
        self.settings = dict(settings)
        self.keyring = Keyring(settings["secret"])
        self.code = settings["code"]
        self.facilitator_key = settings["facilitator"]
        self.course = Course()
        self.tables: dict[str, Table] = {}
        self.names: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.devices: dict[str, str] = {}
        self.damage: list[str] = []
        self.noted = 0
        """How often another process has changed names or messages."""
        self._lock = threading.Lock()

    @classmethod
    def opened(cls, database: Database, place: Place, seed: int, *, file: str = "") -> Room:
        """The workshop that a database holds, in the moment in which it was left; or a new one.

        Arguments:
            database: where it is kept.
            place: what is played.
            seed: the luck of every table, for a new workshop.
            file: the file of a place that does not come with the game.

        Raises:
            DatabaseFault: it holds a workshop of another place, or its record cannot be read.
        """
        log = Stream(database, ROOM)
        settings = database.mapping(SETTINGS)
        if database.stream(ROOM):
            try:
                header, records, damage = log.read()
            except Unreadable as error:
                raise DatabaseFault(f"{database.url}: the record of the room {error}. Try a new file with --database.") from None
            _same_place(database, header, place)
            room = cls(database, place, log, settings, header.seed, header.started)
            for record in records:
                room.course.take(record)
            if damage:
                raise DatabaseFault(
                    f"{database.url}: the record of the room is damaged. {damage} Try a new file with --database."
                )
            room._resume()
            return room
        for name, value in (("secret", new_key()), ("code", new_code(set())), ("facilitator", new_key()), ("file", file)):
            if value:
                settings[name] = database.settle(name, value)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        header = Header(place.id, place.digest, seed, __version__, started, place.title, more=_whence(place, file))
        try:
            return cls(database, place, Stream.begun(database, ROOM, header), settings, seed, started)
        except Behind:
            return cls.opened(database, place, seed, file=file)  # another process was quicker

    # Who is who.

    def holder(self, key: str) -> str:
        """Whose a device is: a table's id, `facilitator`, or nothing."""
        return self.devices.get(digest(key), "") if key else ""

    def table_of(self, key: str) -> Table | None:
        """The table that a device sits at, if it sits at one."""
        return self.tables.get(self.holder(key))

    def by_code(self, code: str) -> Table | None:
        """The table with a code, if there is one."""
        return next((table for table in self.tables.values() if table.code == code), None)

    def name(self, table: Table) -> str:
        """What a table calls itself, or its number."""
        return self.names.get(table.id) or f"Table {table.number}"

    def note(self, note: str) -> str:
        """What was said; nothing once it is forgotten."""
        return self.notes.get(note, "")

    def messages(self, table: Table) -> list[tuple[str, str]]:
        """What was said to a table, the last first: the time and the text."""
        said = [one for one in self.course.messages if one.table in ("", table.id) and self.note(one.note)]
        return [(clock(one.at), self.note(one.note)) for one in reversed(said)]

    # What changes. Each of these is on disk when it returns.

    def seat(self, name: str) -> Table:
        """A new table. Raises `DatabaseFault`; `ValueError` where the room is full."""
        with self._lock:
            if len(self.tables) >= MOST_TABLES:
                raise ValueError(f"There are {MOST_TABLES} tables already, and no room for more.")
            made = self._begun()
            if name:
                self.database.put(NAMES, made.id, name)
                self.names[made.id] = name
            self._write({"do": "seat", "table": made.id})
            self.tables[made.id] = made
            return made

    def _begun(self) -> Table:
        """A new table, with the next number that no other process has given."""
        while True:
            number = 1 + max((table.number for table in self.tables.values()), default=0)
            code = new_code({self.code, *(table.code for table in self.tables.values())})
            more = {"table": number, "code": code, **_whence(self.place, self._file)}
            at = datetime.now(UTC).isoformat(timespec="seconds")
            title = f"{self.place.title}: table {number}"
            header = Header(self.place.id, self.place.digest, self.seed, __version__, at, title, more=more)
            try:
                return tables.begun(self.database, self.place, header, number, code)
            except Behind:
                self._take_tables()

    def hand(self, key: str, holder: str) -> None:
        """Gives a device a seat at a table, or the facilitator's. Raises `ValueError` where a table has enough of them."""
        n_there = sum(one == holder for one in self.devices.values())
        if holder != FACILITATOR and n_there >= MOST_DEVICES and self.holder(key) != holder:
            raise ValueError(f"{MOST_DEVICES} devices are at this table already, and it takes no more.")
        self.database.put(DEVICES, digest(key), holder)
        self.devices[digest(key)] = holder

    def do(self, act: str, **more: Any) -> None:
        """Writes one act of the facilitator's, and takes it."""
        with self._lock:
            self._write({"do": act, **more})

    def say(self, act: str, text: str, **more: Any) -> None:
        """Writes an act with words of the facilitator's own, which can be forgotten apart from it."""
        note = new_key() if text else ""
        if text:
            self.keep(note, text)
        self.do(act, note=note, **more)

    def keep(self, note: str, text: str) -> None:
        """Keeps a text under a name, in place of what was kept there; it can be forgotten."""
        self.database.put(NOTES, note, text)
        self.notes[note] = text

    def rename(self, table: Table, name: str) -> None:
        """Gives a table another name."""
        self.database.put(NAMES, table.id, name)
        self.names[table.id] = name

    def forget(self) -> None:
        """Takes away every name, message and device; what was decided stays, and says nothing of who decided it."""
        self.database.forget()
        self.names.clear()
        self.notes.clear()
        self.devices.clear()

    # What stands in it.

    @property
    def _file(self) -> str:
        return self.settings.get("file", "")

    @property
    def counted(self) -> list[Table]:
        """The tables that count, in their order: all but trial runs."""
        return [table for table in self.tables.values() if table.id not in self.course.trials]

    def may_decide(self, table: Table) -> bool:
        """Whether a table may decide now."""
        course = self.course
        return not (course.is_paused or course.is_over or course.talk) and table.session.is_running and table.turn <= course.round

    def version(self, table: Table | None = None) -> str:
        """What changes whenever a page of a table, or of the facilitator, would."""
        if table is not None:
            return f"{self.log.last}.{table.log.last}.{table.n_written + self.noted}"
        return f"{self.log.last}.{sum(one.log.last for one in self.tables.values())}.{len(self.tables)}"

    def _write(self, record: Record) -> None:
        if self.log.last >= MOST_RECORDS:
            raise DatabaseFault(f"The record of the room has grown to {MOST_RECORDS:,} acts, and takes no more.")
        record = {**record, "at": datetime.now(UTC).isoformat(timespec="seconds")}
        while True:
            try:
                self.log.append(record)
            except Behind:
                self._take_acts()  # of another process, after which this one is written
                continue
            except DatabaseFault:
                with contextlib.suppress(DatabaseFault):
                    self._take_acts()
                raise
            self.course.take(record)
            return

    # What other processes have written.

    def take_in(self, *, is_room: bool, has_changed: bool, streams: Iterable[str]) -> None:
        """Takes in what others have written of the room: acts, names, messages and devices, and tables that are new here."""
        with self._lock:
            if is_room:
                self._take_acts()
            if has_changed:
                before = self.names, self.notes
                self._take_notes()
                self.noted += (self.names, self.notes) != before
            if any(stream != ROOM and (stream not in self.tables or "~" in stream) for stream in streams):
                self._take_tables()

    def _take_acts(self) -> None:
        for other in self.log.newer():
            self.course.take(other)

    def _take_notes(self) -> None:
        database = self.database
        self.names, self.notes = database.mapping(NAMES), database.mapping(NOTES)
        self.devices = database.mapping(DEVICES)

    def _take_tables(self) -> None:
        """Opens every table that is not open here yet."""
        streams: dict[str, list[str]] = {}
        for stream in self.database.streams():
            if stream != ROOM:
                streams.setdefault(stream.partition("~")[0], []).append(stream)
        for name, its in streams.items():
            if name in self.tables and self.tables[name].log.name == its[-1]:
                continue
            try:
                table, notes = tables.resumed(self.database, self.place, its)
            except (Unreadable, KeyError, ValueError) as error:
                damage = f"{name} cannot be opened: its record {error}. The other tables are whole."
                self.damage += [damage] if damage not in self.damage else []
                continue
            self.tables[name] = table
            self.damage += [f"{self.name(table)}: {note}" for note in notes]

    def _resume(self) -> None:
        """Brings every table back."""
        self._take_notes()
        self._take_tables()

    def allow_grace(self) -> None:
        """Leaves those at play a moment where the time ran out while nobody was there to say so."""
        now = datetime.now(UTC)
        if self.course.until is not None and self.course.until < now + GRACE:
            self.do("limit", until=(now + GRACE).isoformat(timespec="seconds"))


def clock(at: datetime) -> str:
    """A time of day, as the clock on the laptop has it: `14:05`."""
    return at.astimezone().strftime("%H:%M")


def _time(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _same_place(database: Database, header: Header, place: Place) -> None:
    if header.scenario_digest != place.digest:
        raise DatabaseFault(
            f"{database.url}: this workshop was begun on another place, “{header.title}”, or another version of it. "
            "Its decisions would mean something else here. Nothing was changed. Try that place, or another file with --database."
        )


def _whence(place: Place, file: str) -> dict[str, str]:
    """What a header notes of where a place is from: its file, where it does not come with the game, and which cut it is."""
    return ({"file": file} if file else {}) | ({"cut": place.cut} if place.cut else {})
