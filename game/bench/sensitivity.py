"""Sensitivity: which of the model's assumptions the outcome hangs on.

Each is moved by a quarter down and up, one at a time, and the same games are played again with the same luck and the
same decisions as far as they are open. So what differs is the assumption's doing, and few games tell much.

Source: one-at-a-time screening with common random numbers; Saltelli and others (2008), Global Sensitivity Analysis, chapter 3.
What several do together is looked for by the study of the model's law (docs/explanation/model.md).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.bench.dealing import deal
from game.bench.impact import spread_of
from game.core.arithmetic import Array
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.assumption import Move, Reach, reaches
from game.play.batch import play_batch
from game.play.crew import Crew, Parameters, Piece
from game.play.ensemble import Progress
from game.play.policy import Memory, Replayed, policy_named

GAMES: Final = 48

_SIDE_BY_SIDE: Final = 20
"""Moves that are played in one batch: a thousand playthroughs cost a quarter as much together as fifty at a time."""

_Z: Final = 1.959964


@dataclass(frozen=True)
class Swing:
    """What moving one assumption does to one headline measure.

    Arguments:
        parameter: its name.
        measure: the measure.
        low, high: the two values that were tried.
        down, up: the mean change of the measure at each, as a share of its range over play by chance.
        error: half the width of the 95% interval of the larger one.
    """

    parameter: str
    measure: str
    low: float
    high: float
    down: float
    up: float
    error: float

    @property
    def size(self) -> float:
        """The larger of the two changes, without its sign."""
        return max(abs(self.down), abs(self.up))

    @property
    def is_clear(self) -> bool:
        """Whether it is more than chance would make of it."""
        return self.size > self.error


def sensitivity_of(
    place: Place,
    *,
    first: int,
    games: int = GAMES,
    parameters: Parameters | None = None,
    crew: Crew | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Swing, ...], bool]:
    """The swing of every measure for every assumption, the widest first, and whether all were tried before somebody stopped it.

    Arguments:
        place: the place.
        first: the first seed.
        games: how many games; each is played twice for every assumption.
        parameters: what lies over the model's already.
        crew: processes that are there already.
        progress: told how many playthroughs are done.
    """
    tried = [one for one in reaches(place, parameters) if one.moved]
    memory, by_chance = Memory({**place.parameters, **(parameters or {})}), policy_named("random", place)
    usual = play_batch(
        place, by_chance, first, games, memory, is_overlaid=bool(parameters), keeps_decisions=True, keeps_state=False
    )
    base, policy = usual.measures, Replayed(place, list(usual.taken[: place.turns]))
    spreads = {name: spread_of(base[name]) for name in MEASURES}
    moves = [(one.name, value) for one in tried for value in one.moved]

    def pieces() -> Iterator[tuple[tuple[Move, ...], Piece]]:
        for start in range(0, len(moves), _SIDE_BY_SIDE):
            some = tuple(moves[start : start + _SIDE_BY_SIDE])
            # One number for each playthrough of all of them, moved or not: so that compiled rules are compiled once.
            changed = {one.name: np.full(len(some) * games, one.usual) for one in tried}
            for number, (name, value) in enumerate(some):
                changed[name][number * games : (number + 1) * games] = value
            overlay = {**(parameters or {}), **changed}
            yield some, Piece(policy, first, slice(0, games), overlay, (), None, len(moves) * games, times=len(some))

    found: dict[Move, Mapping[str, Array]] = {}
    is_complete = True
    try:
        for some, (_, measures, _) in deal(crew or Crew(place), pieces(), iter(())):
            for number, move in enumerate(some):
                found[move] = {name: value[number * games : (number + 1) * games] for name, value in measures.items()}
            if progress is not None:
                progress(games * len(found))
    except KeyboardInterrupt:
        is_complete = False
    swings = [
        _swing(one, measure, found, base, spreads[measure])
        for one in tried
        if all((one.name, value) in found for value in one.moved)
        for measure in MEASURES
        if spreads[measure]
    ]
    return tuple(sorted(swings, key=lambda swing: -swing.size)), is_complete


def n_playthroughs(place: Place, games: int = GAMES) -> int:
    """How many playthroughs that takes."""
    return games * sum(len(one.moved) for one in reaches(place))


def _swing(
    tried: Reach,
    measure: str,
    found: Mapping[tuple[str, float], Mapping[str, Array]],
    base: Mapping[str, Array],
    spread: float,
) -> Swing:
    changes = [(found[tried.name, value][measure] - base[measure]) / spread for value in tried.moved]
    means = [float(change.mean()) for change in changes]
    widest = int(np.argmax(np.abs(means)))
    error = _Z * float(changes[widest].std(ddof=1)) / math.sqrt(len(changes[widest])) if len(changes[widest]) > 1 else 1.0
    return Swing(tried.name, measure, tried.moved[0], tried.moved[-1], means[0], means[-1], error)
