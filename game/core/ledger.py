"""The ledger of one turn: every change of every variable as a list of named causes.

Folding a variable's entries onto its value before the turn gives its value after the turn, exactly: the fold repeats the
additions that made it. Each entry is linked to the variable it came from, so causes can be walked back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import prod
from typing import Final, Literal, overload

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Mask
from game.core.state import State
from game.core.variables import VARIABLES

CauseKind = Literal["rule", "option", "attention", "event", "promise", "chance", "limit", "rounding", "inject", "later", "seat"]
Role = Literal["same", "from", "to", "back", "lead", "to_lead", "place", "row"]
Index = tuple[int | slice, ...]


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
        match self.role:
            case "same":
                return index
            case "from":
                return index[:1]
            case "to":
                return index[-1:]
            case "back":
                return index[::-1]
            case "lead":
                return (lead,)
            case "to_lead":
                return (*index[:1], lead)
            case "place":
                return ()
            case "row":
                return (*index[:1], self.number)

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
        kept = _within(self.index, index)
        return None if kept is None else float(self.size[(*kept, row)])

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


def _within(part: Index, index: tuple[int, ...]) -> tuple[int, ...] | None:
    """Where an element of a variable stands in a part of it; None where it is not in that part."""
    if not part:
        return index
    kept: list[int] = []
    for fixed, i in zip(part, index, strict=False):
        if isinstance(fixed, slice):
            kept.append(i)
        elif fixed != i:
            return None
    return (*kept, *index[len(part) :])


Part = tuple[str, Index, tuple[int, ...], Cause, Link | None]
"""A block without its sizes: its variable and index, the shape of its sizes, its cause and its link."""

_EVERY: Final = slice(None)


def part_of(variable: str, index: Index, shape: tuple[int, ...], cause: Cause, link: Link | None) -> Part:
    """A block without its sizes: the same one for all that are equal, since every turn of every game moves much the same."""
    if not index:
        return _one(variable, (), shape, cause, link)
    # A slice can be no part of a key, and nearly all are of everything.
    found = tuple([one if isinstance(one, int) else None if one == _EVERY else -1 for one in index])
    return (variable, index, shape, cause, link) if -1 in found else _one(variable, found, shape, cause, link)


@lru_cache(maxsize=1 << 14)
def _one(variable: str, index: tuple[int | None, ...], shape: tuple[int, ...], cause: Cause, link: Link | None) -> Part:
    return variable, tuple(_EVERY if one is None else one for one in index), shape, cause, link


class Packed(Sequence[Block]):
    """The blocks of a turn that is over, with all their sizes in one array.

    Hundreds of small arrays take more room than their numbers, and a workshop keeps every turn of every table.
    A block is put together again, to the bit, when it is asked for.
    """

    __slots__ = ("_ends", "_parts", "_sizes")

    def __init__(self, parts: list[Part | Block], sizes: Array, ends: npt.NDArray[np.intp]) -> None:
        """Takes blocks in their parts.

        Arguments:
            parts: what the blocks are besides their sizes, or whole where they scatter.
            sizes: those of all that do not scatter, in their order.
            ends: how many of the sizes belong to each block and those before it.
        """
        self._parts, self._sizes, self._ends = parts, sizes, ends

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Packed:
        """Blocks, packed."""
        sizes = [block.size.ravel() for block in blocks if block.scatter is None]
        ends = np.cumsum([0 if block.scatter is not None else block.size.size for block in blocks], dtype=np.intp)
        parts: list[Part | Block] = [
            part_of(block.variable, block.index, block.size.shape, block.cause, block.link) if block.scatter is None else block
            for block in blocks
        ]
        return cls(parts, np.concatenate([np.empty(0), *sizes]), ends)

    def variables(self) -> list[str]:
        """Of each block its variable."""
        return [part.variable if isinstance(part, Block) else part[0] for part in self._parts]

    def cause(self, position: int) -> Cause:
        """The cause of one block."""
        part = self._parts[position]
        return part.cause if isinstance(part, Block) else part[3]

    def at(self, position: int, index: tuple[int, ...], row: int) -> tuple[float | None, Cause, Link | None]:
        """What `Block.at` of one block says, with its cause and its link: the block need not be put together for that."""
        part = self._parts[position]
        if isinstance(part, Block):
            return part.at(index, row), part.cause, part.link
        _, of, shape, cause, link = part
        kept = _within(of, index)
        if kept is None:
            return None, cause, link
        place = 0
        for length, i in zip(shape, (*kept, row), strict=True):
            place = place * length + i
        start = self._ends.item(position - 1) if position else 0
        return self._sizes.item(start + place), cause, link

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
class _Looked:
    """Where the blocks of a ledger stand, when it had `n` of them: those of each variable, and those of some causes by name."""

    n: int = 0
    variables: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    causes: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Ledger:
    """The trace of one turn: the states on either side of it, the blocks in the order they were added, what happened."""

    turn: int
    lead: int
    before: State
    after: State
    blocks: list[Block] | Packed = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    _looked: _Looked = field(default_factory=_Looked, init=False, repr=False, compare=False)

    def note(self, variable: str, index: Index, size: Array, cause: Cause, link: Link | None) -> None:
        """Takes one more cause, and its sizes, which are its own. Raises as `add`."""
        self.add(Block(variable, index, size, cause, link))

    def add(self, block: Block) -> None:
        """Takes one more block. Raises `TypeError` where the turn is over and packed."""
        if not isinstance(self.blocks, list):
            raise TypeError("Nothing changes in a turn that is over.")
        self.blocks.append(block)

    def entries(
        self, variable: str, index: tuple[int, ...] = (), row: int = 0, *, after: int = -1, before: int | None = None
    ) -> list[Entry]:
        """The causes of one element's change in one playthrough, in the order they were added; nothing of size nought.

        `after` and `before` are positions between which alone is looked.
        """
        return list(self._entries(variable, index, row, after, len(self.blocks) if before is None else before))

    def _entries(self, variable: str, index: tuple[int, ...], row: int, after: int, before: int) -> Iterator[Entry]:
        blocks = self.blocks
        for position in self._where().variables.get(variable, ()):
            if not after < position < before:
                continue
            if isinstance(blocks, Packed):
                size, cause, link = blocks.at(position, index, row)
            else:
                block = blocks[position]
                size, cause, link = block.at(index, row), block.cause, block.link
            if size:
                source = link.source(variable, index, self.lead) if link else None
                yield Entry(variable, index, size, cause, source, position, link is not None and link.is_change)

    def by_cause(self, name: str, of: str = "") -> list[int]:
        """The positions of the blocks whose cause has a name, in their order; those of one variable, or of all."""
        blocks, where = self.blocks, self._where()
        if not of and name in where.causes:
            return where.causes[name]
        among = where.variables.get(of, ()) if of else range(len(blocks))
        causes = map(blocks.cause, among) if isinstance(blocks, Packed) else (blocks[at].cause for at in among)
        found = [position for position, cause in zip(among, causes, strict=True) if cause.name == name]
        return found if of else where.causes.setdefault(name, found)

    def _where(self) -> _Looked:
        """Where blocks stand, as far as that was looked up: found again when there are more."""
        blocks = self.blocks
        if self._looked.n != len(blocks):
            found = self._looked = _Looked(len(blocks))
            named = blocks.variables() if isinstance(blocks, Packed) else [block.variable for block in blocks]
            for position, variable in enumerate(named):
                found.variables[variable].append(position)
        return self._looked

    def pack(self) -> None:
        """Takes less room from now on, as the ledger of a turn that is over."""
        if not isinstance(self.blocks, Packed):
            self.blocks = Packed.of(self.blocks)

    def forget(self) -> None:
        """Takes less room still, as that of a turn of which is seldom asked: where its blocks stand is found again then."""
        self._looked = _Looked()

    def told(self, row: int = 0) -> list[Happening]:
        """What happened in one playthrough, in order."""
        return [happening for happening in self.happenings if happening.rows[row]]
