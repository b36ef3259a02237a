"""Promises: who promised whom what, by when, and what became of it."""

from __future__ import annotations

from typing import Final

from game.briefing.promises import Promise, promises
from game.play.session import Session
from game.terminal.page import Page
from game.translation import later, say

_HOW: Final = {
    "time": later("`time` with them keeps it"),
    "money": later("a token of `money` for their share keeps it"),
    "broker": later("kept when all of them are signed; `broker` brings that nearer"),
}
"""What would keep an open promise of the lead's own, as it is typed, by the token that does it."""


def page(session: Session, seat: int | None = None) -> Page:
    """The promises you know of, the open ones first; as the lead, unless told otherwise."""
    told = promises(session, seat)
    page = Page(say("Promises"))
    still = [one for one in told if one.is_open]
    settled = [one for one in told if not one.is_open]
    page.heading(say("Still open when the programme ended") if session.is_over else say("Open"))
    for one in still:
        page.item(sentence(one))
    if not still:
        page.line(say("None."))
    if settled:
        page.heading(say("Settled"))
        for one in settled:
            page.item(sentence(one))
    return page


def sentence(told: Promise) -> str:
    """A promise as a sentence, with what one would type to keep it."""
    how = _HOW.get(told.kept_by)
    return f"{told.said}: {say(how)}. {told.when}".rstrip() if how and told.is_open and not told.is_late else told.sentence
