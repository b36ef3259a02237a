"""The books: your own money, the pot, what has been spent, and where avoided cost falls."""

from __future__ import annotations

from game.play.session import Session
from game.terminal.page import Page
from game.terminal.sight import partners, seen
from game.words.grammar import short
from game.words.money import about, pounds


def page(session: Session) -> Page:
    """Money you can move, money that has been used, and who gains from what others paid."""
    view, place = session.view(), session.place
    page = Page("Money")
    now, comes = pounds(seen(view, "budget")), pounds(seen(view, "allowance"))
    page.item(f"{now} now; {comes} comes each quarter, and as much can be carried over.", label="Your own:")
    page.item(f"{pounds(seen(view, 'pot'))}. It pays workers, backing for the front line, and tools.", label="The pot:")
    paid, wage = seen(view, "paid_workers"), {**place.parameters, **session.parameters}["wage"]
    if view.turn > 1:
        page.item(f"{pounds(paid * wage)} last quarter ({pounds(wage)} for each).", label="Workers paid from it:")
    page.item(f"{pounds(seen(view, 'work'))}.", label="Spent on joint work so far:")
    page.item(f"{pounds(seen(view, 'lapsed'))}.", label="Gone back unused to agencies' own services:")
    page.item(f"{pounds(place.parameters['attention_money'])}.", label="One token of `money` moves:")
    everyone = [place.lead, *partners(view)]
    books = [(number, seen(view, "cost", number), seen(view, "avoided", number)) for number in everyone]
    if any(cost or avoided for _, cost, avoided in books):
        page.heading("Who has borne cost, and where avoided cost falls")
    for number, cost, avoided in books:
        if cost or avoided:
            page.item(f"borne {about(cost)}, avoided {about(avoided)}.", label=f"{short(place, number)}:")
    total = sum(avoided for _, _, avoided in books)
    page.text(
        f"In all {about(total)} of cost has been avoided. Avoided cost is a memo and not money: nobody can spend it, and it "
        "mostly falls to somebody other than whoever bore the cost."
    )
    return page
