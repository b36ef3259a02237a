"""How far a state is from meeting a condition."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from game.bench.distance import distance
from game.core.condition import Both, Compare, Condition, Constant, Either, Not, Read, holds

LEVELS = np.linspace(0.0, 1.0, 11)
VALUES: dict[str, Any] = {
    "energy": LEVELS,
    "credibility": LEVELS[::-1],
    "flag": (LEVELS > 0.35).astype(float),
    "pot": 1e5 * LEVELS,
}


class Sheet:
    """A state of made-up values."""

    def read(self, variable: str, _: tuple[int, ...]) -> Any:
        """What is made up."""
        return VALUES[variable]

    def summarise(self, _: str, variable: str, __: tuple[int, ...] = ()) -> Any:
        """Nothing is asked of all agencies here."""
        raise KeyError(variable)


def compared() -> st.SearchStrategy[Condition]:
    """One number beside another, by any operator."""
    reads = st.sampled_from(["energy", "credibility", "pot"]).map(Read)
    numbers = st.sampled_from([0.0, 0.3, 0.5, 1.0, 2.0, 5e4]).map(Constant)
    return st.builds(Compare, reads, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), numbers)


CONDITIONS = st.recursive(
    st.one_of(compared(), st.just(Read("flag"))),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Both(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
    ),
    max_leaves=5,
)


@given(CONDITIONS)
def test_it_is_nought_where_the_condition_holds_and_nowhere_else(condition: Condition) -> None:
    """Whatever is denied, joined or compared, what is met is no way off, and what is not met is some way off."""
    away = np.broadcast_to(distance(condition, Sheet()), LEVELS.shape)
    met = holds(condition, Sheet(), len(LEVELS))
    assert (away >= 0.0).all()
    assert ((away == 0.0) == met).all()


def test_nearer_is_smaller() -> None:
    """A level that rises towards what is asked is ever less far off; of two that are both asked, both count."""
    more, less = Compare(Read("energy"), ">=", Constant(0.8)), Compare(Read("pot"), "<", Constant(5e4))
    away = distance(more, Sheet())
    assert (np.diff(away[:9]) < 0.0).all()
    assert (np.diff(distance(less, Sheet())[5:]) > 0.0).all()
    assert np.allclose(distance(Both((more, more)), Sheet()), 2.0 * away)
    assert np.array_equal(distance(Either((more, Read("flag"))), Sheet())[4:], np.zeros(7))
