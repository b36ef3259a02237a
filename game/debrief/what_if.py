"""What if: another option in one dilemma, played on with the same luck, beside the line that was played."""

from __future__ import annotations

from dataclasses import dataclass

from game.core.decision import Refusal
from game.core.outcome import MEASURES as HEADLINE
from game.debrief.finding import opened
from game.debrief.lines import Beside, Line, beside, line
from game.debrief.ways import as_played, with_option
from game.play.line import Adaptive
from game.play.playing import take
from game.play.session import Session
from game.translation import say, say_many
from game.words import quarter
from game.words.grammar import capital, count, listed, quoted
from game.words.measure import MEASURES, value


@dataclass(frozen=True, slots=True)
class Parting:
    """A later dilemma that the two lines decided otherwise, or that only one of them met; empty where it did not."""

    turn: int
    dilemma: str
    title: str
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two lines that part at one decision, with the same luck.

    Arguments:
        turn, dilemma, taken, option: where they part, what was taken there, and what is tried instead.
        own, other: both lines.
        measures: the headline measures side by side.
        partings: where later decisions differ because of it.
        session: the other line as a game of its own, with its ledgers; it writes no log.
        text: all this in a sentence or two.
    """

    turn: int
    dilemma: str
    taken: str
    option: str
    own: Line
    other: Line
    measures: tuple[Beside, ...]
    partings: tuple[Parting, ...]
    session: Session
    text: str


def what_if(session: Session, turn: int, dilemma: str, option: str) -> WhatIf | Refusal:
    """What another option would have come to with the same luck, later decisions as played where they are still on offer.

    Arguments:
        session: a game that is over; it stays as it is.
        turn: the quarter, counted from 1.
        dilemma: the id of one that was decided then.
        option: the id of one of its options; with the one that was taken the two lines are the same.

    Returns:
        both lines, or why there are none: the dilemma was not decided then, or the option was not on offer.

    Raises:
        StillRunning: the game is not over.
    """
    opened(session)
    refused = _refused(session, turn, dilemma, option)
    if refused is not None:
        return refused
    place, choices = session.place, session.decided[turn - 1][0]
    facts = place.dilemmas[place.dilemma(dilemma)]
    number = [one.id for one in facts.options].index(option)
    decisions = with_option(session, session.view(turn), session.taken(), place.dilemma(dilemma), number, Adaptive(place))
    if decisions is None:
        return _cannot_pay(facts.options[number].label, turn)
    other = session.branched(turn)
    refused = take(other, decisions)
    if refused is not None:
        return refused
    other.go_on(as_played(session), [one for one in session.injected if one[0] > turn])
    own, there = line(session), line(other)
    partings = _partings(session, other, turn, dilemma)
    return WhatIf(
        turn,
        dilemma,
        choices[dilemma],
        option,
        own,
        there,
        beside(own, there, whose=say("the other line")),
        partings,
        other,
        _told(session, turn, facts.title, facts.options[number].label, own, there, partings),
    )


def _refused(session: Session, turn: int, dilemma: str, option: str) -> Refusal | None:
    place, played = session.place, session.last_turn_played
    if not 1 <= turn <= played:
        return Refusal(
            "no_turn",
            say("Quarter {turn} was not decided.", turn=turn),
            say("Quarters 1 to {last} were.", last=played),
            say("Choose one of them."),
        )
    choices = session.decided[turn - 1][0]
    if dilemma not in choices:
        return Refusal(
            "not_on_table",
            say("“{dilemma}” was not decided in quarter {turn}.", dilemma=dilemma, turn=turn),
            say("What was: {dilemmas}.", dilemmas=", ".join(choices)) if choices else say("What was: nothing."),
            say("Choose one of these."),
        )
    facts = place.dilemmas[place.dilemma(dilemma)]
    ids = [one.id for one in facts.options]
    if option not in ids:
        return Refusal(
            "no_option",
            say("“{dilemma}” has no option “{option}”.", dilemma=facts.title, option=option),
            say("It has: {options}.", options=", ".join(ids)),
            say("Choose one of them."),
        )
    if not session.view(turn).offered[place.dilemma(dilemma)][ids.index(option), 0]:
        one = facts.options[ids.index(option)]
        return Refusal(
            "not_offered",
            say("{option} was not open to you in quarter {turn}.", option=quoted(one.label), turn=turn),
            one.unless_text or say("What it needs was not there."),
            say("Choose another option."),
        )
    return None


def _cannot_pay(label: str, turn: int) -> Refusal:
    return Refusal(
        "no_money",
        say("{option} could not be had in quarter {turn}.", option=quoted(label), turn=turn),
        say("Its price and that of the other decision were more than you had."),
        say("Choose another option."),
    )


def _partings(session: Session, other: Session, turn: int, dilemma: str) -> tuple[Parting, ...]:
    found = []
    for later in range(turn, max(session.last_turn_played, other.last_turn_played) + 1):
        own, there = (one.decided[later - 1][0] if later <= one.last_turn_played else {} for one in (session, other))
        for asked in dict.fromkeys((*own, *there)):
            if own.get(asked) != there.get(asked) and (later, asked) != (turn, dilemma):
                title = session.place.dilemmas[session.place.dilemma(asked)].title
                found.append(Parting(later, asked, title, own.get(asked, ""), there.get(asked, "")))
    return tuple(found)


def _told(session: Session, turn: int, title: str, label: str, own: Line, other: Line, partings: tuple[Parting, ...]) -> str:
    known = {"option": quoted(label), "dilemma": quoted(title), "quarter": quarter.name(session.place, turn)}
    apart = [
        say(
            "{measure} {other} (yours {own})",
            other=value(name, other.headline[name]),
            own=value(name, own.headline[name]),
            measure=MEASURES[name].name,
        )
        for name in HEADLINE
        if value(name, other.headline[name]) != value(name, own.headline[name])
    ]
    if not apart:
        return say("With {option} on {dilemma} ({quarter}), and the same luck, everything ends where it did.", **known)
    ends = say(
        "With {option} on {dilemma} ({quarter}), and the same luck, the line ends at {measures}.",
        measures=listed(apart),
        **known,
    )
    return f"{ends} {_later(partings)}"


def _later(partings: tuple[Parting, ...]) -> str:
    if not partings:
        return say("Every later decision could be taken as you took it.")
    return say_many(
        len(partings),
        "{decisions} could not be taken as you took it.",
        "{decisions} could not be taken as you took them.",
        decisions=capital(count(len(partings), "later decision")),
    )
