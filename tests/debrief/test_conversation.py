"""The conversation: questions chosen by what happened, beside the scenario's own, no two the same."""

from __future__ import annotations

import re
from copy import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from game.debrief.conversation import MOST_FIRST, MOST_OF_THE_RUN, PHASES, own_questions
from game.debrief.finding import trust_parts
from game.debrief.question_rules import _what_was_known
from game.play.expectation import key, question
from game.play.policy import policy_named
from game.play.reflection import Reflections
from game.play.session import Session
from game.scenario.compiler import load
from tests.debrief.runs import RUNS, debriefed, run

if TYPE_CHECKING:
    from game.debrief.question import Findings


@pytest.mark.slow
@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_no_two_questions_are_the_same(name: str, line: str, seed: int) -> None:
    """Each phase has questions of the run and all of the scenario's; every one asks something, and is asked once."""
    session, found = run(name, line, seed), debriefed(name, line, seed).conversation
    texts = [one.text for one in found.questions]
    assert len(texts) == len(set(texts))
    written = session.place.texts.get("questions") or {}
    for phase in PHASES:
        of_the_run = [one for one in found.of(phase) if one.because]
        assert 1 <= len(of_the_run) <= MOST_OF_THE_RUN
        asked = [*written.get(phase, ()), *(text for of in written.get("of", {}).values() for text in of.get(phase, ()))]
        assert [one.text for one in found.of(phase) if not one.because] == asked
    assert all("?" in text for text in texts)
    assert not [text for text in texts if re.search(r"[{}]|  |\bNone\b", text)]


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_the_first_questions_are_those_for_which_there_is_most_reason(name: str, line: str, seed: int) -> None:
    """Three to five, one of each phase among them; no finding is asked about twice, and none with more reason comes later."""
    found = debriefed(name, line, seed).conversation
    assert 3 <= len(found.first) <= MOST_FIRST
    assert [one.phase for one in found.first] == sorted((one.phase for one in found.first), key=list(PHASES).index)
    assert {one.phase for one in found.first} == set(PHASES)
    findings = [one.because for one in found.first]
    assert len(set(findings)) == len(findings)
    assert all(0.0 <= one.reason <= 1.0 for one in found.questions)
    later = [one.reason for one in found.further if one.because and one.because not in findings]
    chosen = sorted((one.reason for one in found.first), reverse=True)
    assert not later or max(later) <= chosen[1]


def test_what_parted_from_the_real_line_is_asked_of_another_decision_than_the_most_decisive() -> None:
    """The decision on which most hung has a question of its own; of the others, the one on which most hung is asked about."""
    found = debriefed("barnet", "keep-control", 1)
    parted = {one.dilemma: one for one in found.really.dilemmas if one.real and not one.is_same}
    first = found.moments.decisive[0].dilemma
    ranked = [moment.dilemma for moment in found.moments.moments if moment.dilemma in parted]
    assert first in ranked
    assert len(ranked) > 1
    other = next(one for one in ranked if one != first)
    asked = [one.because for one in found.conversation.of("describe")]
    assert parted[other].text in asked
    assert parted[first].text not in asked


def test_a_cut_asks_of_nothing_that_it_left_out() -> None:
    """What a place asks on one of its dilemmas is asked where that came: of the whole game, and not of a cut without it."""
    place, short = load("bradford"), load("bradford", cut="hour")
    of = place.texts["questions"]["of"]
    assert set(of) & set(short.texts["cuts"]["hour"]["dilemmas"]) == set()
    every = {text for phases in of.values() for texts in phases.values() for text in texts}
    for played, expected in ((place, every), (short, set())):
        may_come = {one.id for one in played.dilemmas if one.first <= one.last}
        assert {text for phase in PHASES for _, text in own_questions(played, phase, may_come)} & every == expected
        session = Session.played(played, 3, policy_named("history", played))
        came = {dilemma for choices, _ in session.decided for dilemma in choices}
        assert {text for phase in PHASES for _, text in own_questions(played, phase, came)} & every == expected


@pytest.mark.slow
def test_another_run_is_asked_other_questions() -> None:
    """Two runs of one place have few questions of their own in common."""
    one, other = (
        {question.text for question in debriefed("barnet", line, 5).conversation.questions if question.because}
        for line in ("nice-to-all", "cede")
    )
    assert len(one & other) <= 3
    first = [{question.text for question in debriefed("barnet", line, 5).conversation.first} for line in ("nice-to-all", "cede")]
    assert len(first[0] & first[1]) <= 1
    assert len(one) >= 6
    assert len(other) >= 6


def test_each_question_has_a_key_of_its_own() -> None:
    """No two have one key; the scenario's own keep theirs in every run, and no run's question has that of another run."""
    one, other = (debriefed("barnet", line, 5).conversation for line in ("nice-to-all", "keep-control"))
    for each in (one, other):
        assert len(each.asked) == len(each.questions)
    both = one.asked.keys() & other.asked.keys()
    assert both == {question.key for question in one.questions if not question.because}


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_of_those_who_left_the_one_is_asked_about_with_whom_most_trust_went(name: str, line: str, seed: int) -> None:
    """What a departure takes from trust is taken in that quarter from its parts, and shows in trust itself a quarter later."""
    session, found = run(name, line, seed), debriefed(name, line, seed).conversation
    lead, shares = session.place.lead, dict(trust_parts(session))

    def fell(turn: int, gone: int) -> float:
        before, after = session.states[turn - 1], session.states[turn]
        return float(sum(share * (before[part] - after[part])[gone, lead, 0] for part, share in shares.items()))

    ledgers = enumerate(session.ledgers[: session.last_turn_played])
    left = [(turn, one.agencies[0]) for turn, ledger in ledgers if turn > 1 for one in ledger.told() if one.kind == "departure"]
    asked = [one.turn for one in found.questions if "What had the two of you agreed" in one.text]
    assert asked == [max(left, key=lambda one: fell(*one))[0]]


def test_what_was_expected_is_asked_about_in_its_own_words() -> None:
    """Of the decisions on which most hung, the one of which somebody wrote what they expected is asked about, with that."""
    session, moments = run(*RUNS[0]), debriefed(*RUNS[0]).moments
    turn = moments.decisive[-1].turn
    noted = copy(session)
    noted.reflections = Reflections()
    noted.reflections.keep(question(session, turn), "They will wait.", key(session, turn))
    with_it, without = (
        _what_was_known(cast("Findings", SimpleNamespace(session=one, moments=moments))) for one in (noted, session)
    )
    assert with_it is not None
    assert without is not None
    assert (with_it.turn, "“They will wait”" in with_it.text) == (turn, True)
    assert (without.turn, "what did you expect" in without.text) == (moments.decisive[0].turn, True)
