"""How many playthroughs a second one core plays, as ratios measured in one run, and what takes the time.

    python benchmarks/ensemble.py [--runs N] [--chunks 64,512,2048] [--million] [--agencies 5,13,40] [--peers FOLDER]

Absolute numbers move with the machine and its other guests; each ratio is of two things measured in turns in this run. Seconds
are those the processor spent, except for the comparison of two processes with one, which is by the clock.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from game.core import step as engine
from game.core.observe import observe
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.step import Stepped, begin, step
from game.play import batch, tally
from game.play.crew import CHUNK, Crew
from game.play.ensemble import play_many
from game.play.executor import VARIABLE, is_installed
from game.play.policy import Memory, policy_named
from game.scenario.compiler import compile_scenario, load

POLICY = "random"
_ENOUGH = 512
_LEVEL = 10_000


def main() -> None:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default="barnet")
    parser.add_argument("--runs", type=int, default=4096, help="playthroughs of the largest measurement")
    parser.add_argument("--chunks", default="64,128,256,512,1024,2048,4096")
    parser.add_argument("--growth", default="10,100,1000,10000,100000", help="how many playthroughs, to see how time grows")
    parser.add_argument("--million", action="store_true", help="a million of them too, which takes minutes")
    parser.add_argument("--peers", type=Path, help="a folder of peers (inkjs, Mesa), or to put them in; see peers.py")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes beside which one is compared")
    parser.add_argument("--agencies", default="5,10,13,20,40", help="how many agencies, to see how time grows with them")
    given = parser.parse_args()
    os.environ[VARIABLE] = "numpy"
    place = load(given.scenario)
    play_many(place, POLICY, runs=64)  # what is loaded and allocated once is not counted

    one, batch = in_turns([lambda: alone(place, 8), lambda: together(place, CHUNK)], times=3)
    machine = f"Python {platform.python_version()}, numpy {np.__version__}, {os.cpu_count()} processors"
    print(f"{machine}; seeds from 0, {POLICY} decisions; what is compared is measured in turns")
    print(f"{place.title}: {len(place.agencies)} agencies, {place.turns} quarters and {place.epilogue} of epilogue")
    print(f"  one core, batches of {CHUNK}: {1 / batch:,.0f} playthroughs a second")
    print(f"  step called once for each playthrough: {1 / one:,.1f} a second; the batch is {one / batch:.0f} times as fast")

    best = "numpy"
    if is_installed():
        best = "numba"
        by_executors(place)

    print("  by size of batch, against the largest:")
    sizes = [int(size) for size in given.chunks.split(",")]
    seconds = in_turns([lambda size=size: together(place, size) for size in sizes], times=3)
    for size, spent in zip(sizes, seconds, strict=True):
        print(f"    {size:>5}: {1 / spent:>7,.0f} a second, {seconds[-1] / spent:.2f}")

    os.environ[VARIABLE] = best
    growth = [int(runs) for runs in given.growth.split(",")] + ([1_000_000] if given.million else [])
    by_growth(place, growth, best)
    by_agencies([int(n) for n in given.agencies.split(",")])

    os.environ[VARIABLE] = best
    single, several = by_the_clock(place, given.runs, given.jobs)
    done = f"{given.jobs} processes do {given.runs:,} in {several:.1f} s, one in {single:.1f} s (median of three)"
    print(f"  {best}: {done}: {single / several:.2f} times as fast")
    os.environ[VARIABLE] = "numpy"

    print(f"  what takes the time, in batches of {CHUNK}:")
    phases, total = by_phase(place, CHUNK)
    for name, spent in sorted(phases.items(), key=lambda pair: -pair[1]):
        print(f"    {spent / total:>6.1%}  {name}")
    if given.peers:
        from peers import compare

        compare(given.peers.resolve())


def by_executors(place: Place) -> None:
    """Prints how fast compiled rules are against numpy's, and whether the answers agree."""
    answers = []

    def run(who: str) -> float:
        os.environ[VARIABLE] = who
        spent = together(place, CHUNK)
        answers.append(play_many(place, POLICY, runs=_ENOUGH).measures)
        return spent

    start = time.perf_counter()
    run("numba")
    first = time.perf_counter() - start
    slow, fast = in_turns([lambda: run("numpy"), lambda: run("numba")], times=3)
    same = all(np.array_equal(answers[0][name], answer[name]) for answer in answers for name in answers[0])
    told = "same bits" if same else "BITS DIFFER"
    print(f"  rules compiled (numba): {1 / fast:,.0f} a second, {slow / fast:.2f} times numpy; {told}")
    print(f"    the first batch took {first:.1f} s, with what had to be compiled or fetched")
    os.environ[VARIABLE] = "numpy"


def by_growth(place: Place, sizes: list[int], who: str) -> None:
    """Prints seconds and memory by the number of playthroughs."""
    print(f"  by number of playthroughs, {who}, one core (from {_LEVEL:,} on time and memory should be level):")
    base = 0.0
    for runs in sizes:
        start = time.process_time()
        play_many(place, POLICY, runs=runs)
        spent = (time.process_time() - start) / runs
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        beside = f" ({spent / base:.2f})" if base else ""
        print(f"    {runs:>9,}: {spent * 1e6:>7.0f} us a playthrough{beside}, at most {most:,.0f} MB so far")
        base = base or (spent if runs >= _LEVEL else 0.0)


def by_agencies(numbers: list[int]) -> None:
    """Prints how time grows with the agencies of a plain place, against the square of their number."""
    os.environ[VARIABLE] = "numpy"
    places = [plain(n) for n in numbers]
    seconds = in_turns([lambda place=place: together(place, _ENOUGH) for place in places], times=2)
    base = numbers.index(13) if 13 in numbers else 0
    print(f"  by agencies, numpy, batches of {_ENOUGH}, against {numbers[base]} of them (and against the square of the number):")
    for n, spent in zip(numbers, seconds, strict=True):
        ratio = spent / seconds[base]
        print(f"    {n:>3}: {spent * 1e6:>7.0f} us a playthrough, {ratio:5.2f} times ({ratio / (n / numbers[base]) ** 2:.2f})")


def plain(n_agencies: int) -> Place:
    """A place of so many agencies, all of which one outcome needs, with one dilemma every fourth quarter."""
    names = [f"agency_{number}" for number in range(n_agencies)]
    options = {"one": {"label": "One."}, "other": {"label": "The other."}}
    meeting = {"title": "A meeting", "text": "Twenty minutes.", "options": options}
    data = {
        "format": 1,
        "title": "Plain",
        "turns": 13,
        "epilogue": 8,
        "seat": names[0],
        "agencies": {name: {"name": name, "budget": 100_000} for name in names},
        "outcomes": {"families": {"name": "Families helped", "needs": names}},
        "dilemmas": {f"at_{at}": {**meeting, "at": at} for at in (1, 5, 9)},
    }
    return compile_scenario(data, "plain")


def in_turns(measures: list[Callable[[], float]], times: int) -> list[float]:
    """The smallest result of each measurement, taken in turns so that all see the same neighbours."""
    found: list[list[float]] = [[] for _ in measures]
    for _ in range(times):
        for measure, results in zip(measures, found, strict=True):
            results.append(measure())
    return [min(results) for results in found]


def together(place: Place, size: int) -> float:
    """Seconds a playthrough, in batches of `size`."""
    runs = max(size, _ENOUGH)
    start = time.process_time()
    play_many(place, POLICY, runs=runs, chunk=size)
    return (time.process_time() - start) / runs


def alone(place: Place, runs: int) -> float:
    """Seconds a playthrough, with `step` called for each turn of each."""
    start = time.process_time()
    policy = policy_named(POLICY, place)
    memory = Memory(place.parameters)
    for seed in range(runs):
        state = begin(place, seeds_of(seed, 1), trace=False).state
        for _ in range(place.turns + place.epilogue):
            decisions = policy.decide(observe(place, state, place.lead), state.seeds, memory)
            stepped = step(place, state, decisions, trace=False)
            if not isinstance(stepped, Stepped):
                raise TypeError(str(stepped))
            state = stepped.state
    return (time.process_time() - start) / runs


def by_the_clock(place: Place, runs: int, jobs: int) -> tuple[float, float]:
    """Seconds for all playthroughs in one process and in several that stand ready, the median of three."""
    alike = max(64, min(CHUNK, runs // jobs))  # batches of one size, so that only the processes differ
    with Crew(place, 1) as one, Crew(place, jobs) as several:
        play_many(place, POLICY, runs=jobs * alike, chunk=alike, crew=several)
        times: list[list[float]] = [[], []]
        for _ in range(3):
            for found, crew in zip(times, (one, several), strict=True):
                start = time.perf_counter()
                play_many(place, POLICY, runs=runs, chunk=alike, crew=crew)
                found.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def by_phase(place: Place, runs: int) -> tuple[dict[str, float], float]:
    """Seconds spent in each phase of the turn and in what surrounds it, and in all."""
    spent: dict[str, float] = {}
    with _timed(spent):
        start = time.process_time()
        play_many(place, POLICY, runs=runs)
        total = time.process_time() - start
    spent["everything else"] = total - sum(spent.values())
    return spent, total


_RULES = {  # those that a phase ends with
    "say, do: rules": engine.do.RULES,
    "joint: families": engine.joint.FAMILIES,
    "trust: rules": engine.trust.RULES,
    "trusting, share: rules": (engine.trust.comparing_notes,),
    "joint, count, learn: rules": engine.learn.RULES,
}


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Lets each phase count its time; what one phase calls of another counts for the outer one."""
    acts = [
        (engine.decide, "take_options", "decide: options"),
        (engine.decide, "spend_attention", "decide: tokens"),
        (engine.joint, "pay", "joint: money"),
        (engine.trust, "settle_promises", "trust: promises"),
        (engine.share, "sign_protocols", "share: protocols"),
        (engine.share, "let_information_go_astray", "share: incidents"),
        (engine.share, "feel_what_went_astray", "share: incidents"),
        (engine.chance, "take_leave", "chance: departures"),
        (engine.chance, "bring_news", "chance: news"),
        (engine.chance, "renew_budgets", "chance: budgets"),
        (batch, "begin_in_place", "beginning"),
        (batch, "observe", "observe"),
        (tally.Recorder, "decide", "counting"),
        (tally.Recorder, "finish", "counting"),
        (type(policy_named(POLICY, load("barnet"))), "decide", "the policy"),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in acts]
    for owner, name, label in acts:
        setattr(owner, name, _counting(getattr(owner, name), label, spent))
    label_of = {rule.name: label for label, rules in _RULES.items() for rule in rules}
    run = engine.Turn.run

    def running(turn: Any, rules: Any) -> None:
        every = tuple(rules)
        label = label_of.get(every[-1].name, "other rules") if every else "other rules"
        _counting(run, label, spent)(turn, every)

    engine.Turn.run = running  # type: ignore[method-assign]
    try:
        yield
    finally:
        engine.Turn.run = run  # type: ignore[method-assign]
        for owner, name, function in kept:
            setattr(owner, name, function)


_INSIDE: list[str] = []


def _counting(function: Callable[..., Any], label: str, spent: dict[str, float]) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:
        if _INSIDE:
            return function(*arguments, **named)
        _INSIDE.append(label)
        start = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[label] = spent.get(label, 0.0) + time.process_time() - start
            _INSIDE.pop()

    return counted


if __name__ == "__main__":
    main()
