"""Many playthroughs of a place with one policy: in batches, over processes, with one answer however they are cut up.

A batch is a range of seeds and playthrough r is the one that `run --seed first + r` plays, bit for bit. Only the seven headline
measures are kept for each playthrough; all else is counted (see `tally`), so memory does not grow with how many are played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.core.arithmetic import Array
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.crew import FEWEST_A_BATCH, Crew, Parameters, Piece, rows_of
from game.play.policy import Policy, policy_named
from game.play.tally import Tally

GENERATION: Final = 256
"""Playthroughs after which a policy that learns is first told what was seen; see `generations`."""

_LARGEST_GENERATION: Final = 2048
"""Playthroughs after which it is told again at the latest: what it comes to hangs on this, and on no size of batches."""

Progress = Callable[[int], None]
"""Told after each batch how many playthroughs are done."""


@dataclass(frozen=True)
class Ensemble:
    """What many playthroughs came to.

    Arguments:
        place: the place that was played.
        policy: the name of the policy.
        first: the first seed.
        asked: how many playthroughs were asked for; `n` is how many were played before somebody stopped it.
        measures: the headline measures, each of shape (n,).
        tally: everything that was counted.
        is_complete: false if somebody stopped it.
    """

    place: Place
    policy: str
    first: int
    asked: int
    measures: Mapping[str, Array]
    tally: Tally
    is_complete: bool = True

    @property
    def n(self) -> int:
        """How many playthroughs were played."""
        return self.tally.n


def generations(count: int, start: int = 0) -> Iterator[slice]:
    """Cuts the playthroughs of a policy that learns into generations, before each of which it is told what was seen.

    Each is as large as all before it, within bounds: what is new is found early, and few playthroughs at once cost nearly as
    much as many. They hang on `count` alone at the very end, and not on the batches, so that batches make no difference.

    Arguments:
        count: how many playthroughs.
        start: how many of them have been played already; where a generation begins.
    """
    while start < count:
        stop = min(start + min(max(start, GENERATION), _LARGEST_GENERATION), count)
        yield slice(start, stop)
        start = stop


def play_many(
    place: Place,
    policy: str | Policy,
    *,
    first: int = 0,
    runs: int,
    parameters: Parameters | None = None,
    watch: tuple[str, ...] = (),
    chunk: int | None = None,
    crew: Crew | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Plays many playthroughs; Ctrl-C stops it and keeps what was done, in order from the first seed.

    Arguments:
        place: the place.
        policy: a policy, or the name of one. Raises `KeyError` for a name that is none.
        first: the first seed.
        runs: how many seeds.
        parameters: what to lay over the model's.
        watch: variables whose means over the playthroughs to keep at every turn.
        chunk: playthroughs a batch; makes no difference to the answer. If left out, as many as do well.
        crew: the processes that play, which make no difference to the answer; this one alone if left out.
        progress: told how many are done.
    """
    if crew is None:
        with Crew(place, 1) as crew_of_its_own:
            return play_many(
                place,
                policy,
                first=first,
                runs=runs,
                parameters=parameters,
                watch=watch,
                chunk=chunk,
                crew=crew_of_its_own,
                progress=progress,
            )
    who = policy_named(policy, place) if isinstance(policy, str) else policy
    learns = bool(getattr(who, "learns", False))
    measures = {name: np.zeros(runs) for name in MEASURES}
    total = Tally.nothing(place, watch)

    def pieces(start: int, stop: int) -> Iterator[Piece]:
        seen = total.seen() if learns else None
        # As many for each process, and all of one size.
        batches = crew.jobs * max(-(-(stop - start) // (crew.most * crew.jobs)), 1)
        size = chunk or max(FEWEST_A_BATCH, -(-(stop - start) // batches))
        for begins in range(start, stop, size):
            rows = slice(begins, min(begins + size, stop))
            yield Piece(policy, first, rows, rows_of(parameters or {}, rows), watch, seen, runs)

    is_complete = True
    try:
        for some in generations(runs) if learns else (slice(0, runs),):
            for rows, part, tally in crew.play(pieces(some.start, some.stop)):
                for name in MEASURES:
                    measures[name][rows] = part[name]
                total.add(tally)
                if progress is not None:
                    progress(total.n)
    except KeyboardInterrupt:
        is_complete = False
    kept = {name: value[: total.n] for name, value in measures.items()}
    return Ensemble(place, who.name, first, runs, kept, total, is_complete)
