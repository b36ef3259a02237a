"""One way against another in words: how far a headline measure lies higher or lower, and how sure that is."""

from __future__ import annotations

from typing import Final

from game.translation import later, say
from game.words.grammar import listed
from game.words.measure import MEASURES, value

SMALL: Final = 5.0
"""A count below which a difference is told to a tenth."""

TOO_CLOSE: Final = later("too close to call")

LUCK_APART: Final = later(
    "Decisive moments tell the average over many kinds of luck; a what-if tells the one luck that this game had. The two can "
    "differ, and both are right."
)
"""Why two numbers for one other way can differ, told wherever either of them is."""


def apart(measure: str, difference: float) -> str:
    """A difference in a headline measure: `41 higher`, `3.2 of 100 lower`, `£1.2m higher`."""
    size = _size(measure, abs(difference))
    return say("{size} higher", size=size) if difference > 0 else say("{size} lower", size=size)


def interval(measure: str, low: float, high: float) -> str:
    """An interval of differences: `28 to 54` where the direction is known, else `from 12 lower to 9 higher`."""
    if low >= 0.0 or high <= 0.0:
        near, far = sorted((abs(low), abs(high)))
        return say("{low} to {high}", low=_bare(measure, near), high=_bare(measure, far))
    return say("from {low} lower to {high} higher", low=_bare(measure, -low), high=_bare(measure, high))


def _size(measure: str, size: float) -> str:
    return say("{level} of 100", level=_bare(measure, size)) if MEASURES[measure].unit == "level" else _bare(measure, size)


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
        return say("{measure} the same", measure=name)
    between = interval(measure, low, high)
    if low <= 0.0 <= high:
        return say("{measure} too close to call ({between})", measure=name, between=between)
    # Where both ends are printed as the mean is, the interval would only repeat it.
    is_sure = len({_bare(measure, abs(end)) for end in (low, mean, high)}) == 1
    if is_sure:
        return f"{name} {apart(measure, mean)}"
    return say("{measure} {apart} ({between})", measure=name, apart=apart(measure, mean), between=between)


def names(measures: list[str]) -> str:
    """Several measures by name in a row: `People, Trust and Money`."""
    return listed([MEASURES[measure].name for measure in measures])
