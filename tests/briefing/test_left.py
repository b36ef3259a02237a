"""How it is told that a leader has left: the first from a chair, and whoever leaves it after that."""

from __future__ import annotations

from game.briefing import result
from game.play.session import Session
from tests.places.lines import end_quarter
from tests.places.shipped import shipped


def test_the_second_to_leave_a_chair_is_somebody_else() -> None:
    """Of two who leave one chair the second has left as the one before had, and of the first nothing of the kind is said."""
    session = Session(shipped("barnet"), 1)
    told = []
    for _ in range(2):
        assert session.inject("officer_leaves") is None
        end_quarter(session)
        told.append([one.sentence for one in result.result(session, session.turn - 1).happened if one.kind == "departure"])
    first, second = ([one for one in sentences if "(Health commissioners)" in one] for sentences in told)
    assert first == ["The lead health commissioner has left (Health commissioners). What was personal has gone too."]
    assert len(second) == 1
    assert "as the one before had" in second[0]
