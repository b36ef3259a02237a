"""What if: two lines with the same luck that part at one decision."""

from __future__ import annotations

import pytest

from game.core.decision import Refusal
from game.debrief.what_if import WhatIf, what_if
from game.play.playing import take
from game.play.policy import Memory, policy_named
from game.play.session import Session
from tests.debrief.runs import RUNS, run
from tests.debrief.test_beliefs import played as round_table
from tests.places.shipped import barnet


def first(name: str, line: str, seed: int) -> tuple[int, str, str]:
    """The first decision of a run in its third quarter or later: turn, dilemma and what was taken."""
    session = run(name, line, seed)
    return next(
        (turn, dilemma, option)
        for turn, (choices, _) in enumerate(session.decided, 1)
        if turn >= 3
        for dilemma, option in choices.items()
    )


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_with_what_was_taken_the_lines_are_one(name: str, line: str, seed: int) -> None:
    """Taking the same option again gives the same game, to the last bit."""
    session = run(name, line, seed)
    found = what_if(session, *first(name, line, seed))
    assert isinstance(found, WhatIf)
    assert found.own == found.other
    assert [state.digest() for state in found.session.states] == [state.digest() for state in session.states]
    assert not found.partings
    assert "everything ends where it did" in found.text


@pytest.mark.parametrize(("name", "line", "seed"), RUNS)
def test_the_lines_share_their_past_and_their_luck(name: str, line: str, seed: int) -> None:
    """Up to the decision both are the same, from it on another option makes another line, and the game itself does not change."""
    session = run(name, line, seed)
    turn, dilemma, taken = first(name, line, seed)
    before = [state.digest() for state in session.states]
    facts = session.place.dilemmas[session.place.dilemma(dilemma)]
    tried = [found for option in facts.options if isinstance(found := what_if(session, turn, dilemma, option.id), WhatIf)]
    assert len(tried) >= 2
    for found in tried:
        assert found.session.decided[: turn - 1] == session.decided[: turn - 1]
        assert found.session.decided[turn - 1][0][dilemma] == found.option
        assert found.session.seed == session.seed
        for values, others in zip(found.own.series.values(), found.other.series.values(), strict=True):
            assert values[:turn] == others[:turn]
        assert (found.own.headline == found.other.headline) == (found.option == taken)
    assert [state.digest() for state in session.states] == before


@pytest.mark.slow
def test_what_seats_decided_stays_in_the_other_line() -> None:
    """At a round table too the same option gives the same game, with what each seat pledged, shared and promised."""
    session = round_table()
    assert any(seats is not None and (seats.pledges > 0.0).any() for seats in session.by_seats)
    for turn in (1, session.last_turn_played):
        dilemma, taken = next(iter(session.decided[turn - 1][0].items()))
        found = what_if(session, turn, dilemma, taken)
        assert isinstance(found, WhatIf)
        assert [state.digest() for state in found.session.states] == [state.digest() for state in session.states]


@pytest.mark.slow
def test_what_was_thrown_in_is_thrown_in_again() -> None:
    """What a facilitator threw in, before the decision and after it, happens in both lines, and a game taken back forgets it."""
    place = barnet()
    session, rest, memory = Session(place, 5), policy_named("adaptive", place), Memory({**place.parameters})
    while session.is_running:
        if session.turn in (2, 4):
            assert session.inject(place.injects[session.turn // 2][0]) is None
        assert take(session, rest.decide(session.view(), session.state.seeds, memory)) is None
    dilemma, taken = next(iter(session.decided[2][0].items()))
    found = what_if(session, 3, dilemma, taken)
    assert isinstance(found, WhatIf)
    assert found.session.injected == session.injected
    assert [state.digest() for state in found.session.states] == [state.digest() for state in session.states]
    assert [turn for turn, *_ in session.injected] == [2, 4]
    assert session.back(3) is None
    assert [turn for turn, *_ in session.injected] == [2]


def test_what_cannot_be_asked_is_refused_in_words() -> None:
    """A turn, a dilemma or an option that was not there gives a refusal that says what was."""
    name, line, seed = RUNS[1]
    session = run(name, line, seed)
    turn, dilemma, taken = first(name, line, seed)
    for asked, code in (
        ((99, dilemma, taken), "no_turn"),
        ((0, dilemma, taken), "no_turn"),
        ((turn, "nothing", taken), "not_on_table"),
        ((turn, dilemma, "nothing"), "no_option"),
    ):
        refused = what_if(session, *asked)
        assert isinstance(refused, Refusal)
        assert refused.code == code
        assert refused.expected
