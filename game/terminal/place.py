"""The place before the game begins: what it is, what it is good for learning, and how the story starts."""

from __future__ import annotations

from game.briefing import introduction
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say
from game.words.grammar import count


def page(session: Session) -> Page:
    """What the place is about, who you are in it, and what you can and cannot do."""
    told = introduction.introduction(session.place)
    page = Page(told.title)
    for paragraph in told.summary:
        page.text(paragraph)
    page.text(told.length)
    for cut in told.cuts:
        length = count(cut.n_quarters, "quarter")
        page.text(say("A shorter version (`--cut {id}`): “{title}”, of {length}.", id=cut.id, title=cut.title, length=length))
    for title, points in told.lists:
        page.heading(title)
        for point in points:
            page.item(point)
    return page


def prologue(session: Session) -> Page:
    """How the story starts."""
    told = introduction.prologue(session)
    page = Page(told.title)
    for paragraph in told.paragraphs:
        page.text(paragraph)
    return page.text(f"{told.illustrative} {told.luck}")
