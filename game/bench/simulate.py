"""Simulation: a place played many times, and what no reading of it can say.

Play by chance shows what is reached, how it ends and which decision mattered; play that seeks what is new shows what can be
reached at all; five named lines of play are compared with one another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.bench.finding import Finding, findings_of
from game.bench.games import BY_CHANCE, EXPLORING, FEWEST_FOR_LAWS, Games
from game.bench.impact import Impact, Shares, impact_of
from game.bench.laws import REFERENCE, Verdict, choices_matter, no_choice_settles_it, no_dominant_line
from game.bench.lint.play import Gauged, Progress
from game.bench.sensitivity import Swing, n_playthroughs, sensitivity_of
from game.core.place import Place
from game.play.crew import Crew, Parameters
from game.play.ensemble import Ensemble
from game.play.tally import Tally
from game.scenario.check import Checked
from game.scenario.diagnostic import dotted
from game.translation import say

FEWEST_FOR_SHARES: Final = 1000
"""Games below which a share is known to no better than some five hundredths, and its law is not judged."""

MOST_GAUGED: Final = 512
"""Games by chance, and as many that seek what is new, that are played with gauges on."""


@dataclass(frozen=True)
class Report:
    """What a simulation found.

    Arguments:
        place: the place.
        first: the first seed.
        runs: how many playthroughs were asked for.
        parameters: what was laid over the model's.
        ensembles: what each policy's playthroughs came to, by its name.
        impact: what explains each headline measure over play by chance; empty where there was too little of it.
        shares: what options, tokens and luck explain of each, by crossing; likewise.
        verdicts: the playability laws that could be judged.
        findings: what a designer should look at, cause by cause.
        came: how often each effect came, and how often to nothing, by its path, over the games with gauges on.
        n_gauged: how many games those were.
        sensitivity: what moving each assumption does; empty where it was not asked for.
        is_complete: false if somebody stopped it.
        is_named: whether somebody named the ways of playing.
    """

    place: Place
    first: int
    runs: int
    parameters: Parameters
    ensembles: Mapping[str, Ensemble]
    impact: Mapping[str, Impact]
    shares: Mapping[str, Shares]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    came: Mapping[str, tuple[int, int]]
    n_gauged: int
    sensitivity: tuple[Swing, ...]
    is_complete: bool
    is_named: bool = False

    @property
    def is_comparison(self) -> bool:
        """Whether somebody named several ways of playing, to see how they differ."""
        return self.is_named and len(self.ensembles) > 1


def simulate(
    place: Place,
    *,
    first: int = 0,
    runs: int = 1000,
    policies: Sequence[str] = (),
    parameters: Parameters | None = None,
    crew: Crew | None = None,
    progress: Progress | None = None,
    checked: Checked | None = None,
    has_sensitivity: bool = False,
) -> Report:
    """Plays a place many times and reports; Ctrl-C stops it and reports on what was done.

    Arguments:
        place: the place.
        first: the first seed; the playthroughs are those of the seeds first, first + 1, ...
        runs: how many playthroughs of each policy that is named.
        policies: their names. If none is named: `random` in full, fewer of `explore` and the five reference lines, and games with
            gauges on, which tell what became of each condition and effect.
        parameters: what to lay over the model's, numbers only.
        crew: the processes that play, which make no difference to the answer; this one alone if left out.
        progress: told how far it is.
        checked: the file of the place, so that findings say where they stand.
        has_sensitivity: whether to try every assumption of the model.
    """
    plan = _plan(runs, policies)
    gauged = 0 if parameters or policies else min(MOST_GAUGED, max(runs, 1))
    swings: tuple[Swing, ...] = ()
    with nullcontext(crew) if crew is not None else Crew(place) as hands:
        played = Games(place, first, parameters, hands, progress).play(plan, gauged)
        is_complete = played.is_complete
        if has_sensitivity and is_complete:
            of = n_playthroughs(place)
            told = None if progress is None else lambda done: progress(say("assumptions"), done, of)
            swings, is_complete = sensitivity_of(place, first=first, parameters=parameters, crew=hands, progress=told)
    ensembles = {name: played.ensembles[name] for name, _ in plan if name in played.ensembles}
    by_chance, with_gauges, shares = ensembles.get(BY_CHANCE), played.gauged, played.shares
    impact: Mapping[str, Impact] = {}
    if by_chance is not None and by_chance.n >= FEWEST_FOR_LAWS:
        impact = impact_of(by_chance)
    total = Tally.nothing(place)
    for tally in [*(one.tally for one in ensembles.values()), played.beyond]:
        total.add(tally)
    seen = total if any(name in (BY_CHANCE, EXPLORING) for name, _ in plan) else None
    return Report(
        place,
        first,
        runs,
        parameters or {},
        ensembles,
        impact,
        shares,
        tuple(_verdicts(impact, shares, ensembles)),
        tuple(findings_of(place, seen, with_gauges, impact, by_chance.tally if by_chance else None, checked)) if total.n else (),
        _came(with_gauges),
        with_gauges.tally.n if with_gauges is not None else 0,
        swings,
        is_complete,
        bool(policies),
    )


def _came(with_gauges: Gauged | None) -> dict[str, tuple[int, int]]:
    """How often each effect came, and how often to nothing."""
    if with_gauges is None:
        return {}
    conditions = with_gauges.instrumented.conditions()
    return {
        dotted(path): (gauge.asked, gauge.lost)
        for path, gauge in with_gauges.instrumented.gauges.items()
        if path not in conditions and path[0] != "injects"
    }


def _plan(runs: int, policies: Sequence[str]) -> list[tuple[str, int]]:
    """Which policies are played, and how often each."""
    if policies:
        return [(name, runs) for name in dict.fromkeys(policies)]
    few = min(runs, max(100, min(500, runs // 20)))
    return [(BY_CHANCE, runs), (EXPLORING, min(runs, max(256, runs // 4))), *((name, few) for name in REFERENCE)]


def _verdicts(impact: Mapping[str, Impact], shares: Mapping[str, Shares], ensembles: Mapping[str, Ensemble]) -> Iterator[Verdict]:
    if len(shares) and next(iter(ensembles.values())).n >= FEWEST_FOR_SHARES:
        yield choices_matter(shares)
    if impact:
        yield no_choice_settles_it(impact)
    if all(name in ensembles for name in REFERENCE):
        yield no_dominant_line({name: ensembles[name] for name in REFERENCE})


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share that was found as `count` in `of`.

    Source: Wilson (1927), Journal of the American Statistical Association 22.
    """
    if not of:
        return 0.0, 1.0
    z, share = 1.959964, count / of
    middle = share + z * z / (2 * of)
    reach = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + z * z / of)), min(1.0, (middle + reach) / (1 + z * z / of))


def quantiles(ensemble: Ensemble, measure: str) -> tuple[float, float, float]:
    """The 5th percentile, the median and the 95th percentile of a headline measure."""
    low, middle, high = np.quantile(ensemble.measures[measure], (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
