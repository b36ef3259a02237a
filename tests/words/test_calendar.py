"""Days and hours as they are told."""

from __future__ import annotations

from datetime import datetime

import pytest

from game.words.calendar import day, day_and_time


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_told_as_the_clock_library_tells_it_in_english(month: int) -> None:
    """The months are those of the calendar, and days and hours have two figures."""
    moment = datetime(2026, month, 9, 7, 5)  # noqa: DTZ001 - as the clock on the wall shows it
    assert day(moment) == f"{moment:%d %B %Y}"
    assert day_and_time(moment) == f"{moment:%d %B %Y, %H:%M}"
