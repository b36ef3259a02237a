"""The map as a list: every partner inside and outside, what it says and does, trust and sharing in words and numbers."""

from __future__ import annotations

from game.briefing.agency import Contact, partnership
from game.briefing.sight import after_the_end
from game.briefing.ties import Protocols
from game.core.observe import PUBLIC
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say, say_many
from game.words import level
from game.words.grammar import capital, count, how_many


def page(session: Session, seat: int | None = None) -> Page:
    """Every partner in a few lines, as a seat sees it: the lead, unless told otherwise."""
    told = partnership(session, None, seat)
    page = Page(f"{say('The map')}{after_the_end(session)}")
    for title, contacts in ((say("Inside your own body"), told.inside), (say("Outside"), told.outside)):
        if contacts:
            page.heading(title)
            for contact in contacts:
                page.item(_line(contact, lead=session.place.lead if seat == PUBLIC else None), label=f"{contact.name}:")
    _protocols(page, told.protocols)
    if seat == PUBLIC:
        page.text(say("Trust is as it is seen. `agency NAME` tells more."))
    else:
        page.text(say("Trust is your own estimate, nearer the truth where you spend time. `agency NAME` tells more."))
    return page


def _line(told: Contact, *, lead: int | None) -> str:
    """A partner in a few sentences; `lead` is the lead's number where everybody is told."""
    stated = level.in_words("stated", told.said.value)
    if told.did:
        word_and_deed = say(
            "says {stated}, does {delivered}.", stated=stated, delivered=level.in_words("delivered", told.did.value)
        )
    else:
        word_and_deed = say("says {stated}.", stated=stated)
    trust = {"trust_in_you": told.trust_in_you.words, "yours": told.your_trust.words}
    sentences = [word_and_deed]
    if lead is None:
        sentences.append(say("Trust in you {trust_in_you}, yours in them {yours}.", **trust))
    elif told.agency != lead:
        sentences.append(say("Trust in the lead {trust_in_you}, the lead's in them {yours}.", **trust))
    if told.sharing:
        sentences.append(say("Shares {sharing}.", sharing=told.sharing.words))
    if told.joined:
        sentences.append(say("{joined} have joined.", joined=told.joined.words))
    return " ".join(sentences)


def _protocols(page: Page, told: Protocols) -> None:
    if told.n_needed:
        page.heading(say("Protocols"))
        page.line(
            say_many(
                told.n_needed,
                "{ties} between bodies needs a sharing protocol: {signed} signed, {drafting} being drafted.",
                "{ties} between bodies need a sharing protocol: {signed} signed, {drafting} being drafted.",
                ties=capital(count(told.n_needed, "tie")),
                signed=how_many(told.n_signed),
                drafting=how_many(told.n_drafting),
            )
        )
