"""Advice that only playing can give: conditions nothing meets, options that lead on everything, effects that come to nothing.

The place is played by chance and by play that seeks what is new; what neither meets is sought (`search`). What is told here was
not found in so many games; it is not proved, as what `check` says is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.bench.closing import Closings
from game.bench.impact import Impact, impact_of
from game.bench.instrument import Gauge, Instrumented
from game.bench.invariants import Broken, broken_laws
from game.bench.search import GENERATIONS, POPULATION, seek
from game.bench.shortfall import of_ending
from game.core.decision import Decisions
from game.core.outcome import MEASURES
from game.core.place import Dilemma, Place
from game.play.batch import play_batch
from game.play.crew import Done
from game.play.ensemble import Ensemble, generations
from game.play.policy import Memory, policy_named
from game.play.tally import Counts, Tally
from game.scenario.diagnostic import dotted
from game.scenario.fault import Fault
from game.scenario.names import listed
from game.scenario.shape import Path
from game.translation import say, say_many

GAMES: Final = 1024
"""Games by chance, and as many that seek what is new."""

MOST_SOUGHT: Final = 12
"""Conditions that are sought for at most: who has more has one cause for most of them."""

_OFTEN: Final = {"bound": 0.75, "money": 0.75, "promise": 0.5}
"""The share of the times an effect came above which its coming to nothing is told, by why it did."""

_FEWEST: Final = 40
FEWEST_OPEN: Final = 400
"""How often a condition must have been asked before it is told that it always held."""

_SELDOM: Final = 0.01
"""The share of the times that a dilemma comes below which an option that is offered is told to be seldom so."""

_LEADS_BY: Final = 0.01
"""How far ahead of its siblings, as a share of the spread, an option counts as better."""

Progress = Callable[[str, int, int], None]
"""Told what is being done or played, how much of it is done, and of how much."""


@dataclass(frozen=True)
class Gauged:
    """A place that was played with gauges on.

    Arguments:
        instrumented: the place and its gauges.
        by_chance: play by chance.
        tally: what all games came to.
        closings: goals and traces.
        broken: laws of the model that were broken, which is a fault of ours.
    """

    instrumented: Instrumented
    by_chance: Ensemble
    tally: Tally
    closings: Closings
    broken: tuple[Broken, ...] = ()


class Gauging:
    """A place on its way to a `Gauged`: played with gauges on, a generation at a time.

    Attributes:
        played: what each generation came to, of each policy by its name, as whoever plays without gauges would have it.
        taken: what was decided in each turn of each generation by chance.
    """

    def __init__(self, place: Place, *, first: int = 1, games: int = GAMES, runs: int | None = None) -> None:
        """Takes the place, the first seed, how many games of each policy, and how many playthroughs are asked for in all."""
        self.played: dict[str, list[Done]] = {"random": [], "explore": []}
        self.taken: list[tuple[Decisions, ...]] = []
        self._place = place
        self._first = first
        self._games = games
        self._runs = runs or 2 * games
        self._instrumented = Instrumented(place)
        self._closings = Closings(place)
        self._broken: list[Broken] = []

    def steps(self) -> Iterator[tuple[str, Done]]:
        """Plays the games; yields after each generation the name of its policy, and what it came to."""
        place = self._place
        for name, done in self.played.items():
            policy, seen = policy_named(name, place), Tally.nothing(place)
            for rows in generations(self._games) if getattr(policy, "learns", False) else (slice(0, self._games),):
                memory, first = Memory(place.parameters, seen=seen.seen()), self._first + rows.start
                played = play_batch(
                    self._instrumented.place,
                    policy,
                    first,
                    rows.stop - rows.start,
                    memory,
                    is_overlaid=False,
                    keeps_decisions=True,
                    runs=self._runs,
                )
                taken = played.taken[: place.turns]
                self._instrumented.keep_witnesses(name, first, taken)
                self._closings.look(played)
                self._broken += broken_laws(place, played, name, first)
                seen.add(played.tally)
                done.append((rows, played.measures, played.tally))
                if name == "random":
                    self.taken.append(taken)
                yield name, done[-1]

    def gauged(self) -> Gauged:
        """What came of it, once all is played."""
        total, by_chance = Tally.nothing(self._place), Tally.nothing(self._place)
        for name, every in self.played.items():
            for _, _, tally in every:
                total.add(tally)
                if name == "random":
                    by_chance.add(tally)
        parts = [measures for _, measures, _ in self.played["random"]]
        measures = {name: np.concatenate([part[name] for part in parts]) for name in MEASURES}
        ensemble = Ensemble(self._place, "random", self._first, self._games, measures, by_chance)
        return Gauged(self._instrumented, ensemble, total, self._closings, tuple(self._broken))


def try_out(place: Place, *, games: int = GAMES, progress: Progress | None = None) -> Gauged:
    """Plays a place by chance and seeking what is new, with gauges on."""
    gauging = Gauging(place, games=games)
    for name, (rows, _, _) in gauging.steps():
        if progress is not None:
            progress(name, rows.stop, games)
    return gauging.gauged()


def play_advice(gauged: Gauged, *, progress: Progress | None = None) -> Iterator[Fault]:
    """Yields what was found by playing, in no order."""
    place = gauged.instrumented.bare
    barred = set()
    for path in unmet(gauged, progress=progress):
        gauge = gauged.instrumented.gauges[path]
        barred.add(path)
        games = gauged.tally.n + GENERATIONS * POPULATION
        yield Fault("WP640", path, never_held(gauge, place, games))
    yield from never_came(place, gauged.tally, barred)
    yield from never_closed(place, gauged)
    yield from lost_effects(gauged.instrumented)
    yield from gauged.closings.faults()
    if gauged.by_chance.n >= GAMES // 2:
        yield from leaders(place, impact_of(gauged.by_chance), gauged.by_chance.tally)


def never_held(gauge: Gauge, place: Place, games: int) -> dict[str, str]:
    """What the page of a condition that nothing meets names: how often it was asked, and what its parts came to."""
    near = gauge.shortfall.told(place) if gauge.shortfall is not None else ""
    return {"games": f"{games:,}", "asked": f"{gauge.asked:,}", "near": near}


def unmet(gauged: Gauged, *, progress: Progress | None = None) -> Iterator[Path]:
    """Yields the conditions that no game met, after each was sought."""
    missing = [path for path, gauge in gauged.instrumented.conditions().items() if gauge.asked and not gauge.held]
    for number, path in enumerate(missing[:MOST_SOUGHT]):
        if progress is not None:
            progress(say("seeking"), number, len(missing))
        if not seek(gauged.instrumented, path, first=1 + 0x100_0000 * (number + 1)):
            yield path


def never_came(place: Place, tally: Tally, barred: set[Path]) -> Iterator[Fault]:
    """Yields what never came, but where a condition that was never met says why already."""
    games = f"{tally.n:,}"
    for number, dilemma in place.dilemmas_in_play:
        path: Path = ("dilemmas", dilemma.id)
        if not tally.asked[number]:
            if (*path, "when") not in barred:
                yield Fault("WP642", path, {"title": dilemma.title, "games": games}, at_key=True)
            continue
        for position, option in enumerate(dilemma.options):
            here = (*path, "options", option.id)
            offered, asked = int(tally.offered[number, position]), int(tally.asked[number])
            if not offered and (*here, "when") not in barred:
                yield Fault("WP643", here, {"label": option.label, "asked": f"{asked:,}"}, at_key=True)
            elif asked >= FEWEST_OPEN and 0 < offered < _SELDOM * asked:
                values = {"label": option.label, "offered": f"{offered:,}", "asked": f"{asked:,}"}
                yield Fault("WP652", here, values, at_key=True)
    yield from _never_came_by_itself(place, tally, barred)


def _never_came_by_itself(place: Place, tally: Tally, barred: set[Path]) -> Iterator[Fault]:
    """Yields events and endings that never came."""
    games = f"{tally.n:,}"
    for number, event in place.events_in_play:
        if not tally.events[number] and ("events", event.id, "when") not in barred:
            yield Fault("WP642", ("events", event.id), {"title": event.title, "games": games}, at_key=True)
    for number, ending in enumerate(place.endings):
        if not tally.endings[number]:
            values = {"title": ending.title, "games": games, "near": of_ending(place, number)}
            yield Fault("WP644", ("endings", ending.id), values, at_key=True)


def never_closed(place: Place, gauged: Gauged) -> Iterator[Fault]:
    """Yields options with a condition that held whenever it was asked, so that nobody ever has to earn them."""
    conditions = gauged.instrumented.conditions()
    for _, dilemma in place.dilemmas_in_play:
        for option in dilemma.options:
            path: Path = ("dilemmas", dilemma.id, "options", option.id, "when")
            gauge = conditions.get(path)
            if gauge is not None and gauge.asked >= FEWEST_OPEN and gauge.held == gauge.asked:
                yield Fault("WP641", path, {"label": option.label, "asked": f"{gauge.asked:,}"})


def lost_effects(instrumented: Instrumented) -> Iterator[Fault]:
    """Yields effects that mostly came to nothing: the level was at its end, the money was not there, the promise open already.

    Those that push the same level the same way, or take from the same purse, have one cause and are told once.
    """
    causes: dict[tuple[object, ...], list[Gauge]] = {}
    for gauge in instrumented.gauges.values():
        if gauge.why and gauge.asked >= _FEWEST and gauge.lost > _OFTEN[gauge.why] * gauge.asked:
            causes.setdefault((gauge.why, *gauge.cause), []).append(gauge)
    for first, *others in causes.values():
        code = {"bound": "WP645", "money": "WP646", "promise": "WP647"}[first.why]
        values = {"share": f"{first.lost / first.asked:.0%}", "came": f"{first.asked:,}", "also": _also(others)}
        yield Fault(code, first.path, values)


def _also(others: Sequence[Gauge]) -> str:
    """What other effects came to nothing for the same cause, to follow a sentence."""
    if not others:
        return ""
    paths = listed((f"`{dotted(one.path)}`" for one in others), 3)
    return say_many(
        len(others), "; so it is with one more: {paths}", "; so it is with {n} more: {paths}", n=len(others), paths=paths
    )


def leaders(place: Place, impact: Mapping[str, Impact], tally: Tally) -> Iterator[Fault]:
    """Yields options that lie before, or behind, all their siblings on every headline measure."""
    for number, dilemma in place.dilemmas_in_play:
        if any(0 < tally.picked[number, position] < _FEWEST for position in range(len(dilemma.options))):
            continue
        for sign, code in ((1.0, "WP648"), (-1.0, "WP649")):
            option = _ahead(dilemma, impact, tally.picked[number], sign)
            if option is not None:
                label = next(one.label for one in dilemma.options if one.id == option)
                yield Fault(code, ("dilemmas", dilemma.id, "options", option), {"label": label}, at_key=True)


def _ahead(dilemma: Dilemma, impact: Mapping[str, Impact], picked: Counts, sign: float) -> str | None:
    """The option that is ahead of every sibling on every measure that anything moves; with -1, the one that is behind.

    A lead counts if it is wider than its own standard error, taking the spread for 3.3 standard deviations.
    """
    found: set[str] = set()
    counts = {option.id: int(picked[position]) for position, option in enumerate(dilemma.options) if picked[position]}
    if len(counts) < 2:
        return None
    for name in MEASURES:
        if not impact[name].spread:
            continue
        shifts = impact[name].shifts[dilemma.id]
        best, second = sorted(counts, key=lambda option: -sign * shifts[option])[:2]
        error = math.sqrt(1.0 / counts[best] + 1.0 / counts[second]) / 3.29
        if sign * (shifts[best] - shifts[second]) < max(_LEADS_BY, error):
            return None
        found.add(best)
    return found.pop() if len(found) == 1 else None
