"""What stands on the pages that a team's table and a seat of a round table have in common, as values for their templates.

In each of these `seat` is the number of the agency that is told; None is the lead, for whom a team decides.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from game.briefing import agency, history, money, why
from game.briefing.sight import Asked, last_turn
from game.play.session import Session
from game.translation import say
from game.words.typed import whole
from game.workshop import chart, partnership
from game.workshop.site import NoSuchPage

Values = dict[str, Any]


def partners(session: Session, seat: int | None = None) -> Values:
    """The page of all partners, with the map."""
    return {"known": agency.partnership(session, None, seat), "picture": partnership.picture(session, seat)}


def one_partner(session: Session, request: Request, seat: int | None = None) -> Values:
    """The page of one agency. Raises `NoSuchPage` for a number that the place does not have."""
    number = request.path_params["number"]
    if not 0 <= number < len(session.place.agencies):
        raise NoSuchPage(say("There is no such agency here."))
    return {"sheet": agency.sheet(session, number, seat)}


def books(session: Session, seat: int | None = None) -> Values:
    """The page of an agency's money."""
    return {"books": money.books(session, seat)}


def played(session: Session, seat: int | None = None) -> Values:
    """The page of all quarters that have been played."""
    return {"played": history.played(session, seat), "charts": chart.of_one(session, seat)}


def why_moved(session: Session, request: Request, seat: int | None = None) -> Values:
    """The page that says why something moved in a turn. Raises `NoSuchPage` where there is nothing to ask."""
    turn = request.path_params["turn"]
    asked = asked_of(session, request.path_params["variable"], request.query_params.get("of", ""))
    if asked is None or not 0 <= turn <= last_turn(session):
        raise NoSuchPage(say("There is nothing to be asked there."))
    return {"answer": why.why(session, asked, turn, seat), "asked": asked, "number": turn}


def asked_of(session: Session, variable: str, index: str) -> Asked | None:
    """The element that an address asks about; None where there is none such.

    Arguments:
        session: whose state has it.
        variable: its variable's name.
        index: the numbers of the element, with full stops between them: `2.0`; empty for the whole place.
    """
    parts = index.split(".") if index else []
    shape = session.state[variable].shape[:-1] if variable in session.state else None
    if shape is None or len(parts) != len(shape):
        return None
    numbers = [whole(part, 0, size - 1) for part, size in zip(parts, shape, strict=True)]
    found = tuple(number for number in numbers if number is not None)
    return (variable, found) if len(found) == len(shape) else None
