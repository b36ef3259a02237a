"""`expect`: what one expects of a quarter, typed before it ends, read again beside what came."""

from __future__ import annotations

from tests.places.tiny import tiny
from tests.terminal.script import play

NOTE = "They will say yes and wait"


def test_what_is_expected_is_read_beside_what_came() -> None:
    """It can be typed at an answer or a token, looked at, changed and taken away; the result of its quarter alone shows it."""
    first = ["", "", "expect Something else", "1", f"expect {NOTE}", "expect", "end", "yes", ""]
    second = ["1", "expect Gone", "expect -", "end", "yes", "history 1", "history 2", "quit"]
    told = play([*first, *second], tiny(), is_taught=False).text
    assert told.count("Kept. You will see it beside what comes of the quarter.") == 3
    assert told.count("Nothing is expected now.") == 1
    assert f"You wrote: {NOTE}" in told
    results = told.split("What came of ")[1:]
    assert [f"“{NOTE}”" in part for part in results] == [True, False, True, False]
    assert "“Gone”" not in results[1]


def test_afterwards_nothing_is_expected() -> None:
    """Where no quarter is under way it says so, and keeps nothing."""
    ended = ["", "", *["1", "end", "yes", ""] * 4, *[""] * 12]
    told = play([*ended, f"expect {NOTE}", "quit"], tiny(), is_taught=False).text
    assert "What one expects is written down by whoever plays alone, before a quarter ends." in told
