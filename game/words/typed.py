"""What is typed, or sent, where a number is asked for."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 9  # digits: more than anything has that is counted here, and no work for whoever sends a million of them


def whole(text: str, least: int, most: int) -> int | None:
    """The whole number that a text is; None where it is none from `least` to `most`, whatever signs it holds and however many.

    Only the digits 0 to 9 make a number: `²` is a digit to Python as well, and can be read by nobody as a choice.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        return None
    number = int(text)
    return number if least <= number <= most else None
