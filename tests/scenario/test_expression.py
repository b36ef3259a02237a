"""Conditions in words: what is understood, what is refused, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from game.core import promise
from game.core.condition import ALL, Arithmetic, Compare, Condition, Constant, Either, Read, Summary
from game.core.variables import VARIABLES
from game.scenario.expression import DEEPEST, LONGEST, compile_condition, compile_number
from game.scenario.meaning import Complaint
from game.scenario.names import Names
from game.scenario.vocabulary import QUESTIONS, READABLE, usage

NAMES = Names(
    agencies={"council": 0, "police": 1, "raise": 2},
    outcomes={"families": 0},
    frames={"savings": 0},
    dilemmas={"pitch": {"crisis": 0, "better": 1}, "pass": {"is": 0, "if": 1}},
    events={"leak": 0},
    flags={"signed_up": 0},
    promises={"list": 3},
    traces={"post": 0},
    parts=frozenset(one.part for one in VARIABLES.values()),
    turns=13,
)


class State:
    """A batch of made-up values."""

    def __init__(self, size: int = 1, **values: Any) -> None:
        self.size = size
        self.values = values

    def read(self, variable: str, index: tuple[int, ...]) -> NDArray[np.float64]:  # noqa: ARG002 - one of each is enough here
        """Gives the value that was handed in under the variable's name."""
        return np.broadcast_to(np.asarray(self.values[variable], dtype=float), (self.size,))

    def summarise(self, kind: str, variable: str, index: tuple[int, ...] = ()) -> NDArray[np.float64]:  # noqa: ARG002
        """Gives the value that was handed in under the summary's name."""
        return self.read(f"{kind}_{variable}", ())


def compiled(text: str) -> Condition:
    """Compiles a condition that must be sound."""
    condition, complaints = compile_condition(text, NAMES)
    assert complaints == []
    assert condition is not None
    return condition


def refused(text: str) -> Complaint:
    """Gives the one complaint about a condition."""
    condition, complaints = compile_condition(text, NAMES)
    assert condition is None
    assert len(complaints) == 1
    return complaints[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trust(police, council) >= 0.4", Compare(Read("trust", (1, 0)), ">=", Constant(0.4))),
        ("buy_in(police) < .5", Compare(Read("buy_in", (1,)), "<", Constant(0.5))),
        ("attributable(families) > 2", Compare(Read("attributable", (0,)), ">", Constant(2.0))),
        ("emphasis(savings) > 0.5", Compare(Read("emphasis", (0,)), ">", Constant(0.5))),
        ("chose(pitch, better)", Compare(Read("chosen", (0,)), "==", Constant(1.0))),
        ("decided(pitch)", Compare(Read("chosen", (0,)), ">=", Constant(0.0))),
        ("signed_up", Compare(Read("flag", (0,)), ">", Constant(0.0))),
        ("signed_up == 2", Compare(Read("flag", (0,)), "==", Constant(2.0))),
        ("happened(leak)", Compare(Read("happened", (0,)), ">", Constant(0.0))),
        ("turn - happened(leak) < 3", Compare(Arithmetic("-", Read("turn"), Read("happened", (0,))), "<", Constant(3.0))),
        ("running", Compare(Read("running"), ">", Constant(0.0))),
        ("mean(practice) > 0.2", Compare(Summary("mean", "practice"), ">", Constant(0.2))),
        ("mean(trust(all, council)) > 0.2", Compare(Summary("mean", "trust", (ALL, 0)), ">", Constant(0.2))),
        ("lowest(trust(police, all)) > 0.2", Compare(Summary("lowest", "trust", (1, ALL)), ">", Constant(0.2))),
        (
            "energy > -(0.5 - 1)",
            Compare(Read("energy"), ">", Arithmetic("-", Constant(0.0), Arithmetic("-", Constant(0.5), Constant(1.0)))),
        ),
        ("  energy\n  > 0.5\n", Compare(Read("energy"), ">", Constant(0.5))),
    ],
)
def test_each_way_to_ask_becomes_the_tree_that_asks_it(text: str, expected: Condition) -> None:
    """Each way to ask becomes the tree that asks it."""
    assert compiled(text) == expected


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("kept(list)", {promise.KEPT, promise.LATE}),
        ("broken(list)", {promise.BROKEN, promise.CONCEALED}),
        ("owned_up(list)", {promise.DISCLOSED}),
    ],
)
def test_a_promise_is_kept_broken_or_owned_up_to(text: str, statuses: set[int]) -> None:
    """A promise is kept in time or late, broken openly or not; one owned up to is neither."""
    condition = compiled(text)
    assert isinstance(condition, Either)
    found = {status for status in range(7) if condition.evaluate(State(promise_status=status)).all()}
    assert found == statuses


def test_ids_may_be_words_of_python() -> None:
    """What Python reserves is an ordinary word to an author."""
    assert compiled("chose(pass, is) or chose(pass, if)") == Either(
        (Compare(Read("chosen", (1,)), "==", Constant(0.0)), Compare(Read("chosen", (1,)), "==", Constant(1.0)))
    )
    assert compiled("buy_in(raise) > 0.1") == Compare(Read("buy_in", (2,)), ">", Constant(0.1))


def test_chains_compare_neighbours() -> None:
    """`0.2 < energy < 0.5` asks both."""
    condition = compiled("0.2 < energy < 0.5")
    assert condition.evaluate(State(4, energy=[0.2, 0.3, 0.5, 0.6])).tolist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "code", "start"),
    [
        ("", "WP401", 0),
        ("turn >", "WP401", 6),
        ("turn > 3 energy", "WP401", 9),
        ("(turn > 3", "WP401", 0),
        ("turn > 3if", "WP401", 7),
        ("turn is 3", "WP401", 5),
        ("turn > 2 and energy = 0.5", "WP402", 20),
        ("energy.real > 0.5", "WP402", 6),
        ("energy > '0.5'", "WP402", 9),
        ("energy > 20,000", "WP402", 0),
        ("energy ** 2 > 0.5", "WP402", 0),
        ("energy // 2 > 0.5", "WP402", 0),
        ("+energy > 0.5", "WP402", 0),
        ("True", "WP402", 0),
        ("pot > 9999999999999999", "WP402", 6),
        ("turn > 2 and enrgy > 0.5", "WP403", 13),
        ("police > 0.5", "WP403", 0),
        ("trusts(police, council) > 0.5", "WP404", 0),
        ("signed_up() > 1", "WP404", 0),
        ("trust(police) > 0.5", "WP405", 0),
        ("trust > 0.5", "WP405", 0),
        ("energy() > 0.5", "WP405", 0),
        ("min(1, 2, 3) > 2", "WP405", 0),
        ("buy_in(plice) > 0.5", "WP406", 7),
        ("chose(pitch, worse)", "WP406", 13),
        ("mean(energy) > 0.5", "WP406", 5),
        ("mean(trust(all)) > 0.5", "WP406", 5),
        ("mean(trust(police, council)) > 0.5", "WP406", 5),
        ("mean(buy_in(all)) > 0.5", "WP406", 5),
        ("mean(trust(all, plice)) > 0.5", "WP406", 16),
        ("mean(trust, council) > 0.5", "WP405", 0),
        ("trust(all, council) > 0.5", "WP406", 0),
        ("buy_in(1) > 0.5", "WP406", 7),
        ("(energy > 0.3) > 0.5", "WP409", 1),
        ("min(energy > 0.3, 1) > 0.5", "WP409", 4),
        ("3", "WP410", 0),
        ("turn > 2 and energy", "WP410", 13),
        ("energy > 1", "WP411", 0),
        ("turn > 2 and trust(police, council) > 40", "WP411", 13),
        ("turn > 30", "WP411", 0),
        ("0.2 < energy < 1.5", "WP411", 6),
        ("pot > energy", "WP412", 0),
        ("energy > turn", "WP412", 0),
        ("min(pot, energy) > 0.5", "WP412", 0),
        ("trust(police, police) > 0.5", "WP413", 0),
    ],
)
def test_each_fault_has_its_own_code_and_place(text: str, code: str, start: int) -> None:
    """Each fault has its own code and is told where it stands."""
    complaint = refused(text)
    assert (complaint.code, complaint.start) == (code, start)


def test_all_faults_in_one_run() -> None:
    """One condition may have several faults, and each is told once."""
    condition, complaints = compile_condition("enrgy > 0.5 and buy_in(plice) > 2 or trust(police) > 0.1", NAMES)
    assert condition is None
    assert [one.code for one in complaints] == ["WP403", "WP406", "WP405"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("enrgy > 0.5", "energy"),
        ("trst(police, council) > 0.5", "trust"),
        ("buy_in(plice) > 0.5", "police"),
        ("police > 1", "buy_in(police)"),
        ("trust(all, council) > 0.5", "`mean(trust(all, council))`"),
        ("mean(trust, council) > 0.5", "`mean(trust(all, council))`"),
    ],
)
def test_did_you_mean(text: str, near: str) -> None:
    """A mistyped name brings the closest known one."""
    assert near in str(refused(text).values["help"])


def test_bounds_of_a_quotient_claim_nothing() -> None:
    """By almost nothing, a quotient is anything, so no comparison with it is called settled."""
    compiled("energy / credibility > 40")
    compiled("pot / budget(police) > 2")


@pytest.mark.parametrize(
    "text", ["(" * 250 + ")" * 250, "-" * LONGEST, "not " * 124 + "x", "1" + "+1" * 248 + ">2", "(" * 21 + "turn" + ")" * 21]
)
def test_bombs_are_refused(text: str) -> None:
    """What is nested without end is refused before or after parsing, and never crashes the parser."""
    assert refused(text).code in {"WP401", "WP407"}


def test_length_and_depth_have_limits() -> None:
    """The longest and the deepest condition pass; one character or one level more does not."""
    text = "turn > 3"
    assert compiled(text + " " * (LONGEST - len(text))) == compiled(text)
    assert refused(text + " " * (LONGEST + 1 - len(text))).code == "WP408"
    assert compiled("not " * (DEEPEST - 2) + "running") is not None
    assert refused("not " * (DEEPEST + 1) + "running").code == "WP407"


@given(st.text(max_size=600))
def test_no_text_raises(text: str) -> None:
    """Any text at all gives a condition or at least one complaint that lies inside it."""
    condition, complaints = compile_condition(text, NAMES)
    assert (condition is None) == bool(complaints)
    assert all(0 <= one.start <= one.stop <= len(text) for one in complaints)


IDS = ("police", "council", "pitch", "better", "leak", "list", "families", "savings", "signed_up", "nothing")
MARKS = (
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "<",
    "<=",
    "==",
    "!=",
    "and",
    "or",
    "not",
    "if",
    "else",
    "lambda",
    "0",
    "0.5",
    "3",
    "1e300",
)
PIECES = st.sampled_from([*READABLE, *QUESTIONS, *IDS, *MARKS])


@given(st.lists(PIECES, max_size=40))
def test_no_row_of_words_raises(words: list[str]) -> None:
    """Any row of the language's own words gives a condition or a complaint; a condition can be asked."""
    condition, complaints = compile_condition(" ".join(words), NAMES)
    assert (condition is None) == bool(complaints)


NUMBERS = st.floats(min_value=0.0, max_value=999.0).map(lambda number: f"{number:.3f}")
SUMS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        inner.map(lambda part: f"-{part}"),
        inner.map(lambda part: f"abs({part})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"),
    ),
    max_leaves=12,
)


@given(SUMS)
def test_sums_agree_with_python(text: str) -> None:
    """What is reckoned is what Python reckons, to the last bit."""
    assume(len(text) <= LONGEST)
    condition, complaints = compile_number(text, NAMES)
    assume(not complaints or complaints[0].code != "WP407")
    assert condition is not None
    try:
        expected = eval(text, {"__builtins__": {}, "min": min, "max": max, "abs": abs})  # noqa: S307 - a sum we made
    except ZeroDivisionError:
        return
    assert float(condition.evaluate(State())) == expected


TESTS = st.recursive(
    st.tuples(
        st.sampled_from(["energy", "credibility", "control"]),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.integers(1, 9),
    ).map(lambda parts: f"{parts[0]} {parts[1]} 0.{parts[2]}"),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        inner.map(lambda part: f"not ({part})"),
    ),
    max_leaves=8,
)


@given(TESTS, st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=1, max_size=20))
def test_truths_agree_with_python(text: str, rows: list[tuple[int, int, int]]) -> None:
    """A batch answers as Python answers for each playthrough alone."""
    names = ("energy", "credibility", "control")
    condition, complaints = compile_condition(text, NAMES)
    assume(not complaints or complaints[0].code not in {"WP407", "WP408"})
    assert condition is not None
    columns = {name: np.array([row[place] / 10 for row in rows]) for place, name in enumerate(names)}
    found = condition.evaluate(State(len(rows), **columns))
    expected = [eval(text, {"__builtins__": {}}, {name: float(columns[name][row]) for name in names}) for row in range(len(rows))]  # noqa: S307
    assert found.tolist() == expected


@pytest.mark.parametrize("name", sorted(READABLE))
def test_every_variable_can_be_asked(name: str) -> None:
    """Whatever the table of variables offers can be read as its usage says."""
    thing = {
        "(agency)": "(police)",
        "(agency, agency)": "(police, council)",
        "(outcome)": "(families)",
        "(frame)": "(savings)",
        "": "",
    }
    text = name + thing[usage(name).removeprefix(name)]
    condition, complaints = compile_number(text, NAMES)
    assert complaints == []
    assert isinstance(condition, Read)
    assert condition.variable == name


@pytest.mark.parametrize("text", ["strand(families) > 0.2", "ground_rules > 0.2", "lowest(diving) < 1", "aligned > 0.1"])
def test_what_a_place_does_without_cannot_be_asked(text: str) -> None:
    """A variable of a part of the model that this place has not is a fault of its own, which says how to have it."""
    without = replace(NAMES, parts=frozenset())
    condition, complaints = compile_condition(text, without)
    assert condition is None
    assert [one.code for one in complaints] == ["WP420"]
    assert complaints[0].values["help"]
    assert compile_condition(text, NAMES)[1] == []


def test_a_trace_can_be_asked_for() -> None:
    """Whether a trace lasts is a question like others, and one that is not declared is no trace."""
    condition, complaints = compile_condition("lasting(post) and not lasting(pots)", NAMES)
    assert condition is None
    assert [one.code for one in complaints] == ["WP406"]
    condition, complaints = compile_condition("lasting(post)", NAMES)
    assert condition == Compare(Read("lasting", (0,)), ">", Constant(0.0))
