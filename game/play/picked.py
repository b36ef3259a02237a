"""Ties picked out of a batch: what rules read of them, and where it is put back."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.arithmetic import Array, Indices
from game.core.rule import Rule
from game.core.variables import VARIABLES


class Part:
    """Some of the ties that count: which, and what does not change of what is read of them."""

    def __init__(self, n_agencies: int, one: Indices, other: Indices) -> None:
        self.one = one
        self.other = other
        self.same = one * n_agencies + other
        self.back = other * n_agencies + one
        self._steady: dict[tuple[str, str], tuple[Array, Array]] = {}

    def constant(self, value: Array, name: str, role: str) -> Array:
        """What a rule reads of a constant of the place, found once."""
        kept, found = self._steady.get((name, role), (None, None))
        if found is None or kept is not value:
            found = self.of(value, role)
            self._steady[name, role] = value, found
        return found

    def of(self, value: Array, role: str) -> Array:
        """What a rule reads of what is known for each agency or each tie."""
        if value.ndim == 3:
            return through(value).take(self.back if role == "back" else self.same, axis=0)
        return value.take(self.other if role == "to" else self.one, axis=0)


class Whole:
    """Some ties in every playthrough: what rules read of them has the shape (ties, N), or broadcasts to it.

    What was read is kept, since rules that follow one another often read the same.
    """

    def __init__(self, turn: Any, part: Part, steady: dict[tuple[str, str], Any]) -> None:
        """`steady` holds what is the same for all ties, and is added to."""
        self._turn = turn
        self._part = part
        self._steady = steady
        self._kept: dict[tuple[str, str], Any] = {}

    def read(self, name: str, role: str) -> Any:
        """What a rule reads: see `Rule.places`."""
        place = (name, role)
        found = self._kept.get(place)
        if found is None:
            found = self._steady.get(place)
        return self._fetched(name, role) if found is None else found

    def _fetched(self, name: str, role: str) -> Any:
        is_variable = name in VARIABLES
        value = self._turn.state[name] if is_variable else self._turn.constant(name)
        if getattr(value, "ndim", 0) < 2:
            self._steady[name, role] = value
            return value
        found = self._part.of(value, role) if is_variable else self._part.constant(value, name, role)
        self._kept[name, role] = found
        return found

    def put(self, name: str, fresh: Array) -> None:
        """Puts values back."""
        through(self._turn.state[name])[self._part.same] = fresh
        self._kept[name, "same"] = fresh


class Few:
    """Some ties, each in one playthrough: what rules read of them has the shape (elements,), or is a number.

    What was read is kept until it changes, since rules that follow one another often read the same.
    """

    def __init__(self, turn: Any, one: Indices, other: Indices, row: Indices) -> None:
        self._turn = turn
        self._one = one
        self._other = other
        self._row = row
        self._kept: dict[tuple[str, str], Any] = {}
        self._places: dict[tuple[tuple[int, ...], str], Any] = {}

    def __len__(self) -> int:
        return len(self._row)

    def where_it_moves(self, rule: Rule) -> Few:
        """Those of them where not all is nought that a rule is nought without, if these are fewer than half; else all."""
        if not rule.nought_without:
            return self
        somewhere: Any = False
        for name in rule.nought_without:
            somewhere = somewhere | (self.read(*rule.places[rule.reads.index(name)]) != 0.0)
        some = np.flatnonzero(np.broadcast_to(somewhere, self._row.shape))
        if len(some) > len(self) / 2:
            return self
        return Few(self._turn, self._one[some], self._other[some], self._row[some])

    def read(self, name: str, role: str) -> Any:
        """What a rule reads: see `Rule.places`."""
        if (name, role) not in self._kept:
            value = value_of(self._turn, name)
            is_one = not isinstance(value, np.ndarray) or not value.ndim
            self._kept[name, role] = value if is_one else value.reshape(-1).take(self._where(value.shape, role))
        return self._kept[name, role]

    def put(self, name: str, fresh: Array) -> None:
        """Puts values back."""
        value = self._turn.state[name]
        value.reshape(-1)[self._where(value.shape, "same")] = fresh
        self.forget(name)

    def forget(self, variable: str) -> None:
        """Lets go what was read of a variable that changes."""
        self._kept = {place: value for place, value in self._kept.items() if place[0] != variable}

    def _where(self, shape: tuple[int, ...], role: str) -> Any:
        """Where what a rule reads of an array of some shape lies in it, counted through."""
        if (shape, role) not in self._places:
            row: Any = self._row if shape[-1] > 1 else 0
            match len(shape):
                case 1:
                    place = row
                case 2:
                    place = (self._other if role == "to" else self._one) * shape[-1] + row
                case _:
                    place = number_of(shape[0], self._one, self._other, role) * shape[-1] + row
            self._places[shape, role] = place
        return self._places[shape, role]


def value_of(turn: Any, name: str) -> Any:
    """A variable, or a constant of the place, or a parameter."""
    return turn.state[name] if name in VARIABLES else turn.constant(name)


def through(value: Array) -> Array:
    """What is indexed by two agencies, counted through: shape (A x A, N)."""
    return value.reshape(-1, value.shape[-1])


def number_of(n_agencies: int, one: Indices, other: Indices, role: str) -> Any:
    """Where a tie stands in what is counted through, or the other's tie with it."""
    return other * n_agencies + one if role == "back" else one * n_agencies + other
