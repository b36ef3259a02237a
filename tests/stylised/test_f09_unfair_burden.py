"""F9: an unfair share of the burden lowers that agency's participation, and with it the whole (§3.3, §3.4)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, on_the_laboratory

FAIR, EVEN, UNFAIR = range(3)
LATER = 12
HEAVY = 0.5


def burdened(place: str, n: int | Design) -> tuple[Pairs, int]:
    """Each agency carries as much as it gains, or all carry alike, or one of them carries half of all the work.

    Where one carries half, the others carry the rest as the fair or the even shares have it: only nobody else carries more.
    """
    pairs = Pairs(place, n, arms=3)
    agencies, one = len(pairs.place.agencies), pairs.playing("care")
    gains = pairs.place.constants["benefit_share"]
    pairs.vary("leaving", one, 0.0)
    pairs.vary("burden_share", slice(None), gains, arms=(FAIR,))
    pairs.vary("burden_share", slice(None), 1.0 / agencies, arms=(EVEN,))
    return pairs, one


def carries_half(pairs: Pairs, one: int, like: int) -> None:
    """Puts half of all the work on one agency; what is left is spread over the others as in the arm `like`."""
    share = pairs.place.constants["burden_share"][:, like * pairs.n, None]
    pairs.vary("burden_share", slice(None), (1.0 - HEAVY) * share / (1.0 - share[one]), arms=(UNFAIR,))
    pairs.vary("burden_share", one, HEAVY, arms=(UNFAIR,))


@on_each_place
@fact
def test_an_unfair_burden_lowers_participation_and_the_whole(place: str, n: int | Design) -> Iterator[Verdict]:
    """An agency that carries half of all the work delivers less than under fair shares, and joint effectiveness falls with it."""
    pairs, one = burdened(place, n)
    carries_half(pairs, one, FAIR)
    pairs.play(LATER)
    delivered, whole = pairs["delivered"][one], pairs["effectiveness"].mean(axis=0)
    yield compare("F9 an unfair burden lowers participation", pairs.arm(delivered, FAIR), pairs.arm(delivered, UNFAIR))
    yield compare("F9 and with it the whole", pairs.arm(whole, FAIR), pairs.arm(whole, UNFAIR))


@on_each_place
@fact
def test_half_of_all_work_lowers_participation_below_even_shares(place: str, n: int | Design) -> Iterator[Verdict]:
    """An agency that carries half of all the work delivers less than where all carry alike."""
    pairs, one = burdened(place, n)
    carries_half(pairs, one, EVEN)
    pairs.play(LATER)
    delivered = pairs["delivered"][one]
    yield compare("F9 half of all work lowers participation", pairs.arm(delivered, EVEN), pairs.arm(delivered, UNFAIR))


@on_the_laboratory
@fact
def test_where_most_hangs_on_one_agency_its_burden_outweighs_the_others_relief(place: str, n: int | Design) -> Iterator[Verdict]:
    """Where most outcomes need the agency, the whole falls below even shares too, though all the others carry less."""
    pairs, one = burdened(place, n)
    carries_half(pairs, one, EVEN)
    pairs.play(LATER)
    whole = pairs["effectiveness"].mean(axis=0)
    yield compare("F9 and the whole, in spite of relief", pairs.arm(whole, EVEN), pairs.arm(whole, UNFAIR))
