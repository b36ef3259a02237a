"""Rules run by numpy for the ties alone that count: those on which what is measured hangs.

Half of the work of a quarter is on pairs of agencies, and most pairs have nothing to do with one another: their trust is
followed for whoever asks, and moves nothing else. Where many futures are played for their headline measures alone, nobody asks.
What is left out stays as it was; everything else is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array
from game.core.condition import Read, Summary
from game.core.place import Place
from game.core.rule import Rule
from game.core.variables import VARIABLES

WEIGHTS: Final = ("tie", "per_tie", "per_protocol")
"""Constants of a place, nought for pairs that do not count, by one of which every sum over pairs is weighted."""

FOR_SHOW: Final = ("estimate", "exposure")
"""What only moves decisions and luck, so that nothing hangs on it once no programme runs."""

_BLOCK: Final = 16_384
"""Numbers worked on at once, so that what is made on the way fits into the cache; found by measuring."""

_LITTLE: Final = 0.2
"""The part of all ties of a batch up to which picking them out costs less than working on them all."""

Numbers = npt.NDArray[np.intp]


class TiesThatCount:
    """An executor for batches of which only the headline measures are wanted, and what is decided on the way."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._ties = np.nonzero(counting(place))
        self._for_show = frozenset(FOR_SHOW) - {part.variable for part in _questions(place)}

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules, in order, on a turn that keeps no ledger."""
        is_over = turn.number > self._place.turns
        found: dict[tuple[str, ...], _Few | None] = {}
        together: list[Rule] = []
        rest: list[Rule] = []
        for rule in rules:
            if is_over and rule.changes in self._for_show:
                continue
            if not _is_of_ties(rule, turn):
                self._run_whole(turn, together)
                rest.append(rule)
                _forget(found, rule.changes)
                continue
            self._run_rest(turn, rest)
            if any(one.changes in map(_bare, rule.nought_without) for one in together):
                self._run_whole(turn, together)
            few = self._few(turn, rule, found) if rule.nought_without else None
            _forget(found, rule.changes)
            if few is not None or not all(_may_share(one, rule) for one in together):
                self._run_whole(turn, together)
            if few is None:
                together.append(rule)
            elif len(few):
                _apply(rule, few)
        self._run_rest(turn, rest)
        self._run_whole(turn, together)

    @staticmethod
    def _run_rest(turn: Any, rules: list[Rule]) -> None:
        if rules:
            turn.run_each(tuple(rules))
            rules.clear()

    def _run_whole(self, turn: Any, rules: list[Rule]) -> None:
        """Runs rules that look, of what they change, at the same tie alone: all of them on a few ties, then on the next."""
        if not rules:
            return
        n_each = max(1, _BLOCK // max(turn.state.n_playthroughs, 1))
        for start in range(0, len(self._ties[0]), n_each):
            some = _Whole(turn, *(side[start : start + n_each] for side in self._ties))
            for rule in rules:
                _apply(rule, some)
        rules.clear()

    def _few(self, turn: Any, rule: Rule, found: dict[tuple[str, ...], _Few | None]) -> _Few | None:
        """Where what a rule is nought without is not, if that is little of it all; found once in a phase."""
        names = rule.nought_without
        if names not in found:
            places, every = dict(zip(rule.reads, rule.places, strict=True)), _Whole(turn, *self._ties)
            somewhere: Any = False
            for name in names:
                somewhere = somewhere | every.is_somewhat(*places[name])
            found[names] = None
            if np.count_nonzero(somewhere) <= _LITTLE * np.size(somewhere):
                where = np.flatnonzero(np.broadcast_to(somewhere, (len(self._ties[0]), turn.state.n_playthroughs)))
                tie, row = np.divmod(where, turn.state.n_playthroughs)
                one, other = self._ties
                found[names] = _Few(turn, one[tie], other[tie], row)
        return found[names]


_ROLES: Final = ("same", "back", "from", "to", "place")


def _is_of_ties(rule: Rule, turn: Any) -> bool:
    """Whether each tie that a rule changes hangs on no other's value of the same variable, nor on what it is nought without."""
    return (
        rule.over == "pair"
        and rule.kind != "gathering"
        and not rule.has_crossing
        and all(role in _ROLES for _, role in rule.places)
        and rule.changes not in rule.nought_without
        and turn.state[rule.changes].flags.c_contiguous
    )


def _forget(found: dict[tuple[str, ...], _Few | None], variable: str) -> None:
    """Lets go what was found out of a variable that is about to change."""
    for names in [names for names in found if variable in map(_bare, names)]:
        del found[names]


def _bare(name: str) -> str:
    """The variable of an argument: `left` of `left_from`."""
    return name.removesuffix("_from").removesuffix("_to").removesuffix("_back")


def _may_share(one: Rule, other: Rule) -> bool:
    """Whether two rules look, of what either changes, at the same tie alone."""
    changed = {one.changes, other.changes}
    return all(role == "same" for rule in (one, other) for name, role in rule.places if name in changed)


def _apply(rule: Rule, part: _Whole | _Few) -> None:
    """Applies a rule to some elements of what it changes."""
    read = [part.read(*place) for place in rule.places]
    if rule.kind == "reading":
        part.put(rule.changes, rule.compute(*read))
        return
    facts, former = VARIABLES[rule.changes], part.read(rule.changes, "same")
    value = former
    for size in rule.compute(*read):
        value = np.add(value, size, out=None if value is former else value)
    part.put(rule.changes, np.clip(value, facts.low, facts.high, out=value))


class _Whole:
    """Some ties in every playthrough: what rules read of them has the shape (ties, N), or broadcasts to it.

    What was read is kept, since rules that follow one another often read the same.
    """

    def __init__(self, turn: Any, one: Numbers, other: Numbers) -> None:
        self._turn = turn
        self._one = one
        self._other = other
        self._kept: dict[tuple[str, str], Any] = {}

    def read(self, name: str, role: str) -> Any:
        """What a rule reads: see `Rule.places`."""
        if (name, role) not in self._kept:
            self._kept[name, role] = self._of(_value(self._turn, name), role)
        return self._kept[name, role]

    def is_somewhat(self, name: str, role: str) -> Any:
        """Where what a rule reads is not nought."""
        return self._of(_value(self._turn, name) != 0.0, role)

    def _of(self, value: Any, role: str) -> Any:
        if not isinstance(value, np.ndarray) or value.ndim < 2:
            return value
        if value.ndim == 3:
            return _through(value).take(_number(value, self._one, self._other, role), axis=0)
        return value.take(self._other if role == "to" else self._one, axis=0)

    def put(self, name: str, fresh: Array) -> None:
        """Puts values back."""
        value = self._turn.state[name]
        _through(value)[_number(value, self._one, self._other, "same")] = fresh
        self._kept[name, "same"] = fresh


class _Few:
    """Some ties, each in one playthrough: what rules read of them has the shape (elements,), or is a number."""

    def __init__(self, turn: Any, one: Numbers, other: Numbers, row: Numbers) -> None:
        self._turn = turn
        self._one = one
        self._other = other
        self._row = row

    def __len__(self) -> int:
        return len(self._row)

    def read(self, name: str, role: str) -> Any:
        """What a rule reads: see `Rule.places`."""
        value = _value(self._turn, name)
        if not isinstance(value, np.ndarray) or not value.ndim:
            return value
        return value.reshape(-1).take(self._where(value, role))

    def put(self, name: str, fresh: Array) -> None:
        """Puts values back."""
        value = self._turn.state[name]
        value.reshape(-1)[self._where(value, "same")] = fresh

    def _where(self, value: Array, role: str) -> Any:
        row: Any = self._row if value.shape[-1] > 1 else 0
        if value.ndim == 1:
            return row
        number = _number(value, self._one, self._other, role) if value.ndim == 3 else self._other if role == "to" else self._one
        return number * value.shape[-1] + row


def _value(turn: Any, name: str) -> Any:
    """A variable, or a constant of the place, or a parameter."""
    return turn.state[name] if name in VARIABLES else turn.constant(name)


def _through(value: Array) -> Array:
    """What is indexed by two agencies, counted through: shape (A x A, N)."""
    return value.reshape(-1, value.shape[-1])


def _number(value: Array, one: Numbers, other: Numbers, role: str) -> Any:
    """Where a tie stands in what is counted through, or the other's tie with it."""
    return other * len(value) + one if role == "back" else one * len(value) + other


@lru_cache(maxsize=8)
def ties_that_count(place: Place) -> TiesThatCount:
    """The executor for a place, which is made once."""
    return TiesThatCount(place)


def counting(place: Place) -> npt.NDArray[np.bool_]:
    """Which ties count, shape (A, A): those something is weighted by, the lead's own, and those a condition asks about.

    Both ways of each, since one agency's trust may hang on the other's.
    """
    n = len(place.agencies)
    result = np.zeros((n, n), dtype=bool)
    for turn in range(1, place.turns + place.epilogue + 1):
        constants = place.constants_in(turn)
        for name in WEIGHTS:
            result |= constants[name].any(axis=-1) != 0.0
        if not place.successors:
            break
    for pair in (*place.ties, *place.protocols, *(part.index for part in _questions(place) if isinstance(part, Read))):
        if len(pair) == 2:
            result[pair] = True
    result[place.lead] = result[:, place.lead] = True
    return result | result.T


def _questions(place: Place) -> Iterator[Read | Summary]:
    """Yields whatever a place's conditions look at, wherever in it they stand."""
    for part in (place.dilemmas, place.events, place.endings, place.promises, place.traces, place.laters):
        yield from _within(part)


def _within(thing: Any) -> Iterator[Read | Summary]:
    if isinstance(thing, Read | Summary):
        yield thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from _within(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _within(getattr(thing, one.name))
