"""F18: moving any assumption by a quarter keeps the rank order of five lines of play, in four of five cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from game.bench.laws import REFERENCE
from game.core.arithmetic import Array
from game.core.decision import Numbers
from game.core.observe import observe
from game.core.outcome import headline
from game.core.parameters import ASSUMPTIONS, PARAMETERS
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.step import begin, step_in_place
from game.play.assumption import Move
from game.play.assumption import moves as moves_of
from game.play.ensemble import CHUNK, play_many
from game.play.policy import Memory, Policy, policy_named
from tests.stylised.cast import CASES, place_named
from tests.stylised.pairs import say

LEAST_KEPT = 0.80
SEEDS = 150


def people_of(place: Place, policy: Policy, moves: Sequence[Move]) -> Array:
    """Attributable change for people under each move, the mean over the same playthroughs for all, shape (moves,)."""
    rows = len(moves) * SEEDS
    changed: dict[str, Array] = {}
    for number, (name, value) in enumerate(moves):
        changed.setdefault(name, np.full(rows, float(place.parameters[name])))[number * SEEDS : (number + 1) * SEEDS] = value
    parameters: Mapping[str, Any] = {**place.parameters, **changed}
    memory = Memory(parameters)
    state = begin(place, np.tile(seeds_of(0, SEEDS), len(moves)), parameters=parameters, trace=False).state.writable()
    for _ in range(place.turns + place.epilogue):
        view = observe(place, state, place.lead, parameters)
        step_in_place(place, state, policy.decide(view, state.seeds, memory), parameters=parameters)
    result: Array = headline(place, state, state)["people"].reshape(len(moves), SEEDS).mean(axis=1)
    return result


def in_batches(place: Place, line: str, moves: Sequence[Move]) -> Array:
    """The same for many moves, as many at a time as make a batch of a good size."""
    policy, size = policy_named(line, place), CHUNK // SEEDS
    return np.concatenate([people_of(place, policy, moves[start : start + size]) for start in range(0, len(moves), size)])


def in_words(order: Numbers) -> str:
    """The names of the lines of play, the best first."""
    return ", ".join(REFERENCE[number] for number in order)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_the_order_of_five_lines_survives_most_moves(case: str) -> None:
    """Over all assumptions, each a quarter down and up by itself, the five end on people in the same order in 80% of cases."""
    place = place_named(case)
    moves = moves_of(place)
    usual = np.array([play_many(place, line, runs=SEEDS).measures["people"].mean() for line in REFERENCE])
    moved = np.stack([in_batches(place, line, moves) for line in REFERENCE])
    ranked, order = np.argsort(-usual), np.argsort(-moved, axis=0)
    kept = np.all(order == ranked[:, None], axis=0)
    say(f"F18 usually {in_words(ranked)}; kept in {kept.mean():.1%} of {len(moves)} cases")
    for number in np.flatnonzero(~kept):
        name, value = moves[number]
        say(f"F18 fragile: {name} {place.parameters[name]:g} -> {value:g}: {in_words(order[:, number])}")
    # How near the order came to changing: the least distance between neighbours, beside the usual one.
    nearest = np.diff(-np.take_along_axis(moved, np.broadcast_to(ranked[:, None], moved.shape), axis=0), axis=0).min(axis=0)
    for number in np.argsort(nearest)[:5]:
        say(f"F18 nearest: {moves[number][0]} -> {moves[number][1]:g}: {nearest[number]:.0f} between two lines")
    assert len(moves) >= 1.9 * sum(not PARAMETERS[name].part for name in ASSUMPTIONS)
    assert np.mean(np.any(moved != usual[:, None], axis=0)) >= 0.8
    assert kept.mean() >= LEAST_KEPT
