"""`wholeplace simulate`."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children
from multiprocessing.synchronize import SemLock
from pathlib import Path
from typing import Any

import pytest

from game.bench.simulate import simulate
from game.cli import simulate as cli
from game.cli.main import main
from game.core.outcome import MEASURES
from game.play.crew import Others
from game.play.executor import VARIABLE

SMALLEST = Path(__file__).parents[1] / "scenario" / "smallest.yaml"
LABORATORY = str(Path(__file__).parent.parent / "places" / "laboratory.yaml")


def test_the_report_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Reach, endings and the comparison stand in the text; nothing stands on standard error where nobody watches."""
    assert main(["simulate", LABORATORY, "--runs", "40"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("The laboratory: seeds 1 to 40\n")
    assert "Reach:" in shown.out
    assert "savings-only" in shown.out
    assert shown.err == ""


def test_a_place_without_endings_has_no_table_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no ending is written that is said, and no heading stands over nothing."""
    call = ["simulate", str(SMALLEST), "--runs", "5", "--policy", "random", "--policy", "cede", "--jobs", "1"]
    assert main(call) == 0
    shown = capsys.readouterr().out
    assert shown.count("This place has no endings in words.") == 1
    assert "Endings of" not in shown


def test_no_chart_is_drawn_of_endings_that_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    """A place without endings has none that could be drawn, and that is said."""
    pytest.importorskip("matplotlib", reason="comes with the extra `report`")
    call = ["simulate", str(SMALLEST), "--runs", "5", "--policy", "random", "--policy", "cede", "--jobs", "1"]
    assert main([*call, "--out", "nowhere.svg"]) == 2
    assert "--out draws the endings, and this place has none" in capsys.readouterr().err


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets one document, of the seeds and policies it asked for."""
    arguments = ["--runs", "12", "--seed", "5", "--policy", "cede", "--policy", "history", "--jobs", "1", "--format", "json"]
    assert main(["simulate", LABORATORY, *arguments]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["seed"], told["runs"], told["is_complete"]) == ("simulation", 5, 12, True)
    assert {name: one["runs"] for name, one in told["policies"].items()} == {"cede": 12, "history": 12}


def test_processes_make_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    """With two processes the document is the same."""
    found = []
    for jobs in ("1", "2"):
        assert main(["simulate", LABORATORY, "--runs", "30", "--policy", "random", "--jobs", jobs, "--format", "json"]) == 0
        found.append(capsys.readouterr().out)
    assert found[0] == found[1]


def test_where_processes_cannot_work_together_one_plays_it_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without shared memory, as in a tightly closed container, it is said, and the document is the same."""
    arguments = ["simulate", LABORATORY, "--runs", "12", "--policy", "random", "--format", "json"]
    assert main([*arguments, "--jobs", "1"]) == 0
    alone = capsys.readouterr()

    def refused(*_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(SemLock, "__init__", refused)  # what the system refuses there, asked for by the library
    assert main([*arguments, "--jobs", "2"]) == 0
    told = capsys.readouterr()
    assert told.out == alone.out
    assert "one plays it all" in " ".join(told.err.split())


@pytest.mark.slow
def test_where_a_process_cannot_begin_those_that_have_are_not_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system lets no more processes begin, the ones before are ended, and the fault is passed on."""
    before, real = set(active_children()), ProcessPoolExecutor.submit
    begun: list[Any] = []

    def one_at_most(self: Any, *arguments: Any) -> Any:
        if begun:
            assert set(active_children()) > before
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        begun.append(self)
        return real(self, *arguments)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", one_at_most)
    with pytest.raises(BlockingIOError):
        Others(2)
    for _ in range(600):
        if set(active_children()) <= before:
            return
        time.sleep(0.1)
    raise AssertionError(set(active_children()) - before)


@pytest.mark.slow
def test_csv_has_a_row_for_each_playthrough(capsys: pytest.CaptureFixture[str]) -> None:
    """A table of seeds and headline measures, which `run` of the same seed gives too."""
    assert main(["simulate", LABORATORY, "--runs", "3", "--seed", "8", "--policy", "adaptive", "--format", "csv"]) == 0
    table = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert table[0] == ["policy", "seed", *MEASURES]
    assert [row[1] for row in table[1:]] == ["8", "9", "10"]
    assert main(["run", LABORATORY, "--policy", "adaptive", "--seed", "9", "--format", "json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    assert [float(value) for value in table[2][2:]] == list(alone["measures"].values())


def test_stopping_tells_what_was_played(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """After Ctrl-C the report of what was played is printed, and the exit code says that it was stopped."""
    real = simulate

    def stopped(*arguments: object, **named: object) -> object:
        def progress(name: str, *_: int) -> None:
            if name == "cede":
                raise KeyboardInterrupt

        return real(*arguments, **{**named, "progress": progress})  # type: ignore[arg-type]

    monkeypatch.setattr("game.bench.simulate.simulate", stopped)
    assert main(["simulate", LABORATORY, "--runs", "5", "--policy", "history", "--policy", "cede", "--policy", "random"]) == 130
    shown = capsys.readouterr().out
    assert "Stopped before the end" in shown
    assert "history" in shown
    assert "random" not in shown


def test_sigterm_stops_it_as_ctrl_c_does(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What `timeout` or a queue of jobs sends leaves the rows that were played, and says that they are not all."""
    real, before = simulate, signal.getsignal(signal.SIGTERM)

    def progress(name: str, *_: int) -> None:
        if name == "cede":
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("game.bench.simulate.simulate", lambda *given, **named: real(*given, **{**named, "progress": progress}))
    arguments = ["--runs", "2", "--policy", "history", "--policy", "cede", "--policy", "random", "--format", "csv"]
    assert main(["simulate", LABORATORY, *arguments]) == 130
    shown = capsys.readouterr()
    assert [line.partition(",")[0] for line in shown.out.splitlines()] == ["policy", "history", "history", "cede", "cede"]
    assert shown.err == "Stopped before the end; this is what was played until then.\n"
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_process_that_was_ended_from_outside_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the system ends a process that plays, as it does for want of memory, that is no fault of ours."""

    def broken(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr("game.bench.simulate.simulate", broken)
    assert main(["simulate", LABORATORY, "--runs", "2"]) == 1
    assert "--jobs 1" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="asks for a process by its number as POSIX does")
def test_processes_end_with_the_one_that_started_them() -> None:
    """Where the first process is killed, the others do not stay behind."""
    program = (
        "from os import getpid\nfrom game.play.crew import Others\nif __name__ == '__main__':\n"
        "    others = Others(1)\n    print(others.submit(getpid).result(), flush=True)\n    input()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        other = int(first.stdout.readline())
        first.kill()
        # The other holds the same end of the pipe: it is closed when both are gone.
        first.communicate(timeout=20)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and _runs(other):
        time.sleep(0.05)
    assert not _runs(other)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] if Path("/proc").is_dir() else True


def test_progress_is_a_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal one line says how far it is, written over itself, on standard error; it is gone at the end."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["simulate", LABORATORY, "--runs", "4", "--policy", "cede"]) == 0
    shown = capsys.readouterr()
    assert "cede: 4 of 4" in shown.err
    assert shown.err.endswith("\r\x1b[K")
    assert "\r" not in shown.out


def test_an_executor_that_the_environment_names_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip in the variable is told with its name, and is not taken for `auto`."""
    monkeypatch.setenv(VARIABLE, "nunba")
    assert main(["simulate", LABORATORY, "--runs", "1"]) == 2
    assert VARIABLE in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--runs", "0"], ["--runs", "1e5"], ["--policy", "clever"], ["--jobs", "0"], ["--format", "xml"]]
)
def test_a_wrong_call(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be asked for makes the call wrong."""
    assert main(["simulate", LABORATORY, *arguments]) == 2
    assert capsys.readouterr().err


def test_an_extra_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Who asks for numba or a cluster where it is not installed is told what to install."""
    monkeypatch.setattr(cli, "is_installed", lambda: False)
    assert main(["simulate", LABORATORY, "--executor", "numba"]) == 2
    assert "wholeplace[fast]" in capsys.readouterr().err
    monkeypatch.setattr(cli, "find_spec", lambda _name: None)
    assert main(["simulate", LABORATORY, "--cluster", "local"]) == 2
    assert "wholeplace[cluster]" in capsys.readouterr().err


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The headline measures of every playthrough, as a file of values."""
    assert main(["simulate", LABORATORY, "--format", "csv", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.slow
def test_executors_make_no_difference(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every digit of every playthrough is the same whoever does the sums."""
    pytest.importorskip("numba", reason="needs the extra `fast`")
    monkeypatch.setenv(VARIABLE, "auto")  # which the command changes
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    arguments = ["--runs", "200", "--policy", "random", "--jobs", "1"]
    assert told([*arguments, "--executor", "numpy"], capsys) == told([*arguments, "--executor", "numba"], capsys)
    assert list((tmp_path / "wholeplace" / "rules").glob("rules_*.py"))  # it was numba that did


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a cluster of two workers, one of them killed half-way, every digit is that of one process."""
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    from game.play.cluster import Cluster

    arguments = ["--runs", "1024", "--policy", "explore", "--policy", "random"]
    here = told([*arguments, "--jobs", "1"], capsys)
    started: list[Any] = []
    killed: list[int] = []
    enter = Cluster.__enter__

    def entering(cluster: Cluster) -> Cluster:
        started.append(cluster)
        return enter(cluster)

    def kill(_name: str, done: int, _count: int) -> None:
        if done >= 256 and not killed:
            killed.append(started[0]._own.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    monkeypatch.setattr(Cluster, "__enter__", entering)
    monkeypatch.setattr(cli, "progress_line", lambda: kill)
    assert told([*arguments, "--cluster", "local", "--jobs", "2"], capsys) == here
    assert killed


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An address at which nothing answers is a wrong call, told with what to try."""
    pytest.importorskip("distributed", reason="needs the extra `cluster`")
    from game.play import cluster

    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    assert main(["simulate", LABORATORY, "--runs", "4", "--cluster", "tcp://127.0.0.1:9"]) == 2
    assert "dask scheduler" in capsys.readouterr().err


@pytest.mark.parametrize("at", ["taken.svg", "folder.svg", "/proc/none.svg"])
def test_a_picture_that_cannot_be_written_is_told_before_anything_is_played(
    at: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is printed of games whose picture has no place; what was there is as it was, and nothing is left beside it."""
    (tmp_path / "taken.svg").write_text("mine", encoding="utf-8")
    (tmp_path / "folder.svg").mkdir()
    assert main(["simulate", "barnet", "--runs", "1", "--out", str(tmp_path / at)]) != 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert at in shown.err
    assert (tmp_path / "taken.svg").read_text(encoding="utf-8") == "mine"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["folder.svg", "taken.svg"]
