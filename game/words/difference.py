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


def apart(measure: str, difference: float, *, to_a_tenth: bool = False) -> str:
    """A difference in a headline measure: `41 higher`, `3.2 of 100 lower`, `£1.2m higher`."""
    size = _size(measure, abs(difference), to_a_tenth=to_a_tenth)
    return say("{size} higher", size=size) if difference > 0 else say("{size} lower", size=size)


def interval(measure: str, low: float, high: float, *, to_a_tenth: bool = False) -> str:
    """An interval of differences: `28 to 54` where the direction is known, else `from 12 lower to 9 higher`."""
    if low >= 0.0 or high <= 0.0:
        near, far = sorted((abs(low), abs(high)))
        return say(
            "{low} to {high}", low=_bare(measure, near, to_a_tenth=to_a_tenth), high=_bare(measure, far, to_a_tenth=to_a_tenth)
        )
    return say("from {low} lower to {high} higher", low=_bare(measure, -low), high=_bare(measure, high))


def _size(measure: str, size: float, *, to_a_tenth: bool) -> str:
    bare = _bare(measure, size, to_a_tenth=to_a_tenth)
    return say("{level} of 100", level=bare) if MEASURES[measure].unit == "level" else bare


def _bare(measure: str, size: float, *, to_a_tenth: bool = False) -> str:
    unit = MEASURES[measure].unit
    if unit == "level":
        return f"{100 * size:.1f}"
    # In a small place a difference of less than one is a difference.
    return f"{size:.1f}" if unit == "count" and (to_a_tenth or 0.0 < size < SMALL) else value(measure, size)


def effect(measure: str, mean: float, low: float, high: float) -> str:
    """What another way would have done to a measure: `People 41 higher (28 to 54)`, or that it is too close to call."""
    name = MEASURES[measure].name
    if low == high == 0.0:
        return say("{measure} the same", measure=name)
    if low <= 0.0 <= high:
        return say("{measure} too close to call ({between})", measure=name, between=interval(measure, low, high))
    sizes = sorted(abs(one) for one in (low, mean, high))
    # An interval that only just leaves the small counts is told to a tenth as a whole: `5.0 higher (4.9 to 5.0)`.
    to_a_tenth = sizes[0] < SMALL <= sizes[-1] < 2 * SMALL
    told = apart(measure, mean, to_a_tenth=to_a_tenth)
    # Where both ends are printed as the mean is, the interval would only repeat it.
    if len({_bare(measure, size, to_a_tenth=to_a_tenth) for size in sizes}) == 1:
        return f"{name} {told}"
    between = interval(measure, low, high, to_a_tenth=to_a_tenth)
    return say("{measure} {apart} ({between})", measure=name, apart=told, between=between)


def names(measures: list[str]) -> str:
    """Several measures by name in a row: `People, Trust and Money`."""
    return listed([MEASURES[measure].name for measure in measures])
