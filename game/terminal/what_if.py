"""`what if`: another way in a quarter that was played, with the same luck, beside the line that was played."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from game.core.decision import Refusal
from game.debrief import elsewhere
from game.debrief.rewind import Decision, Tried, Way, tried, ways
from game.play.joined import Joined
from game.play.session import Session
from game.terminal.page import Page
from game.translation import later, say
from game.words import difference, quarter
from game.words.grammar import full_stop, quoted

USAGE = later("`what if 4` lists what else you could have chosen in quarter 4, and `what if 4 2` takes the second of these.")


def page(session: Session, typed: str, *, is_live: bool = True) -> Page:
    """The page that answers `what if` and what was typed after it.

    Arguments:
        session: the game.
        typed: a quarter, and the number of a way to take, or nothing.
        is_live: whether something can be typed after it; else the command of the debrief asks.
    """
    if not session.is_over:
        return Page().line(
            say("What else could have been is opened when the programme has ended. `back` tries another way by playing it.")
        )
    return _answer(
        session,
        typed,
        lambda turn: ways(session, turn),
        lambda turn, decision, way: tried(session, turn, decision.dilemma, way.option),
        is_live=is_live,
    )


def is_listed(typed: str) -> bool:
    """Whether what was typed asked for the ways of a quarter, so that a number typed next is one of them."""
    return len(re.findall(r"[0-9]+", typed)) == 1


def page_of_joined(joined: Joined, typed: str, playing: Callable[[], None]) -> Page:
    """The same in a game that a workshop keeps, once its facilitator has opened it; `playing` is called before one is played."""
    if joined.is_running:
        return Page().line(say("Your programme still runs. Other ways can be tried when it has ended."))
    if not elsewhere.is_open(joined):
        return Page().line(say("Your facilitator has not opened that yet."))
    found = elsewhere.decisions(joined)
    if isinstance(found, Refusal):
        return Page().line(str(found))

    def play(turn: int, decision: Decision, way: Way) -> Tried | Refusal:
        playing()
        return elsewhere.tried(joined, turn, decision.dilemma, way.option)

    return _answer(joined, typed, lambda turn: [(one, way) for one in found if one.turn == turn for way in one.open], play)


def _answer(
    session: Session,
    typed: str,
    ways: Callable[[int], Sequence[tuple[Decision, Way]]],
    play: Callable[[int, Decision, Way], Tried | Refusal],
    *,
    is_live: bool = True,
) -> Page:
    """What is answered: a list of the ways of a quarter, or one of them beside what was played."""
    numbers = [int(found[:6]) for found in re.findall(r"[0-9]+", typed)]
    if not numbers or len(numbers) > 2:
        return Page().line(say(USAGE))
    turn = numbers[0]
    if not 1 <= turn <= session.last_turn_played:
        decided = say("Quarters 1 to {last} were decided.", last=session.last_turn_played)
        return Page().line(f"{decided} {say(USAGE)}")
    found = ways(turn)
    if not found:
        return Page().line(say("In {quarter} there was no other way to decide.", quarter=quarter.name(session.place, turn)))
    if len(numbers) == 1 or not 1 <= numbers[1] <= len(found):
        return _listed(session, turn, found, is_live=is_live)
    decision, way = found[numbers[1] - 1]
    return beside(play(turn, decision, way))


def _listed(session: Session, turn: int, found: Sequence[tuple[Decision, Way]], *, is_live: bool) -> Page:
    page = Page(say("What else you could have chosen in {quarter}", quarter=quarter.name(session.place, turn)))
    for number, (decision, way) in enumerate(found, 1):
        page.item(f"{full_stop(decision.title)} {way.label}", label=f"{number}.")
    typed = "what if" if is_live else "--what-if"
    known = {"command": f"{typed} {turn} 1"}
    return page.text(
        say("`{command}` plays on with the first of these, with the same luck. Your own game stays as it is.", **known)
    )


def beside(found: Tried | Refusal) -> Page:
    """Both lines, measure by measure; or why there is no other."""
    if isinstance(found, Refusal):
        return Page().line(str(found))
    page = Page(say("With {option} in {quarter}", option=quoted(found.label), quarter=found.when))
    page.line(say("The same luck, and your own later decisions wherever they were still on offer.")).gap()
    for one in found.measures:
        in_both = say("{own} in both.", own=one.own)
        page.item(
            in_both if one.is_same else say("you {own}, this line {other}.", own=one.own, other=one.other), label=f"{one.name}:"
        )
    page.text(found.ended)
    if found.partings:
        page.heading(say("Later decisions that could not be taken as you took them"))
        for parting in found.partings:
            page.item(f"{full_stop(parting.title)} {full_stop(parting.when)}")
            page.under(say("You: {own}. This line: {other}.", own=parting.own, other=parting.other), indent=2)
    return page.text(say(difference.LUCK_APART))
