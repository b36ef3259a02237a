"""F8: direction from above brings reluctant agencies in; withdrawn, what joined only because of it goes (§2.5, §4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, within

FREE, DIRECTED = range(2)
DIRECTED_FOR = 6
AFTERWARDS = 8


@on_each_place
@fact
def test_a_mandate_brings_in_and_its_end_lets_go(place: str, n: int | Design) -> Iterator[Verdict]:
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
    yield compare("F8 a mandate brings reluctant agencies in", pairs.arm(directed, DIRECTED), pairs.arm(directed, FREE))
    yield compare("F8 withdrawn, it goes", brought, left)
    yield within("F8 less than half of it is left", left < 0.5 * brought)
