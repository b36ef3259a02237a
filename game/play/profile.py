"""What each option moves, read off its declared effects: a static profile that standing policies weigh.

A profile holds sizes in steps: 1 is what an author calls `clear` for that variable. It says what an option is meant to do, not
what the model makes of it, so it is no back door: a reader of the scenario file could draw it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from game.core.arithmetic import Array
from game.core.effects.change import elements
from game.core.parameters import SIZES
from game.core.place import Option, Place
from game.core.variables import VARIABLES

POUNDS_A_STEP: Final = 20_000.0
LATER_COUNTS: Final = 0.8
"""What an effect that comes later counts for, beside one that comes at once."""
IF_COUNTS: Final = 0.5
"""What an effect that hangs on a condition counts for."""

_POT: Final = -1

Moves = Mapping[str, float]
"""Steps by feature.

A feature is a variable's name (`cover_lead` is the lead's own), `emphasis.FRAME`, `budget` and `pot` for the money that the lead
and the pot gain or lose, or the name of another effect (`story`, `promise`, `protocol`).
"""


def profile_of(place: Place) -> tuple[tuple[Moves, ...], ...]:
    """The moves of every option of every dilemma of a place."""
    return tuple(tuple(moves_of(place, option) for option in dilemma.options) for dilemma in place.dilemmas)


def moves_of(place: Place, option: Option) -> Moves:
    """What one option moves, its price included."""
    found: dict[str, float] = {}
    if option.energy:
        found["energy"] = -option.energy / step_of("energy")
    if option.money:
        found["budget"] = -option.money / POUNDS_A_STEP
    _collect(place, option.effects, 1.0, found)
    return found


def weigh(moves: Moves, weights: Mapping[str, Any]) -> Any:
    """The worth of some moves: each times its weight, summed in their order; weights are numbers or arrays (N,)."""
    worth: Any = 0.0
    for feature, size in moves.items():
        weight = weights.get(feature)
        if weight is not None:
            worth = worth + size * weight
    return worth


def step_of(variable: str) -> float:
    """What `clear` means for a variable."""
    return SIZES.get(variable, SIZES["level"])[1]


def _collect(place: Place, effects: Iterable[Any], share: float, found: dict[str, float]) -> None:
    for effect in effects:
        counts = share * (IF_COUNTS if effect.if_ is not None else 1.0)
        match effect.key:
            case "chance":
                _collect(place, effect.then, counts * effect.chance, found)
                _collect(place, effect.else_, counts * (1.0 - effect.chance), found)
            case "after":
                _collect(place, effect.then, counts * LATER_COUNTS, found)
            case "change" | "set":
                _add_variable(place, effect, counts, found)
            case "grant" | "spend" | "move":
                _add_money(place, effect, counts, found)
            case _:
                _add_deed(place, effect, counts, found)


def _add_deed(place: Place, effect: Any, counts: float, found: dict[str, float]) -> None:
    match effect.key:
        case "promise":
            _add("promise" if effect.by == place.lead else "promised", counts, found)
        case "protocol":
            _add("protocol", counts * len(effect.protocol) / max(len(place.protocols), 1), found)
        case "story":
            _add("story", counts * effect.story * len(effect.to) / len(place.agencies), found)
        case "cut":
            _add("cut", counts * effect.cut * len(effect.of), found)
        case other:
            # Any other effect counts by its own size where it has one (`incident`), else once (`flag`, `contact`).
            size = getattr(effect, other, 1.0)
            _add(other, counts * (size if isinstance(size, float) else 1.0), found)


def _add(feature: str, size: float, found: dict[str, float]) -> None:
    found[feature] = found.get(feature, 0.0) + size


def _add_money(place: Place, effect: Any, counts: float, found: dict[str, float]) -> None:
    pounds = getattr(effect, effect.key)
    moved = [(getattr(effect, "from_", None), -pounds), (getattr(effect, "to", None), pounds)]
    for account, gained in moved:
        if account == _POT:
            _add("pot", counts * gained / POUNDS_A_STEP, found)
        elif account == place.lead:
            _add("budget", counts * gained / POUNDS_A_STEP, found)


def _add_variable(place: Place, effect: Any, counts: float, found: dict[str, float]) -> None:
    variable = effect.change if effect.key == "change" else effect.set
    indices = elements(variable, effect.of, effect.from_, effect.to, effect.between)
    now: Array = place.starting[variable]
    before = float(np.mean([now[index] for index in indices])) if indices else 0.0
    # A number that is no level has no words for its sizes: it moves by so many times what it was at the start.
    step = step_of(variable) if VARIABLES[variable].unit == "level" else max(abs(before), 1.0)
    size = (effect.by if effect.key == "change" else effect.value - before) / step
    n = len(place.agencies)
    match VARIABLES[variable].over:
        case "frame":
            for (number,) in indices:
                _add(f"{variable}.{place.frames[number][0]}", counts * size, found)
        case "agency":
            partners = [index for index in indices if index != (place.lead,)]
            if len(partners) < len(indices):
                _add(f"{variable}_lead", counts * size, found)
            if partners:
                _add(variable, counts * size * len(partners) / (n - 1), found)
        case "pair":
            _add(variable, counts * size * min(1.0, len(indices) / n), found)
        case _:
            _add(variable, counts * size, found)
