"""F4: a story of savings alone leaves more agencies outside than one that each can hear as its own (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place

TAILORED, SAVINGS = range(2)


@on_each_place
@fact
def test_savings_alone_end_with_narrower_commitment(place: str, n: int | Design) -> Iterator[Verdict]:
    """Under a savings-only narrative the least committed third of partners ends lower than under a tailored one."""
    pairs = Pairs(place, n)
    frames = [name for name, _ in pairs.place.frames]
    for number, name in enumerate(frames):
        pairs.put("emphasis", 0.9 if name == pairs.cast.savings else 0.05, number, arms=(SAVINGS,))
        pairs.put("emphasis", pairs.uniform(0.3, 0.7), number, arms=(TAILORED,))
    pairs.put("tailoring", 0.0, arms=(SAVINGS,))
    pairs.put("tailoring", pairs.uniform(0.5, 0.9), arms=(TAILORED,))
    pairs.play(12)
    partners = np.sort(np.delete(pairs["buy_in"], pairs.place.lead, axis=0), axis=0)
    least = partners[: round(len(partners) / 3)].mean(axis=0)
    yield compare("F4 tailored over savings-only, least committed third", pairs.arm(least, TAILORED), pairs.arm(least, SAVINGS))
