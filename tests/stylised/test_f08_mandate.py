"""F8: direction from above brings reluctant agencies in; withdrawn, what joined only because of it goes (§2.5, §4.4)."""

from __future__ import annotations

from tests.stylised.pairs import LEAST_SHARE, Pairs, compare, on_each_place, within

FREE, DIRECTED = range(2)
DIRECTED_FOR = 6
AFTERWARDS = 8


@on_each_place
def test_a_mandate_brings_in_and_its_end_lets_go(place: str, n: int) -> None:
    """Directed agencies commit more; eight quarters after the direction ends, most of what it had brought is gone."""
    pairs = Pairs(place, n)
    reluctant = pairs.all_playing("reluctant")
    for i in reluctant:
        pairs.put("buy_in", pairs.uniform(0.1, 0.3), i)
    pairs.put("mandate", 0.0)
    pairs.put("mandate", pairs.uniform(0.6, 0.9), arms=(DIRECTED,))
    pairs.play(DIRECTED_FOR)
    directed = pairs["buy_in"][reluctant].mean(axis=0)
    pairs.put("mandate", 0.0)
    pairs.play(AFTERWARDS)
    afterwards = pairs["buy_in"][reluctant].mean(axis=0)
    brought = pairs.arm(directed, DIRECTED) - pairs.arm(directed, FREE)
    left = pairs.arm(afterwards, DIRECTED) - pairs.arm(afterwards, FREE)
    assert compare("F8 a mandate brings reluctant agencies in", pairs.arm(directed, DIRECTED), pairs.arm(directed, FREE)).holds
    assert compare("F8 withdrawn, it goes", brought, left).holds
    assert within("F8 less than half of it is left", left < 0.5 * brought) >= LEAST_SHARE
