"""What remained: two years after the programme stopped, with its leader gone."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.state import State
from game.debrief.finding import at_end, level, opened
from game.play.session import Session
from game.words import level as levels
from game.words import quarter
from game.words.grammar import capital, count
from game.words.level import of_hundred


@dataclass(frozen=True, slots=True)
class Left:
    """One thing when the programme stopped and at the end of the epilogue: a level from 0 to 1, or families."""

    what: str
    before: float
    after: float
    text: str


@dataclass(frozen=True, slots=True)
class Remains:
    """What remained.

    Arguments:
        items: what was measured before and after.
        quarters: how many quarters lie between.
        departures: the agencies whose leaders left in them, by number, as often as that happened.
        signed: protocols that were signed in them.
        astray: times that information went astray in them.
        outlook: how far leaders saw beyond their own door, and `written`, how much of the ties that matter was written down: the
            two things on which what remains rests, at the end of the epilogue.
        text: all this in a sentence or two.
    """

    items: tuple[Left, ...]
    quarters: int
    departures: tuple[int, ...]
    signed: int
    astray: int
    outlook: float
    written: float
    text: str


_ITEMS = {
    "practice": "Sharing where it matters",
    "trust": "Trust where it matters",
    "effectiveness": "How well the agencies worked together",
    "outlook": "How far leaders saw beyond their own door",
    "user_trust": "Trust of the families",
}


def remains(session: Session) -> Remains:
    """What remained of a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    before, after = at_end(session), session.state
    items = [_left(session, variable, text, before, after) for variable, text in _ITEMS.items()]
    families = [level(state, "families") for state in (before, after)]
    items.append(
        Left(
            "families",
            families[0],
            families[1],
            f"Families being worked with: {families[0]:,.0f} when the programme stopped, {families[1]:,.0f} at the end.",
        )
    )
    told = [happening for ledger in session.ledgers[session.last_turn_played + 1 :] for happening in ledger.told()]
    quarters = len(session.states) - 1 - session.last_turn_played
    departures = tuple(number for one in told if one.kind == "departure" for number in one.agencies)
    works = next(item for item in items if item.what == "effectiveness")
    outlook, written = _over(session, after, "outlook"), _over(session, after, "codified")
    return Remains(
        tuple(items),
        quarters,
        departures,
        sum(one.kind == "protocol" for one in told),
        sum(one.kind == "incident" for one in told),
        outlook,
        written,
        _told(works, quarters, departures, outlook, written),
    )


def _over(session: Session, state: State, variable: str) -> float:
    """A variable over the ties that matter, over all of its elements, or as it is."""
    value = state[variable][..., 0]
    if value.ndim == 2:
        ties = session.place.ties
        return sum(float(value[pair]) for pair in ties) / len(ties) if ties else 0.0
    if value.ndim == 1:
        return sum(float(one) for one in value) / len(value) if len(value) else 0.0
    return float(value)


def _left(session: Session, variable: str, what: str, before: State, after: State) -> Left:
    one, other = _over(session, before, variable), _over(session, after, variable)
    text = f"{what}: {of_hundred(one)} when the programme stopped, {of_hundred(other)} at the end."
    return Left(variable, one, other, text)


def _told(works: Left, quarters: int, departures: tuple[int, ...], outlook: float, written: float) -> str:
    if not quarters:
        return "This place has no epilogue: nobody looked again."
    moved = levels.change("effectiveness", works.before, works.after)
    said = (
        f"{capital(quarter.span(quarters))} after the programme stopped, working together is "
        f"{'about what it was' if moved == 'about the same' else moved}."
    )
    if departures:
        said += f" {capital(count(len(departures), 'leader'))} had left."
    return (
        f"{said} It rests on how far leaders see beyond their own door ({of_hundred(outlook)}), and on what was written down of "
        f"the ties that matter ({of_hundred(written)})."
    )
