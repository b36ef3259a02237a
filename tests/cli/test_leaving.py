"""What a command says before it leaves: the word that was meant, in lines that the terminal has room for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.cli.main import main


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["simulte"], "simulate"),
        (["run", "barnet", "--policy", "histry"], "history"),
        (["run", "barnet", "--policy", "keep_controll"], "keep-control"),
        (["run", "barnet", "--format", "jsn"], "json"),
        (["run", "barnet", "--cut", "huor"], "hour"),
        (["graph", "--causes", "--around", "trsut"], "trust"),
        (["debrief", "any", "--chart", "lnes"], "lines"),
    ],
)
def test_a_slip_in_a_word_is_told_with_what_was_meant(typed: list[str], meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Commands, names and fixed choices alike say in the same words which of them is near."""
    assert main(typed) == 2
    assert f"Did you mean `{meant}`?" in capsys.readouterr().err


@pytest.mark.parametrize("columns", ["", "60"])
@pytest.mark.parametrize("typed", [["run", "barnet", "--policy", "x"], ["debrief", "none"], ["replay", "none"]])
def test_a_message_has_lines_that_the_terminal_has_room_for(
    typed: list[str], columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are of 80 characters where it is no terminal, and break no command and no option from its value."""
    monkeypatch.setenv("COLUMNS", columns)
    main(typed)
    told = capsys.readouterr().err
    lines = told.splitlines()
    assert max(map(len, lines)) <= int(columns or 80)
    assert max(map(len, lines)) > 50
    assert all(line.count("`") % 2 == 0 and not re.search(r" --\S+$", line) for line in lines)


def test_a_path_is_not_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It can be copied, whatever blanks it has."""
    monkeypatch.setenv("COLUMNS", "60")
    path = tmp_path / f"{'a  folder ' * 8}.svg"
    path.write_text("")
    assert main(["simulate", "barnet", "--runs", "1", "--out", str(path)]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"{path}:"
    assert all(len(line) <= 60 for line in told[1:])


def test_a_line_that_editors_understand_stays_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of a place is told by `play` in the same first line as by `check`."""
    monkeypatch.setenv("COLUMNS", "60")
    path = tmp_path / "place.yaml"
    path.write_text("tilte: A place\n")
    main(["check", str(path)])
    first = capsys.readouterr().out.splitlines()[0]
    assert len(first) > 60
    main(["play", "--text", str(path)])
    assert first in capsys.readouterr().err.splitlines()
