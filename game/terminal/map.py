"""The map as a list: every partner inside and outside, what it says and does, trust and sharing in words and numbers."""

from __future__ import annotations

from game.briefing.agency import Contact, partnership
from game.briefing.sight import after_the_end
from game.briefing.ties import Protocols
from game.play.session import Session
from game.terminal.page import Page
from game.words import level
from game.words.grammar import capital, count, how_many


def page(session: Session, seat: int | None = None) -> Page:
    """Every partner in a few lines, as a seat sees it: the lead, unless told otherwise."""
    told = partnership(session, None, seat)
    page = Page(f"The map{after_the_end(session)}")
    for title, contacts in (("Inside your own body", told.inside), ("Outside", told.outside)):
        if contacts:
            page.heading(title)
            for contact in contacts:
                page.item(_line(contact), label=f"{contact.name}:")
    _protocols(page, told.protocols)
    page.text("Trust is your own estimate, nearer the truth where you spend time. `agency NAME` tells more.")
    return page


def _line(told: Contact) -> str:
    doing = f", does {level.in_words('delivered', told.did.value)}" if told.did else ""
    sharing = f" Shares {told.sharing.words}." if told.sharing else ""
    joined = f" {told.joined.words} have joined." if told.joined else ""
    return (
        f"says {level.in_words('stated', told.said.value)}{doing}. "
        f"Trust in you {told.trust_in_you.words}, yours in them {told.your_trust.words}.{sharing}{joined}"
    )


def _protocols(page: Page, told: Protocols) -> None:
    if told.n_needed:
        page.heading("Protocols")
        page.line(
            f"{capital(count(told.n_needed, 'tie'))} between bodies {'needs' if told.n_needed == 1 else 'need'} a sharing "
            f"protocol: {how_many(told.n_signed)} signed, {how_many(told.n_drafting)} being drafted."
        )
