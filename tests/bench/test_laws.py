"""The playability laws as functions: each clause is met or missed for its own reason."""

from __future__ import annotations

import numpy as np
import pytest

from game.bench.impact import Impact, Shares
from game.bench.laws import REFERENCE, Verdict, choices_matter, no_choice_settles_it, no_dominant_line
from game.core.outcome import MEASURES
from game.play.ensemble import Ensemble
from game.play.tally import Tally
from tests.places.tiny import tiny


def impact(shifts: dict[str, dict[str, float]], dilemma: float = 0.1, error: float = 0.0) -> Impact:
    """What explains a measure, with these shifts, each as uncertain, and one dilemma's share."""
    errors = {name: dict.fromkeys(options, error) for name, options in shifts.items()}
    return Impact(1.0, {"first": dilemma}, 0.5, 0.2, 0.7, shifts, errors)


def missed(verdict: Verdict) -> list[str]:
    """What the clauses that are not met say."""
    return [clause.says for clause in verdict.clauses if not clause.holds]


@pytest.mark.parametrize(
    ("shares", "what"),
    [
        (Shares(0.5, 0.2, 0.2), None),
        (Shares(0.35, 0.15, 0.10), None),
        (Shares(0.65, 0.35, 0.30), None),
        (Shares(0.70, 0.2, 0.2), "options"),
        (Shares(0.30, 0.2, 0.2), "options"),
        (Shares(0.5, 0.10, 0.2), "tokens"),
        (Shares(0.5, 0.2, 0.40), "chance"),
    ],
)
def test_p1_holds_each_share_to_its_range(shares: Shares, what: str | None) -> None:
    """Options 35-65%, tokens 15-35%, chance 10-30%, of every headline measure."""
    verdict = choices_matter(dict.fromkeys(MEASURES, shares))
    assert verdict.holds == (what is None)
    assert missed(verdict) == ([] if what is None else [f"share of {name} explained by {what}" for name in MEASURES])


@pytest.mark.parametrize(
    ("shifts", "dilemma", "n_missed"),
    [
        ({"first": {"a": 0.1, "b": -0.1}}, 0.1, 0),
        ({"first": {"a": 0.02, "b": -0.02, "c": 0.2}}, 0.1, 1),
        ({"first": {"a": 0.3, "b": -0.1}}, 0.1, 1),
        ({"first": {"a": 0.1, "b": -0.1}}, 0.4, 1),
        ({"first": {"a": 0.0296, "b": -0.0296}}, 0.254, 0),  # told as 3.0% and 25%, which is what is asked
        ({"first": {"a": 0.0294, "b": -0.0294}}, 0.256, 2),
    ],
)
def test_p2_asks_for_choices_of_a_middling_size(shifts: dict[str, dict[str, float]], dilemma: float, n_missed: int) -> None:
    """The median option moves something by 3%, none by more than 25%, and no dilemma explains more than a quarter."""
    assert len(missed(no_choice_settles_it({name: impact(shifts, dilemma) for name in MEASURES}))) == n_missed


def test_p2_counts_an_option_by_the_measure_it_moves_most() -> None:
    """An option that moves one measure much and the others not at all is not idle."""
    still, moved = {"first": {"a": 0.0, "b": 0.0}}, {"first": {"a": 0.05, "b": -0.05}}
    given = {name: impact(moved if name == "legacy" else still) for name in MEASURES}
    assert no_choice_settles_it(given).holds


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (0.02, ["the largest moves one, beyond chance, by"]),
        (0.08, []),
        (0.3, ["the median option moves some measure, beyond chance, by"]),
    ],
)
def test_p2_does_not_count_what_may_be_chance(error: float, what: list[str]) -> None:
    """A shift of 30% is over a quarter where it is known to 2%, and not where to 8%; where to 30% there may be none at all."""
    shifts = {"first": {"a": 0.3, "b": -0.3}}
    assert missed(no_choice_settles_it({name: impact(shifts, error=error) for name in MEASURES})) == what


def lines(best: dict[str, str]) -> dict[str, Ensemble]:
    """One ensemble for each reference line, of which one is best on each measure."""
    place = tiny()
    return {
        line: Ensemble(
            place,
            line,
            0,
            2,
            {name: np.array([0.4, 0.6]) + (1.0 if best[name] == line else 0.0) for name in MEASURES},
            Tally.nothing(place),
        )
        for line in REFERENCE
    }


def test_p4_holds_where_each_line_is_best_at_something() -> None:
    """Five lines that share out the seven measures leave none dominant."""
    best = dict(zip(MEASURES, ("cede", "keep-control", "cede", "cede", "savings-only", "adaptive", "nice-to-all"), strict=True))
    assert no_dominant_line(lines(best)).holds


def test_p4_misses_a_line_that_is_best_on_people_and_on_self() -> None:
    """The best line on people must not be the best on self."""
    best = dict(zip(MEASURES, ("cede", "keep-control", "adaptive", "adaptive", "savings-only", "adaptive", "cede"), strict=True))
    assert missed(no_dominant_line(lines(best))) == ["best on people and on self"]


def test_p4_misses_a_line_that_is_best_on_most() -> None:
    """Four of seven measures are more than half."""
    others = ("adaptive", "adaptive", "adaptive", "adaptive", "nice-to-all")
    best = dict(zip(MEASURES, ("cede", "keep-control", *others), strict=True))
    assert missed(no_dominant_line(lines(best))) == ["the line best on most measures"]


def test_p4_lines_that_are_equally_good_are_all_best() -> None:
    """Where nothing differs, every line is best at everything, and the law is not met."""
    assert len(missed(no_dominant_line(lines(dict.fromkeys(MEASURES, "nobody"))))) == 3
