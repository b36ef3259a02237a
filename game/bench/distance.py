"""How far a state is from meeting a condition: 0 where it holds, and the nearer the smaller.

Search by play needs a slope to walk down: "no" says nothing about which of two games came nearer.

Source: robustness of temporal logic formulas; Fainekos and Pappas (2009), Theoretical Computer Science 410. Ours is one-sided,
and scaled by each variable's range.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core import condition as tree
from game.core.condition import Condition, Values
from game.core.variables import VARIABLES

_HAIR = 1e-6


def distance(condition: Condition, read: Any) -> Values:
    """How far from holding, shape (N,) or scalar; 0 where it holds."""
    return _distance(condition, read, is_denied=False)


def _distance(condition: Condition, read: Any, *, is_denied: bool) -> Values:
    match condition:
        case tree.Not(part=part):
            return _distance(part, read, is_denied=not is_denied)
        case tree.Both(parts=parts) | tree.Either(parts=parts):
            away = [_distance(part, read, is_denied=is_denied) for part in parts]
            needs_all = isinstance(condition, tree.Both) != is_denied
            result = away[0]
            for one in away[1:]:
                result = result + one if needs_all else np.minimum(result, one)
            return result
        case tree.Compare():
            return _compared(condition, read, is_denied=is_denied)
        case _:
            holds = np.not_equal(condition.evaluate(read), 0.0)
            return np.where(holds != is_denied, 0.0, 1.0)


def _compared(condition: tree.Compare, read: Any, *, is_denied: bool) -> Values:
    answer = condition.evaluate(read)
    holds = np.logical_not(answer) if is_denied else answer
    apart = condition.left.evaluate(read) - condition.right.evaluate(read)
    scale = _scale(condition)
    if condition.operator in ("==", "!="):
        # Whether an option was taken is yes or no; of two numbers the nearer is nearer.
        away = np.minimum(np.abs(apart) / scale, 1.0) if scale < 1e3 else np.full(np.shape(apart), 1.0)
        return np.where(holds, 0.0, _HAIR + away)
    return np.where(holds, 0.0, _HAIR + np.minimum(np.abs(apart) / scale, 10.0))


def _scale(condition: tree.Compare) -> float:
    """The width of what is compared: of a level 1, of pounds or counts the number it is compared with."""
    for side, other in ((condition.left, condition.right), (condition.right, condition.left)):
        if isinstance(side, tree.Read | tree.Summary):
            facts = VARIABLES.get(side.variable)
            if facts is not None and facts.unit == "level":
                return 1.0
            if side.variable in ("chosen", "promise_status"):
                return 1e6
            if isinstance(other, tree.Constant) and other.value:
                return abs(other.value)
    return 1.0
