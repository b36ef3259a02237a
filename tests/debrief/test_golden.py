"""The golden debriefs are what is said today."""

from __future__ import annotations

import difflib

import pytest

from tests.debrief.golden import FOLDER, LINES, told


@pytest.mark.parametrize("line", ["history", pytest.param("keep-control", marks=pytest.mark.slow)])
def test_the_debrief_says_what_stands_in_the_file(line: str) -> None:
    """Sentence by sentence. After a change that is meant, `python -m tests.debrief.golden` writes it anew: read it."""
    expected = (FOLDER / f"{line}.txt").read_text(encoding="utf-8").splitlines()
    differences = list(difflib.unified_diff(expected, told(line).splitlines(), line, "as it is now", lineterm="", n=0))
    assert not differences, "\n".join([*differences[:40], "To accept: python -m tests.debrief.golden, then read the file."])


def test_two_lines_are_told_in_their_own_words() -> None:
    """Few sentences of the two debriefs are the same."""
    one, other = (set((FOLDER / f"{line}.txt").read_text(encoding="utf-8").splitlines()) for line in LINES)
    assert len(one & other) < 0.25 * len(one)
