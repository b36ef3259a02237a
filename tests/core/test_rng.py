"""Random numbers that depend on what they are for and on nothing that was drawn before."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.rng import PURPOSES, seeds_of, uniform

MASK = 2**64 - 1


def reference(seed: int, turn: int, purpose: str, number: int) -> float:
    """The same draw in Python's own whole numbers: SplitMix64 used as a hash of a counter (Steele, Lea and Flood, 2014)."""
    golden = 0x9E3779B97F4A7C15

    def mix(value: int) -> int:
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
        return value ^ (value >> 31)

    counter = turn * 2**32 + PURPOSES[purpose] * 2**24 + number
    hashed = mix((counter * golden + golden) & MASK)
    return float(mix(mix((seed * golden) & MASK) ^ hashed) >> 11) * 2.0**-53


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize(("seed", "turn", "number"), [(0, 0, 0), (7, 1, 0), (7, 13, 41), (2**64 - 1, 60, 2**24 - 1)])
def test_draws_are_those_of_the_published_algorithm(seed: int, turn: int, number: int, purpose: str) -> None:
    """Every draw equals the one worked out in whole numbers of any size."""
    assert uniform(seeds_of(seed, 1), turn, purpose, number)[0] == reference(seed, turn, purpose, number)


def test_the_draws_that_every_saved_game_rests_on_stay() -> None:
    """A few draws, written down: a change here changes every game that was ever saved."""
    drawn = [float(uniform(seeds_of(seed, 1), turn, purpose, number)[0]) for seed, turn, purpose, number in KNOWN]
    assert drawn == list(KNOWN.values())


KNOWN = {
    (1, 1, "departure", 0): 0.27801248955363334,
    (7, 3, "event", 2): 0.743560996526463,
    (2013, 13, "incident", 1): 0.8198307139086132,
}


def test_draws_are_uniform() -> None:
    """Over seeds, turns and numbers alike, draws fill [0, 1) evenly."""
    numbers = np.arange(1000, dtype=np.int64)[:, None]
    for draws in (
        uniform(seeds_of(0, 100_000), 1, "event"),
        uniform(seeds_of(5, 1), 1, "departure", np.arange(100_000, dtype=np.int64)[:, None]),
        np.concatenate([uniform(seeds_of(0, 100), turn, "effect", numbers).ravel() for turn in range(3)]),
    ):
        assert draws.min() >= 0.0
        assert draws.max() < 1.0
        counts, _ = np.histogram(draws, bins=50, range=(0.0, 1.0))
        expected = draws.size / 50
        # The chance of a larger chi-square with 49 degrees of freedom is about one in 100,000.
        assert ((counts - expected) ** 2 / expected).sum() < 110.0


def test_draws_do_not_lean_on_one_another() -> None:
    """Draws of neighbouring seeds, turns, purposes and numbers are unrelated."""
    seeds = seeds_of(0, 50_000)
    base = uniform(seeds, 4, "event", 3)
    for other in (
        uniform(seeds_of(1, 50_000), 4, "event", 3),
        uniform(seeds, 5, "event", 3),
        uniform(seeds, 4, "effect", 3),
        uniform(seeds, 4, "event", 4),
    ):
        assert abs(np.corrcoef(base, other)[0, 1]) < 0.02
        assert not np.array_equal(base, other)


def test_a_draw_does_not_depend_on_what_else_is_drawn() -> None:
    """One number drawn among many, for one seed among many, is the number drawn alone, in any order."""
    seeds = seeds_of(100, 20)
    many = uniform(seeds, 2, "departure", np.arange(12, dtype=np.int64)[:, None])
    for number in reversed(range(12)):
        for row in (19, 0, 7):
            alone = uniform(seeds_of(100 + row, 1), 2, "departure", number)
            uniform(seeds, 9, "event")
            assert many[number, row] == alone[0]
