"""What other processes have written to the same database, and which of them keeps the room's clock.

Several servers may stand behind one workshop. Each holds the tables in memory as their logs tell them, and asks here whether the
logs have grown. To ask costs almost nothing where the database is a file on this machine, and one short question where it is
PostgreSQL; so it is asked before every answer, and nobody is shown less than was acknowledged.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from game.play.disk import REAL_DISK, OpenFile
from game.workshop.database import Database, DatabaseFault
from game.workshop.database_fault import unread
from game.workshop.rows import CHANGED, EVENTS

_POSITION: Final = "SELECT (SELECT max(id) FROM event), (SELECT value FROM setting WHERE name = ?)"
_SINCE: Final = "SELECT stream, n FROM event WHERE id > ? AND id <= ? ORDER BY id"

_CLOCK: Final = 0x57_50_77_74  # which of a PostgreSQL database's locks is the clock's


class Feed:
    """The events of others, in the order in which they were written. For one thread at a time.

    Arguments:
        database: where they are written.
        since: its `position` before whoever asks began to read it; all that is written later is told. Now where left out.
    """

    def __init__(self, database: Database, since: tuple[int, int] | None = None) -> None:
        self._database = database
        self._engine = database.engine
        self.is_instant = self._engine.dialect.name == "sqlite"
        """Whether to ask takes no longer than a look at the memory that processes share."""
        self._line: Any = None
        self._before = (0, 0)
        self._seen: object = None
        self._is_behind = False
        self._last, self._changed = database.position() if since is None else since

    def has_grown(self) -> bool:
        """Whether there may be events that `look` has not seen; False while the database does not answer."""
        try:
            now = self._version()
        except (SQLAlchemyError, sqlite3.Error):
            self.close()
            return self._is_behind
        self._is_behind, self._seen = self._is_behind or now != self._seen, now
        return self._is_behind

    def look(self) -> tuple[dict[str, int], bool]:
        """The streams that have grown since, with their last numbers; and whether names, messages or devices have changed.

        Raises `DatabaseFault` where the database does not answer.
        """
        self._is_behind = False  # before the question: what is written after it is found by the next
        try:
            last, changed, streams = self._asked_of_file() if self.is_instant else self._asked()
        except DatabaseFault:
            self._is_behind = True
            raise
        has_changed = changed != self._changed
        self._before = self._last, self._changed
        self._last, self._changed = last, changed
        return streams, has_changed

    def again(self) -> None:
        """Makes the next `look` tell again what the last one told, because it could not be taken in."""
        self._last, self._changed = self._before
        self._is_behind = True

    def _asked(self) -> tuple[int, int, dict[str, int]]:
        with self._database.reading() as connection:
            last, changed = self._database.position(connection)
            asked = sa.select(EVENTS.c.stream, EVENTS.c.n).where(EVENTS.c.id > self._last, EVENTS.c.id <= last)
            return last, changed, {one.stream: one.n for one in connection.execute(asked.order_by(EVENTS.c.id))}

    def _asked_of_file(self) -> tuple[int, int, dict[str, int]]:
        """The same of a file: past the engine, which takes twenty times as long, and this is asked before every answer."""
        try:
            self._line = self._line or self._engine.raw_connection()
            cursor = self._line.cursor()
            last, changed = cursor.execute(_POSITION, (CHANGED,)).fetchone()
            rows = cursor.execute(_SINCE, (self._last, last or 0)).fetchall()
        except (SQLAlchemyError, sqlite3.Error) as error:
            self.close()
            raise DatabaseFault(unread(error)) from None
        return last or 0, int(changed or 0), dict(rows)

    def close(self) -> None:
        """Lets go of the database."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(SQLAlchemyError):
                line.close()

    def _version(self) -> object:
        if self.is_instant:
            # Past the engine, which would open a transaction, in which nothing ever changes.
            self._line = self._line or self._engine.raw_connection()
            return self._line.cursor().execute("PRAGMA data_version").fetchone()
        self._line = self._line or self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self._database.position(self._line)


class Clock:
    """Which process keeps the room's clock: the first that asks, for as long as it lives."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        self._is_alone = not database.is_shared
        self._held: sa.Connection | OpenFile | None = None

    def is_ours(self) -> bool:
        """Whether this process keeps the clock; it takes it over if nobody does. False while the database does not answer."""
        if self._is_alone:
            return True
        if self._engine.dialect.name == "sqlite":
            return self._has_file()
        try:
            if isinstance(self._held, sa.Connection):
                self._held.scalar(sa.select(1))
                return True
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_CLOCK))):
                self._held = connection
                return True
            connection.close()
        except SQLAlchemyError:
            self.close()
        return False

    def _has_file(self) -> bool:
        if self._held is None:
            path = Path(f"{self._engine.url.database}.clock")
            with contextlib.suppress(OSError):  # held by another, or the disk refuses
                path.touch()
                self._held = REAL_DISK.open(path, is_new=False)
        return self._held is not None

    def close(self) -> None:
        """Leaves it to another."""
        held, self._held = self._held, None
        if held is not None:
            with contextlib.suppress(SQLAlchemyError):
                if isinstance(held, sa.Connection):
                    try:
                        held.scalar(sa.select(sa.func.pg_advisory_unlock(_CLOCK)))  # now, and not when the server sees us gone
                    finally:
                        held.invalidate()  # the lock is the connection's, and must not stay with it in the pool
                held.close()
