"""Conditional cooperation: what agencies give follows what others give, and without talk it dies away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.core.arithmetic import Array
from game.core.decision import none_of
from game.core.step import step_in_place
from tests.core.trial import started
from tests.stylised.cast import CASTS, place_named

ROWS = 4
QUARTERS = 10


def course_of(name: str, **held: float) -> Array:
    """What agencies give on average, quarter by quarter, in a place without dilemmas in which some levels are held."""
    place = replace(place_named(name), turns=40, dilemmas=(), events=())
    state, given = started(place, ROWS), []
    for _ in range(QUARTERS + 1):
        given.append(state["giving"].mean(axis=0))
        for variable, value in ({"fairness": 0.0, "underwriting": 0.0, "governance": 0.0, "buy_in": 0.5} | held).items():
            state[variable][...] = value
        step_in_place(place, state, none_of(place, ROWS))
    return np.array(given)


@pytest.mark.parametrize("name", [pytest.param(one, marks=[] if one == "laboratory" else [pytest.mark.slow]) for one in CASTS])
def test_without_talk_giving_dies_away(name: str) -> None:
    """With nothing decided together it falls in every quarter, by more than a third in ten; with talk it is held up."""
    silent, talking = course_of(name), course_of(name, governance=0.6)
    assert np.all(np.diff(silent, axis=0) < 0.0)
    assert np.all(silent[-1] < (1.0 - 1.0 / 3.0) * silent[0])
    assert np.all(talking[-1] >= talking[0])


@pytest.mark.parametrize(("lever", "value"), [("underwriting", 1.0), ("fairness", 1.0), ("governance", 1.0), ("buy_in", 0.9)])
def test_what_moves_it(lever: str, value: float) -> None:
    """A lead that covers the bill lowers what others give; fair shares, talk and commitment raise it."""
    moved, plain = course_of("laboratory", **{lever: value}), course_of("laboratory")
    is_higher = moved[1:] > plain[1:]
    assert np.all(is_higher) if lever != "underwriting" else not np.any(is_higher)
