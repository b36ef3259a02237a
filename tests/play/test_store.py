"""Saved games: the format, what is said of a bad file, the folder, and what happens when the disk refuses."""

from __future__ import annotations

import dataclasses
import errno
import os
import sys
import timeit
from pathlib import Path

import pytest

from game.play import record
from game.play.disk import RealDisk, RealFile
from game.play.log import Log, read_log
from game.play.record import SaveFault, SaveInUse
from game.play.shelf import SavedShelf, saved_file
from game.play.store import SUFFIX, copy_prefix, name_of, new_path, save_folder, saved_games
from game.scenario.compiler import load
from tests.play.saved import HEADER, RECORDS, numbered

pytestmark = pytest.mark.usefixtures("folder")
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files, processes and bounds")


def test_what_was_appended_is_read_back_equal(path: Path) -> None:
    """What was appended is read back equal, with numbers, header and no notes; opening again goes on after it."""
    assert read_log(path) == (HEADER, numbered(RECORDS), ())
    with Log.open(path) as log:
        assert log.reading == read_log(path)
        assert log.append({"do": "back", "to": 3}) == log.last == 6
    assert read_log(path).records[-1] == {"n": 6, "do": "back", "to": 3}


def test_what_a_workshop_adds_to_the_header_is_kept(folder: Path) -> None:
    """Fields that a solo game does not know stay in the header."""
    header = dataclasses.replace(HEADER, parameters=None, more={"teams": ["North", "South"], "mode": "teams"})
    Log.create(folder / "workshop", header).close()
    assert read_log(folder / "workshop").header == header


def test_a_file_sent_by_mail_with_other_line_ends_is_read(path: Path) -> None:
    """A mail program's carriage returns change nothing, and the game goes on after them."""
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_log(path) == (HEADER, numbered(RECORDS), ())
    with Log.open(path) as log:
        log.append(RECORDS[0])
    assert len(read_log(path).records) == 6


@pytest.mark.parametrize("kept", [0, 1, 40, -1])
def test_torn_last_line_is_moved_aside(path: Path, kept: int) -> None:
    """A last line cut short is left out with a note; opening keeps its bytes beside and goes on in its place."""
    whole = path.read_bytes()
    start = whole[:-1].rindex(b"\n") + 1
    torn = whole[start:][:kept]
    path.write_bytes(whole[:start] + torn)
    header, records, notes = read_log(path)
    assert (header, records) == (HEADER, numbered(RECORDS[:4]))
    assert bool(notes) == bool(torn)
    assert all("line 6" in note and "4 records" in note for note in notes)
    with Log.open(path) as log:
        assert log.reading.records == records
        assert log.append(RECORDS[4]) == 5
    assert path.read_bytes() == whole
    aside = path.with_name(path.name + ".torn-1")
    assert aside.exists() == bool(torn)
    if torn:
        assert aside.read_bytes() == torn
        assert aside.name in log.reading.notes[-1]


def test_damage_in_the_middle(path: Path) -> None:
    """Everything before a damaged line is read, the note names the line, and opening keeps the file as it was."""
    damaged = path.read_bytes().replace(b"ab12", b"zz99")
    path.write_bytes(damaged)
    header, records, notes = read_log(path)
    assert (header, records) == (HEADER, numbered(RECORDS[:2]))
    assert "Line 4 does not fit its check" in notes[0]
    assert path.read_bytes() == damaged
    with Log.open(path) as log:
        assert log.append({"do": "end_turn", "turn": 1}) == 3
    assert path.with_name(path.name + ".damaged-1").read_bytes() == damaged
    assert [fields["n"] for fields in read_log(path).records] == [1, 2, 3]


def test_create_refuses_what_would_not_come_back(folder: Path) -> None:
    """A title that could not be read again is refused before anything is written."""
    with pytest.raises(SaveFault, match="control characters"):
        Log.create(folder / "bad", dataclasses.replace(HEADER, title="a\nb"))
    assert not folder.exists()


def test_create_never_replaces(path: Path) -> None:
    """A name that is taken is refused, with the file there as it was and nothing left over beside it."""
    whole = path.read_bytes()
    with pytest.raises(SaveFault, match="already something by that name"):
        Log.create(path, HEADER)
    assert path.read_bytes() == whole
    assert list(path.parent.iterdir()) == [path]


def test_create_never_replaces_on_a_disk_without_second_names(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on a memory stick, whose file system has no hard links; a free name works there."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(SaveFault, match="already something by that name"):
        Log.create(path, HEADER)
    Log.create(path.with_name("other"), HEADER).close()
    assert read_log(path.with_name("other")).header == HEADER


def test_one_writer_at_a_time(path: Path) -> None:
    """A second writer is told that the game is open; readers are not held up, nor do they loosen the lock."""
    with Log.open(path) as log:
        for _ in range(2):
            with pytest.raises(SaveInUse, match="open in another window"):
                Log.open(path)
            assert len(read_log(path).records) == 5
        log.append(RECORDS[0])
    Log.open(path).close()


@unix
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # other tests' threads do not matter to a child that only waits
def test_a_forked_worker_does_not_hold_the_lock(path: Path) -> None:
    """A worker that outlives the game, as a pool's may after a kill, does not keep its save locked."""
    log = Log.open(path)
    ready, told = os.pipe()
    go_on, finish = os.pipe()
    child = os.fork()
    if not child:
        os.write(told, b"x")
        os.close(finish)
        os.read(go_on, 1)
        os._exit(0)
    try:
        os.read(ready, 1)
        log.append(RECORDS[0])
        log.close()
        with Log.open(path) as again:
            assert again.append(RECORDS[1]) == 7
    finally:
        os.write(finish, b"x")
        os.waitpid(child, 0)
        for handle in (ready, told, go_on, finish):
            os.close(handle)


def test_a_file_taken_away_or_changed_under_the_game_is_noticed(path: Path) -> None:
    """No record is acknowledged into a file that is gone, was exchanged, or was written by someone else."""
    whole = path.read_bytes()
    with Log.open(path) as log:
        path.write_bytes(whole + b"note to self\n")
        with pytest.raises(SaveFault, match="another program has changed this file"):
            log.append(RECORDS[0])
        path.write_bytes(whole)
        assert log.append(RECORDS[0]) == 6
        path.rename(path.with_name("elsewhere"))
        with pytest.raises(SaveFault, match="moved or deleted"):
            log.append(RECORDS[0])
        path.write_bytes(path.with_name("elsewhere").read_bytes())
        with pytest.raises(SaveFault, match="moved or deleted"):
            log.append(RECORDS[0])


@unix
def test_a_file_that_may_not_grow(path: Path) -> None:
    """A real write that the system breaks off half way leaves the log as it was, and the next one succeeds."""
    import resource

    whole = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Log.open(path) as log:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 20, hard))
        try:
            with pytest.raises(SaveFault, match=r"grow no further.*Everything up to record 5 is safe") as caught:
                log.append(RECORDS[0])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert caught.value.where == str(path)
        assert path.read_bytes() == whole
        assert log.append(RECORDS[0]) == 6
    assert len(read_log(path).records) == 6


class _RefusingDisk(RealDisk):
    """A disk that answers every opening for writing with one error."""

    def __init__(self, number: int) -> None:
        self._error = OSError(number, os.strerror(number))

    def open(self, path: Path, *, is_new: bool) -> RealFile:  # noqa: ARG002
        """Refuses."""
        raise self._error


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "can be read but not written"),
        (errno.EACCES, "does not permit"),
        (errno.ENOTDIR, "a file where a folder is meant. Expected: a folder"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_disk_that_refuses(path: Path, number: int, words: str) -> None:
    """Creating, opening and copying on a disk that refuses end in words, with the game still readable."""
    disk = _RefusingDisk(number)
    for attempt in (
        lambda: Log.create(path.with_name("new"), HEADER, disk=disk),
        lambda: Log.open(path, disk=disk),
        lambda: copy_prefix(path, 1, disk=disk),
    ):
        with pytest.raises(SaveFault, match=words):
            attempt()
    assert len(read_log(path, disk=disk).records) == 5
    assert list(path.parent.iterdir()) == [path]


@unix
def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a pipe, a device, a missing file and an impossible name are refused in words, without waiting."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    odd = [tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "none", tmp_path / "loop", Path("nul\0l")]
    for path in [*odd, tmp_path / ("long" * 100), tmp_path / "pipe" / "inside"]:
        for reach in (read_log, Log.open):
            with pytest.raises(SaveFault):
                reach(path)


def test_a_file_too_large_is_refused_at_once(tmp_path: Path) -> None:
    """A file past the bound is refused without being read; a log stops growing before it gets there."""
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(10 * 2**30)
    with pytest.raises(SaveFault, match="larger than 33,554,432 bytes"):
        read_log(path)


def test_a_log_does_not_outgrow_what_can_be_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An append that would take the file past the bound is refused, with everything before it safe."""
    with Log.open(path) as log:
        for name, bound in (("MAX_FILE", path.stat().st_size + 100), ("MAX_VALUES", 50), ("MAX_RECORDS", 5)):
            with monkeypatch.context() as patch:
                patch.setattr(f"game.play.log.{name}", bound)
                with pytest.raises(SaveFault, match=r"takes no more.*up to record 5 is safe"):
                    log.append({"do": "choose", "option": ["a"] * 50})
        assert log.append({"do": "choose"}) == 6
    assert len(read_log(path).records) == 6


def test_the_folder_is_where_the_system_keeps_such_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each system's own place, and `WHOLEPLACE_HOME` before all."""
    monkeypatch.setenv("HOME", "/home/ann")
    assert save_folder({}, "linux") == Path("/home/ann/.local/share/wholeplace/saves")
    assert save_folder({"XDG_DATA_HOME": "relative"}, "linux") == save_folder({}, "linux")
    assert save_folder({"XDG_DATA_HOME": "/data"}, "linux") == Path("/data/wholeplace/saves")
    assert save_folder({}, "darwin") == Path("/home/ann/Library/Application Support/wholeplace/saves")
    assert save_folder({"APPDATA": "/roaming"}, "win32") == Path("/roaming/wholeplace/saves")
    for platform in ("linux", "darwin", "win32"):
        assert save_folder({"WHOLEPLACE_HOME": "/elsewhere", "APPDATA": "/a"}, platform) == Path("/elsewhere/saves")


def test_new_names_are_free_and_harmless(folder: Path) -> None:
    """A name tells scenario, seed and time, is never taken, and never leaves the folder."""
    first = new_path("barnet", 7, HEADER.started)
    assert first == folder / f"barnet-7-20310203093000{SUFFIX}"
    Log.create(first, HEADER).close()
    second = new_path("barnet", 7, HEADER.started)
    assert second.name == f"barnet-7-20310203093000-2{SUFFIX}"
    for scenario in ("../../etc/passwd", "a/b\\c:d\0", "", "x" * 500, "Ünïcode"):
        path = new_path(scenario, -3, HEADER.started)
        assert path.parent == folder
        Log.create(path, HEADER).close()


def test_saved_games_are_listed(path: Path) -> None:
    """The list tells what each game is, last played first; a bad file comes after all games, and what is no save is not in it."""
    other = copy_prefix(path, 1)
    torn = copy_prefix(path, 2)
    torn.write_bytes(torn.read_bytes() + b'{"n": 3')
    bad = path.with_name(f"bad{SUFFIX}")
    bad.write_bytes(b"PK\x03\x04")
    path.with_name(path.name + ".torn-1").write_bytes(b"x")
    for seconds, each in enumerate((other, torn, path, bad)):
        os.utime(each, (1e9 + seconds, 1e9 + seconds))
    games = saved_games()
    assert [(game.path, game.last, game.turn, game.modified) for game in games] == [
        (path, 5, 2, 1e9 + 2),
        (torn, 2, None, 1e9 + 1),
        (other, 1, None, 1e9),
        (bad, 0, None, 1e9 + 3),
    ]
    assert [game.title for game in games] == [HEADER.title] * 3 + ["bad"]
    assert [game.is_playable for game in games] == [True, True, True, False]
    assert [bool(game.damage) for game in games] == [False, True, False, True]
    assert (games[0].scenario, games[0].seed) == ("barnet", 7)


def test_the_shorter_versions_of_a_place_are_offered() -> None:
    """Each by its title and length, and what it is for; none of a place that has none, or that cannot be read."""
    found = SavedShelf().cuts("barnet")
    assert set(found) == set(load("barnet").texts["cuts"])
    assert " (six quarters). For an evening alone" in found["hour"]
    smallest = Path(__file__).parents[1] / "scenario" / "smallest.yaml"
    assert SavedShelf().cuts(str(smallest)) == SavedShelf().cuts("nowhere") == {}


def test_a_folder_hides_no_saved_game(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is called as a saved game is, where a command is typed, does not stand before that game."""
    monkeypatch.chdir(tmp_path)
    Path(name_of(path)).mkdir()
    assert saved_file(name_of(path)) == path


def test_no_folder_is_no_saved_games() -> None:
    """Before the first save there is nothing to list, and nothing is wrong."""
    assert saved_games() == []


def test_a_long_game_is_listed_by_its_ends(folder: Path) -> None:
    """Of a long file only the ends are read, and they tell the last record, turn, and a torn end."""
    folder.mkdir()
    path = folder / f"long{SUFFIX}"
    many = [{"do": "sit", "turn": 1}, *({"do": "end_turn", "turn": turn, "said": "m" * 2000} for turn in range(1, 5001))]
    data, _ = record.write(HEADER, many)
    path.write_bytes(data + b'{"n": 5002, "do"')
    # Once of several times at least: something else may have the processor.
    assert min(timeit.repeat(saved_games, number=1, repeat=7)) < 0.1
    (game,) = saved_games()
    assert (game.title, game.last, game.turn) == (HEADER.title, 5001, 5000)
    assert game.is_shared
    assert "line 5003, is cut short" in game.damage
    path.write_bytes(data[:-300_000] + b"\n" * 300_000)
    assert "end of the file cannot be read" in saved_games()[0].damage
    assert len(read_log(path).records) > 4000


def test_a_branch_is_a_prefix(path: Path) -> None:
    """A branch holds the first records bit for bit under a name of its own, and the game itself is untouched."""
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    names = set()
    for n in (0, 3, 3, 5):
        branch = copy_prefix(path, n)
        names.add(branch.name)
        assert branch.read_bytes() == b"".join(lines[: n + 1])
    assert f"game-from-3-2{SUFFIX}" in names
    assert len(names) == 4
    assert copy_prefix(branch, 2).name == f"game-from-2{SUFFIX}"
    with Log.open(branch) as log:
        assert log.append({"do": "back"}) == 6
    assert path.read_bytes() == whole
    for n in (-1, 6):
        with pytest.raises(SaveFault, match="from 0 to 5"):
            copy_prefix(path, n)
