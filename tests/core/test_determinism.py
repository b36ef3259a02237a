"""A playthrough is a function of scenario, seed and decisions: the same bits alone, in any batch and in any chunk."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.decision import Decisions
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import begin, step_in_place
from tests.places.laboratory import laboratory
from tests.places.lines import course, replayed, rows_of

FIRST = 7
BATCH = 1000


@pytest.fixture(scope="module")
def batch() -> tuple[list[Decisions], list[State]]:
    """A thousand playthroughs of the laboratory at random, epilogue included: what was decided, and every state."""
    decided: list[Decisions] = []
    reached = course(laboratory(), seeds_of(FIRST, BATCH), np.random.default_rng(1), trace=False, decided=decided)
    return decided, [one.state for one in reached]


@pytest.mark.parametrize("row", [0, 1, 499, 998, 999])
def test_a_row_is_the_run_alone(batch: tuple[list[Decisions], list[State]], row: int) -> None:
    """Row r of a batch of a thousand equals the run alone with seed first + r, bit for bit, in every turn."""
    decided, states = batch
    alone = replayed(laboratory(), seeds_of(FIRST + row, 1), [rows_of(one, slice(row, row + 1)) for one in decided])
    for reached, whole in zip(alone, states, strict=True):
        assert reached.state == whole.rows(slice(row, row + 1))
        assert reached.state.digest() == whole.rows(slice(row, row + 1)).digest()


@pytest.mark.parametrize("chunk", [250, 999])
def test_chunks_make_no_difference(batch: tuple[list[Decisions], list[State]], chunk: int) -> None:
    """A batch cut into chunks, each played in place, ends as the whole batch does."""
    decided, states = batch
    place = laboratory()
    for start in range(0, BATCH, chunk):
        rows = slice(start, min(start + chunk, BATCH))
        state = begin(place, seeds_of(FIRST + start, rows.stop - start), trace=False).state.writable()
        for decisions in decided:
            step_in_place(place, state, rows_of(decisions, rows))
        assert state == states[-1].rows(rows)


def test_a_batch_is_a_range_of_seeds() -> None:
    """`seeds_of(7, 100)` are the playthroughs 7 to 106, whatever lies about them, and the range wraps at its end."""
    assert seeds_of(7, 100).tolist() == list(range(7, 107))
    assert np.array_equal(seeds_of(7, 100)[30:], seeds_of(37, 70))
    assert seeds_of(2**64 - 1, 2).tolist() == [2**64 - 1, 0]
    assert seeds_of(7, 0).shape == (0,)


def test_seeds_differ(batch: tuple[list[Decisions], list[State]]) -> None:
    """Under the same decisions, other luck ends differently."""
    decided, _ = batch
    place = laboratory()
    one = [rows_of(decisions, slice(0, 1)) for decisions in decided]
    ends = {list(_as_far_as_it_goes(seed, one))[-1].digest() for seed in range(8)}
    assert len(ends) == 8
    assert place.digest == laboratory().digest


def _as_far_as_it_goes(seed: int, decided: list[Decisions]) -> list[State]:
    """The opening and the first turn of one seed."""
    place = laboratory()
    state = begin(place, seeds_of(seed, 1), trace=False).state.writable()
    states = [state.writable()]
    step_in_place(place, state, decided[0])
    return [*states, state]


class TestDigest:
    """What a digest of a state tells apart."""

    def test_equal_states_have_one_digest(self) -> None:
        """Two states of the same values have the same digest, and -0.0 counts as 0.0."""
        one = begin(laboratory(), seeds_of(1, 2)).state
        other = one.writable()
        other["pot"][...] = other["pot"]
        assert one == other
        assert one.digest() == other.digest()
        other["reported"][...] = -0.0
        assert one == other
        assert one.digest() == other.digest()

    def test_any_difference_changes_it(self) -> None:
        """A different turn, seed, or last bit of any variable gives another digest, and an unequal state."""
        one = begin(laboratory(), seeds_of(1, 2)).state
        seen = {one.digest()}
        for name in one:
            other = one.writable()
            if not other[name].size:
                continue
            other[name].flat[-1] = np.nextafter(other[name].flat[-1], 9.0)
            assert one != other, name
            seen.add(other.digest())
        later, elsewhere = one.writable(), one.writable()
        later.turn += 1
        elsewhere.seeds = seeds_of(2, 2)
        assert one not in (later, elsewhere)
        seen |= {later.digest(), elsewhere.digest()}
        assert len(seen) == len([name for name in one if one[name].size]) + 3

    def test_a_state_is_handed_out_read_only(self) -> None:
        """Nobody can write into a state that was handed out; a writable copy leaves it as it is."""
        one = begin(laboratory(), seeds_of(1, 2)).state
        digest = one.digest()
        with pytest.raises(ValueError, match="read-only"):
            one["buy_in"][0, 0] = 0.5
        copy = one.writable()
        copy["buy_in"][...] = 0.0
        assert one.digest() == digest
