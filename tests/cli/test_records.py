"""`wholeplace records`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli.main import main
from tests.places.laboratory import LABORATORY


@pytest.mark.slow
def test_screen_and_file_are_the_same(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed is what is written, and written again where that is asked for."""
    before = game.read_bytes()
    assert main(["records", str(game)]) == 0
    shown = capsys.readouterr().out
    for overwrite in ([], ["--overwrite"]):
        assert main(["records", str(game), "--out", str(tmp_path / "records.json"), *overwrite]) == 0
    assert (tmp_path / "records.json").read_text("ascii") == shown
    assert len(json.loads(shown)) > 10
    assert game.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["records.json"]


def test_a_file_that_is_there_is_kept(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another file by that name is not written over, unless that is asked for."""
    notes = tmp_path / "notes.json"
    notes.write_text("mine")
    assert main(["records", str(game), "--out", str(notes)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert notes.read_text() == "mine"
    assert main(["records", str(game), "--out", str(notes), "--overwrite"]) == 0
    assert notes.read_text().startswith("[")


def test_a_folder_that_is_not_there(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be written is told in words."""
    assert main(["records", str(game), "--out", str(tmp_path / "no" / "records.json")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_reflections_and_names_are_those_given(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reflections are split at empty lines, and the learner is the one named."""
    written = tmp_path / "reflections.txt"
    written.write_text("First thought.\n\nSecond,\nof two lines.\n\n\n", "utf-8")
    options = ["--reflections", str(written), "--learner", "p17", "--home", "https://accounts.example"]
    assert main(["records", str(game), *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["result"]["response"] for one in found[-2:]] == ["First thought.", "Second,\nof two lines."]
    assert found[0]["actor"]["account"] == {"homePage": "https://accounts.example", "name": "p17"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--home", "https://accounts.example"], "--learner"),
        (["--learner", "a\nb"], "one line"),
        (["--base", "wholeplace"], "an address such as"),
        (["--base", "https://x.example/a b"], "an address such as"),
        (["--reflections", "no-such-file.txt"], "Expected: a plain text file"),
    ],
)
def test_calls_that_are_wrong(game: Path, options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An option that makes no sense is told with what was expected."""
    assert main(["records", str(game), *options]) == 2
    assert words in capsys.readouterr().err


def test_a_store_out_of_reach(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing can be sent, the answer is no, in words."""
    assert main(["records", str(game), "--send", "ftp://records.example"]) == 1
    assert "is not an address of a store" in capsys.readouterr().err


def test_a_game_that_plays_differently(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A game of another place gives no records, and the message names the command that tells more."""
    other = tmp_path / "other.yaml"
    other.write_text(LABORATORY.read_text("utf-8").replace("budget: 160000", "budget: 170000"), "utf-8")
    assert main(["records", str(game), "--scenario", str(other)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "have changed since" in said.err
    assert "wholeplace replay" in said.err
