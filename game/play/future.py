"""Going on from a game's past under other luck: what each way to decide a quarter would come to, many futures at once.

Draws are a hash of seed, turn and purpose. So a state that is given other seeds keeps its past and meets other luck from its turn
on, and two ways to go on that are given the same seeds meet the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.core.arithmetic import Array
from game.core.decision import Decisions, none_of
from game.core.observe import observe
from game.core.outcome import MEASURES, headline, looked_at
from game.core.place import Place
from game.core.rng import Seeds, seeds_of
from game.core.rule import Executor
from game.core.state import State
from game.core.step import step_in_place
from game.play.batch import AtEnd
from game.play.crew import rows_of
from game.play.executor import executor_for_measures
from game.play.memory import hold_memory
from game.play.policy import Memory, Policy

FURTHER_LUCK: Final = 0x100_0000_0000
"""How far from a game's own seed those of its futures lie: no other game that anybody plays comes near them."""

_LANE: Final = 4096 * 13 * 13
"""Pairs of agencies, over all playthroughs that are played side by side: twice as many would take 160 MB more."""


Between = Callable[[], None]
"""Called between two steps of long work: it raises where the work is to be broken off."""


@dataclass(frozen=True)
class Branch:
    """One way to go on from the start of a turn: the state there, of one playthrough, and what is decided in that turn.

    The decisions must be such as are not refused; their last axis is 1.
    """

    state: State
    decisions: Decisions


def futures_of(seed: int, count: int) -> Seeds:
    """The seeds of a game's futures, shape (count,)."""
    return seeds_of(seed + FURTHER_LUCK, count)


def go_on() -> None:
    """Nothing stands in the way."""


def play_on(
    place: Place,
    branches: Sequence[Branch],
    policy: Policy,
    seeds: Seeds,
    *,
    parameters: Mapping[str, Any] | None = None,
    between: Between = go_on,
) -> dict[str, Array]:
    """The headline measures of every branch under every seed, each of shape (branches, seeds).

    Each row is, bit for bit, what that branch comes to when it is played on alone.

    Arguments:
        place: the place.
        branches: ways to go on, from any turns in which the programme runs.
        policy: who decides from the next turn on.
        seeds: the futures' luck, the same for all branches, shape (F,).
        parameters: what to lay over the place's: each a number, or an array (branches,) with one for each.
        between: called before each turn that is played; what it raises breaks the work off.
    """
    hold_memory()
    n_futures = len(seeds)
    measures = {name: np.zeros((len(branches), n_futures)) for name in MEASURES}
    executor = executor_for_measures(place, len(branches) * n_futures)
    side_by_side = max(1, _LANE // len(place.agencies) ** 2)
    for start in range(0, n_futures, side_by_side):
        some = seeds[start : start + side_by_side]
        for lane in _lanes(branches, max(1, side_by_side // len(some))):
            overlay = {name: _of_lane(value, lane, len(some)) for name, value in (parameters or {}).items()}
            found = _play_lane(place, [branches[number] for number in lane], policy, some, overlay, between, executor)
            for name, value in found.items():
                measures[name][lane, start : start + side_by_side] = value.reshape(len(lane), len(some))
    return measures


def _lanes(branches: Sequence[Branch], size: int) -> Iterator[list[int]]:
    """Branches that are played side by side, those that begin early together, so that few wait for the others."""
    order = sorted(range(len(branches)), key=lambda number: branches[number].state.turn)
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _of_lane(value: Any, lane: list[int], n_futures: int) -> Any:
    return np.repeat(value[lane], n_futures) if isinstance(value, np.ndarray) and value.ndim else value


def _play_lane(
    place: Place,
    branches: Sequence[Branch],
    policy: Policy,
    seeds: Seeds,
    overlay: Mapping[str, Any],
    between: Between,
    executor: Executor | None,
) -> dict[str, Array]:
    """The headline measures of a lane of branches, each of shape (branches x seeds,); each joins at its own turn."""
    ends = AtEnd(place, looked_at(place))
    waiting = list(branches)
    state: State | None = None
    for turn in range(waiting[0].state.turn, place.turns + place.epilogue + 1):
        between()
        decided = None
        if state is not None:
            decided = _decided(place, state, policy, rows_of(overlay, slice(state.n_playthroughs)))
        joining: list[Branch] = []
        while waiting and waiting[0].state.turn == turn:
            joining.append(waiting.pop(0))
        state, decisions = _joined(state, decided, joining, seeds)
        ran = state["running"].copy()
        step_in_place(
            place, state, decisions, parameters=rows_of(overlay, slice(state.n_playthroughs)) or None, executor=executor
        )
        ends.note(turn, ran, state)
    if state is None:
        raise ValueError("There is nothing to go on from.")
    return headline(place, ends.state, state)


def _decided(place: Place, state: State, policy: Policy, overlay: Mapping[str, Any]) -> Decisions:
    """What the policy decides; once no programme runs any more there is nothing to ask."""
    if not state["running"].any():
        return none_of(place, state.n_playthroughs)
    view = observe(place, state, place.lead, overlay or None)
    return policy.decide(view, state.seeds, Memory({**place.parameters, **overlay}))


def _joined(state: State | None, decided: Decisions | None, joining: Sequence[Branch], seeds: Seeds) -> tuple[State, Decisions]:
    """A batch, if there is one, and after it those who join it, each under every seed."""
    if state is not None and decided is not None and not joining:
        return state, decided
    first, n = 0 if state is None else state.n_playthroughs, len(seeds)

    def one_after_another(former: Any, each: Sequence[Any]) -> Any:
        result = np.empty((*each[0].shape[:-1], first + n * len(each)), dtype=each[0].dtype)
        if former is not None:
            result[..., :first] = former
        for number, value in enumerate(each):
            result[..., first + n * number : first + n * (number + 1)] = value
        return result

    names = joining[0].state if state is None else state
    values = {
        name: one_after_another(None if state is None else state[name], [branch.state[name] for branch in joining])
        for name in names
    }
    all_seeds = np.concatenate([*([] if state is None else [state.seeds]), *([seeds] * len(joining))])
    taken = [branch.decisions for branch in joining]
    choice = one_after_another(None if decided is None else decided.choice, [one.choice for one in taken])
    attention = one_after_another(None if decided is None else decided.attention, [one.attention for one in taken])
    # Branches of one game that play the same turn have the same seats in it; where no programme runs any more they move nothing.
    seats = next((one.seats for one in (decided, *taken) if one is not None and one.seats is not None), None)
    return State(joining[0].state.turn, all_seeds, values), Decisions(choice, attention, seats)
