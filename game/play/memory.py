"""Where batches lie in memory: fetching pages from the system can take longer than the arithmetic on them."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from typing import Final

import numpy as np

from game.core.arithmetic import Array

_LINE: Final = 8
"""Numbers that are fetched into the cache together."""

_PAGE: Final = 2**18
"""Numbers of a large page."""

_OUR_OWN: Final = 2
"""References to a block while nobody else has one: the slab's, and that of the question how many there are."""

_HELD: Final = 31 * 2**20
"""Bytes; glibc learns from blocks of up to 32 MiB."""


class Slab:
    """Memory for the states of batches that follow one another: one block, used again as soon as nobody looks at it any more.

    What lies far apart is found sooner in one block, since numpy asks for large pages where an array is large; and one that is
    used again need not be fetched from the system.
    """

    def __init__(self) -> None:
        self._block = np.empty(0)

    def arrays(self, shapes: Mapping[str, tuple[int, ...]], n: int) -> dict[str, Array]:
        """Arrays of these shapes with an axis of `n` more, which hold anything."""
        sizes = {name: math.prod(shape) * n for name, shape in shapes.items()}
        ends = np.cumsum([-(-size // _LINE) * _LINE for size in sizes.values()])
        if len(self._block) < ends[-1] + _PAGE or sys.getrefcount(self._block) > _OUR_OWN:
            self._block = np.empty(ends[-1] + _PAGE)
        first = -self._block.ctypes.data % (8 * _PAGE) // 8
        starts = (first + np.append(0, ends[:-1])).tolist()
        return {
            name: self._block[start : start + size].reshape(*shapes[name], n)
            for start, (name, size) in zip(starts, sizes.items(), strict=True)
        }


def hold_memory() -> None:
    """Makes the C library keep what is freed, where it is glibc.

    It gives memory back to the system whenever the top of its heap is free, and intermediate arrays free that all the time:
    fetching the pages again can take longer than the arithmetic. Once a large block was given back, it keeps up to twice as
    much. Nothing is touched here.
    """
    np.empty(_HELD // 8)
