"""Days and hours as they are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from game.words.calendar import day, day_and_time


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_told_as_the_clock_library_tells_it_in_english(month: int) -> None:
    """The months are those of the calendar, a day has as many figures as it needs, and hours have two."""
    moment = datetime(2026, month, 9, 7, 5)  # noqa: DTZ001 - as the clock on the wall shows it
    assert day(moment) == f"9 {moment:%B %Y}"
    assert day_and_time(moment) == f"9 {moment:%B %Y, %H:%M}"
