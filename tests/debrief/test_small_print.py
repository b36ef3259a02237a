"""Small things of a debrief: numbers that come out alike, or as one, and names below a chart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import cast
from unittest.mock import Mock

import pytest

from game.core.state import State
from game.debrief import monday, remains, results
from game.debrief.question import Findings
from tests.debrief.runs import RUNS, run


@pytest.mark.parametrize(("coming", "said"), [(1.0, "1 was on its way"), (2.0, "2 were on their way")])
def test_one_that_is_on_its_way_is_one(coming: float, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one that is still on its way it is said that it was, and of more that they were."""
    session = run(*RUNS[0])
    waiting = 4 * coming / float(session.place.constants["rate"][0, 0])

    def level(state: State, name: str, number: int) -> float:  # noqa: ARG001 - as the function that it stands for
        return waiting if name == "stage_one" else 0.0

    monkeypatch.setattr(results, "level", level)
    assert said in results._result(session, 0).text


def test_what_stayed_did_not_go_from_itself_to_itself() -> None:
    """Working together that stands afterwards where it stood before is told as that, in the debrief and in what it asks."""
    before, after = 0.091, 0.088
    kept = remains.remains(run(*RUNS[0]))
    told = remains._told(kept.aftermath, (before, after), 0.1, 0.2)
    assert "stood where it had, at 9 of 100" in told
    found = SimpleNamespace(remains=replace(kept, works_before=before, works_after=after))
    asked = monday._when_you_go(cast("Findings", found))
    assert asked is not None
    assert "stayed at 9 of 100" in asked.text


def test_quarters_named_below_a_chart_have_room() -> None:
    """However many quarters a chart shows, its first and last are named, and no two names stand closer than a fifth of it."""
    pytest.importorskip("matplotlib")
    from game.debrief.drawing import quarters_axis

    axes = Mock()
    for last in range(1, 75):
        quarters_axis(axes, [f"20{turn} Q2" for turn in range(last + 1)])
        marks = axes.set_xticks.call_args.args[0]
        assert (marks[0], marks[-1]) == (0, last)
        assert min((after - before) / last for before, after in pairwise(marks)) > 0.19, last
