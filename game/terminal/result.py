"""What came of a quarter: what partners said, what they did, and what changed with its biggest causes."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing import result as briefing
from game.briefing.result import Moves
from game.briefing.sight import Asked
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say
from game.words.grammar import full_stop, listed, quoted


@dataclass(frozen=True, slots=True)
class Result:
    """The page of a result, and what its numbered lines ask about."""

    page: Page
    asked: list[Asked]


def result(session: Session, turn: int, seat: int | None = None) -> Result:
    """What came of a turn that has been played, as a seat is told it: the lead, unless told otherwise."""
    told = briefing.result(session, turn, seat)
    page = Page(told.title)
    if told.replies:
        page.heading(say("At once"))
    for reply in told.replies:
        title = f"{full_stop(reply.title)} " if len(told.replies) > 1 else ""
        page.item(f"{title}{reply.sentence}")
    _moves(page.heading(say("What partners said")), told.said)
    _moves(page.heading(say("What they did")), told.did)
    for event in told.happened:
        page.item(event.sentence)
    if told.changes:
        page.heading(say("What changed most, as far as you can see"))
    for number, change in enumerate(told.changes):
        page.item(change.sentence, label=f"{number + 1}.")
        for pull in change.pulls:
            page.under(pull.line)
    if told.expected:
        page.heading(say("What you expected, before it passed"))
        page.text(quoted(told.expected))
        page.text(say("What of it do you see here, and what had you not thought of?"))
    return Result(page, [change.asked for change in told.changes])


def _moves(page: Page, moves: Moves) -> None:
    for group in moves.groups:
        page.item(f"{listed(group.names)}.", label=f"{group.words}:")
    if not moves.groups and moves.unmoved:
        page.line(moves.unmoved)
