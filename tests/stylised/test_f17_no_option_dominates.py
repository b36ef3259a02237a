"""F17: being nice to all and speaking of savings only both end below a line that looks before it acts, and above nothing.

The fact's other half, that each option is best at something, is not a law of Barnet yet; docs/explanation/model.md says how far.
"""

from __future__ import annotations

from functools import cache

import pytest

from game.core.arithmetic import Array
from game.play.ensemble import play_many
from tests.stylised.cast import place_named
from tests.stylised.pairs import compare, say

RUNS = 1000
ONE_SIDED = ("nice-to-all", "savings-only")

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("case", ["barnet"])]


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
