"""Nothing changes without a cause: the ledger's laws, on any small place and any decisions that the rules allow."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.core.arithmetic import is_same
from game.core.decision import Decisions
from game.core.effects.change import Change
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step_in_place
from game.core.turn import Origin, Turn
from tests.core.folding import folds
from tests.places.laboratory import laboratory
from tests.places.lines import course, replayed
from tests.places.small import small_places

ROWS = 3
luck = st.integers(0, 2**32)


def states_of(reached: list[Stepped]) -> list[State]:
    """The states of a course."""
    return [one.state for one in reached]


@given(small_places(), luck)
def test_folding_a_variables_entries_gives_its_value(place: Place, seed: int) -> None:
    """Entries added to a variable's value before a turn give its value after, exactly, for every variable and every turn."""
    before: State | None = None
    for reached in course(place, seeds_of(seed, ROWS), np.random.default_rng(seed)):
        ledger = reached.ledger
        assert ledger is not None
        assert before is None or ledger.before == before
        assert ledger.after == reached.state
        assert folds(ledger, reached.state)
        before = reached.state


@pytest.mark.slow
@given(small_places(), luck)
def test_a_packed_ledger_tells_the_same(place: Place, seed: int) -> None:
    """Of a turn that is packed away every block is as it was, and so is what is folded from them; nothing more can be added."""
    for reached in course(place, seeds_of(seed, ROWS), np.random.default_rng(seed)):
        ledger = reached.ledger
        assert ledger is not None
        blocks = list(ledger.blocks)
        ledger.pack()
        ledger.pack()
        assert len(ledger.blocks) == len(blocks)
        for one, other in zip(ledger.blocks, blocks, strict=True):
            assert (one.variable, one.index, one.cause, one.link) == (other.variable, other.index, other.cause, other.link)
            assert one.size.tobytes() == other.size.tobytes()
            assert one.size.shape == other.size.shape
            assert repr(one.scatter) == repr(other.scatter)
        assert [one.cause for one in ledger.blocks[1:3]] == [one.cause for one in blocks[1:3]]
        assert folds(ledger, reached.state)
        for block in blocks[:1]:
            with pytest.raises(TypeError):
                ledger.add(block)


@given(small_places(), luck)
def test_tracing_changes_no_bit(place: Place, seed: int) -> None:
    """A course has the same states with tracing on, with tracing off, and played on the state itself."""
    decided: list[Decisions] = []
    seeds = seeds_of(seed, ROWS)
    traced = states_of(list(course(place, seeds, np.random.default_rng(seed), decided=decided)))
    assert states_of(list(replayed(place, seeds, decided, trace=False))) == traced
    state = begin(place, seeds, trace=False).state.writable()
    for decisions, expected in zip(decided, traced[1:], strict=True):
        step_in_place(place, state, decisions)
        assert state == expected


@given(small_places(), luck)
def test_every_entry_leads_to_something_that_is(place: Place, seed: int) -> None:
    """An element's entries add up to its change, none is nought, and each is linked to an element of a variable or to none."""
    for reached in course(place, seeds_of(seed, ROWS), np.random.default_rng(seed)):
        ledger = reached.ledger
        assert ledger is not None
        for variable in ("buy_in", "trust", "sharing", "effectiveness", "budget", "exposure", "pot", "giving"):
            value = reached.state[variable]
            for index in np.ndindex(value.shape[:-1]):
                entries = ledger.entries(variable, index, ROWS - 1)
                change = value[(*index, ROWS - 1)] - ledger.before[variable][(*index, ROWS - 1)]
                assert np.isclose(sum(entry.size for entry in entries), change, rtol=1e-9, atol=1e-9)
                assert all(entry.size != 0.0 for entry in entries)
                for entry in entries:
                    assert entry.cause.kind
                    assert entry.cause.name
                    if entry.source is not None:
                        source, element = entry.source
                        # Raises where there is no such element.
                        ledger.entries(source, element, ROWS - 1)
                        assert reached.state[source][element].shape == (ROWS,)


def test_a_reading_is_put_down_to_what_moved_it() -> None:
    """What an agency voices rises with its commitment, and the ledger says so, linked to that commitment."""
    place = laboratory()
    reached = list(course(place, seeds_of(1, 1), np.random.default_rng(1)))[3]
    assert reached.ledger is not None
    police = place.agency("police")
    entries = [entry for entry in reached.ledger.entries("stated", (police,)) if entry.cause.term == "buy_in"]
    assert [entry.source for entry in entries] == [("buy_in", (police,))]
    moved = reached.state["buy_in"][police, 0] - reached.ledger.before["buy_in"][police, 0]
    assert np.sign(entries[0].size) == np.sign(moved)


def test_a_bound_that_was_met_is_a_cause() -> None:
    """A level that is pushed past one ends at one, and the ledger says that a bound took the rest."""
    place = laboratory()
    start = begin(place, seeds_of(1, 1)).state
    turn = Turn(place, start, place.parameters, trace=True)
    Change(change="tailoring", by=2.0).run(turn, turn.everyone, Origin("option", "test"))
    state, ledger = turn.finish()
    assert ledger is not None
    assert state["tailoring"][0] == 1.0
    kinds = {entry.cause.kind: entry.size for entry in ledger.entries("tailoring")}
    assert kinds["option"] == 2.0
    assert np.isclose(kinds["limit"], 1.0 - 2.0 - place.starting["tailoring"])


def test_what_is_the_same() -> None:
    """Arrays are the same where their numbers are, whatever the sign of a nought, and never where their shapes differ."""
    few, many = np.array([0.0, 1.5, -2.0]), np.arange(5000.0)
    assert is_same(few, few.copy())
    assert is_same(few, np.array([-0.0, 1.5, -2.0]))
    assert is_same(many, many.copy())
    assert not is_same(few, np.array([0.0, 1.5, -2.0000001]))
    assert not is_same(few, few[:2])
    assert not is_same(many, many[::-1])
