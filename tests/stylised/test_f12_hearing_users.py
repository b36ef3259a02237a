"""F12: hearing users moves senior partners who had given up on the case; it costs blame at first (§2.3, §4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from game.core.effects.story import Story
from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place

SILENT, HEARD = range(2)
LATER = 4


@on_each_place
@fact
def test_a_story_moves_those_who_had_given_up_and_costs_blame(place: str, n: int | Design) -> Iterator[Verdict]:
    """Partners who heard a family commit more a year later than those who did not; at first there is more strain."""
    pairs = Pairs(place, n)
    hearers = tuple(pairs.all_playing("reluctant"))
    for i in hearers:
        pairs.put("buy_in", pairs.uniform(0.05, 0.25), i)
        pairs.put("outlook", pairs.uniform(0.0, 0.08), i)
    pairs.apply(Story(story=1.0, to=hearers), arms=(HEARD,))
    pairs.play(1)
    blame = pairs["strain"][list(hearers)].mean(axis=0)
    pairs.play(LATER - 1)
    buy_in = pairs["buy_in"][list(hearers)].mean(axis=0)
    yield compare("F12 hearing users costs blame at first", pairs.arm(blame, HEARD), pairs.arm(blame, SILENT))
    yield compare("F12 and moves partners within a year", pairs.arm(buy_in, HEARD), pairs.arm(buy_in, SILENT))
