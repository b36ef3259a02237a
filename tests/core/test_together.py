"""Games that are played together come out as each would have alone: states, ledgers, what happened, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.core.decision import Decisions, Refusal, none_of
from game.core.ledger import Ledger
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step
from game.core.together import step_together
from tests.places.laboratory import laboratory
from tests.places.lines import course, rows_of
from tests.places.shipped import shipped

N = 3


def courses_of(place: Place, n: int, seed: int) -> list[list[Decisions]]:
    """What each of several games decides at random, turn by turn."""
    decided: list[Decisions] = []
    for _ in course(place, seeds_of(seed, n), np.random.default_rng(seed), trace=False, decided=decided):
        pass
    return [[rows_of(one, slice(row, row + 1)) for row in range(n)] for one in decided]


def traced_in(ledger: Ledger) -> list[tuple[Any, ...]]:
    """All that a ledger of one game says changed, in its order."""
    return [
        (
            one.variable,
            one.index,
            one.size.shape,
            one.size.tobytes(),
            one.cause,
            one.link,
            [axis.tolist() for axis in one.scatter or ()],
        )
        for one in ledger.blocks
        if one.size.any()
    ]


def remembered_in(state: State) -> dict[str, list[Any]]:
    """What a state remembers of what rules were computed from, so that it compares."""
    return {rule: [(value.shape, value.tobytes()) for value in values] for rule, values in (state.memory or {}).items()}


def told_in(ledger: Ledger) -> list[tuple[Any, ...]]:
    """What happened in a game, in order."""
    return [(one.kind, one.name, one.text, one.agencies, one.rows.tolist()) for one in ledger.told()]


def are_alike(alone: Stepped, beside: Stepped) -> None:
    """Asserts that a turn is the same, played alone and beside others."""
    assert beside.state.digest() == alone.state.digest()
    assert beside.ledger is not None
    assert alone.ledger is not None
    assert traced_in(beside.ledger) == traced_in(alone.ledger)
    assert told_in(beside.ledger) == told_in(alone.ledger)
    assert remembered_in(beside.state) == remembered_in(alone.state)


@pytest.mark.parametrize(
    "name", ["laboratory", *(pytest.param(one, marks=pytest.mark.slow) for one in ("barnet", "bradford", "nw_london"))]
)
def test_together_is_alone(name: str) -> None:
    """Whoever plays beside others sees the same states, causes and happenings as alone, to the bit and in their order."""
    place = laboratory() if name == "laboratory" else shipped(name)
    alone = [begin(place, seeds_of(31 + number, 1)) for number in range(N)]
    beside = list(alone)
    kinds = set()
    for decided in courses_of(place, N, 31):
        now = place.as_of(alone[0].state.turn)
        steps = [step(now, one.state, decisions) for one, decisions in zip(alone, decided, strict=True)]
        alone = [one for one in steps if isinstance(one, Stepped)]
        assert len(alone) == N
        found = step_together(now, [(one.state, decisions) for one, decisions in zip(beside, decided, strict=True)])
        beside = [one for one in found if isinstance(one, Stepped)]
        for one, other in zip(alone, beside, strict=True):
            are_alike(one, other)
            kinds |= {told.kind for told in one.ledger.told()} if one.ledger else set()
    assert {"departure", "incident"} <= kinds  # without them nothing that only some games run has been tried


def test_together_is_one_turn() -> None:
    """Games that stand in different turns are not played together."""
    place = laboratory()
    decided = courses_of(place, 1, 3)[0][0]
    first = begin(place, seeds_of(3, 1))
    second = step(place, first.state, decided)
    assert isinstance(second, Stepped)
    with pytest.raises(ValueError, match="the same turn"):
        step_together(place, [(first.state, decided), (second.state, decided)])


def test_who_is_refused_is_refused_alone() -> None:
    """Of games whose decisions cannot all be taken, each is told what it would have been alone, and the others are played."""
    place = laboratory()
    first = begin(place, seeds_of(3, 1)).state
    decided, nothing = courses_of(place, 1, 3)[0][0], none_of(place, 1)
    games = [(first, nothing), (first, decided), (first, replace(decided, choice=decided.choice + 99)), (first, decided)]
    alone = [step(place, state, decisions) for state, decisions in games]
    beside = step_together(place, games)
    assert [one for one in beside if isinstance(one, Refusal)] == [one for one in alone if isinstance(one, Refusal)]
    for one, other in zip(alone, beside, strict=True):
        if isinstance(one, Stepped):
            assert isinstance(other, Stepped)
            are_alike(one, other)
    assert [isinstance(one, Stepped) for one in beside] == [False, True, False, True]
    assert all(isinstance(one, Refusal) for one in step_together(place, games[:1] * 2))
