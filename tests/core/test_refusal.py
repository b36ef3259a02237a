"""A decision that cannot be taken is refused in words, and everything is as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.core.decision import MOST_TOKENS, PROMISES, TOKENS, Decisions, Refusal, none_of
from game.core.decision_words import from_words
from game.core.place import Place
from game.core.promise import BROKEN, OPEN
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step
from tests.places.laboratory import laboratory

PITCH = {"pitch": "people"}


def place_with_a_tool_on_the_table() -> Place:
    """The laboratory, in which the dilemma about lists comes at once."""
    place = laboratory()
    lists = place.dilemma("lists")
    dilemmas = tuple(
        replace(one, first=1) if number == lists else one
        for number, one in enumerate(place.dilemmas)
        if one.id in ("pitch", "lists")
    )
    return replace(place, dilemmas=dilemmas, starting={**place.starting, **{name: np.zeros(2) for name in ("opened", "decided")}})


def words(choices: dict[str, str], *tokens: dict[str, str]) -> Callable[[Place, State], Decisions]:
    """Decisions by ids."""

    def decide(place: Place, _: State) -> Decisions:
        decisions = from_words(place, choices, tokens)
        assert isinstance(decisions, Decisions), decisions
        return decisions

    return decide


def numbers(**changed: Any) -> Callable[[Place, State], Decisions]:
    """A legal first decision with single numbers changed: `choice_0=9`, or `token=(kind, with, and, what)`."""

    def decide(place: Place, state: State) -> Decisions:
        decisions = words(PITCH)(place, state)
        for name, value in changed.items():
            if name == "token":
                decisions.attention[0, :, 0] = value
            else:
                decisions.choice[int(name.removeprefix("choice_")), 0] = value
        return decisions

    return decide


def too_many(place: Place, state: State) -> Decisions:
    """Two tokens of a leader who is worn out and has one; see the state below."""
    return words(PITCH, {"token": "rest"}, {"token": "rest"}, {"token": "rest"})(place, state)


TIME, BROKER, PROMISE = (TOKENS.index(name) for name in ("time", "broker", "promise"))

CASES: dict[str, Callable[[Place, State], Decisions]] = {
    "shape": lambda place, _: none_of(place, 3),
    "not_on_table": words({**PITCH, "hands": "keep"}),
    "undecided": words({}),
    "no_option": numbers(choice_0=7),
    "not_offered": words({**PITCH, "lists": "tool"}),
    "too_many_tokens": too_many,
    "token_with": numbers(token=(TIME, -1, -1, -1)),
    "token_and": numbers(token=(BROKER, 1, 1, -1)),
    "no_front_line": words(PITCH, {"token": "front_line", "with": "police"}),
    "token_what": numbers(token=(PROMISE, 1, -1, 9)),
    "needs_no_protocol": words(PITCH, {"token": "promise", "what": "protocol", "with": "fire"}),
    "promised_already": words(PITCH, {"token": "promise", "what": "visit", "with": "police"}),
    "signed_already": words(PITCH, {"token": "promise", "what": "protocol", "with": "police"}),
    "promised_twice": words(PITCH, *[{"token": "promise", "what": "money", "with": "police"}] * 2),
    "nothing_promised": words(PITCH, {"token": "own_up", "with": "schools"}),
    "broken_already": words(PITCH, {"token": "own_up", "with": "police"}),
    "no_money": words(PITCH, *[{"token": "money", "with": "pot"}] * 2),
}


def state_for(code: str, place: Place) -> State:
    """A first turn in which the code's fault can be made."""
    state = begin(place, seeds_of(1, 1)).state.writable()
    match code:
        case "too_many_tokens":
            state["energy"][...] = 0.1
        case "promised_already":
            state["promise_status"][place.promise_slot("visit", place.agency("police"))] = OPEN
        case "broken_already":
            state["promise_status"][place.promise_slot("visit", place.agency("police"))] = BROKEN
        case "signed_already":
            state["permission"][...] = place.signed_at
        case "no_money":
            state["budget"][place.lead] = 39_999.0
        case "not_offered":
            state["budget"][place.lead] = 19_999.0
    return state.freeze()


@pytest.mark.parametrize("code", CASES)
def test_each_fault_is_refused_and_nothing_is_touched(code: str) -> None:
    """Each fault is refused with its code and in words; state and decisions are what they were, to the bit."""
    place = place_with_a_tool_on_the_table() if code == "not_offered" else laboratory()
    if code == "no_front_line":
        place = replace(place, agencies=tuple(replace(one, name="the police", front_line=False) for one in place.agencies))
    state = state_for(code, place)
    decisions = CASES[code](place, state)
    before, choice, attention = state.writable(), decisions.choice.copy(), decisions.attention.copy()
    refused = step(place, state, decisions)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert refused.found.endswith(".")
    assert not refused.found[0].islower()
    assert refused.expected
    assert "None" not in str(refused)
    assert state == before
    assert state.digest() == before.digest()
    assert np.array_equal(decisions.choice, choice)
    assert np.array_equal(decisions.attention, attention)
    # The same state takes a decision that is allowed.
    allowed = words({**PITCH, "lists": "all"} if code == "not_offered" else PITCH)(place, state)
    assert isinstance(step(place, state, allowed), Stepped)


@pytest.mark.parametrize(
    "token",
    [
        {"token": "time", "with": "council"},
        {"token": "broker", "with": "council", "and": "police"},
        {"token": "front_line"},
        {"token": "confront"},
        {"token": "own_up"},
        {"token": "money", "with": "council"},
        {"token": "promise", "what": "visit"},
    ],
)
def test_a_token_needs_a_partner_other_than_oneself(token: dict[str, str]) -> None:
    """Attention to a partner names one, and not the leader's own agency."""
    place = laboratory()
    state = begin(place, seeds_of(1, 1)).state
    refused = step(place, state, words(PITCH, token)(place, state))
    assert isinstance(refused, Refusal)
    assert refused.code == "token_with"


def test_one_bad_row_refuses_the_batch() -> None:
    """In a batch, the decisions of all rows are taken or none."""
    place = laboratory()
    state = begin(place, seeds_of(1, 4)).state
    decisions = none_of(place, 4)
    decisions.choice[place.dilemma("pitch")] = 0
    assert isinstance(step(place, state, decisions), Stepped)
    decisions.choice[place.dilemma("pitch"), 2] = -1
    refused = step(place, state, decisions)
    assert isinstance(refused, Refusal)
    assert refused.code == "undecided"


UNKNOWN: dict[str, tuple[dict[str, str], list[dict[str, str]]]] = {
    "unknown_dilemma": ({"pich": "people"}, []),
    "unknown_option": ({"pitch": "peopel"}, []),
    "unknown_token": ({}, [{"token": "tim", "with": "police"}]),
    "unknown_agency": ({}, [{"token": "time", "with": "polise"}]),
    "unknown_word": ({}, [{"token": "time", "wiht": "police"}]),
    "unknown_promise": ({}, [{"token": "promise", "what": "vist", "with": "police"}]),
    "too_many_tokens": ({}, [{"token": "rest"}] * (MOST_TOKENS + 1)),
}
MEANT = {
    "unknown_dilemma": "pitch",
    "unknown_option": "people",
    "unknown_token": "time",
    "unknown_agency": "police",
    "unknown_word": "with",
    "unknown_promise": PROMISES[0],
}


@pytest.mark.parametrize("code", UNKNOWN)
def test_a_name_that_is_not_known_is_answered_with_the_nearest(code: str) -> None:
    """Words that name nothing are refused, and the answer offers what was probably meant."""
    refused = from_words(laboratory(), *UNKNOWN[code])
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert MEANT.get(code, "") in refused.help


def test_a_name_far_from_any_is_answered_with_all() -> None:
    """Where nothing is near, the answer lists what there is."""
    refused = from_words(laboratory(), {}, [{"token": "zzzz"}])
    assert isinstance(refused, Refusal)
    assert all(name in refused.help for name in TOKENS)
