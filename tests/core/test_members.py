"""Members that join one by one, a board with votes, successors, and income that success takes away."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pytest

from game.core.arithmetic import Array
from game.core.decision import none_of
from game.core.observe import observe
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step, step_in_place
from tests.core.folding import folds
from tests.places.small import scenario_of

ROWS = 6
A, B, C = range(3)
_PLAIN: dict[str, Any] = {"budget": 60000, "leaving": 0, "buy_in": 0.6, "frontline": 0.5, "lends": 1, "giving": 0.4}
_MANY: dict[str, Any] = {"members": 104, "member": "practices", "joined": 0.1}
_TWO: dict[str, Any] = {
    "at": 3,
    "name": "The two of them",
    "short": "The two",
    "bodies": {
        "east": {"name": "East", "priorities": {"savings": 1.0, "lives": 0.0}},
        "west": {"name": "West", "priorities": {"savings": 0.0, "lives": 1.0}},
    },
}


def place_with(b: dict[str, Any] | None = None, **written: Any) -> Place:
    """Three agencies, of which `b` has something more."""
    agencies = {name: {"name": name, **_PLAIN, **((b or {}) if name == "b" else {})} for name in ("a", "b", "c")}
    frames = {"savings": {"name": "savings"}, "lives": {"name": "lives"}}
    return scenario_of(agencies=agencies, frames=frames, **written)


def played(place: Place, quarters: int, **held: float | Array) -> list[State]:
    """The states after each quarter, the opening first; some variables are held where they are put."""
    state = begin(place, seeds_of(1, ROWS), trace=False).state.writable()
    states = []
    for _ in range(quarters + 1):
        for name, value in held.items():
            state[name][...] = value
        states.append(state.writable())
        step_in_place(place, state, none_of(place, ROWS))
    return states


class TestMembers:
    """An agency that is many bodies."""

    def test_they_never_jump(self) -> None:
        """Whatever draws or frightens them, no more than the most of them join or leave in one quarter."""
        place = place_with(_MANY)
        most = place.parameters["join_most"]
        ends: list[dict[str, float]] = [{"confidence": 1.0, "purpose": 1.0, "control": 0.0}, {"strain": 1.0, "control": 1.0}]
        for held in ends:
            joined = np.array([state["joined"][B] for state in played(place, 8, **held)])
            assert np.all(np.abs(np.diff(joined, axis=0)) <= most + 1e-12)
            assert np.all((joined >= 0.0) & (joined <= 1.0))

    @pytest.mark.parametrize(
        ("more", "less"),
        [
            ({"confidence": 0.8}, {"confidence": 0.2}),
            ({"control": 0.1}, {"control": 0.9}),
            ({"strain": 0.0}, {"strain": 0.9}),
            ({"sessions": 1.0, "pot": 1e6}, {"sessions": 0.0, "pot": 1e6}),
            ({"joined": 0.5}, {"joined": 0.02}),
        ],
        ids=lambda held: next(iter(held)),
    )
    def test_what_draws_them(self, more: dict[str, float], less: dict[str, float]) -> None:
        """Trust, paid time and peers bring in more of those who are left; control and unspoken strain keep them out."""
        place = place_with(_MANY)

        def step_of(held: dict[str, float]) -> float:
            state = begin(place, seeds_of(1, ROWS), trace=False).state.writable()
            for name, value in ({"confidence": 0.5, "purpose": 0.5} | held).items():
                index = B if state[name].shape == (3, ROWS) else ...
                state[name][index] = value
            before = state["joined"][B].copy()
            step_in_place(place, state, none_of(place, ROWS))
            return float(((state["joined"][B] - before) / (1.0 - before))[0])

        assert step_of(more) > step_of(less)

    def test_who_has_not_joined_delivers_nothing_shares_nothing_and_gives_nothing(self) -> None:
        """Delivery, gifts and what can be shared grow with the share that has joined; one body is always whole."""
        place = place_with(_MANY, levels={"pooling": 0.5})
        few, all_ = (played(place, 1, joined=np.array([[1.0], [share], [1.0]]))[1] for share in (0.05, 1.0))
        assert np.all(few["delivered"][B] < 0.6 * all_["delivered"][B])
        assert np.all(few["cost"][B] < all_["cost"][B])
        assert np.array_equal(few["delivered"][C], all_["delivered"][C])
        assert np.all(played(place, 3)[3]["joined"][[A, C]] == 1.0)
        signed = {"permission": 1.0, "confidence": 1.0, "purpose": 1.0, "frontline": 1.0, "usability": 1.0}
        shared = played(place, 12, joined=0.0, **signed)[-1]
        assert np.all(shared["practice"][B, C] <= place.parameters["join_first"] + 1e-12)

    @pytest.mark.parametrize("by", [0.25, -0.05])
    @pytest.mark.parametrize("of", ["b", "all", "outside"])
    def test_an_event_may_bring_some_in_or_out(self, by: float, of: str) -> None:
        """Of an agency that is many bodies; whoever else is meant has joined as a whole, and stays so."""
        event = {"title": "A letter", "at": 1, "effects": [{"change": "joined", "of": of, "by": by}]}
        places = (place_with(_MANY), place_with(_MANY, events={"letter": event}))
        without, with_it = (begin(place, seeds_of(1, ROWS)).state["joined"] for place in places)
        assert np.allclose(with_it[B], without[B] + by)
        assert np.all(with_it[[A, C]] == 1.0)

    def test_time_is_paid_for_as_far_as_the_pot_goes(self) -> None:
        """What is promised is paid from the pot, a pound for a pound; an empty pot pays nobody."""
        place = place_with(_MANY)
        held = {"sessions": 0.5, "joined": 0.5, "budget": 0.0, "allowance": 0.0, "target": 0.0}
        rich, poor = (played(place, 1, pot=pot, **held)[1] for pot in (1e6, 0.0))
        assert np.allclose(rich["paid_time"][B], 0.5)
        assert np.all(poor["paid_time"][B] == 0.0)


class TestBoard:
    """Votes that reassure, and a table that costs time."""

    def test_votes_take_the_fear_out_of_control(self) -> None:
        """Under the same control an agency with most of the votes feels less of it, and commits more, than one with few."""
        place = place_with(board={"size": 20, "votes": {"b": 0.8, "c": 0.1}}, levels={"control": 0.9})
        state = played(place, 4)[4]
        assert np.all(state["felt_control"][B] < state["felt_control"][C])
        assert np.all(state["felt_control"][C] < 0.9)
        assert np.all(state["buy_in"][B] > state["buy_in"][C])

    def test_a_large_table_is_worth_more_and_takes_more_time(self) -> None:
        """With more seats partners feel more that they decide together, and meetings leave less of the week."""
        large, lean = (played(place_with(board={"size": size}, levels={"governance": 0.7}), 2)[2] for size in (48, 9))
        assert np.all(large["accord"] > lean["accord"])
        assert np.all(large["friction"] < lean["friction"])
        assert np.all(large["energy"] < lean["energy"])
        assert np.all(large["purpose"][B, C] > lean["purpose"][B, C])

    def test_a_condition_can_ask_how_a_vote_would_go(self) -> None:
        """`votes` adds up the shares of those who say at least so much."""
        always = {"label": "one"}
        asked = {"label": "two", "when": "votes(stated, 0.5) >= 0.5"}
        dilemma = {"title": "d", "text": "d", "from": 1, "options": {"one": always, "two": asked}}
        place = place_with(board={"size": 9, "votes": {"b": 0.6}}, dilemmas={"d": dilemma})
        condition = place.dilemmas[0].options[1].when
        assert condition is not None

        def holds(values: list[float]) -> bool:
            state = begin(place, seeds_of(1, 1), trace=False).state.writable()
            state["stated"][...] = np.array(values)[:, None]
            return bool(observe(place, state, place.lead).offered[0][1][0])

        assert holds([0.1, 0.9, 0.1])
        assert not holds([0.9, 0.1, 0.9])


class TestSuccessors:
    """An agency that is abolished on a date."""

    def test_what_was_personal_goes_and_what_is_written_stays(self) -> None:
        """On the date trust in and of the agency falls by what is not written down; a protocol that was signed stays signed."""
        for written, kept in ((0.0, 0.7), (0.95, 0.95)):
            usual, ended = (place_with(more) for more in ({}, {"successors": _TWO}))
            held = {"confidence": 0.8, "purpose": 0.8, "codified": written, "permission": 0.8}
            before, after = (self.at_the_date(place, held) for place in (usual, ended))
            ratio = after["confidence"][B, A] / before["confidence"][B, A]
            assert np.all(ratio < 0.75 if written == 0.0 else ratio > kept)
            assert np.all(after["permission"][B, A] >= 0.8)
            assert np.allclose(after["confidence"][C, A], before["confidence"][C, A], atol=0.02)

    @staticmethod
    def at_the_date(place: Place, held: dict[str, float]) -> State:
        """The state at the beginning of the third quarter."""
        state = begin(place, seeds_of(1, ROWS), trace=False).state.writable()
        step_in_place(place, state, none_of(place, ROWS))
        for name, value in held.items():
            state[name][...] = value
        step_in_place(place, state, none_of(place, ROWS))
        return state

    def test_they_pull_apart_and_come_back_to_one_line(self) -> None:
        """Successors that want different things act as less than one, and more as one by deciding together."""
        united = [
            np.array([s["united"][B][0] for s in played(place_with({"successors": _TWO}), 9, governance=g)]) for g in (0, 1)
        ]
        assert united[0][1] == 1.0
        assert united[0][2] < 0.5
        assert united[1][-1] > united[0][-1]

    def test_alike_they_are_one(self) -> None:
        """Successors that care for the same things act as one from the first day."""
        alike = {**_TWO, "bodies": {name: {"name": name, "priorities": {"savings": 0.4}} for name in ("x", "y")}}
        assert np.all(played(place_with({"successors": alike}), 3)[3]["united"] == 1.0)

    def test_they_hear_a_story_as_who_they_are(self) -> None:
        """From the date on the fit of the story is that of the successors, and not before."""
        only_savings = {**_TWO, "bodies": {"x": {"name": "x", "priorities": {"savings": 1.0, "lives": 0.0}}}}
        place = place_with({"successors": only_savings, "priorities": {"savings": 0.0, "lives": 1.0}})
        state = played(place, 3, emphasis=np.array([[1.0], [0.0]]), tailoring=0.0)
        assert np.all(state[2]["fit"][B] < 0.1)
        assert np.all(state[3]["fit"][B] > 0.9)

    def test_names_follow_the_date(self) -> None:
        """What a seat is shown calls the agency by its old name until the date, and by the successors' from then on."""
        place = place_with({"successors": _TWO})
        states = played(place, 2)
        seen = [observe(place, state, place.lead).place.agencies[B].short for state in states]
        assert seen == ["B", "B", "The two"]
        assert place.agencies[B].short == "B"


class TestLosses:
    """Income that success takes away."""

    LOSES: ClassVar[dict[str, Any]] = {"one": {"name": "one", "needs": ["b", "c"], "loses": {"a": 900}, "benefit": {"b": 500}}}

    def test_what_is_lost_is_felt_by_who_loses_or_shared_by_who_gains(self) -> None:
        """Without sharing the loser feels the loss; with it those who gain do, to the same sum."""
        place = place_with(outcomes=self.LOSES)
        alone, shared = (played(place, 6, families=20.0, target=100.0, pot=1e6, fairness=fairness)[6] for fairness in (0.0, 1.0))
        assert np.all(alone["lost"][A] > 0.0)
        assert np.all(alone["bearing"][A] > shared["bearing"][A])
        assert np.all(alone["bearing"][B] < shared["bearing"][B])

    def test_a_memo_moves_no_money(self) -> None:
        """What is lost is no pound of anybody's account: with and without it the accounts are the same."""
        with_, without = (
            played(place_with(outcomes=outcomes), 3, families=20.0)[3]
            for outcomes in (self.LOSES, {"one": {**self.LOSES["one"], "loses": {"a": 0}}})
        )
        assert np.all(with_["lost"][A] > 0.0)
        assert np.all(without["lost"] == 0.0)
        assert np.array_equal(with_["treasury"], without["treasury"])


def test_the_ledger_folds_with_every_part() -> None:
    """With members, board, successors and losses at once, the ledger's entries still add up to what happened."""
    place = place_with({**_MANY, "successors": _TWO}, board={"size": 48, "votes": {"b": 0.51}}, outcomes=TestLosses.LOSES)
    reached: Any = begin(place, seeds_of(1, ROWS))
    for _ in range(5):
        reached = step(place, reached.state, none_of(place, ROWS))
        assert isinstance(reached, Stepped)
        assert folds(reached.ledger, reached.state)
