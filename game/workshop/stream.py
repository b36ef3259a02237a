"""One stream of the database as the log of a game: the lines of a saved game, in order, each safe before it counts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, Final

from game.play.record import Header, Record, Unreadable, decode, encode
from game.translation import say
from game.workshop.database import Behind, Database, Kept

Mark = tuple[int, int, bytes, datetime]

_SO_FAR: Final = ("choose", "attend", "take_back")
"""What a team does within a quarter, until it ends it."""

_TURNS: Final = ("end_turn", "close", "back")
"""What takes a table to another quarter; it is written when."""


class Stream:
    """The log of one table, or of the room. `last` is the number of the last line that is known here; -1 before the header.

    `moved` is that of the last line that told of more than of what a quarter's decisions are so far. `since` is when it came to
    the quarter in which it is.

    `once` is the key of the request that is being done; the first record of it carries the key, so that the same request sent
    again finds it and does nothing.
    """

    def __init__(self, database: Database, name: str) -> None:
        self.name = name
        self.once: str | None = None
        self.done: set[str] = set()
        self.last = self.moved = -1
        self.since = datetime.now(UTC)
        self._database = database
        self._check = b""
        self._later: list[Future[None]] | None = None

    @classmethod
    def begun(cls, database: Database, name: str, header: Header) -> Stream:
        """A new stream with its header."""
        stream = cls(database, name)
        stream._write(header.fields(), 0)
        stream._note_time(header.started)
        return stream

    def append(self, record: Mapping[str, Any]) -> int:
        """Writes one record; it is on disk when this returns. Raises `Behind` or `DatabaseFault`, having changed nothing."""
        number = self.last + 1
        self._write({"n": number, **record}, number)
        return number

    @contextlib.contextmanager
    def writing_later(self) -> Iterator[list[Future[None]]]:
        """Within this, what is appended is only on its way to the disk: it counts when those that are given are done."""
        self._later = []
        try:
            yield self._later
        finally:
            self._later = None

    def mark(self) -> Mark:
        """Where it is now, to return to where what is written from now on does not reach the disk."""
        return self.last, self.moved, self._check, self.since

    def return_to(self, mark: Mark, once: str | None) -> None:
        """Forgets what was appended since, by a request with that key."""
        self.last, self.moved, self._check, self.since = mark
        self.done.discard(once or "")

    def read(self) -> tuple[Header, list[Record], str]:
        """Header and records up to any damage, and a sentence on the damage or nothing. Raises `Unreadable` without a header."""
        lines = self._database.stream(self.name)
        if not lines or lines[0].n != 0:
            raise Unreadable(say("is missing"))
        fields, self._check = decode(lines[0].line, b"")
        header, records, damage = Header.of(fields), list[Record](), ""
        self._note_time(header.started)
        self.last = self.moved = 0
        for kept in lines[1:]:
            try:
                records.append(self._take(kept))
            except Unreadable as error:
                damage = say(
                    "Record {number} {damage}. The {n} records before it are whole and are used.",
                    number=self.last + 1,
                    damage=error,
                    n=self.last,
                )
                break
        return header, records, damage

    def newer(self) -> list[Record]:
        """The records that others have written since. Raises `Unreadable`."""
        return [self._take(kept) for kept in self._database.stream(self.name, self.last)]

    def _take(self, kept: Kept) -> Record:
        if kept.n != self.last + 1:
            raise Unreadable(say("is missing"))
        record, check = decode(kept.line, self._check)
        if record.get("n") != kept.n or not isinstance(record.get("do"), str):
            raise Unreadable(say("does not say what was done"))
        self.last, self._check = kept.n, check
        self._note(record)
        if kept.once:
            self.done.add(kept.once)
        return record

    def _write(self, fields: Mapping[str, Any], number: int) -> None:
        if fields.get("do") in _TURNS:
            fields = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **fields}
        line, check = encode(fields, self._check)
        if self._later is None:
            self._database.append(self.name, number, line, self.once)
        else:
            self._later.append(self._database.begin_append(self.name, number, line, self.once))
        self.last, self._check = number, check
        self._note(fields)
        if self.once is not None:
            self.done.add(self.once)
            self.once = None

    def _note(self, record: Mapping[str, Any]) -> None:
        if record.get("do") not in _SO_FAR:
            self.moved = self.last
        if record.get("do") in _TURNS:
            self._note_time(record.get("at"))

    def _note_time(self, written: object) -> None:
        """Notes since when it is where it is; a log of before may not say it."""
        with contextlib.suppress(ValueError):
            found = datetime.fromisoformat(str(written))
            self.since = found if found.tzinfo is not None else self.since


def copied(database: Database, name: str, header: Header, records: Iterable[Record]) -> Stream:
    """A new stream with what is good of a damaged one."""
    stream = Stream.begun(database, name, header)
    for record in records:
        stream.append({key: value for key, value in record.items() if key != "n"})
    return stream


__all__ = ["Behind", "Stream", "copied"]
