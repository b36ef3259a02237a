"""What is acknowledged is there: after a power cut at any moment, after a full disk, after kill -9 in the midst.

The law has three parts. Every acknowledged record is there bit for bit; the log opens and goes on; and of what a
person made, not one byte is lost even where it is damaged.
"""

from __future__ import annotations

import contextlib
import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

import game.play.store
from game.play import record
from game.play.log import Log, read_log
from game.play.record import Header, SaveFault, SaveInUse
from game.play.store import SUFFIX, copy_prefix

HEADER = Header("barnet", "c0ffee", 7, "1.0", "2031-02-03T09:30:00+00:00", "A game")
PATH = Path("/saves/game.wholeplace")


class PowerCutError(BaseException):
    """The power has gone: nothing the program does from here on has any effect."""


@dataclass(eq=False)
class _Contents:
    """What a file holds for the program, and what of it would outlast a power cut."""

    data: bytes = b""
    kept: bytes = b""
    is_locked: bool = False


class ForgetfulDisk:
    """A disk in memory that keeps through a power cut what was fsynced, and of the rest what the cut leaves.

    The power goes at operation `cut_at`, which has no effect any more. At each operation in `full_at`, the disk is
    full: half of what is appended is written. Files made, renamed and removed last once their folder is fsynced.
    """

    def __init__(self, files: dict[Path, bytes] | None = None) -> None:
        self._names = {path: _Contents(data, data) for path, data in (files or {}).items()}
        self._kept_names = dict(self._names)
        self.n_operations = 0
        self.cut_at: int | None = None
        self.full_at: Callable[[int], bool] = lambda _: False

    def operate(self, path: Path) -> None:
        """Counts one operation that changes something, and fails it where its turn has come."""
        if self.cut_at is not None and self.n_operations >= self.cut_at:
            raise PowerCutError
        self.n_operations += 1
        if self.full_at(self.n_operations - 1):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    def after_power_cut(self, leaves: str) -> ForgetfulDisk:
        """The disk once the power is back.

        Of what was not fsynced, the cut `leaves` none, the names alone, half, the length without the bytes, or all.
        """
        names = self._kept_names if leaves == "none" else self._names
        return ForgetfulDisk({path: self._left(contents, leaves) for path, contents in names.items()})

    @staticmethod
    def _left(contents: _Contents, leaves: str) -> bytes:
        alike = (one == other for one, other in zip(contents.data, contents.kept, strict=False))
        common = sum(takewhile(bool, alike))
        if leaves in {"none", "names"} or common == len(contents.data):
            return contents.data if leaves == "all" else contents.kept
        added = contents.data[common:]
        left = {"half": added[: len(added) // 2], "length": bytes(len(added)), "all": added}[leaves]
        return contents.data[:common] + left

    def files(self) -> dict[Path, bytes]:
        """Everything on the disk, as the program sees it."""
        return {path: contents.data for path, contents in self._names.items()}

    def contents(self, path: Path) -> _Contents:
        """The file of that name."""
        if path not in self._names:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return self._names[path]

    def size(self, path: Path) -> tuple[int, float]:
        """The file's length; there is no clock."""
        return len(self.contents(path).data), 0.0

    def read(self, path: Path, start: int, length: int) -> bytes:
        """Part of a file."""
        return self.contents(path).data[start : start + length]

    def names(self, folder: Path) -> list[Path]:
        """What is in a folder."""
        return [path for path in self._names if path.parent == folder]

    def make_folder(self, folder: Path) -> None:
        """There is every folder."""

    def open(self, path: Path, *, is_new: bool) -> _ForgetfulFile:
        """Opens and locks a file."""
        if is_new:
            if path in self._names:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            self.operate(path)
            self._names[path] = _Contents()
        if self.contents(path).is_locked:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
        return _ForgetfulFile(self, path)

    def rename(self, source: Path, target: Path, *, over: bool) -> None:
        """Gives a file another name."""
        if target in self._names and not over:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        self.operate(target)
        self._names[target] = self._names.pop(source)

    def remove(self, path: Path) -> None:
        """Takes a file away, even on a full disk."""
        with contextlib.suppress(OSError):
            self.operate(path)
        del self._names[path]

    def fsync_folder(self, folder: Path) -> None:
        """Makes the names last."""
        self.operate(folder)
        self._kept_names = dict(self._names)


class _ForgetfulFile:
    """A file of a `ForgetfulDisk`, open for writing."""

    def __init__(self, disk: ForgetfulDisk, path: Path) -> None:
        self._disk = disk
        self._path = path
        self._contents = disk.contents(path)
        self._contents.is_locked = True

    def length(self) -> int:
        if self._disk.contents(self._path) is not self._contents:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._path))
        return len(self._contents.data)

    def append(self, data: bytes) -> None:
        try:
            self._disk.operate(self._path)
        except OSError:
            self._contents.data += data[: len(data) // 2]
            raise
        self._contents.data += data

    def truncate(self, length: int) -> None:
        self._disk.operate(self._path)
        self._contents.data = self._contents.data[:length]

    def fsync(self) -> None:
        self._disk.operate(self._path)
        self._contents.kept = self._contents.data

    def close(self) -> None:
        self._contents.is_locked = False


@dataclass
class Told:
    """What the program has been told is safe: for each saved game, the bytes and the records."""

    bytes_of: dict[Path, bytes] = field(default_factory=dict)
    records_of: dict[Path, tuple[dict[str, Any], ...]] = field(default_factory=dict)

    def is_safe(self, disk: ForgetfulDisk, path: Path) -> None:
        """Notes what is in a file at the moment in which it is acknowledged."""
        self.bytes_of[path] = disk.files()[path]
        self.records_of[path] = read_log(path, disk=disk).records


def _append(disk: ForgetfulDisk, log: Log, told: Told, n_records: int) -> None:
    told.is_safe(disk, log.path)
    for number in range(n_records):
        log.append({"do": "choose", "option": f"option {number}", "why": "said " * 5})
        told.is_safe(disk, log.path)


def a_new_game(disk: ForgetfulDisk, told: Told) -> None:
    """A game is begun, left, taken up again, and branched."""
    with Log.create(PATH, HEADER, disk=disk) as log:
        _append(disk, log, told, 3)
    an_old_game(disk, told)
    branch = copy_prefix(PATH, 2, disk=disk)
    told.is_safe(disk, branch)
    with Log.open(branch, disk=disk) as log:
        _append(disk, log, told, 1)


def an_old_game(disk: ForgetfulDisk, told: Told) -> None:
    """A game that is there is taken up, whatever state it is in."""
    with Log.open(PATH, disk=disk) as log:
        _append(disk, log, told, 2)


RECORDS = [{"do": "end_turn", "turn": turn} for turn in range(1, 5)]
WHOLE = record.write(HEADER, RECORDS)[0]
OLD = record.write(HEADER, RECORDS)[0].replace(b'"format": 1', b'"format": 0')


def _reseal(data: bytes) -> bytes:
    """The same lines with the checks that belong to them."""
    check, lines = b"", []
    for line in data.splitlines():
        body = line[: line.rindex(b', "check"')]
        check = record._check(check, body)  # the bytes of the format itself are tested in test_record
        lines.append(body + b', "check": "' + check + b'"}\n')
    return b"".join(lines)


STORIES: dict[str, tuple[Callable[[ForgetfulDisk, Told], None], dict[Path, bytes]]] = {
    "new": (a_new_game, {}),
    "whole": (an_old_game, {PATH: WHOLE}),
    "torn": (an_old_game, {PATH: WHOLE + b'{"n": 5, "do": "choo'}),
    "torn twice": (an_old_game, {PATH: WHOLE[:-9], PATH.with_name(PATH.name + ".torn-1"): b"from before"}),
    "damaged": (an_old_game, {PATH: WHOLE.replace(b'"turn": 2', b'"turn": 3')}),
    "older": (an_old_game, {PATH: _reseal(OLD)}),
    "older and torn": (an_old_game, {PATH: _reseal(OLD) + b'{"n'}),
    "older and damaged": (an_old_game, {PATH: _reseal(OLD).replace(b'"turn": 2', b'"turn": 3')}),
}


@pytest.fixture(autouse=True)
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """There has been a format 0, in which turns were counted from 0."""
    monkeypatch.setitem(
        record.MIGRATIONS,
        0,
        lambda fields, records: (fields, [{**each, "turn": each["turn"] - 1} for each in records]),
    )


def hold_to_the_law(disk: ForgetfulDisk, told: Told, before: dict[Path, bytes]) -> None:
    """What was acknowledged is there bit for bit, nothing found is lost, and every game opens and goes on."""
    for path, data in told.bytes_of.items():
        assert disk.files()[path].startswith(data)
    for path, data in before.items():
        # In its place or whole beside it, or its good part in its place and the rest beside it.
        parts = [(data.removesuffix(other), other) for other in [b"", *disk.files().values()] if data.endswith(other)]
        assert any(disk.files()[path].startswith(good) or other == data for good, other in parts)
    for path in [path for path in disk.files() if path.suffix == SUFFIX]:
        acknowledged = told.records_of.get(path, ())
        with Log.open(path, disk=disk) as log:
            found = log.reading.records
            assert found[: len(acknowledged)] == acknowledged
            if path in told.records_of:
                assert len(found) <= len(acknowledged) + 1
            number = log.append({"do": "back"})
        assert read_log(path, disk=disk).records == (*found, {"n": number, "do": "back"})


def _cut_everywhere(name: str, make: type[ForgetfulDisk], leaves: str) -> int:
    """Tells a story again and again, each time with the power going one operation later; returns how often it went."""
    story, before = STORIES[name]
    for moment in range(1000):
        disk, told = make(before), Told()
        disk.cut_at = moment
        try:
            story(disk, told)
        except PowerCutError:
            hold_to_the_law(disk.after_power_cut(leaves), told, before)
        else:
            hold_to_the_law(disk.after_power_cut(leaves), told, before)
            return moment
    raise AssertionError


@pytest.mark.parametrize("leaves", ["none", "names", "half", "length", "all"])
@pytest.mark.parametrize("name", STORIES)
def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(name: str, leaves: str) -> None:
    """Wherever the power goes, and whatever of the unfinished work the disk kept, the law holds."""
    assert _cut_everywhere(name, ForgetfulDisk, leaves) >= (20 if name == "new" else 4)


class _HastyDisk(ForgetfulDisk):
    """A disk that says a file or folder would last when it would not."""

    def fsync_folder(self, folder: Path) -> None:
        self.operate(folder)


@pytest.mark.parametrize("name", ["new", "torn", "damaged", "older"])
def test_the_law_notices_a_disk_that_lies(name: str) -> None:
    """The test itself can fail: where folders are not made to last, it finds a moment at which something is lost."""
    with pytest.raises((AssertionError, KeyError)):
        _cut_everywhere(name, _HastyDisk, "none")


@pytest.mark.parametrize("is_lasting", [False, True])
@pytest.mark.parametrize("name", STORIES)
def test_a_full_disk_at_any_moment(name: str, is_lasting: bool) -> None:
    """Whichever operation finds the disk full, once or from then on, the answer is words, and room makes it go on."""
    story, before = STORIES[name]
    n_refused = 0
    for moment in range(1000):
        disk, told = ForgetfulDisk(before), Told()
        disk.full_at = (lambda n, at=moment: n >= at) if is_lasting else (lambda n, at=moment: n == at)  # type: ignore[misc]
        try:
            story(disk, told)
        except SaveFault as fault:
            n_refused += 1
            assert "the disk is full" in fault.found  # noqa: PT017 - the last time it does not come
        else:
            break
        disk.full_at = lambda _: False
        hold_to_the_law(disk.after_power_cut("all"), told, before)
        hold_to_the_law(disk.after_power_cut("none"), told, before)
        assert not [path for path in disk.files() if ".new-" in path.name]
    assert n_refused >= 4


@pytest.mark.parametrize("is_lasting", [False, True])
def test_a_game_goes_on_through_a_full_disk(is_lasting: bool) -> None:
    """A refused record can be given again to the same log, and the file is then as if nothing had been."""
    for moment in range(2):
        disk = ForgetfulDisk({PATH: WHOLE})
        with Log.open(PATH, disk=disk) as log:
            start = disk.n_operations + moment
            disk.full_at = lambda n, start=start: n >= start if is_lasting else n == start  # type: ignore[misc]
            for _ in range(3 if is_lasting else 1):
                with pytest.raises(SaveFault, match="up to record 4 is safe"):
                    log.append({"do": "choose"})
                assert [each["turn"] for each in read_log(PATH, disk=disk).records[:4]] == [1, 2, 3, 4]
            disk.full_at = lambda _: False
            assert log.append({"do": "attend"}) == 5
        assert disk.files() == {PATH: record.write(HEADER, [*RECORDS, {"do": "attend"}])[0]}


def test_an_interrupted_append_is_cut_off_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C between writing and acknowledging leaves no second record of the same number."""
    path = tmp_path / "game.wholeplace"

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with Log.create(path, HEADER) as log:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", interrupt)
            with pytest.raises(KeyboardInterrupt):
                log.append({"do": "choose"})
        assert log.append({"do": "attend"}) == 1
    assert read_log(path).records == ({"n": 1, "do": "attend"},)


WRITER = """
import sys
from pathlib import Path
from game.play.log import Log
from game.play.record import Header
path = Path(sys.argv[1])
log = Log.open(path) if path.exists() else Log.create(path, Header("barnet", "c0ffee", 7, "1", "2031-02-03", "A game"))
while True:
    number = log.last + 1
    print(log.append({"do": "choose", "option": f"option {number}", "why": "x" * (number % 5000)}), flush=True)
"""


@pytest.mark.slow
def test_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    """A writer killed with -9 twenty times, each time going on with the same file, keeps all that it acknowledged."""
    path = tmp_path / "game.wholeplace"
    chance = random.Random(20310203)  # noqa: S311 - moments, not secrets
    root = str(Path(game.play.store.__file__).parents[2])
    last = 0
    for _ in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": root},
        ) as writer:
            assert writer.stdout is not None
            told = [writer.stdout.readline()]
            with pytest.raises(SaveInUse):
                Log.open(path)
            time.sleep(chance.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
            told += writer.stdout.readlines()
        acknowledged = [int(line) for line in told if line.endswith(b"\n")]
        assert acknowledged == list(range(last + 1, last + 1 + len(acknowledged)))
        with Log.open(path) as log:
            records = log.reading.records
        assert acknowledged[-1] <= len(records) <= acknowledged[-1] + 1
        assert all(each["option"] == f"option {each['n']}" for each in records)
        assert all(len(each["why"]) == each["n"] % 5000 for each in records)
        last = len(records)
    assert last > 20
