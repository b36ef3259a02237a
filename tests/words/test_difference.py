"""One way against another in words."""

from __future__ import annotations

import pytest

from game.words import difference, quarter


@pytest.mark.parametrize(
    ("measure", "mean", "low", "high", "said"),
    [
        ("people", 41.0, 28.0, 54.0, "People 41 higher (28 to 54)"),
        ("people", -41.0, -54.0, -28.0, "People 41 lower (28 to 54)"),
        ("trust", -0.032, -0.041, -0.023, "Trust 3.2 of 100 lower (2.3 to 4.1)"),
        ("money", 1_240_000.0, 980_000.0, 1_500_000.0, "Money £1.2m higher (£980,000 to £1.5m)"),
        ("results", -1.0, -12.0, 10.0, "Results too close to call (from 12 lower to 10 higher)"),
        ("self", 0.0, 0.0, 0.0, "Your strength the same"),
    ],
)
def test_an_effect_says_its_direction_or_that_it_has_none(measure: str, mean: float, low: float, high: float, said: str) -> None:
    """The nearer end of the interval comes first; where nought lies within, no direction is claimed; nought alone is the same."""
    assert difference.effect(measure, mean, low, high) == said


def test_measures_in_a_row() -> None:
    """Measures are named as everywhere else."""
    assert difference.names(["people", "self", "money"]) == "People, Your strength and Money"


@pytest.mark.parametrize(("quarters", "said"), [(1, "one quarter"), (4, "a year"), (8, "two years"), (11, "eleven quarters")])
def test_quarters_as_people_say_them(quarters: int, said: str) -> None:
    """Whole years are years, and the rest are quarters."""
    assert quarter.span(quarters) == said
