"""Rules run for the ties alone that count: what is decided and what is measured stay the same to the bit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from game.core.condition import ALL
from game.core.outcome import MEASURES
from game.core.place import Place
from game.core.question import summarise
from game.core.rng import seeds_of
from game.core.rule import Executor
from game.core.step import begin
from game.play import batch, sums, ties
from game.play.batch import Played, play_batch
from game.play.policy import Memory, policy_named, policy_names
from game.play.sums import WEIGHTS
from game.play.ties import FOR_SHOW, PICTURE, TiesThatCount, counting
from game.scenario.check import check_source
from game.scenario.compiler import compile_checked, load
from game.words.cause import rules
from tests.places.laboratory import laboratory
from tests.places.small import small_places

N = 40


def played(place: Place, policy: str, executor: Executor | None) -> Played:
    """A batch of whole games, with what was decided in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "executor_for", lambda _: executor)
        # One tie after another, as in a large batch, so that no rule is run where it need not be.
        patch.setattr(ties, "_BLOCK", N)
        patch.setattr(sums, "_MANY", N)
        return play_batch(
            place, policy_named(policy, place), 7, N, Memory(place.parameters), is_overlaid=False, keeps_decisions=True
        )


def assert_same(place: Place, policy: str) -> None:
    """Holds that all that counts is the same to the bit; so it is where whoever is blind to it has no picture of ties."""
    whole = played(place, policy, None)
    some = TiesThatCount(place)
    assert_same_as(whole, played(place, policy, some), some, place)
    if getattr(policy_named(policy, place), "is_blind", False):
        some = TiesThatCount(place, is_blind=True)
        assert_same_as(whole, played(place, policy, some), some, place, but=PICTURE)


def followed(some: TiesThatCount, name: str, turn: int) -> Any:
    """Which elements of a variable an executor says that it follows up to a turn."""
    changing = [rule for rule in rules().values() if rule.changes == name and rule.over == "pair"]
    if not changing:
        return ...
    spans = some.spans(SimpleNamespace(number=turn), changing)
    assert (spans == spans[0]).all()
    kept = slice(*spans[0].tolist())
    return some.ones[kept], some.others[kept]


def assert_same_as(whole: Played, narrow: Played, some: TiesThatCount, place: Place, but: str = "") -> None:
    """Holds that all that counts is the same to the bit, but for one variable while the programme runs."""
    for one, other in zip(whole.taken, narrow.taken, strict=True):
        assert np.array_equal(one.choice, other.choice)
        assert np.array_equal(one.attention, other.attention)
    assert all(np.array_equal(whole.measures[name], narrow.measures[name]) for name in MEASURES)
    assert np.array_equal(whole.tally.endings, narrow.tally.endings)
    for name in whole.at_end:
        if name != but:
            kept = followed(some, name, place.turns)
            assert np.array_equal(whole.at_end[name][kept], narrow.at_end[name][kept]), name
        if name not in FOR_SHOW:
            kept = followed(some, name, place.turns + 1)
            assert np.array_equal(whole.final[name][kept], narrow.final[name][kept]), name


@pytest.mark.parametrize("policy", policy_names())
def test_what_counts_is_the_same_to_the_bit(policy: str) -> None:
    """Whoever decides sees no other numbers and comes to no others, while the programme runs and after it."""
    assert_same(laboratory(), policy)


@pytest.mark.slow
@pytest.mark.parametrize("case", ["barnet", "nw_london", "bradford"])
def test_so_it_is_in_the_places_that_come_with_the_game(case: str) -> None:
    """Their parts of the model are no exception; and there is something to leave out."""
    place = load(case)
    assert counting(place).sum() < counting(place).size / 2
    for policy in ("random", "adaptive"):
        assert_same(place, policy)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate])
@given(place=small_places())
def test_so_it_is_in_places_at_random(place: Place) -> None:
    """Whatever their conditions ask about, and whatever their effects change."""
    assert_same(place, "random")


def test_whoever_wants_the_state_gets_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Games that are played for their measures come to those of games that are followed whole."""
    monkeypatch.setattr(batch, "executor_for", lambda _: None)
    place = laboratory()
    policy, memory = policy_named("random", place), Memory(place.parameters)
    whole, narrow = (play_batch(place, policy, 7, N, memory, is_overlaid=False, keeps_state=keeps) for keeps in (True, False))
    assert all(np.array_equal(whole.measures[name], narrow.measures[name]) for name in MEASURES)
    assert np.array_equal(whole.tally.gram, narrow.tally.gram)
    assert np.array_equal(whole.tally.endings, narrow.tally.endings)
    uncounted = ~counting(place)
    assert (whole.final["estimate"] != narrow.final["estimate"]).any()
    assert not np.array_equal(whole.final["trust"][uncounted], narrow.final["trust"][uncounted]) or not uncounted.any()


def test_every_sum_over_pairs_is_weighted() -> None:
    """A rule that gathers from pairs what other rules change on them does so by a weight that is nought where none counts."""
    changed = {rule.changes for rule in rules().values() if rule.over == "pair"}
    sums = [rule for rule in rules().values() if rule.kind == "gathering" and changed & {name for name, _ in rule.places}]
    assert sums
    assert [rule.name for rule in sums if not set(WEIGHTS) & set(rule.reads)] == []


FOUR = """
format: 1
title: Four
turns: 2
seat: council
agencies:
  council: {name: the council, budget: 100000}
  police: {name: the police, budget: 80000}
  health: {name: health, budget: 80000}
  housing: {name: housing, budget: 80000}
outcomes:
  families: {name: Families helped, needs: [police, health]}
relations: {pairs: [{from: housing, to: police, confidence: 0.9}, {from: council, to: police, confidence: 0.1}]}
dilemmas:
  first:
    title: First
    text: A table.
    options:
      one: {label: One}
      two: {label: Two}
GOALS
"""


@pytest.mark.parametrize(
    ("asked", "ties"),
    [
        ("trust(housing, police) > 0.5", [(3, 1)]),
        ("lowest(trust(all, housing)) > 0.5", [(1, 3), (2, 3)]),
        ("lowest(trust(housing, all)) > 0.5", [(3, 1), (3, 2)]),
    ],
)
def test_a_tie_that_a_goal_asks_about_counts(asked: str, ties: list[tuple[int, int]]) -> None:
    """A goal of the table or of a seat asks of ties that no outcome needs, one by one or all of an agency's."""
    without = compile_checked(check_source(FOUR.replace("GOALS", "").encode(), "four.yaml"))
    assert not any(counting(without)[pair] for pair in ties)
    goal = f'{{text: Be trusted., when: "{asked}"}}'
    for own in (f"goals: [{goal}]", ""):
        text = FOUR.replace("GOALS", own)
        if not own:
            text = text.replace("health, budget", f"health, goals: [{goal}], budget")
        place = compile_checked(check_source(text.encode(), "four.yaml"))
        assert all(counting(place)[pair] for pair in ties)


def test_a_mean_over_one_agency_s_ties_is_that_of_all_of_them() -> None:
    """Of an agency that no outcome needs too; and one end of a tie is not the other."""
    place = compile_checked(check_source(FOUR.replace("GOALS", "").encode(), "four.yaml"))
    state = begin(place, seeds_of(1, 3), trace=False).state
    for agency in range(4):
        others = [one for one in range(4) if one != agency]
        inwards, outwards = (summarise(place, state, "mean", "confidence", index) for index in ((ALL, agency), (agency, ALL)))
        assert np.allclose(inwards, np.mean([state["confidence"][one, agency] for one in others], axis=0))
        assert np.allclose(outwards, np.mean([state["confidence"][agency, one] for one in others], axis=0))
