"""`what if` in the terminal: other ways are listed, and one is set beside the line that was played."""

from __future__ import annotations

import pytest

from game.core.outcome import MEASURES
from game.play.session import Session
from game.terminal import what_if
from game.words import measure
from tests.places.laboratory import laboratory
from tests.places.shipped import barnet
from tests.terminal.script import history, play


def read(session: Session, typed: str) -> str:
    """The page as one line of text."""
    return " ".join(" ".join(what_if.page(session, typed).lines(80)).split())


def test_what_else_was_on_offer() -> None:
    """Every option of the quarter that could be taken and was not, by number."""
    session = history(barnet(), 1)
    text = read(session, "if 1")
    dilemma = barnet().dilemmas[barnet().dilemma("pitch")]
    for option in dilemma.options:
        assert (option.label in text) == (option.id != session.decided[0][0]["pitch"])
    assert "`what if 1 1` plays on" in text


def test_another_way_stands_beside_the_line_that_was_played() -> None:
    """Each headline measure of both, and the game itself stays as it is."""
    session = history(barnet(), 1)
    before = session.state.digest()
    text = read(session, "if 1 1")
    for name in MEASURES:
        assert f"{measure.MEASURES[name].name}:" in text
    assert f"you {measure.value('people', session.headline()['people'])}, this line " in text
    assert session.state.digest() == before
    assert session.is_over


@pytest.mark.parametrize(
    "typed", ["", "if", "if never", "if 0", "if 99", "if 99999999999999999999 1", "if 1 99", "if 1 2 3", "1 0"]
)
def test_whatever_is_typed_is_answered(typed: str) -> None:
    """A quarter or a way that is none gets a sentence or the list, and no traceback."""
    assert read(history(laboratory(), 2), typed)


@pytest.mark.slow
def test_a_number_by_itself_is_a_way_of_the_list_that_was_asked_for() -> None:
    """Whoever has asked for the ways of a quarter may answer with a number alone; before that it means nothing."""
    tape = play([*[""] * 20, "1", "what if 1", "1"], laboratory(), session=history(laboratory(), 2))
    before, _, after = tape.text.partition("What else you could have chosen")
    assert "“1” is not something I know here." in before
    assert "The same luck, and your own later decisions" in after


def test_it_stays_closed_while_the_programme_runs() -> None:
    """Before the end it says when it opens."""
    tape = play(["", "", "what if 1", "quit"], laboratory())
    assert "What else could have been is opened when the programme has ended" in " ".join(tape.text.split())
