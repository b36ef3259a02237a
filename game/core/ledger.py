"""The ledger of one turn: every change of every variable as a list of named causes.

Folding a variable's entries onto its value before the turn gives its value after the turn, exactly: the fold repeats the
additions that made it. Each entry is linked to the variable it came from, so causes can be walked back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from math import prod
from typing import Literal, TypeVar, overload

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Mask
from game.core.state import State
from game.core.variables import VARIABLES

CauseKind = Literal["rule", "option", "attention", "event", "promise", "chance", "limit", "rounding", "inject", "later", "seat"]
Role = Literal["same", "from", "to", "back", "lead", "to_lead", "place", "row"]
Index = tuple[int | slice, ...]
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something changed: a rule's term, an option taken, a token, an event, a promise, or a bound that was met."""

    kind: CauseKind
    name: str
    term: str = ""
    because: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The variable a term came from; `role` says which of its elements belongs to an element of the changed variable.

    `is_change`: the term is what that variable's change did, as in readings, and not what its level does, as in flows.
    """

    variable: str
    role: Role = "same"
    number: int = -1
    is_change: bool = False

    def index(self, index: tuple[int, ...], lead: int) -> tuple[int, ...]:
        """The element of the linked variable behind the element `index` of the changed one."""
        table: dict[Role, tuple[int, ...]] = {
            "same": index,
            "from": index[:1],
            "to": index[-1:],
            "back": index[::-1],
            "lead": (lead,),
            "to_lead": (*index[:1], lead),
            "place": (),
            "row": (*index[:1], self.number),
        }
        return table[self.role]

    def source(self, variable: str, index: tuple[int, ...], lead: int) -> tuple[str, tuple[int, ...]] | None:
        """The linked variable and its element behind one of `variable`; None where a sum over ties hides which one it was."""
        over = VARIABLES[self.variable].over
        if self.role == "same" and over not in ("place", VARIABLES[variable].over):
            return None
        axes = {"place": 0, "pair": 2}.get(over, 1)
        found = self.index(index, lead)
        found = found[len(found) - axes :] if self.role == "row" and len(found) >= axes else found
        return (self.variable, found) if len(found) == axes else None


@dataclass(frozen=True, slots=True)
class Block:
    """One cause's part in the change of (a part of) one variable.

    `index` picks the part, as numpy would, without the playthrough axis; `size` has the shape of that part. `scatter`
    holds instead one element a playthrough: arrays of shape (N,) for each axis, and `size` of shape (N,).
    """

    variable: str
    index: Index
    size: Array
    cause: Cause
    link: Link | None = None
    scatter: tuple[npt.NDArray[np.intp], ...] | None = None

    def apply(self, value: Array) -> None:
        """Adds this block to a whole variable in place: the same addition that the turn made."""
        if self.scatter is None:
            value[self.index] += self.size
        else:
            rows = np.arange(value.shape[-1])
            value[(*self.scatter, rows)] += self.size

    def at(self, index: tuple[int, ...], row: int) -> float | None:
        """The size of this block at one element of one playthrough; None where the block does not touch it."""
        if self.scatter is not None:
            return float(self.size[row]) if all(axis[row] == i for axis, i in zip(self.scatter, index, strict=True)) else None
        kept: list[int] = []
        for part, i in zip(self.index, index, strict=False):
            if isinstance(part, slice):
                kept.append(i)
            elif part != i:
                return None
        kept.extend(index[len(self.index) :])
        return float(self.size[(*kept, row)])

    def elements(self, row: int = 0) -> Iterator[tuple[tuple[int, ...], float]]:
        """Every element of one playthrough that this block changes, with the size of the change: nothing of size nought."""
        if self.scatter is not None:
            if self.size[row]:
                yield tuple(int(axis[row]) for axis in self.scatter), float(self.size[row])
            return
        sizes = self.size[..., row]
        for found in np.argwhere(sizes):
            kept = [int(number) for number in found]
            size = float(sizes[tuple(kept)])
            fixed = [kept.pop(0) if isinstance(part, slice) else part for part in self.index]
            yield (*fixed, *kept), size


@lru_cache(maxsize=1 << 14)
def _one(same: Told) -> Told:
    """The first of all that are equal: every table's turns name the same causes and links."""
    return same


Part = tuple[str, Index, tuple[int, ...], Cause, Link | None]
"""A block without its sizes: its variable and index, the shape of its sizes, its cause and its link."""


class Packed(Sequence[Block]):
    """The blocks of a turn that is over, with all their sizes in one array.

    Hundreds of small arrays take more room than their numbers, and a workshop keeps every turn of every table.
    A block is put together again, to the bit, when it is asked for.
    """

    __slots__ = ("_ends", "_parts", "_sizes")

    def __init__(self, blocks: Sequence[Block]) -> None:
        sizes = [block.size.ravel() for block in blocks if block.scatter is None]
        parts = [
            (block.variable, block.index, _one(block.size.shape), _one(block.cause), _one(block.link))
            if block.scatter is None
            else block
            for block in blocks
        ]
        self.hold(parts, np.concatenate([np.empty(0), *sizes]))

    @classmethod
    def of(cls, parts: Sequence[Part | Block], sizes: Array) -> Packed:
        """The blocks of these parts, or whole where they scatter, with the sizes of all the others in their order."""
        found = cls(())
        found.hold(parts, sizes)
        return found

    def hold(self, parts: Sequence[Part | Block], sizes: Array) -> None:
        """Holds these in place of what it held: see `of`."""
        self._parts, self._sizes = list(parts), sizes
        ends = accumulate(0 if isinstance(part, Block) else prod(part[2]) for part in parts)
        self._ends = np.fromiter(ends, np.intp, len(parts))

    def names(self) -> Iterator[tuple[str, str]]:
        """Of each block its variable and the name of its cause."""
        for part in self._parts:
            yield (part.variable, part.cause.name) if isinstance(part, Block) else (part[0], part[3].name)

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> list[Block]: ...
    def __getitem__(self, at: int | slice) -> Block | list[Block]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        part = self._parts[at]
        if isinstance(part, Block):
            return part
        variable, index, shape, cause, link = part
        end = int(self._ends[at])
        return Block(variable, index, self._sizes[end - prod(shape) : end].reshape(shape), cause, link)


@dataclass(frozen=True, slots=True)
class Entry:
    """One named cause of one element's change in one playthrough.

    `position` is its block's in the ledger; `is_change` is its link's.
    """

    variable: str
    index: tuple[int, ...]
    size: float
    cause: Cause
    source: tuple[str, tuple[int, ...]] | None
    position: int
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """Something worth telling in words: `rows` are the playthroughs in which it happened."""

    kind: Literal["event", "said", "news", "departure", "incident", "promise", "protocol", "ended", "later", "inject"]
    name: str
    text: str
    rows: Mask
    agencies: tuple[int, ...] = ()


@dataclass(slots=True)
class Ledger:
    """The trace of one turn: the states on either side of it, the blocks in the order they were added, what happened."""

    turn: int
    lead: int
    before: State
    after: State
    blocks: list[Block] | Packed = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    _index: tuple[int, dict[str, list[int]], dict[str, list[int]]] = field(
        default_factory=lambda: (0, {}, {}), init=False, repr=False, compare=False
    )

    def add(self, block: Block) -> None:
        """Takes one more block. Raises `TypeError` where the turn is over and packed."""
        if not isinstance(self.blocks, list):
            raise TypeError("Nothing changes in a turn that is over.")
        self.blocks.append(block)

    def fold(self, variable: str) -> Array:
        """The value after the turn, rebuilt from the value before and the entries alone."""
        value: Array = self.before[variable].copy()
        for block in self.blocks:
            if block.variable == variable:
                block.apply(value)
        return value

    def entries(self, variable: str, index: tuple[int, ...] = (), row: int = 0) -> list[Entry]:
        """The causes of one element's change in one playthrough, in the order they were added; nothing of size nought."""
        return list(self._entries(variable, index, row))

    def _entries(self, variable: str, index: tuple[int, ...], row: int) -> Iterator[Entry]:
        for position in self._positions()[1].get(variable, ()):
            block = self.blocks[position]
            size = block.at(index, row)
            if size:
                source = block.link.source(variable, index, self.lead) if block.link else None
                is_change = block.link is not None and block.link.is_change
                yield Entry(variable, index, size, block.cause, source, position, is_change)

    def by_cause(self, name: str) -> list[int]:
        """The positions of the blocks whose cause has a name, in their order."""
        return self._positions()[2].get(name, [])

    def _positions(self) -> tuple[int, dict[str, list[int]], dict[str, list[int]]]:
        """How many blocks there are, and where those of each variable and each cause stand: found again when there are more."""
        if self._index[0] != len(self.blocks):
            variables: dict[str, list[int]] = {}
            causes: dict[str, list[int]] = {}
            blocks = self.blocks
            named = blocks.names() if isinstance(blocks, Packed) else ((one.variable, one.cause.name) for one in blocks)
            for position, (variable, cause) in enumerate(named):
                variables.setdefault(variable, []).append(position)
                causes.setdefault(cause, []).append(position)
            self._index = len(self.blocks), variables, causes
        return self._index

    def pack(self) -> None:
        """Takes less room from now on, as the ledger of a turn that is over and is seldom asked about."""
        if not isinstance(self.blocks, Packed):
            self.blocks = Packed(self.blocks)
        self._index = (0, {}, {})

    def told(self, row: int = 0) -> list[Happening]:
        """What happened in one playthrough, in order."""
        return [happening for happening in self.happenings if happening.rows[row]]
