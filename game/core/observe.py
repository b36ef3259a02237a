"""What a seat sees: the only way out of the model, for screens, files and network alike, the ledger included.

A seat sees what that leader would see: what partners voice, what they delivered last quarter, an estimate of trust that sharpens
with contact, its own agency's books, results as they are reported. In play, `why` gives the causes this leader could know, with
direction and rough size; what lies in a partner's own head stays there. The debrief opens everything: see `Sight`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Literal

import numpy as np

from game.core.arithmetic import Array, Mask
from game.core.decision import table, tokens_allowed
from game.core.ledger import Cause, Entry, Happening, Ledger
from game.core.parameters import DEFAULTS
from game.core.place import Place
from game.core.promise import CONCEALED, EMPTY, LATE, STATUS_NAMES
from game.core.question import read
from game.core.state import State
from game.core.variables import ACCOUNTS, VARIABLES

Rough = Literal["slight", "clear", "strong"]
PUBLIC: Final = -1
"""No agency's seat: whoever sees only what every seat sees, as on a screen that several look at."""
OF_THE_LEAD: Final = ("low_cover",)
"""Of the whole place, and still the lead's own: how thin its backing is, which other seats do not see."""
CONFIDENTIAL: Final = ("promise", "own_up")
"""Tokens of which only those two know between whom something is promised."""

# Kinds of cause that a leader witnesses, whatever they act on.
_WITNESSED = ("option", "attention", "event", "inject", "later", "chance", "seat")
# Of a partner's head a leader knows what it has an estimate of.
_ESTIMATED = ("trust", "purpose", "confidence")
# What anybody in the room can tell, though nobody puts a number on it.
_EVIDENT = ("fit", "winning", "friction", "intensity", "seen_giving", "falling", "losing", "helped_once")
# The other side of a movement of money.
# Accounts of which a seat reads each sum: its own, and what all put together.
_BOOKS = ("budget", "pot", "work")
# What a leader left undone.
_OWN = ("neglect",)
_DEEPEST = 3
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Known:
    """One cause that a seat may know of a change: its direction, rough size, and where it came from if that can be asked about.

    `variable` and `index` say which element it moved: the one asked about, or one between it and the cause. `stood` is how high
    its source stood, where it is by being so high, and not by having moved, that it is a cause; see `stood`. Where it is by
    having moved, `moved` is 1 if that went up and -1 if it went down; 0 elsewhere. Of an account whose books the seat reads,
    `pounds` is what came in or went out, never below 0; None elsewhere.
    """

    cause: Cause
    sign: int
    rough: Rough
    turn: int
    source: tuple[str, tuple[int, ...]] | None
    variable: str
    index: tuple[int, ...]
    stood: float | None = None
    moved: Literal[-1, 0, 1] = 0
    pounds: float | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why something changed in one turn: known causes, the largest first, and whether some lie out of sight.

    Of trust, `before` and `after` are the player's estimate.
    """

    variable: str
    index: tuple[int, ...]
    turn: int
    before: float
    after: float
    causes: tuple[Known, ...]
    has_hidden: bool


@dataclass(frozen=True)
class View:
    """What one seat sees of a batch at the start of a turn.

    `values` holds the public variables whole; of variables that are `own`, only the seat's element, shape (N,), and
    none for PUBLIC.
    """

    place: Place
    seat: int
    turn: int
    values: Mapping[str, Array]
    agenda: Mask
    offered: Mapping[int, Mask]
    tokens_allowed: Array
    signed: Array

    def __getitem__(self, variable: str) -> Array:
        return self.values[variable]

    @property
    def n_playthroughs(self) -> int:
        """How many playthroughs the batch holds."""
        return int(self.agenda.shape[-1])


def observe(place: Place, state: State, seat: int, parameters: Mapping[str, Any] | None = None) -> View:
    """What the agency numbered `seat` sees of a state; with PUBLIC, what all of them see."""
    values: dict[str, Array] = {}
    for name in state:
        variable = VARIABLES[name]
        if variable.over == "promise":
            values[name] = _handed_out(_promises_as_seen(place, name, state[name], seat))
        elif name in OF_THE_LEAD and seat != place.lead:
            values[name] = _handed_out(np.zeros_like(state[name]))
        elif variable.sight == "public":
            values[name] = _handed_out(state[name])
        elif variable.sight == "own" and seat != PUBLIC:
            values[name] = _handed_out(state[name][seat])
    on_table, can = table(place, state, parameters)
    allowed, signed = tokens_allowed(place, state, parameters), read(place, state, "signed", ())
    for array in (on_table, *can.values(), allowed):
        array.flags.writeable = False
    now = place.as_of(state.turn)
    return View(now, seat, state.turn, MappingProxyType(values), on_table, MappingProxyType(can), allowed, _handed_out(signed))


def _promises_as_seen(place: Place, variable: str, value: Array, seat: int) -> Array:
    """What a seat sees of promises: only those to it or by it, as if there were no others; one that failed in hiding looks late.

    Until then it was seen to be open a quarter after it was due, so it cannot look kept in time.
    """
    others = [slot for slot, terms in enumerate(place.promises) if seat not in (terms.giver, terms.receiver)]
    if variable != "promise_status" and not others:
        return value
    shown = value.copy()
    shown[others] = EMPTY
    if variable == "promise_status":
        for slot, terms in enumerate(place.promises):
            if seat != terms.giver:
                shown[slot][shown[slot] == CONCEALED] = LATE
    return shown


def told(ledger: Ledger, seat: int, row: int = 0) -> list[Happening]:
    """What a seat hears of a turn in one playthrough: everything in public, and promises that were made to it or by it.

    Whoever was given a promise that failed in hiding hears what it would hear of one that was kept late: silence would tell.
    """
    heard = []
    for happening in ledger.told(row):
        if happening.kind == "promise" and happening.name:
            if seat not in happening.agencies or (happening.text == "concealed" and seat == happening.agencies[0]):
                continue
            if happening.text == "concealed":
                heard.append(replace(happening, text=STATUS_NAMES[LATE]))
                continue
        heard.append(happening)
    return heard


def may_ask(variable: str, index: tuple[int, ...], seat: int) -> bool:
    """Whether a seat may ask for the causes of an element: of what it sees, and of trust, of which it sees an estimate."""
    if variable not in VARIABLES:
        return False
    if variable == "trust":
        return True
    if VARIABLES[variable].over == "promise":
        return False
    return _is_seen(variable, index, seat)


def why(
    ledger: Ledger,
    variable: str,
    index: tuple[int, ...],
    seat: int,
    row: int = 0,
    *,
    earlier: Ledger | None = None,
    parameters: Mapping[str, Any] = DEFAULTS,
) -> Why | None:
    """The causes of one element's change in one turn that a seat could know; None where it may not ask.

    Arguments:
        ledger: the turn's.
        variable: what changed.
        index: which element of it.
        seat: the number of the agency that asks.
        row: which playthrough of the batch.
        earlier: the ledger of the turn before. What came at the end of that turn is felt in this one.
        parameters: the model's, with what was laid over them.
    """
    if not may_ask(variable, index, seat) or variable not in ledger.after or (variable in OF_THE_LEAD and seat != ledger.lead):
        return None
    read = _SeatLedger(ledger, earlier, seat, row)
    if variable == "trust":
        # Of a tie one asks what happened to it this quarter, not when trust was last reckoned from its two parts.
        entries = [
            *read.walk(ledger.entries("purpose", index, row), parameters["purpose_share"]),
            *read.walk(ledger.entries("confidence", index, row), parameters["confidence_share"]),
        ]
    else:
        entries = read.walk(ledger.entries(variable, index, row))
    seen = "estimate" if variable == "trust" else variable
    before, after = _value(ledger.before, seen, index, row), _value(ledger.after, seen, index, row)
    return _why(read, variable, index, (before, after), entries)


def _why(read: _SeatLedger, variable: str, index: tuple[int, ...], values: tuple[float, float], entries: list[_Found]) -> Why:
    seat = read.seat
    found: dict[tuple[Any, ...], _Found] = {}
    hidden = 0.0
    for one in entries:
        if one.entry is None:
            hidden += abs(one.size)
            continue
        key = (one.entry.cause, one.entry.variable, one.entry.index, _asked_of(one.entry, seat), one.turn)
        found[key] = one if key not in found else _Found(one.entry, found[key].size + one.size, one.turn)
    size = span(variable, *values)
    causes: list[Known] = []
    for one in sorted(found.values(), key=lambda one: -abs(one.size)):
        if one.entry is not None and (abs(one.size) >= 0.02 * size or len(causes) < 3):
            entry = one.entry
            source = _asked_of(entry, seat)
            height = read.stood(one.turn, entry) if source is not None else None
            went = read.moved(one.turn, entry) if source is not None else 0
            sign = 1 if one.size > 0 else -1
            sum_of = abs(one.size) if variable in _BOOKS and entry.variable == variable and abs(one.size) >= 0.5 else None
            how_far = rough(abs(one.size) / size)
            causes.append(Known(entry.cause, sign, how_far, one.turn, source, entry.variable, entry.index, height, went, sum_of))
    return Why(variable, index, read.ledger.turn, *values, tuple(causes), hidden >= 0.02 * size)


def exact(ledger: Ledger, variable: str, index: tuple[int, ...], row: int = 0) -> list[Entry]:
    """Every cause, exact: for the debrief, when the books are opened."""
    return ledger.entries(variable, index, row)


def stood(ledger: Ledger, entry: Entry, row: int = 0) -> float | None:
    """How high the level behind a cause stood when its rule read it, 0 to 1; None where no level is the cause.

    Arguments:
        ledger: that of the turn in which the cause came about.
        entry: the cause.
        row: which playthrough of the batch.
    """
    if entry.cause.kind != "rule" or entry.source is None or entry.is_change or VARIABLES[entry.source[0]].unit != "level":
        return None
    name, index = entry.source
    so_far = sum(one.size for one in ledger.entries(name, index, row, before=entry.position))
    return _value(ledger.before, name, index, row) + so_far


def moved(ledger: Ledger, earlier: Ledger | None, entry: Entry, row: int = 0) -> Literal[-1, 0, 1]:
    """Which way the source of a cause went by whose change it is one: 1 up, -1 down; 0 where it is no change that is the cause.

    Arguments:
        ledger: that of the turn in which the cause came about.
        earlier: that of the turn before; None for the first, or where it cannot be had.
        entry: the cause.
        row: which playthrough of the batch.
    """
    if entry.cause.kind != "rule" or entry.source is None or not entry.is_change or (earlier is None and ledger.turn > 1):
        return 0
    now, before = _SeatLedger(ledger, earlier, PUBLIC, row).between(entry, entry.source)
    size = sum(one.size for one in (*now, *before))
    return 0 if abs(size) < _LEAST else 1 if size > 0 else -1


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry a seat may know, or None for one that it may not, with its share of the change and the turn it came in."""

    entry: Entry | None
    size: float
    turn: int


@dataclass(frozen=True, slots=True)
class _SeatLedger:
    """The ledger of a turn, and that of the turn before, as one seat reads them."""

    ledger: Ledger
    earlier: Ledger | None
    seat: int
    row: int

    def walk(self, entries: Sequence[Entry], scale: float = 1.0, depth: int = 0) -> list[_Found]:
        """Entries a seat may know; a change that came from a change in a partner's head is replaced by what moved that head.

        What a hidden level does by itself, as in a flow, stays hidden: what last moved that level is not its cause.
        """
        result: list[_Found] = []
        for entry in entries:
            size = entry.size * scale
            if entry.cause.kind in ("limit", "rounding"):
                continue
            inner = self._inner(entry, size, depth)
            if any(one.entry is not None for one in inner):
                result.extend(inner)
            else:
                result.append(_Found(entry if self._is_known(entry) else None, size, self.ledger.turn))
        return result

    def stood(self, turn: int, entry: Entry) -> float | None:
        """How high the level behind a cause stood; of trust, the estimate with which the turn began."""
        ledger = self.ledger if self.earlier is None or turn == self.ledger.turn else self.earlier
        found = stood(ledger, entry, self.row)
        if found is None or entry.source is None or entry.source[0] != "trust":
            return found
        return _value(ledger.before, "estimate", entry.source[1], self.row)

    def moved(self, turn: int, entry: Entry) -> Literal[-1, 0, 1]:
        """Which way a cause's source went, where the seat sees that one; of the turn before there is no telling."""
        if turn != self.ledger.turn or entry.source is None or not _is_seen(*entry.source, self.seat):
            return 0
        return moved(self.ledger, self.earlier, entry, self.row)

    def _is_known(self, entry: Entry) -> bool:
        """Whether the seat may know an entry: a promise, only where it gave it or was given it, and it did not fail in hiding."""
        if entry.cause.kind == "promise":
            return entry.cause.term != "concealed" and self.seat in self._between_whom(entry.cause.name)
        if entry.cause.kind == "attention" and entry.cause.name in CONFIDENTIAL:
            return self.seat == self.ledger.lead or self._was_promised()
        return _is_known(entry, self.seat)

    def _was_promised(self) -> bool:
        """Whether the lead promised the seat something in this turn."""
        told = (one for one in self.ledger.told(self.row) if one.kind == "promise" and one.text == "made")
        return any(one.agencies == (self.ledger.lead, self.seat) for one in told)

    def _between_whom(self, promise: str) -> tuple[int, ...]:
        """Who gave and who was given a promise of which this turn tells."""
        told = (one for one in self.ledger.told(self.row) if one.kind == "promise" and one.name == promise)
        return next((one.agencies for one in told), ())

    def _inner(self, entry: Entry, size: float, depth: int) -> list[_Found]:
        if not entry.is_change or entry.source is None or depth >= _DEEPEST or _is_seen(*entry.source, self.seat):
            return []
        now, before = self.between(entry, entry.source)
        whole = sum(one.size for one in (*now, *before))
        if abs(whole) < _LEAST:
            return []
        result = self.walk(now, size / whole, depth + 1)
        if self.earlier is not None:
            result += _SeatLedger(self.earlier, None, self.seat, self.row).walk(before, size / whole, depth + 1)
        return result

    def between(self, entry: Entry, source: tuple[str, tuple[int, ...]]) -> tuple[list[Entry], list[Entry]]:
        """What moved an entry's source since its rule last read it: in this turn, and at the end of the turn before."""
        readings = self.ledger.by_cause(entry.cause.name, entry.variable)
        start = entry.position
        while start - 1 in readings:
            start -= 1
        last = max((number for number in readings if number < start), default=-1)
        now = self.ledger.entries(*source, self.row, after=last, before=start)
        if last >= 0 or self.earlier is None:
            return now, []
        read = self.earlier.by_cause(entry.cause.name, entry.variable)
        return now, self.earlier.entries(*source, self.row, after=read[-1]) if read else []


def _asked_of(entry: Entry, seat: int) -> tuple[str, tuple[int, ...]] | None:
    """Where an entry came from, if the seat may ask about that."""
    return entry.source if entry.source and may_ask(*entry.source, seat) else None


def _is_seen(variable: str, index: tuple[int, ...], seat: int) -> bool:
    sight = VARIABLES[variable].sight
    return sight == "public" or (sight == "own" and index == (seat,))


def _is_known(entry: Entry, seat: int) -> bool:
    if entry.cause.kind in _WITNESSED or entry.cause.term in _OWN:
        return True
    if entry.source is None:
        return _is_seen(entry.variable, entry.index, seat)
    return _is_seen(*entry.source, seat) or entry.source[0] in (*_ESTIMATED, *_EVIDENT, *ACCOUNTS)


def _value(state: State, variable: str, index: tuple[int, ...], row: int) -> float:
    return float(state[variable][(*index, row)])


def span(variable: str, before: float, after: float) -> float:
    """The size against which a change is called slight or strong: a quarter of a level's range, or half of a number.

    Arguments:
        variable: the name of what changed.
        before: its value before the change, in its own unit.
        after: its value afterwards.
    """
    if VARIABLES[variable].unit == "level":
        return 0.25
    return max(abs(before), abs(after), 1.0) * 0.5


def rough(share: float) -> Rough:
    """What a change is called by its share of that size, at least 0. The bounds are ours."""
    if share < 0.08:
        return "slight"
    return "clear" if share < 0.25 else "strong"


def _handed_out(value: Array) -> Array:
    shown = value.view()
    shown.flags.writeable = False
    return shown
