"""What each seat of a round table believed of the others, and what was so: the private views, opened when the programme is over.

A belief is what a seat was shown, or could tell, at the start of a quarter: what another voiced, and how far it seemed to trust.
Beside it stands what was so in the same quarter, which only the model knew. Each is told in the quarter in which the two lay
widest apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from game.briefing.goals import goals, is_met, shared_goals
from game.briefing.promises import promises
from game.core.promise import CONCEALED
from game.debrief.finding import at_end, level, opened, programme
from game.play.seat_promise import told
from game.play.session import Session
from game.translation import later, say
from game.words import quarter
from game.words.grammar import agency, capital, count, full_stop, how_many
from game.words.level import of_hundred
from game.words.money import about

MOST_TOLD: Final = 3
"""Beliefs that are told of each kind for a seat."""

APART: Final = 0.12
"""How far a belief and what was so must lie apart to be told."""


SEATS: Final = later("What each seat saw, and what was so")
TOGETHER: Final = later("What all of you were after, together")
TOLD_TO_LEAD: Final = later("The debrief is told to the lead: “you” in it is the lead.")
"""What those at a round table are told who played another seat, or watched."""

OPEN_NOW: Final = later(
    "This was a round table. While it was played, each seat saw its own side of things; now all of them are open."
)


@dataclass(frozen=True, slots=True)
class Belief:
    """One thing that a seat believed of another agency, and what was so.

    Arguments:
        seat, about: agencies by number.
        kind: `word` (it voiced this commitment), `trust` (it seemed to trust the seat so far), or `promise` (it seemed kept).
        turn: the quarter in which the two lay widest apart.
        believed, so: from 0 to 1.
        text: both in a sentence.
    """

    seat: int
    about: int
    kind: str
    turn: int
    believed: float
    so: float
    text: str

    @property
    def gap(self) -> float:
        """How far apart they lay."""
        return abs(self.believed - self.so)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal that its own masters had set a seat, and whether it was met when the programme ended."""

    text: str
    is_met: bool

    @property
    def told(self) -> str:
        """The goal with what came of it, in a sentence."""
        return f"{self.text.rstrip('.')} ({say('met') if self.is_met else say('not met')})."


@dataclass(frozen=True, slots=True)
class SeatView:
    """One seat's private view, opened.

    Arguments:
        agency: its number.
        name: the agency within a sentence.
        title: its whole name.
        n_played: in how many quarters people played it.
        aims: its private goals.
        own: what its books and backing came to, in sentences that nobody else could have written.
        beliefs: what it believed of others and was not so, the widest apart first.
        mistaken: what others believed of it and was not so, likewise.
        promises: the promises that it gave at the table, with what became of each.
    """

    agency: int
    name: str
    title: str
    n_played: int
    aims: tuple[Aim, ...]
    own: tuple[str, ...]
    beliefs: tuple[Belief, ...]
    mistaken: tuple[Belief, ...]
    promises: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The view as a list of sentences: the seat's goals, its beliefs that were furthest from the truth, and its promises."""
        return *(one.told for one in self.aims), *(one.text for one in self.beliefs[:MOST_TOLD]), *self.promises


def shared_aims(session: Session) -> tuple[Aim, ...]:
    """What a whole round table was after, and whether it was met; nothing where its place's author wrote nothing."""
    return tuple(Aim(goal.text, is_met(session, goal)) for goal in shared_goals(session.place))


def own_first(views: Sequence[SeatView], seat: int) -> list[SeatView]:
    """The views in the order in which a seat is shown them: its own first, those of seats that nobody played last."""
    return sorted(views, key=lambda one: (one.agency != seat, not one.n_played))


def titled(view: SeatView, seat: int) -> str:
    """What stands over a view where it is told to a seat."""
    return say("{seat} (your seat)", seat=view.title) if view.agency == seat else view.title


def seat_views(session: Session) -> tuple[SeatView, ...]:
    """Each seat's private view of a round table that is over, opened; nothing where one seat decided alone.

    Raises `StillRunning` for a game that is not over.
    """
    opened(session)
    table = session.round_table
    if table is None:
        return ()
    place = session.place
    every = {number: tuple(_beliefs(session, number)) for number in range(len(place.agencies))}
    views = []
    for number, facts in enumerate(place.agencies):
        of_it = [one for beliefs in every.values() for one in beliefs if one.about == number]
        views.append(
            SeatView(
                number,
                agency(place, number, NOBODY),
                capital(facts.name.partition(" (")[0] if number == place.lead else facts.name),
                sum(one.is_person(facts.id) for one in table.rounds),
                tuple(Aim(goal.text, is_met(session, goal)) for goal in goals(place, number)),
                tuple(_own(session, number)),
                _widest(every[number]),
                tuple(sorted(of_it, key=lambda one: -one.gap)[:MOST_TOLD]),
                tuple(told(place, promise) for promise in table.promises if promise.giver == facts.id),
            )
        )
    return tuple(sorted(views, key=lambda one: (-one.n_played, one.agency)))


NOBODY: Final = -2
"""Told to nobody in particular, so that no agency is `you`."""


def _widest(beliefs: tuple[Belief, ...]) -> tuple[Belief, ...]:
    """The widest apart of each kind, and of all of them the widest first."""
    chosen: list[Belief] = []
    for one in sorted(beliefs, key=lambda one: -one.gap):
        if sum(other.kind == one.kind for other in chosen) < MOST_TOLD:
            chosen.append(one)
    return tuple(chosen)


def _beliefs(session: Session, seat: int) -> Iterator[Belief]:
    """What a seat believed of each other agency that lay clearly beside what was so."""
    place = session.place
    for number in range(len(place.agencies)):
        if number == seat:
            continue
        for kind, seen, true, index in (
            ("word", "stated", "buy_in", (number,)),
            ("trust", "estimate", "trust", (number, seat)),
        ):
            turn = max(programme(session), key=lambda turn: _gap(session, turn, seen, true, index))
            if _gap(session, turn, seen, true, index) >= APART:
                believed = level(session.states[turn - 1], seen, *index)
                so = level(session.states[turn - 1], true, *index)
                yield Belief(seat, number, kind, turn, believed, so, _sentence(session, seat, number, kind, turn, believed, so))
    for one in promises(session, seat):
        status = level(at_end(session), "promise_status", one.number)
        if one.receiver == seat and round(status) == CONCEALED:
            name = capital(agency(place, one.giver, NOBODY))
            text = say("{name} had promised {what}, and it looked kept. It was not.", name=name, what=one.what)
            yield Belief(seat, one.giver, "promise", max(1, min(one.due, session.last_turn_played)), 1.0, 0.0, text)


def _gap(session: Session, turn: int, seen: str, true: str, index: tuple[int, ...]) -> float:
    state = session.states[turn - 1]
    return abs(level(state, seen, *index) - level(state, true, *index))


def _sentence(session: Session, seat: int, about_: int, kind: str, turn: int, believed: float, so: float) -> str:
    place = session.place
    when, name = quarter.name(place, turn), agency(place, about_, NOBODY)
    if kind == "word":
        return say(
            "In {quarter} {agency} voiced a commitment of {voiced}, and meant {meant}.",
            quarter=when,
            agency=name,
            voiced=of_hundred(believed),
            meant=of_hundred(so),
        )
    believer = agency(place, seat, NOBODY)
    return say(
        "In {quarter} {agency} seemed to trust {believer} at {seemed}; it was {was}.",
        quarter=when,
        agency=name,
        believer=believer,
        seemed=of_hundred(believed),
        was=of_hundred(so),
    )


def _own(session: Session, number: int) -> Iterator[str]:
    """What its books and backing came to, and how it voted."""
    place, end = session.place, at_end(session)
    facts, table = place.agencies[number], session.round_table
    cost, avoided = level(end, "cost", number), level(end, "avoided", number)
    yield say("It bore {borne} and was spared {avoided}.", borne=about(cost), avoided=about(avoided))
    first = level(session.states[0], "cover", number)
    yield say(
        "The backing of its own masters went from {first} to {last}.",
        first=of_hundred(first),
        last=of_hundred(level(end, "cover", number)),
    )
    if table is None:
        return
    shares = [one.plans[facts.id].pledge for one in table.rounds if facts.id in one.plans]
    pledged = [share for share in shares if share is not None]
    if pledged:
        mean = sum(pledged) / len(pledged)
        yield say(
            "It pledged in {quarters}, {mean:.0%} of what it could move on average.",
            quarters=count(len(pledged), "quarter"),
            mean=mean,
        )
    votes = [
        one.plans[facts.id].votes[tally.dilemma] == tally.taken
        for one in table.rounds
        if facts.id in one.plans
        for tally in one.tallies
        if tally.dilemma in one.plans[facts.id].votes
    ]
    if votes:
        yield full_stop(say("Of {votes} it won {won}", votes=count(len(votes), "vote"), won=how_many(sum(votes))))
