"""Each pound leaves one account and enters another; what was avoided is a memo that nobody can spend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.arithmetic import Array
from game.core.decision import Decisions
from game.core.dynamics import joint
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, step
from game.core.turn import Turn
from game.core.variables import VARIABLES
from tests.core.trial import started
from tests.places.laboratory import laboratory
from tests.places.lines import allowed_decisions, course, replayed
from tests.places.small import small_places

ROWS = 3
ACCOUNTS = ("budget", "pot", "work", "lapsed", "treasury")
POUNDS = tuple(name for name, variable in VARIABLES.items() if variable.unit == "pounds" and not variable.part)
# Running memories of pounds, which fade and so are not whole.
FELT = ("saving", "bearing")
luck = st.integers(0, 2**32)


def in_all_accounts(state: State) -> Array:
    """All the money there is, shape (N,)."""
    held: Array = np.sum([state[name].reshape(-1, state.n_playthroughs).sum(axis=0) for name in ACCOUNTS], axis=0)
    return held


@given(small_places(), luck)
def test_money_is_neither_made_nor_lost(place: Place, seed: int) -> None:
    """The sum of all accounts never changes, no account but the treasury is overdrawn, and every pound is whole."""
    for reached in course(place, seeds_of(seed, ROWS), np.random.default_rng(seed), trace=False):
        state = reached.state
        assert np.array_equal(in_all_accounts(state), np.zeros(ROWS))
        for name in POUNDS:
            assert name == "treasury" or np.all(state[name] >= 0.0), name
            assert name in FELT or np.array_equal(state[name], np.floor(state[name])), name


@given(small_places(), luck)
def test_every_pound_of_the_ledger_has_another_side(place: Place, seed: int) -> None:
    """In the ledger of a turn, what left accounts for a cause entered others for the same cause."""
    for reached in course(place, seeds_of(seed, ROWS), np.random.default_rng(seed)):
        assert reached.ledger is not None
        sums: dict[object, Array] = {}
        for block in reached.ledger.blocks:
            if block.variable in ACCOUNTS:
                assert block.cause.kind != "limit"
                sums[block.cause] = sums.get(block.cause, np.zeros(ROWS)) + block.size.reshape(-1, ROWS).sum(axis=0)
        assert all(np.array_equal(total, np.zeros(ROWS)) for total in sums.values())


def test_what_was_avoided_cannot_be_spent() -> None:
    """However much cost was avoided, nothing else in the place is any different."""
    place = laboratory()
    decided: list[Decisions] = []
    seeds = seeds_of(3, 5)
    usual = [one.state for one in course(place, seeds, np.random.default_rng(3), trace=False, decided=decided)]
    rich = usual[4].writable()
    rich["avoided"] += 1e9
    state = rich.freeze()
    for decisions, expected in zip(decided[4:], usual[5:], strict=True):
        reached = step(place, state, decisions, trace=False)
        assert isinstance(reached, Stepped)
        state = reached.state
        assert [name for name in state if not np.array_equal(state[name], expected[name])] == ["avoided"]
    assert np.all(state["avoided"] >= 1e9)


def test_what_partners_do_not_use_lapses_and_the_lead_keeps_as_much_again() -> None:
    """A quarter begins with the allowance for a partner, and for the lead with that and what it had left, up to as much again."""
    place = laboratory()
    seen = set()
    for reached in course(place, seeds_of(4, 20), np.random.default_rng(4), trace=False):
        budget, allowance = reached.state["budget"], reached.state["allowance"]
        held = budget / np.maximum(allowance, 1.0)
        partners = [number for number in range(len(place.agencies)) if number != place.lead]
        assert np.array_equal(budget[partners], allowance[partners])
        assert np.all((held[place.lead] >= 1.0) & (held[place.lead] <= 2.0))
        seen |= set(np.round(held[place.lead], 1).tolist())
    assert {1.0, 2.0} < seen


@pytest.mark.parametrize("lever", ["cover", "underwriting", "pooling", "giving", "allowance", "running"])
def test_more_is_given_where(lever: str) -> None:
    """The lead gives by its masters' backing and what it underwrites; partners by what may be pooled and what each gives."""
    place = replace(laboratory(), dilemmas=(), events=())
    idle = {"delivered": 0.0, "frontline": 0.0, "buy_in": 0.0, "control": 0.0, "support": 0.0, "usability": 0.0}
    gave = []
    for share in (0.1, 0.5, 0.9):
        state = started(place, ROWS, **idle, target=0.0, pot=0.0)
        state[lever][...] = share * (1e5 if lever == "allowance" else 1.0)
        before = state["budget"].copy()
        joint.pay(Turn(place, state, place.parameters, trace=False, in_place=True))
        gave.append(before - state["budget"])
    steps = np.diff(np.array(gave), axis=0)
    moves_lead, moves_partners = lever not in ("pooling", "giving"), lever not in ("cover", "underwriting")
    partners = [number for number in range(len(place.agencies)) if number != place.lead]
    assert np.all(steps >= 0.0)
    assert np.all(steps[:, place.lead] > 0.0) == moves_lead
    assert np.all(steps[:, partners].sum(axis=1) > 0.0) == moves_partners
    assert moves_lead or not steps[:, place.lead].any()
    assert moves_partners or not steps[:, partners].any()


def test_workers_are_hired_for_whom_there_is_and_not_for_whom_others_lend() -> None:
    """Whoever is lent need not be hired, and once a programme has ended nobody is hired for families still to be found."""
    place = replace(laboratory(), dilemmas=(), events=())
    levels = {"families": 60.0, "target": 500.0, "reached": 60.0, "cases": 6.0, "support": 0.0, "usability": 0.0, "pot": 1e7}
    hired, lent = {}, {}
    for running, delivered in ((1.0, 0.0), (1.0, 0.6), (0.0, 0.0)):
        state = started(place, ROWS, **levels, running=running, delivered=delivered)
        joint.pay(Turn(place, state, place.parameters, trace=False, in_place=True))
        hired[running, delivered] = state["paid_workers"].copy()
        lent[running, delivered] = state["workers"] - state["paid_workers"]
    wage = place.parameters["wage"]
    assert np.allclose(hired[0.0, 0.0], 60.0 / 6.0, atol=1.0 / wage)
    assert np.all(hired[1.0, 0.0] > hired[0.0, 0.0])
    assert np.all(lent[1.0, 0.6] > 0.0)
    assert np.allclose(hired[1.0, 0.6] + lent[1.0, 0.6], hired[1.0, 0.0], atol=2.0 / wage)


def test_money_is_asked_for_and_not_always_there() -> None:
    """No agency's work costs more than it holds: in a place without budgets nobody is paid, lends or gives."""
    place = laboratory()
    start = next(iter(course(place, seeds_of(1, 2), np.random.default_rng(1), trace=False))).state.writable()
    for name in ("allowance", "budget", "pot"):
        start[name][...] = 0.0
    held = start["work"].copy()
    state, rng = start.freeze(), np.random.default_rng(1)
    for _ in range(6):
        decisions = allowed_decisions(place, state, rng)
        reached = step(place, state, decisions, trace=False)
        assert isinstance(reached, Stepped)
        state = reached.state
        granted = in_all_accounts(state) - in_all_accounts(start)
        assert np.array_equal(granted, np.zeros(2))
    spent = state["work"] - held
    given = -(state["treasury"] - start["treasury"])
    assert np.all(spent <= given)


def test_replaying_moves_the_same_pounds() -> None:
    """The same decisions under the same luck leave the same accounts."""
    place = laboratory()
    decided: list[Decisions] = []
    first = list(course(place, seeds_of(9, 4), np.random.default_rng(9), trace=False, decided=decided))
    second = list(replayed(place, seeds_of(9, 4), decided, trace=False))
    for one, other in zip(first, second, strict=True):
        for name in POUNDS:
            assert np.array_equal(one.state[name], other.state[name])
