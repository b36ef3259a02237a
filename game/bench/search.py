"""Search by play for what chance does not meet: decisions that came near are kept, changed a little, and played again.

An evolutionary search over whole games. Each generation replays the decisions of the games that came nearest (see `distance`),
each with some quarters decided anew, by chance or by play that seeks what is new, and with other luck.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from game.bench.instrument import Gauge, Instrumented
from game.core.arithmetic import Array
from game.core.decision import Decisions
from game.core.observe import View
from game.core.rng import Seeds, uniform
from game.play.batch import play_batch
from game.play.policy import Memory, Policy, Replayed, policy_named
from game.scenario.shape import Path

POPULATION: Final = 256
ELITE: Final = 32
GENERATIONS: Final = 6
_ANEW: Final = 9_000
"""Number of the first draw for which quarters are decided anew."""


class Varied:
    """Decisions that were taken before, some quarters of each game decided anew by another policy."""

    name = "varied"

    def __init__(self, former: Policy, fresh: Policy, share: float) -> None:
        self._former = former
        self._fresh = fresh
        self._share = share

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:
        """Decides a quarter as before, or anew; never half of each, so that money and tokens still add up."""
        old, new = self._former.decide(view, seeds, memory), self._fresh.decide(view, seeds, memory)
        anew = uniform(seeds, view.turn, "policy", _ANEW) < self._share
        return Decisions(np.where(anew, new.choice, old.choice), np.where(anew, new.attention, old.attention))


def seek(instrumented: Instrumented, path: Path, *, first: int, generations: int = GENERATIONS) -> bool:
    """Whether a game can be found in which the condition at a path holds.

    Arguments:
        instrumented: the place, with its gauges.
        path: of the condition.
        first: the first seed; each generation takes those after the one before.
        generations: how many games, in populations of 256, before it gives up.
    """
    place, gauge = instrumented.bare, instrumented.gauges[path]
    gauge.is_target = True
    memory = Memory(place.parameters)
    chance, explore = policy_named("random", place), policy_named("explore", place)
    policy: Policy = explore
    try:
        for generation in range(generations):
            instrumented.forget()
            start = first + generation * POPULATION
            played = play_batch(instrumented.place, policy, start, POPULATION, memory, is_overlaid=False, keeps_decisions=True)
            held = gauge.rows.get("held")
            if held is not None and held.any():
                return True
            best = np.argsort(_nearest(gauge), kind="stable")[:ELITE]
            parents = np.resize(best, POPULATION)
            taken = [Decisions(one.choice[:, parents], one.attention[:, :, parents]) for one in played.taken[: place.turns]]
            fresh = chance if generation % 2 else explore
            policy = Varied(Replayed(place, taken), fresh, share=0.35 if generation < generations // 2 else 0.15)
    finally:
        gauge.is_target = False
        instrumented.forget()
    return False


def _nearest(gauge: Gauge) -> Array:
    return gauge.nearest if gauge.nearest is not None else np.full(POPULATION, np.inf)
