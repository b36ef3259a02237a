"""Every quarter that has been played: what you decided, where your attention went, and how things stood afterwards."""

from __future__ import annotations

from collections import Counter
from typing import Final

from game.play.session import Session
from game.terminal.page import Page
from game.terminal.sight import seen
from game.words import level, quarter, token
from game.words.grammar import bare, capital, count

_TIMES: Final = {2: " (twice)", 3: " (three times)"}


def page(session: Session) -> Page:
    """The quarters in order, a few lines each."""
    page = Page("What you have done so far")
    if not session.decided:
        page.line("No quarter has been played yet.")
        return page
    for number, (choices, tokens) in enumerate(session.decided):
        turn = number + 1
        page.heading(capital(quarter.counted(session.place, turn)))
        for dilemma_id, option_id in choices.items():
            page.item(f"{label(session, dilemma_id, option_id)}.", label=f"{_title(session, dilemma_id)}:")
        said = Counter(token.in_words(session.place, written) for written in tokens)
        spent = "; ".join(f"{words}{_TIMES.get(times, '')}" for words, times in said.items()) or "nothing"
        page.item(f"{spent}.", label="Your attention:")
        page.item(_stood(session, turn + 1), label="Afterwards:")
    page.text("`history NUMBER` reads the result of one quarter again; `back NUMBER` plays on from its start.")
    return page


def label(session: Session, dilemma_id: str, option_id: str) -> str:
    """An option's label without its full stop."""
    options = session.place.dilemmas[session.place.dilemma(dilemma_id)].options
    return bare(next(option.label for option in options if option.id == option_id))


def _title(session: Session, dilemma_id: str) -> str:
    return session.place.dilemmas[session.place.dilemma(dilemma_id)].title


def _stood(session: Session, turn: int) -> str:
    view = session.view(turn)
    families = count(round(seen(view, "families")), *view.place.people)
    energy, standing = (level.in_words(name, seen(view, name)) for name in ("energy", "credibility"))
    return f"{families} being worked with; your energy {energy}, your standing {standing}."
