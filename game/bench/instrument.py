"""A place fitted with gauges: the same rules, and beside each condition and effect a count of what became of it in play.

The core asks conditions and runs effects by calling them, so that one which counts on the way stands in for it and nothing else
changes: the same seed and decisions give the same bits. Gauges are found again by the path at which they stand in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

import numpy as np

from game.bench.distance import distance
from game.bench.shortfall import Shortfall
from game.core.arithmetic import Array, Mask
from game.core.condition import Condition
from game.core.decision import Decisions
from game.core.effects import Effect
from game.core.effects.change import elements
from game.core.effects.money import account
from game.core.place import Later, Place
from game.core.promise import OPEN
from game.core.turn import Origin, Turn
from game.scenario.shape import Path

_LOST: Final = 0.1
"""The share of a change below which it counts as lost."""


@dataclass(frozen=True)
class Witness:
    """One game: who played it, its seed, and what was decided in each turn."""

    policy: str
    seed: int
    taken: tuple[Decisions, ...]


@dataclass
class Gauge:
    """What became of one condition or effect.

    Arguments:
        path: where it stands in the file.
        why: what it means that it was lost: `bound`, `money`, `promise`; empty for a condition.
        cause: of an effect, what it acts on and which way: those that are lost for the same reason have the same.
        asked: how often a condition was asked, or an effect came, over turns and playthroughs.
        held: how often the condition held.
        lost: how often the effect came to nothing.
        rows: playthroughs of the last batch in which it held (or came), and in which it was lost.
        nearest: of a condition that is aimed at, how far each playthrough of the last batch was from meeting it.
        is_target: whether it is aimed at.
        witness: a game in which it held, or was lost, for each that was seen.
        shortfall: of a condition that has not held yet, what became of its parts; None from the first time that it held.
    """

    path: Path
    why: str = ""
    cause: tuple[object, ...] = ()
    asked: int = 0
    held: int = 0
    lost: int = 0
    rows: dict[str, Mask] = field(default_factory=dict)
    nearest: Array | None = None
    is_target: bool = False
    witness: dict[str, Witness] = field(default_factory=dict)
    shortfall: Shortfall | None = None

    def note(self, what: str, mask: Mask) -> int:
        """Marks playthroughs of a batch, `mask` of shape (N,), under a word, and counts them."""
        seen = self.rows.get(what)
        self.rows[what] = mask.copy() if seen is None or seen.shape != mask.shape else seen | mask
        return int(np.count_nonzero(mask))

    def ask(self, condition: Condition, read: Any, mask: Mask) -> Any:
        """Asks the condition, and notes what it says where `mask`, shape (N,), holds; gives its answer, (N,) or scalar."""
        answer = condition.evaluate(read)
        spread = np.broadcast_to(answer, mask.shape)
        self.asked += self.note("asked", mask)
        self.held += self.note("held", mask & spread)
        if self.held:
            self.shortfall = None
        elif self.shortfall is not None:
            self.shortfall.look(read, mask)
        if self.is_target:
            away = np.where(mask, np.broadcast_to(distance(condition, read), mask.shape), np.inf)
            self.nearest = away if self.nearest is None or self.nearest.shape != mask.shape else np.minimum(self.nearest, away)
        return answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition with a gauge."""

    condition: Condition
    gauge: Gauge

    def evaluate(self, read: Any) -> Any:
        """Gives what the condition gives."""
        return self.gauge.ask(self.condition, read, read.state["running"] > 0.0)


@dataclass(frozen=True, slots=True)
class Come:
    """An effect with a gauge, and one for its condition."""

    effect: Effect
    gauge: Gauge
    condition: Condition | None
    asked: Gauge | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.effect, name)

    def run(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Runs the effect where `mask`, shape (N,), holds, and notes where it came and where it came to nothing."""
        if self.condition is not None and self.asked is not None:
            mask = mask & self.asked.ask(self.condition, turn, mask)
        if not mask.any():
            return
        before = _held(self.effect, turn)
        self.gauge.asked += self.gauge.note("came", mask)
        self.effect.run(turn, mask, origin)
        lost = _is_lost(self.effect, turn, before)
        if lost is not None:
            self.gauge.lost += self.gauge.note("lost", mask & lost)


def _held(effect: Effect, turn: Turn) -> list[Array]:
    """What an effect acts on, before it does."""
    of: Any = effect
    match effect.key:
        case "change":
            return [turn.state[of.change][index].copy() for index in elements(of.change, of.of, of.from_, of.to, of.between)]
        case "spend" | "move":
            variable, index = account(of.from_)
            return [turn.state[variable][index].copy()]
        case "promise":
            return [turn.state["promise_status"][of.id].copy()]
        case _:
            return []


def _is_lost(effect: Effect, turn: Turn, before: list[Array]) -> Mask | None:
    """Where an effect came to nothing; None for one that cannot."""
    of: Any = effect
    match effect.key:
        case "change" if before and of.by:
            moved = [
                np.abs(turn.state[of.change][index] - held)
                for index, held in zip(elements(of.change, of.of, of.from_, of.to, of.between), before, strict=True)
            ]
            lost: Mask = np.max(moved, axis=0) < _LOST * abs(of.by)
            return lost
        case "spend" | "move":
            short: Mask = before[0] < 0.5 * float(getattr(of, effect.key))
            return short
        case "promise":
            open_already: Mask = before[0] == OPEN
            return open_already
        case _:
            return None


_WHY: Final = {"change": "bound", "spend": "money", "move": "money", "promise": "promise"}


def _cause(effect: Effect) -> tuple[object, ...]:
    """What an effect acts on and which way, where others may come to nothing for the same reason."""
    of: Any = effect
    match effect.key:
        case "change":
            return (of.change, *elements(of.change, of.of, of.from_, of.to, of.between), of.by > 0)
        case "spend" | "move":
            return account(of.from_)
        case _:
            return ()


def game_of(taken: tuple[Decisions, ...], row: int) -> tuple[Decisions, ...]:
    """What one game of a batch decided."""
    return tuple(Decisions(one.choice[:, [row]], one.attention[:, :, [row]]) for one in taken)


def _as_condition(asked: Asked) -> Any:
    """A condition with a gauge, where the core expects a condition: it is asked in the same way."""
    return asked


class Instrumented:
    """A place fitted with gauges.

    Arguments:
        place: the place.
    """

    def __init__(self, place: Place) -> None:
        self.bare = place
        self.gauges: dict[Path, Gauge] = {}
        self._kept: dict[int, Gauge] = {}
        self._laters: dict[int, Later] = {}
        dilemmas = tuple(
            one
            if one.is_left_out
            else replace(
                one,
                when=self._condition(one.when, ("dilemmas", one.id, "when")),
                options=tuple(
                    replace(
                        option,
                        when=self._condition(option.when, ("dilemmas", one.id, "options", option.id, "when")),
                        effects=self._effects(option.effects, ("dilemmas", one.id, "options", option.id, "effects")),
                    )
                    for option in one.options
                ),
            )
            for one in place.dilemmas
        )
        events = tuple(
            one
            if one.is_left_out
            else replace(
                one,
                when=self._condition(one.when, ("events", one.id, "when")),
                effects=self._effects(one.effects, ("events", one.id, "effects")),
            )
            for one in place.events
        )
        for name, _, _, effects in place.injects:
            self._effects(effects, ("injects", name, "effects"))
        promises = tuple(
            replace(terms, kept=_as_condition(Asked(terms.kept, self._kept[slot])))
            if terms.kept is not None and slot in self._kept
            else terms
            for slot, terms in enumerate(place.promises)
        )
        laters = tuple(self._laters.get(number, later) for number, later in enumerate(place.laters))
        self.place = replace(place, dilemmas=dilemmas, events=events, promises=promises, laters=laters)

    def forget(self) -> None:
        """Clears what the last batch left of single playthroughs."""
        for gauge in self.gauges.values():
            gauge.rows.clear()
            gauge.nearest = None

    def keep_witnesses(self, policy: str, first: int, taken: tuple[Decisions, ...]) -> None:
        """Keeps one game of the batch just played for each thing that had none, and forgets the rest of the batch."""
        for gauge in self.gauges.values():
            for what in ("held", "lost"):
                rows = gauge.rows.get(what)
                if rows is not None and what not in gauge.witness and rows.any():
                    row = int(np.argmax(rows))
                    gauge.witness[what] = Witness(policy, first + row, game_of(taken, row))
        self.forget()

    def conditions(self) -> Mapping[Path, Gauge]:
        """The gauges of conditions."""
        return {path: gauge for path, gauge in self.gauges.items() if path[-1] in ("when", "if", "kept")}

    def _condition(self, condition: Condition | None, path: Path) -> Any:
        return None if condition is None else _as_condition(Asked(condition, self._asking(condition, path)))

    def _asking(self, condition: Condition, path: Path) -> Gauge:
        gauge = self._gauge(path)
        gauge.shortfall = Shortfall(condition)
        return gauge

    def _gauge(self, path: Path, why: str = "", cause: tuple[object, ...] = ()) -> Gauge:
        return self.gauges.setdefault(path, Gauge(path, why, cause))

    def _effects(self, effects: tuple[Effect, ...], path: Path) -> tuple[Any, ...]:
        return tuple(self._effect(effect, (*path, number)) for number, effect in enumerate(effects))

    def _effect(self, effect: Effect, path: Path) -> Come:
        changed: dict[str, Any] = {
            name: self._effects(getattr(effect, name), (*path, name.rstrip("_")))
            for name in ("then", "else_")
            if getattr(effect, name, ())
        }
        of: Any = effect
        inner = replace(effect, if_=None, **changed)
        if effect.key == "after":
            later = self.bare.laters[of.number]
            self._laters[of.number] = replace(later, effects=cast("Any", inner).then)
        if effect.key == "promise" and of.kept is not None:
            self._kept[of.id] = self._asking(of.kept, (*path, "kept"))
        asked = self._asking(effect.if_, (*path, "if")) if effect.if_ is not None else None
        return Come(inner, self._gauge(path, _WHY.get(effect.key, ""), _cause(effect) or path), effect.if_, asked)
