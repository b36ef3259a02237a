"""The map as a list: every partner inside and outside, what it says and does, trust and sharing in words and numbers."""

from __future__ import annotations

from game.core.observe import View
from game.play.session import Session
from game.terminal.page import Page
from game.terminal.sight import after_the_end, done, inside, outside, said, seen
from game.words import level
from game.words.grammar import capital, count, how_many


def page(session: Session) -> Page:
    """Every partner in a few lines."""
    view = session.view()
    page = Page(f"The map{after_the_end(session)}")
    for title, numbers in (("Inside your own body", inside(view)), ("Outside", outside(view))):
        if numbers:
            page.heading(title)
            for number in numbers:
                page.item(_line(view, number), label=f"{view.place.agencies[number].short}:")
    _protocols(page, view)
    page.text("Trust is your own estimate, nearer the truth where you spend time. `agency NAME` tells more.")
    return page


def _line(view: View, number: int) -> str:
    lead = view.place.lead
    doing = f", does {level.in_words('delivered', done(view, number))}" if view.turn > 1 else ""
    sharing = f" Shares {level.in_both('sharing', seen(view, 'sharing', number))}." if view.turn > 1 else ""
    return (
        f"says {level.in_words('stated', said(view, number))}{doing}. "
        f"Trust in you {level.in_both('trust', seen(view, 'estimate', number, lead))}, "
        f"yours in them {level.in_both('trust', seen(view, 'estimate', lead, number))}.{sharing}"
    )


def _protocols(page: Page, view: View) -> None:
    needed = view.place.protocols
    if needed:
        signed = round(float(view.signed[0]))
        drafting = sum(seen(view, "drafting", one, other) > 0 for one, other in needed)
        page.heading("Protocols")
        page.line(
            f"{capital(count(len(needed), 'tie'))} between bodies {'needs' if len(needed) == 1 else 'need'} a sharing protocol: "
            f"{how_many(signed)} signed, {how_many(drafting)} being drafted."
        )
