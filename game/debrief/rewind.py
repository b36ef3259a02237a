"""Rewinding a game that is over: what else was on offer at each decision, and what every face tells of the way that is tried.

The playing is `what_if`'s. Window, terminal, web and report take its numbers in the same words, because they take them from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.core.decision import Refusal
from game.debrief.finding import opened
from game.debrief.lines import Line
from game.debrief.ways import on_offer
from game.debrief.what_if import Parting, WhatIf, what_if
from game.play.session import Session
from game.translation import later, say
from game.words import measure, quarter
from game.words.grammar import bare, quoted

NOT_MET: Final = later("did not meet it")
"""What stands for a line that never met a dilemma."""


@dataclass(frozen=True, slots=True)
class Way:
    """An option that was not taken: its id, its label and text, and why it could not be; `why_not` is empty where it could."""

    option: str
    label: str
    text: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that was taken: when, on which dilemma, which option, and what else there was."""

    turn: int
    dilemma: str
    title: str
    when: str
    taken: str
    ways: tuple[Way, ...]

    @property
    def open(self) -> tuple[Way, ...]:
        """The other ways that could have been taken."""
        return tuple(way for way in self.ways if not way.why_not)


@dataclass(frozen=True, slots=True)
class Measure:
    """One headline measure in two lines, in words; `means` says what it tells."""

    key: str
    name: str
    own: str
    other: str
    means: str

    @property
    def is_same(self) -> bool:
        """Whether both lines read the same."""
        return self.own == self.other


@dataclass(frozen=True, slots=True)
class Parted:
    """A later dilemma that the two lines decided otherwise: its title, when, and what each line took."""

    title: str
    when: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Tried:
    """Another way, as every face tells it.

    Arguments:
        turn, dilemma, option: where the lines part, and what is tried there.
        title, when, taken, label: the same in words, with what was taken.
        text: what came of it, in a sentence or two.
        measures: the headline measures side by side.
        ended: how both ended; empty where they ended alike, or without an ending.
        partings: where later decisions differ because of it.
        own, other: both lines.
    """

    turn: int
    dilemma: str
    option: str
    title: str
    when: str
    taken: str
    label: str
    text: str
    measures: tuple[Measure, ...]
    ended: str
    partings: tuple[Parted, ...]
    own: Line
    other: Line


def decisions(session: Session) -> tuple[Decision, ...]:
    """Every decision of a game that is over, in the order it was taken. Raises `StillRunning` for a game that is not."""
    opened(session)
    return tuple(one for turn in range(1, session.last_turn_played + 1) for one in decided_in(session, turn))


def decided_in(session: Session, turn: int) -> tuple[Decision, ...]:
    """The decisions of one quarter that was played."""
    place, found = session.place, []
    for dilemma, taken in session.decided[turn - 1][0].items():
        facts = place.dilemmas[place.dilemma(dilemma)]
        offered = set(on_offer(session, turn, dilemma))
        ways = tuple(
            Way(one.id, one.label, one.text, "" if number in offered else one.unless_text or say("What it needs was not there."))
            for number, one in enumerate(facts.options)
            if one.id != taken
        )
        label = next(one.label for one in facts.options if one.id == taken)
        found.append(Decision(turn, dilemma, facts.title, quarter.name(place, turn), label, ways))
    return tuple(found)


def ways(session: Session, turn: int) -> list[tuple[Decision, Way]]:
    """Every option that was on offer in a quarter and was not taken, with its decision: people ask for them by number, from 1."""
    return [(one, way) for one in decided_in(session, turn) for way in one.open]


def numbered(session: Session, turn: int, number: int) -> Tried | Refusal:
    """Another way by its number in `ways`. Raises `StillRunning` for a game that is not over."""
    opened(session)
    if not 1 <= turn <= session.last_turn_played:
        said = say("Quarter {turn} was not decided.", turn=turn)
        return Refusal(
            "no_turn", said, say("Quarters 1 to {last} were.", last=session.last_turn_played), say("Choose one of them.")
        )
    found = ways(session, turn)
    if not 1 <= number <= len(found):
        said = say("Quarter {turn} has no other way {number}.", turn=turn, number=number)
        known = (
            say("Its other ways are numbered 1 to {last}.", last=len(found)) if found else say("Nothing else was open to you.")
        )
        return Refusal("no_way", said, known, say("Ask for a list of them first."))
    decision, way = found[number - 1]
    return tried(session, turn, decision.dilemma, way.option)


def tried(session: Session, turn: int, dilemma: str, option: str) -> Tried | Refusal:
    """Another way in one decision, played on with the same luck, in words. Arguments and refusals as for `what_if`."""
    found = what_if(session, turn, dilemma, option)
    return found if isinstance(found, Refusal) else told(session, found)


def told(session: Session, found: WhatIf) -> Tried:
    """What every face tells of two lines that part at one decision."""
    place = session.place
    facts = place.dilemmas[place.dilemma(found.dilemma)]
    labels = {one.id: one.label for one in facts.options}
    return Tried(
        found.turn,
        found.dilemma,
        found.option,
        facts.title,
        quarter.name(place, found.turn),
        labels[found.taken],
        labels[found.option],
        found.text,
        tuple(
            Measure(
                one.measure,
                measure.MEASURES[one.measure].name,
                measure.value(one.measure, one.own),
                measure.value(one.measure, one.other),
                measure.MEASURES[one.measure].text,
            )
            for one in found.measures
        ),
        _ended(found.own, found.other),
        tuple(_parted(session, one) for one in found.partings),
        found.own,
        found.other,
    )


def _ended(own: Line, other: Line) -> str:
    if own.ending == other.ending or not own.ending or not other.ending:
        return ""
    there, yours = quoted(other.ending), quoted(own.ending)
    return say("It ends with {there}, where yours ended with {yours}.", there=there, yours=yours)


def _parted(session: Session, one: Parting) -> Parted:
    place = session.place
    labels = {option.id: option.label for option in place.dilemmas[place.dilemma(one.dilemma)].options}
    own, other = (quoted(bare(labels[taken])) if taken in labels else say(NOT_MET) for taken in (one.own, one.other))
    return Parted(one.title, quarter.name(place, one.turn), own, other)
