"""How far each assumption of the model may lie from what it is: a quarter either way, within its bounds.

Whoever asks what hangs on an assumption asks it here, so that simulation, debrief and the model's law mean the same by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.core.parameters import ASSUMPTIONS, PARAMETERS
from game.core.place import Place

A_QUARTER: Final = 0.25
"""By what share of itself each assumption is moved."""

Move = tuple[str, float]
"""An assumption and the value that it is moved to."""


@dataclass(frozen=True, slots=True)
class Reach:
    """An assumption of a place: its name, its value, and the two values between which it may lie."""

    name: str
    usual: float
    low: float
    high: float

    @property
    def moved(self) -> tuple[float, ...]:
        """The values it is moved to: the lower and the higher, where they are others than its own."""
        return tuple(value for value in (self.low, self.high) if value != self.usual)


def reaches(place: Place, parameters: Mapping[str, float] | None = None) -> tuple[Reach, ...]:
    """Every assumption that a place has, in the order of the model's table; none of those that are nought, which has no quarter.

    Numbers that can only be whole move to the next whole number.

    Arguments:
        place: the place.
        parameters: what lies over the place's own.
    """
    values = {**place.parameters, **(parameters or {})}
    found = []
    for name in ASSUMPTIONS:
        known = PARAMETERS[name]
        if (known.part and known.part not in place.parts) or not values[name]:
            continue
        usual = float(values[name])
        step = max(1.0, round(A_QUARTER * usual)) if known.is_whole else A_QUARTER * abs(usual)
        found.append(Reach(name, usual, max(usual - step, known.low), min(usual + step, known.high)))
    return tuple(found)


def moves(place: Place, parameters: Mapping[str, float] | None = None) -> tuple[Move, ...]:
    """Every assumption moved down, and up, one at a time."""
    return tuple((one.name, value) for one in reaches(place, parameters) for value in one.moved)
