"""Mutual exclusion: what only one process at a time may do to a workshop that several answer for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from game.play.disk import REAL_DISK, OpenFile
from game.workshop.database import Database, DatabaseFault
from game.workshop.database_fault import unwritten

LONGEST: Final = 10.0
"""Seconds that a process waits for the others at most."""

_AGAIN: Final = 0.003
"""Seconds between two looks whether another process is done."""

_ALONE: Final = 0x57_50_77_75  # which of a PostgreSQL database's locks this is


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """A block that one process at a time can be in, of all that share a database. A process that is killed in it gives it up.

    Not within itself. Raises `DatabaseFault` where another is within for too long, or the database does not answer.
    """
    if database.engine.dialect.name == "sqlite":
        held = _file(Path(f"{database.engine.url.database}.alone"))
        try:
            yield
        finally:
            held.close()
            time.sleep(2 * _AGAIN)  # so that whoever waits elsewhere comes next, and not the next of many here
        return
    try:
        with database.engine.begin() as connection:
            connection.execute(sa.text(f"SET LOCAL lock_timeout = {int(1000 * LONGEST)}"))
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ALONE)))
            yield
    except SQLAlchemyError as error:
        raise DatabaseFault(unwritten(error)) from None


def _file(path: Path) -> OpenFile:
    """The file that only one process has open at a time, once nobody else has."""
    until = time.monotonic() + LONGEST
    while True:
        try:
            path.touch()
            return REAL_DISK.open(path, is_new=False)
        except OSError as error:
            if not isinstance(error, BlockingIOError) or time.monotonic() > until:
                raise DatabaseFault(unwritten(error)) from None
        time.sleep(_AGAIN)
