"""F7: savings that fall to others do not move an agency whose budget is controlled elsewhere (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.core.arithmetic import Array
from tests.stylised.pairs import LEAST_EFFECT, Design, Pairs, Verdict, compare, fact, on_each_place, range_of, within

NOTHING, SAVES = range(2)
LATER = 12
POUNDS = 2000.0


def saving(place: str, n: int | Design, moved: str, falls_to: str) -> tuple[Array, Array]:
    """Commitment of one agency where nothing is saved, and where savings fall to itself or to everyone else."""
    pairs = Pairs(place, n)
    agency = pairs.playing(moved)
    receivers = [agency] if falls_to == "itself" else [i for i in range(len(pairs.place.agencies)) if i != agency]
    pairs.vary("benefit", slice(None), 0.0)
    for i in receivers:
        pairs.vary("benefit", (slice(None), i), POUNDS, arms=(SAVES,))
    for name in ("buy_in", "frontline"):
        pairs.put(name, pairs.uniform(0.5, 0.9, len(pairs.place.agencies)), slice(None))
    # So much of each that what is saved for the lead, which the work shares in, does not decide how much work there is.
    pairs.put("pot", 400000.0)
    pairs.put("budget", 150000.0, pairs.place.lead)
    pairs.put("allowance", 150000.0, pairs.place.lead)
    pairs.put("buy_in", pairs.uniform(0.2, 0.7), agency)
    pairs.play(LATER)
    buy_in = pairs["buy_in"][agency]
    return pairs.arm(buy_in, NOTHING), pairs.arm(buy_in, SAVES)


@on_each_place
@fact
def test_savings_of_others_do_not_move_who_has_no_purse(place: str, n: int | Design) -> Iterator[Verdict]:
    """What others save moves the police, whose budget is set elsewhere, by less than 3% of the range in 95% of pairs."""
    without, with_ = saving(place, n, "police", "others")
    span = range_of(without, with_)
    yield within("F7 savings of others leave the police where they were", np.abs(with_ - without) < LEAST_EFFECT * span)


@on_each_place
@fact
def test_savings_of_its_own_move_who_holds_the_purse(place: str, n: int | Design) -> Iterator[Verdict]:
    """The same savings in its own pocket move an agency that controls its budget."""
    without, with_ = saving(place, n, "housing", "itself")
    yield compare("F7 its own savings move housing", with_, without)


@on_each_place
def test_its_own_savings_move_who_has_no_purse_least(place: str, n: int) -> None:
    """In its own pocket, too, a saving moves the police less than it moves housing."""
    (one, two), (without, with_) = saving(place, n, "police", "itself"), saving(place, n, "housing", "itself")
    assert 0.0 <= np.median(two - one) < 0.5 * np.median(with_ - without)
