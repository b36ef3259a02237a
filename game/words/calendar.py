"""Days as they are told: `9 March 2026`."""

from __future__ import annotations

from datetime import date
from typing import Final

from game.translation import later, say

# Not strftime: it speaks the language of whoever runs it.
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


def day(moment: date) -> str:
    """A day, or that of a moment: `9 March 2026`."""
    return say("{day} {month} {year}", day=moment.day, month=say(_MONTHS[moment.month - 1]), year=moment.year)
