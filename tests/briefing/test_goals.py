"""What an agency's own masters ask of it: in its author's words where there are any, else read off the place."""

from __future__ import annotations

from typing import Any

import pytest

from game.briefing.goals import goals, is_met
from game.core.place import Place
from game.debrief.cards import roles
from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.check import check_bytes
from game.scenario.compiler import load
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


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_every_shipped_agency_is_asked_something(name: str) -> None:
    """Goals are told to whoever plays the agency, and name nobody it is itself."""
    place = load(name)
    for number, facts in enumerate(place.agencies):
        found = goals(place, number)
        assert found
        assert all(goal.text.endswith(".") and facts.name not in goal.text for goal in found)


def test_a_goal_that_makes_no_sense_is_a_fault_with_its_place() -> None:
    """A name that nobody knows in a goal's condition is found by `check`, where it stands."""
    assert check_bytes(ONE_LINE % b"trust(council, police) > 0.5", "x") == []
    (fault,) = check_bytes(ONE_LINE % b"trusst(council, police) > 0.5", "x")
    assert (fault.code[:3], fault.place.line) == ("WP4", 7)


def test_the_goal_of_trust_is_about_whoever_trusts_it_least() -> None:
    """Of those with whom sharing matters to the agency, it names the one whose trust in it begins lowest."""
    place = load("barnet")
    police = place.agency("met")
    (goal,) = (one for one in goals(place, police) if one.kind == "trust")
    first = Session(place, 3).state["trust"][:, police, 0]
    assert first[goal.about] == min(first[other] for one, other in place.ties if one == police)
