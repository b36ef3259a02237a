"""One playthrough as a document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from game.bench.playthrough import document, play_once, state_document
from game.core.variables import VARIABLES
from game.play.policy import policy_named
from game.play.script import Scripted, ScriptedTurn
from game.play.session import Session
from tests.places.laboratory import laboratory


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """The real line of the laboratory under seed 5, with every cause, as a program reads it."""
    place = laboratory()
    session, refused = play_once(place, 5, policy_named("history", place))
    return dict(json.loads(json.dumps(document(session, refused, "history", {"wage": 1.0}, has_trace=True))))


@pytest.mark.slow
def test_entries_fold_to_the_value_after(told: dict[str, Any]) -> None:
    """In the document too, adding an element's entries in order to its value before gives its value after, exactly."""
    n_elements = 0
    for turn in told["turns"]:
        for element in turn["ledger"]:
            value = element["before"]
            for entry in element["entries"]:
                value += entry["size"]
            assert value == element["after"]
            n_elements += 1
    assert n_elements > 1000


def test_every_change_between_turns_is_in_the_ledger(told: dict[str, Any]) -> None:
    """What differs between the states of two turns has its entries, named by the ids it is indexed by."""
    place = laboratory()
    for before, after in zip(told["turns"], told["turns"][1:], strict=False):
        changed = {(one["variable"], *one["element"]) for one in after["ledger"]}
        for agency in place.agency_ids:
            if before["state"]["buy_in"][agency] != after["state"]["buy_in"][agency]:
                assert ("buy_in", agency) in changed


def test_causes_name_rule_evidence_and_source(told: dict[str, Any]) -> None:
    """A rule's entry names the rule and the element it came from, an event's its evidence; the rules are told once."""
    entries = [entry for turn in told["turns"] for element in turn["ledger"] for entry in element["entries"]]
    ruled = [entry for entry in entries if entry["rule"] == "committing"]
    assert ruled
    assert {entry["rule"] for entry in entries if entry["rule"]} <= set(told["rules"])
    assert any(entry["source"] == ["trust", "police", "council"] for entry in ruled)
    assert any(entry["cause"] == "event" and entry["evidence"] == ["LAB-01"] for entry in entries)
    assert any(entry["cause"] == "attention" for entry in entries)


def test_every_variable_is_there_at_every_turn(told: dict[str, Any]) -> None:
    """Each turn holds every variable of the model by name, each element by id, and the digest of its state."""
    place = laboratory()
    session = Session.played(place, 5, policy_named("history", place))
    assert [turn["digest"] for turn in told["turns"]] == [state.digest() for state in session.states]
    for turn in told["turns"]:
        assert turn["state"].keys() == {name for name, facts in VARIABLES.items() if not facts.part}
    state = state_document(place, session.states[3])
    tie = (place.agency("police"), place.agency("care"), 0)
    assert state["confidence"]["police"]["care"] == session.states[3]["confidence"][tie]
    assert state["reported"].keys() == set(place.outcome_ids)
    assert all(len(place.ids(one.over)) > 0 for one in VARIABLES.values() if one.over != "place")


def test_what_was_decided_can_be_given_back() -> None:
    """The document's decisions, taken as a script, play the same game."""
    place = laboratory()
    session, _ = play_once(place, 9, policy_named("adaptive", place))
    decisions = document(session, None, "adaptive", {}, has_trace=False)["decisions"]
    script = {int(turn): ScriptedTurn(one["choices"], tuple(one["tokens"])) for turn, one in decisions.items()}
    again, refused = play_once(place, 9, Scripted(place, script))
    assert refused is None
    assert again.state == session.state


def test_a_refused_decision_ends_the_document_there() -> None:
    """Where a decision is refused the document goes as far as the game did, and says why it went no further."""
    place = laboratory()
    session, refused = play_once(place, 9, Scripted(place, {1: ScriptedTurn({"pitch": "each"})}))
    told = document(session, refused, "", {}, has_trace=False)
    assert (told["refused"]["turn"], told["refused"]["code"]) == (2, "undecided")
    assert (len(told["turns"]), told["measures"], told["ending"]) == (2, None, None)
