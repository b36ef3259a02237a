"""Rules run by numpy for the ties alone that count: those on which what is measured hangs.

Half of the work of a quarter is on pairs of agencies, and most pairs have nothing to do with one another: their trust is
followed for whoever asks, and moves nothing else. Where many futures are played for their headline measures alone, nobody asks.
What is left out stays as it was; everything else is the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cached_property
from itertools import groupby
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
        self._n = len(place.agencies)
        self._from, self._to = np.nonzero(counting(place))
        self._flat = self._from * self._n + self._to
        asked = {part.variable for part in _questions(place)}
        self._for_show = frozenset(FOR_SHOW) - asked

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules, in order, on a turn that keeps no ledger."""
        is_over = turn.number > self._place.turns
        wanted = [rule for rule in rules if not (is_over and rule.changes in self._for_show)]
        few: dict[tuple[str, ...], _Few | None] = {}
        for is_narrow, some in groupby(wanted, lambda rule: self._is_narrow(rule, turn)):
            if is_narrow:
                for rule in some:
                    self._run(turn, rule, few)
            else:
                turn.run_each(tuple(some))

    def _is_narrow(self, rule: Rule, turn: Any) -> bool:
        return (
            rule.over == "pair"
            and rule.kind != "gathering"
            and not rule.has_crossing
            and all(role in _ROLES for _, role in rule.places)
            and turn.state[rule.changes].flags.c_contiguous
        )

    def _run(self, turn: Any, rule: Rule, few: dict[tuple[str, ...], _Few | None]) -> None:
        whole = _Whole(turn, self._n, self._from, self._to)
        if rule.nought_without:
            names = rule.nought_without
            if names not in few:
                few[names] = self._few(rule, whole)
            for known in [known for known in few if rule.changes in {_bare(name) for name in known}]:
                if known != names:
                    del few[known]
            found = few[names]
            if found is not None:
                if len(found):
                    self._apply(turn, rule, found)
                return
        n_each = max(1, _BLOCK // max(turn.state.n_playthroughs, 1))
        for start in range(0, len(self._flat), n_each):
            self._apply(turn, rule, whole.part(slice(start, start + n_each)))

    def _few(self, rule: Rule, whole: _Whole) -> _Few | None:
        """Where what a rule is nought without is not, if that is little of it all."""
        places = dict(zip(rule.reads, rule.places, strict=True))
        somewhere: Any = False
        for name in rule.nought_without:
            somewhere = somewhere | (whole.read(*places[name]) != 0.0)
        some = np.broadcast_to(somewhere, (len(self._flat), whole.turn.state.n_playthroughs))
        if np.count_nonzero(somewhere) > _LITTLE * np.size(somewhere):
            return None
        tie, row = np.nonzero(some)
        return _Few(whole.turn, self._n, self._from[tie], self._to[tie], row)

    @staticmethod
    def _apply(turn: Any, rule: Rule, part: _Whole | _Few) -> None:
        """Applies a rule to some elements of what it changes."""
        read = [part.read(*place) for place in rule.places]
        if rule.kind == "reading":
            part.put(rule.changes, rule.compute(*read))
            return
        facts, value = VARIABLES[rule.changes], part.read(rule.changes, "same")
        for size in rule.compute(*read):
            value = value + size
        part.put(rule.changes, np.clip(value, facts.low, facts.high))


_ROLES: Final = ("same", "back", "from", "to", "place")


class _Whole:
    """Some ties in every playthrough: what rules read of them has the shape (ties, N), or broadcasts to it."""

    def __init__(self, turn: Any, n_agencies: int, from_: Numbers, to: Numbers) -> None:
        self.turn = turn
        self._n = n_agencies
        self._from = from_
        self._to = to

    def part(self, ties: slice) -> _Whole:
        """A few of them."""
        return _Whole(self.turn, self._n, self._from[ties], self._to[ties])

    @cached_property
    def _same(self) -> Numbers:
        return self._from * self._n + self._to

    def read(self, name: str, role: str) -> Any:
        """What a rule reads: see `Rule.places`."""
        if name in VARIABLES:
            value = self.turn.state[name]
            if VARIABLES[name].over == "pair":
                numbers = self._to * self._n + self._from if role == "back" else self._same
                return value.reshape(-1, value.shape[-1]).take(numbers, axis=0)
            return value if role == "place" else value.take(self._from if role == "from" else self._to, axis=0)
        value = self.turn.constant(name)
        if not isinstance(value, np.ndarray) or value.ndim < 2:
            return value
        if value.ndim == 3:
            return value.reshape(-1, value.shape[-1]).take(self._same, axis=0)
        return value.take(self._from if role == "from" else self._to, axis=0)

    def put(self, name: str, fresh: Array) -> None:
        """Puts values back."""
        value = self.turn.state[name]
        value.reshape(-1, value.shape[-1])[self._same] = fresh


class _Few:
    """Some ties, each in one playthrough: what rules read of them has the shape (elements,), or is a number."""

    def __init__(self, turn: Any, n_agencies: int, from_: Numbers, to: Numbers, row: Numbers) -> None:
        self.turn = turn
        self._n = n_agencies
        self._from = from_
        self._to = to
        self._row = row

    def __len__(self) -> int:
        return len(self._row)

    def read(self, name: str, role: str) -> Any:
        """What a rule reads: see `Rule.places`."""
        if name in VARIABLES:
            value = self.turn.state[name]
            if VARIABLES[name].over == "pair":
                one, other = (self._to, self._from) if role == "back" else (self._from, self._to)
                return value[one, other, self._row]
            return value[self._row] if role == "place" else value[self._from if role == "from" else self._to, self._row]
        value = self.turn.constant(name)
        if not isinstance(value, np.ndarray) or not value.ndim:
            return value
        row: Any = self._row if value.shape[-1] > 1 else 0
        if value.ndim == 1:
            return value[row]
        if value.ndim == 3:
            return value[self._from, self._to, row]
        return value[self._from if role == "from" else self._to, row]

    def put(self, name: str, fresh: Array) -> None:
        """Puts values back."""
        self.turn.state[name][self._from, self._to, self._row] = fresh


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


def _bare(name: str) -> str:
    return name.removesuffix("_from").removesuffix("_to").removesuffix("_back")
