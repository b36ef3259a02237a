"""`what if`: another way in a quarter that was played, with the same luck, beside the line that was played."""

from __future__ import annotations

import re
from dataclasses import dataclass

from game.core.decision import Refusal
from game.debrief.ways import on_offer
from game.debrief.what_if import what_if
from game.play.session import Session
from game.terminal.page import Page
from game.words import comparison, measure, quarter
from game.words.grammar import full_stop, quoted

USAGE = "`what if 4` lists what else you could have chosen in quarter 4, and `what if 4 2` takes the second of these."


@dataclass(frozen=True, slots=True)
class _Way:
    """An option that was on offer and was not taken."""

    dilemma: str
    option: str
    title: str
    label: str


def page(session: Session, typed: str) -> Page:
    """The page that answers `what if` and what was typed after it.

    Arguments:
        session: the game.
        typed: a quarter, and the number of a way to take, or nothing.
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
    ways = _ways(session, turn)
    if not ways:
        return Page().line(f"In {quarter.name(session.place, turn)} there was no other way to decide.")
    if len(numbers) == 1 or not 1 <= numbers[1] <= len(ways):
        return _listed(session, turn, ways)
    return _beside(session, turn, ways[numbers[1] - 1])


def _ways(session: Session, turn: int) -> list[_Way]:
    place, found = session.place, []
    for dilemma, taken in session.decided[turn - 1][0].items():
        facts = place.dilemmas[place.dilemma(dilemma)]
        for number in on_offer(session, turn, dilemma):
            option = facts.options[number]
            if option.id != taken:
                found.append(_Way(dilemma, option.id, facts.title, option.label))
    return found


def _listed(session: Session, turn: int, ways: list[_Way]) -> Page:
    page = Page(f"What else you could have chosen in {quarter.name(session.place, turn)}")
    for number, way in enumerate(ways, 1):
        page.item(f"{full_stop(way.title)} {way.label}", label=f"{number}.")
    return page.text(f"`what if {turn} 1` plays on with the first of these, with the same luck. Your own game stays as it is.")


def _beside(session: Session, turn: int, way: _Way) -> Page:
    found = what_if(session, turn, way.dilemma, way.option)
    if isinstance(found, Refusal):
        return Page().line(str(found))
    page = Page(f"With {quoted(way.label)} in {quarter.name(session.place, turn)}")
    page.line("The same luck, and your own later decisions wherever they were still on offer.").gap()
    for one in found.measures:
        name = measure.MEASURES[one.measure].name
        own, other = measure.value(one.measure, one.own), measure.value(one.measure, one.other)
        page.item(f"you {own}, this line {other}." if own != other else f"{own} in both.", label=f"{name}:")
    if found.other.ending != found.own.ending:
        page.text(f"It ends with “{found.other.ending}”, where yours ended with “{found.own.ending}”.")
    if found.partings:
        page.heading("Later decisions that could not be taken as you took them")
        for parting in found.partings:
            page.item(f"{full_stop(parting.title)} {quarter.name(session.place, parting.turn)}.")
    return page.text(comparison.LUCK_APART)
