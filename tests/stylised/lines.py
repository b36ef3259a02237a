"""Five lines of play under moves of the model's assumptions: what they come to, and how they rank."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.bench.laws import REFERENCE
from game.core.arithmetic import Array, Mask, Numbers
from game.core.observe import observe
from game.core.outcome import MEASURES
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.step import begin
from game.play.assumption import Move
from game.play.future import Branch, play_on
from game.play.policy import Memory, Policy, policy_named

SEEDS = 40
"""Kinds of luck under which each line is played under each move, the same for all: the seeds 0 to 39."""


def played_under(place: Place, tried: Sequence[Move | None]) -> dict[str, Array]:
    """What each line comes to under each move, with None as things are: means over the same luck, (lines, moves) a measure."""
    changed: dict[str, Array] = {}
    for number, move in enumerate(tried):
        if move is not None:
            name, value = move
            changed.setdefault(name, np.full(len(tried), float(place.parameters[name])))[number] = value
    found = []
    for line in REFERENCE:
        policy = policy_named(line, place)
        branches = [_from_the_start(place, policy, move) for move in tried]
        found.append(play_on(place, branches, policy, seeds_of(0, SEEDS), parameters=changed))
    return {name: np.stack([one[name].mean(axis=1) for one in found]) for name in MEASURES}


def _from_the_start(place: Place, policy: Policy, move: Move | None) -> Branch:
    """The first quarter as a line decides it under a move; first impressions are those of one seed."""
    parameters = {**place.parameters, **dict([move] if move else [])}
    state = begin(place, seeds_of(0, 1), parameters=parameters, trace=False).state
    view = observe(place, state, place.lead, parameters)
    return Branch(state, policy.decide(view, state.seeds, Memory(parameters)))


def order_of(means: dict[str, Array]) -> Numbers:
    """The numbers of the lines, the best on people first, shape (lines, moves)."""
    result: Numbers = np.argsort(-means["people"], axis=0)
    return result


def no_line_is_dominant(means: dict[str, Array]) -> Mask:
    """Under which moves no line is best on people and on self or results too, nor on more than half the measures (P4)."""
    best = {name: np.argmax(values, axis=0) for name, values in means.items()}
    wins = np.max([np.sum([best[name] == line for name in MEASURES], axis=0) for line in range(len(REFERENCE))], axis=0)
    result: Mask = (best["people"] != best["self"]) & (best["people"] != best["results"]) & (wins <= len(MEASURES) // 2)
    return result
