"""What every piece that a seat is told has in common."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any

import numpy as np
import pytest

from game.briefing.figure import Figure
from game.briefing.introduction import introduction
from game.briefing.sight import seen
from game.play.session import Session
from game.scenario.compiler import load
from tests.briefing.script import during, everything, parts, words
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped

QUARTERS = (0, 1, 4)


@pytest.fixture(scope="module", params=QUARTERS)
def session(request: pytest.FixtureRequest) -> Session:
    """Games of Barnet, none, one and four quarters in."""
    return during(shipped("barnet"), request.param)


def test_asking_changes_nothing(session: Session) -> None:
    """Being told writes nothing and decides nothing, and the same is told again."""
    records: list[Any] = []
    session._log = type("Log", (), {"append": lambda _, record: records.append(record)})()
    before = session.state.digest(), repr(session.pending), len(session.states)
    first = everything(session)
    assert (session.state.digest(), repr(session.pending), len(session.states)) == before
    assert records == []
    assert everything(session) == first
    session._log = None


def test_pieces_are_plain(session: Session) -> None:
    """Every piece is made of frozen records, tuples, words, numbers and tokens as a save writes them."""
    for one in parts(everything(session)):
        assert isinstance(one, str | int | float | tuple | dict) or one is None or is_dataclass(one), type(one)
        assert not isinstance(one, np.generic), one
        if is_dataclass(one):
            assert type(one).__dataclass_params__.frozen  # type: ignore[union-attr]


def test_no_command_and_no_width(session: Session) -> None:
    """No piece names a command to type, and no line is broken to a width."""
    for text in words({**everything(session), "introduction": None, "scenes": None}):
        assert "`" not in text
        assert "  " not in text
        assert text == text.strip()


def test_every_figure_is_what_is_seen(session: Session) -> None:
    """A figure's number is the one in the view, of the element that it says one may ask about; of trust, the estimate."""
    view = session.view()
    found = [one for one in parts(everything(session)) if isinstance(one, Figure) and one.asked is not None]
    assert len(found) > 50
    for one in found:
        assert one.asked is not None
        name, index = one.asked
        assert one.value == seen(view, "estimate" if name == "trust" else name, *index)


def test_of_every_figure_one_may_ask_why(session: Session) -> None:
    """No figure offers an answer that `why` refuses to give."""
    for one in parts(everything(session)):
        if isinstance(one, Figure) and one.asked is not None:
            assert session.why(*one.asked) is not None, one


@pytest.mark.parametrize(("cut", "minutes"), [("", (30, 60)), ("hour", (15, 25))])
def test_how_long_a_game_takes_is_told_by_its_quarters(cut: str, minutes: tuple[int, int]) -> None:
    """Thirteen quarters of Barnet take half an hour to an hour, and the six of its cut as much less."""
    told = introduction(load("barnet", cut=cut))
    assert told.minutes == minutes
    assert "{} to {} minutes".format(*minutes) in told.length


def test_a_place_in_the_making_is_told_as_well() -> None:
    """The laboratory, with every mechanism, can be told at any quarter."""
    for quarter in range(6):
        assert words(everything(during(laboratory(), quarter, seed=2)))
