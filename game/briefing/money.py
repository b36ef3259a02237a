"""The books: the seat's own money, the pot, what has been spent, and where avoided cost falls."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.figure import Figure, figure
from game.briefing.sight import is_met, partners, seen
from game.play.session import Session
from game.translation import say
from game.words.grammar import called
from game.words.money import about, pounds


@dataclass(frozen=True, slots=True)
class Account:
    """What one agency has borne, and what of avoided cost falls to it; in pounds, and in words."""

    agency: int
    name: str
    borne: float
    avoided: float
    words: str


@dataclass(frozen=True, slots=True)
class Books:
    """Money one can move, money that has been used, and who gains from what others paid.

    Arguments:
        own: the seat's own money now.
        allowance: what comes each quarter.
        pot: the pooled pot.
        workers: what was paid for workers last quarter; None before one was played.
        wage: what each costs.
        spent: what joint work has cost so far.
        lapsed: what agencies could have put in, and did not.
        token: what one token of money moves, in words.
        accounts: the agencies that have borne cost or avoided it, the seat's own first.
        avoided: what has been avoided in all, in pounds.
        memo: what that sum is worth, in sentences.
    """

    own: Figure
    allowance: Figure
    pot: Figure
    workers: Figure | None
    wage: str
    spent: Figure
    lapsed: Figure
    token: str
    accounts: tuple[Account, ...]
    avoided: float
    memo: str


def books(session: Session, seat: int | None = None) -> Books:
    """The books as they stand, as a seat sees them; the lead unless told otherwise."""
    view, place = session.view(seat=seat), session.place
    own, parameters = view.seat, {**place.parameters, **session.parameters}
    wage = parameters["wage"]
    paid = pounds(seen(view, "paid_workers") * wage)
    accounts = [(number, seen(view, "cost", number), seen(view, "avoided", number)) for number in (own, *partners(view))]
    gives = say("Some of it goes to the pot by itself, the more the firmer your own masters stand behind you.")
    gives = gives if own == place.lead and seen(view, "running") else ""
    total = sum(avoided for _, _, avoided in accounts)
    return Books(
        figure(view, say("Your own"), ("budget", (own,))),
        figure(view, say("Comes each quarter"), ("allowance", (own,)), note=gives),
        figure(view, say("The pot"), ("pot", ())),
        figure(view, say("Workers paid from it"), ("paid_workers", ()), words=paid) if is_met(view) else None,
        pounds(wage),
        figure(view, say("Spent on joint work so far"), ("work", ())),
        figure(view, say("Not put in by anybody, and gone to agencies' own services"), ("lapsed", ())),
        pounds(parameters["attention_money"]),
        tuple(
            Account(
                number,
                called(place, number, seat),
                cost,
                avoided,
                say("borne {cost}, avoided {avoided}", cost=about(cost), avoided=about(avoided)),
            )
            for number, cost, avoided in accounts
            if cost or avoided
        ),
        total,
        say(
            "In all {avoided} of cost has been avoided. Avoided cost is a memo and not money: nobody can spend it, and it "
            "mostly falls to somebody other than whoever bore the cost.",
            avoided=about(total),
        ),
    )
