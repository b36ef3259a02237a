"""Counsel: who sits where in a game that several play, and what those beside the lead recommend and wish for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.core.place import Place
from game.play.session import Session
from game.words import token
from game.words.beside import the_lead
from game.words.grammar import called, capital, named


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who plays an agency.

    Arguments:
        agency: its number.
        name: what they are called; may be empty.
        plays: the agency within a sentence: `the police`, `the lead`.
        words: both, for a list: `Asha (Police)`, or `Police` alone.
        is_lead: whether it is the lead's person, who decides.
    """

    agency: int
    name: str
    plays: str
    words: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wishes the lead would give a token to: who, in words to the lead, and the token as written."""

    person: Person
    words: str
    token: Mapping[str, str]


def people(session: Session) -> tuple[Person, ...]:
    """Everybody who plays, in the order of their turns: the lead last. Empty where one plays alone."""
    place = session.place
    order = sorted(session.seats, key=lambda one: (place.agency(one) == place.lead, place.agency(one)))
    return tuple(person(place, place.agency(one), session.seats[one]) for one in order)


def person(place: Place, agency: int, name: str = "") -> Person:
    """Somebody who plays an agency, whatever they are called."""
    is_lead, facts = agency == place.lead, place.agencies[agency]
    whole = capital(the_lead()) if is_lead else called(place, agency)
    plays = the_lead() if is_lead else named(facts.name)
    return Person(agency, name, plays, f"{name} ({whole})" if name else whole, is_lead)


def recommended_by(session: Session, dilemma: str, option: str) -> tuple[str, ...]:
    """Who recommends an option now, in words: for the lead alone."""
    found = session.pending.counsel.options
    return tuple(playing(session, seat).words for seat, chosen in found.items() if chosen.get(dilemma) == option)


def wishes(session: Session) -> tuple[Wish, ...]:
    """What others wish a token for now: for the lead alone."""
    found = session.pending.counsel.wishes
    return tuple(Wish(playing(session, seat), token.in_words(session.place, one), dict(one)) for seat, one in found.items())


def own_wish(session: Session, seat: int) -> str:
    """What a seat itself wishes a token for, in words; nothing where it has not said."""
    found = session.pending.counsel.wishes.get(session.place.agencies[seat].id)
    return token.in_words(session.place, found, seat) if found is not None else ""


def playing(session: Session, seat: str) -> Person:
    """Who plays an agency in a game, by its id."""
    return person(session.place, session.place.agency(seat), session.seats.get(seat, ""))
