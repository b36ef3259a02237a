"""What a seat sees: the only way out of the model, for screens, files and network alike, the ledger included.

A seat sees what that leader would see: what partners voice, what they delivered last quarter, an estimate of trust that sharpens
with contact, its own agency's books, results as they are reported. In play, `why` gives the causes this leader could know, with
direction and rough size; what lies in a partner's own head stays there. The debrief opens everything: see `Sight`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from game.core.arithmetic import Array, Mask
from game.core.decision import agenda, offered, tokens_allowed
from game.core.ledger import Cause, Entry, Happening, Ledger
from game.core.place import Place
from game.core.state import State
from game.core.turn import read
from game.core.variables import VARIABLES

Rough = Literal["slight", "clear", "strong"]

# Kinds of cause that a leader witnesses, whatever they act on.
_WITNESSED = ("option", "attention", "event", "promise", "inject", "later", "chance")
# Of a partner's head a leader knows what it has an estimate of.
_ESTIMATED = ("trust", "purpose", "confidence")
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """One cause that a seat may know of a change: its direction and rough size, and where it came from if that can be asked about."""

    cause: Cause
    sign: int
    rough: Rough
    turn: int
    source: tuple[str, tuple[int, ...]] | None


@dataclass(frozen=True, slots=True)
class Why:
    """Why something changed in one turn: known causes, the largest first, and whether some lie out of sight."""

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

    `values` holds the public variables whole; of variables that are `own`, only the seat's element, shape (N,).
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
    """What the agency numbered `seat` sees of a state."""
    values: dict[str, Array] = {}
    for name, variable in VARIABLES.items():
        if variable.sight == "public":
            values[name] = _handed_out(state[name])
        elif variable.sight == "own":
            values[name] = _handed_out(state[name][seat])
    table = agenda(place, state, parameters)
    can = {number: offered(place, state, number, parameters) for number in range(len(place.dilemmas)) if table[number].any()}
    return View(
        place, seat, state.turn, values, table, can, tokens_allowed(place, state, parameters), read(place, state, "signed", ())
    )


def told(place: Place, ledger: Ledger, seat: int, row: int = 0) -> list[Happening]:
    """What a seat hears of a turn in one playthrough: everything in public, and promises that were made to it or by it."""
    return [
        happening
        for happening in ledger.told(row)
        if not (happening.kind == "promise" and happening.name and seat not in happening.agencies)
        and not (happening.kind == "promise" and happening.text == "concealed")
    ]


def may_ask(variable: str, index: tuple[int, ...], seat: int) -> bool:
    """Whether a seat may ask for the causes of an element."""
    if variable not in VARIABLES:
        return False
    sight = VARIABLES[variable].sight
    return sight == "public" or (sight == "own" and index == (seat,))


def why(ledger: Ledger, variable: str, index: tuple[int, ...], seat: int, row: int = 0) -> Why | None:
    """The causes of one element's change in one turn that a seat could know; None where it may not ask."""
    if not may_ask(variable, index, seat):
        return None
    before, after = _value(ledger.before, variable, index, row), _value(ledger.after, variable, index, row)
    found: dict[tuple[str, ...], list[Any]] = {}
    hidden = 0.0
    for entry, size in _walk(ledger, ledger.entries(variable, index, row), seat, row, 1.0, 0):
        if entry is None:
            hidden += abs(size)
            continue
        key = (entry.cause.kind, entry.cause.name, entry.cause.term)
        if key in found:
            found[key][1] += size
        else:
            found[key] = [entry, size]
    span = _span(variable, before, after)
    causes = []
    for entry, size in sorted(found.values(), key=lambda pair: -abs(pair[1])):
        if abs(size) >= 0.02 * span or len(causes) < 3:
            source = entry.source if entry.source and may_ask(*entry.source, seat) else None
            causes.append(Known(entry.cause, 1 if size > 0 else -1, _rough(abs(size) / span), ledger.turn, source))
    return Why(variable, index, ledger.turn, before, after, tuple(causes), hidden >= 0.02 * span)


def exact(ledger: Ledger, variable: str, index: tuple[int, ...], row: int = 0) -> list[Entry]:
    """Every cause, exact: for the debrief, when the books are opened."""
    return ledger.entries(variable, index, row)


def _walk(ledger: Ledger, entries: Sequence[Entry], seat: int, row: int, scale: float, depth: int) -> list[tuple[Entry | None, float]]:
    """Entries a seat may know; one that comes from a partner's head is replaced by what moved that head, as far as that is known."""
    result: list[tuple[Entry | None, float]] = []
    for entry in entries:
        size = entry.size * scale
        if entry.cause.kind in ("limit", "rounding"):
            continue
        if _is_known(entry, seat):
            result.append((entry, size))
            continue
        inner = ledger.entries(*entry.source, row) if entry.source and depth < _DEEPEST else []
        moved = sum(one.size for one in inner)
        if inner and abs(moved) > 1e-9:
            result.extend(_walk(ledger, inner, seat, row, size / moved, depth + 1))
        else:
            result.append((None, size))
    return result


def _is_known(entry: Entry, seat: int) -> bool:
    if entry.cause.kind in _WITNESSED:
        return True
    if entry.source is None:
        return VARIABLES[entry.variable].sight == "public"
    return may_ask(*entry.source, seat) or entry.source[0] in _ESTIMATED


def _value(state: State, variable: str, index: tuple[int, ...], row: int) -> float:
    return float(state[variable][(*index, row)])


def _span(variable: str, before: float, after: float) -> float:
    """The size against which a change is called slight or strong."""
    if VARIABLES[variable].unit == "level":
        return 0.25
    return max(abs(before), abs(after), 1.0) * 0.5


def _rough(share: float) -> Rough:
    if share < 0.08:
        return "slight"
    return "clear" if share < 0.25 else "strong"


def _handed_out(value: Array) -> Array:
    shown = value.view()
    shown.flags.writeable = False
    return shown
