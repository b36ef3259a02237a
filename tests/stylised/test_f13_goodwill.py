"""F13: goodwill at the front line without support delivers less than senior buy-in suggests (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.stylised.pairs import HABITS, Design, Pairs, Verdict, compare, fact, on_each_place

ALONE, SUPPORTED = range(2)
LATER = 4


@on_each_place
@fact
def test_goodwill_without_support_delivers_less_than_was_agreed(place: str, n: int | Design) -> Iterator[Verdict]:
    """With willing leaders and a willing front line, delivery falls short of commitment where nobody backs the front line."""
    # Backing a front line is support too.
    pairs = Pairs(place, n, habits=[name for name in HABITS if name != "front_line"])
    agencies = len(pairs.place.agencies)
    agreed = pairs.uniform(0.6, 0.9, agencies)
    pairs.put("frontline", pairs.uniform(0.6, 0.9, agencies), slice(None))
    pairs.put("support", pairs.uniform(0.0, 0.15), arms=(ALONE,))
    pairs.put("support", pairs.uniform(0.7, 0.9), arms=(SUPPORTED,))
    for _ in range(LATER):
        pairs.put("buy_in", agreed, slice(None))
        pairs.play(1)
    buy_in, delivered = pairs["buy_in"].mean(axis=0), pairs["delivered"].mean(axis=0)
    alone = pairs.arm(delivered, ALONE)
    yield compare("F13 unsupported goodwill delivers less than buy-in suggests", pairs.arm(buy_in, ALONE), alone)
    yield compare("F13 support delivers more of it", pairs.arm(delivered, SUPPORTED), alone)
