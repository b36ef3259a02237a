"""Pairs of playthroughs that differ in one thing only: how the model's law is tried.

A pair draws its own background: levers, starting ties and agencies, budgets, the leader's habits of attention, every parameter
that is an assumption within a quarter either way, and its luck. All arms of a pair share that background and that luck, and all
pairs and arms are played in one batch. A fact then says which arm must end higher, and `compare` says in how many pairs it did
and by what part of the measure's range over the backgrounds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, wraps
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pytest

from game.core.arithmetic import Array, Mask
from game.core.decision import PROMISES, TOKENS, Decisions, none_of, tokens_allowed
from game.core.effects import Effect
from game.core.place import Place
from game.core.promise import OPEN
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import begin, step_in_place
from game.core.turn import Origin, Turn
from game.play.assumption import reaches
from tests.stylised.cast import CASTS, place_named

LEAST_SHARE = 0.95
LEAST_EFFECT = 0.03

LEVERS: Mapping[str, tuple[float, float]] = {
    "control": (0.2, 0.9),
    "tailoring": (0.0, 0.8),
    "governance": (0.1, 0.8),
    "usability": (0.2, 0.9),
    "support": (0.1, 0.8),
    "fairness": (0.0, 0.7),
    "codifying": (0.0, 0.6),
    "counting": (0.0, 0.5),
    "mandate": (0.0, 0.5),
    "pooling": (0.0, 0.6),
    "underwriting": (0.0, 0.7),
    "energy": (0.4, 0.95),
    "credibility": (0.3, 0.8),
    "user_trust": (0.2, 0.7),
    "target": (60.0, 200.0),
    "cases": (5.0, 9.0),
}

# How far each agency's start lies from what the place says, either way.
AGENCIES: Mapping[str, float] = {"buy_in": 0.2, "frontline": 0.15, "cover": 0.15, "strain": 0.12, "outlook": 0.1, "giving": 0.1}
TIES: Mapping[str, tuple[float, float]] = {"purpose": (-0.2, 0.3), "confidence": (-0.2, 0.3), "codified": (-0.08, 0.2)}

HABITS = ("time", "broker", "front_line", "listen", "upwards", "money", "confront", "promise", "rest")

QUICK = ("laboratory", "barnet")

Token = tuple[str, int, int]


def _on(*places: str) -> pytest.MarkDecorator:
    """Quick tests try a fact on a hundred pairs, where nobody plays and on one case; slow ones on a thousand, everywhere."""
    quick = [pytest.param(place, 100, id=f"{place}-100") for place in places if place in QUICK]
    full = [pytest.param(place, 1000, marks=pytest.mark.slow, id=f"{place}-1000") for place in places]
    return pytest.mark.parametrize(("place", "n"), [*quick, *full])


on_each_place = _on(*CASTS)

# What a case has not the parts for; docs/explanation/model.md says which.
on_the_laboratory = _on("laboratory")


@cache
def quiet(name: str, turns: int) -> Place:
    """A place without its dilemmas and events, played for so many turns: what a pair differs in is all that is decided."""
    place = place_named(name)
    return replace(place, turns=turns, dilemmas=(), events=(), digest=f"{place.digest}-quiet-{turns}")


@dataclass(frozen=True)
class Design:
    """Pairs whose assumptions are given and not drawn: each point of a study is tried on the same few backgrounds.

    Arguments:
        parameters: {name: values}, each of shape (points,), or (points, backgrounds) where backgrounds have their own.
        points: how many points there are.
        backgrounds: how many backgrounds; pair `point * backgrounds + background`.
        draw: the seed of the backgrounds.
    """

    parameters: Mapping[str, Array]
    points: int
    backgrounds: int
    draw: int


class Pairs:
    """A batch of `n` backgrounds, each played in several arms: row `arm * n + pair`.

    Arguments:
        place: the name of the place, one of CASTS.
        n: how many pairs, each with a background of its own; or a design.
        arms: how many arms each has.
        turns: turns until the programme ends.
        draw: the seed of the backgrounds.
        habits: what the leader's attention goes to besides what a fact says, more or less of each by the background.
    """

    def __init__(
        self, place: str, n: int | Design, *, arms: int = 2, turns: int = 40, draw: int = 1, habits: Sequence[str] = HABITS
    ) -> None:
        design = n if isinstance(n, Design) else None
        self.drawn = n.backgrounds if isinstance(n, Design) else n
        self.n, self.arms = self.drawn * (design.points if design else 1), arms
        draw += design.draw if design else 0
        self.place = quiet(place, turns)
        self.cast = CASTS[place]
        self.rng = np.random.default_rng(draw)
        given = design.parameters if design else {}
        each = {name: np.repeat(values, self.drawn) if values.ndim == 1 else values.ravel() for name, values in given.items()}
        studied = {name: self.tiled(values) for name, values in each.items()}
        self.parameters: dict[str, Any] = {**self.place.parameters, **(studied or self._draw_parameters())}
        self.seeds = np.tile(seeds_of(1000 * draw, self.drawn), self.n // self.drawn * arms)
        self.kinds = np.array([TOKENS.index(name) for name in habits], dtype=np.int64)
        self.habits = self._draw_habits()
        state = begin(self.place, self.seeds, parameters=self.parameters, trace=False).state.writable()
        self.state: State = state
        self._draw_state()

    # The background.

    def uniform(self, low: float, high: float, *shape: int) -> Array:
        """Draws of the background, the same in every arm and at every point of a design, shape (*shape, rows)."""
        return self.tiled(self._at_each_point(self.rng.uniform(low, high, (*shape, self.drawn))))

    def tiled(self, of_pairs: Array) -> Array:
        """Values of pairs, (..., n), spread over the arms, (..., rows)."""
        return np.tile(of_pairs, (*(1 for _ in of_pairs.shape[:-1]), self.arms))

    def _at_each_point(self, drawn: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What was drawn for the backgrounds, (..., drawn), for the pairs, (..., n)."""
        return np.tile(drawn, (*(1 for _ in drawn.shape[:-1]), self.n // self.drawn))

    def _draw_parameters(self) -> dict[str, Any]:
        return {one.name: self.uniform(one.low, one.high) for one in reaches(self.place)}

    def _draw_habits(self) -> Array:
        weights = self.rng.dirichlet(np.full(max(len(self.kinds), 1), 0.7), self.drawn)
        shares: Array = np.cumsum(weights, axis=1)
        return shares

    def _draw_state(self) -> None:
        state, (agencies, frames) = self.state, (len(self.place.agencies), len(self.place.frames))
        for name, (low, high) in LEVERS.items():
            state[name] = self.uniform(low, high)
        state["emphasis"] = self.uniform(0.1, 0.9, frames)
        for name, width in AGENCIES.items():
            state[name] = np.clip(state[name] + self.uniform(-width, width, agencies), 0.02, 0.95)
        for name, (low, high) in TIES.items():
            drawn = state[name] + self.uniform(low, high) + self.uniform(-0.1, 0.1, agencies, agencies)
            state[name] = np.clip(drawn, 0.02, 0.95)
        for name in ("purpose", "confidence"):
            state[name][range(agencies), range(agencies)] = 1.0
        state["allowance"] = np.floor(state["allowance"] * self.uniform(0.7, 1.3, agencies))
        state["budget"] = state["allowance"].copy()

    # What a fact says and reads.

    def playing(self, part: str) -> int:
        """The number of the agency that plays a part of the cast: `lead`, `police`, `housing` and so on."""
        return self.place.lead if part == "lead" else self.place.agency(getattr(self.cast, part))

    def all_playing(self, part: str) -> list[int]:
        """The numbers of the agencies that play a part for several."""
        return [self.place.agency(name) for name in getattr(self.cast, part)]

    @property
    def rows(self) -> int:
        """How many playthroughs the batch holds."""
        return self.n * self.arms

    def in_arm(self, *arms: int) -> Mask:
        """Which rows belong to these arms."""
        return np.isin(np.arange(self.rows) // self.n, arms)

    def arm(self, values: Array, arm: int) -> Array:
        """One arm's part of (..., rows), as (..., n)."""
        return values[..., arm * self.n : (arm + 1) * self.n]

    def in_every_arm(self, holds: Mask) -> Mask:
        """In which pairs something holds in all arms: of shape (rows,), as (n,)."""
        result: Mask = np.logical_and.reduce(holds.reshape(self.arms, self.n), axis=0)
        return result

    def put(self, variable: str, value: Any, index: Any = (), arms: Sequence[int] | None = None) -> None:
        """Sets (a part of) a variable, in all arms or in some; `value` broadcasts over the rows."""
        view = self.state[variable][index] if index != () else self.state[variable]
        rows = self.in_arm(*arms) if arms is not None else np.ones(self.rows, dtype=bool)
        view[...] = np.where(rows, value, view)

    def let(self, parameter: str, value: Any, arms: Sequence[int]) -> None:
        """Gives a parameter another value in some arms."""
        usual = np.broadcast_to(self.parameters[parameter], (self.rows,))
        self.parameters[parameter] = np.where(self.in_arm(*arms), value, usual)

    def vary(self, constant: str, index: Any, value: Any, arms: Sequence[int] | None = None) -> None:
        """Gives (a part of) a constant of the place another value, in all arms or in some."""
        whole = self.place.constants[constant]
        spread = np.array(np.broadcast_to(whole, (*whole.shape[:-1], self.rows)))
        rows = self.in_arm(*arms) if arms is not None else np.ones(self.rows, dtype=bool)
        spread[index] = np.where(rows, value, spread[index])
        self.place = replace(self.place, constants={**self.place.constants, constant: spread})

    def apply(self, *effects: Effect, arms: Sequence[int]) -> None:
        """Lets an option's effects come about in some arms, before the next turn is played."""
        turn = Turn(self.place, self.state, self.parameters, trace=False, in_place=True)
        for effect in effects:
            effect.run(turn, self.in_arm(*arms), Origin("option", "fact"))

    def play(self, turns: int = 1, tokens: Mapping[int, Sequence[Token]] | None = None) -> None:
        """Plays some turns; `tokens` says, for an arm, what the first tokens go to. Other tokens follow the habits."""
        for _ in range(turns):
            decisions = self._decisions(tokens or {})
            step_in_place(self.place, self.state, decisions, parameters=self.parameters)

    def __getitem__(self, variable: str) -> Array:
        return np.array(self.state[variable])

    def over_ties(self, variable: str) -> Array:
        """The mean of a variable over the ties that matter, shape (rows,)."""
        value = self.state[variable]
        result: Array = np.mean([value[i, j] for i, j in self.place.ties], axis=0)
        return result

    # The leader's attention.

    def _decisions(self, tokens: Mapping[int, Sequence[Token]]) -> Decisions:
        decisions = none_of(self.place, self.rows)
        attention = decisions.attention
        if len(self.kinds):
            attention[...] = self._by_habit()
        for arm, said in tokens.items():
            rows = self.in_arm(arm)
            for slot, (kind, one, other) in enumerate(said):
                attention[slot][:, rows] = np.array([TOKENS.index(kind), one, other, -1])[:, None]
        self._keep_to_the_rules(attention)
        return decisions

    def _by_habit(self) -> npt.NDArray[np.int64]:
        """Three tokens for each pair, the same in every arm."""
        others = np.array([i for i in range(len(self.place.agencies)) if i != self.place.lead])
        drawn = np.full((3, 4, self.drawn), -1, dtype=np.int64)
        for slot in range(3):
            habit = (self.rng.random(self.drawn)[:, None] > self.habits).sum(axis=1).clip(0, len(self.kinds) - 1)
            kind = self.kinds[habit]
            first = self.rng.integers(0, len(others), self.drawn)
            second = (first + self.rng.integers(1, len(others), self.drawn)) % len(others)
            drawn[slot] = (kind, others[first], others[second], np.where(kind == TOKENS.index("promise"), 0, -1))
        return np.tile(self._at_each_point(drawn), (1, 1, self.arms))

    def _keep_to_the_rules(self, attention: npt.NDArray[np.int64]) -> None:
        """Turns what may not be done in a row (a third token when worn out, money that is not there) into nothing."""
        allowed = tokens_allowed(self.place, self.state, self.parameters)
        attention[2][:, allowed < 3] = -1
        attention[1][:, allowed < 2] = -1
        attention[0][:, allowed < 1] = -1
        price = np.broadcast_to(self.parameters["attention_money"], (self.rows,))
        left = self.state["budget"][self.place.lead].copy()
        promised: list[npt.NDArray[np.int64]] = []
        for slot in range(3):
            kind = attention[slot, 0]
            poor = (kind == TOKENS.index("money")) & (left < price)
            left -= np.where((kind == TOKENS.index("money")) & ~poor, price, 0.0)
            promising = kind == TOKENS.index("promise")
            if promising.any():
                slots = {
                    i: self.place.promise_slot(PROMISES[0], i) for i in range(len(self.place.agencies)) if i != self.place.lead
                }
                number = np.array([slots.get(int(i), 0) for i in attention[slot, 1]])
                taken = self.state["promise_status"][number, np.arange(self.rows)] == OPEN
                for earlier in promised:
                    taken |= earlier == number
                promised.append(np.where(promising & ~taken, number, -1))
                poor |= promising & taken
            attention[slot][:, poor] = -1


@dataclass(frozen=True)
class Verdict:
    """In how many pairs a measure went the way a fact says, and how far.

    Arguments:
        fact: what it says.
        margins: for each pair, how far it went that way, in the measure's own unit; 1 or 0 where it either holds or does not.
        span: the measure's range over the backgrounds; 1 where it either holds or does not.
        least_share: the part of the pairs in which it must go that way.
        least_effect, most_effect: what the median margin must be, as a share of the range.
    """

    fact: str
    margins: Array
    span: float = 1.0
    least_share: float = 0.0
    least_effect: float = -math.inf
    most_effect: float = math.inf

    @property
    def share(self) -> float:
        """The part of the pairs in which it went the way the fact says."""
        return float(np.mean(self.margins > 0.0))

    @property
    def effect(self) -> float:
        """The median margin, as a share of the measure's range."""
        return float(np.median(self.margins)) / self.span

    @property
    def is_sized(self) -> bool:
        """Whether it says how far; else only whether."""
        return math.isfinite(self.least_effect)

    @property
    def holds(self) -> bool:
        """Whether the fact's sign and size are met."""
        return self.share >= self.least_share and self.least_effect <= self.effect <= self.most_effect

    def __str__(self) -> str:
        size = f", median effect {self.effect:+.1%} of the range ({self.span:.3g})" if self.is_sized else ""
        return f"{self.fact}: {self.share:.1%} of pairs{size}"


def compare(fact: str, higher: Array, lower: Array, *, least_effect: float = LEAST_EFFECT) -> Verdict:
    """One arm's measure lies above another's, nearly always and by enough; both of shape (n,)."""
    return Verdict(fact, higher - lower, range_of(higher, lower), LEAST_SHARE, least_effect)


def within(fact: str, holds: Mask, *, least_share: float = LEAST_SHARE) -> Verdict:
    """Something holds in nearly all pairs; of shape (n,)."""
    return Verdict(fact, np.asarray(holds, dtype=float), least_share=least_share)


def unmoved(fact: str, one: Array, other: Array) -> Verdict:
    """Two arms' measures lie as good as equal, in the middle of the pairs; both of shape (n,)."""
    return Verdict(fact, one - other, range_of(one, other), least_effect=-LEAST_EFFECT, most_effect=LEAST_EFFECT)


class Fact(Protocol):
    """A fact's test, which asserts every verdict that it comes to; `verdicts` gives them instead."""

    verdicts: Callable[[str, int | Design], Iterator[Verdict]]

    def __call__(self, place: str, n: int) -> None:
        """Tries it on a place, with so many pairs."""


def fact(verdicts: Callable[[str, int | Design], Iterator[Verdict]]) -> Fact:
    """Makes a test of a function that yields verdicts: each is printed, and all must hold."""

    @wraps(verdicts)
    def tried(place: str, n: int) -> None:
        found = list(verdicts(place, n))
        for verdict in found:
            say(str(verdict))
        assert found
        assert not [str(verdict) for verdict in found if not verdict.holds]

    tried.verdicts = verdicts  # type: ignore[attr-defined]
    return tried  # type: ignore[return-value]


def range_of(*measures: Array) -> float:
    """A measure's range over the backgrounds: from the 5th to the 95th of a hundred, over all arms."""
    low, high = np.quantile(np.concatenate(measures), (0.05, 0.95))
    return max(float(high - low), 1e-9)


def say(text: str) -> None:
    """Prints what a fact found; `pytest -s` shows it."""
    print(text)
