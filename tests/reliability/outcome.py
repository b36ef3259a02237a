"""What came of trying a fault: how often, what had been acknowledged, what of it was lost, and how often nothing went on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What came of some trials.

    Arguments:
        trials: how often the fault was made to happen.
        acknowledged: how many decisions or files somebody had been told were safe.
        lost: how many of those were not there afterwards, bit for bit.
        stuck: after how many trials the game did not go on.
    """

    trials: int = 0
    acknowledged: int = 0
    lost: int = 0
    stuck: int = 0

    def __add__(self, other: Outcome) -> Outcome:
        """Both together."""
        return Outcome(
            self.trials + other.trials,
            self.acknowledged + other.acknowledged,
            self.lost + other.lost,
            self.stuck + other.stuck,
        )


@dataclass(frozen=True)
class Fault:
    """A fault that is made to happen to real processes.

    Arguments:
        name: what it is called on the command line.
        title: what happens, as the table says it.
        how: by what means, as the table says it.
        trial: one trial, or one of each kind, in a folder of its own.
        times: how often it is tried for the table.
    """

    name: str
    title: str
    how: str
    trial: Callable[[Path], Outcome]
    times: int = 1


def missing(expected: list[object], found: list[object]) -> int:
    """How many of what was acknowledged, in its order, are not at the beginning of what was found."""
    same = 0
    for one, other in zip(expected, found, strict=False):
        if one != other:
            break
        same += 1
    return len(expected) - same
