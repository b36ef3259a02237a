"""The memory that batches are made in: used again, but never while anybody looks at what was made there before."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.play.crew import CHUNK, Crew
from game.play.memory import Slab
from tests.places.laboratory import laboratory

SHAPES = {"pot": (), "budget": (3,), "trust": (3, 3), "none": (0,)}


@given(n=st.integers(0, 2000))
def test_no_array_lies_in_another(n: int) -> None:
    """What is written into one stays, whatever is written into the others."""
    arrays = Slab().arrays(SHAPES, n)
    for number, name in enumerate(SHAPES):
        arrays[name][...] = number
    for number, (name, shape) in enumerate(SHAPES.items()):
        assert arrays[name].shape == (*shape, n)
        assert arrays[name].flags.carray
        assert (arrays[name] == number).all()


def test_a_slab_is_used_again_once_nobody_looks() -> None:
    """The same memory serves the next batch, also a smaller one; one that is still looked at, or too small, is left."""
    slab = Slab()
    first = slab.arrays(SHAPES, 1000)["trust"].ctypes.data
    again = slab.arrays(SHAPES, 900)["pot"]
    held = again.copy()
    assert again.ctypes.data < first < again.ctypes.data + 8 * 1000 * 13
    slab.arrays(SHAPES, 900)["pot"][...] = np.arange(900.0) + 1.0
    assert np.array_equal(again, held, equal_nan=True)
    assert slab.arrays(SHAPES, 100_000)["trust"].shape == (3, 3, 100_000)


def test_many_processes_play_less_at_once() -> None:
    """What all of them hold together is bounded."""
    assert [Crew(laboratory(), jobs).most for jobs in (1, 4, 16)] == [CHUNK, CHUNK, CHUNK // 4]
    assert Crew(laboratory(), 10_000).most > 0
