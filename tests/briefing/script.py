"""Games in the middle, and all that a seat is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from game.briefing import agency, attention, counsel, history, introduction, money, promises, quarter, result, scene, ties, why
from game.briefing.offers import offers
from game.briefing.sight import Asked
from game.core.decision_words import to_words
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.policy import Memory, policy_named
from game.play.session import Session


def during(place: Place, n_quarters: int, *, policy: str = "random", seed: int = 1) -> Session:
    """A game that a policy has played for some quarters, with what it decides in the next one chosen but not ended."""
    session, decides, memory = Session(place, seed), policy_named(policy, place), Memory({**place.parameters})
    for number in range(n_quarters + 1):
        choices, tokens = to_words(place, decides.decide(session.view(), session.state.seeds, memory))
        for dilemma, option in choices.items():
            assert session.choose(dilemma, option) is None
        for token in tokens:
            assert session.attend(token) is None
        if number < n_quarters:
            assert session.end_turn() is None
    assert session.is_running
    return session


def askable(place: Place, seat: int | None = None) -> Iterator[Asked]:
    """One element of everything there is, and of what belongs to an agency or a tie, both a seat's own and a partner's."""
    own = place.lead if seat is None else seat
    partner = next(number for number in range(len(place.agencies)) if number != own)
    indices: dict[str, list[tuple[int, ...]]] = {
        "place": [()],
        "agency": [(own,), (partner,)],
        "pair": [(own, partner), (partner, own)],
        "outcome": [(0,)],
    }
    for name in place.starting:
        variable = VARIABLES[name]
        for index in indices.get(variable.over, []):
            yield name, index


def everything(session: Session, seat: int | None = None) -> Mapping[str, Any]:
    """All that a seat is told at one moment of a game that is still played, each piece by its name; the lead unless given."""
    is_lead = seat in {None, session.place.lead}
    pieces: dict[str, Any] = {
        "introduction": introduction.introduction(session.place),
        "prologue": introduction.prologue(session),
        "quarter": quarter.begun(session, seat),
        "scenes": scene.scenes(session, seat),
        "attention": attention.attention(session) if is_lead else counsel.own_wish(session, seat or 0),
        "wishes": counsel.wishes(session) if is_lead else (),
        "offers": offers(session, seat),
        "partnership": agency.partnership(session, None, seat),
        "sheets": tuple(agency.sheet(session, number, seat) for number in range(len(session.place.agencies))),
        "matrix": ties.matrix(session, None, seat),
        "links": tuple(ties.links(session, number, None, seat) for number in range(len(session.place.agencies))),
        "promises": promises.promises(session, seat),
        "books": money.books(session, seat),
        "played": history.played(session, seat),
        "series": history.series(session, seat),
    }
    played = range(1, session.last_turn_played + 1)
    pieces["results"] = tuple(result.result(session, turn, seat) for turn in played)
    pieces["why"] = tuple(
        why.why(session, asked, turn, seat) for asked in askable(session.place, seat) for turn in {0, *played[-2:]}
    )
    return pieces


def parts(piece: Any) -> Iterator[Any]:
    """Everything that a piece is made of, down to words and numbers."""
    yield piece
    if is_dataclass(piece) and not isinstance(piece, type):
        for one in fields(piece):
            yield from parts(getattr(piece, one.name))
    elif isinstance(piece, Mapping):
        for one in piece.values():
            yield from parts(one)
    elif isinstance(piece, tuple | list):
        for one in piece:
            yield from parts(one)


def words(piece: Any) -> list[str]:
    """Every text in a piece."""
    return [one for one in parts(piece) if isinstance(one, str)]
