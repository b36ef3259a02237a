"""What conditions ask of a state: one element of a variable, or the lowest, highest or mean of all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.core.arithmetic import Array, greater, lesser, select
from game.core.condition import SummaryKind, holds, ties_of
from game.core.place import Place
from game.core.state import State


def read(place: Place, state: State, variable: str, index: tuple[int, ...]) -> Array:
    """One element of a variable, or of the few that are derived from place and state alone, shape (N,)."""
    n = state.n_playthroughs
    if variable == "turn":
        return np.full(n, float(state.turn))
    if variable == "protocols":
        return np.full(n, float(len(place.protocols)))
    if variable == "signed":
        result = np.zeros(n)
        for one, other in place.protocols:
            result += select(state["permission"][one, other] >= place.signed_at, 1.0, 0.0)
        return result
    if variable == "lasting":
        return holds(place.traces[index[0]].when, _Reader(place, state), n).astype(np.float64)
    value: Array = state[variable][index]
    return value


@dataclass(frozen=True, slots=True)
class _Reader:
    """A state, as conditions ask it."""

    place: Place
    state: State

    def read(self, variable: str, index: tuple[int, ...]) -> Array:
        """One element of a variable, shape (N,)."""
        return read(self.place, self.state, variable, index)

    def summarise(self, kind: SummaryKind, variable: str, index: tuple[int, ...] = ()) -> Array:
        """The lowest, highest or mean element of a variable, shape (N,)."""
        return summarise(self.place, self.state, kind, variable, index)


def summarise(place: Place, state: State, kind: str, variable: str, index: tuple[int, ...] = ()) -> Array:
    """The lowest, highest or mean element of a variable over agencies, or over the ties that matter, shape (N,).

    With an `index`, over all of one agency's ties, whether or not an outcome needs them: a lead is often needed by none.
    """
    value = state[variable]
    items = [value[i, j] for i, j in ties_of(index, len(value)) or place.ties] if value.ndim == 3 else list(value)
    if not items:
        return np.zeros(state.n_playthroughs)
    result: Array = np.array(items[0])
    for item in items[1:]:
        if kind == "lowest":
            result = lesser(result, item)
        elif kind == "highest":
            result = greater(result, item)
        else:
            result = result + item
    return result / len(items) if kind == "mean" else result
