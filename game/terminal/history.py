"""Every quarter that has been played: what you decided, where your attention went, and how things stood afterwards."""

from __future__ import annotations

from typing import Final

from game.briefing.history import Spent, played
from game.play.session import Session
from game.terminal.page import Page
from game.translation import later, say

_TIMES: Final = {2: later("twice"), 3: later("three times")}


def page(session: Session, seat: int | None = None) -> Page:
    """The quarters in order, a few lines each, as a seat is told of them: the lead, unless told otherwise."""
    page = Page(say("What you have done so far"))
    told = played(session, seat)
    if not told:
        return page.line(say("No quarter has been played yet."))
    for one in told:
        page.heading(one.heading)
        for decision in one.decisions:
            page.item(f"{decision.label}.", label=f"{decision.title}:")
        spent = "; ".join(_spent(token) for token in one.spent) or say("nothing")
        page.item(f"{spent}.", label=say("Your attention:"))
        page.item(one.stood, label=say("Afterwards:"))
    return page.text(say("`history NUMBER` reads the result of one quarter again; `back NUMBER` plays on from its start."))


def _spent(token: Spent) -> str:
    times = _TIMES.get(token.n_tokens)
    return f"{token.words} ({say(times)})" if times else token.words
