"""Attention: what each token moves as it is spent, which way, and that it moves nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from game.core.decision import TOKENS, Decisions
from game.core.decision_words import from_words
from game.core.dynamics.decide import spend_attention
from game.core.state import State
from game.core.turn import Turn
from tests.core.trial import started
from tests.places.laboratory import whole_laboratory

Moves = Mapping[str, tuple[str, str]]
"""Of each variable that moves the way it goes, and of whom: what is named in the token, by its key, or nothing."""

PARTNER, OTHER = "police", "care"
_KNOWN = {"permission": 0.2, "purpose": 0.4, "confidence": 0.4, "codified": 0.2, "scar": 0.1, "bearing": 5e4, "energy": 0.5}

SPENT: list[tuple[dict[str, str], Moves]] = [
    ({"token": "time", "with": PARTNER}, {"time_spent": ("+", PARTNER), "visited": ("+", PARTNER)}),
    (
        {"token": "broker", "with": PARTNER, "and": OTHER},
        {
            "purpose": ("+", "both"),
            "confidence": ("+", "both"),
            "codified": ("+", "both"),
            "permission": ("+", "both"),
            "drafting": ("+", "both"),
        },
    ),
    ({"token": "front_line", "with": PARTNER}, {"backed": ("+", PARTNER)}),
    ({"token": "listen"}, {"listening": ("+", "")}),
    ({"token": "upwards"}, {"briefing": ("+", "")}),
    ({"token": "rest"}, {"resting": ("+", "")}),
    ({"token": "confront", "with": PARTNER}, {"confronted": ("+", PARTNER), "energy": ("-", "")}),
    (
        {"token": "money", "with": "pot"},
        {"pot": ("+", ""), "budget": ("-", "council"), "cost": ("+", "council")},
    ),
    (
        {"token": "money", "with": PARTNER},
        {
            "pot": ("+", ""),
            "budget": ("-", "council"),
            "cost": ("+", "council"),
            "bearing": ("-", PARTNER),
            "funded": ("+", PARTNER),
        },
    ),
]


def spent(token: dict[str, str], **levels: float) -> tuple[State, State]:
    """The state before and after one token is spent."""
    place = whole_laboratory()
    state = started(place, 3, **_KNOWN | levels)
    state.turn = 4
    decisions = from_words(place, {}, [token])
    assert isinstance(decisions, Decisions), decisions
    spread = Decisions(np.tile(decisions.choice, (1, 3)), np.tile(decisions.attention, (1, 1, 3)))
    turn = Turn(place, state, place.parameters, trace=False)
    spend_attention(turn, spread)
    return state, turn.state


@pytest.mark.parametrize(("token", "moves"), SPENT, ids=[" ".join(token.values()) for token, _ in SPENT])
def test_a_token_moves_what_it_says_and_nothing_else(token: dict[str, str], moves: Moves) -> None:
    """Each variable that is named goes the way that is said, for whom it is said; no other element of anything changes."""
    place = whole_laboratory()
    before, after = spent(token)
    assert {name for name in before if not np.array_equal(before[name], after[name])} == set(moves)
    both = place.agency(PARTNER), place.agency(OTHER)
    for name, (way, whose) in moves.items():
        went = np.sign(after[name] - before[name])
        expected = np.zeros_like(went)
        indices = [both, both[::-1]] if whose == "both" else [(place.agency(whose),)] if whose else [()]
        for index in indices:
            expected[index] = 1.0 if way == "+" else -1.0
        assert np.array_equal(went, expected), name


def test_every_kind_of_token_is_tried_here_or_where_promises_and_strands_are() -> None:
    """No kind of token is without a test of what it moves."""
    assert {token["token"] for token, _ in SPENT} == set(TOKENS) - {"promise", "own_up", "strand"}


def test_brokering_takes_a_protocol_to_signature_and_no_further() -> None:
    """However often two are brought together, their protocol stops where it is signed, and one that is signed stays as it is."""
    signed = whole_laboratory().parameters["permission_signed"]
    one, other = whole_laboratory().agency(PARTNER), whole_laboratory().agency(OTHER)
    for level in (0.0, 0.5, signed, 0.9):
        _, after = spent({"token": "broker", "with": PARTNER, "and": OTHER}, permission=level)
        assert np.all(after["permission"][one, other] <= max(level, signed))
        assert np.all(after["permission"][one, other] >= level)
        assert np.all(after["drafting"][one, other] == (after["permission"][one, other] < signed))


def test_money_eases_no_more_than_is_borne() -> None:
    """Money for a partner's share takes no more off what that partner bears than it bears, nor than was paid."""
    place = whole_laboratory()
    paid = place.parameters["attention_money"]
    for borne in (0.0, 0.5 * paid, 3.0 * paid):
        before, after = spent({"token": "money", "with": PARTNER}, bearing=borne)
        eased = (before["bearing"] - after["bearing"])[place.agency(PARTNER)]
        assert np.allclose(eased, min(borne, paid))


def test_brokering_has_its_bounds() -> None:
    """It drafts only what is needed, writes down no more than can be, and wins nothing where a scar leaves no room."""
    place = whole_laboratory()
    most, one, other = place.parameters["codified_most"], place.agency(PARTNER), place.agency(OTHER)
    broker = {"token": "broker", "with": PARTNER, "and": OTHER}
    for level in (0.0, most - 0.001, most, 0.95):
        _, after = spent(broker, codified=level)
        assert np.all((after["codified"][one, other] >= level) & (after["codified"][one, other] <= max(level, most)))
    for scar, is_won in ((0.0, True), (0.6, False), (0.9, False)):
        before, after = spent(broker, confidence=0.4, scar=scar)
        assert np.all((after["confidence"] - before["confidence"])[one, other] > 0.0) == is_won
    need_none = next(
        (a, b)
        for a in range(len(place.agencies))
        for b in range(a)
        if place.lead not in (a, b) and (a, b) not in place.protocols and (b, a) not in place.protocols
    )
    before, after = spent({**broker, "with": place.agency_ids[need_none[0]], "and": place.agency_ids[need_none[1]]})
    for name in ("permission", "drafting"):
        assert np.array_equal(before[name], after[name]), name
