"""`wholeplace list`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from game.cli.main import main
from game.play.record import Header, write
from game.play.store import save_folder
from game.scenario.shipped import shipped_ids

pytestmark = pytest.mark.usefixtures("home")


def test_places_by_id_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    """Every place that comes with the game is listed, and that nothing is saved yet."""
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert "\n  barnet " in shown
    assert " Barnet, the hundred families\n" in shown
    assert all(f"\n  {scenario} " in shown for scenario in shipped_ids())
    assert "Saved games: none yet" in shown


def test_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads ids, titles and files."""
    assert main(["list", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [place["id"] for place in document["places"]] == shipped_ids()
    assert all(Path(place["file"]).is_file() and place["title"] for place in document["places"])
    assert document["saved_games"] == []


def test_damaged_game_is_listed_with_what_ails_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A saved game that cannot be opened is listed with the reason."""
    folder = save_folder()
    folder.mkdir(parents=True)
    (folder / "torn.wholeplace").write_text("nothing that we wrote\n")
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert "torn.wholeplace: cannot be opened. This does not begin as a saved game does: " in shown
    assert main(["list", "--format", "json"]) == 0
    [game] = json.loads(capsys.readouterr().out)["saved_games"]
    assert not game["is_playable"]
    assert game["damage"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_what_a_saved_game_is_called_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever made a file has named it, and its game: neither acts where it is listed, nor is another line."""
    folder = save_folder()
    folder.mkdir(parents=True)
    header = Header("barnet", "0" * 32, 1, "0.1.0", "2031-02-03T09:30:00+00:00", "a\u202eb\u2028c")
    (folder / "sly\x1b]0;mine\x07\nName: other.wholeplace").write_bytes(write(header, [])[0])
    (folder / "torn\x1b[2J.wholeplace").write_text("nothing that we wrote\n")
    (folder / os.fsdecode(b"\xff.wholeplace")).write_text("nothing that we wrote\n")
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert all(line.isprintable() for line in shown.split("\n"))
    assert shown.count("\n  ") == 2 * 3 + len(shipped_ids()) + 2


def test_unreadable_folder_is_told_and_places_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """When the folder of saved games cannot be read, that is said on standard error and the places still come."""
    (home / "saves").write_text("a file where the folder should be")
    assert main(["list"]) == 0
    shown = capsys.readouterr()
    assert str(home / "saves") in shown.err
    assert "barnet" in shown.out
