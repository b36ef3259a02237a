"""The epilogue: how it ended, and what is left two years after the programme stopped. The books are open by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.briefing.introduction import paragraphs
from game.briefing.result import happened
from game.core.condition import Condition, Read, reads_of
from game.core.effects.after import After
from game.core.effects.chance import Chance
from game.core.effects.count import Count
from game.core.effects.flag import Flag
from game.core.outcome import lasting
from game.core.place import Place
from game.core.state import State
from game.play.session import Session
from game.translation import say, say_many
from game.words import level, quarter
from game.words.grammar import called, capital, count, named, of_people


@dataclass(frozen=True, slots=True)
class Ending:
    """How the programme ended, in its author's words; `stopped` says that it was stopped early, or nothing."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    stopped: str


@dataclass(frozen=True, slots=True)
class Departure:
    """An agency whose leader left in the meantime, and how many times."""

    agency: int
    leader: str
    n_times: int


@dataclass(frozen=True, slots=True)
class Left:
    """One thing of which something was left: a level when the programme stopped, and at the very end."""

    label: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that was looked for at the very end: what it is, whether it is there, and what is told of it."""

    name: str
    is_there: bool
    text: str


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What happened in the quarters after the end, and what was left.

    Arguments:
        title: what it stands under.
        opening: what has ended, and how long one looks on; or that there is nothing after the end.
        n_quarters: how many quarters went by; where it is 0, nothing else is told.
        departures: who sits in other chairs now.
        n_signed: how many protocols were signed in the meantime.
        n_astray: how often information went astray.
        settled: what became of promises, a sentence each, with its quarter.
        traces: what the place looks for at the very end, and whether it is there.
        looked: when that was, `2013 Q2`.
        left: what was left, measure by measure.
        families: how many of those the work is for are still being worked with.
        verdict: what became of working together, in a sentence that does not judge.
    """

    title: str
    opening: str
    n_quarters: int
    departures: tuple[Departure, ...] = ()
    n_signed: int = 0
    n_astray: int = 0
    settled: tuple[str, ...] = ()
    traces: tuple[Trace, ...] = ()
    looked: str = ""
    left: tuple[Left, ...] = ()
    families: int = 0
    verdict: str = ""


def ending(session: Session) -> Ending:
    """How the programme of a game that is over ended."""
    found, last = session.ending(), session.last_turn_played
    stopped = (
        say("The programme was stopped after quarter {last} of {turns}.", last=last, turns=session.place.turns)
        if last < session.place.turns
        else ""
    )
    if found is None:
        return Ending("", say("The end"), (), stopped)
    return Ending(found.id, found.title, paragraphs(found.text), stopped)


def aftermath(session: Session) -> Aftermath:
    """What happened in the quarters after the end of a game that is over, and what was left."""
    last = session.last_turn_played
    without = len(session.states) - 1 - last
    if without == 0:
        return Aftermath(say("Afterwards"), say("This place has no epilogue: what you have just read is the end."), 0)
    opening = say_many(
        without,
        "The programme is over: no more money for it, no mandate, and you have another job. {quarters} goes by.",
        "The programme is over: no more money for it, no mandate, and you have another job. {quarters} go by.",
        quarters=capital(count(without, "quarter")),
    )
    place = session.place
    gone: list[int] = []
    leaders: dict[int, str] = {}
    signed = astray = 0
    settled: list[str] = []
    for turn in range(last + 1, last + without + 1):
        told = session.told(turn + 1)
        left = [number for happening in told if happening.kind == "departure" for number in happening.agencies]
        gone += left
        leaders |= {
            number: named(place.as_of(turn).agencies[number].leader) or called(place.as_of(turn), number) for number in left
        }
        signed += sum(happening.kind == "protocol" for happening in told)
        astray += sum(happening.kind == "incident" for happening in told)
        promises = [happening for happening in told if happening.kind == "promise"]
        events = happened(session, promises, session.view(turn + 1))
        settled += [f"{quarter.name(place, turn)}: {event.sentence}" for event in events]
    departures = tuple(Departure(number, leaders[number], gone.count(number)) for number in dict.fromkeys(gone))
    before, after = session.states[last], session.state
    effective = works(before), goes_on(after)
    return Aftermath(
        say("Afterwards"),
        opening,
        without,
        departures,
        signed,
        astray,
        tuple(settled),
        _traces(place, after),
        quarter.name(place, last + without),
        _left(place, before, after),
        round(float(after["families"][0])),
        _verdict(*effective),
    )


def _traces(place: Place, final: State) -> tuple[Trace, ...]:
    left = lasting(place, final)[:, 0]
    return tuple(
        Trace(capital(one.name), bool(is_left), one.text if is_left else one.otherwise)
        for one, is_left in zip(place.traces, left, strict=True)
        if is_left or _may_be_left(place, one.when)
    )


def _may_be_left(place: Place, when: Condition) -> bool:
    """Whether anything that can come notes what a trace asks for: a cut leaves decisions out, and what would be left of them."""
    asked = {read.index[0] for read in reads_of(when) if isinstance(read, Read) and read.variable == "flag"}
    options = [option.effects for dilemma in place.dilemmas if not dilemma.is_left_out for option in dilemma.options]
    events = [event.effects for event in place.events if not event.is_left_out]
    return not asked or any(asked.intersection(_noted(effects)) for effects in (*options, *events))


def _noted(effects: Iterable[Any]) -> Iterator[int]:
    """The flags and counters that effects set, at once or later."""
    for one in effects:
        match one:
            case Flag(flag=number) | Count(count=number):
                yield number
            case After(then=then):
                yield from _noted(then)
            case Chance(then=then, else_=otherwise):
                yield from _noted((*then, *otherwise))


def _left(place: Place, before: State, after: State) -> tuple[Left, ...]:
    """What could not be seen while playing is open now."""
    ties = place.ties
    return (
        Left(say("Sharing where it matters"), _over_ties(before, "practice", ties), _over_ties(after, "practice", ties)),
        Left(
            say("Trust where it matters, as it really was"), _over_ties(before, "trust", ties), _over_ties(after, "trust", ties)
        ),
        Left(say("How well the agencies worked together"), works(before), goes_on(after)),
        *(
            Left(label, _mean(before, name), _mean(after, name))
            for label, name in (
                (say("How far leaders saw beyond their own door"), "outlook"),
                (of_people(place, say("Trust of the families")), "user_trust"),
            )
        ),
    )


def _verdict(before: float, after: float) -> str:
    """What became of working together, in a sentence that does not judge."""
    if level.rough("effectiveness", before, after) is None:
        return say("Working together went on about as it was, with nobody to lead it.")
    return say("How well they work together {moved}, with nobody to lead it.", moved=level.moved("effectiveness", before, after))


def works(state: State) -> float:
    """How well agencies work together while there is a programme, the mean over outcomes, from 0 to 1."""
    return _mean(state, "effectiveness")


def goes_on(state: State) -> float:
    """What of that goes on without one, as far as outlook and what was written down carry it: at the very end, the legacy."""
    return works(state) * float(state["remains"][0])


def _mean(state: State, name: str) -> float:
    return float(np.mean(state[name][..., 0]))


def _over_ties(state: State, name: str, ties: tuple[tuple[int, int], ...]) -> float:
    return float(np.mean([state[name][i, j, 0] for i, j in ties])) if ties else 0.0
