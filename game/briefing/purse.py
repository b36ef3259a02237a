"""The lead's own money in a quarter: what is decided so far costs, and what of it is left."""

from __future__ import annotations

from typing import Final

from game.briefing.sight import seen
from game.play.session import Session

MONEY: Final = "money"
"""The engine's word for a token that moves money."""


def costs(session: Session) -> tuple[int | None, ...]:
    """What is paid for each dilemma on the table by what is decided so far; None for one that is open and may cost something.

    It is all that a token, to be placed beside it, needs to know of what is decided.
    """
    taken, found = session.pending.choices, list[int | None]()
    for number in session.open_dilemmas():
        facts = session.place.dilemmas[number]
        options = [one.money for one in facts.options if one.id == taken.get(facts.id)]
        found.append(options[0] if options else None if any(one.money for one in facts.options) else 0)
    return tuple(found)


def unspent(session: Session) -> float:
    """Pounds of the lead's own money that what is decided so far would leave."""
    return _held(session) - sum(paid or 0 for paid in costs(session)) - _in_tokens(session)


def is_enough(session: Session, *, with_token: bool) -> bool:
    """Whether the lead's own money is more than enough for what is decided so far, and the dearest of all that is still open.

    Where it is not, a token may still be paid for, which the engine knows to the pound. `with_token` counts one more of money.
    """
    place, choices = session.place, session.pending.choices
    decided = sum(one.money for facts in place.dilemmas for one in facts.options if choices.get(facts.id) == one.id)
    dearest = sum(max(option.money for option in place.dilemmas[number].options) for number in session.undecided())
    return _in_tokens(session, more=int(with_token)) + decided + dearest < _held(session)


def _held(session: Session) -> float:
    return seen(session.view(), "budget", session.place.lead)


def _in_tokens(session: Session, more: int = 0) -> float:
    """Pounds that the tokens of money placed so far move, and some more of them."""
    n_tokens = sum(one["token"] == MONEY for one in session.pending.tokens) + more
    return float(n_tokens * {**session.place.parameters, **session.parameters}["attention_money"])
