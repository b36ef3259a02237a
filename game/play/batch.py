"""A batch: many playthroughs of a place by one policy, played at once without a trace."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.core.arithmetic import Array, Numbers
from game.core.decision import Decisions, none_of
from game.core.observe import observe
from game.core.outcome import headline, looked_at
from game.core.place import Place
from game.core.rng import Seeds, seeds_of
from game.core.rule import Executor
from game.core.state import Arrays, State, fresh
from game.core.step import begin_in_place, step_in_place
from game.play.executor import executor_for, executor_for_measures
from game.play.memory import hold_memory
from game.play.policy import Memory, Policy
from game.play.tally import Recorder, Tally
from game.play.ties import PICTURE

Before = Callable[[State, Decisions], None]
"""Shown a batch before each turn, and what was decided in it; the state goes on changing, so what is to be kept is copied."""


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
