"""F1: trust is lost faster than it is won, and comes back with good turns, but not soon from what was hidden (§2.5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from game.core.arithmetic import Array, Mask
from game.core.promise import BROKEN, CONCEALED, KEPT, OPEN
from tests.stylised.pairs import Design, Pairs, Verdict, compare, fact, on_each_place, range_of, within

NOTHING, KEEPS, BREAKS, CONCEALS = range(4)
GOOD_TURNS = 12
ALWAYS, NEVER = -1.0, 2.0


def promised_by_a_partner(place: str, n: int | Design) -> tuple[Pairs, int]:
    """The police have promised the lead something, and it falls due: kept, broken, concealed, or never promised."""
    pairs = Pairs(place, n, arms=4)
    lead, police = pairs.place.lead, pairs.playing("police")
    slot = next(number for number, terms in enumerate(pairs.place.promises) if terms.id == pairs.cast.police_promise)
    confidence, purpose = trust_between(pairs)
    pairs.put("confidence", confidence, (lead, police))
    pairs.put("purpose", purpose, (lead, police))
    pairs.put("promise_status", OPEN, slot, arms=(KEEPS, BREAKS, CONCEALS))
    pairs.put("promise_size", pairs.uniform(0.3, 0.8), slot)
    pairs.put("promise_due", 1.0, slot, arms=(KEEPS,))
    pairs.let("partner_delivers_at", ALWAYS, arms=(KEEPS,))
    pairs.let("partner_delivers_at", NEVER, arms=(BREAKS, CONCEALS))
    pairs.let("disclose_trust", NEVER, arms=(BREAKS,))
    pairs.let("conceal_strain", NEVER, arms=(BREAKS,))
    pairs.let("conceal_strain", ALWAYS, arms=(CONCEALS,))
    return pairs, slot


def trust_between(pairs: Pairs) -> tuple[Array, Array]:
    """Confidence and purpose that make a trust between .3 and .7."""
    trust = pairs.uniform(0.3, 0.7)
    confidence = np.clip(trust + pairs.uniform(-0.1, 0.1), 0.0, 1.0)
    share = pairs.parameters["confidence_share"]
    return confidence, np.clip((trust - share * confidence) / pairs.parameters["purpose_share"], 0.0, 1.0)


@on_each_place
@fact
def test_a_broken_promise_costs_twice_what_a_kept_one_earns(place: str, n: int | Design) -> Iterator[Verdict]:
    """From the same state a broken promise costs at least twice the trust that a kept one of the same size earns."""
    pairs, slot = promised_by_a_partner(place, n)
    pairs.play(1)
    assert [set(pairs.arm(pairs["promise_status"][slot], arm)) for arm in range(4)] == [{0}, {KEPT}, {BROKEN}, {CONCEALED}]
    trust = [pairs.arm(pairs["trust"][pairs.place.lead, pairs.playing("police")], arm) for arm in range(4)]
    earned, lost = trust[KEEPS] - trust[NOTHING], trust[NOTHING] - trust[BREAKS]
    assert np.median(earned) > 0.0
    yield compare("F1 a broken promise costs trust", trust[NOTHING], trust[BREAKS])
    yield within("F1 it costs twice what a kept one earns", lost >= 2.0 * earned)


@on_each_place
@fact
def test_the_leaders_own_broken_promise_costs_twice_as_well(place: str, n: int | Design) -> Iterator[Verdict]:
    """What the leader breaks costs at least twice the partner's trust that it would have earned by keeping it."""
    pairs = Pairs(place, n, arms=3, habits=())
    lead, police = pairs.place.lead, pairs.playing("police")
    slot = pairs.place.promise_slot("visit", police)
    confidence, purpose = trust_between(pairs)
    pairs.put("confidence", confidence, (police, lead))
    pairs.put("purpose", purpose, (police, lead))
    pairs.put("promise_status", OPEN, slot, arms=(KEEPS, BREAKS))
    pairs.put("promise_size", pairs.uniform(0.3, 0.8), slot)
    pairs.put("promise_due", 1.0, slot, arms=(KEEPS,))
    pairs.put("visited", 1.0, police, arms=(KEEPS,))
    pairs.play(1)
    trust = [pairs.arm(pairs["trust"][police, lead], arm) for arm in range(3)]
    earned, lost = trust[KEEPS] - trust[NOTHING], trust[NOTHING] - trust[BREAKS]
    yield compare("F1 the leader's broken promise costs trust", trust[NOTHING], trust[BREAKS])
    yield within("F1 the leader's costs twice what a kept one earns", lost >= 2.0 * earned)


@on_each_place
@fact
def test_trust_comes_back_with_good_turns_but_not_from_concealment(place: str, n: int | Design) -> Iterator[Verdict]:
    """Trust is back within .02 of the unbroken twin after 2 to 10 good turns; after a concealed promise not within 12.

    A good turn is one in which the partner delivers with a will and the two leaders spend time together; the twin, whose
    promise was kept, has the same turns.
    """
    pairs, _ = promised_by_a_partner(place, n)
    lead, police = pairs.place.lead, pairs.playing("police")
    pairs.vary("leaving", police, 0.0)
    pairs.play(1)
    away: dict[int, list[Mask]] = {BREAKS: [], CONCEALS: []}
    for _ in range(GOOD_TURNS):
        for name, level in (("buy_in", 0.9), ("frontline", 0.85), ("strain", 0.05)):
            pairs.put(name, level, police)
        pairs.play(1, tokens={arm: [("time", police, -1)] for arm in range(4)})
        trust = pairs["trust"][lead, police]
        for arm, series in away.items():
            series.append(np.abs(pairs.arm(trust, KEEPS) - pairs.arm(trust, arm)) < 0.02)
    back = np.where(np.any(away[BREAKS], axis=0), np.argmax(away[BREAKS], axis=0) + 1, 99)
    yield within("F1 broken: trust is back after 2 to 10 good turns", (back >= 2) & (back <= 10))
    yield within("F1 concealed: trust is not back within 12", ~np.any(away[CONCEALS], axis=0))


def test_the_range_of_a_measure_is_that_of_its_backgrounds() -> None:
    """The yardstick of every effect is the span from the 5th to the 95th of a hundred backgrounds."""
    assert np.isclose(range_of(np.linspace(0.0, 1.0, 101)), 0.9)
