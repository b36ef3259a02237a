"""Many playthroughs of a place with one policy: in batches, over processes, with one answer however they are cut up.

A batch is a range of seeds and playthrough r is the one that `run --seed first + r` plays, bit for bit. Only the seven headline
measures are kept for each playthrough; all else is counted (see `tally`), so memory does not grow with how many are played.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Final, Protocol, Self

import numpy as np

from game.core.arithmetic import Array
from game.core.decision import Decisions, Numbers, none_of
from game.core.observe import observe
from game.core.outcome import MEASURES, headline, looked_at
from game.core.place import Place
from game.core.rng import Seeds, seeds_of
from game.core.rule import Executor
from game.core.state import Arrays, State, fresh
from game.core.step import begin_in_place, step_in_place
from game.play.executor import executor_for, executor_for_measures, get_ready
from game.play.memory import Slab, hold_memory
from game.play.policy import Memory, Policy, Seen, policy_named
from game.play.tally import Recorder, Tally
from game.play.ties import PICTURE

CHUNK: Final = 16_384
"""Playthroughs a batch at most: found by measuring (benchmarks/ensemble.py). What it costs to ask for an operation is
shared by all of them; beyond this size memory grows, by some 30 MB a thousand, and nothing is gained."""

_AT_ONCE: Final = 4 * CHUNK
"""Playthroughs that all processes together play at once, at most: some 2 GB."""

_FEWEST_A_BATCH: Final = 256
"""Playthroughs below which sharing them out among processes gains nothing."""

GENERATION: Final = 256
"""Playthroughs after which a policy that learns is first told what was seen; see `generations`."""

_LARGEST_GENERATION: Final = 2048
"""Playthroughs after which it is told again at the latest: what it comes to hangs on this, and on no size of batches."""

Parameters = Mapping[str, Any]
"""What is laid over the model's parameters: each a number, or an array (N,) with one for each playthrough."""

Before = Callable[[State, Decisions], None]
"""Shown a batch before each turn, and what was decided in it; the state goes on changing, so what is to be kept is copied."""

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


@dataclass(frozen=True)
class Played:
    """One batch: the states as its programmes ended and after the epilogue, measures, counts, and decisions if they were kept."""

    at_end: State
    final: State
    measures: Mapping[str, Array]
    tally: Tally
    taken: tuple[Decisions, ...]


def play_batch(
    place: Place,
    policy: Policy,
    first: int | Seeds,
    count: int,
    memory: Memory,
    *,
    watch: tuple[str, ...] = (),
    is_overlaid: bool = True,
    keeps_decisions: bool = False,
    keeps_state: bool = True,
    before: Before | None = None,
    runs: int | None = None,
    arrays: Arrays = fresh,
) -> Played:
    """Plays the seeds first, first + 1, ... at once, without a trace.

    Arguments:
        place: the place.
        policy: who decides.
        first: the first seed, or that of each playthrough.
        count: how many.
        memory: what the policy knows besides its view; its parameters are those played with.
        watch: variables whose sums to keep at every turn.
        is_overlaid: whether the parameters differ from the place's own.
        keeps_decisions: whether to keep what was decided each turn.
        keeps_state: whether to keep all of the state at the programme's end, and to follow every tie, not only what is decided,
            measured or asked for by endings.
        before: shown the state before each turn and what was decided in it.
        runs: how many playthroughs are asked for in all, if these are not all: the more, the more is worth preparing.
        arrays: makes those of the batch.
    """
    hold_memory()
    parameters = memory.parameters if is_overlaid else None
    follows_all = keeps_state or bool(watch)
    executor: Executor | None = executor_for(runs or count)
    has_picture = True
    if not follows_all:
        is_blind = before is None and bool(getattr(policy, "is_blind", False))
        executor = narrow = executor_for_measures(place, runs or count, is_blind=is_blind)
        has_picture = PICTURE not in narrow.left_out
    seeds = first if isinstance(first, np.ndarray) else seeds_of(first, count)
    state = begin_in_place(place, seeds, parameters=parameters, has_picture=has_picture, arrays=arrays)
    recorder = Recorder(place, count, watch)
    recorder.watch(state)
    taken: list[Decisions] = []
    ends = AtEnd(place, None if keeps_state else looked_at(place))
    for turn in range(1, place.turns + place.epilogue + 1):
        ran = state["running"].copy()
        if ran.any():
            view = observe(place, state, place.lead, parameters)
            decisions = policy.decide(view, state.seeds, memory)
            recorder.decide(view, decisions)
        else:  # nothing is on the table any more, nor has anybody a token
            decisions = none_of(place, count)
        if keeps_decisions:
            taken.append(decisions)
        if before is not None:
            before(state, decisions)
        step_in_place(place, state, decisions, parameters=parameters, executor=executor)
        recorder.watch(state)
        ends.note(turn, ran, state)
    at_end = ends.state
    measures = headline(place, at_end, state)
    return Played(at_end, state, measures, recorder.finish(at_end, state, measures), tuple(taken))


class AtEnd:
    """Each playthrough of a batch as it was when its programme ended, gathered turn by turn while the batch is played."""

    def __init__(self, place: Place, names: Collection[str] | None = None) -> None:
        """Takes the names of the variables to keep; all of them if left out."""
        self._last = place.turns
        self._names = names
        self._early: list[tuple[Numbers, State]] = []
        self._whole: State | None = None

    def note(self, turn: int, ran: Array, state: State) -> None:
        """Looks at the batch after a turn; `ran` is which playthroughs had been running before it, shape (N,)."""
        if turn < self._last:
            ended: Any = np.flatnonzero((ran > 0.0) & (state["running"] == 0.0))
            if len(ended):
                self._early.append((ended, self._kept(state).rows(ended)))
        elif turn == self._last:
            self._whole = self._kept(state).writable()

    def _kept(self, state: State) -> State:
        return state if self._names is None else state.only(self._names)

    @property
    def state(self) -> State:
        """The batch, once the last turn has been noted."""
        if self._whole is None:
            raise ValueError("A programme that still runs has not ended.")
        for rows, part in self._early:
            for name in self._whole:
                self._whole[name][..., rows] = part[name]
        return self._whole


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
        size = chunk or max(_FEWEST_A_BATCH, -(-(stop - start) // batches))
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
        self.most = max(min(CHUNK, _AT_ONCE // self.jobs), _FEWEST_A_BATCH)
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
        for _ in range(count):
            self.submit(get_ready, runs)

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
