"""What was recommended and wished for, beside what was done."""

from __future__ import annotations

from game.debrief.counsel import _wishes
from game.play.session import Session
from tests.places.lines import end_quarter
from tests.places.shipped import shipped


def test_a_wish_is_granted_where_a_token_went_there() -> None:
    """Two who are brought together are the same in either order; time with somebody else is not what was wished for."""
    session = Session(shipped("barnet"), 3)
    assert session.sit({"core": "Ruth", "met": "Asha", "schools": ""}) is None
    assert session.wish("met", {"token": "broker", "with": "schools", "and": "jcp"}) is None
    assert session.wish("schools", {"token": "time", "with": "gp"}) is None
    end_quarter(session, {"token": "broker", "with": "jcp", "and": "schools"}, {"token": "time", "with": "csc"})
    police, schools = session.place.agency("met"), session.place.agency("schools")
    assert {one.person.agency: one.is_done for one in _wishes(session)} == {police: True, schools: False}
