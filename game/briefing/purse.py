"""The lead's own money in a quarter: what is decided so far costs, and what of it is left."""

from __future__ import annotations

from game.briefing.sight import seen
from game.play.session import Session


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
    place = session.place
    each = {**place.parameters, **session.parameters}["attention_money"]
    n_tokens = sum(one["token"] == "money" for one in session.pending.tokens)  # noqa: S105 - of attention
    return seen(session.view(), "budget", place.lead) - sum(paid or 0 for paid in costs(session)) - n_tokens * each
