"""F16: attributable hard outcomes of the whole caseload move by 5% at most within four quarters, on any path (§3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from game.core.rng import seeds_of
from tests.places.lines import course
from tests.stylised.cast import place_named
from tests.stylised.pairs import Design, Pairs, Verdict, fact, on_each_place, within

USUAL, BEST = range(2)
QUARTERS = 4
HARD = 8


@on_each_place
@fact
def test_hard_outcomes_take_longer_than_a_year(place: str, n: int | Design) -> Iterator[Verdict]:
    """Within four quarters no hard outcome moves by more than 5% of what the whole caseload could gain, whatever is done."""
    pairs = Pairs(place, n)
    pairs.put("pot", 5e6, arms=(BEST,))
    for _ in range(QUARTERS):
        for name in ("buy_in", "frontline", "practice", "legal", "permission", "outlook"):
            pairs.put(name, 1.0, slice(None), arms=(BEST,))
        for name in ("user_trust", "openness", "energy"):
            pairs.put(name, 1.0, arms=(BEST,))
        pairs.put("strain", 0.0, slice(None), arms=(BEST,))
        pairs.play(1)
    delay, rate = pairs.place.constants["delay"][:, 0], pairs.place.constants["rate"][:, 0]
    moved = pairs["attributable"] / (rate[:, None] * pairs["target"])
    reported = pairs["reported"] / (rate[:, None] * pairs["target"])
    hard = moved[delay >= HARD]
    assert len(hard) >= 2
    assert np.any(hard > 0.0)
    assert np.median(reported[delay >= HARD][:, pairs.in_arm(BEST)]) > 3.0 * np.median(hard[:, pairs.in_arm(BEST)])
    yield within("F16 hard outcomes move by 5% at most", pairs.in_every_arm(np.all(hard <= 0.05, axis=0)), least_share=1.0)


@on_each_place
def test_no_line_of_play_hurries_hard_outcomes(place: str, n: int) -> None:
    """The same holds under any decisions in the whole place, dilemmas, events and all."""
    whole = place_named(place)
    reached = list(islice(course(whole, seeds_of(1, n), np.random.default_rng(16), trace=False), QUARTERS + 1))[-1].state
    delay, rate = whole.constants["delay"][:, 0], whole.constants["rate"][:, 0]
    moved = (reached["attributable"] / (rate[:, None] * reached["target"]))[delay >= HARD]
    assert reached.turn == QUARTERS + 1
    assert np.all(moved <= 0.05)
    assert np.any(reached["reported"] > 0.0)
