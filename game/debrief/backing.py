"""The authorising environments over time: the backing of the leader's own masters, and of each partner's."""

from __future__ import annotations

from dataclasses import dataclass

from game.debrief.finding import Summed, level, on_average, opened, programme, summed
from game.play.session import Session
from game.translation import say
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
        thin: the turns at whose end it was below what a programme can live with for long; of the leader's own, as the
            programme was stopped by it, before news that came with the next quarter.
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
        theirs = say("Partners whose own masters were about to lose patience at some time: {thin}.", thin=listed(thin))
        said = f"{said} {theirs}"
    elif others:
        whose = possessive(agency(session.place, others[0].agency))
        theirs = say("Of the partners', the thinnest was {whose}, at {low}.", whose=whose, low=of_hundred(others[0].low))
        said = f"{said} {theirs}"
    return Backings(own, tuple(others), said)


def _backing(session: Session, number: int) -> Backing:
    place = session.place
    turns = (0, *programme(session))
    values = tuple(level(session.states[turn], "cover", number) for turn in turns)
    low = min(values)
    lowest = values.index(low)
    least = {**place.parameters, **session.parameters}["cover_least"]
    if number == place.lead:
        thin = tuple(turn for turn in turns if level(session.states[turn], "low_cover") > 0.0)
    else:
        thin = tuple(turn for turn in turns if values[turn] < least)
    moved = summed(session, programme(session), "cover", (number,))
    told = [next((one for one in moved if (one.size > 0) == is_up), None) for is_up in (True, False)]
    moved = tuple(on_average(session, one, "cover", (number,)) if one in told else one for one in moved)
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
    whose = capital(name(place, "cover", (number,)))
    first, last = of_hundred(values[0]), of_hundred(values[-1])
    if lowest == 0:
        stood = say(
            "{what}: {first} at the start, when it was lowest, and {last} when the programme ended.",
            what=whose,
            first=first,
            last=last,
        )
    else:
        stood = say(
            "{what}: {first} at the start, {last} when the programme ended, lowest in {quarter} ({least}).",
            what=whose,
            first=first,
            last=last,
            quarter=quarter.name(place, lowest),
            least=of_hundred(values[lowest]),
        )
    said = [stood]
    if thin:
        said.append(say("It was in danger in {quarters}.", quarters=count(len(thin), "quarter")))
    up, down = (next((one for one in moved if (one.size > 0) == is_up), None) for is_up in (True, False))
    if up is not None and down is not None:
        said.append(say("What raised it most: {up}. What lowered it most: {down}.", up=up.text, down=down.text))
    return " ".join(said)
