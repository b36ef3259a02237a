"""The file layer under a saved game: the few operations that a log needs, and what the machine makes of them.

It is a protocol so that tests can put in its place a disk that forgets whatever was not made to last, that fills up,
or that loses its power between any two operations.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import weakref
from io import FileIO
from pathlib import Path
from typing import Protocol

from game.translation import say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class OpenFile(Protocol):
    """A file open for writing by one writer at a time. Every method raises `OSError` when the disk refuses."""

    def length(self) -> int:
        """The file's length in bytes. Raises `FileNotFoundError` when its name no longer leads to it."""

    def append(self, data: bytes) -> None:
        """Writes all the bytes at the end; after a failure, some of them may be there."""

    def truncate(self, length: int) -> None:
        """Cuts the file to `length` bytes."""

    def fsync(self) -> None:
        """Returns once the file's contents would outlast a power cut."""

    def close(self) -> None:
        """Closes the file and lets other writers in."""


class Disk(Protocol):
    """Files by name. Every method raises `OSError` when the disk refuses."""

    def size(self, path: Path) -> tuple[int, float]:
        """The file's length in bytes, and when it was last written, in seconds since 1970."""

    def read(self, path: Path, start: int, length: int) -> bytes:
        """At most `length` bytes from `start` on. Raises `OSError` for what is not an ordinary file."""

    def names(self, folder: Path) -> list[Path]:
        """What is in a folder, by name."""

    def make_folder(self, folder: Path) -> None:
        """Makes the folder and those above it, to last, where they are missing."""

    def open(self, path: Path, *, is_new: bool) -> OpenFile:
        """Opens a file to append to. Raises `BlockingIOError` when another has it, `FileExistsError` if not new."""

    def rename(self, source: Path, target: Path, *, over: bool) -> None:
        """Gives a file another name, at once or not at all. Raises `FileExistsError` if taken, unless `over`."""

    def remove(self, path: Path) -> None:
        """Takes a file away."""

    def fsync_folder(self, folder: Path) -> None:
        """Returns once the names in the folder would outlast a power cut."""


class RealFile:
    """An ordinary file, locked for this writer alone."""

    def __init__(self, path: Path, *, is_new: bool) -> None:
        flags = os.O_RDWR | os.O_APPEND | (os.O_CREAT | os.O_EXCL if is_new else 0)
        self._path = path
        self._file: FileIO = open(_handle(path, flags), "ab", buffering=0)  # noqa: SIM115 - held open
        try:
            _lock(self._file.fileno())
            self._follow()
        except BaseException:
            self._file.close()
            raise
        _OPEN.add(self)

    def _follow(self) -> None:
        """Refuses to write where no name leads: the file was deleted, or another put in its place."""
        here, there = os.fstat(self._file.fileno()), self._path.stat()
        if sys.platform != "win32" and (here.st_dev, here.st_ino) != (there.st_dev, there.st_ino):
            raise FileNotFoundError(errno.ENOENT, say("another file has taken its place"), str(self._path))

    def length(self) -> int:
        """The file's length in bytes. Raises `FileNotFoundError` when its name no longer leads to it."""
        self._follow()
        return os.fstat(self._file.fileno()).st_size

    def append(self, data: bytes) -> None:
        """Writes all the bytes at the end, however many calls that takes."""
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def truncate(self, length: int) -> None:
        """Cuts the file to `length` bytes."""
        self._file.truncate(length)

    def fsync(self) -> None:
        """Asks the system, and on macOS the drive itself, to make the contents last."""
        if sys.platform == "darwin":
            with contextlib.suppress(OSError):  # not every file system there knows it
                fcntl.fcntl(self._file.fileno(), fcntl.F_FULLFSYNC)
                return
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Closes the file, and with it the lock."""
        self._file.close()


class RealDisk:
    """The machine's own disk."""

    def size(self, path: Path) -> tuple[int, float]:
        """The file's length in bytes, and when it was last written, in seconds since 1970."""
        found = path.stat()
        return found.st_size, found.st_mtime

    def read(self, path: Path, start: int, length: int) -> bytes:
        """At most `length` bytes from `start` on; never waits, as a pipe by that name would make it."""
        with open(_handle(path, os.O_RDONLY), "rb") as file:
            file.seek(start)
            return file.read(length)

    def names(self, folder: Path) -> list[Path]:
        """What is in a folder, by name."""
        return sorted(folder.iterdir())

    def make_folder(self, folder: Path) -> None:
        """Makes the folder and those above it, each made to last before the next."""
        if not folder.is_dir():
            self.make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            self.fsync_folder(folder.parent)

    def open(self, path: Path, *, is_new: bool) -> RealFile:
        """Opens and locks an ordinary file to append to."""
        return RealFile(path, is_new=is_new)

    def rename(self, source: Path, target: Path, *, over: bool) -> None:
        """Gives a file another name, at once or not at all."""
        if over:
            source.replace(target)
            return
        if sys.platform != "win32":
            # A second name, and then the first taken away: unlike a rename, this never replaces what is there.
            try:
                os.link(source, target)
            except FileExistsError:
                raise
            except OSError:  # a file system without second names, such as a memory stick's
                if target.exists():
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
            else:
                source.unlink()
                return
        source.rename(target)

    def remove(self, path: Path) -> None:
        """Takes a file away."""
        path.unlink()

    def fsync_folder(self, folder: Path) -> None:
        """Makes the names in a folder last; Windows does so by itself, and some network drives cannot."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}:
                raise
        finally:
            os.close(handle)


REAL_DISK = RealDisk()


def make_private(path: Path) -> None:
    """Makes an empty file that nobody else on this machine may read, where there is none."""
    with contextlib.suppress(OSError, ValueError):  # whoever opens it is told
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


_OPEN: weakref.WeakSet[RealFile] = weakref.WeakSet()
# Bytes as they are on Windows, no waiting for the other end of a pipe elsewhere; closed in programs started from here.
_EXTRA: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_NONBLOCK", 0)
_BEYOND = 2**31 - 2  # Windows locks bytes against readers too: one that no save reaches


def _handle(path: Path, flags: int) -> int:
    """Opens what must be an ordinary file: no folder, pipe or device."""
    handle = os.open(path, flags | _EXTRA, 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, say("not an ordinary file"), str(path))
    return handle


def _lock(handle: int) -> None:
    """Locks an open file for its one writer, also against this same process. Raises `BlockingIOError` if taken."""
    if sys.platform == "win32":
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(errno.EAGAIN, say("in use")) from error
    else:
        try:
            # Not lockf: its lock is lost as soon as anybody in this process closes the same file, even after reading.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A network drive without locks: better played than refused, and `Log.append` sees another's writing.
            if error.errno not in {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}:
                raise


def _close_in_child() -> None:
    """Lets go of the files in a forked worker, which would otherwise hold their locks after the game is gone."""
    for file in tuple(_OPEN):
        file.close()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_close_in_child)
