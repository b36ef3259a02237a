"""The study of the model's law: which of its findings hang on which assumption, each moved by a quarter either way.

A fact's pairs are played at the points of Morris's design (SALib): a few walks through all assumptions at once, each step moving
one of them, on the same few backgrounds. What a step does to the fact's effect is an elementary effect; the mean of their sizes
says how much hangs on an assumption, whatever the others are. The two on which most hangs are then held at either end while all
others are drawn anew with each background, and the fact is tried there in full: a finding is fragile where it does not hold.

Source: Morris (1991), Technometrics 33; Campolongo, Cariboni and Saltelli (2007), Environmental Modelling and Software 22.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from SALib.analyze import morris as analysis
from SALib.sample import morris as sampling

from game.bench.sensitivity import sensitivity_of
from game.core.arithmetic import Array
from game.core.place import Place
from game.play.assumption import Move, Reach, reaches
from tests.stylised.pairs import Design, Fact, Verdict, quiet

WALKS: Final = 4
"""Walks through all assumptions for each fact on each place."""

BACKGROUNDS: Final = 4
"""Backgrounds on which each point of a walk is tried; every walk has others."""

LEVELS: Final = 4
"""Values of each assumption in the design, evenly between its ends."""

SUSPECTS: Final = 2
"""Assumptions that are then held at either end."""

CONFIRMED: Final = 300
"""Pairs on which a fact is tried there."""

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Studied:
    """What became of one thing that a fact says, on one place.

    Arguments:
        fact: what it says.
        usual: with all assumptions drawn, over the points of all walks.
        move: of the assumptions on which most hangs, the one at that end where it stands worst; None where it hangs on none.
        moved: there, with all others drawn.
        pull: by how much of the measure's range that assumption moves the effect from one end to the other, on average.
    """

    fact: str
    usual: Verdict
    move: Move | None
    moved: Verdict
    pull: float

    @property
    def is_fragile(self) -> bool:
        """Whether it does not hold there."""
        return not self.moved.holds


def facts_on(place: str) -> Iterator[Fact]:
    """Every fact that is tried on pairs on a place, in the order of their numbers."""
    for path in sorted(HERE.glob("test_f*.py")):
        for value in vars(importlib.import_module(f"tests.stylised.{path.stem}")).values():
            if hasattr(value, "verdicts") and place in _places_of(value):
                yield value


def _places_of(tried: Any) -> set[str]:
    marks = [mark for mark in getattr(tried, "pytestmark", []) if mark.name == "parametrize"]
    return {parameters.values[0] for mark in marks for parameters in mark.args[1]}


def study(place: str, tried: Fact) -> list[Studied]:
    """What hangs on which assumption in one fact, on one place."""
    known = reaches(quiet(place, 1))
    problem = {"num_vars": len(known), "names": [one.name for one in known], "bounds": [[one.low, one.high] for one in known]}
    points = sampling.sample(problem, WALKS, num_levels=LEVELS, seed=1)
    size = len(known) + 1
    walks: dict[str, list[Verdict]] = defaultdict(list)
    for walk in range(WALKS):
        part = points[walk * size : (walk + 1) * size]
        design = Design({one.name: part[:, number] for number, one in enumerate(known)}, size, BACKGROUNDS, walk)
        for verdict in tried.verdicts(place, design):
            walks[verdict.fact].append(verdict)
    return [_studied(place, tried, known, problem, points, parts) for parts in walks.values()]


def _studied(
    place: str, tried: Fact, known: Sequence[Reach], problem: dict[str, Any], points: Array, parts: Sequence[Verdict]
) -> Studied:
    usual = pooled(parts)
    effects = np.concatenate([one.margins.reshape(-1, BACKGROUNDS).mean(axis=1) for one in parts]) / usual.span
    found = analysis.analyze(problem, points, effects, num_levels=LEVELS, seed=1)
    pulls = [float(pull) for pull in found["mu_star"]]
    suspects = [number for number in sorted(range(len(known)), key=lambda number: -pulls[number])[:SUSPECTS] if pulls[number]]
    moved = [((known[number].name, value), number) for number in suspects for value in known[number].moved]
    if not moved:
        return Studied(usual.fact, usual, None, usual, 0.0)
    found_at = [(held_at(place, tried, known, move)[usual.fact], move, pulls[number]) for move, number in moved]
    worst, move, pull = min(found_at, key=lambda one: (one[0].holds, one[0].share, one[0].effect))
    return Studied(usual.fact, usual, move, worst, pull)


def pooled(parts: Sequence[Verdict]) -> Verdict:
    """Several verdicts on the same thing as one."""
    first, margins = parts[0], np.concatenate([one.margins for one in parts])
    span = float(np.mean([one.span for one in parts]))
    return Verdict(first.fact, margins, span, first.least_share, first.least_effect, first.most_effect)


def held_at(place: str, tried: Fact, known: Sequence[Reach], move: Move, pairs: int = CONFIRMED) -> dict[str, Verdict]:
    """A fact's verdicts where one assumption is held at a value and all others are drawn for each pair."""
    rng = np.random.default_rng(2)
    drawn: dict[str, Array] = {one.name: rng.uniform(one.low, one.high, (1, pairs)) for one in known}
    name, value = move
    drawn[name] = np.full((1, pairs), value)
    return {verdict.fact: verdict for verdict in tried.verdicts(place, Design(drawn, 1, pairs, 0))}


def widest(place: Place, count: int) -> list[Move]:
    """The assumptions on which the headline measures hang most, as `simulate --sensitivity` finds them, each at both ends.

    The one on which most hangs comes first.
    """
    swings, _ = sensitivity_of(place, first=0)
    names = list(dict.fromkeys(one.parameter for one in swings))[:count]
    found = sorted((one for one in reaches(place) if one.name in names), key=lambda one: names.index(one.name))
    return [(one.name, value) for one in found for value in one.moved]
