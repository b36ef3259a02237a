"""Reflections: written at the questions of a debrief, kept with the game, and never part of what is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.core.decision import Refusal
from game.play.log import Log, read_log
from game.play.reflection import LONGEST, MOST, tidied, told_by
from game.play.session import Session
from tests.places.game import header
from tests.places.tiny import tiny

QUESTION = "What did you see?"


def over(log: Log | None = None) -> Session:
    """A short game that is over, in a log where one is given."""
    session = Session(tiny(), 3, log=log)
    while session.is_running:
        for number in session.undecided():
            facts = session.place.dilemmas[number]
            assert session.choose(facts.id, facts.options[0].id) is None
        assert session.end_turn() is None
    return session


def test_what_was_written_comes_back_with_the_game(tmp_path: Path) -> None:
    """A saved game holds the last that was written at each question, and plays to the same states with it."""
    path = tmp_path / "a.wholeplace"
    with Log.create(path, header(tiny(), 3)) as log:
        session = over(log)
        for text in ("First thoughts.", "Second thoughts,\nin two lines: é.", ""):
            assert session.reflect(QUESTION, text) is None
        assert session.reflections == {}
        assert session.reflect(QUESTION, "What I think.") is None
        assert session.reflect("And on Monday?", "Ring the sergeant.") is None
    reading = read_log(path)
    again = Session.resumed(tiny(), 3, reading.records)
    assert again.reflections == session.reflections == {QUESTION: "What I think.", "And on Monday?": "Ring the sergeant."}
    assert again.state.digest() == session.state.digest()


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (QUESTION, "a" * (LONGEST + 1), "too_long"),
        (QUESTION, "a\x1b[2Jb", "no_text"),
        ("", "a", "no_question"),
        ("q" * 2_000, "a", "no_question"),
    ],
)
def test_what_cannot_be_kept_is_refused(question: str, text: str, code: str) -> None:
    """Too much, signs that no screen shows and what belongs to no question are refused with a reason, and nothing is written."""
    session = over()
    refused = session.reflect(question, text)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert session.reflections == {}


def test_there_is_nothing_to_reflect_on_yet() -> None:
    """While the programme runs nothing is written at its debrief."""
    refused = Session(tiny(), 3).reflect(QUESTION, "Too early.")
    assert refused is not None
    assert refused.code == "not_over"


def test_there_is_an_end_to_it() -> None:
    """A game keeps a hundred; what is written may still be changed."""
    session = over()
    for number in range(MOST):
        assert session.reflect(f"Question {number}?", "Yes.") is None
    refused = session.reflect(QUESTION, "One more.")
    assert refused is not None
    assert refused.code == "full"
    assert session.reflect("Question 7?", "No.") is None


def test_going_back_leaves_what_was_written() -> None:
    """Another way from an earlier quarter takes nothing away of what somebody wrote."""
    session = over()
    assert session.reflect(QUESTION, "What I think.") is None
    assert session.back(1) is None
    assert session.reflections == {QUESTION: "What I think."}


def test_blanks_around_it_are_taken_off() -> None:
    """What was typed is kept without what nobody sees."""
    assert tidied("  a \r\n\tb\r\n\r\n ") == "a\n b"


def test_a_key_finds_what_was_written_in_another_language(tmp_path: Path) -> None:
    """Written at a question in one language it is read, changed and taken back in another, and the game is opened with it."""
    path = tmp_path / "a.wholeplace"
    with Log.create(path, header(tiny(), 3)) as log:
        session = over(log)
        assert session.reflect(QUESTION, "First.", key="describe.own.1") is None
        assert session.reflections.at("Beth welsoch chi?", "describe.own.1") == "First."
        assert session.reflect("Beth welsoch chi?", "Wedyn.", key="describe.own.1") is None
        assert session.reflect("Gone?", "Yes.", key="gone") is None
        assert session.reflect("Wedi mynd?", "", key="gone") is None
    again = Session.resumed(tiny(), 3, read_log(path).records)
    for one in (session, again):
        assert one.reflections == {QUESTION: "Wedyn."}
        assert one.reflections.keys_of == {"describe.own.1": QUESTION}
        assert told_by(one, asked={"describe.own.1": "Now?"}) == {"Now?": "Wedyn."}
    refused = again.reflect(QUESTION, "a", key="k" * 201)
    assert isinstance(refused, Refusal)
    assert refused.code == "no_question"


def test_what_was_written_before_questions_had_keys_is_at_its_words() -> None:
    """A record without a key is read at the question of those words, and has the key from the next time it is written."""
    session = over()
    assert session.reflect(QUESTION, "Long ago.") is None
    assert session.reflections.at(QUESTION, "describe.own.1") == "Long ago."
    assert session.reflections.at("Beth welsoch chi?", "describe.own.1") == ""
    assert session.reflect(QUESTION, "Today.", key="describe.own.1") is None
    assert session.reflections == {QUESTION: "Today."}
    assert session.reflections.at("Beth welsoch chi?", "describe.own.1") == "Today."


def test_nothing_that_was_written_is_lost_to_a_key() -> None:
    """What stands under a question's words and what stands under its key in another language's are both told."""
    session = over()
    assert session.reflect(QUESTION, "Long ago.") is None
    assert session.reflect("Beth welsoch chi?", "Today.", key="describe.own.1") is None
    assert session.reflect(QUESTION, "Tonight.", key="describe.own.1") is None
    assert told_by(session, asked={"describe.own.1": QUESTION}) == {QUESTION: "Long ago.\nTonight."}
