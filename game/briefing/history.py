"""What has been played: quarter by quarter what was decided, and for charts how what the seat sees went over the turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.briefing.sight import Asked, id_of, seen
from game.core.observe import CONFIDENTIAL, View
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.session import Session
from game.translation import later, say
from game.words import level, quarter, token, variable
from game.words.beside import is_beside, told_to
from game.words.grammar import bare, capital, count, of_people


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one dilemma, without the label's full stop."""

    dilemma: str
    title: str
    option: str
    label: str


@dataclass(frozen=True, slots=True)
class Spent:
    """What attention went to, and how many tokens."""

    words: str
    n_tokens: int


@dataclass(frozen=True, slots=True)
class PlayedQuarter:
    """One quarter that was played: its decisions, where attention went, and how things stood afterwards, in a sentence."""

    turn: int
    heading: str
    decisions: tuple[Decision, ...]
    spent: tuple[Spent, ...]
    stood: str


@dataclass(frozen=True, slots=True)
class Series:
    """What the seat saw of one thing at the start of each turn, the first first.

    Arguments:
        label: what it is.
        values: in its own unit, one for each turn.
        words: the last of them in words.
        asked: what to ask for its causes; None where it is a mean of several.
        is_level: whether it lies between 0 and 1.
    """

    label: str
    values: tuple[float, ...]
    words: str
    asked: Asked | None
    is_level: bool


def played(session: Session, seat: int | None = None) -> tuple[PlayedQuarter, ...]:
    """The quarters that were played, in order, as a seat is told of them; the lead unless told otherwise."""
    return tuple(_played(session, number + 1, seat) for number in range(len(session.decided)))


def _played(session: Session, turn: int, seat: int | None) -> PlayedQuarter:
    choices, _ = session.decided[turn - 1]
    decisions = tuple(
        Decision(dilemma, _title(session, dilemma), option, label(session, dilemma, option))
        for dilemma, option in choices.items()
    )
    spent = Counter(token.in_words(session.place.as_of(turn), written, seat) for written in noticed(session, turn, seat))
    return PlayedQuarter(
        turn,
        capital(quarter.counted(session.place, turn)),
        decisions,
        tuple(Spent(words, times) for words, times in spent.items()),
        _stood(session.view(turn + 1, seat)),
    )


def noticed(session: Session, turn: int, seat: int | None = None) -> list[dict[str, str]]:
    """The tokens of a turn that was played, as they are written, as far as a seat notices them; the lead notices its own."""
    return [written for written in session.decided[turn - 1][1] if _is_noticed(session.place, written, seat)]


def _is_noticed(place: Place, written: Mapping[str, str], seat: int | None) -> bool:
    """Whether a seat notices what the lead did with a token: what is promised to somebody else, only those two know."""
    is_confidential = is_beside(place, seat) and written["token"] in CONFIDENTIAL
    return not is_confidential or id_of(place, seat) == written.get("with")


def label(session: Session, dilemma_id: str, option_id: str) -> str:
    """An option's label without its full stop."""
    options = session.place.dilemmas[session.place.dilemma(dilemma_id)].options
    return bare(next(option.label for option in options if option.id == option_id))


def _title(session: Session, dilemma_id: str) -> str:
    return session.place.dilemmas[session.place.dilemma(dilemma_id)].title


def _stood(view: View) -> str:
    families = count(round(seen(view, "families")), *view.place.people)
    energy, standing = (level.in_words(name, seen(view, name)) for name in ("energy", "credibility"))
    return told_to(
        view.place,
        view.seat,
        later("{families} being worked with; your energy {energy}, your standing {standing}."),
        families=families,
        energy=energy,
        standing=standing,
    )


def series(session: Session, seat: int | None = None) -> tuple[Series, ...]:
    """What a seat sees, over every turn up to now: the lead's strength, its backing, the pot, families, results and trust."""
    place = session.place
    views = [session.view(turn, seat) for turn in range(1, session.turn + 1)]
    asked: list[tuple[str, Asked]] = [
        (told_to(place, seat, later("Your energy")), ("energy", ())),
        (told_to(place, seat, later("Your standing")), ("credibility", ())),
        (say("Backing of your own masters"), ("cover", (views[0].seat,))),
        (say("The pot"), ("pot", ())),
        (of_people(place, say("Families being worked with")), ("families", ())),
        *((facts.name, ("reported", (number,))) for number, facts in enumerate(place.outcomes)),
        (say("Sharing across the partnership"), ("openness", ())),
    ]
    found = []
    for name, one in asked:
        values = tuple(seen(view, one[0], *one[1]) for view in views)
        found.append(Series(name, values, variable.value(one[0], values[-1]), one, VARIABLES[one[0]].unit == "level"))
    trust = tuple(_own_trust(view) for view in views)
    return (*found, Series(say("Trust in you, as you see it"), trust, level.in_both("trust", trust[-1]), None, is_level=True))


def _own_trust(view: View) -> float:
    """The estimate of partners' trust in the seat, on average."""
    place, seat = view.place, view.seat
    ties = place.own_ties if seat == place.lead else place.ties
    return float(np.mean([seen(view, "estimate", one, seat) for one, other in ties if other == seat] or [0.0]))
