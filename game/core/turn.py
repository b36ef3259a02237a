"""A turn in progress: the one object that phases and effects act on, and the only way to change a state.

Every change goes through `shift`, `put`, `add`, `assign`, `transfer` or a rule, each of which records its cause while tracing
and does the same additions when not, so tracing on or off gives the same bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Indices, Mask, Numbers, greater, is_same, lesser, total, whole
from game.core.elements import Elements, Mover, Places, counted_through, move
from game.core.ledger import Block, Cause, CauseKind, Happening, Index, Ledger, Link
from game.core.place import Place
from game.core.question import read, summarise
from game.core.rule import Executor, Rule
from game.core.state import State
from game.core.variables import VARIABLES

"""The numbers of some playthroughs of a batch."""

At = int | npt.NDArray[Any]
"""Where on one axis: a number for all, or one for each of some playthroughs."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an effect comes from: an option, an event, a token, a promise, an inject or a delayed effect."""

    kind: CauseKind
    name: str
    because: str = ""
    evidence: tuple[str, ...] = ()

    def cause(self, term: str, because: str = "", evidence: tuple[str, ...] = ()) -> Cause:
        """The ledger's name for one effect of this origin."""
        return Cause(self.kind, self.name, term, because or self.because, evidence or self.evidence)


class _Untold(Origin):
    """Where an effect comes from while no ledger is kept: nobody asks for its causes."""

    __slots__ = ()

    def cause(self, term: str, because: str = "", evidence: tuple[str, ...] = ()) -> Cause:  # noqa: ARG002 - as it is overridden
        """The same for all of them."""
        return _UNTOLD


class Turn:
    """One quarter being computed for a batch of N playthroughs."""

    def __init__(
        self,
        place: Place,
        before: State,
        parameters: Mapping[str, Any],
        *,
        trace: bool,
        in_place: bool = False,
        instead: Mapping[str, tuple[Rule, ...]] | None = None,
        executor: Executor | None = None,
    ) -> None:
        self._executor = executor
        self._move: Mover = getattr(executor, "move", move)
        self._looked_at: tuple[Mask | None, Any] = (None, None)
        self._places = Places()
        self.place = place
        self.before = before
        self.state = before if in_place else before.writable()
        self.number = before.turn
        self.parameters = parameters
        self.constants = place.constants_in(self.number)
        self.instead = instead or {}
        self.ledger = Ledger(before.turn, place.lead, before, self.state) if trace else None
        self._memory: dict[str, list[Any]] = dict(before.memory or {})
        # Between whom information has gone astray, unfelt as yet, and in which playthroughs.
        self.astray: list[tuple[At, At, Indices]] = []
        # Of the phase that is being run: where the arguments named are not nought, if that is in little of all pairs.
        self.few: dict[tuple[str, ...], Elements | None] | None = None
        # In which playthroughs alone the rules that are being run change anything, if that is known.
        self.among: Indices | None = None
        self.everyone: Mask = np.ones(before.n_playthroughs, dtype=bool)

    # What rules and conditions read.

    def constant(self, name: str) -> Any:
        """A constant of the place or a parameter of the model, by name."""
        if name == "quarter":
            return float(self.number)
        value = self.constants.get(name)
        return self.parameters[name] if value is None else value

    def read(self, variable: str, index: tuple[int, ...]) -> Array:
        """One element of a variable over the batch, shape (N,), for conditions."""
        return read(self.place, self.state, variable, index)

    def summarise(self, kind: str, variable: str, index: tuple[int, ...] = ()) -> Array:
        """The lowest, highest or mean element of a variable over the batch, shape (N,), for conditions."""
        return summarise(self.place, self.state, kind, variable, index)

    def origin(self, kind: CauseKind, name: str, because: str = "", evidence: tuple[str, ...] = ()) -> Origin:
        """Where the effects of an option, an event, a token or a delayed list come from."""
        return _Untold(kind, name) if self.ledger is None else Origin(kind, name, because, evidence)

    # What changes the state.

    def run(self, rules: Iterable[Rule]) -> None:
        """Runs the rules of a phase in order; a part of the model may have others run at the place of a usual one."""
        instead = self.instead
        if instead:
            rules = tuple(one for rule in rules for one in instead.get(rule.name, (rule,)))
        if self._executor is None or self.ledger is not None:
            self.run_each(rules)
            return
        self._executor(self, tuple(rules))

    def run_among(self, rows: Indices, rules: Iterable[Rule]) -> None:
        """Runs rules that are known to change nothing but in some playthroughs."""
        self.among = rows
        self.run(rules)
        self.among = None

    def run_each(self, rules: Iterable[Rule]) -> None:
        """Runs rules as they are, in order, by numpy."""
        few: dict[tuple[str, ...], Elements | None] = {}
        self.few = few
        for rule in rules:
            rule.run(self)
            # What rules of this phase have found out of a variable that one of them has changed is let go.
            for names, elements in list(few.items()):
                if any(name.removesuffix("_from").removesuffix("_to") == rule.changes for name in names):
                    del few[names]
                elif elements is not None:
                    elements.forget(rule.changes)
        self.few = None  # what changes the state between phases lets nothing go

    def shift(self, variable: str, index: tuple[int, ...], size: Any, mask: Mask, cause: Cause, link: Link | None = None) -> None:
        """Adds `size` to one element where `mask` holds, and keeps it within its bounds."""
        if self.ledger is None:
            value, facts = self.state[variable], VARIABLES[variable]
            part = value[index] if index else value
            if mask is self.everyone:
                part += size
                lesser(greater(part, facts.low, out=part), facts.high, out=part)
                return
            # Without a trace only the playthroughs that it concerns are touched; the others would have nothing added.
            rows = self.rows_of(mask)
            self._move(part[None], _FIRST, rows, _sizes(size, rows), facts.low, facts.high)
            return
        view = self.state[variable][index]
        added = np.where(mask, size, 0.0)
        if index:
            view += added
        else:
            self.state[variable] += added
            view = self.state[variable]
        self.record(variable, index, added, cause, link)
        self.bound(variable, index, view)

    def shift_each(self, variable: str, indices: Sequence[tuple[int, ...]], size: Any, mask: Mask, cause: Cause) -> None:
        """Adds the same `size` to several elements where `mask` holds: see `shift`."""
        value, facts = self.state[variable], VARIABLES[variable]
        numbers = counted_through(tuple(indices), value.shape[:-1]) if self.ledger is None and value.flags.c_contiguous else None
        if numbers is None:
            for index in indices:
                self.shift(variable, index, size, mask, cause)
            return
        # Counted through, elements are found by one number each, in half the time that an index for each axis takes.
        rows = self.rows_of(mask)
        self._move(value.reshape(-1, value.shape[-1]), numbers, rows, _sizes(size, rows), facts.low, facts.high)

    def shift_all(self, variable: str, sizes: Array, cause: Cause) -> None:
        """Adds a size to every element of a variable over agencies, shape (A, N), and keeps each within its bounds."""
        if self.ledger is None:
            value = self.state[variable]
            value += sizes
            self.bound(variable, (), value)
            return
        for agency, size in enumerate(sizes):
            self.shift(variable, (agency,), size, self.everyone, cause)

    def rows_of(self, mask: Mask) -> Indices:
        """Where a mask holds. Many changes share one mask, which is not changed once it was handed over."""
        if self._looked_at[0] is not mask:
            self._looked_at = (mask, mask.nonzero()[0])
        rows: Indices = self._looked_at[1]
        return rows

    def mask_of(self, rows: Indices) -> Mask:
        """Where some playthroughs stand among all, shape (N,)."""
        result = np.zeros(self.state.n_playthroughs, dtype=bool)
        result[rows] = True
        return result

    def add(self, variable: str, index: tuple[At, ...], size: Any, rows: Indices, cause: Cause) -> None:
        """Adds `size` to one element of each playthrough in `rows`, and keeps it within its bounds.

        Arguments:
            variable: what is changed.
            index: which element: for each axis a number, or one for each of the rows, shape (rows,).
            size: a number, or one for each of the rows.
            rows: playthroughs, each at most once.
            cause: what the ledger names.
        """
        value, facts = self.state[variable], VARIABLES[variable]
        if self.ledger is None:
            flat, places = self._places.of(value, index, rows)
            flat[places] = lesser(greater(flat[places] + size, facts.low), facts.high)
            return
        chosen: Any = (*index, rows)
        value[chosen] += size
        self._note(variable, index, size, rows, cause)
        self.assign(variable, index, lesser(greater(value[chosen], facts.low), facts.high), rows, _LIMIT)

    def assign(self, variable: str, index: tuple[At, ...], value: Any, rows: Indices, cause: Cause) -> None:
        """Sets one element of each playthrough in `rows`; the ledger shows it as a change. The arguments are those of `add`."""
        flat, places = self._places.of(self.state[variable], index, rows)
        if self.ledger is not None:
            reached = flat[places]
            while (rest := value - reached).any():
                self._note(variable, index, rest, rows, cause)
                reached, cause = reached + rest, _ROUNDING
        flat[places] = value

    def held(self, variable: str, index: tuple[At, ...], rows: Indices) -> Array:
        """What one element of each playthrough in `rows` holds, shape (rows,); the arguments are those of `add`."""
        flat, places = self._places.of(self.state[variable], index, rows)
        found: Array = flat[places]
        return found

    def _note(self, variable: str, index: tuple[At, ...], size: Any, rows: Indices, cause: Cause) -> None:
        """Writes a change of one element of each playthrough in `rows` into the ledger."""
        if self.ledger is None:
            return
        n = self.state.n_playthroughs
        added = np.zeros(n)
        added[rows] = size
        places = tuple(_spread(axis, rows, n) for axis in index)
        self.ledger.add(Block(variable, (), added, cause, None, places))

    def constant_at(self, name: str, rows: Indices) -> Any:
        """A parameter of the model, or what it is in some playthroughs where it differs between them."""
        return _at(self.parameters[name], rows)

    def one_by_one(self, *keys: Numbers, rows: Indices) -> Iterator[Indices]:
        """Cuts acts on single playthroughs into sets that can be done at once, as positions; none has a playthrough twice.

        Acts on one playthrough keep their order. While tracing, each set is of acts that are alike in all `keys`, so that they
        have one cause.

        Arguments:
            keys: what tells acts of different causes apart, each of shape (acts,).
            rows: on which playthrough each act is, in the order in which they are to be done.
        """
        if self.ledger is not None:
            edges = np.flatnonzero(np.any([np.diff(key) != 0 for key in keys], axis=0)) + 1
            sets = np.split(np.arange(len(rows)), edges)
        else:
            order = np.argsort(rows, kind="stable")
            ordered = rows[order]
            is_first = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(rows) else np.zeros(0, dtype=bool)
            starts = np.flatnonzero(is_first)
            nth = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
            sets = [order[nth == number] for number in range(int(nth.max(initial=-1)) + 1)]
        yield from (one for one in sets if len(one))

    def put(self, variable: str, index: tuple[int, ...], value: Any, mask: Mask, cause: Cause) -> None:
        """Sets one element to a value where `mask` holds; the ledger shows it as a change."""
        if self.ledger is None:
            rows: Any = ... if mask is self.everyone else self.rows_of(mask)
            part = self.state[variable][index] if index else self.state[variable]
            part[rows] = value if mask is self.everyone else _at(value, rows)
            return
        view = self.state[variable][index]
        fresh = np.where(mask, value, view)
        size = fresh - view
        self.record(variable, index, size, cause, None)
        self.settle(variable, index, view + size, fresh)
        if index:
            view[...] = fresh
        else:
            self.state[variable][...] = fresh

    def transfer(self, source: Account, sink: Account, pounds: Any, mask: Mask, cause: Cause) -> Array:
        """Moves whole pounds from one account to another, never more than the source holds; returns what moved, shape (N,)."""
        held = self.state[source[0]][source[1]]
        wanted = whole(greater(pounds if mask is self.everyone else np.where(mask, pounds, 0.0), 0.0))
        moved: Array = wanted if source[0] == "treasury" else lesser(wanted, held)
        for (variable, index), sign, (other, other_index) in ((source, -1.0, sink), (sink, 1.0, source)):
            if index:
                self.state[variable][index] += sign * moved
            else:
                self.state[variable] += sign * moved
            if self.ledger is not None:
                link = Link(other, "place") if not other_index else Link(other, "row", other_index[0])
                self.record(variable, index, sign * moved, cause, link)
        return moved

    def transfer_each(self, sink: Account, pounds: Array, cause: Cause) -> Array:
        """Moves whole pounds from every agency's budget to one account, never more than it holds; returns what moved, (A, N).

        `pounds` has shape (A, N).
        """
        moved: Array = greater(pounds, 0.0)
        lesser(whole(moved, out=moved), self.state["budget"], out=moved)
        if self.ledger is None:
            self.state["budget"] -= moved
            self.state[sink[0]] += total(moved)  # whole numbers, so exact in any order
            return moved
        for agency, paid in enumerate(moved):
            self.transfer(budget_of(agency), sink, paid, self.everyone, cause)
        return moved

    def transfer_all(self, account: str, pounds: Array, cause: Cause) -> None:
        """Moves whole pounds between every agency's budget and one account: into it where positive, out of it where negative.

        `pounds` has shape (A, N) and is never more than the budgets hold.
        """
        moved = np.trunc(pounds)
        self.state["budget"] -= moved
        summed = total(moved)
        self.state[account] += summed
        if self.ledger is not None:
            self.record("budget", (), -moved, cause, Link(account, "place"))
            self.record(account, (), summed, cause, None)

    def bound(self, variable: str, index: Index, view: Array) -> None:
        """Keeps a part of a variable within its bounds; a bound that was met is a cause of its own."""
        facts = VARIABLES[variable]
        if self.ledger is None:
            np.clip(view, facts.low, facts.high, out=view)
            return
        fresh = np.minimum(facts.high, np.maximum(facts.low, view))
        if not is_same(fresh, view):
            size = fresh - view
            self.record(variable, index, size, _LIMIT, None)
            self.settle(variable, index, view + size, fresh)
            view[...] = fresh

    # What is kept for telling.

    def record(self, variable: str, index: Index, size: Array, cause: Cause, link: Link | None) -> None:
        """Writes one block into the ledger while tracing."""
        if self.ledger is not None and np.count_nonzero(size):
            self.ledger.note(variable, index, np.array(size), cause, link)

    def settle(self, variable: str, index: Index, reached: Array, fresh: Array) -> None:
        """Records what floating point left over between the sum of the causes and the value."""
        while not is_same(reached, fresh):
            rest = fresh - reached
            self.record(variable, index, rest, _ROUNDING, None)
            reached = reached + rest

    def recall(self, rule: str, values: list[Any]) -> list[Any]:
        """What a rule was last computed from; remembers what it is computed from now."""
        former = self._memory.get(rule, values)
        self._memory[rule] = [np.array(value) for value in values]
        return former

    def tell(self, kind: Any, name: str, text: str, rows: Mask, agencies: tuple[int, ...] = ()) -> None:
        """Notes something worth telling in words, while tracing."""
        if self.ledger is not None and bool(np.any(rows)):
            self.ledger.happenings.append(Happening(kind, name, text, np.array(rows), agencies))

    def finish(self) -> tuple[State, Ledger | None]:
        """The state after the turn, and its ledger while tracing."""
        self.state.turn = self.number + 1
        self.state.memory = self._memory if self.ledger is not None else None
        if self.ledger is not None:
            self.ledger.after = self.state
        return self.state, self.ledger


def _spread(axis: At, rows: Indices, n: int) -> Indices:
    result = np.zeros(n, dtype=np.intp)
    result[rows] = axis
    return result


def _at(value: Any, rows: npt.NDArray[np.intp]) -> Any:
    """A number, or what an array (N,) holds in some playthroughs."""
    return value[rows] if isinstance(value, np.ndarray) and value.size > 1 else value


def _sizes(size: Any, rows: Indices) -> Array:
    """A size, or one for each of some playthroughs, as an array: shape (1,) or (rows,)."""
    found = _at(size, rows)
    return found if isinstance(found, np.ndarray) and found.ndim else np.array([found], dtype=np.float64)


_FIRST = np.zeros(1, dtype=np.intp)
Account = tuple[str, tuple[int, ...]]
POT: Account = ("pot", ())
WORK: Account = ("work", ())
TREASURY: Account = ("treasury", ())


def budget_of(agency: int) -> Account:
    """An agency's own money."""
    return ("budget", (agency,))


_UNTOLD = Cause("rule", "")
_LIMIT = Cause("limit", "bound")
_ROUNDING = Cause("rounding", "rounding")
