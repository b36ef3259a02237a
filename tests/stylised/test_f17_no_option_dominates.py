"""F17: no option dominates; nice to all and savings only both end below a line that adapts, and above nothing."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from game.core.arithmetic import Array
from game.core.decision import Decisions
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.ensemble import Played, play_batch, play_many
from game.play.policy import Memory, Replayed, policy_named
from tests.stylised.cast import CASES, place_named
from tests.stylised.pairs import compare, say

RUNS = 1000
CONTEXTS = 1000
FIRST = 50_000
LEAD = 0.05
IN_CONTEXTS = 0.10
ONE_SIDED = ("nice-to-all", "savings-only")

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("case", CASES)]


@cache
def people(case: str, line: str) -> Array:
    """Attributable change for people under a line of play, the seeds 0 to 999."""
    return play_many(place_named(case), line, runs=RUNS).measures["people"]


@pytest.mark.parametrize("line", ONE_SIDED)
def test_one_sided_play_ends_below_adaptive_play(case: str, line: str) -> None:
    """With the same luck, a mixed line that adapts ends higher on people in 95% of playthroughs, by 3% of the range or more."""
    assert compare(f"F17 adaptive over {line}", people(case, "adaptive"), people(case, line)).holds


@pytest.mark.parametrize("line", ONE_SIDED)
def test_one_sided_play_does_some_good(case: str, line: str) -> None:
    """No playthrough of either ends at nothing for people."""
    least = float(people(case, line).min())
    say(f"F17 {line} comes to {least:.0f} at least")
    assert least > 0.0


def test_every_option_is_best_at_something(case: str) -> None:
    """Each option leads all its siblings by 5% of the range, on some headline measure, in at least 10% of contexts.

    A context is a playthrough by chance, the seeds 50,000 to 50,999: its other decisions and its luck, with the option forced.
    """
    place = place_named(case)
    base = _played(place, policy_named("random", place))
    taken = [Decisions(one.choice.copy(), one.attention) for one in base.taken[: place.turns]]
    spans = {name: float(np.subtract(*np.quantile(base.measures[name], (0.95, 0.05)))) for name in MEASURES}
    weak = {}
    for number, dilemma in enumerate(place.dilemmas):
        met = np.any([one.choice[number] >= 0 for one in base.taken], axis=0)
        forced = [_forced(place, taken, number, option) for option in range(len(dilemma.options))]
        values = np.array([[played.measures[name] / spans[name] for name in MEASURES] for played in forced])
        has_it = np.array([_took(played, number) == option for option, played in enumerate(forced)])
        for option, facts in enumerate(dilemma.options):
            others = [other for other in range(len(dilemma.options)) if other != option]
            leads = np.min([np.where(has_it[other], values[option] - values[other], np.inf) for other in others], axis=0)
            rows = met & has_it[option]
            share = float((leads[:, rows] >= LEAD).any(axis=0).mean())
            say(f"F17 {dilemma.id}.{facts.id}: best at something in {share:.1%} of contexts")
            if share < IN_CONTEXTS:
                weak[f"{dilemma.id}.{facts.id}"] = share
    assert not weak


def _played(place: Place, policy: object) -> Played:
    memory = Memory(dict(place.parameters))
    return play_batch(place, policy, FIRST, CONTEXTS, memory, is_overlaid=False, keeps_decisions=True)  # type: ignore[arg-type]


def _forced(place: Place, taken: list[Decisions], number: int, option: int) -> Played:
    """The contexts with one dilemma's option forced, whenever it comes."""
    forced = []
    for one in taken:
        choice = one.choice.copy()
        choice[number] = option
        forced.append(Decisions(choice, one.attention))
    return _played(place, Replayed(place, forced))


def _took(played: Played, number: int) -> Array:
    """The option that each context took in a dilemma, -1 where it never came."""
    result: Array = np.max([one.choice[number] for one in played.taken], axis=0)
    return result
