"""A saved game open for reading or writing: an append-only file, never ahead of what it has confirmed and never behind.

A decision is appended, made to last, and only then acknowledged. State is never stored: it is derived from the
records, so that a saved game can always be proved by playing it again.
"""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self

from game.play.disk import REAL_DISK, Disk
from game.play.record import (
    FORMAT,
    MAX_FILE,
    MAX_RECORDS,
    MAX_VALUES,
    Header,
    Record,
    SaveFault,
    Scan,
    Unreadable,
    count_values,
    encode,
    scan,
    write,
)
from game.play.writing import faults, publish, write_beside
from game.translation import say


class Reading(NamedTuple):
    """What a saved game holds: its header, its good records in order, and what a person should be told about it."""

    header: Header
    records: tuple[Record, ...]
    notes: tuple[str, ...]


class _End(NamedTuple):
    """The end of what is known to be good: length in bytes, values, check of the last line, number of its record."""

    length: int
    n_values: int
    check: bytes
    last: int


class Log:
    """A saved game open for writing, by one writer at a time and from one thread at a time.

    `reading` is what the file held when it was opened, with notes on anything that was recovered.
    """

    reading: Reading

    def __init__(self, path: Path, disk: Disk) -> None:
        """Opens and, where needed, mends a file; `create` and `open` are the ways to call this."""
        self.path = path
        self._disk = disk
        self._end = _End(0, 0, b"", 0)
        self._is_whole = True
        with faults(path, say("The file is as it was.")):
            self._file = disk.open(path, is_new=False)
            try:
                self._recover()
            except BaseException:
                self.close()
                raise

    @classmethod
    def create(cls, path: Path, header: Header, *, disk: Disk = REAL_DISK) -> Log:
        """A new saved game at `path`, with no record yet: either whole or, if anything fails, not there.

        Raises `SaveFault` when the name is taken, the header could not be read back, or the disk refuses.
        """
        try:
            data, _ = write(header, ())
        except Unreadable as error:
            raise _unwritable(path, error) from None
        with faults(path, say("No other saved game was touched.")):
            disk.make_folder(path.parent)
            publish(disk, path, data)
        return cls(path, disk)

    @classmethod
    def open(cls, path: Path, *, disk: Disk = REAL_DISK) -> Log:
        """An existing saved game, to go on with after its last good record.

        A torn last line goes to `<name>.torn-<n>` before it is cut off. A file damaged further up, or of an older
        format, is first copied whole to `<name>.damaged-<n>` or `<name>.format-<n>`. The notes say so.

        Raises `SaveInUse` when another window or program has it, `SaveFault` when it cannot be read or mended.
        """
        return cls(path, disk)

    @property
    def last(self) -> int:
        """The number of the last acknowledged record; 0 when there is none."""
        return self._end.last

    def append(self, record: Mapping[str, Any]) -> int:
        """Writes one record and returns its number, once it would outlast a power cut.

        `record` has a text `do` and fields that JSON holds, without `n` and `check`, which are given here. After a
        `SaveFault` the record is not in the file, every record before it is, and the same call may be tried again.
        """
        if not isinstance(record.get("do"), str) or not record["do"] or "n" in record or "check" in record:
            message = f'a record says in text what to "do", and leaves "n" and "check" to the log: {record!r}'
            raise ValueError(message)
        number = self._end.last + 1
        try:
            line, check = encode({"n": number, **record}, self._end.check)
        except Unreadable as error:
            raise _unwritable(self.path, error) from None
        end = _End(self._end.length + len(line), self._end.n_values + count_values(line), check, number)
        if end.length > MAX_FILE or end.n_values > MAX_VALUES or number > MAX_RECORDS:
            raise SaveFault(
                str(self.path),
                say(
                    "the saved game has grown to {number:,} records and {length:,} bytes, and takes no more.",
                    number=number,
                    length=end.length,
                ),
                say("a shorter game."),
                say("going on in a new one. Everything up to record {last} is safe in this one.", last=self._end.last),
            )
        safe = say("Everything up to record {last} is safe in the file, and the game can go on unsaved.", last=self._end.last)
        with faults(self.path, safe):
            try:
                self._check_end()
                self._is_whole = False  # also if somebody presses Ctrl-C in the middle
                self._file.append(line)
                self._file.fsync()
            except OSError:
                with contextlib.suppress(OSError):
                    self._check_end()
                raise
        self._end = end
        self._is_whole = True
        return number

    def close(self) -> None:
        """Lets others write; everything acknowledged is on disk already."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _check_end(self) -> None:
        """Cuts off what a failed append left, and otherwise sees that nobody else has written."""
        if not self._is_whole:
            self._file.truncate(self._end.length)
            self._is_whole = True
        elif self._file.length() != self._end.length:
            raise OSError(errno.ESTALE, say("another program has changed the file"))

    def _recover(self) -> None:
        """Reads the file under its lock and leaves it ending in a good line of today's format."""
        found = load(self._disk, self.path)
        notes = list(found.notes)
        if found.rest:
            kept = self._keep(found.rest, "torn") if found.is_torn else self._keep(self._whole(), "damaged")
            notes.append(
                say("It is kept as {name}.", name=kept.name)
                if found.is_torn
                else say("The file as it was is kept as {name}.", name=kept.name)
            )
        if found.written_as != FORMAT:
            kept = self._keep(self._whole(), f"format-{found.written_as}")
            notes.append(say("The file as it was is kept as {name}.", name=kept.name))
            self._replace(found.good)
        elif found.rest:
            self._file.truncate(len(found.good))
            self._file.fsync()
        self._end = _End(len(found.good), found.n_values, found.check, len(found.records))
        self.reading = Reading(found.header, found.records, tuple(notes))

    def _whole(self) -> bytes:
        return self._disk.read(self.path, 0, MAX_FILE)

    def _keep(self, data: bytes, word: str) -> Path:
        """Puts bytes in a new file beside this one, to last."""
        path = write_beside(self._disk, self.path, word, data)
        self._disk.fsync_folder(path.parent)
        return path

    def _replace(self, data: bytes) -> None:
        """Puts other contents in the file's place at once, and goes on with those."""
        old = self._file
        if sys.platform == "win32":  # where a file that is open cannot be replaced
            old.close()
        publish(self._disk, self.path, data, over=True)
        self._file = self._disk.open(self.path, is_new=False)
        old.close()


def read_log(path: Path, *, disk: Disk = REAL_DISK) -> Reading:
    """What a saved game holds, up to any damage, without changing it; the notes say what was left out and why.

    The file may come from anywhere. Raises `SaveFault` when its header cannot be read, when it is larger than the
    format allows, or when a newer program wrote it; never anything else, whatever the bytes.
    """
    with faults(path, say("Nothing was changed.")):
        found = load(disk, path)
    return Reading(found.header, found.records, found.notes)


def load(disk: Disk, path: Path) -> Scan:
    """What a file holds. Raises `OSError` when the disk refuses, `SaveFault` as `scan` does."""
    data = disk.read(path, 0, MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise OSError(errno.EINVAL, say("larger than {most:,} bytes", most=MAX_FILE))
    return scan(data, str(path))


def _unwritable(path: Path, error: Unreadable) -> SaveFault:
    return SaveFault(
        str(path),
        say("this cannot be written: the line {error}.", error=error),
        say("what a saved game can hold."),
        say("something shorter or plainer. Nothing was written, and what was there before is safe."),
    )
