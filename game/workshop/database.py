"""Where a workshop is kept: an append-only table of events, and beside it what may be forgotten.

The events are the lines of a saved game, one row a line, in a stream for each table and one for the room. Nothing ever changes
or deletes a row; triggers see to it. Names, messages and the devices that hold a seat stand in tables of their own, so that
they can be forgotten without touching what was decided.

One thread writes. It takes all that waits, writes it in one transaction, commits, and only then tells those who wait: what is
acknowledged is on disk, and many tables share one flush of it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event as hooks
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from game.play.disk import REAL_DISK, OpenFile, make_private
from game.translation import say
from game.workshop.database_fault import plain, unopened, unread, unwritten
from game.workshop.gathering import Gathering
from game.workshop.rows import CHANGED, COUNT_GUARDS, DEVICES, EVENTS, GUARDS, KEPT, NAMES, NOTES, SETTINGS, VERSION

_ORDER: Final = 0x57_50_77_73  # which of a PostgreSQL database's locks is a workshop's
MOST_AT_ONCE: Final = 256
"""How many waiting writes share one transaction at most."""

ROOM: Final = "room"
"""The stream of the room itself; every other is a table's."""

_LINE: Final = "INSERT INTO event (stream, n, once, line) VALUES (:stream, :n, :once, :line) ON CONFLICT DO NOTHING"
"""A line written to a file, as `Database` writes it to any other database."""


class DatabaseFault(Exception):  # noqa: N818 - the word people use for it
    """The database cannot be opened, or took nothing more; in words for whoever runs the workshop."""


_REFUSALS: Final = (SQLAlchemyError, sqlite3.Error, OSError)
"""How a database says that it did not take something."""


class Behind(Exception):  # noqa: N818 - said of a reader
    """A record of that number is there already: somebody else wrote first, and what is held here is out of date."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of a stream: its number (0 for the header), the line itself, and the key of the request that wrote it."""

    n: int
    line: bytes
    once: str | None


@dataclass(frozen=True, slots=True)
class _Job:
    """Something to write: a line of a stream, or whatever `work` does."""

    done: Future[Any]
    line: Mapping[str, Any] | None = None
    work: Callable[[sa.Connection], Any] | None = None


def _a_line(stream: str, n: int, line: bytes, once: str | None) -> _Job:
    return _Job(Future(), {"stream": stream, "n": n, "line": line, "once": once})


class Database:
    """A workshop's database, open for reading by anybody and for writing by one thread."""

    def __init__(self, url: str, *, is_shared: bool | None = None) -> None:
        """Opens or makes the database at an SQLAlchemy URL.

        Arguments:
            url: where it is.
            is_shared: whether other processes may write to it as well. Left open: a file belongs to one, PostgreSQL to many.

        Raises:
            DatabaseFault: it cannot be opened, or another process has it for itself.
        """
        self.url = url
        if "://" not in url:  # mostly a file is meant
            raise DatabaseFault(
                say("{file}: this is no address of a database. For a file, try --database sqlite:///{file}.", file=url)
            )
        try:
            given = sa.make_url(url)
            asks = given.get_backend_name() == "sqlite" and bool(given.query)
            self.engine = sa.create_engine(given.set(query={}) if asks else given, pool_pre_ping=not url.startswith("sqlite"))
        except (SQLAlchemyError, ImportError) as error:
            raise DatabaseFault(unopened(url, error)) from None
        kind = self.engine.dialect.name
        if kind == "sqlite" and self.engine.url.database in (None, "", ":memory:"):
            kind = say("memory alone")
        kind = say("an address with “?” in it") if asks else kind
        if kind not in GUARDS:
            raise DatabaseFault(
                say(
                    "{file}: there is no workshop on {database}. Expected: sqlite:///FILE or "
                    "postgresql+psycopg://USER@HOST/NAME. Try leaving --database out.",
                    file=plain(url),
                    database=kind,
                )
            )
        if self.engine.dialect.name == "sqlite":
            hooks.listen(self.engine, "connect", _as_sqlite)
            hooks.listen(self.engine, "begin", _begin)
            make_private(Path(str(self.engine.url.database)))  # the console's key is in it
        # Only the one that is needed: both know how to leave out what is there already.
        self._insert = import_module(f"sqlalchemy.dialects.{self.engine.dialect.name}").insert
        # Inline, so that nothing is asked back but how many rows were written.
        self._append = self._insert(EVENTS).on_conflict_do_nothing().inline().execution_options(preserve_rowcount=True)
        self.is_shared = self.engine.dialect.name != "sqlite" if is_shared is None else is_shared
        self._file: Any = None  # the writer's own line to a file
        try:
            self._prepare()
            self._hold = None if self.is_shared else self._held()
        except (SQLAlchemyError, DatabaseFault) as error:
            self.engine.dispose()
            raise error if isinstance(error, DatabaseFault) else DatabaseFault(unopened(url, error)) from None
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._gathering = Gathering(self._jobs.put)
        self._thread = threading.Thread(target=self._write, name="workshop-writer", daemon=True)
        self._thread.start()

    @property
    def shown(self) -> str:
        """Its address as anybody may read it: without a password."""
        return plain(self.url)

    # Reading. Each of these raises `DatabaseFault` where nothing can be read just now.

    def stream(self, stream: str, after: int = -1) -> list[Kept]:
        """The lines of a stream in their order, those after a number."""
        line = sa.cast(EVENTS.c.line, sa.LargeBinary)  # also where a file that somebody made up holds a number there
        asked = (
            sa.select(EVENTS.c.n, line, EVENTS.c.once).where(EVENTS.c.stream == stream, EVENTS.c.n > after).order_by(EVENTS.c.n)
        )
        with self.reading() as connection:
            return [Kept(n, bytes(line), once) for n, line, once in connection.execute(asked)]

    def streams(self) -> list[str]:
        """Every stream that has begun, in the order in which they did."""
        asked = sa.select(EVENTS.c.stream).where(EVENTS.c.n == 0).order_by(EVENTS.c.id)
        with self.reading() as connection:
            return list(connection.scalars(asked))

    def mapping(self, table: sa.Table) -> dict[str, str]:
        """A small table of two columns: settings, names, devices or notes."""
        with self.reading() as connection:
            return {str(key): str(value) for key, value in connection.execute(sa.select(*table.c))}

    def position(self, connection: sa.Connection | None = None) -> tuple[int, int]:
        """How far the database is written: the last event's number, and a count of changes to names, messages and devices."""
        if connection is None:
            with self.reading() as alone:
                return self.position(alone)
        changed = sa.select(sa.cast(SETTINGS.c.value, sa.Integer)).where(SETTINGS.c.name == CHANGED).scalar_subquery()
        last = sa.select(sa.func.max(EVENTS.c.id)).scalar_subquery()
        n_events, n_changes = connection.execute(sa.select(last, changed)).one()
        return n_events or 0, n_changes or 0

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection to read from. Raises `DatabaseFault` where the database does not answer."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise DatabaseFault(unread(error)) from None

    # Writing. Each of these is safe on disk when it returns, or raises and has changed nothing.

    def append(self, stream: str, n: int, line: bytes, once: str | None = None) -> None:
        """Writes one line to disk. Raises `Behind` if its number or key is taken, `DatabaseFault` if it cannot be written."""
        self._wait(_a_line(stream, n, line, once))

    def begin_append(self, stream: str, n: int, line: bytes, once: str | None = None) -> Future[None]:
        """Begins to write one line. The future is done when the line is on disk, and raises as `append` does.

        For an event loop, which must not wait; see `Gathering`.
        """
        job = _a_line(stream, n, line, once)
        self._gathering.add(job)
        return job.done

    def put(self, table: sa.Table, key: str, value: str) -> None:
        """Sets one row of settings, names, devices or notes."""
        first, second = table.c

        def work(connection: sa.Connection) -> None:
            connection.execute(table.delete().where(first == key))
            connection.execute(table.insert().values({first: key, second: value}))
            if table is not SETTINGS:
                self._count(connection)

        self._do(work)

    def settle(self, name: str, value: str) -> str:
        """Gives a setting its value unless it has one; returns the one that counts. Two processes that begin at once agree."""
        self._do(
            lambda connection: connection.execute(self._insert(SETTINGS).on_conflict_do_nothing(), {"name": name, "value": value})
        )
        return self.mapping(SETTINGS)[name]

    def forget(self) -> None:
        """Deletes every name, message and device, and has the database rewrite its file, so that none is left in it."""

        def work(connection: sa.Connection) -> None:
            for table in (NAMES, NOTES, DEVICES):
                connection.execute(table.delete())
            self._count(connection)

        self._do(work)
        if self.engine.dialect.name == "sqlite":
            # Past the engine, which would open a transaction, in which this cannot be done.
            raw = self.engine.raw_connection()
            try:
                for tidying in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    raw.cursor().execute(tidying)
            finally:
                raw.close()
        else:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
                alone.exec_driver_sql("VACUUM FULL name, note, device")

    def close(self) -> None:
        """Writes what still waits, and closes."""
        self._jobs.put(None)
        self._thread.join()
        if self._hold is not None:
            self._hold.close()
        self.engine.dispose()

    def _held(self) -> OpenFile:
        """What keeps others out for as long as this process runs. Raises `DatabaseFault` where another has it."""
        path = Path(f"{self.engine.url.database}.lock")
        try:
            path.touch()
            return REAL_DISK.open(path, is_new=False)
        except BlockingIOError:
            pass
        except OSError as error:
            raise DatabaseFault(unopened(self.url, error)) from None
        raise DatabaseFault(
            say(
                "{file}: this workshop is being run already, by another window or program. Expected: one at a time. "
                "Try closing the other, or another file with --database.",
                file=plain(self.url),
            )
        )

    def _do(self, work: Callable[[sa.Connection], Any]) -> None:
        self._wait(_Job(Future(), work=work))

    def _wait(self, job: _Job) -> None:
        self._jobs.put(job)
        job.done.result()

    def _write(self) -> None:
        """The writer: all that waits in one transaction, and then the next."""
        while (first := self._jobs.get()) is not None:
            jobs: list[_Job] = [first]
            is_last = False
            while len(jobs) < MOST_AT_ONCE:
                try:
                    job = self._jobs.get_nowait()
                except Empty:
                    break
                if job is None:
                    is_last = True
                    break
                jobs.append(job)
            self._commit(jobs)
            if is_last:
                break
        self._let_go_of_file()

    def _commit(self, jobs: list[_Job]) -> None:
        """Writes all of these or none, and tells those who wait."""
        try:
            refused = self._written(jobs)
        except Exception as error:  # noqa: BLE001 - whoever waits must be told, and the writer must go on
            fault = DatabaseFault(unwritten(error)) if isinstance(error, _REFUSALS) else error
            for job in jobs:
                job.done.set_exception(fault)
            return
        for number, job in enumerate(jobs):
            if number in refused:
                job.done.set_exception(refused[number])
            else:
                job.done.set_result(None)

    def _written(self, jobs: list[_Job]) -> dict[int, Behind]:
        """Writes these in one transaction; where the line to a server was cut, once more on a new one.

        Whether the first had arrived does not matter: a line of that number is then there, and its writer is told so.
        """
        try:
            return self._attempt(jobs)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._attempt(jobs)

    def _attempt(self, jobs: list[_Job]) -> dict[int, Behind]:
        if self.engine.dialect.name == "sqlite" and all(job.line is not None for job in jobs):
            return self._attempt_on_file(jobs)
        refused: dict[int, Behind] = {}
        with self.engine.begin() as connection:
            self._wait_in_line(connection)
            for number, job in enumerate(jobs):
                if job.work is None:
                    # One statement a line and no savepoint: where the number or the key is taken, nothing is written.
                    if not connection.execute(self._append, job.line).rowcount:
                        refused[number] = _taken()
                    continue
                try:
                    with connection.begin_nested():
                        job.work(connection)
                except IntegrityError as error:
                    refused[number] = Behind(str(error.orig))
        return refused

    def _attempt_on_file(self, jobs: list[_Job]) -> dict[int, Behind]:
        """The same of lines to a file: past the engine, which takes three times as long, and this is done for every decision."""
        try:
            self._file = self._file or self.engine.raw_connection()
            cursor = self._file.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            n_written = [cursor.execute(_LINE, job.line).rowcount for job in jobs]
            cursor.execute("COMMIT")
        except BaseException:
            self._let_go_of_file()  # and with it of all that was not committed
            raise
        return {number: _taken() for number, n in enumerate(n_written) if not n}

    def _let_go_of_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(SQLAlchemyError, sqlite3.Error):
                file.close()

    def _wait_in_line(self, connection: sa.Connection) -> None:
        """Makes events be numbered in the order in which they are committed, as a file's one writer does by itself."""
        if self.engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ORDER)))

    @staticmethod
    def _count(connection: sa.Connection) -> None:
        """Notes that names, messages or devices have changed."""
        more = sa.cast(sa.cast(SETTINGS.c.value, sa.Integer) + 1, sa.Text)
        connection.execute(SETTINGS.update().where(SETTINGS.c.name == CHANGED).values(value=more))

    def _prepare(self) -> None:
        dialect = self.engine.dialect.name
        with self.engine.execution_options(is_writing=True).begin() as connection:
            self._wait_in_line(connection)
            if not sa.inspect(connection).has_table("event"):
                KEPT.create_all(connection)
                for guard in GUARDS[dialect]:
                    connection.exec_driver_sql(guard)
                connection.execute(SETTINGS.insert().values(name="schema_version", value=str(VERSION)))
            connection.execute(self._insert(SETTINGS).on_conflict_do_nothing(), {"name": CHANGED, "value": "0"})
            found = connection.scalar(sa.select(SETTINGS.c.value).where(SETTINGS.c.name == "schema_version"))
            if found != str(VERSION):
                raise DatabaseFault(
                    say(
                        "{file}: it was made by another version of the game (its tables are version {found}, expected "
                        "{expected}). Nothing was changed. Try the version it was made with, or a new file.",
                        file=plain(self.url),
                        found=found,
                        expected=VERSION,
                    )
                )
            if connection.scalar(sa.text(COUNT_GUARDS[dialect])) != 2:
                raise DatabaseFault(
                    say(
                        "{file}: the guards that keep what was decided are missing, so it cannot be trusted. "
                        "Nothing was changed. Try a new file.",
                        file=plain(self.url),
                    )
                )


def _taken() -> Behind:
    return Behind("A record of that number or key is there already.")


def _as_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own idea of transactions has no savepoints
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # Whoever reads before it writes takes the lock at once: another's write in between would have it refused.
    is_writing = threading.current_thread().name == "workshop-writer" or connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
