"""What the terminal says in a place with strands, aligned purses, other people than families, and traces."""

from __future__ import annotations

import pytest

from game.core.ledger import Cause
from game.terminal import epilogue, quarter, token
from game.terminal.page import Page
from game.terminal.subject import asked
from game.words import cause, variable
from game.words import token as tokens
from tests.places.shipped import barnet, bradford
from tests.terminal.script import history, play


def text_of(page: Page) -> str:
    """A page in one line, so that what it says can be looked for."""
    return " ".join(" ".join(page.lines(1000)).split())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("effort leaving prison", {"token": "strand", "to": "leaving_prison"}),
        ("strand prison", {"token": "strand", "to": "leaving_prison"}),
        ("effort care from hospital", {"token": "strand", "to": "leaving_care", "from": "leaving_hospital"}),
    ],
)
def test_effort_is_moved_as_people_say_it(typed: str, written: dict[str, str]) -> None:
    """A strand may be named in full or in part, and so may the one that gives."""
    assert token.understood(bradford(), typed) == written
    assert "joint effort" in tokens.in_words(bradford(), written)


@pytest.mark.parametrize("typed", ["effort", "effort nowhere", "effort prison from prison", "effort leaving"])
def test_a_strand_that_is_not_clear_is_asked_for(typed: str) -> None:
    """What is missing is asked for, with the names of the strands."""
    said = token.understood(bradford(), typed)
    assert isinstance(said, str)
    assert "leaving hospital" in said


def test_a_place_without_strands_has_no_such_token() -> None:
    """Neither the list of tokens nor a typed one offers what makes no sense there."""
    assert {kind.token for kind in token.kinds_of(bradford())} - {kind.token for kind in token.kinds_of(barnet())} == {"strand"}
    said = token.understood(barnet(), "effort homes")
    assert isinstance(said, str)
    assert "no strands" in said
    assert not asked(barnet(), "effort homes")
    assert asked(bradford(), "effort prison") == [("strand", (1,))]


def test_people_are_called_what_the_place_calls_them() -> None:
    """Where the work is for people, no sentence of the game's own speaks of families; elsewhere it does."""
    place = bradford()
    for name in ("user_trust", "families", "target", "joining"):
        assert "famil" not in variable.name(place, name)
        assert "famil" in variable.name(barnet(), name)
    assert variable.name(place, "user_trust") == "people's trust"
    assert tokens.deed(place, "listen", ()) == "you heard people"
    assert "famil" not in cause.sentence(place, Cause("rule", "trusting_us", "fading"), ())


def test_a_quarter_says_how_effort_is_shared() -> None:
    """Shared evenly or not, the effort stands beside the work; an empty pot is no alarm where each pays out of its own purse."""
    session = history(bradford(), 1)
    assert "% to leaving care" in text_of(quarter.page(session))
    session.back(3)
    said = text_of(quarter.page(session))
    assert "the effort is shared equally between leaving care" in said
    assert "out of its own" in said
    assert "pays no workers" not in said


def test_the_epilogue_says_what_is_there() -> None:
    """Each trace is told by name, as it is at the end, with the words for there or for not there."""
    session = history(bradford(), 1)
    said = text_of(epilogue.page(session))
    assert "2013 Q2" in said
    for trace in bradford().traces:
        beginning = f"{trace.name}: "
        assert beginning[1:] in said
        told = said[said.index(beginning[1:]) :]
        is_there = told[len(beginning) - 1 :].startswith("there")
        assert (trace.text if is_there else trace.otherwise).split()[0] in told[: len(beginning) + 400]


def test_a_token_of_effort_can_be_played() -> None:
    """Typed in a game, it is noted, and the quarter after says what it moved."""
    tape = play(["", "", "1", "2", "effort hospital", "time prob", "rest", "end", "why effort", "quit"], bradford(), 1)
    assert "more of the joint effort for leaving hospital" in tape.text
    assert "You moved effort between strands" in tape.text
