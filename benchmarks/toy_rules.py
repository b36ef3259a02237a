"""The toy as rules of the game: what numpy and the compiler run, exactly as they run the real ones."""

from __future__ import annotations

from typing import Any

import numpy as np
from toy import AGENCIES, FOLLOW, GAIN, HABIT, LOSS, PACE, STEPS, TURNS, start_of

from game.core.arithmetic import Array, greater, lesser, total
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.rule import Executor, flow, gathering
from game.core.state import opening
from game.core.turn import Turn

NUMBERS = {"toy_gain": GAIN, "toy_loss": LOSS, "toy_pace": PACE, "toy_habit": HABIT, "toy_follow": FOLLOW}


@flow("confidence", "pair", ("delivered_to", "control"), "toy")
def trusting(confidence: Any, delivered_to: Any, control: Any, toy_gain: Any, toy_loss: Any) -> Any:
    """Comes to trust those who deliver."""
    return toy_gain * delivered_to * (1.0 - confidence), -(toy_loss * control) * confidence


@flow("practice", "pair", ("permission", "fading"), "toy")
def sharing(practice: Any, permission: Any, confidence: Any, toy_pace: Any, toy_habit: Any) -> Any:
    """Shares as far as trust and permission go."""
    return toy_pace * lesser(permission, toy_habit * confidence), -toy_pace * practice


@gathering("sharing", "agency", "toy")
def gathering_help(practice: Any, delivered: Any) -> Any:
    """Adds up what the others deliver, as far as it is shared."""
    result = practice[:, 0] * delivered[0]
    for number in range(1, len(delivered)):
        result = result + practice[:, number] * delivered[number]
    return result / len(delivered)


@flow("delivered", "agency", ("sharing", "fading"), "toy")
def delivering(delivered: Any, sharing: Any, toy_follow: Any) -> Any:
    """Delivers more where more is shared."""
    return toy_follow * sharing, -toy_follow * delivered


RULES = (trusting, sharing, gathering_help, delivering)


def play_batch(place: Place, n: int, executor: Executor | None = None) -> Array:
    """The playthroughs 0 to n - 1 at once; what all agencies deliver at the end, shape (n,).

    Arguments:
        place: any place of as many agencies as the toy has: its variables hold the toy's.
        n: how many.
        executor: who runs the rules; numpy, if left out.
    """
    state = opening(place, seeds_of(0, n))
    for i in range(AGENCIES):
        state["delivered"][i] = 0.3 + 0.02 * i
        for j in range(AGENCIES):
            state["confidence"][i, j], state["permission"][i, j] = start_of(i, j)
            state["practice"][i, j] = 0.05
    state["control"][...] = 0.5
    seeds = np.arange(n)
    for turn in range(TURNS):
        step = np.array(STEPS)[(seeds * 5 + turn * 7 + seeds // 3) % 3]
        state["control"][...] = lesser(1.0, greater(0.0, state["control"] + step))
        Turn(place, state, NUMBERS, trace=False, in_place=True, executor=executor).run(RULES)
    return total(state["delivered"])
