"""The few operations the dynamics may use, each exact under IEEE 754 and so the same bits on every machine.

A rule is written in these words alone. Under numpy they act on broadcast arrays; a compiler that
reads the same function on scalars only has to say what the three words `select`, `lesser` and
`greater` mean there. There is no exp, log, power or library sum: their last bit depends on the
processor and on the size of the array.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Indices = npt.NDArray[np.intp]

lesser: Any = np.minimum
greater: Any = np.maximum
root: Any = np.sqrt
whole: Any = np.floor


_LITTLE = 2048


def select(holds: Any, one: Any, other: Any) -> Any:
    """One value where a mask holds and another elsewhere, as `np.where`.

    Between two numbers, what their bits differ by is taken or not: a fraction of the time that `np.where` takes over a mask
    without pattern.
    """
    if isinstance(holds, np.ndarray) and holds.size > _LITTLE and isinstance(one, float) and isinstance(other, float):
        first, second = np.array((one, other)).view(np.int64)
        bits = holds * (first ^ second)
        bits ^= second
        return bits.view(np.float64)
    return np.where(holds, one, other)


def nonzero(mask: Mask) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Where a mask of two axes holds, as `np.nonzero`, in an eighth of its time."""
    first, second = np.divmod(mask.reshape(-1).nonzero()[0], mask.shape[-1])
    return first, second


def is_same(one: Array, other: Array) -> bool:
    """Whether two arrays hold the same numbers, as `np.array_equal`; a fraction of its time where there are few.

    Those of the same bytes are the same, which most are. Others need not differ: 0.0 is -0.0.
    """
    if one.shape != other.shape:
        return False
    return (one.size < _LITTLE and one.tobytes() == other.tobytes()) or not np.count_nonzero(one != other)


def total(items: Array) -> Array:
    """The sum over the first axis, added one by one in order, so that a batch of one gives the bits of a batch of many.

    `items` has shape (n, ...); the result has shape (...). numpy's own `sum` adds in an order that depends on the shape;
    `accumulate` does not, and is quicker where there is little to add.
    """
    if items.size < _LITTLE:
        running: Array = np.add.accumulate(items, axis=0)[-1]
        return running
    result: Array = np.array(items[0], dtype=np.float64)
    for item in items[1:]:
        result += item
    return result


def mean(items: Array) -> Array:
    """The mean over the first axis, added in order: see `total`."""
    return total(items) / len(items)
