"""Placing tokens so that none is refused, and drawing one of several things."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.observe import observe
from game.core.rng import seeds_of, uniform
from game.core.step import begin
from game.play.attention import KIND, Hand, Promising, one_of, weighed
from tests.places.tiny import tiny


def hand(n: int = 1, money: float = 100_000.0, energy: float = 0.8) -> Hand:
    """A hand with three tokens, or two where energy is low."""
    place = tiny()
    state = begin(place, seeds_of(1, n), trace=False).state.writable()
    state["energy"][...] = energy
    view = observe(place, state, place.lead)
    return Hand(view, Promising.of(place), place.parameters, np.full(n, money))


EVERYWHERE = np.ones(1, dtype=bool)


@pytest.mark.parametrize(("energy", "placed"), [(0.8, 3), (0.1, 2)])
def test_no_more_tokens_than_there_are(energy: float, placed: int) -> None:
    """Three tokens can be placed, two when worn out, and the next one is not."""
    one = hand(energy=energy)
    assert [bool(one.place("listen", EVERYWHERE)[0]) for _ in range(4)] == [True] * placed + [False] * (4 - placed)
    assert (one.attention[:, 0, 0] == KIND["listen"]).sum() == placed


def test_money_runs_out() -> None:
    """Each token of money takes its price from what is left."""
    one = hand(money=45_000.0)
    assert [bool(one.place("money", EVERYWHERE)[0]) for _ in range(3)] == [True, True, False]


def test_one_promise_of_a_kind_to_each() -> None:
    """The same promise cannot be made twice in a quarter; another one can."""
    one = hand()
    assert one.place("promise", EVERYWHERE, 1, -1, 0)[0]
    assert not one.place("promise", EVERYWHERE, 1, -1, 0)[0]
    assert one.place("promise", EVERYWHERE, 1, -1, 1)[0]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("time", 0, -1),
        ("time", 9, -1),
        ("broker", 1, 1),
        ("broker", 0, 1),
        ("own_up", 1, -1),
        ("money", 0, -1),
        ("promise", 0, -1),
    ],
)
def test_what_makes_no_sense_is_not_placed(kind: str, first: int, second: int) -> None:
    """Not with oneself, nor with nobody, nor twice the same; nothing to own up to where nothing was promised."""
    one = hand()
    assert not one.place(kind, EVERYWHERE, first, second, 0)[0]
    assert (one.attention == -1).all()


def test_tokens_fill_the_slots_in_order_in_each_playthrough() -> None:
    """Where one playthrough does not place a token, its next one takes that slot."""
    one = hand(2)
    one.place("listen", np.array([True, False]))
    one.place("rest", np.array([True, True]))
    assert one.attention[:, 0].T.tolist() == [[KIND["listen"], KIND["rest"], -1], [KIND["rest"], -1, -1]]


class TestDrawing:
    """One of several, by a draw."""

    def test_each_that_can_be_had_is_as_likely(self) -> None:
        """Of three things, two of which can be had, each of the two comes in half of the draws and the third never."""
        draw = uniform(seeds_of(0, 10_000), 1, "policy")
        can = np.ones((3, 10_000), dtype=bool)
        can[1] = False
        counts = np.bincount(one_of(can, draw), minlength=3)
        assert counts[1] == 0
        assert abs(counts[0] - 5000) < 250

    def test_nothing_of_nothing(self) -> None:
        """Where nothing can be had, or every weight is nought, the answer is -1."""
        assert one_of(np.zeros((3, 2), dtype=bool), np.array([0.0, 0.9])).tolist() == [-1, -1]
        assert weighed(np.zeros((3, 1)), np.array([0.5])).tolist() == [-1]

    def test_weights_are_chances(self) -> None:
        """What weighs three times as much comes three times as often; what weighs nothing never comes."""
        draw = uniform(seeds_of(0, 10_000), 1, "policy")
        weights = np.repeat(np.array([[3.0], [0.0], [1.0]]), 10_000, axis=1)
        counts = np.bincount(weighed(weights, draw), minlength=3)
        assert counts[1] == 0
        assert abs(counts[0] - 7500) < 250

    @pytest.mark.parametrize("draw", [0.0, 1.0 - 2.0**-53])
    def test_the_ends_of_a_draw(self, draw: float) -> None:
        """The smallest and the largest draw give the first and the last, for any number of things."""
        for n in range(1, 120):
            expected = 0 if draw == 0.0 else n - 1
            assert one_of(np.ones((n, 1), dtype=bool), np.array([draw])).tolist() == [expected]
