"""One way against another in words: how far a headline measure lies higher or lower, and how sure that is."""

from __future__ import annotations

from typing import Final

from game.words.grammar import listed
from game.words.measure import MEASURES, value

SMALL: Final = 5.0
"""A count below which a difference is told to a tenth."""

TOO_CLOSE: Final = "too close to call"

LUCK_APART: Final = (
    "Decisive moments tell the average over many kinds of luck; a what-if tells the one luck that this game had. The two can "
    "differ, and both are right."
)
"""Why two numbers for one other way can differ, told wherever either of them is."""


def apart(measure: str, difference: float) -> str:
    """A difference in a headline measure: `41 higher`, `3.2 of 100 lower`, `£1.2m higher`."""
    return f"{_size(measure, abs(difference))} {'higher' if difference > 0 else 'lower'}"


def interval(measure: str, low: float, high: float) -> str:
    """An interval of differences: `28 to 54` where the direction is known, else `from 12 lower to 9 higher`."""
    if low >= 0.0 or high <= 0.0:
        near, far = sorted((abs(low), abs(high)))
        return f"{_bare(measure, near)} to {_bare(measure, far)}"
    return f"from {_bare(measure, -low)} lower to {_bare(measure, high)} higher"


def _size(measure: str, size: float) -> str:
    return f"{_bare(measure, size)} of 100" if MEASURES[measure].unit == "level" else _bare(measure, size)


def _bare(measure: str, size: float) -> str:
    unit = MEASURES[measure].unit
    if unit == "level":
        return f"{100 * size:.1f}"
    # In a small place a difference of less than one is a difference.
    return f"{size:.1f}" if unit == "count" and 0.0 < size < SMALL else value(measure, size)


def effect(measure: str, mean: float, low: float, high: float) -> str:
    """What another way would have done to a measure: `People 41 higher (28 to 54)`, or that it is too close to call."""
    name = MEASURES[measure].name
    if low == high == 0.0:
        return f"{name} the same"
    between = interval(measure, low, high)
    if low <= 0.0 <= high:
        return f"{name} {TOO_CLOSE} ({between})"
    return f"{name} {apart(measure, mean)} ({between})"


def names(measures: list[str]) -> str:
    """Several measures by name in a row: `People, Trust and Money`."""
    return listed([MEASURES[measure].name for measure in measures])
