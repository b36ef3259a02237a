"""The golden transcripts are what the game prints."""

from __future__ import annotations

import difflib

import pytest

from tests.playthroughs.script import FOLDER, TRANSCRIPTS
from tests.terminal.script import DRAWN

QUICK = "barnet-history.txt"


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name == QUICK else pytest.mark.slow) for name in TRANSCRIPTS])
def test_the_game_prints_what_stands_in_the_file(name: str) -> None:
    """A whole game, line by line. After a change that is meant, `python -m tests.playthroughs` writes the file anew: read it."""
    expected = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    found = TRANSCRIPTS[name]().splitlines()
    differences = list(difflib.unified_diff(expected, found, name, "as it is now", lineterm="", n=1))
    assert not differences, "\n".join([*differences[:60], "To accept: python -m tests.playthroughs, then read the file."])


def test_every_transcript_is_compared() -> None:
    """No file is left over from a game that is not played any more."""
    assert {path.name for path in FOLDER.glob("*.txt")} == set(TRANSCRIPTS)


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_a_transcript_can_be_read(name: str) -> None:
    """No line is wider than eighty signs; no sign is a drawing or a colour, and no path of a machine is in it."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert max(len(line) for line in lines) <= 80
    assert len(lines) > 500
    assert not DRAWN & set("".join(lines))
    assert not any("/" in line for line in lines)
