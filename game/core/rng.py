"""Counter-based random numbers: a draw depends on (seed, turn, purpose, number) and on nothing else that was drawn.

SplitMix64 (Steele, Lea and Flood, 2014, *Fast splittable pseudorandom number generators*), used as a hash of a counter. Only
integer operations and one exact conversion, so the bits are the same on every machine.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array

Seeds = npt.NDArray[np.uint64]

PURPOSES: Final = {
    "departure": 1,
    "incident": 2,
    "event": 3,
    "effect": 4,
    "estimate": 5,
    "successor": 6,
    "policy": 7,
    "background": 8,
}

_GOLDEN: Final = 0x9E3779B97F4A7C15
_MASK: Final = 0xFFFFFFFFFFFFFFFF
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)


def seeds_of(first: int, count: int) -> Seeds:
    """The seeds first, first + 1, ... of a batch, shape (count,)."""
    return (np.arange(count, dtype=np.uint64) + np.uint64(first & _MASK)).astype(np.uint64)


def uniform(seeds: Seeds, turn: int, purpose: str, number: int | npt.NDArray[np.int64] = 0) -> Array:
    """Uniform draws in [0, 1).

    `seeds` has shape (N,). `number` tells apart draws of one purpose: an int gives shape (N,), an array of shape
    (m, 1) gives (m, N).
    """
    key = (turn * 0x1_0000_0000 + PURPOSES[purpose] * 0x100_0000) & _MASK
    # Of an array numpy says nothing where a product is larger than its numbers; of a single number it would.
    counter = np.atleast_1d(np.asarray(number, dtype=np.uint64)) + np.uint64(key)
    hashed = _mix(counter * np.uint64(_GOLDEN) + np.uint64(_GOLDEN))
    hashed = _mix(_mix(seeds * np.uint64(_GOLDEN)) ^ hashed)
    hashed >>= np.uint64(11)
    drawn = hashed.astype(np.float64)
    drawn *= 2.0**-53
    return drawn


def _mix(value: Seeds) -> Seeds:
    for shift, factor in ((_30, _FIRST), (_27, _SECOND)):
        mixed = value >> shift
        mixed ^= value
        mixed *= factor
        value = mixed
    mixed = value >> _31
    mixed ^= value
    return mixed
