"""Decision impact: how much of what comes out is due to the options taken, to attention, and to chance.

All of it is worked out from sums that do not grow with the number of playthroughs (`Tally.gram`, `Tally.cross`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from game.core.arithmetic import Array
from game.core.decision import Decisions
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.ensemble import Ensemble
from game.play.policy import Replayed
from game.play.tally import Columns, grain_of

OTHER_LUCK: Final = 0x1_0000_0000
"""How far from the first seeds lie those under which the same decisions are played again."""


@dataclass(frozen=True)
class Impact:
    """What explains one headline measure, as shares of its variance over playthroughs.

    Arguments:
        spread: the range from its 5th to its 95th percentile, in its own unit.
        dilemmas: share explained by the option taken in each dilemma, by its id (epsilon squared: eta squared less what options
            that do nothing would explain by chance; Kelley 1935, Proceedings of the National Academy of Sciences 21).
        options: share explained by the options of all dilemmas together (adjusted R squared of the least-squares fit).
        tokens: share explained by how often each kind of attention token was placed (likewise).
        together: share explained by both.
        shifts: by dilemma and option id, how far the playthroughs that took it lie from all that met the dilemma, as a share
            of the spread.
        errors: of each shift, half of its 95% interval, likewise.
    """

    spread: float
    dilemmas: Mapping[str, float]
    options: float
    tokens: float
    together: float
    shifts: Mapping[str, Mapping[str, float]]
    errors: Mapping[str, Mapping[str, float]]

    def beyond_chance(self, dilemma: str, option: str) -> float:
        """How far an option moves the measure at least, either way, as a share of the spread: its shift less its error."""
        return max(0.0, abs(self.shifts[dilemma][option]) - self.errors[dilemma][option])


@dataclass(frozen=True)
class Shift:
    """How far an option, written `dilemma.option`, moves a headline measure, as a share of its spread; see `Impact`."""

    measure: str
    option: str
    by: float
    error: float


def widest_shifts(impact: Mapping[str, Impact]) -> list[Shift]:
    """The shifts that are not to be put down to chance, the widest first.

    Of hundreds of shifts that are looked at together, one in twenty lies outside its own 95% interval by chance. These lie
    outside intervals so wide that with 95% no one does (Šidák 1967, Journal of the American Statistical Association 62).
    """
    every = [
        Shift(measure, f"{dilemma}.{option}", by, one.errors[dilemma][option])
        for measure, one in impact.items()
        for dilemma, options in one.shifts.items()
        for option, by in options.items()
    ]
    widen = NormalDist().inv_cdf(0.5 + 0.5 * 0.95 ** (1.0 / max(len(every), 1))) / _DEVIATIONS
    return sorted((one for one in every if abs(one.by) > widen * one.error), key=lambda one: -abs(one.by))


_DEVIATIONS: Final = 1.96
"""Standard errors to either side in which a value lies with 95%."""


def impact_of(ensemble: Ensemble) -> dict[str, Impact]:
    """What explains each headline measure, by its name; meant for play by chance, where no decision hangs on another."""
    columns = Columns.of(ensemble.place)
    tokens, options = list(range(columns.tokens, columns.n)), list(range(1, columns.tokens))
    gram: Array = ensemble.tally.gram.astype(np.float64)
    fits = tuple(_Fit(gram, chosen) for chosen in (options, tokens, options + tokens)) if ensemble.n >= _FEWEST else None
    return {name: _Sums(ensemble, name, gram).impact(fits) for name in MEASURES}


_FEWEST: Final = 3
"""Playthroughs below which nothing can be fitted."""


class _Fit:
    """A least-squares fit on some columns of what was decided, made ready for any measure."""

    def __init__(self, gram: Array, columns: list[int]) -> None:
        self._kept = [0, *columns]
        kept = gram[np.ix_(self._kept, self._kept)]
        scale = np.sqrt(np.diag(kept))
        self._scale = np.where(scale > 0, scale, 1.0)
        values, vectors = np.linalg.eigh(kept / self._scale[:, None] / self._scale[None])
        large = values > 1e-9 * max(float(values.max()), 1.0)
        self._values, self._vectors = values, vectors
        self._large = large
        self.rank = int(large.sum())

    def explained(self, cross: Array) -> float:
        """The sum of squares that it explains of a measure, from the products of each column with it, shape (columns,)."""
        along = (self._vectors.T @ (cross[self._kept] / self._scale))[self._large]
        return float((along**2 / self._values[self._large]).sum())


class _Sums:
    """The sums of one measure over an ensemble, and what can be worked out from them."""

    def __init__(self, ensemble: Ensemble, measure: str, gram: Array) -> None:
        grain = grain_of(measure)
        values = np.rint(ensemble.measures[measure] * grain) / grain
        self.place = ensemble.place
        self.columns = Columns.of(ensemble.place)
        self.n = ensemble.n
        self.gram = gram
        # Taken from the mean, so that little is lost to rounding.
        self.centre = float(values.mean()) if self.n else 0.0
        self.cross: Array = ensemble.tally.cross[MEASURES.index(measure)] / grain - self.centre * self.gram[0]
        self.total = float(((values - self.centre) ** 2).sum())
        self.spread = spread_of(values)

    def impact(self, fits: tuple[_Fit, ...] | None) -> Impact:
        """The impact, from the fits on options, on tokens and on both; without these, where there was too little to fit."""
        options, tokens, together = [self._explained(fit) for fit in fits] if fits else [0.0] * 3
        return Impact(
            spread=self.spread,
            dilemmas={dilemma.id: self._epsilon_squared(number) for number, dilemma in self.place.dilemmas_in_play},
            options=options,
            tokens=tokens,
            together=together,
            shifts={dilemma.id: self._shifts(number) for number, dilemma in self.place.dilemmas_in_play},
            errors={dilemma.id: self._errors(number) for number, dilemma in self.place.dilemmas_in_play},
        )

    def _of(self, dilemma: int) -> tuple[Array, Array]:
        """For each option of a dilemma, how many took it and the sum of the measure, from its mean, over those who did."""
        start = self.columns.starts[dilemma]
        stop = start + len(self.place.dilemmas[dilemma].options)
        return self.gram[0, start:stop], self.cross[start:stop]

    def _epsilon_squared(self, dilemma: int) -> float:
        count, summed = self._of(dilemma)
        taken = count > 0
        if not self.total or self.n <= taken.sum():
            return 0.0
        between = float((summed[taken] ** 2 / count[taken]).sum() - summed.sum() ** 2 / max(count.sum(), 1.0))
        within = (self.total - between) / (self.n - taken.sum())
        return max(0.0, float(between - max(taken.sum() - 1, 0) * within) / self.total)

    def _shifts(self, dilemma: int) -> dict[str, float]:
        count, summed = self._of(dilemma)
        met = float(summed.sum() / count.sum()) if count.any() else 0.0
        return {
            option.id: (float(summed[number] / count[number]) - met) / self.spread if count[number] and self.spread else 0.0
            for number, option in enumerate(self.place.dilemmas[dilemma].options)
        }

    def _errors(self, dilemma: int) -> dict[str, float]:
        """Half of each shift's 95% interval, taking the measure to vary in games that met the dilemma as it does in all."""
        count, _ = self._of(dilemma)
        deviation = math.sqrt(self.total / max(self.n - 1, 1)) / self.spread if self.spread else 0.0
        return {
            option.id: _DEVIATIONS * deviation * math.sqrt(1.0 / count[number] - 1.0 / count.sum()) if count[number] else 0.0
            for number, option in enumerate(self.place.dilemmas[dilemma].options)
        }

    def _explained(self, fit: _Fit) -> float:
        """The adjusted share of the variance that a fit explains."""
        n_free = self.n - fit.rank
        if not self.total or n_free <= 0:
            return 0.0
        return max(0.0, 1.0 - (1.0 - fit.explained(self.cross) / self.total) * (self.n - 1) / n_free)


def spread_of(values: Array) -> float:
    """The range from the 5th to the 95th percentile of values, shape (N,), in their own unit; 0 for none."""
    if not len(values):
        return 0.0
    low, high = np.quantile(values, (0.05, 0.95))
    return float(high - low)


@dataclass(frozen=True)
class Shares:
    """What explains the variance of one headline measure, each as a share of one: options, tokens, and luck."""

    options: float
    tokens: float
    chance: float


def crossed(place: Place, taken: Sequence[Decisions], first: int) -> list[tuple[Replayed, int]]:
    """How games are played again to find the shares: with their options alone, their tokens alone, and both.

    Arguments:
        place: the place.
        taken: what was decided in each turn of the games.
        first: their first seed.

    Returns:
        each time who decides, and the first seed of the luck under which.
    """

    def mixed(*, options: bool, tokens: bool) -> Replayed:
        decided = [
            Decisions(
                one.choice if options else np.roll(one.choice, 1, axis=-1),
                one.attention if tokens else np.roll(one.attention, 1, axis=-1),
            )
            for one in taken
        ]
        return Replayed(place, decided)

    ways = mixed(options=True, tokens=False), mixed(options=False, tokens=True), mixed(options=True, tokens=True)
    return [(way, first + OTHER_LUCK * number) for number, way in enumerate(ways, 1)]


def shares_between(
    played: Mapping[str, Array], by_options: Mapping[str, Array], by_tokens: Mapping[str, Array], by_both: Mapping[str, Array]
) -> dict[str, Shares]:
    """The shares, from the headline measures, each of shape (N,), of the games and of each time they were played again.

    See `crossed` for the three ways in which they are. The correlation with what is played again with the same options alone is
    the options' share; likewise for tokens. Luck's share is what still differs when both are kept.

    Source: pick-and-freeze estimates of first-order shares; Sobol (1993), Mathematical Modelling and Computational Experiments 1.
    """
    return {
        name: Shares(
            _alike(played[name], by_options[name]),
            _alike(played[name], by_tokens[name]),
            1.0 - _alike(played[name], by_both[name]) if played[name].std() else 0.0,
        )
        for name in MEASURES
    }


def _alike(one: Array, other: Array) -> float:
    """The correlation of two series; nought where either does not vary, there is too little of it, or luck makes it negative."""
    n = min(len(one), len(other))
    if n < 3 or not one[:n].std() or not other[:n].std():
        return 0.0
    return max(0.0, float(np.corrcoef(one[:n], other[:n])[0, 1]))
