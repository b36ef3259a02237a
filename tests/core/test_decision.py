"""Decisions are data: to words and back, and what is on the table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.decision import TOKENS, Decisions, Refusal, Token, none_of, offered, table, tokens_allowed
from game.core.decision_words import from_words, to_words, token_from_words, token_in_words
from game.core.dynamics.decide import take_options
from game.core.observe import observe
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step
from game.core.turn import Turn
from tests.places.laboratory import laboratory
from tests.places.lines import allowed_decisions, course
from tests.places.small import small_places


@given(small_places(), st.integers(0, 2**32))
def test_decisions_survive_words(place: Place, seed: int) -> None:
    """Any decisions of a course, written in words and read again, are the same numbers."""
    decided: list[Decisions] = []
    list(course(place, seeds_of(seed, 2), np.random.default_rng(seed), trace=False, decided=decided))
    for decisions in decided:
        for row in range(2):
            read = from_words(place, *to_words(place, decisions, row))
            assert isinstance(read, Decisions), read
            assert np.array_equal(read.choice[:, 0], decisions.choice[:, row])
            placed = [tuple(token) for token in decisions.attention[:, :, row] if token[0] >= 0]
            assert [tuple(token) for token in read.attention[:, :, 0] if token[0] >= 0] == placed


@pytest.mark.parametrize(
    "written",
    [
        {"token": "time", "with": "police"},
        {"token": "broker", "with": "police", "and": "jobs"},
        {"token": "front_line", "with": "care"},
        {"token": "listen"},
        {"token": "upwards"},
        {"token": "promise", "what": "protocol", "with": "jobs"},
        {"token": "own_up", "with": "jobs"},
        {"token": "money", "with": "pot"},
        {"token": "money", "with": "schools"},
        {"token": "confront", "with": "housing"},
        {"token": "rest"},
    ],
)
def test_a_token_survives_numbers(written: dict[str, str]) -> None:
    """A token in words, read and written again, is the same words."""
    token = token_from_words(laboratory(), written)
    assert isinstance(token, Token)
    assert token_in_words(laboratory(), token) == written


def test_every_kind_of_token_can_be_said() -> None:
    """There are eleven kinds of token, and each is read from its own word; a strand names outcomes, not agencies."""
    assert len(TOKENS) == len(set(TOKENS)) == 11
    for name in TOKENS:
        if name == "strand":
            continue
        token = token_from_words(laboratory(), {"token": name, "with": "police", "and": "jobs", "what": "visit"})
        assert isinstance(token, Token)
        assert token.kind == name


def test_two_dilemmas_a_turn_at_most_and_the_weightier_first() -> None:
    """Of several dilemmas that could come, the two with the highest priority are on the table."""
    place = laboratory()
    state = begin(place, seeds_of(1, 1)).state.writable()
    state.turn = 3
    asked = [place.dilemmas[number].id for number in np.flatnonzero(table(place, state.freeze())[0][:, 0])]
    assert asked == ["hands", "lists"]


def test_what_was_decided_does_not_come_back_unless_it_may() -> None:
    """A dilemma that was decided is off the table; one that may come again is not, nor one that an effect opened."""
    place = laboratory()
    only = replace(place, dilemmas=tuple(one for one in place.dilemmas if one.id in ("pitch", "silence")), events=())
    state = begin(
        replace(only, starting={**place.starting, **{name: np.zeros(2) for name in ("decided", "opened")}}), seeds_of(1, 4)
    ).state
    state = state.writable()
    state.turn = 5
    state["decided"][:, 1] = 4.0
    state["decided"][:, 2] = 4.0
    state["opened"][0, 2] = 1.0
    state["opened"][:, 3] = -1.0
    state["strain"][...] = 0.5
    on_table = table(only, state.freeze())[0]
    assert on_table.tolist() == [[False, False, True, False], [True, True, True, False]]


def test_an_option_is_offered_when_it_may_be_and_can_be_paid() -> None:
    """An option whose condition fails, or whose price is not there, is not offered."""
    place = laboratory()
    state = begin(place, seeds_of(1, 2)).state.writable()
    tool = place.dilemma("lists")
    state["budget"][place.lead] = np.array([19_999.0, 20_000.0])
    assert offered(place, state, tool)[1].tolist() == [False, True]
    workers = place.dilemma("stories")
    state["frontline"][place.agency("care")] = np.array([0.1, 0.11])
    assert offered(place, state, workers)[2].tolist() == [False, True]


def test_a_worn_out_leader_has_fewer_tokens_and_an_ended_programme_none() -> None:
    """Three tokens; two below the energy at which a leader is worn out; none after the end."""
    place = laboratory()
    state = begin(place, seeds_of(1, 3)).state.writable()
    state["energy"][...] = [0.2, 0.19, 0.9]
    state["running"][...] = [1.0, 1.0, 0.0]
    assert tokens_allowed(place, state).tolist() == [3.0, 2.0, 0.0]


def test_asking_what_is_on_the_table_changes_nothing() -> None:
    """Agenda, offers and allowed tokens are read off a state that stays as it is."""
    place = laboratory()
    state: State = begin(place, seeds_of(1, 3)).state
    digest = state.digest()
    allowed_decisions(place, state, np.random.default_rng(0))
    assert state.digest() == digest
    assert not isinstance(from_words(place, {}, []), Refusal)


def test_parameters_may_be_laid_over_one_by_one() -> None:
    """What is asked of a state takes the same overlay of parameters as a step does: a few of them, or none."""
    place = laboratory()
    state = begin(place, seeds_of(1, 1)).state
    few = {"weary_at": 0.9}
    assert tokens_allowed(place, state).tolist() == [3.0]
    assert tokens_allowed(place, state, few).tolist() == [2.0]
    assert observe(place, state, place.lead, few).tokens_allowed.tolist() == [2.0]
    three = from_words(place, {"pitch": "people"}, [{"token": "rest"}] * 3)
    assert isinstance(three, Decisions)
    assert isinstance(step(place, state, three), Stepped)
    refused = step(place, state, three, parameters=few)
    assert isinstance(refused, Refusal)
    assert refused.code == "too_many_tokens"


def test_a_worn_out_leader_pays_more_and_has_less_to_give() -> None:
    """Under the energy at which a leader is worn out each demanding option costs it more, and it has fewer tokens."""
    place = laboratory()
    values = place.parameters
    each = [(number, position) for number, one in enumerate(place.dilemmas) for position in range(len(one.options))]
    demanding = [(number, position) for number, position in each if place.dilemmas[number].options[position].energy]
    assert len(demanding) > 3
    for number, position in demanding:
        price = place.dilemmas[number].options[position].energy * values["option_energy"]
        paid = []
        for energy in (0.9, values["weary_at"], values["weary_at"] - 0.01):
            state = begin(place, seeds_of(1, 1), trace=False).state.writable()
            state["energy"][...] = energy
            decisions = none_of(place, 1)
            decisions.choice[number] = position
            turn = Turn(place, state, values, trace=True)
            take_options(turn, decisions)
            assert turn.ledger is not None
            entries = [one for one in turn.ledger.entries("energy", ()) if one.cause.term == "price"]
            paid.append(-sum(one.size for one in entries))
            tokens = int(tokens_allowed(place, state)[0])
            assert tokens == values["tokens_weary" if energy < values["weary_at"] else "tokens"]
        assert paid == pytest.approx([price, price, price * values["weary_cost"]])
