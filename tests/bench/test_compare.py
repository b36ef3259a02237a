"""Ways of playing beside one another: the same luck in both, and every face tells the same differences."""

from __future__ import annotations

import pytest

from game.bench.compare import WAYS, differences
from game.bench.page import page
from game.bench.report import document, text
from game.bench.simulate import Report, simulate
from game.core.outcome import MEASURES
from game.play.policy import policy_names
from tests.places.laboratory import laboratory


@pytest.fixture(scope="module")
def report() -> Report:
    """Two lines of play on the laboratory, as somebody asks for them by name."""
    return simulate(laboratory(), first=3, runs=40, policies=["random", "cede"])


def test_every_way_of_playing_is_told() -> None:
    """Whatever `--policy` can name has words for what it does."""
    assert WAYS.keys() == set(policy_names())


def test_a_way_does_not_differ_from_itself(report: Report) -> None:
    """Under the same luck the same way of playing ends where it ended."""
    one = report.ensembles["random"]
    found = list(differences({"random": one, "again": one}))
    assert [(each.measure, each.mean, each.error, each.is_clear) for each in found] == [
        (name, 0.0, 0.0, False) for name in MEASURES
    ]


def test_differences_are_of_means_and_turn_round(report: Report) -> None:
    """A mean of differences is the difference of the means; from the other side it has the other sign and the same interval."""
    one, other = report.ensembles["random"], report.ensembles["cede"]
    for there, back in zip(differences(report.ensembles), differences({"cede": other, "random": one}), strict=True):
        apart = other.measures[there.measure].mean() - one.measures[there.measure].mean()
        assert there.mean == pytest.approx(apart, abs=1e-9)
        assert back.mean == pytest.approx(-there.mean)
        assert back.error == pytest.approx(there.error)


@pytest.mark.slow
def test_every_face_tells_them(report: Report) -> None:
    """Text, page and document have the differences and the endings of each; the usual report has none of them."""
    assert "How far cede ends from random" in text(report)
    assert text(report).count("Endings of 40 playthroughs") == 2
    assert "How far each ends from random" in page(report)
    assert [one["measure"] for one in document(report)["differences"]] == list(MEASURES)
    usual = simulate(laboratory(), first=3, runs=4)
    assert document(usual)["differences"] == []
    assert "under the same luck" not in text(usual)
