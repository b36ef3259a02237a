"""Reported against attributable, outcome by outcome, and why they part: mending, counting, and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.debrief.finding import Summed, at_end, level, opened, programme, summed
from game.play.session import Session
from game.translation import later, say, say_many
from game.words import quarter
from game.words.grammar import listed, quoted

WEIGHED: Final = later(
    "These totals weigh one outcome against another, as People and Results do, so they are not the plain sum of all outcomes."
)
"""What is told with totals in which not every outcome counts as one."""


@dataclass(frozen=True, slots=True)
class Result:
    """One outcome, in the case's own units.

    Arguments:
        outcome, name: which.
        reported: by the end of the programme: `started` with, plus `helped`, `mended` and `counted`.
        helped: reported because help had been given, within a quarter of it.
        mended: reported, and would have mended by itself.
        counted: reported because results were counted.
        attributable: really due to the work, by the end of the programme.
        lasting: the same after the epilogue.
        coming: on its way when the programme ended: help given that had not shown yet.
        weight: what one of it counts in the headline measures.
        moved: what was reported, cause by cause, with the turns in which it was.
        by_turn: reported and attributable after each turn, the epilogue's included; the first is the start.
        text: all this in a sentence or two.
        why: the part of the text that tells why the two numbers are apart.
    """

    outcome: int
    name: str
    reported: float
    started: float
    helped: float
    mended: float
    counted: float
    attributable: float
    lasting: float
    coming: float
    weight: float
    moved: tuple[Summed, ...]
    by_turn: tuple[tuple[float, float], ...]
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Results:
    """Every outcome, and the sums over all, weighted as in the headline measures.

    Arguments:
        outcomes: every outcome.
        reported, lasting, mended, counted: the sums.
        text: both numbers in a sentence.
        further: what lies between them, and what each of them means, a paragraph each; empty where there is nothing between.
    """

    outcomes: tuple[Result, ...]
    reported: float
    lasting: float
    mended: float
    counted: float
    text: str
    further: tuple[str, ...]


def results(session: Session) -> Results:
    """What was reported and what was due to the work in a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    found = tuple(_result(session, number) for number in range(len(session.place.outcomes)))

    def over_all(what: str) -> float:
        return float(sum(one.weight * getattr(one, what) for one in found))

    reported, lasting, mended, counted = (over_all(what) for what in ("reported", "lasting", "mended", "counted"))
    text, further = _told(_later(session), found, reported, lasting), _between(_later(session), found, reported, mended, counted)
    return Results(found, reported, lasting, mended, counted, text, further)


def of_real(one: Result) -> str:
    """What the real leaders' line came to in one outcome, in a sentence; `one` is that line's."""
    return say(
        "The real line: {reported:,.0f} reported, {lasting:,.0f} really due to it.", reported=one.reported, lasting=one.lasting
    )


def _result(session: Session, number: int) -> Result:
    place, end = session.place, at_end(session)
    parts = {"helped_once": 0.0, "families": 0.0, "counting": 0.0}
    for turn in programme(session):
        for entry in session.ledgers[turn].entries("reported", (number,)):
            if entry.cause.kind == "rule" and entry.cause.term in parts:
                parts[entry.cause.term] += entry.size
    reported = level(end, "reported", number)
    helped, mended, counted = parts.values()
    attributable, lasting = level(end, "attributable", number), level(session.state, "attributable", number)
    # What is in the pipe comes out at the outcome's rate a year, a quarter of it each quarter: see `lasting` in the rules.
    rate = float(place.constants["rate"][number, 0])
    waiting = sum(level(end, stage, number) for stage in ("stage_one", "stage_two", "stage_three"))
    coming = 0.25 * rate * waiting
    by_turn = tuple((level(state, "reported", number), level(state, "attributable", number)) for state in session.states)
    name = place.outcomes[number].name
    sentences = [
        say(
            "{name}: {reported:,.0f} reported, {lasting:,.0f} really due to the work, {later}.",
            name=quoted(name),
            reported=reported,
            lasting=lasting,
            later=_later(session),
        )
    ]
    if counted >= 0.5:
        sentences.append(
            say(
                "Of what was reported, {mended:,.0f} would have come about anyway and {counted:,.0f} came of how results were "
                "counted.",
                mended=mended,
                counted=counted,
            )
        )
    else:
        sentences.append(say("Of what was reported, {mended:,.0f} would have come about anyway.", mended=mended))
    weight = float(place.constants["weight"][number, 0])
    if weight != 1.0:
        sentences.append(say("In the totals each of these counts as {weight:g}.", weight=weight))
    if coming >= 0.5:
        sentences.append(
            say_many(
                round(coming),
                "When the programme ended, {coming:,.0f} was on its way and could not be shown yet.",
                "When the programme ended, {coming:,.0f} were on their way and could not be shown yet.",
                coming=coming,
            )
        )
    return Result(
        number,
        name,
        reported,
        reported - helped - mended - counted,
        helped,
        mended,
        counted,
        attributable,
        lasting,
        coming,
        weight,
        summed(session, programme(session), "reported", (number,)),
        by_turn,
        " ".join(sentences),
        " ".join(sentences[1:]),
    )


def _later(session: Session) -> str:
    """When what lasts was counted: `two years on`, or `by the end` where there is no epilogue."""
    quarters = len(session.states) - 1 - session.last_turn_played
    return say("{span} on", span=quarter.span(quarters)) if quarters else say("by the end")


def _told(later: str, found: Sequence[Result], reported: float, lasting: float) -> str:
    if not found:
        return say("This place has no outcomes.")
    if reported < 0.5:
        return say_many(
            round(lasting),
            "Nothing was reported, and {changes} in people's lives was really due to the work.",
            "Nothing was reported, and {changes} in people's lives were really due to the work.",
            changes=_changes(lasting),
        )
    first = say_many(
        round(reported), "{changes} was reported by the end", "{changes} were reported by the end", changes=_changes(reported)
    )
    second = say_many(
        round(lasting),
        "{n:,.0f} was really due to the work, {later}.",
        "{n:,.0f} were really due to the work, {later}.",
        n=lasting,
        later=later,
    )
    return f"{first}; {second}"


def _between(later: str, found: Sequence[Result], reported: float, mended: float, counted: float) -> tuple[str, ...]:
    """What lies between the two numbers, and what each means; nothing where nothing was reported."""
    if not found or reported < 0.5:
        return ()
    parts = [say("{share:.0%} would have come about without anybody's help", share=mended / reported)]
    if counted / reported >= 0.005:
        parts.append(say("{share:.0%} came of how results were counted", share=counted / reported))
    made_of = say(
        "Of what was reported, {parts}; the rest was help, reported within a quarter of being given.", parts=listed(parts)
    )
    means = say(
        "Reported is what was counted while the programme ran. Really due to the work is what would not have come about without "
        "it: it is looked for {later}, as lives take years to change.",
        later=later,
    )
    return made_of, means, *([say(WEIGHED)] if any(one.weight != 1.0 for one in found) else [])


def _changes(number: float) -> str:
    return say_many(round(number), "1 change", "{n:,.0f} changes", n=number)
