"""What attention was worth: each token is weighed against the same quarter without it."""

from __future__ import annotations

import pytest

from game.debrief.moments import Effect, student
from game.debrief.tokens import Token, mattered, tokens
from tests.debrief.runs import RUNS, run


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_every_token_is_weighed_once(name: str, line: str, seed: int) -> None:
    """Each different token of each quarter is there, the most decisive first, and some time was worth something."""
    session = run(name, line, seed)
    found = tokens(session, n_futures=4)
    placed = {(turn, tuple(one.items())) for turn, (_, placed) in enumerate(session.decided, 1) for one in placed}
    assert {(one.turn, one.written) for one in found} == placed
    assert len(found) == len(placed)
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert found[0].weight > 0.0
    assert all(one.text.endswith(".") for one in found)


@pytest.mark.parametrize(("n", "value"), [(9, 2.306), (12, 2.201), (50, 2.010), (200, 1.972), (100_000, 1.960)])
def test_student_is_that_of_the_tables(n: int, value: float) -> None:
    """The quantile on which intervals rest is the one of printed tables."""
    assert student(n) == pytest.approx(value, abs=0.002)


def weighed(kind: str, *measures: str) -> Token:
    """A token of a kind that is felt on some measures."""
    effects = tuple(Effect(measure, -0.1, -0.12, -0.08, -0.1, 0.0, is_close=False, text=measure) for measure in measures)
    return Token(1, (("token", kind),), f"{kind} {measures}", effects, 0.1, is_decisive=True, text=kind)


def test_a_rest_that_only_rested_is_not_told() -> None:
    """That an evening off rests needs no telling; what it did to anything else does, and so does what else gave strength."""
    told = weighed("rest", "self", "trust"), weighed("upwards", "self"), weighed("listen", "people")
    assert mattered((weighed("rest", "self"), *told)) == told
