"""Purses: where nobody pools, agencies can set their own money beside one another's for the same work."""

from __future__ import annotations

import numpy as np

from game.core.arithmetic import Array
from game.core.turn import WORK, Origin, Turn, budget_of


def spend_beside(turn: Turn) -> Array:
    """Lets each agency spend on the joint work out of its own purse, as far as it gives and purses are aligned.

    Returns:
        the pounds that were spent, shape (N,), whole.

    Source: §4.4 BRA-23: no budget was pooled, and each service used its own money toward the shared cause. That an agency gives
    in kind as it would give to a pot is assumed.
    """
    state, place = turn.state, turn.place
    spent = np.zeros(state.n_playthroughs)
    cause = Origin("rule", "aligned purses").cause("aligned")
    for i in range(len(place.agencies)):
        could = place.constants["discretion"][i] * state["allowance"][i]
        offer = state["running"] * state["aligned"] * state["giving"][i] * could
        paid = turn.transfer(budget_of(i), WORK, offer, turn.everyone, cause)
        turn.shift("cost", (i,), paid, turn.everyone, cause)
        turn.shift("bearing", (i,), paid, turn.everyone, cause)
        spent = spent + paid
    return spent
