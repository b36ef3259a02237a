"""Nothing hidden shows in anything that a seat is told while the game runs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.promise import CONCEALED, EMPTY, LATE, OPEN
from game.core.state import State
from game.core.variables import VARIABLES
from game.play.session import Session
from game.play.views import Views
from tests.briefing.script import during, everything
from tests.places.hidden import HIDDEN, OWN, PUBLIC, in_public, moved


@cache
def game() -> Session:
    """A game in its fourth quarter, in a place where all that is offered hangs on what everybody sees."""
    return during(in_public(), 3)


@cache
def told() -> str:
    """All that is told of it, to the byte."""
    return repr(everything(game()))


def otherwise(session: Session, change: Callable[[State], State]) -> Session:
    """The same game with every state changed, also where the ledger keeps it."""
    other = copy.copy(session)
    other._views = Views()
    other.states = [change(state) for state in session.states]
    other.ledgers = [replace(one, before=change(one.before), after=change(one.after)) for one in session.ledgers]
    return other


def with_status(slot: int, status: int) -> Callable[[State], State]:
    """A change of what became of one promise."""

    def change(state: State) -> State:
        other = state.writable()
        other["promise_status"][slot] = status
        return other.freeze()

    return change


@pytest.mark.parametrize("variable", HIDDEN)
def test_a_hidden_variable_changes_no_byte(variable: str) -> None:
    """Whatever happens to a hidden variable, everything that is told stays as it is."""
    other = otherwise(game(), lambda state: moved(state, variable))
    if game().state[variable].size:
        assert other.state != game().state
    assert repr(everything(other)) == told()


@pytest.mark.parametrize("variable", OWN)
def test_what_is_a_partners_own_changes_no_byte(variable: str) -> None:
    """A partner's own books and backing can be anything."""
    for partner in [number for number in range(len(game().place.agencies)) if number != game().place.lead][:3]:
        assert repr(everything(otherwise(game(), lambda state: moved(state, variable, (partner,))))) == told()  # noqa: B023


@settings(max_examples=15)
@given(st.lists(st.sampled_from(HIDDEN), min_size=1, unique=True), st.integers(0, 2**32 - 1))
def test_hidden_variables_together_change_no_byte(variables: list[str], seed: int) -> None:
    """Any of them together, each anywhere within its bounds."""
    luck = np.random.default_rng(seed)

    def change(state: State) -> State:
        other = state.writable()
        for name in variables:
            facts = VARIABLES[name]
            other[name][...] = luck.uniform(facts.low, facts.high, other[name].shape)
        return other.freeze()

    assert repr(everything(otherwise(game(), change))) == told()


def test_promises_among_others_and_failures_in_hiding_change_no_byte() -> None:
    """A promise between two partners is not told, and one to the lead that failed in hiding looks like one kept late."""
    place = game().place
    partner = next(number for number in range(len(place.agencies)) if number != place.lead)
    slot = next(number for number, terms in enumerate(place.promises) if terms.giver not in (place.lead, partner))

    late, concealed = (repr(everything(otherwise(game(), with_status(slot, status)))) for status in (LATE, CONCEALED))
    assert late == concealed
    terms = replace(place.promises[slot], receiver=partner)
    others = Session.__new__(Session)
    others.__dict__.update(game().__dict__)
    others.__dict__["_place"] = replace(place, promises=(*place.promises[:slot], terms, *place.promises[slot + 1 :]))
    none, still = (repr(everything(otherwise(others, with_status(slot, status)))) for status in (EMPTY, OPEN))
    assert none == still


def test_what_is_public_shows() -> None:
    """What everybody sees does change what is told, so the tests above do not compare nothing with nothing."""
    for name in ("energy", "stated", "delivered", "estimate", "practice", "pot", "reported", "permission", "families"):
        assert name in PUBLIC
        assert repr(everything(otherwise(game(), lambda state: moved(state, name)))) != told()  # noqa: B023
