"""Rules: small elementwise functions that return their terms, declared with what they read and what they change.

A **flow** adds its terms to a variable. A **reading** computes a variable afresh from others. A **gathering** computes it by an
ordered sum over agencies. None of them knows of tracing: the executor below and the ledger are generic and know no rule.

The names of a rule's arguments say what it reads: a variable, a constant of the place, or a parameter. Over pairs,
`delivered_to` is `delivered` of the column, `frontline_from` that of the row, and `trust_back` the column's trust in the row;
`trust_lead` is each agency's trust in the lead, `cover_lead` the lead's own cover.

How a change is divided into causes (the one declared decomposition): a flow's terms are its causes, and a bound that was met is a
cause of its own. A reading's change is divided by putting the new inputs in place of the old ones, one after another in the
order of its arguments; a gathering's likewise, agency by agency. What floating point leaves over is an entry named rounding.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, wraps
from typing import Any, Literal, cast

import numpy as np

from game.core.arithmetic import Array, is_same
from game.core.elements import Elements
from game.core.ledger import Cause, Index, Link, Role
from game.core.variables import VARIABLES

Over = Literal["place", "agency", "pair", "outcome", "frame", "toward_lead", "of_lead"]
Binder = Callable[[Any], Any]  # takes a Turn, gives an array that broadcasts over the rule's domain

SUFFIXES = ("_from", "_to", "_lead", "_back")

_LITTLE = 0.2
"""The part of all pairs of a batch up to which gathering them costs less than working on them all."""

_FEW = 20_000
"""Elements below which that gains nothing."""

_MANY_TERMS = 8
"""Terms, all of which are there before they are added, from which those of a rule over agencies leave the cache."""


@dataclass(frozen=True)
class Rule:
    """A named rule: what it changes, over what, by which function, and where its numbers come from.

    Where `compute` is another rule's with something scaled, `equation` is that one's, and `scalings` say what by what: positions
    among the arguments, -1 for the result. `is_for_now`: it is run again later in the quarter (see `for_now`).
    """

    name: str
    changes: str
    over: Over
    kind: Literal["flow", "reading", "gathering"]
    compute: Callable[..., Any]
    terms: tuple[str, ...]
    source: str
    reads: tuple[str, ...] = field(default=())
    nought_without: tuple[str, ...] = field(default=())
    equation: Callable[..., Any] | None = None
    scalings: tuple[tuple[int, int], ...] = ()
    is_for_now: bool = False

    @property
    def text(self) -> str:
        """The first line of the rule's docstring: what it says of the world."""
        return (self.compute.__doc__ or "").strip().split("\n")[0]

    @cached_property
    def places(self) -> tuple[tuple[str, Role], ...]:
        """What each argument stands for: the variable, constant or parameter, and which of its elements."""
        return tuple(_place_of(name, self.over) for name in self.reads)

    def run(self, turn: Any) -> None:
        """Applies the rule to a turn in progress."""
        values = self.values(turn)
        match self.kind:
            case "flow":
                self._flow(turn, values)
            case "reading" | "gathering":
                self._read(turn, values)

    def values(self, turn: Any) -> list[Any]:
        """What the rule reads of a turn in progress, one for each of `reads`; arrays broadcast to what it changes."""
        return [bind(turn) for bind in self._binders]

    @cached_property
    def _binders(self) -> tuple[Binder, ...]:
        return tuple(_binder(name, self.over) for name in self.reads)

    def part(self, turn: Any) -> tuple[Index, Array]:
        """The part of the changed variable that the rule acts on: its index, and a view of it."""
        value: Array = turn.state[self.changes]
        index: Index
        match self.over:
            case "toward_lead":
                index = (slice(None), turn.place.lead)
            case "of_lead":
                index = (turn.place.lead,)
            case _:
                index = ()
        return index, value[index] if index else value

    def _flow(self, turn: Any, values: list[Any]) -> None:
        index, view = self.part(turn)
        if turn.ledger is None:
            if not (self.nought_without and self._flow_where(turn, view, values)):
                self._add(view, values)
            return
        for (cause, link), size in zip(self._named_terms, self.compute(*values), strict=True):
            view += size
            turn.record(self.changes, index, _filled(size, view), cause, link)
        turn.bound(self.changes, index, view)

    def _add(self, view: Array, values: list[Any]) -> None:
        """Adds the terms and keeps the bounds."""
        facts = VARIABLES[self.changes]
        for part, read in self._rows(view, values):
            for size in self.compute(*read):
                np.add(part, size, out=part)
            np.clip(part, facts.low, facts.high, out=part)

    def _rows(self, view: Array, values: list[Any]) -> Iterator[tuple[Array, list[Any]]]:
        """A large batch over pairs, or of many terms, row by row, so that what is made on the way fits the cache; else whole."""
        is_much = self.over == "pair" or len(self.terms) >= _MANY_TERMS
        if not is_much or view.ndim < 2 or view.size < _FEW or self.has_crossing:
            yield view, values
            return
        for number in range(len(view)):
            yield view[number], [_row(value, number, view.ndim) for value in values]

    @cached_property
    def has_crossing(self) -> bool:
        """Whether the rule reads other elements of the variable that it changes."""
        return any(name != self.changes and _named(name, self.over)[0] == self.changes for name in self.reads)

    def _flow_where(self, turn: Any, view: Array, values: list[Any]) -> bool:
        """Adds the terms only where they are not nought, if that is little of it all; whether that is done."""
        few = {} if turn.few is None else turn.few
        if self.nought_without not in few:
            named = dict(zip(self.reads, values, strict=True))
            somewhere: Any = False
            for name in self.nought_without:
                somewhere = somewhere | (named[name] != 0.0)
            share = np.count_nonzero(somewhere) / np.size(somewhere)
            is_little = share <= _LITTLE and (not share or view.size >= _FEW)
            few[self.nought_without] = Elements(np.broadcast_to(somewhere, view.shape)) if is_little else None
        elements = few[self.nought_without]
        if elements is None:
            return False
        if len(elements):
            read = [elements.read(*place, one) for place, one in zip(self.places, values, strict=True)]
            value = elements.of(view)
            for size in self.compute(*read):
                value += size
            facts = VARIABLES[self.changes]
            elements.put(view, np.clip(value, facts.low, facts.high))
        return True

    def _read(self, turn: Any, values: list[Any]) -> None:
        index, view = self.part(turn)
        if turn.ledger is None and self.kind == "reading":
            for part, read in self._rows(view, values):
                part[...] = self.compute(*read)
            return
        fresh = self.compute(*values)
        if turn.ledger is not None:
            self._trace(turn, index, view, values, _filled(fresh, view))
        view[...] = fresh

    def _trace(self, turn: Any, index: Index, view: Array, values: list[Any], fresh: Array) -> None:
        """Records how a reading or gathering came from its former value to the fresh one, an input at a time."""
        mixed = list(turn.recall(self.name, values))
        climb = _Climb(turn, self, index, view.copy(), view.copy())
        climb.to(_filled(self.compute(*mixed), view), "starting value", None)
        for position, name in enumerate(self.reads):
            if _same(mixed[position], values[position]):
                continue
            variable, role = _named(name, self.over)
            if self.kind == "gathering" and variable in VARIABLES and VARIABLES[variable].over != "place":
                self._trace_parts(climb, mixed, position, values[position], variable)
            mixed[position] = values[position]
            link = _moved(variable, role) if variable in VARIABLES else None
            climb.to(_filled(self.compute(*mixed), view), name, link)
        turn.settle(self.changes, index, climb.reached, fresh)

    def _trace_parts(self, climb: _Climb, mixed: list[Any], position: int, fresh: Array, variable: str) -> None:
        """Puts the new values of the agencies, outcomes or frames that are summed over in place of the old, one by one.

        What comes of each is computed in one go, as if it were a playthrough more.
        """
        former, n = mixed[position], fresh.shape[-1]
        differs = np.moveaxis(former != fresh, -2, 0).reshape(fresh.shape[-2], -1)
        changed = np.flatnonzero(differs.any(axis=1)).tolist()
        if not changed:
            return
        stages = np.repeat(former[..., None, :], len(changed), axis=-2)
        for nth, number in enumerate(changed):
            stages[..., number, nth:, :] = fresh[..., number, None, :]
        beside = [_repeated(value, len(changed), n) for value in mixed]
        beside[position] = stages.reshape(*fresh.shape[:-1], len(changed) * n)
        found = self.compute(*beside)
        each = found.reshape(*found.shape[:-1], len(changed), n)
        for nth, number in enumerate(changed):
            climb.to(each[..., nth, :], self.reads[position], _moved(variable, "row", number))

    @cached_property
    def _named_terms(self) -> tuple[tuple[Cause, Link | None], ...]:
        """The ledger's names for what a flow adds: of each term its cause, and the variable that it came from."""
        return tuple((_cause(self.name, term), self._link(term)) for term in self.terms)

    def _link(self, term: str) -> Link | None:
        if term not in self.reads:
            return None
        variable, role = _named(term, self.over)
        return Link(variable, role) if variable in VARIABLES else None


Executor = Callable[[Any, Sequence[Rule]], None]
"""Runs the rules of a phase, in order, on a turn that keeps no ledger, to the bits that `Rule.run` gives."""


@dataclass(slots=True)
class _Climb:
    """A value on its way from what it was to what it is, one cause at a time.

    `reached` is the former value with every recorded step added, as folding will add them; `value` is what it stands for.
    """

    turn: Any
    rule: Rule
    index: Index
    reached: Array
    value: Array

    def to(self, value: Array, term: str, link: Link | None) -> None:
        """Takes one step, and records its cause where it leads anywhere."""
        if is_same(value, self.value):
            return
        step = value - self.value
        self.turn.record(self.rule.changes, self.index, step, _cause(self.rule.name, term), link)
        self.reached = self.reached + step
        self.value = value


@cache
def _cause(rule: str, term: str) -> Cause:
    """The ledger's name for a term of a rule, of which there are as many as the rules have."""
    return Cause("rule", rule, term)


@cache
def _moved(variable: str, role: Role, number: int = -1) -> Link:
    """The ledger's link to a variable whose change was felt, of which there are as many as for causes."""
    return Link(variable, role, number, is_change=True)


def flow(
    changes: str, over: Over, terms: tuple[str, ...], source: str, nought_without: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Rule]:
    """Declares a function as a flow: it returns one size for each of `terms`, which are added in that order.

    A term with the name of an argument is linked to that variable; any other name is a cause without a source. Of a flow over
    pairs, `nought_without` may name arguments where every term is nought if all of them are: batches then leave out the rest.
    """
    return _declare("flow", changes, over, terms, source, nought_without)


def reading(changes: str, over: Over, source: str) -> Callable[[Callable[..., Any]], Rule]:
    """Declares a function as a reading: it returns the variable's value."""
    return _declare("reading", changes, over, (), source)


def gathering(changes: str, over: Over, source: str) -> Callable[[Callable[..., Any]], Rule]:
    """Declares a function as a gathering: it returns the variable's value from whole arrays, summed in a fixed order."""
    return _declare("gathering", changes, over, (), source)


def reading_instead(rule: Rule, **instead: str) -> Rule:
    """A rule that reads something else in the place of some arguments; its equation and its name stay."""
    return replace(
        rule,
        reads=tuple(instead.get(name, name) for name in rule.reads),
        terms=tuple(instead.get(name, name) for name in rule.terms),
        nought_without=tuple(instead.get(name, name) for name in rule.nought_without),
    )


def for_now(rule: Rule) -> Rule:
    """A reading over pairs that runs again later in the quarter: until then only conditions look beyond ties toward the lead."""
    return replace(rule, is_for_now=True)


def scaled(rule: Rule, by: str) -> Rule:
    """A reading whose value is multiplied by something more that it reads."""
    return _with_scaling(rule, by, -1, lambda *read: rule.compute(*read[:-1]) * read[-1])


def with_argument_scaled(rule: Rule, argument: str, by: str) -> Rule:
    """A rule one of whose arguments is multiplied by something more that it reads."""
    at = rule.reads.index(argument)

    def compute(*read: Any) -> Any:
        given = read[:-1]
        return rule.compute(*given[:at], given[at] * read[-1], *given[at + 1 :])

    return _with_scaling(rule, by, at, compute)


def _with_scaling(rule: Rule, by: str, at: int, compute: Callable[..., Any]) -> Rule:
    return replace(
        rule,
        reads=(*rule.reads, by),
        compute=wraps(rule.compute)(compute),
        equation=rule.equation or rule.compute,
        scalings=(*rule.scalings, (at, len(rule.reads))),
    )


def _declare(
    kind: Any, changes: str, over: Over, terms: tuple[str, ...], source: str, nought_without: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Rule]:
    def declare(compute: Callable[..., Any]) -> Rule:
        reads = tuple(inspect.signature(compute).parameters)
        return Rule(compute.__name__, changes, over, kind, compute, terms, source, reads, nought_without)

    return declare


def _named(name: str, over: Over) -> tuple[str, Role]:
    """The variable that an argument's name stands for, and which of its elements."""
    if name in VARIABLES:
        return name, _role(VARIABLES[name].over, over)
    for suffix in SUFFIXES:
        if name.endswith(suffix) and name.removesuffix(suffix) in VARIABLES:
            base = name.removesuffix(suffix)
            if suffix == "_lead":
                return base, "to_lead" if VARIABLES[base].over == "pair" else "lead"
            if suffix == "_back":
                return base, "back"
            return base, "from" if suffix == "_from" else "to"
    return name, "place"


def _place_of(name: str, over: Over) -> tuple[str, Role]:
    found, role = _named(name, over)
    if found in VARIABLES:
        return found, role
    for suffix, side in (("_from", "from"), ("_to", "to")):
        if over == "pair" and name.endswith(suffix):
            return name.removesuffix(suffix), cast("Role", side)
    return name, "same"


def _role(of: str, over: Over) -> Role:
    if of == "place":
        return "place"
    if over == "toward_lead" and of == "agency":
        return "from"
    if over == "of_lead" and of == "agency":
        return "to"
    return "same"


def _binder(name: str, over: Over) -> Binder:
    if name in VARIABLES:
        if VARIABLES[name].over == "pair" and over == "toward_lead":
            return lambda turn: turn.state[name][:, turn.place.lead]
        if VARIABLES[name].over == "pair" and over == "of_lead":
            return lambda turn: turn.state[name][turn.place.lead]
        return lambda turn: turn.state[name]
    for suffix in SUFFIXES:
        base = name.removesuffix(suffix)
        if name.endswith(suffix) and (base in VARIABLES or (over == "pair" and suffix in ("_from", "_to"))):
            return _suffixed(base, suffix)
    return lambda turn: turn.constant(name)


def _suffixed(base: str, suffix: str) -> Binder:
    if suffix == "_lead":
        if VARIABLES[base].over == "pair":
            return lambda turn: turn.state[base][:, turn.place.lead]
        return lambda turn: turn.state[base][turn.place.lead]
    if suffix == "_back":
        return lambda turn: turn.state[base].swapaxes(0, 1)
    rows = suffix == "_from"
    if base in VARIABLES:
        return (lambda turn: turn.state[base][:, None]) if rows else (lambda turn: turn.state[base][None])
    return (lambda turn: turn.constant(base)[:, None]) if rows else (lambda turn: turn.constant(base)[None])


def _row(value: Any, number: int, ndim: int) -> Any:
    """One row of what broadcasts over an array of so many axes."""
    if getattr(value, "ndim", 0) < ndim:
        return value
    return value[number if len(value) > 1 else 0]


def _repeated(value: Any, times: int, n: int) -> Any:
    """What a rule reads of n playthroughs, as it is or for as many times more of them, one after another."""
    return np.concatenate([value] * times, axis=-1) if n > 1 and np.shape(value)[-1:] == (n,) else value


def _filled(size: Any, view: Array) -> Array:
    """A term spread over the whole part it was added to, as an array of its own."""
    result = np.empty_like(view)
    result[...] = size
    return result


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one is other or is_same(one, other)
    return bool(np.array_equal(one, other))
