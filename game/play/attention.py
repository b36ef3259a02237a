"""Placing attention tokens for a whole batch so that none is ever refused: the rules of what a token needs, kept as masks.

A policy says what it would like; `Hand.place` places it in the playthroughs where it is allowed and says which those were. The
same rules stand in `game.core.decision.refusal`, which looks at one finished decision; here they have to hold while it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Mask, Numbers
from game.core.decision import MOST_TOKENS, POT_NUMBER, PROMISES, TOKENS
from game.core.observe import View
from game.core.place import Place
from game.core.promise import OPEN

KIND: Final = {name: number for number, name in enumerate(TOKENS)}
"""The number of each kind of token."""

WITH_ONE: Final = ("time", "confront")
"""Kinds that name one partner, whichever it is, and need nothing else."""

NOBODY: Final = -1


@dataclass(frozen=True)
class Promising:
    """Who can be promised what in a place, by promise slot.

    Arguments:
        numbers: the slots that attention can fill, shape (P,).
        whats: what each promises, an index into PROMISES, shape (P,).
        receivers: to which agency, shape (P,).
        position: where in the three above a promise stands, by what and agency, shape (3, A); -1 where it cannot be made.
        own: every slot whose giver is the lead, shape (Q,), and `own_receivers` to whom, shape (Q,).
    """

    numbers: Numbers
    whats: Numbers
    receivers: Numbers
    position: Numbers
    own: Numbers
    own_receivers: Numbers

    @classmethod
    def of(cls, place: Place) -> Promising:
        """The promises of a place."""
        found = [
            (number, PROMISES.index(terms.kind), terms.receiver)
            for number, terms in enumerate(place.promises)
            if terms.from_attention and terms.kind in PROMISES and terms.giver == place.lead
        ]
        position = np.full((len(PROMISES), len(place.agencies)), -1, dtype=np.int64)
        for where, (_, what, receiver) in enumerate(found):
            position[what, receiver] = where
        table = np.array(found, dtype=np.int64).reshape(-1, 3).T
        own = [(number, terms.receiver) for number, terms in enumerate(place.promises) if terms.giver == place.lead]
        owners = np.array(own, dtype=np.int64).reshape(-1, 2).T
        return cls(table[0], table[1], table[2], position, owners[0], owners[1])


class Hand:
    """The tokens of one quarter, being placed for a batch of N playthroughs."""

    def __init__(self, view: View, promising: Promising, parameters: Mapping[str, Any], money: Array) -> None:
        """Takes what the lead sees, and `money`: pounds of its own budget left after its options, shape (N,)."""
        n = view.n_playthroughs
        self.attention: Numbers = np.full((MOST_TOKENS, 4, n), NOBODY, dtype=np.int64)
        self.money = np.array(money)
        self.lead = view.place.lead
        self.partners: npt.NDArray[np.int64] = np.array(
            [number for number in range(len(view.place.agencies)) if number != self.lead], dtype=np.int64
        )
        has_front_line = [view.place.agencies[number].front_line for number in self.partners]
        self.front_lines = self.partners[has_front_line]
        self._rows = np.arange(n)
        self._used = np.zeros(n, dtype=np.int64)
        self._allowed = np.minimum(view.tokens_allowed, float(MOST_TOKENS))
        self._price = parameters["attention_money"]
        self._promising = promising
        self._view = view
        self._status = view["promise_status"]
        self._promisable: Mask | None = None
        self._owed: Mask | None = None

    @property
    def used(self) -> Numbers:
        """How many tokens are placed, shape (N,)."""
        return self._used

    def free(self) -> Mask:
        """Where another token can be placed, shape (N,)."""
        result: Mask = self._used + 1 <= self._allowed
        return result

    def affords(self) -> Mask:
        """Where the lead has the money for a token of it, shape (N,)."""
        result: Mask = self.money >= self._price
        return result

    def promisable(self) -> Mask:
        """Which promises can be made, by position in `Promising`, shape (P, N)."""
        if self._promisable is None:
            self._promisable = (self._status[self._promising.numbers] != OPEN) & ~self._signed()
        return self._promisable

    def _signed(self) -> Mask:
        """Which promises are of protocols that are all signed, so that there is nothing to promise, shape (P, N)."""
        place = self._view.place
        result = np.zeros((len(self._promising.numbers), len(self._rows)), dtype=bool)
        is_signed = {pair: self._view["permission"][pair] >= place.signed_at for pair in place.protocols}
        for position, (what, receiver) in enumerate(zip(self._promising.whats, self._promising.receivers, strict=True)):
            if what == PROMISES.index("protocol"):
                result[position] = True
                for pair in place.protocols_of(int(receiver)):
                    result[position] &= is_signed[pair]
        return result

    def owed(self) -> Mask:
        """To which agencies the lead has an open promise that it has not owned up to, shape (A, N)."""
        if self._owed is None:
            self._owed = np.zeros((len(self.partners) + 1, len(self._rows)), dtype=bool)
            for slot, receiver in zip(self._promising.own, self._promising.own_receivers, strict=True):
                if receiver != self.lead:
                    self._owed[receiver] |= self._status[slot] == OPEN
        return self._owed

    def lay(self, kind: Numbers, first: Numbers, second: Numbers, what: Numbers) -> None:
        """Places one token in every playthrough, known to be allowed: its kind (N,), and what it names; NOBODY where none is."""
        is_placed, slot = kind >= 0, int(self._used.max(initial=0))
        if (self._used == slot).all():
            for part, value in enumerate((kind, first, second, what)):
                self.attention[slot, part] = value
        else:
            rows = is_placed.nonzero()[0]
            self.attention[self._used[rows], :, rows] = np.stack([kind, first, second, what])[:, rows].T
        self._used += is_placed
        self.money = self.money - np.where(kind == KIND["money"], self._price, 0.0)
        rows = (kind == KIND["promise"]).nonzero()[0]
        if len(rows):
            self.promisable()[self._promising.position[what[rows], first[rows]], rows] = False
        rows = (kind == KIND["own_up"]).nonzero()[0]
        if len(rows):
            self.owed()[first[rows], rows] = False

    def place(self, kind: str, rows: Mask, first: Any = NOBODY, second: Any = NOBODY, what: Any = NOBODY) -> Mask:
        """Places one token where `rows` holds and it is allowed; returns where it was placed, shape (N,).

        `first`, `second` and `what` are numbers, or arrays (N,) that hold one where `rows` does; see `Decisions.attention`.
        """
        shape = self._rows.shape
        first, second, what = (np.broadcast_to(np.asarray(value, dtype=np.int64), shape) for value in (first, second, what))
        taken = rows & self.free()
        match kind:
            case "money":
                taken = taken & self.affords() & (first >= POT_NUMBER) & (first != self.lead)
                self.money = self.money - np.where(taken, self._price, 0.0)
            case "promise":
                taken = self._promise(taken, first, what)
            case "own_up":
                taken = self._own_up(taken, first)
            case "broker":
                taken = taken & self._is_partner(first) & self._is_partner(second) & (first != second)
            case "strand":
                n_strands = len(self._view.place.outcomes) if "strands" in self._view.place.parts else 0
                taken = taken & (first >= 0) & (first < n_strands) & (second < n_strands) & (first != second)
            case "front_line":
                taken = taken & np.isin(first, self.front_lines)
            case name if name in WITH_ONE:
                taken = taken & self._is_partner(first)
        where = np.flatnonzero(taken)
        slot = self._used[where]
        self.attention[slot, 0, where] = KIND[kind]
        for part, value in ((1, first), (2, second), (3, what)):
            self.attention[slot, part, where] = value[where]
        self._used += taken
        return taken

    def _is_partner(self, agency: Numbers) -> Mask:
        result: Mask = (agency >= 0) & (agency <= len(self.partners)) & (agency != self.lead)
        return result

    def _promise(self, rows: Mask, first: Numbers, what: Numbers) -> Mask:
        can = self.promisable()
        rows = rows & self._is_partner(first) & (what >= 0) & (what < len(PROMISES))
        where = np.where(rows, self._promising.position[np.where(rows, what, 0), np.where(rows, first, 0)], -1)
        rows = rows & (where >= 0)
        if not rows.any():
            return rows
        rows = rows & can[np.maximum(where, 0), self._rows]
        can[where[rows], self._rows[rows]] = False
        return rows

    def _own_up(self, rows: Mask, first: Numbers) -> Mask:
        rows = rows & self._is_partner(first)
        if not rows.any():
            return rows
        owed = self.owed()
        rows = rows & owed[np.where(rows, first, 0), self._rows]
        owed[first[rows], self._rows[rows]] = False
        return rows


def one_of(can: Mask, draw: Array) -> Numbers:
    """One of the things that can be had, each with the same chance, shape (N,); -1 where there is none.

    Arguments:
        can: which can be had, shape (M, N).
        draw: uniform in [0, 1), shape (N,).
    """
    reached = _up_to_each(can, np.int16)
    return _first_beyond(reached, np.floor(draw * reached[-1]).astype(np.int16))


def weighed(weights: Array, draw: Array) -> Numbers:
    """One of several things, each as likely as its weight, shape (N,); -1 where every weight is nought.

    Arguments:
        weights: not negative, shape (M, N).
        draw: uniform in [0, 1), shape (N,).
    """
    reached = _up_to_each(weights, np.float64)
    return _first_beyond(reached, draw * reached[-1])


def _up_to_each(items: Any, kind: Any) -> Any:
    """The sums of the first, the first two and so on, added one by one in order, shape (M, N)."""
    reached = np.empty(items.shape, dtype=kind)
    reached[0] = items[0]
    for number in range(1, len(items)):
        np.add(reached[number - 1], items[number], out=reached[number])
    return reached


def _first_beyond(reached: Any, wanted: Any) -> Numbers:
    """The first whose sum is beyond what is wanted, which is less than the whole, shape (N,); -1 where there is nothing."""
    found = np.add.reduce(reached <= wanted, axis=0, dtype=np.int16)
    return np.where(reached[-1] > 0, found, -1).astype(np.int64)
