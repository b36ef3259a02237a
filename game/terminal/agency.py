"""One partner closely: what binds it, what it says and does, its ties, its money, and what you have promised each other."""

from __future__ import annotations

from typing import Final

from game.briefing.agency import Bond, Neighbours, sheet
from game.briefing.sight import after_the_end
from game.play.session import Session
from game.terminal import promises
from game.terminal.page import Page
from game.translation import later, say
from game.words.grammar import listed

_STAGES: Final = later(
    {
        "signed": "signed with {names}",
        "being drafted": "being drafted with {names}",
        "none yet": "none yet with {names}",
        "not needed": "not needed with {names}",
    }
)
"""How far the protocols with several partners are."""


def page(session: Session, number: int, seat: int | None = None) -> Page:
    """What a seat, the lead unless told otherwise, sees of one agency; after the end, what it could not see as well."""
    told = sheet(session, number, seat)
    page = Page(f"{told.name}{after_the_end(session)}")
    if told.about:
        page.text(told.about)
    page.gap()
    if told.leader:
        page.item(f"{told.leader}.", label=say("Led by:"))
    if told.bond is not None:
        _bond(page, told.bond)
    page.item(told.legal.sentence, label=f"{told.legal.label}:")
    page.item(told.money.sentence, label=say("Money:"))
    for one in told.stakes:
        page.item(one.sentence, label=f"{one.label}:")
    if told.cover is not None:
        page.item(told.cover.sentence, label=f"{told.cover.label}:")
    if told.opened:
        page.heading(say("What you could not see, at the end of the programme"))
        for one in told.opened:
            page.item(one.sentence, label=f"{one.label}:")
    if told.promises:
        page.heading(say("Promises"))
        for promise in told.promises:
            page.item(promises.sentence(promise))
    return page


def _bond(page: Page, told: Bond) -> None:
    page.item(told.said.sentence, label=say("Says:"))
    if told.did is not None:
        page.item(f"{told.did.sentence} {told.gap}", label=say("Does:"))
    page.item(say("{words}, as you see it.", words=told.trust_in_you.words), label=f"{told.trust_in_you.label}:")
    page.item(told.your_trust.sentence, label=f"{told.your_trust.label}:")
    if told.shares:
        shares = _with_whom(told.shares)
        if told.sharing is not None:
            shares = say("{words} in all: {shares}", words=told.sharing.words, shares=shares)
        page.item(f"{shares}.", label=say("Shares:"))
    if told.protocols:
        page.item(f"{_protocols(told.protocols)}.", label=say("Protocols needed:"))


def _protocols(told: tuple[Neighbours, ...]) -> str:
    return "; ".join(say(_STAGES[one.word], names=listed(one.names)) for one in told)


def _with_whom(told: tuple[Neighbours, ...]) -> str:
    return "; ".join(say("{word} with {names}", word=one.word, names=listed(one.names)) for one in told)
