"""A turn of several games at once, each of which comes out as if it had been played alone: its state, its ledger, its memory.

A step of ten games costs little more than one of a single game: most of it is asking numpy for small sums. What is traced of
all of them is taken apart again, so that nothing of one game is left in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from game.core.arithmetic import Array, Mask
from game.core.decision import Decisions, Refusal, refusal
from game.core.dynamics import chance, share
from game.core.dynamics.parts import rules_of
from game.core.ledger import Block, Cause, Happening, Index, Ledger, Link, Packed, Part, part_of
from game.core.place import Place
from game.core.rule import Rule
from game.core.state import State
from game.core.step import Stepped, advance
from game.core.turn import Turn


def step_together(place: Place, games: Sequence[tuple[State, Decisions]]) -> list[Stepped | Refusal]:
    """Plays the same turn of several games, each with a ledger.

    Arguments:
        place: where all of them are played.
        games: the state of each before the turn, of one playthrough, and what is decided in it; no seats of a round table
            decide.

    Returns:
        For each game what `step` would have given.

    Raises:
        ValueError: they are not all in the same turn.
    """
    states = [state for state, _ in games]
    if len({state.turn for state in states}) != 1:
        message = "Games that are played together stand in the same turn."
        raise ValueError(message)
    values = {name: np.concatenate([state[name] for state in states], axis=-1) for name in states[0]}
    before = State(states[0].turn, np.concatenate([state.seeds for state in states]), values)
    of_all = zip(*((decided.choice, decided.attention) for _, decided in games), strict=True)
    choice, attention = (np.concatenate(parts, axis=-1) for parts in of_all)
    decisions = Decisions(choice, attention)
    if refusal(place, before, decisions) is None:
        return [*_played(place, states, before, decisions)]
    each = [refusal(place, state, decided) for state, decided in games]
    allowed = [game for game, refused in zip(games, each, strict=True) if refused is None]
    played = iter(step_together(place, allowed) if allowed else ())
    return [refused or next(played) for refused in each]


def _played(place: Place, states: Sequence[State], before: State, decisions: Decisions) -> Iterator[Stepped]:
    """The same where all is allowed; `before` and `decisions` are those of all games side by side."""
    turn = _Together(place, before, [state.memory or {} for state in states])
    advance(turn, decisions)
    memories = turn.memories()
    after, _ = turn.finish()
    for number, (state, (blocks, happenings)) in enumerate(zip(states, turn.traced.apart(), strict=True)):
        own = after.rows(slice(number, number + 1)).freeze()
        own.memory = memories[number]
        yield Stepped(own, Ledger(before.turn, place.lead, state, own, blocks, happenings))


@dataclass(slots=True)
class _Remembered:
    """What a rule was last computed from: in which games it was at all, and its values, (..., N) or the same for all of them."""

    has: Mask
    values: list[Array]


class _Together(Turn):
    """A turn in which each game remembers only the rules that would have been run in it alone."""

    def __init__(self, place: Place, before: State, memories: Sequence[Mapping[str, list[Array]]]) -> None:
        super().__init__(place, before, place.parameters, trace=True, instead=rules_of(place.parts))
        self.ledger = self.traced = _Traced(before.turn, place.lead, before, self.state)
        self._remembered = _joined(memories)
        self._only: Mask | None = None

    def run(self, rules: Iterable[Rule]) -> None:
        """Runs the rules of a phase; those of what went astray, and of leaders that leave, only where that has happened."""
        if rules is share.ASTRAY:
            self._only = self.mask_of(np.concatenate([rows for _, _, rows in self.astray]))
        elif rules is chance.DEPARTURES:
            self._only = self.mask_of(np.flatnonzero(self.state["left"].any(axis=0)))
        super().run(rules)
        self._only = None

    def recall(self, rule: str, values: list[Any]) -> list[Any]:
        """What a rule was last computed from in each game; where it was not, or is not run now, what it is computed from now."""
        n, only = self.state.n_playthroughs, self._only
        now = [np.array(value) for value in values]
        known = self._remembered.get(rule) or _Remembered(np.zeros(n, dtype=bool), now)
        counts = known.has if only is None else known.has & only
        former = [_mixed(old, new, counts) for old, new in zip(known.values, now, strict=True)]
        if only is None:
            self._remembered[rule] = _Remembered(np.ones(n, dtype=bool), now)
        else:
            kept = [_mixed(old, new, ~only) for old, new in zip(known.values, now, strict=True)]
            self._remembered[rule] = _Remembered(known.has | only, kept)
        return former

    def memories(self) -> list[dict[str, list[Array]]]:
        """What is remembered in each game, as it would be of that one alone."""
        n = self.state.n_playthroughs
        found: list[dict[str, list[Array]]] = [{} for _ in range(n)]
        for rule, known in self._remembered.items():
            for number in np.flatnonzero(known.has).tolist():
                found[number][rule] = [_own(value, number, n) for value in known.values]
        return found


def _joined(memories: Sequence[Mapping[str, list[Array]]]) -> dict[str, _Remembered]:
    """What is remembered in each of several games, side by side."""
    found = {}
    for rule, first in {rule: values for memory in reversed(memories) for rule, values in memory.items()}.items():
        has = [rule in memory for memory in memories]
        each = zip(*(memory.get(rule, first) for memory in memories), strict=True)
        found[rule] = _Remembered(np.array(has), [_side_by_side(values) for values in each])
    return found


def _side_by_side(values: Sequence[Array]) -> Array:
    if values[0].ndim:
        return np.concatenate(values, axis=-1)
    return np.array(values[0]) if all(one == values[0] for one in values) else np.array(values)


def _mixed(old: Array, new: Array, is_old: Mask) -> Array:
    """The old values in some games and the new ones in the others; a constant stays one where it has not changed."""
    if is_old.all() and old.shape == new.shape:
        return old
    if new.shape[-1:] != is_old.shape and bool(np.all((old == new) | ~is_old)):
        return new
    found: Array = np.where(is_old, old, new)
    return found


def _own(value: Array, number: int, n: int) -> Array:
    return value[..., number : number + 1].copy() if value.shape[-1:] == (n,) else value


@dataclass(slots=True)
class _Traced(Ledger):
    """What is traced of several games: of each block its parts and its sizes, to be taken apart, and never a block whole."""

    parts: list[Part | Block] = field(default_factory=list)
    sizes: list[Array] = field(default_factory=list)

    def note(self, variable: str, index: Index, size: Array, cause: Cause, link: Link | None) -> None:
        """Takes the sizes of one more block."""
        self.parts.append(part_of(variable, index, (*size.shape[:-1], 1), cause, link))
        self.sizes.append(size.reshape(-1, size.shape[-1]))

    def add(self, block: Block) -> None:
        """Takes one more block, of one element a playthrough."""
        self.parts.append(block)
        self.sizes.append(block.size[None])

    def apart(self) -> Iterator[tuple[Packed, list[Happening]]]:
        """Of each game the blocks that change anything in it, and what happened there."""
        n = self.before.n_playthroughs
        lengths = np.array([len(sizes) for sizes in self.sizes], dtype=np.intp)
        sizes = np.concatenate([np.empty((0, n)), *self.sizes])
        does = (
            np.logical_or.reduceat(sizes != 0.0, np.cumsum(lengths) - lengths, axis=0)
            if self.parts
            else np.zeros((0, n), dtype=bool)
        )
        is_whole = np.array([not isinstance(part, Block) for part in self.parts], dtype=bool)
        for number in range(n):
            there = does[:, number]
            own = [self.parts[at] for at in np.flatnonzero(there).tolist()]
            own = [_of_one(part, number) if isinstance(part, Block) else part for part in own]
            kept = sizes[np.repeat(there & is_whole, lengths), number]
            told = [Happening(one.kind, one.name, one.text, np.ones(1, dtype=bool), one.agencies) for one in self.told(number)]
            yield Packed(own, kept, np.cumsum(np.where(is_whole, lengths, 0)[there])), told


def _of_one(block: Block, number: int) -> Block:
    """A block of one element a playthrough, of one game alone."""
    rows = slice(number, number + 1)
    axes = tuple(axis[rows] for axis in block.scatter or ())
    return Block(block.variable, block.index, block.size[rows].copy(), block.cause, None, axes)
