"""What has been played: quarter by quarter what was decided, and for charts how what the seat sees went over the turns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from game.briefing.sight import Asked, seen
from game.core.observe import View
from game.core.variables import VARIABLES
from game.play.session import Session
from game.words import level, quarter, token, variable
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
class Played:
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


def played(session: Session) -> tuple[Played, ...]:
    """The quarters that were played, in order."""
    return tuple(_played(session, number + 1) for number in range(len(session.decided)))


def _played(session: Session, turn: int) -> Played:
    choices, tokens = session.decided[turn - 1]
    decisions = tuple(
        Decision(dilemma, _title(session, dilemma), option, label(session, dilemma, option))
        for dilemma, option in choices.items()
    )
    spent = Counter(token.in_words(session.place, written) for written in tokens)
    return Played(
        turn,
        capital(quarter.counted(session.place, turn)),
        decisions,
        tuple(Spent(words, times) for words, times in spent.items()),
        _stood(session.view(turn + 1)),
    )


def label(session: Session, dilemma_id: str, option_id: str) -> str:
    """An option's label without its full stop."""
    options = session.place.dilemmas[session.place.dilemma(dilemma_id)].options
    return bare(next(option.label for option in options if option.id == option_id))


def _title(session: Session, dilemma_id: str) -> str:
    return session.place.dilemmas[session.place.dilemma(dilemma_id)].title


def _stood(view: View) -> str:
    families = count(round(seen(view, "families")), *view.place.people)
    energy, standing = (level.in_words(name, seen(view, name)) for name in ("energy", "credibility"))
    return f"{families} being worked with; your energy {energy}, your standing {standing}."


def series(session: Session) -> tuple[Series, ...]:
    """What the seat sees, over every turn up to now: its own strength, the pot, families, results, sharing and trust."""
    place, lead = session.place, session.place.lead

    views = [session.view(turn) for turn in range(1, session.turn + 1)]
    asked: list[tuple[str, Asked]] = [
        ("Your energy", ("energy", ())),
        ("Your standing", ("credibility", ())),
        ("Backing of your own masters", ("cover", (lead,))),
        ("The pot", ("pot", ())),
        (of_people(place, "Families being worked with"), ("families", ())),
        *((facts.name, ("reported", (number,))) for number, facts in enumerate(place.outcomes)),
        ("Sharing across the partnership", ("openness", ())),
    ]
    found = []
    for name, one in asked:
        values = tuple(seen(view, one[0], *one[1]) for view in views)
        found.append(Series(name, values, variable.value(one[0], values[-1]), one, VARIABLES[one[0]].unit == "level"))
    trust = tuple(_own_trust(view) for view in views)
    return (*found, Series("Trust in you, as you see it", trust, level.in_both("trust", trust[-1]), None, is_level=True))


def _own_trust(view: View) -> float:
    """The leader's estimate of its partners' trust in it, on average."""
    lead = view.place.lead
    return float(np.mean([seen(view, "estimate", one, lead) for one, other in view.place.own_ties if other == lead] or [0.0]))
