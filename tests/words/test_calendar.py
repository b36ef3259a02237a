"""Days as they are told."""

from __future__ import annotations

from datetime import date

import pytest

from game.words.calendar import day


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_told_as_the_clock_library_tells_it_in_english(month: int) -> None:
    """The months are those of the calendar, and a day has as many figures as it needs."""
    moment = date(2026, month, 9)
    assert day(moment) == f"9 {moment:%B %Y}"
