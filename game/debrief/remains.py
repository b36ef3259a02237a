"""What remained after the programme stopped, with its leader gone, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.epilogue import Aftermath, aftermath, goes_on, works
from game.core.state import State
from game.debrief.finding import Summed, level, opened, summed
from game.play.session import Session
from game.translation import say
from game.words import quarter
from game.words.grammar import capital, count
from game.words.level import of_hundred


@dataclass(frozen=True, slots=True)
class Remains:
    """What remained.

    Arguments:
        aftermath: what happened in the epilogue, and what was left, as the epilogue tells it.
        works_before, works_after: how well agencies worked together when the programme stopped, and what of it went on by itself
            at the very end, 0 to 1.
        outlook, written: what it rests on at the very end: how far leaders see beyond their own door, and how much of the ties
            that matter is written down.
        moved: what moved the leaders' outlook in the epilogue, the mean over agencies, the largest cause first.
        text: all this in a sentence or two.
    """

    aftermath: Aftermath
    works_before: float
    works_after: float
    outlook: float
    written: float
    moved: tuple[Summed, ...]
    text: str


def remains(session: Session) -> Remains:
    """What remained of a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    told, last = aftermath(session), session.last_turn_played
    before, after = works(session.states[last]), goes_on(session.state)
    outlook, written = _mean(session.state, "outlook"), _written(session)
    return Remains(
        told,
        before,
        after,
        outlook,
        written,
        _moved(session),
        _told(told, (before, after), outlook, written),
    )


def _mean(state: State, variable: str) -> float:
    values = [float(one) for one in state[variable][:, 0]]
    return sum(values) / max(len(values), 1)


def _written(session: Session) -> float:
    ties = session.place.ties
    return sum(level(session.state, "codified", *tie) for tie in ties) / len(ties) if ties else 0.0


def _moved(session: Session) -> tuple[Summed, ...]:
    turns = range(session.last_turn_played + 1, len(session.ledgers))
    n = len(session.place.agencies)
    found: dict[tuple[str, str], Summed] = {}
    for number in range(n):
        for one in summed(session, turns, "outlook", (number,)):
            key = (one.cause.name, one.cause.term)
            known = found.get(key)
            when = tuple(sorted({*one.turns, *(known.turns if known is not None else ())}))
            found[key] = Summed(one.cause, one.size / n + (known.size if known is not None else 0.0), when, one.text)
    return tuple(sorted(found.values(), key=lambda one: -abs(one.size)))


def _told(told: Aftermath, worked: tuple[float, float], outlook: float, written: float) -> str:
    if not told.n_quarters:
        return say("This place has no epilogue: nobody looked again.")
    span = capital(quarter.span(told.n_quarters))
    before, after = (f"{100 * one:.0f}" for one in worked)
    said = [
        say("{span} after the programme stopped, working together stood where it had, at {after} of 100.", span=span, after=after)
        if before == after
        else say(
            "{span} after the programme stopped, working together had gone from {before} to {after} of 100: that is what goes on "
            "by itself.",
            span=span,
            before=before,
            after=after,
        )
    ]
    gone = sum(one.n_times for one in told.departures)
    if gone:
        said.append(say("{leaders} had left.", leaders=capital(count(gone, "leader"))))
    said.append(
        say(
            "It rests on how far leaders see beyond their own door ({outlook}), and on what was written down of the ties that "
            "matter ({written}).",
            outlook=of_hundred(outlook),
            written=of_hundred(written),
        )
    )
    return " ".join(said)
