"""The playability laws P1 to P7 on the shipped cases: the model serves a game (see docs/explanation/model.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from game.bench.impact import Shares
from game.bench.laws import REFERENCE, choices_matter, no_choice_settles_it, no_dominant_line
from game.bench.simulate import Report, simulate
from game.play.crew import Crew
from tests.places.shipped import shipped
from tests.stylised.cast import CASES
from tests.stylised.crossing import shares_of
from tests.stylised.pairs import say
from tests.stylised.play_laws import LEAST_FELT, LEVERS, care_is_rewarded, felt, luck_of, told_by_three

RUNS = 2000
GAMES = 6000
"""Games of what explains what: a share is then known to about one hundredth."""

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("case", CASES)]


@cache
def shares_by_crossing(case: str) -> Mapping[str, Shares]:
    """What explains each headline measure over 6,000 playthroughs by chance, each played four times."""
    return shares_of(shipped(case), first=0, games=GAMES)


@cache
def report_of(case: str) -> Report:
    """What 2,000 playthroughs by chance, crossed, and the five reference lines come to; seeds 0 to 1999."""
    place = shipped(case)
    with Crew(place, 2, takes_part=True) as crew:
        return simulate(place, first=0, runs=RUNS, crew=crew)


def test_p1_choices_matter(case: str) -> None:
    """Options explain 35-65% of each headline measure, attention 15-35%, luck 10-30%, to within what 6,000 games can tell."""
    verdict = choices_matter(shares_by_crossing(case))
    missed = [clause for clause in verdict.clauses if not clause.holds]
    for clause in verdict.clauses:
        say(f"P1 {clause.says}: {clause.found}")
    assert not missed


def test_p2_no_choice_settles_the_game(case: str) -> None:
    """The median option moves some measure by 3% of its range, none moves any by more than 25%, no dilemma settles a game."""
    verdict = no_choice_settles_it(report_of(case).impact)
    assert verdict.holds, [clause for clause in verdict.clauses if not clause.holds]


def test_p3_every_lesson_is_felt(case: str) -> None:
    """Each lever, stories and listening, confronting, and protocols explains at least 5% of some headline measure."""
    found = felt(shipped(case), GAMES)
    for name, (measure, share) in found.items():
        say(f"P3 {name}: {share:.1%} of {measure}")
    assert set(LEVERS) < set(found)
    assert not {name: share for name, (_, share) in found.items() if share < LEAST_FELT}


def test_p4_no_dominant_line(case: str) -> None:
    """The best line on people is not the best on self or results; none of five is best on more than half the measures."""
    report = report_of(case)
    verdict = no_dominant_line({name: report.ensembles[name] for name in REFERENCE})
    assert verdict.holds, [clause for clause in verdict.clauses if not clause.holds]


def test_p5_care_is_rewarded_and_carelessness_costs_late(case: str) -> None:
    """Careful play sees something rise by the third quarter; careless play is not stopped before half-time; nobody waits."""
    assert [clause for clause in care_is_rewarded(shipped(case)) if not clause.holds] == []


def test_p6_luck_is_worth_a_talk_and_no_more(case: str) -> None:
    """The same choices under other luck differ by 10-30% of the variance of each headline measure."""
    shares = shares_by_crossing(case)
    for name, one in shares.items():
        say(f"P6 {name}: {one.chance:.1%}")
    assert not luck_of(shares)


def test_p7_what_happened_can_be_told(case: str) -> None:
    """For nine of ten large changes (top decile) of levels the three biggest causes account for at least 70% of it."""
    clause = told_by_three(shipped(case))
    say(f"P7 {clause.says}: {clause.found}")
    assert clause.holds
