"""Writing so that nothing a person made is lost: a whole file is written beside, made to last, and only then given its name.

What the disk says when it refuses is turned into words here, for every file that the game writes.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
from collections.abc import Iterator
from pathlib import Path

from game.play.disk import Disk
from game.play.record import SaveFault, SaveInUse
from game.translation import later, say


def write_beside(disk: Disk, path: Path, word: str, data: bytes) -> Path:
    """Writes a new file, its contents made to last, under the first free number beside `path`."""
    for number in itertools.count(1):
        beside = path.with_name(f"{path.name}.{word}-{number}")
        try:
            file = disk.open(beside, is_new=True)
        except FileExistsError:
            continue
        break
    try:
        with contextlib.closing(file):
            file.append(data)
            file.fsync()
    except OSError:
        with contextlib.suppress(OSError):
            disk.remove(beside)
        raise
    return beside


def publish(disk: Disk, path: Path, data: bytes, *, over: bool = False) -> None:
    """Writes a whole file beside `path`, makes it last, and only then gives it the name."""
    beside = write_beside(disk, path, "new", data)
    try:
        disk.rename(beside, path, over=over)
    except OSError:
        with contextlib.suppress(OSError):
            disk.remove(beside)
        raise
    disk.fsync_folder(path.parent)


# What the disk may say, by its number: what was found, what was expected, what to try.
_ROOM = (later("room for a few kilobytes."), later("freeing some space, and the same again."))
_RIGHTS = (
    later("a file and a folder that you may read and write."),
    later("another folder, or asking whoever looks after this one."),
)
_CAUSES = {
    errno.ENOSPC: (later("the disk is full."), *_ROOM),
    errno.EDQUOT: (later("your share of the disk is used up."), *_ROOM),
    errno.EFBIG: (later("the system lets the file grow no further."), *_ROOM),
    errno.EROFS: (later("this disk can be read but not written."), *_RIGHTS),
    errno.EACCES: (later("the system does not permit it."), *_RIGHTS),
    errno.EPERM: (later("the system does not permit it."), *_RIGHTS),
    errno.EEXIST: (later("there is already something by that name."), later("a name that is free."), later("another name.")),
    errno.ENOTDIR: (
        later("on the way to it there is a file where a folder is meant."),
        later("a folder."),
        later("another folder."),
    ),
    errno.EISDIR: (later("this is a folder."), later("a saved game."), later("a file in it.")),
}
_GONE = {
    errno.ENOENT: later("there is no such file: the name is wrong, or it was moved or deleted."),
    errno.ESTALE: later("another program has changed this file since the game opened it."),
}


@contextlib.contextmanager
def faults(path: Path, safe: str) -> Iterator[None]:
    """Turns what the disk says into a `SaveFault`, `SaveInUse` where another has the file open; `safe` tells what is not lost."""
    where = str(path)
    if "\0" in where:
        raise SaveFault(
            ascii(where), say("no file can have this name."), say("a name without null characters."), say("another name.")
        )
    try:
        yield
    except BlockingIOError:
        raise SaveInUse(
            where,
            say("this saved game is open in another window or program."),
            say("one writer at a time."),
            say("closing it there first, or going on here from a copy of it."),
        ) from None
    except OSError as error:
        if error.errno in _GONE:
            raise SaveFault(
                where,
                say(_GONE[error.errno]),
                say("the file that was there."),
                say("another name. A game that is being played can go on, and be saved under a new one."),
            ) from error
        said = (f"{error.strerror or error}.", say("an ordinary file and a disk in order."), say("another file or folder."))
        found, expected, help = (say(one) for one in _CAUSES[error.errno]) if error.errno in _CAUSES else said
        raise SaveFault(where, found, expected, f"{help} {safe}") from error
