"""`why`: what moved something, as far as its leader could know, walked back from cause to cause; after the end, exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from game.briefing.sight import Asked, last_turn, partners
from game.briefing.why import ENDS, Answer, why
from game.play.session import Session
from game.terminal.match import example, normal
from game.terminal.page import Page
from game.terminal.subject import USUAL, asked, is_owned, nearest_subject
from game.translation import later, say
from game.words.typed import whole

_WITH_TURN: Final = re.compile(r"^(.*?)\s*\b(?:in|at|after)?\s*(?:quarter|turn|q)?\s*([0-9]{1,6})$", re.IGNORECASE)


_TYPED: Final = {
    ENDS["promise"]: later("That was somebody's word; `promises` lists them all."),
    ENDS["later"]: later("That followed from something earlier; `history` tells what you chose."),
}
"""Where the thread ends and something can be typed to know more."""


@dataclass
class Thread:
    """What was asked last, so that `why 2` can ask what lies behind the second line: where each numbered line leads."""

    lines: list[tuple[Asked, int] | str] = field(default_factory=list)

    def lead_to(self, asked: list[Asked], turn: int) -> None:
        """Takes the numbered lines of a result: each can be asked about."""
        self.lines = [(one, turn) for one in asked]


def answer(session: Session, thread: Thread, typed: str, seat: int | None = None) -> Page:
    """The page that answers `why` and what was typed after it.

    Arguments:
        session: the game.
        thread: what was asked last; it is changed to what is asked now.
        typed: a name, two names, a number of the last list, with or without a quarter.
        seat: who asks; the lead where None.
    """
    wanted = typed.strip().rstrip("?").strip()
    if not wanted:
        return Page().line(
            say(
                "Why what? Name something: `why {partner}`, `why trust {partner}`, `why energy`, `why reported`.",
                partner=example(session.place, seat),
            )
        )
    if wanted.isdigit():
        return _walk(session, thread, whole(wanted, 1, len(thread.lines)) or 0, seat)
    last, turn = last_turn(session), session.last_turn_played
    found = asked(session.place, wanted, seat)
    dated = _WITH_TURN.match(wanted)
    if not found and dated and dated[1]:
        found, turn = asked(session.place, dated[1], seat), int(dated[2])
        if found and not 1 <= turn <= last:
            played = say("Quarters 1 to {last} have been played.", last=last) if last else say("No quarter has been played yet.")
            return Page().line(f"{played} {say('There is no cause to tell in quarter {turn}.', turn=turn)}")
    if not found and normal(wanted).split()[0] in ("promise", "promises"):
        return Page().line(say(_TYPED[ENDS["promise"]]))
    if not found and is_owned(wanted):
        first = session.place.agencies[partners(session.view())[0]].short
        return Page().line(
            say("Whose? Add a partner's name, such as `why {wanted} {lower}`.", wanted=wanted, lower=first.lower())
        )
    if not found:
        near = nearest_subject(session.place, wanted)
        help = (
            say("Did you mean `why {near}`?", near=near)
            if near
            else say("Name a partner, or one of: {subjects}.", subjects=", ".join(USUAL))
        )
        return Page().line(say("There is nothing by the name “{wanted}” to ask about. {help}", wanted=wanted, help=help))
    return _sections(session, thread, found, turn, seat)


def _sections(session: Session, thread: Thread, found: list[Asked], turn: int, seat: int | None) -> Page:
    page = Page()
    thread.lines = []
    for one in found:
        _section(page, thread, why(session, one, turn, seat))
    if turn == 0:
        page.text(say("Nothing has been played yet: this is how things stood at the start."))
    elif thread.lines:
        page.text(say("A number goes further back along this list: `why 1`."))
    return page


def _walk(session: Session, thread: Thread, number: int, seat: int | None) -> Page:
    if not 1 <= number <= len(thread.lines):
        if not thread.lines:
            return Page().line(
                say(
                    "There is no numbered list just now. Ask about something by its name, such as `why {partner}`; where the "
                    "screen had numbers, `look` brings them back.",
                    partner=example(session.place, seat),
                )
            )
        last = len(thread.lines)
        known = say("The last list had one line.") if last == 1 else say("The last list went from 1 to {last}.", last=last)
        return Page().line(f"{known} {say('`look` goes back to the screen before it.')}")
    line = thread.lines[number - 1]
    if isinstance(line, str):
        return Page().line(line)
    one, turn = line
    lines = thread.lines
    page = _sections(session, thread, [one], turn, seat)
    if not thread.lines:  # an answer without numbers leaves those that were there
        thread.lines = lines
    return page


def _section(page: Page, thread: Thread, told: Answer) -> None:
    """One thing that was asked about, its causes numbered on from those that stand in the list already."""
    match told.kind:
        case "stands":
            page.line(told.heading)
        case "unseen":
            page.text(told.heading)
        case _ if told.heading:
            page.gap().line(told.heading)
    for reason in told.reasons:
        thread.lines.append(reason.behind or _typed(reason.ends))
        lesson = f" {reason.lesson}" if reason.lesson else ""
        page.item(f"{reason.size}. {reason.sentence}{lesson}", label=f"{len(thread.lines)}.")
    if told.note:
        page.text(told.note)


def _typed(ends: str) -> str:
    """Why a thread ends, with what can be typed to know more where something can."""
    return next((say(more) for end, more in _TYPED.items() if ends == say(end)), ends)
