"""How near compiled rules come to what a core can reckon: the arithmetic in them, the core's own limit, and the time they take.

    python benchmarks/limit.py [--scenario barnet]        (needs the extra `fast`)

The arithmetic is counted and not guessed: each rule's function is run on things that count what is done with them, for each
element that it changes, in each quarter of games by chance; of pairs of agencies those alone that count, of sums those that have
weight, and of a rule that is nought without something the part where that is not nought. The core's limit is four chains of
multiplications and additions on numbers that never leave its registers, compiled as the rules are. What is lost on the way to
memory shows beside the same loops run over and over on so few playthroughs that nothing leaves the cache.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from game.core.arithmetic import Array
from game.core.place import Place
from game.core.rule import Rule
from game.play import batch, executor
from game.play import compiled as rules_compiled
from game.play.crew import CHUNK
from game.play.ensemble import play_many
from game.play.executor import VARIABLE, executor_for_measures, is_installed
from game.play.loops import BLOCK, together
from game.play.sums import weight_of
from game.scenario.compiler import load

POLICY = "random"
TIMES = 5
FEW = 256
"""Playthroughs of which the arithmetic is counted."""
CHAIN = 16
"""Multiplications and additions of a chain between two numbers that are fetched."""
NUMBERS, OVER = 512, 4_000


class Reckoned:
    """A number that stands for any, and counts what is done with it."""

    done = 0

    def _once(self, *_: object) -> Reckoned:
        Reckoned.done += 1
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _once
    __neg__ = __abs__ = __floor__ = sqrt = _once

    def _asked(self, _: object) -> bool:
        Reckoned.done += 1
        return True

    __lt__ = __gt__ = __le__ = __ge__ = _asked


def main() -> None:
    """Prints the arithmetic of a playthrough, the core's limit, and how near to it compiled rules and whole playthroughs come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default="barnet")
    given = parser.parse_args()
    if not is_installed():
        sys.exit("This needs numba: install the extra `fast`.")
    place = load(given.scenario)
    operations = arithmetic(place)
    limit = max(core() for _ in range(TIMES))
    near, (whole, rules) = in_cache(place), compiled(place)
    print(f"{place.title}: seeds from 0, {POLICY} decisions, one core; the best of {TIMES}")
    print(f"  its rules come to {operations / 1e3:,.0f} thousand operations a playthrough, counted over {FEW}")
    print(f"  the core's limit is {limit / 1e9:.1f} thousand million a second: {limit / operations:,.0f} playthroughs")
    for what, seconds, size in (
        ("compiled rules on what stays in the cache", near, BLOCK),
        ("compiled rules by themselves", rules, CHUNK),
        ("whole playthroughs with them", whole, CHUNK),
    ):
        reached = operations / seconds / limit
        print(f"  {what}, batches of {size}: {seconds * 1e6:.1f} us, {1 / seconds:,.0f} a second, {reached:.1%} of that limit")


def arithmetic(place: Place) -> float:
    """Operations of the rules in one playthrough, on average."""
    n_pairs = len(place.agencies) ** 2
    done: list[float] = []

    def counted(run: Any, turn: Any, rules: Sequence[Rule]) -> None:
        needed = run.needed(turn, rules)
        for rule, (first, last) in zip(needed, run.spans(turn, needed), strict=True):
            done.append(operations(rule, turn, (last - first) / n_pairs))
        run(turn, rules)

    play(place, FEW, "numpy", counted)
    return sum(done)


def operations(rule: Rule, turn: Any, part_of_pairs: float) -> float:
    """Operations of one rule on one playthrough of a turn, on average; `part_of_pairs` are gone through."""
    _, view = rule.part(turn)
    values = rule.values(turn)
    Reckoned.done = 0
    rule.compute(*map(_standing_for, values))
    found = float(Reckoned.done)
    if rule.kind == "flow":  # each term is added, and what comes of it is bounded twice
        found += view[..., 0].size * (len(rule.terms) + 2)
    if rule.nought_without:
        named = dict(zip(rule.reads, values, strict=True))
        somewhere: Any = False
        for name in rule.nought_without:
            somewhere = somewhere | (named[name] != 0.0)
        found *= np.mean(somewhere)
    if weight := weight_of(rule):
        return found * np.mean(turn.constant(weight) != 0.0)
    return found * part_of_pairs if rule.over == "pair" and rule.kind != "gathering" else found


def _standing_for(value: Any) -> Any:
    """What counts, in the place of what a rule reads of one playthrough."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return Reckoned()
    result = np.empty((*value.shape[:-1], 1), dtype=object)
    result[...] = Reckoned()
    return result


def core() -> float:
    """Operations a second that the core does at most, compiled as rules are."""
    import numba

    chains = numba.njit(error_model="numpy")(_chains)
    numbers = np.linspace(0.0, 1.0, NUMBERS)
    chains(numbers, 1)
    start = time.process_time()
    chains(numbers, OVER)
    return NUMBERS * OVER * 4 * 2 * CHAIN / (time.process_time() - start)


def _chains(numbers: Array, over: int) -> None:
    """Multiplies and adds, `over` times over, four times CHAIN times for each number."""
    for _ in range(over):
        for at in range(len(numbers)):
            one = numbers[at]
            two, three, four = one + 0.1, one + 0.2, one + 0.3
            for _ in range(CHAIN):
                one, two, three, four = one * 0.5 + 0.1, two * 0.5 + 0.1, three * 0.5 + 0.1, four * 0.5 + 0.1
            numbers[at] = one + two + three + four


def compiled(place: Place) -> tuple[float, float]:
    """Seconds a playthrough, whole and in its rules alone, where they are compiled."""
    spent: list[float] = []

    def timed(run: Any, turn: Any, rules: Sequence[Rule]) -> None:
        start = time.process_time()
        run(turn, rules)
        spent.append(time.process_time() - start)

    found = []
    for _ in range(TIMES + 1):
        spent.clear()
        start = time.process_time()
        play(place, CHUNK, "numba", timed)
        found.append(((time.process_time() - start) / CHUNK, sum(spent) / CHUNK))
    return min(found[1:])  # the first fetches what was compiled


def in_cache(place: Place) -> float:
    """Seconds a playthrough in compiled rules where each loop nest is run on a block that is still in the cache."""
    spent: list[float] = []
    compile_phase = rules_compiled.compiled

    def timed(rules: Sequence[Rule], given: Any, *layouts: Any, is_among: bool, only_kept: bool) -> Any:
        phase = compile_phase(rules, given, *layouts, is_among=is_among, only_kept=only_kept)
        if is_among or phase is None:
            return phase
        spaces, own = phase.py_func.__globals__, phase.py_func.__name__.removeprefix("phase")  # type: ignore[attr-defined]
        nests = [(spaces[f"loops{number}{own}"], some) for number, some in enumerate(together(rules))]
        sums = [f"w{number}" for number in range(len(layouts[-1]))]
        called = ("stop", "rows", "lead", "ones", "others", "spans", *sums, *(f"a{number}" for number in range(len(given))))

        def run(*values: Any) -> None:
            named = {"start": np.uint64(0), **dict(zip(called, values, strict=True))}
            named["stop"] = np.uint64(named["stop"])
            for nest, some in nests:
                code = nest.py_func.__code__
                arguments = [named[name] for name in code.co_varnames[: code.co_argcount]]
                spent.append(best(nest, arguments, [named[f"a{list(given).index(rule.changes)}"] for rule in some]))

        return run

    with (
        TemporaryDirectory() as folder,
        mock.patch.dict(os.environ, XDG_CACHE_HOME=folder),
    ):  # loops of a phase are kept with it alone
        with mock.patch.object(rules_compiled, "compiled", timed):
            executor.compiled.cache_clear()
            play(place, BLOCK, "numba", lambda run, turn, rules: run(turn, rules))
        executor.compiled.cache_clear()
    return sum(spent) / BLOCK


def best(nest: Callable[..., None], arguments: Sequence[Any], changes: Sequence[Array]) -> float:
    """Seconds of a loop nest at its best, each time on the same numbers; the first time fetches them."""
    before = [value.copy() for value in changes]
    found = []
    for _ in range(TIMES + 1):
        for value, was in zip(changes, before, strict=True):
            value[...] = was
        start = time.perf_counter()
        nest(*arguments)
        found.append(time.perf_counter() - start)
    return min(found[1:])


Run = Callable[[Any, Any, Sequence[Rule]], None]


class Between:
    """Who runs the rules of a batch, and what is done about it each time."""

    def __init__(self, runs: Any, run: Run) -> None:
        self._runs, self._run = runs, run
        self.left_out = runs.left_out
        if hasattr(runs, "move"):
            self.move = runs.move

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules on a turn that keeps no ledger."""
        self._run(self._runs, turn, rules)


def play(place: Place, runs: int, who: str, run: Run) -> None:
    """Plays one batch, whose rules `run` runs."""
    os.environ[VARIABLE] = who
    batch.executor_for_measures = lambda *given, **named: Between(executor_for_measures(*given, **named), run)
    try:
        play_many(place, POLICY, runs=runs, chunk=runs)
    finally:
        batch.executor_for_measures = executor_for_measures


if __name__ == "__main__":
    main()
