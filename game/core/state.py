"""The state of a batch of playthroughs: one array a variable, the playthrough on the last axis."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from game.core.arithmetic import Array
from game.core.rng import Seeds

if TYPE_CHECKING:
    from game.core.place import Place


class State:
    """Every variable of a batch at the start of one turn.

    `state["trust"]` is the array of that variable. `turn` is the turn about to be played (1 is the first); `seeds` has
    shape (N,). A state that has been handed out is read-only; `writable` gives a copy to work on.
    """

    __slots__ = ("_values", "memory", "seeds", "turn")

    def __init__(self, turn: int, seeds: Seeds, values: Mapping[str, Array], memory: dict[str, Any] | None = None) -> None:
        self.turn = turn
        self.seeds = seeds
        self._values = dict(values)
        # What each derived quantity was last computed from, kept only while tracing: it tells causes, never values.
        self.memory = memory

    def __getitem__(self, name: str) -> Array:
        return self._values[name]

    def __setitem__(self, name: str, value: Array) -> None:
        self._values[name] = value

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return (
            self.turn == other.turn
            and np.array_equal(self.seeds, other.seeds)
            and self._values.keys() == other._values.keys()
            and all(np.array_equal(self[name], other[name]) for name in self)
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"State(turn={self.turn}, playthroughs={self.n_playthroughs})"

    @property
    def n_playthroughs(self) -> int:
        """How many playthroughs the batch holds."""
        return len(self.seeds)

    def writable(self) -> State:
        """A copy whose arrays may be changed in place."""
        return State(self.turn, self.seeds, {name: value.copy() for name, value in self._values.items()})

    def freeze(self) -> State:
        """This state, its arrays marked read-only."""
        for value in self._values.values():
            value.flags.writeable = False
        return self

    def only(self, names: Collection[str]) -> State:
        """Some variables of this state, which both share."""
        return State(self.turn, self.seeds, {name: value for name, value in self._values.items() if name in names})

    def rows(self, rows: slice | Array) -> State:
        """The chosen playthroughs of the batch as a state of their own."""
        return State(self.turn, self.seeds[rows], {name: value[..., rows].copy() for name, value in self._values.items()})

    def share(self, former: State) -> None:
        """Holds only once what is in it and in the state before it, or what it remembers besides: of a game all are kept."""
        known: dict[tuple[tuple[int, ...], bytes], Array] = {}

        def one(value: Array) -> Array:
            return known.setdefault((value.shape, value.tobytes()), value)

        for state in (former, self):
            state._values = {name: one(value) for name, value in state._values.items()}  # noqa: SLF001 - a state's own
        for values in (former.memory or {}).values():
            for value in values:
                one(value)
        if self.memory is not None:
            self.memory = {rule: [one(value) for value in values] for rule, values in self.memory.items()}

    def digest(self) -> str:
        """A fingerprint of turn, seeds and every value, the same on every machine."""
        digest = hashlib.blake2b(digest_size=16)
        digest.update(f"{self.turn}".encode())
        digest.update(np.ascontiguousarray(self.seeds, dtype="<u8").tobytes())
        for name in sorted(self._values):
            digest.update(name.encode())
            # Adding zero turns -0.0 into 0.0, which compares equal and must digest equal.
            digest.update(np.ascontiguousarray(self._values[name] + 0.0, dtype="<f8").tobytes())
        return digest.hexdigest()


Arrays = Callable[[Mapping[str, tuple[int, ...]], int], dict[str, Array]]
"""Makes arrays of these shapes with an axis of so many more, which hold anything."""


def fresh(shapes: Mapping[str, tuple[int, ...]], n: int) -> dict[str, Array]:
    """New arrays, each by itself."""
    return {name: np.empty((*shape, n)) for name, shape in shapes.items()}


def opening(place: Place, seeds: Seeds, arrays: Arrays = fresh) -> State:
    """The writable state of a batch before its first turn, from the place's starting values."""
    values = arrays({name: value.shape for name, value in place.starting.items()}, len(seeds))
    for name, value in values.items():
        value[...] = place.starting[name][..., None]
    return State(1, seeds, values)
