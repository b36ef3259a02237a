"""A place before the game begins: what it is, what it is good for learning, whom one plays, and how the story starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.core.decision import place_order
from game.core.place import Place
from game.play.session import Session
from game.translation import say
from game.words import quarter
from game.words.grammar import capital, count, named, quoted

MINUTES_A_QUARTER: Final = (2.5, 4.45)
"""From somebody who looks over what is not the story to somebody who reads every word (docs/explanation/cases.md)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A shorter version of a place.

    Arguments:
        id: its id.
        title: its title.
        about: for whom it is meant; empty where the place does not say.
        n_quarters: how many quarters are played.
    """

    id: str
    title: str
    about: str
    n_quarters: int


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a place says of itself.

    Arguments:
        place: its id.
        title: its title.
        summary: what it is about, in paragraphs.
        n_quarters: how many quarters are played.
        dates: from when to when, `2010 Q2 to 2013 Q2`; empty where the place has no dates.
        minutes: how long a game takes, from and to.
        length: the three above as sentences, and which cut of the place it is.
        cuts: the shorter versions there are of a whole place.
        objectives: what it is good for learning.
        powers: what the seat can do.
        limits: what it cannot.
        seat: whom the player is: `the Director of Children's Services`.
        about: what stands behind that seat, in paragraphs.
        caveat: what is not known of the real case.
    """

    place: str
    title: str
    summary: tuple[str, ...]
    n_quarters: int
    dates: str
    minutes: tuple[int, int]
    length: str
    cuts: tuple[Cut, ...]
    objectives: tuple[str, ...]
    powers: tuple[str, ...]
    limits: tuple[str, ...]
    seat: str
    about: tuple[str, ...]
    caveat: tuple[str, ...]

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The three lists, those that hold something, each under its title."""
        titled = (
            (say("What it is good for learning"), self.objectives),
            (say("What you can do"), self.powers),
            (say("What you cannot"), self.limits),
        )
        return tuple(one for one in titled if one[1])


@dataclass(frozen=True, slots=True)
class Prologue:
    """How the story starts.

    Arguments:
        title: what it stands under.
        paragraphs: the story.
        illustrative: what the numbers in this game are worth.
        luck: the number of this game's luck, in a sentence.
    """

    title: str
    paragraphs: tuple[str, ...]
    illustrative: str
    luck: str


def introduction(place: Place) -> Introduction:
    """What is told of a place before the game begins: what it is about, whom one plays, and what one can and cannot do."""
    low, high = (max(5, 5 * round(_quarters_long(place) * minutes / 5)) for minutes in MINUTES_A_QUARTER)
    dates = say("{first} to {last}", first=quarter.name(place, 1), last=quarter.name(place, place.turns)) if place.begins else ""
    cuts = tuple(
        Cut(name, one["title"], one.get("text", ""), one["turns"]) for name, one in (place.texts.get("cuts") or {}).items()
    )
    length = count(place.turns, "quarter")
    for one in cuts:
        if one.id == place.cut:
            length = say("the shorter version {title}: {quarters}", title=quoted(one.title), quarters=length)
    if dates:
        length = say("{quarters}, {dates}", quarters=length, dates=dates)
    return Introduction(
        place.id,
        place.title,
        _paragraphs(place, "summary"),
        place.turns,
        dates,
        (low, high),
        say("{length}. About {low} to {high} minutes.", length=capital(length), low=low, high=high),
        () if place.cut else cuts,
        _points(place, "objectives"),
        _points(place, "powers"),
        _points(place, "limits"),
        seat(place),
        paragraphs(place.agencies[place.lead].about),
        _paragraphs(place, "caveat"),
    )


def titled(place: Place) -> str:
    """The title of a place, and that of the shorter version where it is one."""
    cut = (place.texts.get("cuts") or {}).get(place.cut)
    return f"{place.title}: {cut['title']}" if cut else place.title


def _quarters_long(place: Place) -> float:
    """How many quarters of the usual length a game takes: with two dilemmas in each it takes longer."""
    return max(place.turns, 0.75 * len(place_order(place)))


def prologue(session: Session) -> Prologue:
    """How the story of a game starts."""
    return Prologue(
        say("Before you begin"),
        _paragraphs(session.place, "prologue") or (say("You are {seat}.", seat=seat(session.place)),),
        say("The numbers in this game are illustrative: they come from a model of partnerships, not from a measurement."),
        say("Every table has the same luck.")
        if session.kept_by
        else say(
            "The luck of this game has the number {seed}: a game begun with the same number has the same luck.", seed=session.seed
        ),
    )


def seat(place: Place) -> str:
    """Whom the player is, within a sentence: the role where the place gives one, else the leader of the lead agency."""
    facts = place.agencies[place.lead]
    return named(facts.leader) or say("the leader of {name}", name=named(facts.name))


def paragraphs(text: str) -> tuple[str, ...]:
    """A text's paragraphs, each without blanks around it."""
    return tuple(one.strip() for one in text.split("\n") if one.strip())


def _paragraphs(place: Place, key: str) -> tuple[str, ...]:
    return paragraphs(str(place.texts.get(key, "")))


def _points(place: Place, key: str) -> tuple[str, ...]:
    return tuple(str(point) for point in place.texts.get(key, ()))
