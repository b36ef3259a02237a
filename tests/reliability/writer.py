"""A program that writes as the game does, and is killed by -9 at one of its write points: `writer STORY FOLDER POINT`.

Every operation on a disk that changes something is a point, and the middle of every write is one too. What would be acknowledged
to a person is printed, a line each, once it is. With point 0 nothing kills it, and it says at its end how many points it had.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from game.play import record
from game.play.disk import OpenFile, RealDisk, RealFile
from game.play.keeping import copy, discard
from game.play.log import Log
from game.play.record import Header
from game.play.store import copy_prefix

NAME = "game.wholeplace"
DATABASE = "workshop.db"
HEADER = Header("barnet", "c0ffee", 7, "0.1.0", "2031-02-03T09:30:00+00:00", "A game")
N_RECORDS = 4


def the_record(number: int) -> dict[str, Any]:
    """What the record of that number says."""
    return {"do": "choose", "dilemma": "pitch", "option": f"option {number}", "why": "x" * (3 + 997 * (number % 3))}


def written(n: int, *, older: bool = False) -> bytes:
    """A saved game of so many records, as it must be on the disk; in the format before this one, if asked."""
    whole, _ = record.write(HEADER, [the_record(number) for number in range(1, n + 1)])
    if not older:
        return whole
    check, lines = b"", []
    for line in whole.replace(b'"format": 1', b'"format": 0').splitlines():
        body = line[: line.rindex(b', "check"')]
        check = record._check(check, body)  # there has been no older format yet, so its checks are made here
        lines.append(body + b', "check": "' + check + b'"}\n')
    return b"".join(lines)


class Points:
    """The write points that a program passes, one of which is its last."""

    def __init__(self, last: int) -> None:
        self.n = 0
        self._last = last

    def __call__(self) -> None:
        """Passes one point, or dies at it."""
        self.n += 1
        if self.n == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


class DeadlyDisk(RealDisk):
    """The machine's own disk, with a point before each of its operations that change something."""

    def __init__(self, points: Points) -> None:
        self._points = points

    def make_folder(self, folder: Path) -> None:
        """A point, and the folder."""
        self._points()
        super().make_folder(folder)

    def open(self, path: Path, *, is_new: bool) -> RealFile:
        """A point, and the file, whose operations are points too."""
        self._points()
        file = super().open(path, is_new=is_new)
        deadly(file, self._points)
        return file

    def rename(self, source: Path, target: Path, *, over: bool) -> None:
        """A point, and the name."""
        self._points()
        super().rename(source, target, over=over)

    def remove(self, path: Path) -> None:
        """A point, and the file gone."""
        self._points()
        super().remove(path)

    def fsync_folder(self, folder: Path) -> None:
        """A point, and names that last."""
        self._points()
        super().fsync_folder(folder)


def deadly(file: OpenFile, points: Points) -> None:
    """Puts a point before each operation of a file, and one into the middle of each write."""
    append, truncate, fsync = file.append, file.truncate, file.fsync

    def appended(data: bytes) -> None:
        points()
        append(data[: len(data) // 2])
        points()
        append(data[len(data) // 2 :])

    def truncated(length: int) -> None:
        points()
        truncate(length)

    def lasting() -> None:
        points()
        fsync()

    for name, do in (("append", appended), ("truncate", truncated), ("fsync", lasting)):
        setattr(file, name, do)


def acknowledge(*words: object) -> None:
    """Tells what is safe from now on."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


# The stories: what is done in a folder that `prepare` has made ready.


def begin(folder: Path, disk: RealDisk) -> None:
    """A game is begun, in a folder that is not there yet."""
    Log.create(folder / "saves" / NAME, HEADER, disk=disk).close()
    acknowledge("records", f"saves/{NAME}", 0)


def decide(folder: Path, disk: RealDisk) -> None:
    """Decisions are saved as they are made."""
    with Log.open(folder / NAME, disk=disk) as log:
        acknowledge("records", NAME, log.last)
        for _ in range(3):
            acknowledge("records", NAME, log.append(the_record(log.last + 1)))


def branch(folder: Path, disk: RealDisk) -> None:
    """A game is gone on with from an earlier quarter, in a copy."""
    path = copy_prefix(folder / NAME, 2, disk=disk)
    acknowledge("records", path.name, 2)


def keep(folder: Path, disk: RealDisk) -> None:
    """A game is copied under a name, and the copy thrown away again."""
    path = copy(folder / NAME, "before the pool", disk=disk)
    acknowledge("records", path.name, N_RECORDS)
    where = discard(path, disk=disk)
    acknowledge("moved", path.name, where.relative_to(folder))


def settings(folder: Path, disk: RealDisk) -> None:
    """Settings are changed twice."""
    import game.desktop.settings  # which takes longer than the rest together

    for size in (125, 150):
        changed = game.desktop.settings.Settings(text=size)
        game.desktop.settings.save(changed, folder / "settings.json", disk=disk)
        acknowledge("settings", "settings.json", size)


def export(folder: Path, disk: RealDisk) -> None:
    """A report is written, and written over by a later one."""
    import game.cli.output

    vars(game.cli.output)["REAL_DISK"] = disk
    for number in (1, 2):
        game.cli.output.write_files([(folder / "report.html", b"<p>%d</p>" % number * 2_000)], over=True)
        acknowledge("export", "report.html", number)


def workshop(folder: Path, disk: RealDisk) -> None:
    """A workshop's database is made, a table decides, and names itself."""
    import sqlalchemy as sa

    from game.workshop.database import Database
    from game.workshop.rows import NAMES
    from game.workshop.stream import Stream

    points = disk._points if isinstance(disk, DeadlyDisk) else Points(0)
    # Before each statement, whoever gives it: the engine, or the writer past it.
    sa.event.listen(sa.Engine, "connect", lambda connection, _: connection.set_trace_callback(lambda _: points()))
    database = Database(f"sqlite:///{folder / DATABASE}")
    stream = Stream.begun(database, "table-1", HEADER)
    for number in range(1, N_RECORDS):
        stream.once = f"key-{number}"
        stream.append(the_record(number))
        acknowledge("rows", DATABASE, number)
        points()
    database.put(NAMES, "table-1", "The night shift")
    acknowledge("name", "table-1", "The night shift")
    points()
    database.close()


STORIES: dict[str, Callable[[Path, RealDisk], None]] = {
    "save": begin,
    "autosave": decide,
    "torn": decide,
    "damaged": decide,
    "migration": decide,
    "branch": branch,
    "copy": keep,
    "settings": settings,
    "export": export,
    "workshop": workshop,
}
WITHOUT_A_GAME = ("save", "settings", "export", "workshop")


def prepare(story: str, folder: Path) -> None:
    """Puts into a folder what a story begins from."""
    whole = written(N_RECORDS)
    before = {
        "torn": whole + b'{"n": 5, "do": "choo',
        "damaged": whole.replace(b"option 3", b"option 9"),
        "migration": written(N_RECORDS, older=True),
    }
    if story not in WITHOUT_A_GAME:
        (folder / NAME).write_bytes(before.get(story, whole))


def main(story: str, folder: str, point: str) -> None:
    """Tells one story, to its end or to its point."""
    record.MIGRATIONS[0] = lambda fields, records: (fields, records)
    points = Points(int(point))
    STORIES[story](Path(folder), DeadlyDisk(points))
    acknowledge("points", points.n)


if __name__ == "__main__":
    main(*sys.argv[1:])
