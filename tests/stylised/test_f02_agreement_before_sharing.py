"""F2: senior agreement is not sharing; what opens it takes quarters, so it pays to begin early (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.core.effects.protocol import Protocol
from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, within

NEVER, EARLY, LATE = range(3)
AGREED = 3
LATER = 5
END = 12


@on_each_place
@fact
def test_practice_lags_agreement_and_early_protocols_end_higher(place: str, n: int | Design) -> Iterator[Verdict]:
    """Three quarters after senior agreement practice is under a quarter; protocols begun earlier end higher."""
    pairs = Pairs(place, n, arms=3)
    pairs.put("buy_in", pairs.uniform(0.75, 0.95, len(pairs.place.agencies)), slice(None))
    drafting = Protocol(protocol=pairs.place.protocols)
    pairs.apply(drafting, arms=(EARLY,))
    pairs.play(AGREED)
    practice = pairs.over_ties("practice")
    for arm, name in enumerate(("never", "early")):
        yield within(f"F2 practice under .25 three quarters on, protocols {name}", pairs.arm(practice, arm) < 0.25)
    pairs.play(LATER - AGREED)
    pairs.apply(drafting, arms=(LATE,))
    pairs.play(END - LATER)
    practice = pairs.over_ties("practice")
    assert np.all(practice <= 1.0)
    yield compare("F2 protocols begun earlier end higher", pairs.arm(practice, EARLY), pairs.arm(practice, LATE))
    yield compare("F2 late ones end higher than none", pairs.arm(practice, LATE), pairs.arm(practice, NEVER))
