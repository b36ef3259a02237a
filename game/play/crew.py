"""Whoever plays batches: this process, or several that are started once and used again."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Final, Protocol, Self

import numpy as np

from game.core.arithmetic import Array
from game.core.place import Place
from game.core.rng import seeds_of
from game.play.batch import play_batch
from game.play.executor import get_ready
from game.play.memory import Slab
from game.play.policy import Memory, Policy, Seen, policy_named
from game.play.tally import Tally

CHUNK: Final = 16_384
"""Playthroughs a batch at most: found by measuring (benchmarks/ensemble.py). What it costs to ask for an operation is
shared by all of them; beyond this size memory grows, by some 30 MB a thousand, and nothing is gained."""

_AT_ONCE: Final = 4 * CHUNK
"""Playthroughs that all processes together play at once, at most: some 2 GB."""

FEWEST_A_BATCH: Final = 256
"""Playthroughs below which sharing them out among processes gains nothing."""

Parameters = Mapping[str, Any]
"""What is laid over the model's parameters: each a number, or an array (N,) with one for each playthrough."""


def rows_of(parameters: Parameters, rows: slice) -> dict[str, Any]:
    """Parameters for some playthroughs of a batch: of each that has a value for every playthrough, those of these rows."""
    return {name: value[rows] if isinstance(value, np.ndarray) and value.ndim else value for name, value in parameters.items()}


@dataclass(frozen=True)
class Piece:
    """A batch to be played: who decides, the whole's first seed, which of its playthroughs, how many it has, and the rest.

    With `times` above 1, they are played so often side by side, under the same luck each time; its arrays of parameters hold one
    number for each playthrough of each time.
    """

    policy: str | Policy
    first: int
    rows: slice
    parameters: Mapping[str, Any]
    watch: tuple[str, ...]
    seen: Seen | None
    runs: int
    times: int = 1


Done = tuple[slice, Mapping[str, Array], Tally]
"""A batch that was played: which playthroughs, their headline measures, and what was counted."""


class Underway(Protocol):
    """A batch that is being played somewhere."""

    def result(self) -> Done:
        """Waits for it."""
        ...

    def done(self) -> bool:
        """Whether it has been played."""
        ...


class Crew:
    """Whoever plays the batches of one place: this process, or several others that are started once and used again.

    Attributes:
        jobs: how many processes play.
        others: how many of them are not this one.
        most: how many playthroughs a batch has at most.
    """

    def __init__(self, place: Place, jobs: int = 1, *, takes_part: bool = False, others: Others | None = None) -> None:
        """Takes how many processes are to play; with `takes_part` this one is among them, and shares out what is played.

        `others` are processes that were started before, and are ended by whoever started them.
        """
        self._place = place
        # What comes from another process may be changed, and rules that were compiled for what may not would not be taken.
        for value in place.constants.values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
        self.jobs = max(jobs, 1)
        self.most = max(min(CHUNK, _AT_ONCE // self.jobs), FEWEST_A_BATCH)
        self.others = self.jobs if self.jobs > 1 and not takes_part else self.jobs - 1
        self._started = others
        self._own: Others | None = None
        self._send: Callable[[Piece], Underway] | None = None
        self._policies: dict[str, Policy] = {}
        self._slab = Slab()

    def __enter__(self) -> Self:
        if self.others:
            if self._started is None:
                self._own = self._started = Others(self.others)
            submit, given = self._started.submit, pickle.dumps(self._place)
            self._send = lambda piece: submit(_play_elsewhere, given, piece)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._own is not None:
            self._own.end()

    def play(self, pieces: Iterator[Piece]) -> Iterator[Done]:
        """Plays pieces and gives each back in its turn; no more are under way or waiting than keep everybody busy."""
        if self._send is None:
            yield from map(self.play_here, pieces)
            return
        waiting: deque[Underway] = deque()
        for piece in pieces:
            waiting.append(self._send(piece))
            if len(waiting) > self.jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def hand_out(self, piece: Piece) -> Underway:
        """Has another process play a piece. Raises `ValueError` where there is none."""
        if self._send is None:
            raise ValueError("There is no other process to play it.")
        return self._send(piece)

    def play_here(self, piece: Piece) -> Done:
        """Plays one piece in this process."""
        policy = piece.policy
        if isinstance(policy, str):
            if policy not in self._policies:
                self._policies[policy] = policy_named(policy, self._place)
            policy = self._policies[policy]
        start, stop = piece.rows.start, piece.rows.stop
        seeds = np.tile(seeds_of(piece.first + start, stop - start), piece.times)
        rows = piece.rows if piece.times == 1 else np.tile(np.arange(start, stop, dtype=np.int64), piece.times)
        memory = Memory({**self._place.parameters, **piece.parameters}, rows, piece.seen)
        played = play_batch(
            self._place,
            policy,
            seeds,
            len(seeds),
            memory,
            watch=piece.watch,
            is_overlaid=bool(piece.parameters),
            keeps_state=False,
            runs=piece.runs,
            arrays=self._slab.arrays,
        )
        return piece.rows, played.measures, played.tally


class Others(ProcessPoolExecutor):
    """Other processes, which can be started before it is known what place they play: they get ready meanwhile.

    They are started afresh on every system alike, so that nothing hangs on what this process has loaded.
    """

    def __init__(self, count: int, runs: int = 0) -> None:
        """Takes how many, and how many playthroughs are asked for in all."""
        super().__init__(count, mp_context=get_context("spawn"), initializer=_settle_in)
        try:
            for _ in range(count):
                self.submit(get_ready, runs)
        except OSError:  # as where the system lets no more processes begin: those that have are not left behind
            self.shutdown(wait=False, cancel_futures=True)
            raise

    def end(self) -> None:
        """Ends them, once they have done what they have begun."""
        self.shutdown(wait=True, cancel_futures=True)


def _settle_in() -> None:
    # Ctrl-C reaches every process of a terminal; the first one decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """Ends this process once the one that started it is gone: killed, that one tells nobody, and we would wait for ever."""
    if first := parent_process():
        first.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _crew_of(given: bytes) -> Crew:
    return Crew(pickle.loads(given))  # noqa: S301 - from the process that started this one, through a pipe of their own


def _play_elsewhere(given: bytes, piece: Piece) -> Done:
    return _crew_of(given).play_here(piece)
