"""The authorising environments over time: the backing of the leader's own masters, and of each partner's."""

from __future__ import annotations

from dataclasses import dataclass

from game.debrief.finding import Summed, level, opened, programme, summed
from game.play.session import Session
from game.words import quarter
from game.words.grammar import agency, capital, count, listed, possessive
from game.words.level import of_hundred
from game.words.variable import name


@dataclass(frozen=True, slots=True)
class Backing:
    """One agency's authorising environment, from 0 to 1.

    Arguments:
        agency: its number.
        by_turn: at the start and after each turn of the programme.
        lowest: the turn after which it was lowest (0 is the start), and `low` how low it was.
        thin: the turns after which it was below what a programme can live with for long.
        moved: what moved it over the programme, the largest cause first.
        text: all this in a sentence or two.
    """

    agency: int
    by_turn: tuple[float, ...]
    lowest: int
    low: float
    thin: tuple[int, ...]
    moved: tuple[Summed, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Backings:
    """The leader's own authorising environment, and the partners', the one that fell lowest first."""

    own: Backing
    partners: tuple[Backing, ...]
    text: str


def backings(session: Session) -> Backings:
    """The authorising environments of a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    lead = session.place.lead
    own = _backing(session, lead)
    others = [_backing(session, number) for number in range(len(session.place.agencies)) if number != lead]
    others.sort(key=lambda one: one.low)
    thin = [agency(session.place, one.agency) for one in others if one.thin]
    said = own.text
    if thin:
        said += f" Partners whose own masters were about to lose patience at some time: {listed(thin)}."
    elif others:
        whose = possessive(agency(session.place, others[0].agency))
        said += f" Of the partners', the thinnest was {whose}, at {of_hundred(others[0].low)}."
    return Backings(own, tuple(others), said)


def _backing(session: Session, number: int) -> Backing:
    place = session.place
    turns = (0, *programme(session))
    values = tuple(level(session.states[turn], "cover", number) for turn in turns)
    low = min(values)
    lowest = values.index(low)
    least = {**place.parameters, **session.parameters}["cover_least"]
    thin = tuple(turn for turn in turns if values[turn] < least)
    moved = summed(session, programme(session), "cover", (number,))
    return Backing(number, values, lowest, low, thin, moved, _told(session, number, values, lowest, thin, moved))


def _told(
    session: Session,
    number: int,
    values: tuple[float, ...],
    lowest: int,
    thin: tuple[int, ...],
    moved: tuple[Summed, ...],
) -> str:
    place = session.place
    when = "at the start" if lowest == 0 else f"in {quarter.name(place, lowest)}"
    said = (
        f"{capital(name(place, 'cover', (number,)))}: {of_hundred(values[0])} at the start, {of_hundred(values[-1])} when the "
        f"programme ended, lowest {when} ({of_hundred(values[lowest])})."
    )
    if thin:
        said += f" It was in danger in {count(len(thin), 'quarter')}."
    up, down = (next((one for one in moved if (one.size > 0) == is_up), None) for is_up in (True, False))
    if up is not None and down is not None:
        said += f" What raised it most: {up.text}. What lowered it most: {down.text}."
    return said
