"""What an agency's own masters ask of it: in its author's words where there are any, else read off the place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from game.briefing.goals import goals, is_met, shared_goals
from game.core.place import Place
from game.debrief.beliefs import shared_aims
from game.debrief.cards import roles
from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.check import check_source
from game.scenario.compiler import load
from game.words.reading import n_words
from tests.briefing.round_games import shares
from tests.places.shipped import shipped
from tests.places.small import scenario_of

ONE_LINE = b"""format: 1
title: Two at a table
turns: 3
seat: council
agencies:
  council: {name: The council, budget: 100000}
  police: {name: The police, budget: 80000, brief: Say less than you know., goals: [{text: Have them trust you., when: "%s"}]}
outcomes:
  families: {name: Families helped, needs: [council, police]}
dilemmas:
  first_meeting:
    title: The first meeting
    text: Six have come.
    options: {one: {label: Wait}, two: {label: Go}}
"""


def asked(**agency: Any) -> Place:
    """A place whose second agency is told something of its own."""
    agencies = {name: {"name": name, "budget": 1000, "leaving": 0} for name in ("a", "b", "c")}
    agencies["b"] |= agency
    return scenario_of(agencies=agencies)


def test_what_an_author_wrote_is_asked_and_judged() -> None:
    """Each written goal stands in the place of those read off it, and holds or not in the last quarter."""
    written = [{"text": "Last to the end.", "when": "turn >= 8"}, {"text": "Be rich.", "when": "pot > 999999"}]
    place = asked(goals=written, brief="You know more than they do.")
    one = place.agency("b")
    found = goals(place, one)
    assert [goal.text for goal in found] == ["Last to the end.", "Be rich."]
    session = Session.played(place, 3, policy_named("random", place))
    assert [is_met(session, goal) for goal in found] == [True, False]
    assert goals(place, place.agency("c"))[0].kind == "backing"
    card = roles(place)[one]
    assert card.about[-1] == "You know more than they do."
    assert card.asks == ("Last to the end.", "Be rich.")


def test_what_a_whole_table_is_after_is_told_to_every_seat_and_judged() -> None:
    """It stands on every card, holds or not in the last quarter, is left out of a cut, and its faults have their place."""
    together = [{"text": "Last to the end.", "when": "turn >= 8"}, {"text": "Be rich.", "when": "pot > 999999"}]
    agencies = {name: {"name": name, "budget": 1000, "leaving": 0} for name in ("a", "b", "c")}
    place = scenario_of(agencies=agencies, goals=together)
    assert {card.together for card in roles(place)} == {("Last to the end.", "Be rich.")}
    session = Session.played(place, 3, policy_named("random", place))
    assert [aim.is_met for aim in shared_aims(session)] == [True, False]
    assert shared_goals(load("barnet", None, next(iter(shipped("barnet").texts["cuts"])))) == ()
    written = b"format: 1\ngoals: [{text: Be rich., when: %s}]\n"
    known = ONE_LINE.replace(b"format: 1\n", written % b"pott > 3") % b"turn > 1"
    (fault,) = check_source(known, "x").diagnostics
    assert (fault.code[:3], fault.location.line) == ("WP4", 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_every_goal_can_be_met_and_missed_at_a_round_table(name: str) -> None:
    """Over 24 tables of people and stand-ins (seeds 1 to 24), no goal of a seat or of the whole table is met always or never."""
    found = shares(shipped(name), range(1, 25))
    assert {key: share for key, share in found.items() if not 0.04 < share < 0.96} == {}


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_every_shipped_agency_is_told_and_asked_something_of_its_own(name: str) -> None:
    """Each has a brief of 50 to 90 words and two or three goals that no other has, told to it and not naming it."""
    place = shipped(name)
    asked_of_any = [goal.text for number in range(len(place.agencies)) for goal in goals(place, number)]
    assert len(set(asked_of_any)) == len(asked_of_any)
    for number, facts in enumerate(place.agencies):
        found = goals(place, number)
        assert 50 <= n_words(facts.brief) <= 90, facts.id
        assert 2 <= len(found) <= 3
        assert all(goal.kind == "written" and goal.text.endswith(".") and facts.name not in goal.text for goal in found)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_no_table_can_please_everybody(name: str) -> None:
    """However a shipped place is played some goals are met and some missed, and different play meets different ones."""
    place = shipped(name)
    met = []
    for policy in ("history", "keep-control", "nice-to-all"):
        session = Session.played(place, 3, policy_named(policy, place))
        met.append({goal.text: is_met(session, goal) for number in range(len(place.agencies)) for goal in goals(place, number)})
        assert 0.2 < sum(met[-1].values()) / len(met[-1]) < 0.8
    decided_by_play = {text for text in met[0] if len({one[text] for one in met}) == 2}
    assert len(decided_by_play) > len(met[0]) / 2


def test_a_goal_that_makes_no_sense_is_a_fault_with_its_place() -> None:
    """A name that nobody knows in a goal's condition is found by `check`, where it stands."""
    assert check_source(ONE_LINE % b"trust(council, police) > 0.5", "x").diagnostics == []
    (fault,) = check_source(ONE_LINE % b"trusst(council, police) > 0.5", "x").diagnostics
    assert (fault.code[:3], fault.location.line) == ("WP4", 7)


def test_the_goal_of_trust_is_about_whoever_trusts_it_least() -> None:
    """Of those with whom sharing matters to the agency, it names the one whose trust in it begins lowest."""
    place = shipped("barnet")
    place = replace(place, agencies=tuple(replace(facts, goals=()) for facts in place.agencies))
    police = place.agency("met")
    (goal,) = (one for one in goals(place, police) if one.kind == "trust")
    first = Session(place, 3).state["trust"][:, police, 0]
    assert first[goal.about] == min(first[other] for one, other in place.ties if one == police)
