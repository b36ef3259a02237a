"""F10: after an abrupt end, what remains grows with outlook built before it, not with money spent (§4.4, §4.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.core.effects.end import End
from game.core.effects.money import Grant
from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, unmoved

PLAIN, OUTLOOK, MONEY = range(3)
RUNS = 8
AFTERWARDS = 8
RICH = 60000


@on_each_place
@fact
def test_what_remains_grows_with_outlook_and_not_with_money(place: str, n: int | Design) -> Iterator[Verdict]:
    """Eight quarters after an abrupt end, more is left where outlook had been built, and no more where money had been spent."""
    pairs = Pairs(place, n, arms=3)
    agencies = len(pairs.place.agencies)
    # More families than there is money for, so that what is granted is spent.
    pairs.put("target", 1000.0)
    pairs.let("finding", 60.0, arms=(PLAIN, OUTLOOK, MONEY))
    pairs.put("giving", pairs.uniform(0.0, 0.1, agencies), slice(None))
    pairs.put("pot", 0.0)
    wider = pairs.uniform(0.15, 0.3)
    spent = pairs["work"]
    for quarter in range(RUNS):
        pairs.apply(Grant(grant=RICH, to=-1), arms=(MONEY,))
        if quarter == RUNS - 1:
            for i in range(agencies):
                pairs.put("outlook", np.minimum(1.0, pairs["outlook"][i] + wider), i, arms=(OUTLOOK,))
        pairs.play(1)
    spent = pairs["work"] - spent
    pairs.apply(End(end="programme"), arms=(PLAIN, OUTLOOK, MONEY))
    pairs.play(AFTERWARDS)
    left = pairs["effectiveness"].mean(axis=0) * pairs["remains"]
    plain = pairs.arm(left, PLAIN)
    yield compare("F10 money was really spent", pairs.arm(spent, MONEY), pairs.arm(spent, PLAIN))
    yield compare("F10 what remains grows with outlook", pairs.arm(left, OUTLOOK), plain)
    yield unmoved("F10 and not with money spent", pairs.arm(left, MONEY), plain)
