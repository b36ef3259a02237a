"""F9: an unfair share of the burden lowers that agency's participation, and with it the whole (§3.3, §3.4)."""

from __future__ import annotations

from tests.stylised.pairs import Pairs, compare, how_many

EVEN, UNEVEN = range(2)
LATER = 12
HEAVY = 0.5


@how_many
def test_an_unfair_burden_lowers_participation_and_the_whole(n: int) -> None:
    """An agency that carries half of all the work delivers less than under even shares, and joint effectiveness falls with it."""
    pairs = Pairs(n)
    agencies, care = len(pairs.place.agencies), pairs.place.agency("care")
    pairs.vary("leaving", care, 0.0)
    pairs.vary("burden_share", slice(None), 1.0 / agencies)
    pairs.vary("burden_share", slice(None), (1.0 - HEAVY) / (agencies - 1), arms=(UNEVEN,))
    pairs.vary("burden_share", care, HEAVY, arms=(UNEVEN,))
    pairs.play(LATER)
    delivered, whole = pairs["delivered"][care], pairs["effectiveness"].mean(axis=0)
    assert compare("F9 an unfair burden lowers participation", pairs.arm(delivered, EVEN), pairs.arm(delivered, UNEVEN)).holds
    assert compare("F9 and with it the whole", pairs.arm(whole, EVEN), pairs.arm(whole, UNEVEN)).holds
