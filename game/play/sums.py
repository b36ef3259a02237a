"""Sums over ties, taken through those alone that have weight."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Indices
from game.core.rule import Rule
from game.play.picked import through, value_of

WEIGHTS: Final = ("tie", "per_tie", "per_protocol")
"""Constants of a place, nought for pairs that do not count, by one of which every sum over pairs is weighted."""

_MANY: Final = 512
"""Playthroughs from which sums are taken tie by tie."""


def weight_of(rule: Rule) -> str:
    """The constant that a sum over ties is weighted by, "" of any other rule."""
    weight = next((name for name in rule.reads if name in WEIGHTS), "")
    is_plain = rule.kind == "gathering" and all(role in ("same", "place") for _, role in rule.places)
    return weight if is_plain else ""


def weighty(weights: Array, rule: Rule) -> Indices | None:
    """With whom each agency has ties of weight, in order, as a sum goes through them; None where few could be left out.

    A sum in which the rest are left out comes to the same bits: they add nought. Ties of no weight fill up the fewer.

    Arguments:
        weights: what the sum is weighted by, shape (A, A, 1).
        rule: the sum. One of each agency goes along its row, and one of the place along each column.

    Returns:
        Indices of agencies: (A, K) for each row its columns, or (K, A) for each column its rows.
    """
    axis = 1 if rule.over == "agency" else 0
    is_weighty = weights[..., 0] != 0.0
    longest = int(np.count_nonzero(is_weighty, axis=axis).max())
    if not 0 < longest <= len(weights) / 2:
        return None
    return np.argsort(~is_weighty, axis=axis, kind="stable").take(range(longest), axis=axis)


def gather(turn: Any, rule: Rule, numbers: Indices) -> None:
    """Applies a rule that sums over ties to those alone that have weight.

    In a large batch what it reads of ties is an array of arrays: those of each tie as they lie, and nought where there is no
    weight. So nothing is copied, and what is made on the way fits into the cache.
    """
    values = [value_of(turn, name) for name in rule.reads]
    if turn.state.n_playthroughs < _MANY:
        read = [through(one).take(numbers, axis=0) if getattr(one, "ndim", 0) == 3 else one for one in values]
        turn.state[rule.changes][...] = rule.compute(*read)
        return
    is_weighty = through(turn.constant(weight_of(rule)))[numbers, 0] != 0.0
    read = [_each(one, numbers, is_weighty) if getattr(one, "ndim", 0) == 3 else one for one in values]
    changed, fresh = turn.state[rule.changes], rule.compute(*read)
    for part, one in zip(changed, fresh, strict=True) if rule.over == "agency" else ((changed, fresh),):
        part[...] = one


def _each(value: Array, numbers: Indices, is_weighty: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    """Of some ties what is known of each, as an array of arrays or numbers."""
    result = np.zeros(numbers.shape, dtype=object)
    rows = through(value)
    for place in np.argwhere(is_weighty).tolist():
        one = rows[numbers[tuple(place)]]
        result[tuple(place)] = one if len(one) > 1 else one.item()
    return result
