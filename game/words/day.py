"""Days of the calendar as people write them."""

from __future__ import annotations

from datetime import date
from typing import Final

from game.translation import later, say

_MONTHS: Final = later(
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
)


def written(day: date) -> str:
    """A day in full: `05 November 2026`."""
    return say("{day:02} {month} {year}", day=day.day, month=say(_MONTHS[day.month - 1]), year=day.year)
