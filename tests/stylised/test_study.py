"""The study of the law: its design moves what it says, a plain hinge is found, and the page tells what the study finds."""

from __future__ import annotations

import numpy as np
import pytest

from game.play.assumption import reaches
from tests.stylised.cast import CASTS, place_named
from tests.stylised.pairs import LEAST_EFFECT, Design, Pairs, compare, unmoved, within
from tests.stylised.test_f03_departure import test_a_departure_takes_what_is_not_written_down as departure
from tests.tables import kept

PLACE = "bradford"


def test_each_point_of_a_design_meets_the_same_backgrounds() -> None:
    """Two points that differ in nothing come to the same pair by pair; one assumption moved makes another course."""
    same = np.array([0.48, 0.48, 0.36])
    pairs = Pairs("laboratory", Design({"departure_share": same}, 3, 5, 0))
    assert (pairs.n, pairs.rows) == (15, 30)
    pairs.vary("leaving", slice(None), 1.0)
    pairs.play(2)
    trust = pairs["trust"].reshape(-1, 2, 3, 5)
    assert np.array_equal(trust[:, :, 0], trust[:, :, 1])
    assert not np.array_equal(trust[:, :, 0], trust[:, :, 2])


def test_a_verdict_asks_for_sign_and_size() -> None:
    """Nearly all pairs, and enough of the range; what is to stay where it is may move neither way."""
    low, spread = np.linspace(0.0, 1.0, 101), 0.9
    enough = 1.1 * LEAST_EFFECT * spread
    assert compare("by enough", low + enough, low).holds
    assert not compare("by too little", low + 0.5 * enough, low).holds
    assert not compare("in too few", np.where(low < 0.1, low - 1.0, low + enough), low).holds
    assert unmoved("where it was", low, low).holds
    assert not unmoved("elsewhere", low - enough, low).holds
    assert within("nearly always", low > 0.04).holds
    assert not within("not always", low > 0.04, least_share=1.0).holds


@pytest.mark.slow
def test_the_study_finds_what_a_fact_hangs_on() -> None:
    """What a departure costs an unwritten tie hangs on the personal part of a tie, and holds at either end of it."""
    from tests.stylised.study import facts_on, study

    assert departure in list(facts_on(PLACE))
    found = {one.fact: one for one in study(PLACE, departure)}
    cost = found["F3 a departure costs an unwritten tie"]
    assert cost.move == ("departure_share", 0.36)
    assert cost.pull > 0.05
    assert not cost.is_fragile


@pytest.mark.slow
def test_the_page_tells_what_the_study_finds() -> None:
    """Every place has its column, every assumption is counted, and what is computed again today stands in the page."""
    from tests.stylised import told
    from tests.stylised.study import study

    page = kept("model.md", "facts")
    for place in CASTS:
        assert f"{len(reaches(place_named(place)))} on {told.TITLES[place]}" in page
    for one in study(PLACE, departure):
        [row] = [line for line in page.splitlines() if line.startswith(f"| {one.fact} |")]
        assert row.split(" | ")[1 + list(CASTS).index(PLACE)].removesuffix(" |") == told.cell(one, PLACE)
