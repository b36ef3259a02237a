"""`what if`: another way in a quarter that was played, with the same luck, beside the line that was played."""

from __future__ import annotations

import re

from game.core.decision import Refusal
from game.debrief.rewind import Decision, Tried, Way, tried, ways
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say
from game.words import comparison, quarter
from game.words.grammar import full_stop, quoted

USAGE = "`what if 4` lists what else you could have chosen in quarter 4, and `what if 4 2` takes the second of these."


def page(session: Session, typed: str, *, is_live: bool = True) -> Page:
    """The page that answers `what if` and what was typed after it.

    Arguments:
        session: the game.
        typed: a quarter, and the number of a way to take, or nothing.
        is_live: whether something can be typed after it; else the command of the debrief asks.
    """
    if not session.is_over:
        return Page().line(
            "What else could have been is opened when the programme has ended. `back` tries another way by playing it."
        )
    numbers = [int(found[:6]) for found in re.findall(r"\d+", typed)]
    if not numbers or len(numbers) > 2:
        return Page().line(USAGE)
    turn = numbers[0]
    if not 1 <= turn <= session.last_turn_played:
        return Page().line(f"Quarters 1 to {session.last_turn_played} were decided. {USAGE}")
    found = ways(session, turn)
    if not found:
        return Page().line(f"In {quarter.name(session.place, turn)} there was no other way to decide.")
    if len(numbers) == 1 or not 1 <= numbers[1] <= len(found):
        return _listed(session, turn, found, is_live=is_live)
    decision, way = found[numbers[1] - 1]
    return beside(tried(session, turn, decision.dilemma, way.option))


def _listed(session: Session, turn: int, found: list[tuple[Decision, Way]], *, is_live: bool) -> Page:
    page = Page(f"What else you could have chosen in {quarter.name(session.place, turn)}")
    for number, (decision, way) in enumerate(found, 1):
        page.item(f"{full_stop(decision.title)} {way.label}", label=f"{number}.")
    ask = f"what if {turn} 1" if is_live else f"--what-if {turn} 1"
    return page.text(f"`{ask}` plays on with the first of these, with the same luck. Your own game stays as it is.")


def beside(found: Tried | Refusal) -> Page:
    """Both lines, measure by measure; or why there is no other."""
    if isinstance(found, Refusal):
        return Page().line(str(found))
    page = Page(f"With {quoted(found.label)} in {found.when}")
    page.line("The same luck, and your own later decisions wherever they were still on offer.").gap()
    for one in found.measures:
        page.item(f"{one.own} in both." if one.is_same else f"you {one.own}, this line {one.other}.", label=f"{one.name}:")
    page.text(found.ended)
    if found.partings:
        page.heading("Later decisions that could not be taken as you took them")
        for parting in found.partings:
            page.item(f"{full_stop(parting.title)} {full_stop(parting.when)}")
            page.under(f"You: {parting.own}. This line: {parting.other}.", indent=2)
    return page.text(say(comparison.LUCK_APART))
