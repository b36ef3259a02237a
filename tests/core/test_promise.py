"""Promises fall due, and are kept, kept late, owned up to, broken or concealed: each is reached, and does what it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.core.condition import Compare, Constant, Read
from game.core.decision import Decisions, Refusal
from game.core.decision_words import from_words
from game.core.dynamics.decide import spend_attention
from game.core.dynamics.trust import betray, reward, settle_promises
from game.core.effects.promise import Promise
from game.core.ledger import Cause
from game.core.place import Place
from game.core.promise import BROKEN, CONCEALED, DISCLOSED, EMPTY, KEPT, LATE, OPEN, STATUS_NAMES
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step
from game.core.turn import Origin, Turn
from tests.places.laboratory import laboratory

Tokens = Sequence[Mapping[str, str]]
PROMISE = {"token": "promise", "what": "visit", "with": "police"}
VISIT = {"token": "time", "with": "police"}
OWN_UP = {"token": "own_up", "with": "police"}


@cache
def quiet() -> Place:
    """The laboratory without dilemmas, events, departures and incidents."""
    place = laboratory()
    constants = {**place.constants, "leaving": np.zeros_like(place.constants["leaving"])}
    parameters = {**place.parameters, "incident_base": 0.0, "incident_exposure": 0.0, "incident_counting": 0.0}
    return replace(place, dilemmas=(), events=(), constants=constants, parameters=parameters)


def played(turns: Sequence[Tokens], state: State | None = None, parameters: Mapping[str, float] | None = None) -> list[State]:
    """The states of a course in which the leader's attention goes to these things, turn by turn."""
    place = quiet()
    reached = [state or begin(place, seeds_of(1, 1), parameters=parameters).state]
    for tokens in turns:
        decisions = from_words(place, {}, tokens)
        assert isinstance(decisions, Decisions), decisions
        following = step(place, reached[-1], decisions, parameters=parameters)
        assert isinstance(following, Stepped), following
        reached.append(following.state)
    return reached


def slot(promise_id: str) -> int:
    """The slot of a promise by its id."""
    return next(number for number, terms in enumerate(quiet().promises) if terms.id == promise_id)


def status(state: State, promise_id: str) -> int:
    """What has become of a promise."""
    return int(state["promise_status"][slot(promise_id), 0])


def tie(state: State, variable: str, one: str, other: str) -> float:
    """What one agency believes about another."""
    return float(state[variable][quiet().agency(one), quiet().agency(other), 0])


class TestTheLeadersOwn:
    """What the leader promises by attention."""

    def test_a_visit_made_in_time_keeps_the_promise(self) -> None:
        """A visit that was promised and made is kept, and earns confidence and standing beyond the visit itself."""
        states = played([[PROMISE], [VISIT]])
        assert [status(state, "visit:police") for state in states] == [EMPTY, OPEN, KEPT]
        twin = played([[], [VISIT]])[-1]
        assert tie(states[-1], "confidence", "police", "council") > tie(twin, "confidence", "police", "council")
        assert states[-1]["credibility"][0] > twin["credibility"][0]
        assert tie(states[-1], "scar", "police", "council") == tie(twin, "scar", "police", "council")

    def test_a_visit_in_the_same_quarter_does_not_count(self) -> None:
        """What was done before it was promised, or with it, keeps no promise."""
        states = played([[VISIT, PROMISE], []])
        assert status(states[-1], "visit:police") == OPEN

    def test_a_visit_a_quarter_late_earns_half_and_scars(self) -> None:
        """A visit made a quarter after it was due is kept late: it earns half, leaves a scar, and no standing."""
        on_time = played([[PROMISE], [], [VISIT], []])
        late = played([[PROMISE], [], [], [VISIT]])
        assert status(on_time[-1], "visit:police") == KEPT
        assert status(late[-2], "visit:police") == OPEN
        assert status(late[-1], "visit:police") == LATE
        twin = played([[], [], [], [VISIT]])[-1]
        assert tie(late[-1], "scar", "police", "council") > tie(twin, "scar", "police", "council")
        assert tie(late[-1], "confidence", "police", "council") > tie(twin, "confidence", "police", "council")
        assert late[-1]["credibility"][0] == pytest.approx(twin["credibility"][0])

    def test_a_visit_not_made_a_quarter_later_is_broken(self) -> None:
        """A visit not made a quarter after it was due is broken: confidence, standing and energy fall, and a scar is left."""
        states = played([[PROMISE], [], [], []])
        assert [status(state, "visit:police") for state in states] == [EMPTY, OPEN, OPEN, OPEN, BROKEN]
        twin = played([[], [], [], []])[-1]
        assert tie(states[-1], "confidence", "police", "council") < tie(twin, "confidence", "police", "council")
        assert tie(states[-1], "scar", "police", "council") > tie(twin, "scar", "police", "council")
        assert states[-1]["credibility"][0] < twin["credibility"][0]
        assert states[-1]["energy"][0] < twin["energy"][0]
        # Of all other ties, none believes less in another than it would have.
        ties = states[-1]["confidence"] - twin["confidence"]
        ties[quiet().agency("police"), quiet().lead] = 0.0
        assert np.allclose(ties, 0.0)

    def test_owned_up_to(self) -> None:
        """What is owned up to in time costs something, and less of everything than what is broken."""
        owned = played([[PROMISE], [], [OWN_UP], []])
        broken, twin = played([[PROMISE], [], [], []])[-1], played([[], [], [], []])[-1]
        assert [status(state, "visit:police") for state in owned] == [EMPTY, OPEN, OPEN, DISCLOSED, DISCLOSED]
        for variable in ("confidence", "scar"):
            cost = abs(tie(owned[-1], variable, "police", "council") - tie(twin, variable, "police", "council"))
            worse = abs(tie(broken, variable, "police", "council") - tie(twin, variable, "police", "council"))
            assert 0.0 < cost < worse
        assert twin["credibility"][0] > owned[-1]["credibility"][0] > broken["credibility"][0]

    def test_owned_up_to_late(self) -> None:
        """In the quarter after it was due, the last in which it is open, it can still be owned up to; then it is broken."""
        late, in_time = played([[PROMISE], [], [], [OWN_UP]]), played([[PROMISE], [], [OWN_UP], []])
        assert [status(state, "visit:police") for state in late] == [EMPTY, OPEN, OPEN, OPEN, DISCLOSED]
        broken = played([[PROMISE], [], [], []])[-1]
        for one in (late[-1], in_time[-1]):
            assert tie(one, "scar", "police", "council") < tie(broken, "scar", "police", "council")
            assert one["credibility"][0] > broken["credibility"][0]
        refused = from_words(quiet(), {}, [OWN_UP])
        assert isinstance(refused, Decisions)
        too_late = step(quiet(), broken, refused)
        assert isinstance(too_late, Refusal)
        assert too_late.code == "broken_already"

    def test_owning_up_settles_what_is_the_leads_own_to_that_partner(self) -> None:
        """Of all promises that are open, it settles those that the lead gave to whom it owns up, and leaves every other."""
        place = quiet()
        terms = replace(place.promises[slot("nurse")], giver=place.agency("schools"), receiver=place.agency("police"))
        place = replace(place, promises=(*place.promises[:-1], terms))
        state = begin(place, seeds_of(1, 1)).state.writable()
        state["promise_status"][...], state["promise_due"][...], state["promise_size"][...] = OPEN, 9.0, 0.5
        decisions = from_words(place, {}, [OWN_UP])
        assert isinstance(decisions, Decisions)
        turn = Turn(place, state, place.parameters, trace=False)
        spend_attention(turn, decisions)
        to = (place.lead, place.agency("police"))
        expected = [DISCLOSED if (one.giver, one.receiver) == to else OPEN for one in place.promises]
        assert turn.state["promise_status"][:, 0].tolist() == expected
        assert DISCLOSED in expected

    def test_promised_money_is_kept_by_a_token_for_that_partner(self) -> None:
        """Promised money is kept by a token of money for that partner, and not by money for the pot."""
        promise = {"token": "promise", "what": "money", "with": "housing"}
        to_pot = played([[promise], [{"token": "money", "with": "pot"}]])[-1]
        to_housing = played([[promise], [{"token": "money", "with": "housing"}]])[-1]
        assert status(to_pot, "money:housing") == OPEN
        assert status(to_housing, "money:housing") == KEPT

    def test_a_promised_protocol_is_kept_once_all_is_signed(self) -> None:
        """A promised protocol is kept once what the partner needs to sign is signed."""
        place = quiet()
        promise = {"token": "promise", "what": "protocol", "with": "schools"}
        state = played([[promise]])[-1]
        assert status(state, "protocol:schools") == OPEN
        signed = state.writable()
        for one, other in place.protocols:
            if place.agency("schools") in (one, other):
                signed["permission"][one, other] = signed["permission"][other, one] = 0.95
        assert status(played([[]], signed.freeze())[-1], "protocol:schools") == KEPT
        assert status(played([[]], state)[-1], "protocol:schools") == OPEN

    def test_it_may_be_promised_again_once_it_is_settled(self) -> None:
        """A settled promise can be made anew, and falls due anew."""
        states = played([[PROMISE], [VISIT], [PROMISE]])
        assert status(states[-1], "visit:police") == OPEN
        assert states[-1]["promise_made"][slot("visit:police"), 0] == 3.0


def given_by(
    promise_id: str, parameters: Mapping[str, float], quarters: int = 1, **levels: float
) -> tuple[list[State], list[State]]:
    """A partner's promise, due soon: the states with it, and those of the twin in which it was never given."""
    place = quiet()
    terms = place.promises[slot(promise_id)]
    start = begin(place, seeds_of(1, 1), parameters=parameters).state.writable()
    for name, value in levels.items():
        start[name][terms.giver] = value
    turn = Turn(place, start.writable(), place.parameters, trace=False)
    effect = Promise(promise="words", id=slot(promise_id), by=terms.giver, to=terms.receiver, due=quarters, size=0.5)
    effect.run(turn, turn.everyone, Origin("option", "test"))
    return tuple(played([[]] * (quarters + 2), state.freeze(), parameters) for state in (turn.state, start))  # type: ignore[return-value]


class TestAPartners:
    """What partners promise, and how they fail."""

    def test_kept_by_delivering(self) -> None:
        """A partner that delivers when it is due has kept its word, at the turn it falls due and not before."""
        states, twin = given_by("nurse", {"partner_delivers_at": 0.0}, quarters=2)
        assert [status(state, "nurse") for state in states] == [OPEN, OPEN, OPEN, KEPT, KEPT]
        assert tie(states[3], "confidence", "council", "health") > tie(twin[3], "confidence", "council", "health")

    def test_late_earns_half(self) -> None:
        """Of two like promises kept in one quarter, the one that was due before earns half, and leaves a scar."""
        place, number = quiet(), slot("nurse")
        gained, scars = [], []
        for now, due in ((EMPTY, 0.0), (OPEN, 3.0), (OPEN, 2.0)):
            state = played([[], []])[-1].writable()
            state["promise_status"][number], state["promise_due"][number], state["promise_size"][number] = now, due, 0.5
            end = played([[]], state.freeze(), {"partner_delivers_at": 0.0})[-1]
            gained.append(tie(end, "confidence", "council", "health"))
            scars.append(tie(end, "scar", "council", "health"))
        nothing, kept, late = gained
        assert late - nothing == pytest.approx(0.5 * (kept - nothing))
        assert scars[2] > scars[1] == scars[0]
        assert place.promises[number].kind == "delivery"

    @pytest.mark.parametrize(
        ("ends", "parameters"),
        [
            (BROKEN, {"conceal_strain": 2.0, "disclose_trust": 2.0}),
            (DISCLOSED, {"conceal_strain": 2.0, "disclose_trust": -1.0}),
            (CONCEALED, {"conceal_strain": -1.0, "disclose_trust": -1.0}),
        ],
    )
    def test_a_partner_that_does_not_deliver_breaks_owns_up_or_hides(self, ends: int, parameters: dict[str, float]) -> None:
        """A partner that does not deliver breaks its word, owns up where it trusts, or hides it where conflict goes unvoiced."""
        states, twin = given_by("nurse", {"partner_delivers_at": 2.0, **parameters})
        assert [status(state, "nurse") for state in states] == [OPEN, OPEN, OPEN, ends]
        assert tie(states[-1], "confidence", "council", "health") < tie(twin[-1], "confidence", "council", "health")
        assert tie(states[-1], "scar", "council", "health") > tie(twin[-1], "scar", "council", "health")
        # It is the partner that failed: the leader's own standing is untouched.
        assert states[-1]["credibility"][0] == twin[-1]["credibility"][0]

    def test_the_worse_the_manner_the_deeper_the_scar(self) -> None:
        """Owned up to, broken, concealed: each leaves a deeper scar than the one before."""
        manners = [
            {"conceal_strain": 2.0, "disclose_trust": -1.0},
            {"conceal_strain": 2.0, "disclose_trust": 2.0},
            {"conceal_strain": -1.0},
        ]
        scars = [
            tie(given_by("nurse", {"partner_delivers_at": 2.0, **one})[0][-1], "scar", "council", "health") for one in manners
        ]
        assert scars == sorted(scars)
        assert scars[0] < scars[1] < scars[2]

    def test_what_was_hidden_is_remembered_whatever_its_size(self) -> None:
        """The least thing hidden leaves a deeper scar than the greatest openly broken, and that one than any owned up to."""
        place, sizes = quiet(), np.array([0.01, 0.3, 0.8, 1.0])
        deepest, shallowest, lost = {}, {}, {}
        for status in (DISCLOSED, BROKEN, CONCEALED):
            state = begin(place, seeds_of(1, len(sizes)), trace=False).state.writable()
            state["scar"][...], state["confidence"][...] = 0.0, 0.6
            turn = Turn(place, state, place.parameters, trace=False, in_place=True)
            tie, rows = (np.zeros(len(sizes), dtype=int), np.full(len(sizes), 3)), np.arange(len(sizes))
            betray(turn, tie, sizes, np.full(len(sizes), status), rows, Cause("promise", "test"))
            scars, lost[status] = state["scar"][0, 3], 0.6 - state["confidence"][0, 3]
            assert np.all(np.diff(scars) > 0.0)
            assert np.all(np.diff(lost[status]) > 0.0)
            deepest[status], shallowest[status] = scars.max(), scars.min()
        assert shallowest[CONCEALED] > deepest[BROKEN] > deepest[DISCLOSED]
        assert np.allclose(lost[DISCLOSED], 0.25 * lost[BROKEN])
        assert np.array_equal(lost[BROKEN], lost[CONCEALED])

    @pytest.mark.parametrize(
        ("ends", "levels"),
        [
            (LATE, {"delivered": 1.0}),
            (DISCLOSED, {"delivered": 0.0, "strain": 0.0, "trust": 1.0}),
            (BROKEN, {"delivered": 0.0, "strain": 0.0, "trust": 0.0}),
            (CONCEALED, {"delivered": 0.0, "strain": 1.0}),
        ],
    )
    def test_the_deeper_a_scar_is_the_less_another_adds(self, ends: int, levels: dict[str, float]) -> None:
        """What a promise not kept in time adds to a memory is a share of what is left, so that it never passes the whole."""
        place, number = quiet(), slot("nurse")
        terms, before = place.promises[number], np.linspace(0.0, 1.0, 11)
        state = begin(place, seeds_of(1, len(before)), trace=False).state.writable()
        state.turn = 2
        for name, value in levels.items():
            state[name][...] = value
        state["scar"][...] = before
        state["promise_status"][number], state["promise_due"][number], state["promise_size"][number] = OPEN, 1.0, 0.8
        turn = Turn(place, state, place.parameters, trace=False, in_place=True)
        settle_promises(turn)
        assert np.all(state["promise_status"][number] == ends)
        added = state["scar"][terms.receiver, terms.giver] - before
        assert np.allclose(added, added[0] * (1.0 - before))
        assert added[0] > 0.0

    def test_how_it_fails_hangs_on_strain_and_trust(self) -> None:
        """With the model's own parameters a strained partner hides, a trusting one owns up, and a distant one just fails."""
        hides, _ = given_by("nurse", {"partner_delivers_at": 2.0}, strain=0.9)
        breaks, _ = given_by("nurse", {"partner_delivers_at": 2.0}, strain=0.0, confidence=0.1, purpose=0.1)
        owns, _ = given_by("nurse", {"partner_delivers_at": 2.0}, strain=0.0, confidence=0.9, purpose=0.9)
        assert [status(states[-1], "nurse") for states in (hides, breaks, owns)] == [CONCEALED, BROKEN, DISCLOSED]


def test_parameters_of_promises_speak_of_one_of_middling_size() -> None:
    """Kept, one of size one half wins the share of what is missing that its parameter says; another in proportion to its size."""
    place, sizes = quiet(), np.array([0.25, 0.5, 1.0])
    state = begin(place, seeds_of(1, len(sizes)), trace=False).state.writable()
    state["scar"][...], state["confidence"][...] = 0.1, 0.4
    turn = Turn(place, state, place.parameters, trace=False, in_place=True)
    tie, rows = (np.zeros(len(sizes), dtype=int), np.full(len(sizes), 3)), np.arange(len(sizes))
    reward(turn, tie, sizes, 1.0, rows, Cause("promise", "test"))
    assert np.allclose(state["confidence"][0, 3] - 0.4, place.parameters["kept_gain"] * 0.5 * sizes / 0.5)


def test_a_promise_with_a_condition_is_kept_when_it_holds() -> None:
    """Where a promise says what must hold, that is what is looked at, when it falls due."""
    place = quiet()
    number = slot("books")
    ends = []
    for fairness in (0.31, 0.29):
        state = played([[]])[-1].writable()
        state["fairness"][...] = fairness
        state["promise_status"][number], state["promise_due"][number], state["promise_size"][number] = OPEN, 3.0, 0.5
        reached = played([[], [], []], state.freeze())
        ends.append([status(one, "books") for one in reached])
    assert ends == [[OPEN, OPEN, KEPT, KEPT], [OPEN, OPEN, OPEN, BROKEN]]
    assert place.promises[number].kind == "condition"


@pytest.mark.parametrize("trace", [True, False])
def test_a_condition_about_a_promise_sees_it_settled(trace: bool) -> None:
    """What hangs on a promise that falls due in the same quarter is looked at once that one is settled, in the order of slots."""
    place = quiet()
    first, second = place.promises[:2]
    is_kept = Compare(Read("promise_status", (0,)), "==", Constant(float(KEPT)))
    place = replace(place, promises=(first, replace(second, kept=is_kept), *place.promises[2:]))
    state = begin(place, seeds_of(1, 2), trace=False).state.writable()
    state["promise_status"][:2], state["promise_due"][:2], state["promise_size"][:2] = OPEN, state.turn, 0.5
    state["fairness"][...] = (1.0, 0.0)  # on which the first hangs
    turn = Turn(place, state, place.parameters, trace=trace)
    settle_promises(turn)
    assert turn.state["promise_status"][:2].tolist() == [[KEPT, OPEN], [KEPT, OPEN]]


def test_an_open_promise_is_not_made_twice() -> None:
    """A promise that is open stays as it was made."""
    place = quiet()
    states = played([[PROMISE]])
    turn = Turn(place, states[-1].writable(), place.parameters, trace=False)
    terms = place.promises[slot("visit:police")]
    again = Promise(promise="words", id=slot("visit:police"), by=terms.giver, to=terms.receiver, due=9, size=1.0)
    again.run(turn, turn.everyone, Origin("option", "test"))
    for name in ("promise_made", "promise_due", "promise_size", "promise_status"):
        assert np.array_equal(turn.state[name], states[-1][name])


def test_every_status_has_a_name() -> None:
    """Each of the seven things that can become of a promise has words of its own."""
    assert len(set(STATUS_NAMES)) == len(STATUS_NAMES) == CONCEALED + 1
    assert [STATUS_NAMES[one] for one in (KEPT, LATE, DISCLOSED, BROKEN, CONCEALED)] == [
        "kept",
        "kept late",
        "owned up to",
        "broken",
        "concealed",
    ]
