"""The places that come with the game pass the tests that come with them: the real line, and contrasting lines of play."""

from __future__ import annotations

import pytest

from game.scenario.shipped import shipped_ids
from tests.bench.shipped import REAL, cases, kept_out, outcome, real_line
from tests.tables import kept

PLACES = shipped_ids()


@pytest.mark.parametrize("place", PLACES)
def test_the_real_line_is_held_to_every_figure(place: str) -> None:
    """Over 1,000 seeds each median is held to within 15%, play by chance outside; one figure at least was kept out of tuning."""
    case = cases(place)[REAL]
    assert (case.policy, case.first, case.runs, case.compare) == ("history", 1, 1000, "random")
    held = [one for one in case.expectations if one.median is not None and one not in kept_out(case)]
    assert held
    assert all(one.within <= 0.15 and one.is_random_outside for one in held)
    assert all("§" in one.because for one in case.expectations)
    assert kept_out(case)


@pytest.mark.parametrize("place", PLACES)
def test_contrasting_lines_name_the_endings_they_should_meet(place: str) -> None:
    """At least four lines of play beside the real one expect endings, and at least four different ones."""
    endings = {name: {one.ending for one in case.expectations if one.ending >= 0} for name, case in cases(place).items()}
    named = [found for name, found in endings.items() if name != REAL and found]
    assert len(named) >= 4
    assert len(set().union(*named)) >= 4


@pytest.mark.slow
@pytest.mark.parametrize(("place", "name"), [(place, name) for place in PLACES for name in cases(place)])
def test_what_comes_of_each_is_as_expected(place: str, name: str) -> None:
    """Played over all its seeds, each of a place's own tests comes out as it says."""
    found = outcome(place, name)
    assert found.holds, found.format_text()


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_the_page_tells_what_the_real_line_gives(place: str) -> None:
    """The table of the cases page is what the real line gives today; `python -m tests.bench` writes it anew."""
    assert kept("cases.md", f"real line of {place}") == real_line(place)
