"""Days and hours of a saved game as they are told: `09 March 2026, 14:05`."""

from __future__ import annotations

from datetime import datetime
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


def day(moment: datetime) -> str:
    """The day of a moment: `09 March 2026`."""
    return say("{day} {month} {year}", day=f"{moment:%d}", month=say(_MONTHS[moment.month - 1]), year=moment.year)


def day_and_time(moment: datetime) -> str:
    """The day and the time of a moment: `09 March 2026, 14:05`."""
    return say("{day}, {time}", day=day(moment), time=f"{moment:%H:%M}")
