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
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Protocol

import llvmlite
import llvmlite.binding
import numba
import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Indices
from game.core.elements import Mover, move, moved
from game.core.rule import Rule
from game.core.variables import VARIABLES
from game.play.loops import BLOCK, Shape, among, indented, loops, together
from game.play.sums import weight_of, weighty

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

_EVERY_ROW: Final = np.zeros(0, dtype=np.uint64)
"""Given where all playthroughs are gone through."""

Kernel = Callable[..., None]
Agencies = npt.NDArray[np.uint64]


class Ties(Protocol):
    """Ties that rules over pairs go through.

    Attributes:
        ones, others: of each tie the one agency and the other.
    """

    ones: Agencies
    others: Agencies

    def spans(self, turn: Any, rules: Sequence[Rule]) -> npt.NDArray[np.int64]:
        """Where those of the ties begin and end that each rule over pairs needs, shape (rules, 2)."""


class EveryTie:
    """All ties among so many agencies, row by row."""

    def __init__(self, n_agencies: int) -> None:
        self.ones, self.others = np.divmod(np.arange(n_agencies**2, dtype=np.uint64), np.uint64(n_agencies))

    def spans(self, turn: Any, rules: Sequence[Rule]) -> npt.NDArray[np.int64]:  # noqa: ARG002 - as of ties that count
        """From the first to the last for each of the rules."""
        return np.array([(0, len(self.ones))] * len(rules), dtype=np.int64)


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
        self._move: Mover | None = None

    def __call__(self, turn: Any, rules: Sequence[Rule]) -> None:
        """Runs rules, in order, on a turn that keeps no ledger."""
        self.run_among(turn, rules, every_tie(len(turn.place.agencies)))

    def move(self, values: Array, numbers: Indices, rows: Indices, size: Array, low: float, high: float) -> None:
        """Moves some elements of a variable in some playthroughs: see `game.core.elements.move`."""
        if self._move is None:
            self._move = compiled_move(only_kept=self._only_kept)
        (self._move if values.flags.carray else move)(values, numbers, rows, size, low, high)

    def run_among(self, turn: Any, rules: Sequence[Rule], ties: Ties) -> None:
        """As `__call__`, for some ties alone: those of the others that can be left out stay as they were."""
        is_among = turn.among is not None
        key = (is_among, *map(id, rules))  # which the parts keep
        if key not in self._plans:
            self._plans[key] = [
                _Part(tuple(some), can=can, only_kept=self._only_kept, is_among=is_among)
                for can, some in groupby(rules, can_compile)
            ]
        for part in self._plans[key]:
            part.run(turn, ties)


every_tie = lru_cache(maxsize=16)(EveryTie)


def can_compile(rule: Rule) -> bool:
    """Whether each element that a rule changes hangs on no other element of the same variable."""
    if rule.kind == "gathering":
        known = all(name in VARIABLES or place[0] == name for name, place in zip(rule.reads, rule.places, strict=True))
        return known and rule.changes not in rule.reads and not rule.has_crossing and not rule.scalings
    return not rule.has_crossing


@dataclass(frozen=True, slots=True)
class _Bound:
    """A kernel with its arguments, for turns that have these parameters and constants.

    `variables` are those of its arguments that are the state's: where, which, and of what shape; `summed` are the ties that its
    sums go through.
    """

    parameters: Mapping[str, Any]
    constants: Mapping[str, Any]
    arguments: list[Any]
    variables: tuple[tuple[int, str, tuple[int, ...]], ...]
    summed: tuple[npt.NDArray[np.uint64], ...]
    kernel: Kernel | None

    def is_for(self, turn: Any) -> bool:
        """Whether a turn has them."""
        return self.parameters is turn.parameters and self.constants is turn.constants


class _Part:
    """Rules that follow one another and are compiled together, or not at all."""

    def __init__(self, rules: tuple[Rule, ...], *, can: bool, only_kept: bool, is_among: bool) -> None:
        """`is_among`: runs them in some playthroughs alone."""
        self._only_kept = only_kept
        self._is_among = is_among
        self._rules = rules
        self._can = can
        self._names = tuple(dict.fromkeys(name for rule in rules for name in (rule.changes, *(name for name, _ in rule.places))))
        self._named = tuple((name, name in VARIABLES) for name in self._names)
        self._quarter = self._names.index("quarter") if "quarter" in self._names else None
        self._kernels: dict[Any, Kernel | None] = {}
        self._last: _Bound | None = None

    def run(self, turn: Any, ties: Ties) -> None:
        """Runs them on a turn that keeps no ledger."""
        if not self._can or not self._run(turn, ties):
            turn.run_each(self._rules)

    def _run(self, turn: Any, ties: Ties) -> bool:
        """Runs them compiled, if they are or can be; what was found out last time holds as long as all is of one shape."""
        state = turn.state
        rows = turn.among.astype(np.uint64) if self._is_among else _EVERY_ROW
        n = len(rows) if self._is_among else state.n_playthroughs
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
        if self._quarter is not None:
            arguments[self._quarter] = float(turn.number)
        given = n, rows, turn.place.lead, ties.ones, ties.others, ties.spans(turn, self._rules)
        try:
            last.kernel(*given, *last.summed, *arguments)
        except _TORN:  # raised while it was fetched, so before anything was done
            _forget(Path(last.kernel.py_func.__code__.co_filename))  # type: ignore[attr-defined]
            self._kernels = {key: kernel for key, kernel in self._kernels.items() if kernel is not last.kernel}
            self._only_kept = False
            self._last = last = self._bind(turn)
            if last.kernel is None:
                return False
            last.kernel(*given, *last.summed, *arguments)
        return True

    def _bind(self, turn: Any) -> _Bound:
        """Finds the kernel for what is given, and what of that stays as it is from turn to turn."""
        n, state = turn.state.n_playthroughs, turn.state
        values: list[Any] = [state[name] if is_variable else turn.constant(name) for name, is_variable in self._named]
        key = tuple(
            (value.shape[:-1], value.shape[-1] == n) if isinstance(value, np.ndarray) and value.ndim else None for value in values
        )
        values = [float(value) if shape is None else value for value, shape in zip(values, key, strict=True)]
        summed = {
            rule.name: which.astype(np.uint64)
            for rule in self._rules
            if (weight := weight_of(rule)) and (which := weighty(turn.constant(weight), rule)) is not None
        }
        kernel = self._kernel(
            key, tuple(_layout(value) for value in values), {name: which.shape for name, which in summed.items()}
        )
        variables = tuple((at, name, values[at].shape) for at, (name, is_variable) in enumerate(self._named) if is_variable)
        for at, _, _ in variables:
            values[at] = None  # it is another's, and large
        return _Bound(turn.parameters, turn.constants, values, variables, tuple(summed.values()), kernel)

    def _kernel(self, key: tuple[Shape, ...], layouts: tuple[Layout, ...], summed: Mapping[str, Any]) -> Kernel | None:
        known = (key, layouts, *summed.items())
        if known not in self._kernels:
            given = dict(zip(self._names, key, strict=True))
            try:
                self._kernels[known] = compiled(
                    self._rules, given, layouts, summed, only_kept=self._only_kept, is_among=self._is_among
                )
            except NotImplementedError:
                self._kernels[known] = None
        return self._kernels[known]


Layout = tuple[str, bool, bool, bool] | None
"""Of what is given, what the compiler tells apart besides: the type of its numbers, how they lie, and whether they may change."""


def _layout(value: Any) -> Layout:
    if not isinstance(value, np.ndarray):
        return None
    flags = value.flags
    return value.dtype.char, flags.c_contiguous, flags.f_contiguous, flags.writeable


def compiled(
    rules: Sequence[Rule],
    given: Mapping[str, Shape],
    layouts: Sequence[Layout],
    summed: Mapping[str, tuple[int, int]],
    *,
    only_kept: bool = False,
    is_among: bool = False,
) -> Kernel | None:
    """Rules as one compiled function: of how many playthroughs, which if `is_among`, the lead's number, the ties, what is given.

    Before what is given come the spans of the ties, and for each sum that `summed` names the ties that it goes through.

    None where it would have to be compiled first, and only what was kept is wanted. A file of what is kept has one layout of
    what is given, and so one entry: two processes that add entries to one file at the same moment can take each other's for
    their own. Its functions have names of its own too: the linker takes functions of one name, that two processes made, for one.

    Raises:
        NotImplementedError: a rule does what is not known here.
    """
    spaces: dict[str, Any] = {"__name__": __name__, "np": np, **WORDS}
    parts, blocks = [], []
    code = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__} named apart".encode())
    for number, some in enumerate(together(rules)):
        for rule in some:
            if rule.kind == "gathering":
                continue
            function = (rule.equation or rule.compute).__code__
            spaces[f"rule{rules.index(rule)}"] = _words(types.FunctionType(function, WORDS))
            code.update(repr((function.co_code, function.co_consts, function.co_names)).encode())
        lines = loops([(rules.index(rule), rule) for rule in some], given, summed)
        lines = among(lines) if is_among else lines
        used = set(re.findall(r"\b[aw]\d+\b", " ".join(lines)))
        arguments = ", ".join(["start", "stop", "rows", "lead", "ones", "others", "spans", *sorted(used)])
        parts.append(f"@compiled\ndef loops{number}_{_OWN}({arguments}):\n" + indented(lines))
        blocks.append(f"loops{number}_{_OWN}({arguments})")
    everything = ", ".join([f"w{number}" for number in range(len(summed))] + [f"a{number}" for number in range(len(given))])
    parts.append(
        f"@compiled\ndef phase_{_OWN}(n, rows, lead, ones, others, spans, {everything}):\n"
        f"    for block in range((n + {BLOCK - 1}) // {BLOCK}):\n"
        f"        start = np.uint64(block * {BLOCK})\n"
        f"        stop = np.uint64(min((block + 1) * {BLOCK}, n))\n" + indented(blocks, 2)
    )
    source = "\n\n\n".join(parts) + "\n"
    code.update(f"{source}{layouts}".encode())
    return _found_or_made("phase", source, code.hexdigest()[:24], spaces, only_kept=only_kept)


def compiled_move(*, only_kept: bool = False) -> Mover:
    """As `game.core.elements.move`, compiled from the function that it runs; itself where it would have to be compiled first."""
    source = (
        f"@compiled\ndef move_{_OWN}(values, numbers, rows, size, low, high):\n"
        "    step = 0 if size.shape[0] == 1 else 1\n"
        "    for number in numbers:\n"
        "        for at in range(rows.shape[0]):\n"
        "            values[number, rows[at]] = moved(values[number, rows[at]], size[at * step], low, high)\n"
    )
    code = hashlib.sha256(f"{numba.__version__} {llvmlite.__version__} {moved.__code__.co_code!r} {source}".encode())
    spaces = {"__name__": __name__, "np": np, "moved": _words(types.FunctionType(moved.__code__, WORDS))}
    # Whatever may not be changed can be given as well, and there is one entry in the file.
    whole, some, real = (numba.types.Array(kind, 1, "C", readonly=True) for kind in (numba.intp, numba.intp, numba.float64))
    given = (numba.float64[:, ::1], whole, some, real, numba.float64, numba.float64)
    found = _found_or_made("move", source, code.hexdigest()[:24], spaces, only_kept=only_kept, given=numba.void(*given))
    return found or move


def _found_or_made(
    name: str, source: str, own: str, spaces: dict[str, Any], *, only_kept: bool, given: Any = None
) -> Kernel | None:
    """The function of that name in what is written here, as it was kept or compiled; None if it was not and only that is wanted.

    `given` is the types of what it is given, where they are known before it is called: then it is fetched or compiled now.
    """
    file, source = f"rules_{own}", source.replace(_OWN, own)
    if only_kept and not any((folder() / "__pycache__").glob(f"{file}.{name}_*.nbc")):
        return None
    path = _kept(file, source)
    wanted = {} if given is None else {"signature_or_function": given}
    spaces["compiled"] = numba.njit(error_model="numpy", cache=path is not None, **wanted)
    code = compile(source, str(path or "<rules>"), "exec")
    try:
        exec(code, spaces)  # noqa: S102 - written here, from what the rules declare
    except _TORN:  # where it is fetched now
        _forget(Path(code.co_filename))
        exec(code, spaces)  # noqa: S102 - likewise
    kernel: Kernel = spaces[f"{name}_{own}"]
    return kernel


def folder() -> Path:
    """Where compiled rules are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    return Path(base) / "wholeplace" / "rules"


def _forget(written: Path) -> None:
    """Takes away what was kept of what is written in a file."""
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
