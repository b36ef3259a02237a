"""Every quarter that has been played: what you decided, where your attention went, and how things stood afterwards."""

from __future__ import annotations

from typing import Final

from game.briefing.history import played
from game.play.session import Session
from game.terminal.page import Page

_TIMES: Final = {2: " (twice)", 3: " (three times)"}


def page(session: Session, seat: int | None = None) -> Page:
    """The quarters in order, a few lines each, as a seat is told of them: the lead, unless told otherwise."""
    page = Page("What you have done so far")
    told = played(session, seat)
    if not told:
        return page.line("No quarter has been played yet.")
    for one in told:
        page.heading(one.heading)
        for decision in one.decisions:
            page.item(f"{decision.label}.", label=f"{decision.title}:")
        spent = "; ".join(f"{token.words}{_TIMES.get(token.n_tokens, '')}" for token in one.spent) or "nothing"
        page.item(f"{spent}.", label="Your attention:")
        page.item(one.stood, label="Afterwards:")
    return page.text("`history NUMBER` reads the result of one quarter again; `back NUMBER` plays on from its start.")
