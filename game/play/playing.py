"""How a policy plays a game to its end, with what a facilitator threw in on the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.core.decision import Decisions, Refusal
from game.core.decision_words import to_words
from game.play.pending import Pending
from game.play.policy import Memory, Policy

if TYPE_CHECKING:
    from game.play.session import Session


def play_on(session: Session, policy: Policy, injects: Iterable[tuple[int, str, str]]) -> None:
    """Lets a policy decide what is left of a game's course; each inject, in order, has its turn, its name and its text.

    Raises `ValueError` where the policy decides what cannot be taken.
    """
    memory, to_come = Memory({**session.place.parameters, **session.parameters}), list(injects)
    while session.is_running:
        if to_come and to_come[0][0] <= session.turn:
            session.inject(*to_come.pop(0)[1:])
            continue
        decisions = policy.decide(session.view(), session.state.seeds, memory)
        if (refused := take(session, decisions)) is not None:
            raise ValueError(f"The policy {policy.name} decided what cannot be taken: {refused}")


def take(session: Session, decisions: Decisions) -> Refusal | None:
    """Plays a quarter with decisions as the engine takes them, those of the seats of a round table among them."""
    session.pending = Pending(*to_words(session.place, decisions))
    return session.end_turn() if decisions.seats is None else session.end_with({"do": "end_turn"}, decisions.seats)
