"""The words that rules are written in, over many numbers as over one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.core.arithmetic import select


@given(one=st.floats(), other=st.floats(), n=st.sampled_from([1, 7, 5000]))
def test_either_of_two_numbers_is_chosen_bit_for_bit(one: float, other: float, n: int) -> None:
    """Whatever the numbers are: infinite, none, or nought below nought."""
    holds = np.arange(3 * n).reshape(3, n) % 5 < 2
    chosen = select(holds, one, other)
    assert chosen.tobytes() == np.where(holds, one, other).tobytes()
