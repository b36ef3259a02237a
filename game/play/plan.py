"""What one seat of a round table has decided for a quarter, and how that is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from game.core.seats import HOLDS_BACK, OPENS

HOW: Final = {"opens": OPENS, "habit": 0, "holds back": HOLDS_BACK}
"""The ways in which an agency shares with another, as they are written and as the model takes them."""


@dataclass
class Plan:
    """What a seat has decided.

    Arguments:
        votes: {dilemma id: option id}.
        pledge: the share of what it could move that it gives to the pot; None where it goes on by itself.
        sharing: {agency id: one of HOW}, where it is not habit.
        is_ready: whether the seat says that it has decided.
    """

    votes: dict[str, str] = field(default_factory=dict)
    pledge: float | None = None
    sharing: dict[str, str] = field(default_factory=dict)
    is_ready: bool = False

    def share(self, with_: str, how: str) -> None:
        """Shares with another agency in one way, in place of another."""
        self.sharing.pop(with_, None)
        if HOW[how]:
            self.sharing[with_] = how

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided."""
        return not (self.votes or self.sharing or self.pledge is not None)

    def written(self) -> dict[str, Any]:
        """The plan as a log holds it."""
        return {"votes": dict(self.votes), "pledge": self.pledge, "sharing": dict(self.sharing)}


def plan_of(written: Any) -> Plan | None:
    """The plan that a log holds; None where it makes no sense."""
    if not isinstance(written, Mapping):
        return None
    votes, pledge, sharing = written.get("votes"), written.get("pledge"), written.get("sharing")
    if not isinstance(votes, Mapping) or not isinstance(sharing, Mapping) or not isinstance(pledge, int | float | None):
        return None
    if not all(isinstance(one, str) for one in votes.values()) or not set(sharing.values()) <= set(HOW):
        return None
    if pledge is not None and not 0.0 <= pledge <= 1.0:
        return None
    return Plan(dict(votes), pledge, dict(sharing))
