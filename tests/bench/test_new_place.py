"""`new`: what it writes plays, is sound, passes its own test, and overwrites nothing."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from game.bench.cases import case_files, read_case, subject_of
from game.bench.lint.advice import lint
from game.bench.new_place import SCHEMA, template, write_new
from game.bench.trial import try_case
from game.cli.main import main
from game.play.disk import RealFile
from game.scenario.check import check_path
from game.scenario.editor import schema_json
from game.scenario.shipped import FILE


def test_a_new_folder_is_a_place_that_plays(tmp_path: Path) -> None:
    """A folder gets the place, its schema and a test: the place is sound, the test holds, lint finds no loose end."""
    files = write_new(tmp_path / "mine")
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        f"mine/{FILE}",
        f"mine/{SCHEMA}",
        "mine/tests/first.yaml",
    ]
    assert check_path(tmp_path / "mine").diagnostics == []
    subject = subject_of(tmp_path / "mine" / FILE)
    [case_file] = case_files(tmp_path / "mine" / FILE)
    case, faults = read_case(case_file, subject)
    assert faults == []
    assert case is not None
    assert try_case(case, subject.place).holds
    assert not [one for one in lint(check_path(tmp_path / "mine"), games=0).diagnostics if one.severity == "warning"]
    assert json.loads((tmp_path / "mine" / SCHEMA).read_text("utf-8")) == schema_json()


def test_it_is_small() -> None:
    """Without its notes the template has some twenty lines."""
    lines = [line for line in template().splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert len(lines) <= 26


def test_a_new_file(tmp_path: Path) -> None:
    """A path that ends in .yaml is the place alone."""
    assert write_new(tmp_path / "a" / "mine.yaml") == [tmp_path / "a" / "mine.yaml"]
    assert check_path(tmp_path / "a" / "mine.yaml").is_playable


@pytest.mark.parametrize("there", [FILE, SCHEMA, "tests/first.yaml"])
def test_nothing_is_written_over(tmp_path: Path, there: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where one of the files is there already, nothing is written at all, and the command says which and ends with 1."""
    kept = tmp_path / "mine" / there
    kept.parent.mkdir(parents=True)
    kept.write_text("precious", encoding="utf-8")
    assert main(["new", str(tmp_path / "mine")]) == 1
    assert there in capsys.readouterr().err
    assert kept.read_text("utf-8") == "precious"
    assert [file for file in (tmp_path / "mine").rglob("*") if file.is_file()] == [kept]


def test_a_place_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file where a folder should be is told in plain words."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert main(["new", str(tmp_path / "taken" / "mine")]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("room", [0, 1, 2])
def test_half_a_place_is_none(
    tmp_path: Path, room: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a disk that is full after some files, no file is left behind, and the same command does it once there is room."""
    append: Callable[[RealFile, bytes], None] = RealFile.append
    written: list[bytes] = []

    def fill(file: RealFile, data: bytes) -> None:
        if len(written) == room:
            append(file, data[:9])
            raise OSError(errno.ENOSPC, "No space left on device")
        append(file, data)
        written.append(data)

    with monkeypatch.context() as patch:
        patch.setattr(RealFile, "append", fill)
        assert main(["new", str(tmp_path / "mine")]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    assert main(["new", str(tmp_path / "mine")]) == 0


def test_a_folder_named_as_a_place_of_the_game_is_watched_as_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `new` says to type leads to what it has written, and not to the place that comes with the game."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "barnet"]) == 0
    *_, command, named = capsys.readouterr().out.split()
    assert command == "watch"
    assert main(["check", named]) == 0
    assert capsys.readouterr().out.startswith(str(Path("barnet", FILE)))
