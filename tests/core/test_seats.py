"""What seats decide for their own agencies: told in the ledger, traced or not the same, and nothing where nobody decides."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.core.decision import Decisions, Refusal, none_of
from game.core.dynamics.seats import share_as_decided
from game.core.parameters import PARAMETERS
from game.core.rng import seeds_of
from game.core.seats import HOLDS_BACK, OPENS, SeatDecisions, Settled
from game.core.step import Stepped, begin, step
from game.core.turn import Turn
from game.scenario.check import check_source
from game.scenario.shipped import locate
from game.scenario.vocabulary import PART_BEGINS
from tests.core.folding import folds
from tests.places.laboratory import whole_laboratory
from tests.places.lines import allowed_decisions, busy, course
from tests.places.shipped import shipped

PLACE = whole_laboratory()


@cache
def decided(n: int = 12) -> tuple[Stepped, Decisions]:
    """A batch before its first turn, and what is decided in it without seats."""
    start = begin(PLACE, seeds_of(1, n))
    return start, allowed_decisions(PLACE, start.state, np.random.default_rng(3))


def after(seats: SeatDecisions | None) -> Stepped:
    """The batch after its first turn, with what seats decided."""
    start, decisions = decided()
    found = step(PLACE, start.state, replace(decisions, seats=seats))
    assert isinstance(found, Stepped)
    return found


def partners() -> list[int]:
    """The agencies that do not lead."""
    return [number for number in range(len(PLACE.agencies)) if number != PLACE.lead]


def test_seats_that_decide_nothing_change_no_bit() -> None:
    """With seats and without, the course is the same where they leave all as the model has it."""
    assert after(SeatDecisions.none_of(PLACE)).state == after(None).state


def test_the_ledger_tells_what_seats_did() -> None:
    """With busy seats too, tracing changes no bit, and folding the entries onto the values before gives those after."""
    seats = busy(PLACE)
    plain = [one.state for one in course(PLACE, seeds_of(1, 4), np.random.default_rng(5), trace=False, seats=seats)]
    traced = list(course(PLACE, seeds_of(1, 4), np.random.default_rng(5), seats=seats))
    assert plain == [one.state for one in traced]
    for one in traced[1:]:
        assert folds(one.ledger, one.state)
    kinds = {block.cause.kind for one in traced if one.ledger is not None for block in one.ledger.blocks}
    assert {"seat", "promise"} <= kinds


def test_a_pledge_goes_into_the_pot_and_is_seen_by_the_others() -> None:
    """Who pledges all gives all it could move, and no pound is made or lost; who pledges nothing gives nothing."""
    one = partners()[0]
    states = {}
    for share in (0.0, 1.0):
        seats = SeatDecisions.none_of(PLACE)
        seats.pledges[one] = share
        states[share] = after(seats).state
        assert np.array_equal(states[share]["giving"][one], np.full(12, share))
    assert (states[1.0]["cost"][one] > states[0.0]["cost"][one]).all()
    accounts = ("budget", "pot", "work", "lapsed", "treasury")
    sums = [sum(state[name].reshape(-1, 12).sum(axis=0) for name in accounts) for state in states.values()]
    assert np.array_equal(sums[0], sums[1])


def test_sharing_goes_as_a_seat_decides_and_never_past_the_gates() -> None:
    """Opening up shares more and holding back less than habit, the other feels it, and law and protocol still bind."""
    one, other = next(pair for pair in PLACE.ties if PLACE.lead not in pair)
    found = {}
    for how in (HOLDS_BACK, 0, OPENS):
        seats = SeatDecisions.none_of(PLACE)
        seats.sharing[one, other] = how
        found[how] = after(seats).state
    for name, index in (("practice", (one, other)), ("purpose", (other, one))):
        held, habit, opened = (found[how][name][index] for how in (HOLDS_BACK, 0, OPENS))
        assert (held <= habit).all(), name
        assert (habit <= opened).all(), name
        assert (held < opened).any(), name
    assert (found[OPENS]["cover"][one] < found[0]["cover"][one]).all()
    gate = np.minimum(found[OPENS]["permission"][one, other], found[OPENS]["legal"][one])
    grown = found[OPENS]["practice"][one, other] > decided()[0].state["practice"][one, other]
    assert (found[OPENS]["practice"][one, other][grown] <= gate[grown] + 1e-12).all()


def test_opening_up_is_bound_by_the_law_of_both_and_won_of_the_other() -> None:
    """What one side's law leaves open the other's may close; and it is the other's belief that rises, by what it lacked."""
    one, other = next(pair for pair in PLACE.ties if PLACE.lead not in pair)
    seats = SeatDecisions.none_of(PLACE)
    seats.sharing[one, other] = OPENS
    state = decided()[0].state.writable()
    for name, value in (("permission", 1.0), ("legal", 1.0), ("taking_part", 1.0), ("practice", 0.1), ("purpose", 0.2)):
        state[name][...] = value
    state["legal"][other], state["purpose"][other, one] = 0.3, 0.6
    turn = Turn(PLACE, state, PLACE.parameters, trace=False)
    share_as_decided(turn, seats)
    grown = turn.state["practice"][one, other] - 0.1
    assert np.allclose(grown, PARAMETERS["seat_opening"].value * (0.3 - 0.1))
    assert np.allclose(turn.state["purpose"][other, one] - 0.6, PARAMETERS["seat_opening_purpose"].value * (1.0 - 0.6))
    assert np.array_equal(turn.state["purpose"][one, other], state["purpose"][one, other])


def test_a_promise_between_seats_moves_their_tie_as_any_promise_does() -> None:
    """Kept, it wins the receiver's confidence; broken, it costs more than that and leaves a scar; only the two are named."""
    one, other = partners()[:2]
    tie = (other, one)
    states = {}
    for is_kept in (True, False):
        settled = Settled("word 1", "one promised another", one, other, 0.5, is_kept)
        states[is_kept] = after(replace(SeatDecisions.none_of(PLACE), settled=(settled,)))
    plain = after(None).state
    won = states[True].state["confidence"][tie] - plain["confidence"][tie]
    lost = plain["confidence"][tie] - states[False].state["confidence"][tie]
    assert (won > 0.0).all()
    assert (lost > won).all()
    assert (states[False].state["scar"][tie] > plain["scar"][tie]).all()
    ledger = states[False].ledger
    assert ledger is not None
    assert [(one.text, one.agencies) for one in ledger.told() if one.name == "word 1"] == [("broken", (one, other))]


def test_once_the_programme_has_ended_seats_move_nothing() -> None:
    """In the epilogue there is nothing to decide, whatever is handed in."""
    start, _ = decided()
    ended = start.state.writable()
    ended["running"][...] = 0.0
    plain = none_of(PLACE, 12)
    found = [step(PLACE, ended, one) for one in (plain, replace(plain, seats=busy(PLACE)))]
    assert all(isinstance(one, Stepped) for one in found)
    assert found[0].state == found[1].state  # type: ignore[union-attr]


def test_what_no_seat_can_decide_is_refused() -> None:
    """A pledge of the lead's or beyond all there is, sharing with oneself, and a promise to oneself are refused in words."""
    start, decisions = decided()

    def refused(change: str) -> str:
        seats = SeatDecisions.none_of(PLACE)
        match change:
            case "lead":
                seats.pledges[PLACE.lead] = 0.5
            case "all":
                seats.pledges[partners()[0]] = 1.5
            case "self":
                seats.sharing[0, 0] = OPENS
            case "word":
                seats = replace(seats, settled=(Settled("word 1", "", 1, 1, 0.5, is_kept=True),))
            case "shape":
                seats = SeatDecisions.none_of(shipped("barnet"))
        found = step(PLACE, start.state, replace(decisions, seats=seats))
        assert isinstance(found, Refusal)
        return found.expected

    assert "options and tokens" in refused("lead")
    assert "from 0 to 1" in refused("all")
    assert "opens up" in refused("self")
    assert "between two" in refused("word")
    assert "agencies" in refused("shape")


@pytest.mark.parametrize("name", [name for name, one in PARAMETERS.items() if one.part == "round_table"])
def test_every_parameter_of_the_round_table_makes_a_difference(name: str) -> None:
    """Laid over the place's, it changes what comes of a quarter with busy seats."""
    start, decisions = decided()
    found = step(PLACE, start.state, replace(decisions, seats=busy(PLACE)), parameters={name: 1.25 * PARAMETERS[name].value})
    assert isinstance(found, Stepped)
    assert found.state != after(busy(PLACE)).state


def test_a_scenario_that_names_one_of_its_sizes_is_told_where_it_belongs() -> None:
    """No place has these parameters: naming one is a fault with a way on, as with every part that a place does without."""
    assert {one.part for one in PARAMETERS.values()} - {""} <= set(PART_BEGINS)
    path = locate("barnet")
    assert path is not None
    written = path.read_bytes().replace(b"\nparameters:\n", b"\nparameters:\n  seat_opening: 0.5\n", 1)
    (fault,) = check_source(written, "barnet").diagnostics
    assert fault.code == "WP323"
    assert "--params" in str(fault)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_every_place_can_be_played_by_seats(name: str) -> None:
    """A quarter with busy seats plays in each place that ships, whatever parts of the model it has."""
    place = shipped(name)
    start = begin(place, seeds_of(1, 2))
    decisions = allowed_decisions(place, start.state, np.random.default_rng(1))
    assert isinstance(step(place, start.state, replace(decisions, seats=busy(place))), Stepped)
