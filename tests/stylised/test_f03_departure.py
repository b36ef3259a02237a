"""F3: a tie that hangs on one person goes with that person, unless it is written down and carried by several (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

from game.core.effects.departure import Departure
from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, within

LOOSE, LOOSE_LEFT, WRITTEN, WRITTEN_LEFT = range(4)


@on_each_place
@fact
def test_a_departure_takes_what_is_not_written_down(place: str, n: int | Design) -> Iterator[Verdict]:
    """A departure costs a tie at least .25 of its trust uncodified, at most .12 with agreements and several ties."""
    pairs = Pairs(place, n, arms=4)
    lead, police = pairs.place.lead, pairs.playing("police")
    pairs.vary("leaving", slice(None), 0.0)
    for tie in ((lead, police), (police, lead)):
        pairs.put("codified", pairs.uniform(0.0, 0.15), tie, arms=(LOOSE, LOOSE_LEFT))
        pairs.put("codified", pairs.uniform(0.8, 0.9), tie, arms=(WRITTEN, WRITTEN_LEFT))
        for belief in ("purpose", "confidence"):
            pairs.put(belief, pairs.uniform(0.5, 0.8), tie)
    pairs.apply(Departure(departure=police), arms=(LOOSE_LEFT, WRITTEN_LEFT))
    pairs.play(2)
    trust = [pairs.arm(pairs["trust"][lead, police], arm) for arm in range(4)]
    loose = 1.0 - trust[LOOSE_LEFT] / trust[LOOSE]
    written = 1.0 - trust[WRITTEN_LEFT] / trust[WRITTEN]
    yield compare("F3 a departure costs an unwritten tie", trust[LOOSE], trust[LOOSE_LEFT])
    yield within("F3 it costs an unwritten tie at least .25", loose >= 0.25)
    yield within("F3 it costs a written tie at most .12", written <= 0.12)
