"""Losses: what joint work takes from those who are paid by what they do, and who bears it where gains are shared."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import total, whole
from game.core.rule import flow, gathering


@gathering("losing", "agency", "§3.4 NWL-29: the initiator committed to what would lower its own income")
def earning_less(helped_twice: Any, loss: Any) -> Any:
    """A bed that is not needed is a bed that nobody pays for, two quarters later."""
    result = loss[0] * helped_twice[0]
    for number in range(1, len(helped_twice)):
        result = result + loss[number] * helped_twice[number]
    return whole(result)


@gathering("losing_out", "place", "as above")
def losing_in_all(losing: Any) -> Any:
    """What is lost can be added up, and so shared."""
    return total(losing)


@flow("lost", "agency", ("losing",), "as above")
def adding_up_losses(losing: Any) -> Any:
    """Income lost is a memo beside cost avoided."""
    return (losing,)


@flow("bearing", "agency", ("losing", "losing_out"), "§3.4 NWL-27; cost and gain sharing")
def sharing_losses(losing: Any, losing_out: Any, fairness: Any, benefit_share: Any) -> Any:
    """A loss is felt where it falls, or, as far as costs and gains are shared, by those who gain."""
    return (1.0 - fairness) * losing, fairness * losing_out * benefit_share


RULES = (earning_less, losing_in_all, adding_up_losses, sharing_losses)
