"""The books: your own money, the pot, what has been spent, and where avoided cost falls."""

from __future__ import annotations

from game.briefing.money import books
from game.play.session import Session
from game.terminal.page import Page
from game.translation import say


def page(session: Session, seat: int | None = None) -> Page:
    """Money a seat can move (the lead, unless told otherwise), money that was used, and who gains from what others paid."""
    told = books(session, seat)
    page = Page(say("Money"))
    own = say(
        "{now} now; {each} comes each quarter, and as much can be carried over.", now=told.own.words, each=told.allowance.words
    )
    page.item(f"{own} {told.allowance.note}".strip(), label=f"{told.own.label}:")
    page.item(
        say("{words}. It pays workers, backing for the front line, and tools.", words=told.pot.words), label=f"{told.pot.label}:"
    )
    if told.workers is not None:
        page.item(
            say("{words} last quarter ({wage} for each).", words=told.workers.words, wage=told.wage),
            label=f"{told.workers.label}:",
        )
    page.item(told.spent.sentence, label=f"{told.spent.label}:")
    page.item(told.lapsed.sentence, label=f"{told.lapsed.label}:")
    page.item(f"{told.token}.", label=say("One token of `money` moves:"))
    if told.accounts:
        page.heading(say("Who has borne cost, and where avoided cost falls"))
    for account in told.accounts:
        page.item(f"{account.words}.", label=f"{account.name}:")
    return page.text(told.memo)
