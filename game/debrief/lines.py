"""A line of play over time: the headline measures as they stood after each turn, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.core.outcome import MEASURES, headline
from game.core.place import Place
from game.debrief.finding import opened
from game.play.session import Session
from game.translation import say
from game.words import measure, quarter
from game.words.grammar import full_stop, how_many, quoted
from game.words.level import of_hundred
from game.words.money import about

LASTING: Final = frozenset({"people", "legacy"})
"""The headline measures that are read at the end of the epilogue; the others are when the programme ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of play.

    Arguments:
        series: by headline measure, how it stood at the start and after each turn, the epilogue's included. Of people and
            legacy that is what had come of the work so far; at the last turn of the programme trust, results, sharing, money
            and self are the headline's, and after the epilogue people and legacy.
        headline: the headline measures.
        last: the last turn in which the programme ran.
        dates: a name for each point of the series; the first is the start.
        decided: by turn, from the first: the options taken, {dilemma id: option id}.
        ending: the title of the ending; empty where there is none.
        stopped: that the programme was stopped before its time, and why; empty where it ran its course.
    """

    series: Mapping[str, tuple[float, ...]]
    headline: Mapping[str, float]
    last: int
    dates: tuple[str, ...]
    decided: tuple[Mapping[str, str], ...]
    ending: str
    stopped: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One headline measure in two lines of play, with a sentence."""

    measure: str
    own: float
    other: float
    text: str


def line(session: Session) -> Line:
    """A game that is over as a line of play. Raises `StillRunning` for one that is not."""
    opened(session)
    place = session.place
    stood = [headline(place, state, state) for state in session.states]
    ending = session.ending()
    return Line(
        {name: tuple(float(one[name][0]) for one in stood) for name in MEASURES},
        session.headline(),
        session.last_turn_played,
        (say("the start"), *(quarter.name(place, turn) for turn in range(1, len(session.states)))),
        tuple(dict(choices) for choices, _ in session.decided),
        ending.title if ending is not None else "",
        _stopped(session),
    )


def _stopped(session: Session) -> str:
    """That the programme was stopped before its time, and why, in a sentence or two; empty where it ran its course."""
    place, last = session.place, session.last_turn_played
    if last >= place.turns:
        return ""
    said = say(
        "The programme was stopped at the end of {quarter}, after {played} of its {planned} quarters.",
        quarter=quarter.name(place, last),
        played=how_many(last),
        planned=how_many(place.turns),
    )
    why = next((happening for happening in session.ledgers[last].told() if happening.kind == "ended"), None)
    if why is None:
        return said
    if why.name == "cover":
        least = of_hundred({**place.parameters, **session.parameters}["cover_least"])
        patience = say("Your own masters had lost patience: their backing had been below {least} twice running.", least=least)
        return f"{said} {patience}"
    return f"{said} {full_stop(why.text)}" if why.text else said


def has_real_line(place: Place) -> bool:
    """Whether the place has a real line: whether its source tells of any dilemma what the leaders chose."""
    return any(dilemma.real >= 0 for dilemma in place.dilemmas)


def heading(*, has_real: bool) -> str:
    """What stands over the lines."""
    return say("Your line, and the real leaders'") if has_real else say("Your line")


def introduced(*, has_real: bool) -> str:
    """What is said before the lines are shown."""
    no_mark = say("There is no mark: no line of play is best at everything, and the numbers are illustrative.")
    if not has_real:
        return f"{say('What came of your decisions.')} {no_mark}"
    real = say(
        "Beside yours stands what the engine makes of the decisions that the real leaders took, with the same luck as yours."
    )
    return f"{real} {say('What became of the real place it does not tell.')} {no_mark}"


def ended(own: Line, real: Line | None) -> str:
    """How a line ended, and the real line if there is one; empty if the place has no endings and it ran its course."""
    if not own.ending:
        return own.stopped
    said = say("How yours ended: {ending}.", ending=quoted(own.ending))
    if own.stopped:
        said = f"{said} {own.stopped}"
    if real is not None and real.ending == own.ending:
        likewise = say("The real leaders' line, here, ended likewise.")
        said = f"{said} {likewise}"
    elif real is not None and real.ending:
        theirs = say("The real leaders' line, here: {ending}.", ending=quoted(real.ending))
        said = f"{said} {theirs}"
    return said


def beside(own: Line, other: Line, *, whose: str | None = None) -> tuple[Beside, ...]:
    """The headline measures of two lines side by side; `whose` names the other in the sentences, unless it is empty."""
    return tuple(
        Beside(name, own.headline[name], other.headline[name], _sentence(name, own.headline[name], other.headline[name], whose))
        for name in MEASURES
    )


def read_at(name: str, one: Line) -> str:
    """A note on the moment at which a headline measure is read, for pages that also show it at other times."""
    is_after = name in LASTING and one.last < len(one.dates) - 1
    return say("At the very end") if is_after else say("When the programme stopped")


def _sentence(name: str, own: float, other: float, whose: str | None) -> str:
    facts = measure.MEASURES[name]
    parts = {"measure": facts.name, "own": measure.value(name, own), "text": facts.text}
    if whose == "":
        return say("{measure}: you {own} ({text}).", **parts)
    theirs = measure.value(name, other)
    return say("{measure}: you {own}, {whose} {other} ({text}).", whose=whose or say("the real line"), other=theirs, **parts)


def stood(one: Line, turn: int) -> str:
    """How a line stood after a turn: `50 reported, trust 49 of 100, sharing 14 of 100, £1.2m of cost avoided`."""
    results, trust, sharing, money = (one.series[name][turn] for name in ("results", "trust", "sharing", "money"))
    return say(
        "{results:,.0f} reported, trust {trust}, sharing {sharing}, {money} of cost avoided",
        results=results,
        trust=of_hundred(trust),
        sharing=of_hundred(sharing),
        money=about(money),
    )
