"""F6: conflict that is avoided widens the say-do gap; put on the table it narrows it, where trust can hold it (§2.5, §4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place

AVOIDS, CONFRONTS = range(2)
LATER = 4


def conflict(place: str, n: int | Design, low: float, high: float) -> Pairs:
    """A partner with a conflict that nobody voices, whose trust in the lead lies between `low` and `high`."""
    pairs = Pairs(place, n)
    lead, schools = pairs.place.lead, pairs.playing("schools")
    pairs.vary("leaving", schools, 0.0)
    pairs.put("strain", pairs.uniform(0.4, 0.8), schools)
    for belief in ("purpose", "confidence"):
        pairs.put(belief, pairs.uniform(low, high), (schools, lead))
    return pairs


@on_each_place
@fact
def test_confronted_where_trust_is_good_the_gap_narrows(place: str, n: int | Design) -> Iterator[Verdict]:
    """A year on, what is said and not done is wider where the conflict was avoided than where it was confronted."""
    pairs = conflict(place, n, 0.65, 0.9)
    schools = pairs.playing("schools")
    pairs.play(1, tokens={AVOIDS: [("rest", -1, -1)], CONFRONTS: [("confront", schools, -1)]})
    pairs.play(LATER - 1)
    gap = (pairs["stated"] - pairs["delivered"])[schools]
    yield compare("F6 conflict avoided widens the say-do gap", pairs.arm(gap, AVOIDS), pairs.arm(gap, CONFRONTS))


@on_each_place
@fact
def test_confronted_where_trust_is_thin_it_costs_trust_first(place: str, n: int | Design) -> Iterator[Verdict]:
    """The quarter in which a conflict is confronted ends with less trust where trust was thin."""
    pairs = conflict(place, n, 0.1, 0.3)
    schools = pairs.playing("schools")
    pairs.play(1, tokens={AVOIDS: [("rest", -1, -1)], CONFRONTS: [("confront", schools, -1)]})
    trust = pairs["trust"][schools, pairs.place.lead]
    yield compare("F6 confronted on thin trust costs trust", pairs.arm(trust, AVOIDS), pairs.arm(trust, CONFRONTS))
