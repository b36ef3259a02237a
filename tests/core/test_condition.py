"""Conditions: trees that test a whole batch at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
import pytest
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
from game.core.question import read, summarise
from game.core.rng import seeds_of
from game.core.step import begin
from tests.places.laboratory import laboratory


@dataclass
class Sheet:
    """A state of made-up values, which notes what it is asked for."""

    values: dict[tuple[Any, ...], NDArray[np.float64]]
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def read(self, variable: str, index: tuple[int, ...]) -> NDArray[np.float64]:
        """Gives what the sheet says."""
        self.asked.append((variable, index))
        return self.values[variable, index]

    def summarise(self, kind: str, variable: str, index: tuple[int, ...] = ()) -> NDArray[np.float64]:
        """Gives what the sheet says."""
        self.asked.append((kind, variable, *index))
        return self.values[(kind, variable, *index)]


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


@pytest.mark.parametrize("truths", [truths for n in (1, 2, 3, 4) for truths in product([False, True], repeat=n)])
def test_all_parts_count_however_many(truths: tuple[bool, ...]) -> None:
    """Every part of an and, or of an or, is looked at."""
    parts = tuple(Compare(Constant(float(one)), ">", Constant(0.5)) for one in truths)
    assert holds(Both(parts), SHEET, 1).tolist() == [all(truths)]
    assert holds(Either(parts), SHEET, 1).tolist() == [any(truths)]


@pytest.mark.parametrize("divisor", [-3.0, -0.5, 1e-9, 0.5, 7.0])
def test_a_quotient_undoes_a_product(divisor: float) -> None:
    """Whatever is not nought divides, below nought too."""
    quotient = Arithmetic("/", Arithmetic("*", ENERGY, Constant(divisor)), Constant(divisor))
    assert np.allclose(quotient.evaluate(SHEET), SHEET.values["energy", ()])


@pytest.mark.parametrize("name", ["buy_in", "trust", "avoided", "reported"])
def test_a_summary_is_over_all_agencies_or_the_ties_that_matter(name: str) -> None:
    """The lowest, highest and mean are those of each agency or outcome, and of ties those that matter to outcomes."""
    place, rng = laboratory(), np.random.default_rng(5)
    state = begin(place, seeds_of(1, 3), trace=False).state.writable()
    state[name][...] = rng.uniform(size=state[name].shape)
    each = np.array([state[name][tie] for tie in place.ties]) if name == "trust" else state[name]
    for kind, of in (("lowest", np.min), ("highest", np.max), ("mean", np.mean)):
        assert np.allclose(summarise(place, state, kind, name), of(each, axis=0))


def test_a_protocol_counts_as_signed_from_signature_on() -> None:
    """What is asked as `signed` is how many of the protocols that are needed have reached signature."""
    place = laboratory()
    state = begin(place, seeds_of(1, 3), trace=False).state.writable()
    state["permission"][...] = [place.signed_at - 1e-9, place.signed_at, 1.0]
    assert read(place, state, "signed", ()).tolist() == [0.0, len(place.protocols), len(place.protocols)]


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
