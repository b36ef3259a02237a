"""Extreme conditions: what must hold where there is nothing of something, or as much of everything as there can be."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.arithmetic import Array
from game.core.decision import TOKENS, none_of
from game.core.dynamics import do, trust
from game.core.outcome import headline
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import step_in_place
from game.core.turn import Turn
from game.core.variables import VARIABLES
from tests.core.trial import started
from tests.places.lines import course
from tests.places.small import small_places
from tests.stylised.cast import CASTS, place_named

ROWS = 20
YEARS = 5
ROUNDING = 1e-12
"""By how much a weighted mean of ones may come out above one."""


on_each_place = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name == "laboratory" else [pytest.mark.slow]) for name in CASTS]
)


@cache
def quiet(name: str = "laboratory", **parameters: float) -> Place:
    """A place without dilemmas and events, with some parameters changed."""
    place = place_named(name)
    return replace(place, turns=4 * YEARS, dilemmas=(), events=(), parameters={**place.parameters, **parameters})


def played(place: Place, state: State, quarters: int = 4 * YEARS, hold: dict[str, float] | None = None, token: str = "") -> State:
    """The batch some quarters on, with some variables held where they are and a token a quarter spent."""
    for _ in range(quarters):
        for name, value in (hold or {}).items():
            state[name][...] = value
        decisions = none_of(place, ROWS)
        if token:
            decisions.attention[0, 0] = TOKENS.index(token)
            decisions.attention[0, 1] = 3
        step_in_place(place, state, decisions)
        in_bounds(state)
    return state


def in_bounds(state: State) -> None:
    """Every variable is a number within its bounds."""
    for name in state:
        variable, value = VARIABLES[name], state[name]
        assert np.all(np.isfinite(value)), name
        assert np.all((value >= variable.low) & (value <= variable.high + ROUNDING)), (name, value.min(), value.max())


@on_each_place
def test_no_effort_no_outcome(name: str) -> None:
    """Where nobody is committed and nobody pushes, next to nothing is really achieved, however much money there is."""
    unmoved = quiet(name, buy_in_up=0.0)
    idle = played(unmoved, started(unmoved, ROWS, pot=2e6, buy_in=0.0, frontline=0.0), hold={"control": 0.0})
    place = quiet(name)
    usual = played(place, started(place, ROWS, pot=2e6, buy_in=0.8, frontline=0.8), hold={"control": 0.0})
    assert idle["delivered"].max() == 0.0
    assert np.all(idle["attributable"] < 0.1 * usual["attributable"])


@on_each_place
def test_no_money_no_spending(name: str) -> None:
    """Without a pound anywhere nobody is paid or lent, no family is worked with, and nothing is achieved, reported or avoided."""
    place = quiet(name)
    state = started(place, ROWS, allowance=0.0, budget=0.0, pot=0.0)
    spent = state["work"].copy()
    state = played(place, state)
    assert np.array_equal(state["work"], spent)
    for variable in ("workers", "families", "reached", "reported", "attributable", "avoided", "cost"):
        assert not state[variable].any(), variable


@on_each_place
def test_no_trust_no_voluntary_sharing(name: str) -> None:
    """Where nobody trusts anybody, what was shared dies away, though law, protocol and tool would allow all of it."""
    place = quiet(name, confidence_gain=0.0, purpose_governance=0.0, purpose_ceded=0.0)
    state = started(place, ROWS, practice=0.5, permission=1.0, legal=1.0, usability=1.0)
    state = played(place, state, hold={"confidence": 0.0, "purpose": 0.0})
    off = ~np.eye(len(place.agencies), dtype=bool)
    assert state["practice"][off].max() < 0.001


@on_each_place
@pytest.mark.parametrize("gate", ["permission", "legal"])
def test_no_gate_no_sharing(name: str, gate: str) -> None:
    """Where law or protocol allow nothing, nothing is shared in the end, whatever the trust."""
    place = quiet(name)
    closed = {"confidence": 1.0, "purpose": 1.0, "scar": 0.0, "frontline": 1.0, "usability": 1.0, "drafting": 0.0, gate: 0.0}
    state = played(place, started(place, ROWS, practice=0.9, permission=1.0, legal=1.0), hold=closed)
    assert state["practice"].max() < 0.001


LEVELS = [
    name for name, variable in VARIABLES.items() if variable.unit == "level" and name != "promise_size" and not variable.part
]


@on_each_place
@pytest.mark.parametrize("value", [0.0, 1.0])
@pytest.mark.parametrize(
    "token", ["", *(name for name in TOKENS if name not in ("broker", "promise", "own_up", "money", "strand"))]
)
def test_everything_at_an_end_stays_in_bounds(name: str, value: float, token: str) -> None:
    """With every level at nothing or at its most, and attention spent on whatever, all stays within its bounds."""
    place = quiet(name)
    state = started(place, ROWS, **dict.fromkeys(LEVELS, value), target=1e5, families=1e5 * value)
    if value == 1.0:
        state["allowance"][...] = 1e9
    played(place, state, token=token)


@given(small_places(), st.integers(0, 2**32))
def test_any_place_stays_in_bounds(place: Place, seed: int) -> None:
    """In any small place, whatever is decided and however its parameters were moved, all stays within its bounds."""
    for reached in course(place, seeds_of(seed, 3), np.random.default_rng(seed), trace=False):
        in_bounds(reached.state)


@on_each_place
def test_doubled_caseload_does_not_double_outcomes(name: str) -> None:
    """With the same money, twice the families for each worker bring less than twice the change, because help thins."""
    place = quiet(name, full_week=6.0)
    people: list[Array] = []
    for cases in (6.0, 12.0):
        state = started(place, ROWS, cases=cases, target=1e4, openness=0.5)
        end = played(place, state)
        people.append(headline(place, end, end)["people"])
    assert np.all(people[1] < 2.0 * people[0])
    assert np.median(people[1] / people[0]) < 1.3


@on_each_place
def test_doubled_target_at_fixed_effort_does_not_double_outcomes(name: str) -> None:
    """Twice as many families to be reached, with the same people and money, is not twice the change."""
    place = quiet(name)
    people = []
    for target in (200.0, 400.0):
        end = played(place, started(place, ROWS, target=target))
        people.append(headline(place, end, end)["people"])
    assert np.all(people[1] < 1.5 * people[0])


def test_the_weakest_link_rules() -> None:
    """One agency that does nothing undoes an outcome that needs it, and leaves those that do not need it."""
    place = quiet()
    jobs, work, safe = place.agency("jobs"), place.outcome_ids.index("work"), place.outcome_ids.index("safe")
    states = []
    for idle in (False, True):
        state = started(place, ROWS)
        for _ in range(6):
            if idle:
                state["buy_in"][jobs] = 0.0
                state["frontline"][jobs] = 0.0
            played(place, state, 1, hold={"control": 0.0})
        states.append(state)
    assert np.all(states[1]["effectiveness"][work] < 0.5 * states[0]["effectiveness"][work])
    assert np.all(states[1]["effectiveness"][safe] > 0.8 * states[0]["effectiveness"][safe])


def test_nobody_to_reach_nobody_reached() -> None:
    """A programme that aims to reach nobody reaches nobody."""
    place = quiet()
    state = played(place, started(place, ROWS, target=0.0))
    for name in ("reached", "families", "reported", "attributable"):
        assert not state[name].any(), name


def test_an_ended_programme_asks_for_nothing_more() -> None:
    """After a leader's masters have lost patience for two quarters the programme is over, and stays over."""
    place = quiet()
    state = started(place, ROWS, cover=0.05)
    played(place, state, 1, hold={"cover": 0.05})
    assert state["running"].all()
    played(place, state, 1, hold={"cover": 0.05})
    assert not state["running"].any()
    played(place, state, 3, hold={"cover": 0.9})
    assert not state["running"].any()


@on_each_place
def test_work_that_has_ended_is_not_seen(name: str) -> None:
    """With nothing of the work going on, what partners do wins no confidence and heals no breach; no gap costs any either."""
    place = quiet(name, remains_base=0.0, remains_outlook=0.0)
    state = started(place, ROWS, running=0.0, remains=0.0, scar=0.2, delivered=0.5, gap=0.2)
    turn = Turn(place, state, place.parameters, trace=False, in_place=True)
    before = {one: state[one].copy() for one in ("confidence", "scar")}
    turn.run((trust.seeing, trust.scarring))
    for one, was in before.items():
        assert np.array_equal(state[one], was), one
    state["remains"][...] = 0.5
    turn.run((trust.seeing, trust.scarring))
    assert all(not np.array_equal(state[one], was) for one, was in before.items())


@on_each_place
def test_whoever_led_tires_nobody_once_they_have_gone(name: str) -> None:
    """The strength of whoever led takes from what agencies deliver while they lead, and not after the end."""
    place = quiet(name)
    delivered = []
    for running, energy in ((1.0, 0.0), (1.0, 1.0), (0.0, 0.0), (0.0, 1.0)):
        state = started(place, ROWS, running=running, energy=energy)
        Turn(place, state, place.parameters, trace=False, in_place=True).run((do.delivering,))
        delivered.append(state["delivered"])
    assert (delivered[0] < delivered[1]).any()
    assert np.array_equal(delivered[2], delivered[3])
