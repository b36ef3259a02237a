"""Rules compiled: the same functions that numpy runs on arrays, read on single numbers in loops over a batch. Needs numba.

A rule is elementwise and returns its terms, in few words of arithmetic. Here the same code object is given those words as they
are on single numbers, and a loop nest is written around it from what the rule declares: what it reads, what it changes, over
what. This file knows no rule. Only the loops differ from numpy's, and each addition is made in the same order, so the bits are
the same: no fast-math, and without it the compiler joins no multiplication to an addition.

What is compiled is kept in a folder of the user's, found again by the code of the rules, and is made once on a machine.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import tempfile
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import llvmlite
import llvmlite.binding
import numba
import numpy as np

from game.core.rule import Rule
from game.core.variables import VARIABLES
from game.play.gathered import gathered

BLOCK: Final = 512
"""Playthroughs that a phase does all its rules on before it goes on to the next: some kilobytes of each variable of a tie."""

# So many arrays meet in one rule that the compiler, asked to prove while running that none overlaps another, would give up.
llvmlite.binding.set_option("wholeplace", "-runtime-memory-check-threshold=128")

_words = numba.njit(inline="always", error_model="numpy")
WORDS: Final = {
    "select": _words(lambda holds, one, other: one if holds else other),
    "lesser": _words(lambda one, other: one if one < other else other),  # noqa: FURB136 - as it is compiled
    "greater": _words(lambda one, other: one if one > other else other),  # noqa: FURB136 - likewise
    "root": np.sqrt,
    "whole": np.floor,
}

Kernel = Callable[..., None]

_OWN: Final = "OWN"
"""Stands in the names of functions for what their code comes to."""

_TORN: Final = (EOFError, pickle.UnpicklingError, ImportError, AttributeError, IndexError, KeyError, ValueError)
"""What numba raises over a file of its own that is not whole."""


class Compiled:
    """Runs the rules of a phase compiled, and with numpy those that cannot be."""

    def __init__(self, *, only_kept: bool) -> None:
        """`only_kept`: takes what was compiled before, and leaves the rest to numpy; else compiles what is missing."""
        self._only_kept = only_kept
        self._plans: dict[tuple[int, ...], list[_Part]] = {}

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules, in order, on a turn that keeps no ledger."""
        key = tuple(map(id, rules))  # which the parts keep
        if key not in self._plans:
            self._plans[key] = [
                _Part(tuple(some), can=can, only_kept=self._only_kept) for can, some in groupby(rules, can_compile)
            ]
        for part in self._plans[key]:
            part.run(turn)


def can_compile(rule: Rule) -> bool:
    """Whether each element that a rule changes hangs on no other element of the same variable."""
    if rule.kind == "gathering":
        known = all(name in VARIABLES or place[0] == name for name, place in zip(rule.reads, rule.places, strict=True))
        return known and rule.changes not in rule.reads and not rule.has_crossing and not rule.scalings
    return not rule.has_crossing


@dataclass(frozen=True, slots=True)
class _Bound:
    """A kernel with its arguments, for turns that have these parameters and constants.

    `variables` are those of its arguments that are the state's: where, which, and of what shape.
    """

    parameters: Mapping[str, Any]
    constants: Mapping[str, Any]
    number: int | None
    arguments: list[Any]
    variables: tuple[tuple[int, str, tuple[int, ...]], ...]
    kernel: Kernel | None

    def is_for(self, turn: Any) -> bool:
        """Whether a turn has them."""
        is_same = self.parameters is turn.parameters and self.constants is turn.constants
        return is_same and (self.number is None or self.number == turn.number)


class _Part:
    """Rules that follow one another and are compiled together, or not at all."""

    def __init__(self, rules: tuple[Rule, ...], *, can: bool, only_kept: bool) -> None:
        self._only_kept = only_kept
        self._rules = rules
        self._can = can
        self._names = tuple(dict.fromkeys(name for rule in rules for name in (rule.changes, *(name for name, _ in rule.places))))
        self._named = tuple((name, name in VARIABLES) for name in self._names)
        self._is_dated = any(name == "quarter" for name, _ in self._named)
        self._kernels: dict[Any, Kernel | None] = {}
        self._last: _Bound | None = None

    def run(self, turn: Any) -> None:
        """Runs them on a turn that keeps no ledger."""
        if not self._can or not self._run(turn):
            turn.run_each(self._rules)

    def _run(self, turn: Any) -> bool:
        """Runs them compiled, if they are or can be; what was found out last time holds as long as all is of one shape."""
        n, state = turn.state.n_playthroughs, turn.state
        last = self._last
        if last is None or not last.is_for(turn):
            self._last = last = self._bind(turn)
        arguments = last.arguments.copy()
        for at, name, shape in last.variables:
            value = arguments[at] = state[name]
            if value.shape != shape or not value.flags.carray:
                self._last = last = self._bind(turn)
                arguments = last.arguments.copy()
                for other, read, _ in last.variables:
                    arguments[other] = state[read]
                break
        if last.kernel is None:
            return False
        try:
            last.kernel(n, turn.place.lead, *arguments)
        except _TORN:  # raised while it was fetched, so before anything was done
            _forget(last.kernel)
            self._kernels = {key: kernel for key, kernel in self._kernels.items() if kernel is not last.kernel}
            self._only_kept = False
            self._last = last = self._bind(turn)
            if last.kernel is None:
                return False
            last.kernel(n, turn.place.lead, *arguments)
        return True

    def _bind(self, turn: Any) -> _Bound:
        """Finds the kernel for what is given, and what of that stays as it is from turn to turn."""
        n, state = turn.state.n_playthroughs, turn.state
        values: list[Any] = [state[name] if is_variable else turn.constant(name) for name, is_variable in self._named]
        key = tuple(
            (value.shape[:-1], value.shape[-1] == n) if isinstance(value, np.ndarray) and value.ndim else None for value in values
        )
        values = [float(value) if shape is None else value for value, shape in zip(values, key, strict=True)]
        kernel = self._kernel(key, tuple(_layout(value) for value in values))
        variables = tuple((at, name, values[at].shape) for at, (name, is_variable) in enumerate(self._named) if is_variable)
        for at, _, _ in variables:
            values[at] = None  # it is another's, and large
        return _Bound(turn.parameters, turn.constants, turn.number if self._is_dated else None, values, variables, kernel)

    def _kernel(self, key: tuple[Shape, ...], layouts: tuple[Layout, ...]) -> Kernel | None:
        if (key, layouts) not in self._kernels:
            given = dict(zip(self._names, key, strict=True))
            try:
                self._kernels[key, layouts] = compiled(self._rules, given, layouts, only_kept=self._only_kept)
            except NotImplementedError:
                self._kernels[key, layouts] = None
        return self._kernels[key, layouts]


Shape = tuple[tuple[int, ...], bool] | None
"""Of what is given: the sizes of its axes but the last, and whether the last is the playthroughs; None of a number."""

Layout = tuple[str, bool, bool, bool] | None
"""Of what is given, what the compiler tells apart besides: the type of its numbers, how they lie, and whether they may change."""


def _layout(value: Any) -> Layout:
    if not isinstance(value, np.ndarray):
        return None
    flags = value.flags
    return value.dtype.char, flags.c_contiguous, flags.f_contiguous, flags.writeable


def _call(rule: Rule, given: Mapping[str, Shape]) -> tuple[str, ...]:
    """The expressions for one element of what a rule changes and of each thing that it reads."""
    numbers = {name: f"a{number}" for number, name in enumerate(given)}

    def one(name: str, role: str) -> str:
        shape = given[name]
        if shape is None:
            return numbers[name]
        index = _element(name, role, rule) if name in VARIABLES else _constant(*shape, role, rule)
        return f"{numbers[name]}[{', '.join(index)}]"

    return (one(rule.changes, "same"), *(one(name, role) for name, role in rule.places))


def _constant(leading: tuple[int, ...], is_each: bool, role: str, rule: Rule) -> tuple[str, ...]:
    axes = {"from": "i", "to": "j"}.get(role) or ("ij" if rule.over == "pair" else "i")
    axes = axes[len(axes) - len(leading) :]
    return (*("0" if size == 1 else axis for size, axis in zip(leading, axes, strict=True)), "k" if is_each else "0")


def _element(name: str, role: str, rule: Rule) -> tuple[str, ...]:
    """The index of one element of a variable, by what the rule runs over."""
    over = VARIABLES[name].over
    if over == "place":
        return ("k",)
    if over == "pair":
        if rule.over == "toward_lead" or role == "to_lead":
            return ("i", "lead", "k")
        if rule.over == "of_lead":
            return ("lead", "i", "k")
        return ("j", "i", "k") if role == "back" else ("i", "j", "k")
    if role == "lead":
        return ("lead", "k")
    return ("j", "k") if role == "to" and rule.over == "pair" else ("i", "k")


def compiled(
    rules: Sequence[Rule], given: Mapping[str, Shape], layouts: Sequence[Layout], *, only_kept: bool = False
) -> Kernel | None:
    """Rules as one compiled function of how many playthroughs there are, the lead's number, and what is given.

    None where it would have to be compiled first, and only what was kept is wanted. A file of what is kept has one layout of
    what is given, and so one entry: two processes that add entries to one file at the same moment can take each other's for
    their own. Its functions have names of its own too: the linker takes functions of one name, that two processes made, for one.

    Raises:
        NotImplementedError: a rule does what is not known here.
    """
    spaces: dict[str, Any] = {"__name__": __name__, "np": np, **WORDS}
    parts, blocks = [], []
    code = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__} named apart".encode())
    for number, some in enumerate(_together(rules)):
        if some[0].kind == "gathering":
            lines = _gathering(some[0], given)
        else:
            for rule in some:
                function = (rule.equation or rule.compute).__code__
                spaces[f"rule{rules.index(rule)}"] = _words(types.FunctionType(function, WORDS))
                code.update(repr((function.co_code, function.co_consts, function.co_names)).encode())
            lines = _loops([(rules.index(rule), rule, _call(rule, given)) for rule in some])
        used = set(re.findall(r"\ba\d+\b", " ".join(lines)))
        arguments = ", ".join(["start", "stop", "lead", *sorted(used)])
        parts.append(f"@compiled\ndef loops{number}_{_OWN}({arguments}):\n" + _indented(lines))
        blocks.append(f"loops{number}_{_OWN}({arguments})")
    everything = ", ".join(f"a{number}" for number in range(len(given)))
    parts.append(
        f"@compiled\ndef phase_{_OWN}(n, lead, {everything}):\n"
        f"    for block in range((n + {BLOCK - 1}) // {BLOCK}):\n"
        f"        start = np.uint64(block * {BLOCK})\n"
        f"        stop = np.uint64(min((block + 1) * {BLOCK}, n))\n" + _indented(blocks, 2)
    )
    source = "\n\n\n".join(parts) + "\n"
    code.update(f"{source}{layouts}".encode())
    own = code.hexdigest()[:24]
    name, source = f"rules_{own}", source.replace(_OWN, own)
    if only_kept and not any((folder() / "__pycache__").glob(f"{name}.phase_*.nbc")):
        return None
    path = _kept(name, source)
    spaces["compiled"] = numba.njit(error_model="numpy", cache=path is not None)
    exec(compile(source, str(path or "<rules>"), "exec"), spaces)  # noqa: S102 - written here, from what the rules declare
    kernel: Kernel = spaces[f"phase_{own}"]
    return kernel


def _gathering(rule: Rule, given: Mapping[str, Shape]) -> list[str]:
    numbers = {name: f"a{number}" for number, name in enumerate(given)}
    changed = given[rule.changes]
    read = [(numbers[name], *(given[name] or ((), None))) for name in rule.reads]
    return gathered(rule, numbers[rule.changes], len(changed[0]) if changed else 0, read, BLOCK)


def _together(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules over pairs that can be done tie by tie, one after another on each, as one loop nest; all others singly.

    What a tie is needs fetching once, then. A rule is brought forward to such a loop if that and those between have nothing to
    do with each other.
    """
    result: list[list[Rule]] = []
    for rule in rules:
        home = None
        for number in range(len(result) - 1, -1, -1):
            if _may_share(result[number], rule):
                home = number
            if any(_meet(one, rule) for one in result[number]):
                break
        if home is None:
            result.append([rule])
        else:
            result[home].append(rule)
    return result


def _meet(one: Rule, other: Rule) -> bool:
    """Whether it matters which of two rules comes first."""
    changed = {one.changes, other.changes}
    read = ({name for name, _ in rule.places} for rule in (one, other))
    return len(changed) < 2 or any(
        rule_reads & changed - {rule.changes} for rule_reads, rule in zip(read, (one, other), strict=True)
    )


def _may_share(some: Sequence[Rule], rule: Rule) -> bool:
    """Whether a rule can be done in one loop nest with some others: each looks, of what they change, at the same tie alone."""
    every = (*some, rule)
    if any(one.over != "pair" or one.kind == "gathering" for one in every):
        return False
    changed = {one.changes for one in every}
    return all(role == "same" for one in every for name, role in one.places if name in changed)


def _loops(some: Sequence[tuple[int, Rule, tuple[str, ...]]]) -> list[str]:
    """The lines of a loop nest that applies rules to a block of playthroughs, each with its number and its call."""
    value = some[0][2][0]
    needed = {tuple(dict(zip(rule.reads, call[1:], strict=True))[name] for name in rule.nought_without) for _, rule, call in some}
    if len(needed) == 1 and (reads := needed.pop()) and all(_index_of(read) in (["i", "k"], ["j", "k"]) for read in reads):
        return _loops_over_few(value, reads, [_body(*one) for one in some])
    lines: list[str] = []
    inner: list[str] = []
    for number, rule, call in some:
        named = dict(zip(rule.reads, call[1:], strict=True))
        whole = [named[name] for name in rule.nought_without if not {"i", "j"} & set(_index_of(named[name]))]
        here = [named[name] for name in rule.nought_without if named[name] not in whole]
        steady, one = _body(number, rule, call)
        body = [*steady, "for k in range(start, stop):", *_indented_lines(one)]
        if not rule.nought_without:
            inner += body
            continue
        lines += [f"some{number} = 0", *(line for read in whole for line in _looked_for(f"some{number}", read))]
        inner += [f"here = some{number}", *(line for read in here for line in _looked_for("here", read))]
        inner += ["if here:", *_indented_lines(body)]
    return lines + _nest(value, inner)


def _loops_over_few(value: str, reads: Sequence[str], bodies: Sequence[tuple[list[str], list[str]]]) -> list[str]:
    """The lines of a loop nest over pairs for what is nought but where one of the two agencies has something of its own.

    Which playthroughs these are is listed for each agency, and for each pair only those are gone through: so little of what the
    rules change is fetched at all.
    """
    lines: list[str] = []
    inner = list(dict.fromkeys(line for steady, _ in bodies for line in steady))
    body = [line for _, one in bodies for line in one]
    array, rows = value.partition("[")[0], [read for read in reads if "i" in _index_of(read)]
    for axis, letter in enumerate("ij"):
        those = [read for read in reads if letter in _index_of(read)]
        if not those:
            continue
        lines += [
            f"where_{letter} = np.empty(({array}.shape[{axis}], {BLOCK}), np.uint64)",
            f"n_{letter} = np.zeros({array}.shape[{axis}], np.int64)",
            f"for {letter} in range({array}.shape[{axis}]):",
            "    found = 0",
            "    for k in range(start, stop):",
            f"        where_{letter}[{letter}, found] = k",
            f"        found += {' or '.join(f'{read} != 0.0' for read in those)}",
            f"    n_{letter}[{letter}] = found",
        ]
        inner += [f"for number in range(n_{letter}[{letter}]):", f"    k = where_{letter}[{letter}, number]"]
        if letter == "i" or not rows:
            inner += _indented_lines(body)
        else:  # the row's have been done
            inner += [f"    if {' and '.join(f'{read} == 0.0' for read in rows)}:", *_indented_lines(body, 2)]
    return lines + _nest(value, inner)


def _looked_for(found: str, read: str) -> list[str]:
    return ["for k in range(start, stop):", f"    {found} |= {read} != 0.0"]


def _body(number: int, rule: Rule, call: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The lines that apply a rule to one element in one playthrough, and those that fetch what is the same in all."""
    value, *reads = call
    steady = {read: f"h{position}" for position, read in enumerate(dict.fromkeys(reads)) if "[" in read and "k" not in read}
    given = ["before" if read == value else steady.get(read, read) for read in reads]
    scaled = given[: len(given) - len(rule.scalings)]
    for at, by in rule.scalings:
        if at >= 0:
            scaled[at] = f"{scaled[at]} * {given[by]}"
    result = " * ".join([f"rule{number}({', '.join(scaled)})", *(given[by] for at, by in rule.scalings if at < 0)])
    if rule.kind == "flow":
        facts = VARIABLES[rule.changes]
        body = [f"before = {value}", f"terms{number} = {result}", "after = before"]
        body += [f"after = after + terms{number}[{term}]" for term in range(len(rule.terms))]
        body += [f"{value} = lesser({float(facts.high)!r}, greater({float(facts.low)!r}, after))"]
    else:
        body = [f"before = {value}", f"{value} = {result}"]
    return [f"{name} = {read}" for read, name in steady.items()], body


def _index_of(element: str) -> list[str]:
    return element.rstrip("]").partition("[")[2].split(", ")


def _nest(element: str, body: list[str]) -> list[str]:
    """Lines within loops over all that an element's index goes through but the playthroughs."""
    array = element.partition("[")[0]
    lines, depth = [], 0
    for axis, letter in enumerate(_index_of(element)):
        if letter in ("i", "j"):
            lines += _indented_lines([f"for {letter} in range({array}.shape[{axis}]):"], depth)
            depth += 1
    return lines + _indented_lines(body, depth)


def _indented_lines(lines: Sequence[str], depth: int = 1) -> list[str]:
    return ["    " * depth + line for line in lines]


def _indented(lines: Sequence[str], depth: int = 1) -> str:
    return "\n".join(_indented_lines(lines, depth))


def folder() -> Path:
    """Where compiled rules are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    return Path(base) / "wholeplace" / "rules"


def _forget(kernel: Any) -> None:
    """Takes away what was kept of a kernel."""
    written = Path(kernel.py_func.__code__.co_filename)
    for file in (written.parent / "__pycache__").glob(f"{written.stem}.*"):
        file.unlink(missing_ok=True)


def _kept(name: str, source: str) -> Path | None:
    """A file with the loops, beside which numba keeps what it compiled; None where nothing can be kept."""
    try:
        path = folder() / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            # Beside first, then renamed: another process may be making the same one.
            with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".new", delete=False, encoding="utf-8") as file:
                file.write(source)
            Path(file.name).replace(path)
    except (OSError, RuntimeError):
        return None
    return path
