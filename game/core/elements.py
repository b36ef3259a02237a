"""A few elements out of all of a batch: where they stand, how they are moved, and what rules that move nothing else read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from game.core.arithmetic import Array, Indices, Mask, greater, lesser


@lru_cache(maxsize=4096)
def counted_through(indices: tuple[tuple[int, ...], ...], shape: tuple[int, ...]) -> Indices | None:
    """Where some elements stand in an array of this shape counted through, shape (elements,).

    None of less than two, or where one is named twice.
    """
    if len(indices) < 2 or len(set(indices)) < len(indices):
        return None
    return np.array(np.ravel_multi_index(np.array(indices, dtype=np.intp).T, shape))


Mover = Callable[[Array, Indices, Indices, Array, float, float], None]
"""As `move`."""


def moved(held: Any, size: Any, low: Any, high: Any) -> Any:
    """What becomes of an element that is moved: the size is added, and its bounds are kept."""
    return lesser(greater(held + size, low), high)


def move(values: Array, numbers: Indices, rows: Indices, size: Array, low: float, high: float) -> None:
    """Moves some elements of a variable in some playthroughs, by numpy.

    Arguments:
        values: the variable, its elements counted through, shape (elements, N).
        numbers: which elements, each once.
        rows: which playthroughs, each once.
        size: by how much, shape (1,), or (rows,) where it differs.
        low: the variable's lower bound.
        high: its upper bound.
    """
    through = values.reshape(-1)
    chosen = numbers[:, None] * values.shape[-1] + rows
    through[chosen] = moved(through.take(chosen), size, low, high)


class Places:
    """Where one element of each of some playthroughs stands in an array counted through.

    Acts that follow one another are often on the same elements of several variables, so the last that were found are kept.
    """

    def __init__(self) -> None:
        self._last: tuple[Any, ...] = ()

    def of(self, value: Array, index: tuple[Any, ...], rows: Any) -> tuple[Array, Any]:
        """An array counted through, and where the elements stand in it; as it is, with its own index, where it cannot be.

        Arguments:
            value: the array, the playthroughs on its last axis.
            index: for each other axis a number, or one for each of the rows.
            rows: the playthroughs.
        """
        if not index:
            return value, rows
        if not value.flags.c_contiguous:
            return value, (*index, rows)
        one, other = index[0], index[-1]
        last = self._last
        if not (last and last[0] is one and last[1] is other and last[2] is rows and last[3] == value.shape):
            number = one if len(index) == 1 else one * value.shape[1] + other
            self._last = last = (one, other, rows, value.shape, number * value.shape[-1] + rows)
        return value.reshape(-1), last[4]


class Elements:
    """Where a mask over all pairs holds: the values there, and where they are put back."""

    def __init__(self, mask: Mask) -> None:
        """Takes a mask of shape (A, A, N)."""
        n_agencies, _, self._n = mask.shape
        self._shape = mask.shape
        self._flat = np.flatnonzero(mask)
        pair, self._row = np.divmod(self._flat, self._n)
        self._axes = (*np.divmod(pair, n_agencies), self._row)
        self._kept: dict[tuple[str, str], Any] = {}

    def __len__(self) -> int:
        return len(self._flat)

    def read(self, name: str, role: str, value: Any) -> Any:
        """As `of`, and kept until `name` changes: rules that follow one another often read the same."""
        if (name, role) not in self._kept:
            self._kept[name, role] = self.of(value)
        return self._kept[name, role]

    def forget(self, variable: str) -> None:
        """Lets go what was read of a variable that has changed."""
        self._kept = {key: value for key, value in self._kept.items() if key[0] != variable}

    def of(self, value: Any) -> Any:
        """A number as it is, or what an array that broadcasts over all pairs holds there, shape (elements,)."""
        if not isinstance(value, np.ndarray) or not value.ndim:
            return value
        if value.flags.c_contiguous:
            return value.reshape(-1).take(self._index(value.shape))
        return np.broadcast_to(value, self._shape)[self._axes]

    def put(self, value: Array, fresh: Array) -> None:
        """Puts values back into an array of shape (A, A, N)."""
        if value.flags.c_contiguous:
            value.reshape(-1)[self._flat] = fresh
        else:
            value[self._axes] = fresh

    def _index(self, shape: tuple[int, ...]) -> Any:
        """Where the elements lie in an array of a shape that broadcasts over all pairs, counted through."""
        if shape == self._shape:
            return self._flat
        index: Any = 0
        for size, axis in zip(shape, self._axes[3 - len(shape) :], strict=True):
            index = index * size + (axis if size > 1 else 0)
        return np.broadcast_to(index, self._flat.shape)
