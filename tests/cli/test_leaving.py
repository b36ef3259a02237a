"""What a command says before it leaves: the word that was meant, in lines that the terminal has room for."""

from __future__ import annotations

import re

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
