"""One source, two executors: rules of the model, unchanged, compiled by numba over scalars, with the bits that numpy gives.

    python benchmarks/kernel.py        (needs the extra `fast`)

A rule is an elementwise function in few words. numpy runs it on broadcast arrays; here the same code object, with `select`,
`lesser` and `greater` read as they are on scalars, is compiled into one loop over all elements. Only the loop nest differs,
never the rule. Several rules in one loop are slower than each in its own: with so many arrays the compiler cannot prove that
none overlaps another, and does one element at a time.
"""

from __future__ import annotations

import math
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

try:
    import numba
except ImportError:
    sys.exit("This needs numba: install the extra `fast`.")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from game.core import rule as executor
from game.core.dynamics import chance, share, trust
from game.core.parameters import DEFAULTS
from game.core.rule import Rule
from game.core.variables import VARIABLES

RULES = (
    trust.seeing,
    trust.scarring,
    trust.sharing_purpose,
    trust.writing_down,
    share.practising,
    share.drafting_protocols,
    chance.losing_confidence,
)
BATCHES = (64, 512, 2048)
AGENCIES = 14

WORDS = {
    "select": numba.njit(inline="always")(lambda holds, one, other: one if holds else other),
    "lesser": numba.njit(inline="always")(lambda one, other: one if one < other else other),  # noqa: FURB136 - as it is compiled
    "greater": numba.njit(inline="always")(lambda one, other: one if one > other else other),  # noqa: FURB136 - likewise
    "root": math.sqrt,
}


def main() -> None:
    """Prints, for each rule and for all of them in one pass, how the two executors compare."""
    print(f"{AGENCIES} agencies, microseconds a playthrough, the best of many; ratio: numpy's time over numba's")
    for n in BATCHES:
        print(f"batches of {n}")
        everything: list[tuple[Rule, Any, list[Any]]] = []
        for rule in RULES:
            value, reads = drawn(rule, n)
            everything.append((rule, value, reads))
            compare(rule.name, n, [(rule, value, reads)])
        compare("all, a loop each", n, everything)
        compare("all in one loop", n, everything, is_apart=False)


def compare(name: str, n: int, work: list[tuple[Rule, Any, list[Any]]], *, is_apart: bool = True) -> None:
    """Runs the rules both ways on the same numbers and prints the times, and whether the bits agree."""
    kernels = (
        [nest([(rule, reads)]) for rule, _, reads in work] if is_apart else [nest([(rule, reads) for rule, _, reads in work])]
    )
    by_numpy = [value.copy() for _, value, _ in work]
    by_numba = [value.copy() for _, value, _ in work]
    flat = [array for _, _, reads in work for array in reads]
    calls = [(kernel, value, reads) for kernel, value, (_, _, reads) in zip(kernels, by_numba, work, strict=False)]

    def with_numpy() -> None:
        for (rule, _, reads), value in zip(work, by_numpy, strict=True):
            for size in rule.compute(*reads):
                np.add(value, size, out=value)
            facts = VARIABLES[rule.changes]
            np.minimum(facts.high, np.maximum(facts.low, value, out=value), out=value)

    def with_numba() -> None:
        if is_apart:
            for kernel, value, reads in calls:
                kernel(AGENCIES, n, value, *reads)
        else:
            kernels[0](AGENCIES, n, *by_numba, *flat)

    with_numpy()
    with_numba()
    same = all(np.array_equal(one, other) for one, other in zip(by_numpy, by_numba, strict=True))
    slow, fast = best(with_numpy), best(with_numba)
    told = "same bits" if same else "BITS DIFFER"
    print(f"  {name:<20} numpy {slow / n * 1e6:>7.2f}   numba {fast / n * 1e6:>6.2f}   ratio {slow / fast:>5.1f}   {told}")
    if not same:
        sys.exit(1)


def drawn(rule: Rule, n: int) -> tuple[Any, list[Any]]:
    """A value of the variable that a rule changes and of each that it reads, in the shapes in which the engine has them."""
    generator = np.random.default_rng(1)
    pool: dict[str, Any] = {}

    def shaped(name: str) -> Any:
        variable, _ = executor._named(name, rule.over)  # noqa: SLF001 - the engine's own reading of names
        if variable not in VARIABLES:
            base = name.removesuffix("_from").removesuffix("_to")
            if base in DEFAULTS:
                return DEFAULTS[base]
            shape = (
                (AGENCIES, 1, 1)
                if name.endswith("_from")
                else (1, AGENCIES, 1)
                if name.endswith("_to")
                else (AGENCIES, AGENCIES, 1)
            )
            return generator.random(shape)
        if VARIABLES[variable].over == "place":
            return pool.setdefault(variable, generator.random(n))
        if VARIABLES[variable].over == "agency":
            value = pool.setdefault(variable, generator.random((AGENCIES, n)))
            return value[:, None] if name.endswith("_from") else value[None]
        return pool.setdefault(variable, generator.random((AGENCIES, AGENCIES, n)))

    reads = [shaped(name) for name in rule.reads]
    return shaped(rule.changes).copy(), [
        value.copy() if name == rule.changes else value for name, value in zip(rule.reads, reads, strict=True)
    ]


def nest(work: list[tuple[Rule, list[Any]]]) -> Callable[..., None]:
    """One loop over all elements that applies each rule in turn: its terms added in order, then the bounds."""
    spaces: dict[str, Any] = {**WORDS, "numba": numba}
    inputs, lines = [], []
    for number, (rule, reads) in enumerate(work):
        spaces[f"rule_{number}"] = numba.njit(inline="always")(types.FunctionType(rule.compute.__code__, WORDS))
        facts = VARIABLES[rule.changes]
        names = [f"r{number}_{position}" for position in range(len(reads))]
        inputs += names
        given = []
        for name, read, value in zip(names, rule.reads, reads, strict=True):
            # What a rule reads of the variable that it changes is the value before its first term.
            given.append("before" if read == rule.changes else name + element(value))
        lines.append(f"before = v{number}[i, j, k]")
        lines.append(f"terms = rule_{number}({', '.join(given)})")
        lines.append("after = before")
        lines += [f"after = after + terms[{term}]" for term in range(len(rule.terms))]
        lines.append(f"v{number}[i, j, k] = lesser({facts.high!r}, greater({facts.low!r}, after))")
    values = [f"v{number}" for number in range(len(work))]
    body = "\n".join(f"                {line}" for line in lines)
    source = (
        f"def nest(agencies, n, {', '.join(values + inputs)}):\n"
        "    for i in range(agencies):\n"
        "        for j in range(agencies):\n"
        "            for k in range(n):\n"
        f"{body}\n"
    )
    exec(source, spaces)  # noqa: S102 - the loop nest is written here, from the shapes of what the rules read
    compiled: Callable[..., None] = numba.njit(spaces["nest"])
    return compiled


def element(value: Any) -> str:
    """The index of one element, by the shape in which the engine hands a value over."""
    if not isinstance(value, np.ndarray):
        return ""
    if value.ndim == 1:
        return "[k]"
    axes = zip("ijk", value.shape, strict=True)
    return "[" + ", ".join("0" if size == 1 else axis for axis, size in axes) + "]"


def best(work: Callable[[], None], times: int = 25) -> float:
    """The shortest of many times, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


if __name__ == "__main__":
    np.empty(31 * 2**20 // 8)  # see `_hold_memory` in game/play/ensemble.py
    main()
