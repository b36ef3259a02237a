"""What a facilitator throws in is a decision in the log: told, accounted for, and played again to the same bits."""

from __future__ import annotations

import pytest

from game.briefing.quarter import begun
from game.core.place import Place
from game.play.policy import Memory, policy_named
from game.play.session import Session
from tests.core.folding import folds
from tests.places.shipped import shipped
from tests.play.saved import Kept


@pytest.fixture(scope="module")
def place() -> Place:
    """A place with injects."""
    return shipped("barnet")


def on(session: Session, quarters: int) -> None:
    """Plays some quarters."""
    policy, memory = policy_named("adaptive", session.place), Memory(session.place.parameters)
    from game.core.decision_words import to_words

    for _ in range(quarters):
        choices, tokens = to_words(session.place, policy.decide(session.view(), session.state.seeds, memory))
        refused = [session.choose(one, option) for one, option in choices.items()]
        refused += [session.attend(token) for token in tokens]
        assert not any([*refused, session.end_turn()])


def test_an_inject_is_played_again_to_the_same_bits(place: Place) -> None:
    """A game with injects of both kinds comes back from its log, state for state."""
    log = Kept()
    session = Session(place, 5, log=log)
    on(session, 2)
    for inject, *_ in place.injects:
        assert session.inject(inject) is None
    assert session.inject("A letter", "The minister has written to everybody.") is None
    on(session, 2)
    again = Session.resumed(place, 5, log)
    assert [one.digest() for one in again.states] == [one.digest() for one in session.states]


def test_an_inject_is_told_and_accounted_for(place: Place) -> None:
    """It stands among the news, moves what its effects say, and the ledger folds to the state exactly."""
    session = Session(place, 5)
    on(session, 1)
    before, news = session.state, len(begun(session).news)
    inject, title, text, _ = place.injects[0]
    session.inject(inject)
    told = begun(session).news
    assert len(told) == news + 1
    assert (told[-1].title, told[-1].text) == (title, text)
    assert session.state != before
    assert session.state.turn == before.turn
    assert folds(session.ledgers[-1], session.state)
    assert any(entry.cause.kind == "inject" for entry in session.ledgers[-1].entries("cover", (place.lead,)))


def test_own_words_are_news_and_change_nothing_else(place: Place) -> None:
    """News in a facilitator's own words moves no number."""
    session = Session(place, 5)
    before = session.state
    assert session.inject("A letter", "The minister has written.") is None
    assert session.state == before
    assert begun(session).news[-1].sentence == "A letter. The minister has written."


def test_what_cannot_be_thrown_in_is_refused(place: Place) -> None:
    """An unknown inject and a game that is over are refusals, and nothing is written."""
    log = Kept()
    session = Session(place, 5, log=log)
    refused = session.inject("no_such_thing")
    assert refused is not None
    assert refused.code == "unknown_inject"
    assert log == []
    over = Session.played(place, 5, policy_named("history", place))
    assert over.inject(place.injects[0][0]) is not None
