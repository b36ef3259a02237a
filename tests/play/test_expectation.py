"""What is expected of a quarter: written before it has passed by whoever plays alone, told beside what came, and never played."""

from __future__ import annotations

from pathlib import Path

from game.briefing.result import result
from game.core.observe import PUBLIC
from game.play.expectation import expected, key, may_expect, question
from game.play.log import Log, read_log
from game.play.round_table import RoundTable
from game.play.session import Session
from tests.places.game import header
from tests.places.lines import end_quarter
from tests.places.tiny import tiny

NOTE = "They say yes and wait."


def expect(session: Session, text: str, turn: int = 0) -> bool:
    """Whether a text was kept as what is expected of a quarter, the one that is being played unless another is named."""
    turn = turn or session.turn
    return session.reflect(question(session, turn), text, key=key(session, turn)) is None


def test_it_is_told_beside_what_came_and_changes_nothing(tmp_path: Path) -> None:
    """The quarter's result holds it, that of the next does not, the room is not told, and the same is played as without it."""
    path = tmp_path / "a.wholeplace"
    with Log.create(path, header(tiny(), 3)) as log:
        session, without = Session(tiny(), 3, log=log), Session(tiny(), 3)
        assert expect(session, "First.")
        assert expect(session, NOTE)
        for one in (session, session, without, without):
            end_quarter(one)
    assert [result(session, turn).expected for turn in (1, 2)] == [NOTE, ""]
    assert result(session, 1, PUBLIC).expected == ""
    assert session.state.digest() == without.state.digest()
    again = Session.resumed(tiny(), 3, read_log(path).records)
    assert [expected(again, turn) for turn in (1, 2)] == [NOTE, ""]


def test_only_of_the_quarter_that_is_being_played() -> None:
    """Of a quarter that has passed nothing can be expected any more, and another way to the same quarter has its own."""
    session = Session(tiny(), 3)
    end_quarter(session)
    assert not expect(session, NOTE, 1)
    assert expect(session, NOTE)
    assert session.back(1) is None
    end_quarter(session, {"token": "rest"})
    assert expected(session, 2) == ""


def test_each_way_to_a_quarter_has_its_own(tmp_path: Path) -> None:
    """What is written of a quarter on one line of play neither stands at the same quarter of another, nor gives way to it."""
    path = tmp_path / "a.wholeplace"
    with Log.create(path, header(tiny(), 3)) as log:
        session = Session(tiny(), 3, log=log)
        end_quarter(session)
        assert expect(session, NOTE)
        assert session.back(1) is None
        end_quarter(session, {"token": "rest"})
        assert session.reflections.at(question(session, 2), key(session, 2)) == ""
        assert expect(session, "They rest.")
        assert expected(session, 2) == "They rest."
        assert session.back(1) is None
        end_quarter(session)
        assert expected(session, 2) == NOTE
        assert expect(session, "")
        assert expected(session, 2) == ""
    again = Session.resumed(tiny(), 3, read_log(path).records)
    assert [*again.reflections.values()] == ["They rest."]


def test_a_table_says_it_aloud() -> None:
    """Where several play, nothing is written before a quarter passes."""
    session = Session(tiny(), 3)
    assert may_expect(session)
    assert RoundTable.convene(session, dict.fromkeys(session.place.agency_ids, "")) is None
    assert not may_expect(session)
    assert not expect(session, NOTE)
