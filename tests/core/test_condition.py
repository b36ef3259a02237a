"""Conditions: trees that test a whole batch at once."""

from __future__ import annotations

import operator as op
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core.condition import (
    Arithmetic,
    Both,
    Call,
    Compare,
    Constant,
    Either,
    Not,
    Read,
    Summary,
    holds,
    reads_of,
    variables_of,
    walk,
)


@dataclass
class Sheet:
    """A state of made-up values, which notes what it is asked for."""

    values: dict[tuple[Any, ...], NDArray[np.float64]]
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def read(self, variable: str, index: tuple[int, ...]) -> NDArray[np.float64]:
        """Gives what the sheet says."""
        self.asked.append((variable, index))
        return self.values[variable, index]

    def summarise(self, kind: str, variable: str) -> NDArray[np.float64]:
        """Gives what the sheet says."""
        self.asked.append((kind, variable))
        return self.values[kind, variable]


ENERGY, TRUST = Read("energy"), Read("trust", (0, 1))
SHEET = Sheet(
    {
        ("energy", ()): np.array([0.0, 0.5, 1.0]),
        ("trust", (0, 1)): np.array([0.4, 0.4, 0.6]),
        ("lowest", "buy_in"): np.array([0.1, 0.2, 0.3]),
    }
)


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        (">=", [False, True, True]),
        ("==", [False, True, False]),
        ("!=", [True, False, True]),
    ],
)
def test_each_comparison_is_made_playthrough_by_playthrough(operator: Any, expected: list[bool]) -> None:
    """Each comparison is made playthrough by playthrough."""
    assert Compare(ENERGY, operator, Constant(0.5)).evaluate(SHEET).tolist() == expected


@pytest.mark.parametrize(
    ("operator", "expected"), [("+", [1.0, 1.5, 2.0]), ("-", [-1.0, -0.5, 0.0]), ("*", [0.0, 0.5, 1.0]), ("/", [0.0, 0.5, 1.0])]
)
def test_each_sum_is_made_playthrough_by_playthrough(operator: Any, expected: list[float]) -> None:
    """Each sum is made playthrough by playthrough."""
    assert Arithmetic(operator, ENERGY, Constant(1.0)).evaluate(SHEET).tolist() == expected


def test_a_quotient_by_zero_is_zero_without_a_warning() -> None:
    """Nothing per family, while there is no family, is nothing; warnings are errors in this suite."""
    quotient = Arithmetic("/", Constant(3.0), ENERGY)
    assert quotient.evaluate(SHEET).tolist() == [0.0, 6.0, 3.0]
    assert Arithmetic("/", Constant(3.0), Constant(0.0)).evaluate(SHEET) == 0.0


_numbers = st.floats(-50.0, 50.0).map(lambda one: round(one, 1))
_read = st.sampled_from([ENERGY, TRUST])
_sums = st.recursive(
    _numbers.map(Constant) | _read,
    lambda inner: (
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner)
        | st.builds(lambda name, one, other: Call(name, (one, other)), st.sampled_from(["min", "max"]), inner, inner)
        | inner.map(lambda one: Call("abs", (one,)))
    ),
    max_leaves=6,
)
_truths = st.recursive(
    st.builds(Compare, _sums, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), _sums),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map(tuple).map(Both)
        | st.lists(inner, min_size=1, max_size=4).map(tuple).map(Either)
        | inner.map(Not)
    ),
    max_leaves=6,
)


def reckoned(condition: Any, row: int) -> Any:
    """What a condition comes to in one playthrough, reckoned as one would by hand."""
    match condition:
        case Constant(value=value):
            return value
        case Read(variable=name, index=index):
            return float(SHEET.values[name, index][row])
        case Arithmetic(operator="/", left=left, right=right):
            divisor = reckoned(right, row)
            return reckoned(left, row) / divisor if divisor else 0.0
        case Arithmetic(operator=sign, left=left, right=right) | Compare(left=left, operator=sign, right=right):
            return _BY_HAND[sign](reckoned(left, row), reckoned(right, row))
        case Call(function=name, arguments=parts):
            return _BY_HAND[name](*(reckoned(part, row) for part in parts))
        case Both(parts=parts):
            return all(reckoned(part, row) for part in parts)
        case Either(parts=parts):
            return any(reckoned(part, row) for part in parts)
    return not reckoned(condition.part, row)


_BY_HAND: dict[str, Any] = {
    "min": min, "max": max, "abs": abs,
    "+": op.add, "-": op.sub, "*": op.mul, "<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge, "==": op.eq, "!=": op.ne,
}  # fmt: skip


@given(_truths)
def test_any_condition_is_what_one_would_reckon_by_hand(condition: Any) -> None:
    """However it is made up, in every playthrough of a batch it holds where it would if it were asked of that one alone."""
    assert holds(condition, SHEET, 3).tolist() == [bool(reckoned(condition, row)) for row in range(3)]


def test_numbers_too_large_raise_no_warning() -> None:
    """What no state holds may become infinite, but never stops a batch."""
    vast = Arithmetic("*", Constant(1e300), Constant(1e300))
    assert Compare(vast, ">", Constant(0.0)).evaluate(SHEET)
    assert not Compare(Arithmetic("-", vast, vast), "==", Constant(0.0)).evaluate(SHEET)


def test_truths_are_joined_playthrough_by_playthrough() -> None:
    """And, or and not join truths playthrough by playthrough."""
    high, firm = Compare(ENERGY, ">", Constant(0.2)), Compare(TRUST, ">", Constant(0.5))
    assert Both((high, firm)).evaluate(SHEET).tolist() == [False, False, True]
    assert Either((high, firm)).evaluate(SHEET).tolist() == [False, True, True]
    assert Not(high).evaluate(SHEET).tolist() == [True, False, False]


def test_calls() -> None:
    """The smaller, the greater, and the size without the sign."""
    assert Call("min", (ENERGY, TRUST)).evaluate(SHEET).tolist() == [0.0, 0.4, 0.6]
    assert Call("max", (ENERGY, TRUST)).evaluate(SHEET).tolist() == [0.4, 0.5, 1.0]
    assert Call("abs", (Arithmetic("-", ENERGY, Constant(1.0)),)).evaluate(SHEET).tolist() == [1.0, 0.5, 0.0]


def test_holds_gives_one_answer_a_playthrough() -> None:
    """No condition holds always; a condition of constants alone is spread over the batch."""
    assert holds(None, SHEET, 3).tolist() == [True, True, True]
    assert holds(Compare(Constant(1.0), ">", Constant(2.0)), SHEET, 3).tolist() == [False, False, False]
    own = holds(Compare(ENERGY, ">", Constant(0.2)), SHEET, 3)
    own[:] = False
    assert SHEET.values["energy", ()].tolist() == [0.0, 0.5, 1.0]


def test_what_a_condition_looks_at() -> None:
    """Reads are told once each, in the order of the text, for the web of causes."""
    least = Summary("lowest", "buy_in")
    condition = Both((Compare(TRUST, ">", Constant(0.1)), Compare(ENERGY, "<", least), Not(Compare(TRUST, "<", Constant(0.9)))))
    assert reads_of(condition) == (TRUST, ENERGY, least)
    assert variables_of(condition) == ("trust", "energy", "buy_in")
    assert len(list(walk(condition))) == 11


def test_conditions_are_values() -> None:
    """Equal trees are equal, hash alike, and their representation rebuilds them."""
    condition = Both((Compare(TRUST, ">=", Constant(0.4)), Compare(Summary("mean", "buy_in"), "<", Constant(0.5))))
    again = eval(repr(condition))  # noqa: S307 - the text is our own
    assert again == condition
    assert hash(again) == hash(condition)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_one_playthrough_gives_the_bits_of_a_batch(size: int) -> None:
    """Row r of a batch is what that playthrough gives alone."""
    rng = np.random.default_rng(3)
    energy, trust = rng.random(size), rng.random(size)
    sum_ = Arithmetic("/", Arithmetic("+", ENERGY, Arithmetic("*", TRUST, Constant(0.3))), Arithmetic("-", TRUST, ENERGY))
    whole = sum_.evaluate(Sheet({("energy", ()): energy, ("trust", (0, 1)): trust}))
    for row in {0, size // 2, size - 1}:
        alone = sum_.evaluate(Sheet({("energy", ()): energy[row : row + 1], ("trust", (0, 1)): trust[row : row + 1]}))
        assert alone.tobytes() == whole[row : row + 1].tobytes()
