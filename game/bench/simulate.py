"""Simulation: a place played many times, and what no reading of it can say.

Play by chance shows what is reached, how it ends and which decision mattered; play that seeks what is new shows what can be
reached at all; five named lines of play are compared with one another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.bench.impact import Impact, Shares, impact_of, shares_of
from game.bench.laws import REFERENCE, Verdict, choices_matter, no_choice_settles_it, no_dominant_line
from game.core.outcome import MEASURES
from game.core.place import Dilemma, Place
from game.play.ensemble import Crew, Ensemble, Parameters, play_many
from game.play.tally import Tally

BY_CHANCE: Final = "random"
EXPLORING: Final = "explore"

MOST_CROSSED: Final = 2000
"""Games that are crossed; more would not change what can be said of shares."""

FEWEST_FOR_SHARES: Final = 1000
"""Games below which a share is known to no better than some five hundredths, and its law is not judged."""

FEWEST_FOR_LAWS: Final = 200
"""Playthroughs by chance below which shares of variance say too little."""

_LEADS_BY: Final = 0.01
"""How far ahead of its siblings, as a share of the spread, an option counts as better."""

Progress = Callable[[str, int, int], None]
"""Told the name of what is being played, how many playthroughs of it are done, and of how many."""


@dataclass(frozen=True)
class Note:
    """Something a designer should know: `what` in a sentence; `about` is the path of the object in the scenario."""

    about: str
    what: str


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
        notes: what was never reached, and options that are better than their siblings on everything.
        is_complete: false if somebody stopped it.
    """

    place: Place
    first: int
    runs: int
    parameters: Parameters
    ensembles: Mapping[str, Ensemble]
    impact: Mapping[str, Impact]
    shares: Mapping[str, Shares]
    verdicts: tuple[Verdict, ...]
    notes: tuple[Note, ...]
    is_complete: bool


def simulate(
    place: Place,
    *,
    first: int = 0,
    runs: int = 1000,
    policies: Sequence[str] = (),
    parameters: Parameters | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Plays a place many times and reports; Ctrl-C stops it and reports on what was done.

    Arguments:
        place: the place.
        first: the first seed; the playthroughs are those of the seeds first, first + 1, ...
        runs: how many playthroughs of each policy that is named.
        policies: their names. If none is named: `random` in full, and fewer of `explore` and the five reference lines.
        parameters: what to lay over the model's, numbers only.
        jobs: processes; makes no difference to the answer.
        progress: told how far it is.
    """
    plan = _plan(runs, policies)
    ensembles: dict[str, Ensemble] = {}
    impact: Mapping[str, Impact] = {}
    shares: Mapping[str, Shares] = {}
    with Crew(place, jobs) as crew:
        for name, count in plan:
            told = _told_of(name, count, progress)
            ensemble = play_many(place, name, first=first, runs=count, parameters=parameters, crew=crew, progress=told)
            if ensemble.n:
                ensembles[name] = ensemble
            if not ensemble.is_complete:
                break
        is_complete = len(ensembles) == len(plan) and all(one.is_complete for one in ensembles.values())
        by_chance = ensembles.get(BY_CHANCE)
        if by_chance is not None and by_chance.n >= FEWEST_FOR_LAWS:
            impact = impact_of(by_chance)
            if is_complete:
                games = min(MOST_CROSSED, by_chance.n)
                told = _told_of("crossing", 4 * games, progress)
                shares = shares_of(place, first=first, games=games, parameters=parameters, crew=crew, progress=told)
    return Report(
        place,
        first,
        runs,
        parameters or {},
        ensembles,
        impact,
        shares,
        tuple(_verdicts(impact, shares, ensembles)),
        tuple(_notes(place, ensembles, impact)),
        is_complete,
    )


def _told_of(name: str, count: int, progress: Progress | None) -> Callable[[int], None] | None:
    return None if progress is None else lambda done: progress(name, done, count)


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


def _notes(place: Place, ensembles: Mapping[str, Ensemble], impact: Mapping[str, Impact]) -> Iterator[Note]:
    """What all playthroughs together never met, and options that are better on everything."""
    total = Tally.nothing(place)
    for ensemble in ensembles.values():
        total.add(ensemble.tally)
    if not total.n:
        return
    for number, dilemma in enumerate(place.dilemmas):
        yield from _notes_of_dilemma(number, dilemma, total, impact)
    for number, event in enumerate(place.events):
        if not total.events[number]:
            yield Note(f"events.{event.id}", f"“{event.title}” never came in {total.n:,} playthroughs.")
    for number, ending in enumerate(place.endings):
        if not total.endings[number]:
            yield Note(f"endings.{ending.id}", f"No playthrough of {total.n:,} ended with “{ending.title}”.")
        elif total.endings[number] == total.n and len(place.endings) > 1:
            yield Note(f"endings.{ending.id}", f"Every one of {total.n:,} playthroughs ended with “{ending.title}”.")


def _notes_of_dilemma(number: int, dilemma: Dilemma, total: Tally, impact: Mapping[str, Impact]) -> Iterator[Note]:
    path = f"dilemmas.{dilemma.id}"
    asked = total.asked[number]
    if not asked:
        yield Note(path, f"“{dilemma.title}” never came in {total.n:,} playthroughs.")
        return
    leader = _leader(dilemma.id, impact)
    for position, option in enumerate(dilemma.options):
        about, offered = f"{path}.options.{option.id}", total.offered[number, position]
        if not offered:
            yield Note(about, f"“{option.label}” was never open, in {asked:,} times of asking.")
        elif not total.picked[number, position]:
            yield Note(about, f"“{option.label}” was open {offered:,} times and never taken.")
        if option.id == leader:
            yield Note(about, f"“{option.label}” comes out ahead of its siblings on every headline measure.")


def _leader(dilemma: str, impact: Mapping[str, Impact]) -> str | None:
    """The option that is ahead of every sibling on every measure, if there is one."""
    leaders = set()
    for name in MEASURES:
        shifts = impact[name].shifts[dilemma] if impact else {}
        if len(shifts) < 2:
            return None
        best, second = sorted(shifts, key=lambda option: -shifts[option])[:2]
        if shifts[best] - shifts[second] < _LEADS_BY:
            return None
        leaders.add(best)
    return leaders.pop() if len(leaders) == 1 else None


def quantiles(ensemble: Ensemble, measure: str) -> tuple[float, float, float]:
    """The 5th percentile, the median and the 95th percentile of a headline measure."""
    low, middle, high = np.quantile(ensemble.measures[measure], (0.05, 0.5, 0.95))
    return float(low), float(middle), float(high)
