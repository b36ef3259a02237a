"""Decisive moments: luck is shared, the past is kept, and what was really taken has no effect against itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.core.decision import Refusal, none_of
from game.core.outcome import MEASURES, headline
from game.core.state import State
from game.core.step import Stepped, step, step_in_place
from game.debrief.finding import StillRunning
from game.debrief.moments import DECISIVE, effect_of, moments
from game.debrief.ways import as_played, branches_of, on_offer
from game.play.batch import AtEnd
from game.play.future import Branch, futures_of, play_on
from game.play.line import Adaptive
from game.play.policy import Memory, policy_named
from game.play.session import Session
from tests.debrief.runs import FUTURES, RUNS, debriefed, run
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny


def alone(session: Session, branch: Branch, seed: int) -> dict[str, float]:
    """What one branch comes to under one seed, played on by itself, turn by turn, through the checked and traced step."""
    place, policy = session.place, as_played(session)
    state = State(
        branch.state.turn, futures_of(session.seed, FUTURES)[[seed]], {name: branch.state[name] for name in branch.state}
    )
    decisions, ends = branch.decisions, AtEnd(place)
    while state.turn <= place.turns + place.epilogue:
        ran = np.array(state["running"])
        turn = state.turn
        stepped = step(place, state, decisions)
        assert isinstance(stepped, Stepped), stepped
        state = stepped.state
        ends.note(turn, ran, state)
        decisions = none_of(place, 1)
        if state["running"][0] > 0.0:
            played = Session(place, session.seed)
            played.states[-1] = state
            decisions = policy.decide(played.view(), state.seeds, Memory(place.parameters))
    return {name: float(value[0]) for name, value in headline(place, ends.state, state).items()}


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_each_row_of_the_batch_is_its_branch_played_alone(name: str, line: str, seed: int) -> None:
    """Bit for bit, from early and late turns, with the checked and traced step and no decision of it refused."""
    session = run(name, line, seed)
    asked = [(turn, dilemma) for turn, (choices, _) in enumerate(session.decided, 1) for dilemma in choices]
    ways = {one: on_offer(session, *one) for one in (asked[0], asked[len(asked) // 2], asked[-1])}
    branches, _ = branches_of(session, ways)
    played = play_on(session.place, branches, as_played(session), futures_of(session.seed, FUTURES))
    for number in (0, len(branches) // 2, len(branches) - 1):
        for future in (0, FUTURES - 1):
            assert alone(session, branches[number], future) == {name: played[name][number, future] for name in MEASURES}


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_what_was_taken_has_no_effect_against_itself(name: str, line: str, seed: int) -> None:
    """The real decisions of a quarter, met twice, differ in no future by anything."""
    session = run(name, line, seed)
    here = Branch(session.states[0], session.taken()[0])
    played = play_on(session.place, [here, here], as_played(session), futures_of(session.seed, FUTURES))
    for measure, value in played.items():
        found = effect_of(measure, value[1], value[0], 1.0)
        assert (found.mean, found.low, found.high, found.better) == (0.0, 0.0, 0.0, 0.0)
        assert found.is_close


@pytest.mark.parametrize("side_by_side", [1, 4])
def test_few_or_many_at_once_come_to_the_same(monkeypatch: pytest.MonkeyPatch, side_by_side: int) -> None:
    """No more playthroughs than fit are held at once, however many branches there are, or futures of one."""
    session = run(*RUNS[0])
    here = [Branch(session.states[turn], session.taken()[turn]) for turn in (0, 2)]
    futures, held = futures_of(session.seed, FUTURES), list[int]()
    played = play_on(session.place, here, as_played(session), futures)

    def counted(*given: Any, **named: Any) -> None:
        held.append(given[1].n_playthroughs)
        step_in_place(*given, **named)

    monkeypatch.setattr("game.play.future.step_in_place", counted)
    monkeypatch.setattr("game.play.future._LANE", side_by_side * len(session.place.agencies) ** 2)
    again = play_on(session.place, here, as_played(session), futures)
    assert max(held) == side_by_side
    assert all(np.array_equal(played[name], again[name]) for name in MEASURES)


def test_options_that_do_the_same_differ_by_nothing() -> None:
    """Luck is shared: two options with the same effects come to the same in every future, also where luck decides."""
    place = tiny(
        turns=6,
        dilemmas={
            "first": {
                "title": "The first meeting",
                "text": "Twenty minutes.",
                "at": 1,
                "options": {
                    name: {"label": name, "effects": [{"chance": 0.5, "then": [{"change": "control", "by": -0.3}]}]}
                    for name in ("one", "other")
                },
            }
        },
    )
    # Two draws are told apart by their number, so the effects must be one and the same draw to be the same.
    dilemma = place.dilemmas[0]
    one, other = dilemma.options
    place = replace(place, dilemmas=(replace(dilemma, options=(one, replace(other, effects=one.effects))),))
    session = Session.played(place, 4, Adaptive(place))
    (moment,) = moments(session, n_futures=FUTURES).moments
    assert [effect.mean for way in moment.ways for effect in way.effects] == [0.0] * len(MEASURES)
    assert not moment.is_decisive
    assert "Nothing that is measured hung on it" in moment.text


def test_the_futures_differ_from_one_another_and_from_the_game() -> None:
    """Other luck is met from the turn on."""
    session = run(*RUNS[1])
    branch = Branch(session.states[0], session.taken()[0])
    played = play_on(session.place, [branch], as_played(session), futures_of(session.seed, FUTURES))
    assert len(set(played["people"][0].tolist())) == FUTURES
    assert session.headline()["people"] not in played["people"][0]


@pytest.mark.parametrize("parameters", [{}, {"stay": 3.0, "incident_base": 0.2}])
def test_under_its_own_luck_a_game_comes_to_what_it_came_to(parameters: dict[str, float]) -> None:
    """Played on under its own seed, from any turn, a game ends as it did, also where assumptions were changed for it."""
    session = Session.played(laboratory(), 5, policy_named("nice-to-all", laboratory()), parameters=parameters)
    branches = [Branch(state, taken) for state, taken in zip(session.states, session.taken(), strict=False)]
    played = play_on(session.place, branches, as_played(session), session.state.seeds, parameters=parameters or None)
    for name, value in session.headline().items():
        assert set(played[name][:, 0].tolist()) == {value}


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_moments_are_those_that_were_met_in_order_of_weight(name: str, line: str, seed: int) -> None:
    """Every decision is there once, with every other way that was on offer, and the most decisive come first."""
    session, found = run(name, line, seed), debriefed(name, line, seed).moments
    met = {(turn, dilemma) for turn, (choices, _) in enumerate(session.decided, 1) for dilemma in choices}
    assert {(one.turn, one.dilemma) for one in found.moments} == met
    assert [one.weight for one in found.moments] == sorted((one.weight for one in found.moments), reverse=True)
    for one in found.moments:
        number = session.place.dilemma(one.dilemma)
        assert len(one.ways) <= len(on_offer(session, one.turn, one.dilemma)) - 1
        assert one.taken not in [way.option for way in one.ways]
        assert one.taken == session.decided[one.turn - 1][0][session.place.dilemmas[number].id]
        assert one.is_decisive == (one.weight >= DECISIVE)


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_evidence_of_a_moment_is_in_the_ledger(name: str, line: str, seed: int) -> None:
    """Each entry shown is an entry of that turn's ledger, with its size."""
    session, found = run(name, line, seed), debriefed(name, line, seed).moments
    shown = [one for moment in found.moments for one in moment.evidence]
    assert shown
    for one in shown:
        entries = session.ledgers[one.turn].entries(one.variable, one.index)
        assert (one.cause, one.size) in [(entry.cause, entry.size) for entry in entries]


def test_nothing_is_told_before_the_end() -> None:
    """While the programme runs, the question itself is refused in plain words."""
    session = Session(tiny(), 1)
    with pytest.raises(StillRunning, match="quarter 1: the books are opened when the programme has ended"):
        moments(session)


def test_an_option_that_cannot_be_paid_for_beside_the_rest_is_no_way() -> None:
    """Two decisions of one quarter, money for one dear option: the other dear one was on offer, and is not weighed."""
    options = {"dear": {"label": "Dear.", "money": 100_000}, "free": {"label": "Free."}}
    place = tiny(dilemmas={name: {"title": name, "text": "Twenty minutes.", "at": 1, "options": options} for name in ("a", "b")})
    session = Session(place, 3)
    for dilemma, option in (("a", "dear"), ("b", "free")):
        assert session.choose(dilemma, option) is None
    assert session.end_turn() is None
    session.go_on(Adaptive(place))
    found = {one.dilemma: one for one in moments(session, n_futures=FUTURES).moments}
    assert on_offer(session, 1, "b") == [0, 1]
    assert [way.option for way in found["a"].ways] == ["free"]
    assert found["b"].ways == ()


def test_a_later_decision_that_is_no_longer_on_offer_is_left_to_the_adaptive_line() -> None:
    """An option that only one way leaves open is decided by the adaptive line in the other, and never refused."""
    options = {"yes": {"label": "Yes.", "effects": [{"flag": "open"}]}, "no": {"label": "No."}}
    second = {
        "cheap": {"label": "Cheap.", "effects": [{"change": "support", "by": 0.3}]},
        "dear": {"label": "Dear.", "when": "open", "unless_text": "Nobody has opened it."},
        "worse": {"label": "Worse.", "effects": [{"change": "support", "by": -0.3}]},
    }
    place = tiny(
        dilemmas={
            "first": {"title": "First", "text": "One.", "at": 1, "options": options},
            "second": {"title": "Second", "text": "Two.", "at": 2, "options": second},
        }
    )
    session = Session(place, 2)
    for dilemma, option in (("first", "yes"), ("second", "dear")):
        assert session.choose(dilemma, option) is None
        assert session.end_turn() is None
    session.go_on(Adaptive(place))
    other = session.branched(1)
    assert not isinstance(other.choose("first", "no"), Refusal)
    assert other.end_turn() is None
    other.go_on(as_played(session))
    assert other.decided[1][0] == {"second": "cheap"}
    assert session.decided[1][0] == {"second": "dear"}
