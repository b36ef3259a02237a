"""The room: its tables, how far the facilitator has let them go, and what was said to them. All of it is told by a log."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from game import __version__
from game.core.place import Place
from game.debrief.step import STEPS
from game.play.record import Header, Record, Unreadable
from game.play.round_table import RoundTable
from game.translation import say
from game.workshop import table as tables
from game.workshop.course import Course, Kind, clock
from game.workshop.database import ROOM, Behind, Database, DatabaseFault
from game.workshop.database_fault import damaged, elsewhere, unreadable
from game.workshop.exclusion import alone
from game.workshop.keys import CODE_LENGTH, SEAT_CODE_LENGTH, Keyring, check_keys, digest, new_code, new_key
from game.workshop.rows import DEVICES, NAMES, NOTES, SETTINGS
from game.workshop.sitting import Role, Sitting, holder_of, sitting_of
from game.workshop.stream import Stream
from game.workshop.table import Table
from game.workshop.together import Together

MOST_TABLES: Final = 400
MOST_DEVICES: Final = 12
"""Devices at one table."""
MOST_AT_A_ROUND_TABLE: Final = 120
"""Devices at a round table."""
MOST_RECORDS: Final = 20_000
GRACE: Final = timedelta(minutes=1)
"""What is left of a time limit at least when the server comes back."""

FACILITATOR: Final = "facilitator"


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
        # Replaced, never changed: whoever answers goes through them while other threads seat tables and devices.
        self.tables: Mapping[str, Table] = {}
        self.devices: Mapping[str, str] = {}
        self.names: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.damage: list[str] = []
        self.since = (0, 0)
        """How far the database was written before this room was read from it; what came later, others have written."""
        self.noted = 0
        """How often another process has changed names or messages."""
        self.renamed = 0
        """How often a table has got another name, here or in another process: its pages show it before an act tells of it."""
        self._lock = threading.RLock()
        self._is_seating = False
        self._together = Together()

    @classmethod
    def opened(cls, database: Database, place: Place, seed: int, *, file: str = "", kind: Kind | None = None) -> Room:
        """The workshop that a database holds, in the moment in which it was left; or a new one.

        Arguments:
            database: where it is kept.
            place: what is played.
            seed: the luck of every table, for a new workshop.
            file: the file of a place that does not come with the game.
            kind: what tables are that are begun from now on; as it was, or teams, where None.

        Raises:
            DatabaseFault: it holds a workshop of another place, or its record cannot be read.
        """
        since = database.position()
        log = Stream(database, ROOM)
        settings = database.mapping(SETTINGS)
        if database.stream(ROOM):
            try:
                check_keys(settings)
                header, records, damage = log.read()
                course = Course.told(records)
            except Unreadable as error:
                raise DatabaseFault(unreadable(database.shown, error)) from None
            if header.scenario_digest != place.digest:
                raise DatabaseFault(elsewhere(database.shown, header.title))
            room = cls(database, place, log, settings, header.seed, header.started)
            room.since, room.course = since, course
            if damage:
                raise DatabaseFault(damaged(database.shown, damage))
            room._take_notes()
            room._take_tables()
            room._set_kind(kind)
            return room
        for name, value in (("secret", new_key()), ("code", new_code(set())), ("facilitator", new_key()), ("file", file)):
            if value:
                settings[name] = database.settle(name, value)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        header = Header(place.id, place.digest, seed, __version__, started, place.title, more=_whence(place, file))
        try:
            log = Stream.begun(database, ROOM, header)
        except Behind:
            return cls.opened(database, place, seed, file=file, kind=kind)  # another process was quicker
        room = cls(database, place, log, settings, seed, started)
        room.since = since
        room._set_kind(kind)
        return room

    # Who is who.

    def holder(self, key: str) -> str:
        """What a device holds: a table's id, with a seat at a round table (see `Sitting`); `facilitator`; or empty."""
        return self.devices.get(digest(key), "") if key else ""

    def table_of(self, key: str) -> Table | None:
        """The team's table that a device sits at, if it sits at one. At a round table nobody sees what a team would."""
        table = self.tables.get(self.holder(key))
        return None if table is None or table.session.round_table is not None else table

    def sitting(self, key: str) -> Sitting | None:
        """Where at a round table a device sits, if it is at one."""
        holder = self.holder(key)
        table = self.tables.get(holder.partition("/")[0])
        return None if table is None or table.session.round_table is None else sitting_of(table, holder)

    def devices_at(self, table: Table) -> int:
        """How many devices are at a table."""
        return sum(one.partition("/")[0] == table.id for one in self.devices.values())

    def in_seat(self, table: Table, seat: int, role: Role) -> list[str]:
        """The devices that have a role in a seat, by the digests of their keys."""
        return [device for device, holder in self.devices.items() if holder == holder_of(table, seat, role)]

    def by_code(self, code: str) -> Table | None:
        """The table with a code, if there is one."""
        return next((table for table in self.tables.values() if table.code == code), None)

    def seat_by_code(self, code: str) -> Sitting | None:
        """The seat of a round table with a code, if there is one: it is decided for where nobody does yet, else mirrored."""
        for table in self.tables.values():
            codes = table.session.round_table.codes if table.session.round_table is not None else {}
            for agency, known in codes.items():
                if known == code:
                    seat = table.session.place.agency(agency)
                    return Sitting(table, seat, "mirrors" if self.in_seat(table, seat, "decides") else "decides")
        return None

    @property
    def round_tables(self) -> dict[str, Table]:
        """The tables that are round tables, by their ids."""
        return {name: table for name, table in self.tables.items() if table.session.round_table is not None}

    @property
    def steps(self) -> dict[str, str]:
        """What a facilitator opens after the programme in this room, one after another, {key: title}."""
        return {key: say(title) for key, title in STEPS.items() if key != "seats" or self.round_tables}

    @property
    def opened_steps(self) -> dict[str, str]:
        """Those of `steps` that the facilitator has opened so far."""
        return dict(list(self.steps.items())[: self.course.revealed])

    def is_held(self, table: Table) -> bool:
        """Whether a table waits for the facilitator to show what came of its last quarter: not where it reads the debrief."""
        return self.course.holds_back(table.session.last_turn_played, is_over=table.session.is_over)

    def name(self, table: Table) -> str:
        """What a table calls itself, or its number."""
        return self.names.get(table.id) or say("Table {number}", number=table.number)

    def note(self, note: str) -> str:
        """What was said; nothing once it is forgotten."""
        return self.notes.get(note, "")

    def messages(self, table: Table) -> list[tuple[str, str]]:
        """What was said to a table, the last first: the time and the text."""
        said = [one for one in self.course.messages if one.table in ("", table.id) and self.note(one.note)]
        return [(clock(one.at), self.note(one.note)) for one in reversed(said)]

    # What changes. Each of these is on disk when it returns.

    @contextlib.contextmanager
    def seating(self) -> Iterator[None]:
        """A block in which nobody else is seated, in any process; what others did before it is taken in. May be nested."""
        with self._lock:
            if self._is_seating or not self.database.is_shared:
                yield
                return
            with alone(self.database):
                self._is_seating = True
                try:
                    self.devices = self.database.mapping(DEVICES)
                    self.names = self.database.mapping(NAMES) | self.names  # what others are called by now is told with `noted`
                    self._take_tables()
                    yield
                finally:
                    self._is_seating = False

    def seat(self, name: str) -> Table:
        """A new table. Raises `DatabaseFault`; `ValueError` where the room is full."""
        with self.seating():
            return self._seat(name)

    def _seat(self, name: str) -> Table:
        if len(self.tables) >= MOST_TABLES:
            raise ValueError(say("There are {n} tables already, and no room for more.", n=MOST_TABLES))
        made = self._begun()
        if name:
            self.database.put(NAMES, made.id, name)
            self.names[made.id] = name
        if self.course.kind == "round":
            self._convene(made)
        self._write({"do": "seat", "table": made.id})
        self._keep(made)
        return made

    def _keep(self, table: Table) -> None:
        """Has a table in the room, whose quarters are played beside those that others end at the same time."""
        table.session.plays = self._together
        self.tables = {**self.tables, table.id: table}

    def only_round_table(self) -> Table | None:
        """The only round table there is, a first one where there is none yet; None where there are several."""
        with self.seating():
            first, *others = [*self.round_tables.values()] or [self._seat("")]
            return None if others else first

    def convene(self, table: Table) -> None:
        """Makes a table that has decided nothing yet a round table. Raises `ValueError` where it has."""
        with self._lock:
            self._convene(table)

    def _convene(self, table: Table) -> None:
        codes: dict[str, str] = {}
        for agency in table.session.place.agency_ids:
            codes[agency] = self._fresh_code(*codes.values(), length=SEAT_CODE_LENGTH)
        refused = table.act(None, lambda session: RoundTable.convene(session, codes))
        if refused is not None:
            raise ValueError(str(refused))

    def _fresh_code(self, *more: str, length: int = CODE_LENGTH) -> str:
        taken = {self.code, *more}
        for table in self.tables.values():
            taken |= {table.code, *(table.session.round_table.codes.values() if table.session.round_table is not None else ())}
        return new_code(taken, length)

    def _begun(self) -> Table:
        """A new table, with the next number that no other process has given."""
        while True:
            number = 1 + max((table.number for table in self.tables.values()), default=0)
            code = self._fresh_code()
            more = {"table": number, "code": code, **_whence(self.place, self._file)}
            at = datetime.now(UTC).isoformat(timespec="seconds")
            title = say("{place}: table {number}", place=self.place.title, number=number)
            header = Header(self.place.id, self.place.digest, self.seed, __version__, at, title, more=more)
            try:
                return tables.begun(self.database, self.place, header, number, code)
            except Behind:
                self._take_tables()

    def hand(self, key: str, holder: str) -> None:
        """Gives a device a seat at a table, or the facilitator's. Raises `ValueError` where a table has enough of them."""
        with self.seating():
            table = self.tables.get(holder.partition("/")[0])
            most = MOST_AT_A_ROUND_TABLE if table is not None and table.session.round_table is not None else MOST_DEVICES
            is_there = table is not None and self.holder(key).partition("/")[0] == table.id
            if table is not None and not is_there and self.devices_at(table) >= most:
                raise ValueError(say("{n} devices are at this table already, and it takes no more.", n=most))
            self._hold(digest(key), holder)

    def take(self, key: str, at: Sitting, *, over: bool = False) -> Sitting:
        """Gives a device a seat at a round table, and where it sits now.

        Arguments:
            key: the device's.
            at: where it wants to sit. Who wants to decide for a seat for which another does mirrors it, unless `over`.
            over: whether it decides from now on in the place of whoever did, who mirrors it then.

        Raises:
            ValueError: the table has enough devices.
        """
        with self.seating():
            others = [one for one in self.in_seat(at.table, at.seat, "decides") if one != digest(key)]
            found = Sitting(at.table, at.seat, "mirrors") if at.role == "decides" and others and not over else at
            self.hand(key, found.holder)
            for other in others if found.role == "decides" else ():
                self._hold(other, holder_of(at.table, at.seat, "mirrors"))
            return found

    def empty(self, table: Table, seat: int) -> None:
        """Takes a seat from all its devices, which stay at its table without one."""
        with self._lock:
            for device in [*self.in_seat(table, seat, "decides"), *self.in_seat(table, seat, "mirrors")]:
                self._hold(device, table.id)

    def _hold(self, device: str, holder: str) -> None:
        self.database.put(DEVICES, device, holder)
        with self._lock:
            self.devices = {**self.devices, device: holder}

    def _set_kind(self, kind: Kind | None) -> None:
        if kind is not None and kind != self.course.kind:
            self._write({"do": "kind", "kind": kind})

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
        with self._lock:
            self.names[table.id] = name
            self.renamed += 1

    def forget(self) -> None:
        """Takes away every name, message and device; what was decided stays, and says nothing of who decided it."""
        self.database.forget()
        with self._lock:  # nobody who sits down meanwhile brings back who was forgotten
            self.names, self.notes, self.devices = {}, {}, {}
            self.renamed += 1

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
        """A mark that is another whenever a page of a table, or of the facilitator, would be."""
        if table is not None:
            return f"{self.log.last}.{table.log.last}.{table.n_written + self.noted}"
        return f"{self.log.last}.{sum(one.log.last for one in self.tables.values())}.{len(self.tables) + self.renamed}"

    def version_within_quarter(self, table: Table) -> str:
        """As `version`, for a team's pages, apart from what the team has decided in the quarter so far."""
        return f"{self.log.last}.{table.log.moved}.{table.n_written + self.noted}"

    def _write(self, record: Record) -> None:
        if self.log.last >= MOST_RECORDS:
            raise DatabaseFault(say("The record of the room has grown to {n:,} acts, and takes no more.", n=MOST_RECORDS))
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
                self.renamed += self.names != before[0]
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
            known = self.tables.get(name)
            # A round table may have been met before it was convened, when nothing but its header was there.
            is_whole = known and (known.session.round_table or known.log.last > 0 or self.course.kind != "round")
            if known and is_whole and known.log.name == its[-1]:
                continue
            try:
                table, notes = tables.resumed(self.database, self.place, its)
            except (Unreadable, KeyError, ValueError) as error:
                damage = say(
                    "{table} cannot be opened: its record {damage}. The other tables are whole.", table=name, damage=error
                )
                self.damage += [damage] if damage not in self.damage else []
                continue
            self._keep(table)
            self.damage += [f"{self.name(table)}: {note}" for note in notes]

    def allow_grace(self) -> None:
        """Leaves those at play a moment where the time ran out while nobody was there to say so."""
        least = datetime.now(UTC) + GRACE
        if self.course.until is not None and not self.course.talk and self.course.until < least:
            self.do("limit", until=least.isoformat(timespec="seconds"))


def _whence(place: Place, file: str) -> dict[str, str]:
    """What a header notes of where a place is from: its file, where it does not come with the game, and which cut it is."""
    return ({"file": file} if file else {}) | ({"cut": place.cut} if place.cut else {})
