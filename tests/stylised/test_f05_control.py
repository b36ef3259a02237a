"""F5: who keeps control is ahead in the first year and behind at the end; who cedes it is the reverse (§3.3, §3.4)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place

CEDES, KEEPS = range(2)
YEAR = 4
END = 16


@on_each_place
@fact
def test_control_is_ahead_at_first_and_behind_at_the_end(place: str, n: int | Design) -> Iterator[Verdict]:
    """Joint effort under a lead that keeps control is higher over the first year and lower over the last."""
    pairs = Pairs(place, n, turns=END)
    pairs.put("control", pairs.uniform(0.75, 0.95), arms=(KEEPS,))
    pairs.put("control", pairs.uniform(0.1, 0.3), arms=(CEDES,))
    effective = []
    for _ in range(END):
        pairs.play(1)
        effective.append(pairs["effectiveness"].mean(axis=0))
    first, last = np.mean(effective[:YEAR], axis=0), np.mean(effective[-YEAR:], axis=0)
    yield compare("F5 control is ahead in year one", pairs.arm(first, KEEPS), pairs.arm(first, CEDES))
    yield compare("F5 control is behind at the end", pairs.arm(last, CEDES), pairs.arm(last, KEEPS))
