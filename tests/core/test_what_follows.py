"""What follows an effect: what it has set going comes about in the phase it belongs to, and on its turn."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest

from game.core.arithmetic import Array
from game.core.decision import none_of
from game.core.dynamics.chance import take_leave
from game.core.dynamics.share import feel_what_went_astray, sign_protocols
from game.core.effects.after import After
from game.core.effects.confront import Confront
from game.core.effects.departure import Departure
from game.core.effects.end import End
from game.core.effects.incident import Incident
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step
from game.core.turn import Turn
from tests.core.trial import CARE, ORIGIN, POLICE, ROWS, SCHOOLS, WHERE, start
from tests.places.laboratory import laboratory
from tests.places.small import scenario_of


def played_on(state: State, turns: int) -> list[State]:
    """Some turns in which nothing is decided."""
    place = replace(laboratory(), dilemmas=(), events=())
    states = [state.freeze()]
    for _ in range(turns):
        reached = step(place, states[-1], none_of(place, state.n_playthroughs), trace=False)
        assert isinstance(reached, Stepped)
        states.append(reached.state)
    return states


def test_a_delayed_effect_comes_on_its_turn_and_once() -> None:
    """An option's `after: 3` falls due three turns later, in the news of that turn, and not again."""
    number = next(i for i, later in enumerate(laboratory().laters) if later.name == "lists.tool")
    state = start()
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    After(after=3, number=number, then=()).run(turn, WHERE, ORIGIN)
    states = played_on(turn.state, 6)
    usability = [one["usability"][:2] for one in states]
    # The state at index t is that at the start of turn t + 1.
    assert [bool(one[0] > usability[0][0]) for one in usability] == [False, False, False, True, True, True, True]
    assert np.array_equal(usability[3], usability[6])
    assert all(one[1] == usability[0][1] for one in usability)


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_delay_in_the_news_counts_from_that_news(quarters: int) -> None:
    """What an event of turn 3 lets follow so many quarters later is in the news of turn 3 and so many."""
    place = scenario_of(
        turns=8, events={"one": {"title": "one", "at": 3, "effects": [{"after": quarters, "then": [{"flag": "came"}]}]}}
    )
    state = begin(place, seeds_of(1, 1)).state
    came = [bool(state["flag"][0, 0])]
    for _ in range(7):
        reached = step(place, state, none_of(place, 1))
        assert isinstance(reached, Stepped)
        state = reached.state
        came.append(bool(state["flag"][0, 0]))
    assert came.index(True) + 1 == 3 + quarters


@pytest.mark.parametrize("at", [[4], [6, 2], [1, 3, 8]])
def test_an_event_of_several_dates_comes_on_each_of_them(at: list[int]) -> None:
    """Whatever order they are written in; `happened` tells the last of them."""
    place = scenario_of(turns=8, events={"winter": {"title": "Winter", "at": at, "effects": [{"count": "winters", "by": 1}]}})
    state = begin(place, seeds_of(1, 1)).state
    counted = [float(state["flag"][0, 0])]
    for _ in range(7):
        reached = step(place, state, none_of(place, 1))
        assert isinstance(reached, Stepped)
        state = reached.state
        counted.append(float(state["flag"][0, 0]))
        assert state["happened"][0, 0] == max((turn for turn in at if turn <= len(counted)), default=0)
    assert counted == [sum(one <= turn for one in at) for turn in range(1, 9)]


@pytest.mark.parametrize("sides", [(0.5, 0.75), (0.75, 0.5), (0.75, 0.75), (0.5, 0.5)])
def test_a_protocol_is_drafted_until_both_sides_have_signed(sides: tuple[float, float]) -> None:
    """While either of the two has not come to signature, drafting goes on; then it ends both ways."""
    state = start()
    one, other = laboratory().protocols[0]
    state["drafting"][one, other] = state["drafting"][other, one] = 1.0
    state["permission"][one, other], state["permission"][other, one] = sides
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    sign_protocols(turn)
    goes_on = 0.0 if min(sides) >= laboratory().signed_at else 1.0
    assert np.all(turn.state["drafting"][one, other] == goes_on)
    assert np.all(turn.state["drafting"][other, one] == goes_on)


@pytest.mark.parametrize(("first", "second"), [(1, 1), (2, 3), (3, 1)])
def test_delays_one_after_another_add_up(first: int, second: int) -> None:
    """What is to follow so many quarters after something that itself was to follow comes when both times have passed."""
    after = {"after": first, "then": [{"flag": "one"}, {"after": second, "then": [{"flag": "two"}]}]}
    place = scenario_of(turns=12, events={"begin": {"title": "begin", "at": 2, "effects": [after]}})
    state = begin(place, seeds_of(1, 1)).state
    came = []
    for _ in range(11):
        came.append([state["flag"][number, 0] for number in range(2)])
        reached = step(place, state, none_of(place, 1))
        assert isinstance(reached, Stepped)
        state = reached.state
    turns = [1 + next(turn for turn, flags in enumerate(came) if flags[number]) for number in range(2)]
    assert turns == [2 + first, 2 + first + second]


def test_a_protocol_is_signed_by_both() -> None:
    """Once a protocol is signed it holds both ways, though one of the two trusted the other less while it was drafted."""
    distant = [
        {"from": "b", "to": "c", "purpose": 1.0, "confidence": 1.0},
        {"from": "c", "to": "b", "purpose": 0.0, "confidence": 0.0},
    ]
    drafted = {"title": "one", "at": 1, "effects": [{"protocol": ["b", "c"]}]}
    place = scenario_of(turns=40, relations={"pairs": distant}, events={"one": drafted})
    state = begin(place, seeds_of(1, 1)).state
    assert state["drafting"][1, 2, 0] == state["drafting"][2, 1, 0] == 1.0
    for _ in range(20):
        reached = step(place, state, none_of(place, 1))
        assert isinstance(reached, Stepped)
        state = reached.state
    signed = place.parameters["permission_signed"]
    assert not state["drafting"].any()
    assert state["permission"][1, 2, 0] >= signed
    assert state["permission"][2, 1, 0] >= signed


def test_a_departure_takes_the_personal_part() -> None:
    """At the quarter's end the leaver's ties and commitment fall, others' ties do not, and the mark is gone."""
    state = start()
    turn = Turn(laboratory(), state, laboratory().parameters, trace=True)
    Departure(departure=POLICE).run(turn, WHERE, ORIGIN)
    turn._memory.clear()
    with patch("game.core.dynamics.chance.uniform", lambda *_: np.ones((9, ROWS))):
        take_leave(turn)
    after = turn.state
    assert np.all(after["confidence"][POLICE, 0, WHERE] < state["confidence"][POLICE, 0, WHERE])
    assert np.all(after["confidence"][0, POLICE, WHERE] < state["confidence"][0, POLICE, WHERE])
    assert np.all(after["buy_in"][POLICE, WHERE] < state["buy_in"][POLICE, WHERE])
    assert np.array_equal(after["confidence"][CARE, SCHOOLS], state["confidence"][CARE, SCHOOLS])
    assert np.array_equal(after["confidence"][..., ~WHERE], state["confidence"][..., ~WHERE])
    assert not after["left"].any()


def test_all_may_leave_but_the_lead_who_is_the_player() -> None:
    """With every leader sure to go, all partners' leaders go in each quarter, and the lead's stays."""
    place = replace(laboratory(), dilemmas=(), events=())
    place = replace(place, constants={**place.constants, "leaving": np.ones_like(place.constants["leaving"])})
    state = start().freeze()
    for _ in range(3):
        reached = step(place, state, none_of(place, ROWS))
        assert isinstance(reached, Stepped)
        assert reached.ledger is not None
        state = reached.state
        gone = sorted(one.agencies[0] for one in reached.ledger.told(0) if one.kind == "departure")
        assert gone == [number for number in range(len(place.agencies)) if number != place.lead]


@pytest.mark.parametrize("once", [True, False])
def test_what_comes_once_comes_once(*, once: bool) -> None:
    """An event that is sure to come does so in the first quarter in which it may, and in each after it unless it comes once."""
    event = {"title": "one", "chance": 1.0, "from": 3, "to": 6, "once": once, "effects": [{"count": "times"}]}
    place = scenario_of(turns=8, events={"one": event})
    state = begin(place, seeds_of(1, 2)).state
    came = [state["flag"][0].copy()]
    for _ in range(7):
        reached = step(place, state, none_of(place, 2))
        assert isinstance(reached, Stepped)
        state = reached.state
        came.append(state["flag"][0].copy())
    times = [0, 0, 1, 1, 1, 1, 1, 1] if once else [0, 0, 1, 2, 3, 4, 4, 4]
    assert np.array_equal(np.array(came), np.array(times)[:, None] * np.ones(2))


def test_an_incident_is_felt_by_all_it_touches() -> None:
    """In the turn of an incident the two lose confidence and sharing, families trust, and the leader standing and cover."""
    state = start()
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    Incident(incident=1.0, between=(CARE, POLICE)).run(turn, WHERE, ORIGIN)
    feel_what_went_astray(turn)
    with_it, without = turn.state, state
    lower = {
        "confidence": (CARE, POLICE),
        "practice": (POLICE, CARE),
        "user_trust": (),
        "credibility": (),
        "cover": (0,),
    }
    for name, index in lower.items():
        assert np.all(with_it[name][index][WHERE] < without[name][index][WHERE]), name
        assert np.array_equal(with_it[name][index][~WHERE], without[name][index][~WHERE]), name
    assert not with_it["astray"].any()


@pytest.mark.parametrize("size", [0.5, 1.0, 1.5])
def test_one_leak_is_heard_as_one(size: float) -> None:
    """Though it is a matter of two, it costs families' trust, standing and cover by what is said of it, as bad as it is."""
    state = start()
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    Incident(incident=size, between=(CARE, POLICE)).run(turn, turn.everyone, ORIGIN)
    feel_what_went_astray(turn)
    for name, index in (("user_trust", ()), ("credibility", ()), ("cover", (laboratory().lead,))):
        lost = state[name][index] - turn.state[name][index]
        assert np.allclose(lost, size * laboratory().parameters[f"incident_{name}"]), name


def test_few_playthroughs_in_which_something_went_astray_feel_what_many_would() -> None:
    """Rules run on one of a batch alone give the bits that they give when all of it are run."""
    one = np.arange(ROWS) == 5
    after = []
    for mask in (one, np.ones(ROWS, dtype=bool)):
        turn = Turn(laboratory(), start(), laboratory().parameters, trace=False)
        Incident(incident=1.0, between=(CARE, POLICE)).run(turn, mask, ORIGIN)
        feel_what_went_astray(turn)
        after.append(turn.state)
    assert after[0].rows(np.array([5])).digest() == after[1].rows(np.array([5])).digest()


def test_a_conflict_on_the_table_eases_strain() -> None:
    """What was confronted is less strained after the turn than it would have been, and is not confronted any more."""
    state = start()
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    Confront(confront=(CARE,), size=1.0).run(turn, WHERE, ORIGIN)
    with_it, without = played_on(turn.state, 1)[-1], played_on(state, 1)[-1]
    assert np.all(with_it["strain"][CARE, WHERE] < without["strain"][CARE, WHERE])
    assert not with_it["confronted"].any()


def test_an_end_stops_money_and_direction() -> None:
    """After the end nobody puts money into the pot, nobody directs, and nothing is reported any more."""
    state = start()
    state["pot"][...] = 100_000.0
    turn = Turn(laboratory(), state, laboratory().parameters, trace=False)
    End(end="programme").run(turn, turn.everyone, ORIGIN)
    states = played_on(turn.state, 4)
    pots = [one["pot"] for one in states]
    assert not any(one["mandate"].any() or one["running"].any() for one in states)
    assert not states[-1]["reported"].any()
    assert np.array_equal(states[-1]["cost"][0], states[0]["cost"][0] + _lent_by_lead(states))
    assert all(np.all(later <= earlier) for earlier, later in pairwise(pots))


def _lent_by_lead(states: list[State]) -> Array:
    """What the lead's own people cost over these turns: they are lent as far as its agency delivers."""
    place = laboratory()
    wage, lends = place.parameters["wage"], place.constants["lends"][place.lead]
    lent: Array = np.sum([np.floor(lends * state["delivered"][place.lead] * wage) for state in states[1:]], axis=0)
    return lent
