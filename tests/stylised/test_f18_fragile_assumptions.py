"""F18: moving any assumption by a quarter keeps the rank order of five lines of play in four of five cases, and P4 in all."""

from __future__ import annotations

import numpy as np
import pytest

from game.bench.laws import REFERENCE
from game.play.assumption import moves
from tests.stylised.cast import CASES, place_named
from tests.stylised.lines import no_line_is_dominant, order_of, played_under
from tests.stylised.pairs import say

LEAST_KEPT = 0.80


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_order_of_five_lines_survives_most_moves(case: str) -> None:
    """Over all assumptions, each a quarter down and up by itself, the five end on people in the same order in 80% of cases.

    Nor does any move make one of them the best on people and on self or results, or on more than half the measures (P4).
    """
    place = place_named(case)
    tried = moves(place)
    usual, moved = played_under(place, [None]), played_under(place, tried)
    ranked, orders = order_of(usual)[:, 0], order_of(moved)
    kept = np.all(orders == ranked[:, None], axis=0)
    say(f"F18 usually {', '.join(REFERENCE[number] for number in ranked)}; kept in {kept.mean():.1%} of {len(tried)} cases")
    for number in np.flatnonzero(~kept):
        name, value = tried[number]
        order = ", ".join(REFERENCE[line] for line in orders[:, number])
        say(f"F18 fragile: {name} {place.parameters[name]:g} -> {value:g}: {order}")
    dominant = [tried[number] for number in np.flatnonzero(~no_line_is_dominant(moved))]
    say(f"P4 holds in all but {len(dominant)} of {len(tried)} cases {dominant}")
    assert no_line_is_dominant(usual).all()
    assert not dominant
    assert np.mean(np.any(moved["people"] != usual["people"], axis=0)) >= 0.8
    assert kept.mean() >= LEAST_KEPT
