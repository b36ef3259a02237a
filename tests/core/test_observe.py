"""What a seat sees: nothing that leader would not know, by any way out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.core.decision import Decisions, none_of
from game.core.decision_words import from_words
from game.core.effects.promise import make
from game.core.ledger import Ledger
from game.core.observe import OF_THE_LEAD, View, may_ask, observe, told, why
from game.core.observe import PUBLIC as PUBLIC_SEAT
from game.core.place import Place
from game.core.promise import CONCEALED, LATE, OPEN
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import Stepped, begin, step
from game.core.turn import Origin, Turn
from game.core.variables import VARIABLES
from tests.places.hidden import HIDDEN, OWN, PUBLIC, in_public, moved
from tests.places.laboratory import laboratory
from tests.places.lines import allowed_decisions, course

# What lies in partners' heads or in the future; no reason a seat is given may say so.
UNKNOWABLE = {
    "buy_in",
    "frontline",
    "strain",
    "outlook",
    "net",
    "heard",
    "scar",
    "user_trust",
    "exposure",
    "remains",
    "effectiveness",
    "contribution",
    "attributable",
    "stage_one",
    "stage_two",
    "stage_three",
    "saving",
    "bearing",
}


@pytest.fixture(scope="module")
def states() -> list[State]:
    """States of a few courses, from the opening to the epilogue."""
    return [one.state for one in course(in_public(), seeds_of(5, 3), np.random.default_rng(5), trace=False)]


def same_view(one: View, other: View) -> bool:
    """Whether two views show the same, to the bit."""
    return (
        one.turn == other.turn
        and one.values.keys() == other.values.keys()
        and all(np.array_equal(one[name], other[name]) for name in one.values)
        and np.array_equal(one.agenda, other.agenda)
        and one.offered.keys() == other.offered.keys()
        and all(np.array_equal(one.offered[number], other.offered[number]) for number in one.offered)
        and np.array_equal(one.tokens_allowed, other.tokens_allowed)
        and np.array_equal(one.signed, other.signed)
    )


@pytest.mark.parametrize("variable", HIDDEN)
def test_a_hidden_variable_shows_in_no_view(variable: str, states: list[State]) -> None:
    """Whatever happens to a hidden variable, no seat sees any difference until it has done something."""
    place = in_public()
    if not states[0][variable].size:
        pytest.skip("the place has none of these")
    for state in states[::4]:
        other = moved(state, variable)
        assert other != state
        for seat in range(len(place.agencies)):
            assert same_view(observe(place, state, seat), observe(place, other, seat))


@pytest.mark.parametrize("variable", OWN)
def test_what_is_a_partners_own_shows_in_no_other_view(variable: str, states: list[State]) -> None:
    """A partner's books and standing can be anything: only that partner's own seat sees it."""
    place = in_public()
    for state in states[::4]:
        for agency in range(len(place.agencies)):
            # The lead's own money decides what can be offered to it, and to nobody else.
            other = moved(state, variable, (agency,))
            for seat in range(len(place.agencies)):
                same = same_view(observe(place, state, seat), observe(place, other, seat))
                if seat == agency:
                    assert not same
                elif agency != place.lead:
                    assert same


def test_what_is_public_shows(states: list[State]) -> None:
    """What everybody sees is in every view, whole; so the tests above do not compare nothing with nothing."""
    place = in_public()
    for name in PUBLIC:
        if states[3][name].size and name not in OF_THE_LEAD:
            assert not same_view(observe(place, states[3], 1), observe(place, moved(states[3], name), 1)), name


def test_a_view_holds_nothing_more_than_it_may(states: list[State]) -> None:
    """A view's values are the public variables and the seat's own elements, and cannot be written to."""
    view = observe(in_public(), states[3], 2)
    assert set(view.values) == {*PUBLIC, *OWN}
    for name in OWN:
        assert np.array_equal(view[name], states[3][name][2])
    with pytest.raises(ValueError, match="read-only"):
        view["stated"][...] = 0.0


@pytest.fixture(scope="module")
def ledgers() -> list[Ledger]:
    """The ledgers of a course of the whole laboratory."""
    found = [one.ledger for one in course(laboratory(), seeds_of(3, 2), np.random.default_rng(3))]
    return [one for one in found if one is not None]


class TestWhy:
    """The ledger passes through the same filter."""

    @pytest.mark.parametrize("variable", [name for name in HIDDEN if name != "trust"])
    def test_what_is_hidden_cannot_be_asked_about(self, variable: str, ledgers: list[Ledger]) -> None:
        """Of a hidden variable, no seat learns anything by asking why."""
        for index in np.ndindex(ledgers[3].after[variable].shape[:-1]):
            for seat in (0, 1):
                assert not may_ask(variable, index, seat)
                assert why(ledgers[3], variable, index, seat) is None

    @pytest.mark.parametrize("variable", OWN)
    def test_only_the_own_seat_asks_about_what_is_its_own(self, variable: str, ledgers: list[Ledger]) -> None:
        """Of a partner's own books, only that partner's seat learns anything by asking why."""
        for seat in (0, 3):
            for agency in range(len(laboratory().agencies)):
                assert (why(ledgers[3], variable, (agency,), seat) is None) == (agency != seat)

    def test_no_reason_lies_in_a_partners_head(self, ledgers: list[Ledger]) -> None:
        """Every reason a seat is given comes from what it may ask about, witnessed, or can tell; none from a partner's head."""
        given = 0
        earlier = None
        for ledger in ledgers:
            for variable in (*PUBLIC, *OWN, "trust"):
                for index in np.ndindex(ledger.after[variable].shape[:-1]):
                    for seat in (0, 3):
                        answer = why(ledger, variable, index, seat, earlier=earlier)
                        for cause in answer.causes if answer else ():
                            given += 1
                            assert not cause.moved or (cause.source is not None and cause.source[0] != "trust")
                            assert cause.source is None or may_ask(*cause.source, seat)
                            if cause.cause.kind == "rule":
                                assert cause.cause.term not in UNKNOWABLE, (variable, index, cause)
            earlier = ledger
        assert given > 1000

    def test_only_direction_and_rough_size_are_given(self, ledgers: list[Ledger]) -> None:
        """A reason says up or down and slight, clear or strong; its one number is how high a level stood that the seat sees."""
        answer = why(ledgers[5], "stated", (3,), 0)
        assert answer is not None
        assert answer.causes
        for cause in answer.causes:
            assert cause.sign in (-1, 1)
            assert cause.rough in ("slight", "clear", "strong")
            assert not any(isinstance(getattr(cause, name), float) for name in cause.__slots__ if name != "stood")
        heights = {cause.source: cause.stood for cause in answer.causes if cause.stood is not None}
        estimate = float(ledgers[5].before["estimate"][3, 0, 0])
        assert heights.pop(("trust", (3, 0)), estimate) == estimate  # of trust, what the seat took it for
        for source, stood in heights.items():
            assert source is not None
            assert source[0] in (*PUBLIC, *OWN)
            known = [float(state[source[0]][(*source[1], 0)]) for state in (ledgers[5].before, ledgers[5].after)]
            assert stood == pytest.approx(known[0], abs=1e-12) or min(known) <= stood <= max(known)

    def test_trust_is_told_as_the_players_estimate(self, ledgers: list[Ledger]) -> None:
        """Asked about trust, the values before and after are the estimate's, not trust's own."""
        ledger = ledgers[4]
        answer = why(ledger, "trust", (3, 0), 0)
        assert answer is not None
        assert answer.before == ledger.before["estimate"][3, 0, 0]
        assert answer.after == ledger.after["estimate"][3, 0, 0]
        assert answer.after != ledger.after["trust"][3, 0, 0]


def a_promise_between(giver: str, receiver: str) -> tuple[Place, Ledger, int]:
    """A turn in which a promise is made between two partners."""
    place = laboratory()
    slot = next(number for number, terms in enumerate(place.promises) if terms.id == "police_list")
    promises = list(place.promises)
    promises[slot] = replace(promises[slot], giver=place.agency(giver), receiver=place.agency(receiver))
    place = replace(place, promises=tuple(promises), dilemmas=(), events=())
    state = begin(place, seeds_of(1, 1)).state.writable()
    turn = Turn(place, state, place.parameters, trace=True)
    make(turn, slot, 0.5, 2, turn.rows_of(turn.everyone), Origin("option", "test"))
    _, ledger = turn.finish()
    assert ledger is not None
    return place, ledger, slot


def test_a_promise_between_others_is_not_told() -> None:
    """Who gave a word and who was given it hear of a promise, and nobody else."""
    place, ledger, slot = a_promise_between("police", "housing")
    name = place.promises[slot].id
    hears = [seat for seat in range(len(place.agencies)) if any(one.name == name for one in told(ledger, seat))]
    assert hears == [place.agency("police"), place.agency("housing")]


@pytest.mark.parametrize("name", sorted(name for name, variable in VARIABLES.items() if variable.over == "promise"))
def test_of_a_promise_among_others_nothing_is_seen(name: str, states: list[State]) -> None:
    """Whatever stands in the slot of a promise, only the two of it see a difference, and nobody asks of it why."""
    place = in_public()
    for slot, terms in enumerate(place.promises):
        other = states[3].writable()
        other[name][slot] += 1.0
        for seat in (PUBLIC_SEAT, *range(len(place.agencies))):
            same = same_view(observe(place, states[3], seat), observe(place, other, seat))
            assert same == (seat not in (terms.giver, terms.receiver)), (slot, seat)
            assert not may_ask(name, (slot,), seat)


@pytest.mark.parametrize("name", OF_THE_LEAD)
def test_what_is_of_the_place_and_still_the_leads_own_shows_to_it_alone(name: str, states: list[State]) -> None:
    """How thin its masters' backing has been shows in no other seat's view, and no other seat hears why."""
    place = laboratory()
    thin = begin(place, seeds_of(1, 1)).state.writable()
    thin["cover"][place.lead] = 0.01
    reached = step(place, thin, allowed_decisions(place, thin, np.random.default_rng(3)), parameters={"cover_wins": 0.0})
    assert isinstance(reached, Stepped)
    assert reached.ledger is not None
    assert reached.state[name] == 1.0
    for seat in (PUBLIC_SEAT, *range(len(place.agencies))):
        same = same_view(observe(in_public(), states[3], seat), observe(in_public(), moved(states[3], name), seat))
        assert same == (seat != place.lead)
        assert (why(reached.ledger, name, (), seat) is None) == (seat != place.lead)


def test_a_failure_in_hiding_passes_for_a_promise_kept_late() -> None:
    """Quarter by quarter its receiver sees and hears of it the same as of one kept late; it is not told by silence or by time."""
    place = laboratory()
    slot = next(number for number, terms in enumerate(place.promises) if terms.id == "nurse")
    terms = place.promises[slot]
    place = replace(place, dilemmas=(), events=())
    fails = {"partner_delivers_at": 2.0, "conceal_strain": -1.0}
    courses = {LATE: [fails, {"partner_delivers_at": 0.0}, fails], CONCEALED: [fails, fails, fails]}
    known: dict[int, list[Any]] = {}
    for ends, parameters in courses.items():
        state = begin(place, seeds_of(1, 1)).state.writable()
        state["promise_status"][slot], state["promise_due"][slot], state["promise_size"][slot] = OPEN, 1.0, 0.5
        seen: list[Any] = []
        known[ends] = seen
        for one in parameters:
            reached = step(place, state, none_of(place, 1), parameters=one)
            assert isinstance(reached, Stepped)
            assert reached.ledger is not None
            state, view = reached.state, observe(place, reached.state, terms.receiver)
            heard = [(one.kind, one.name, one.text, one.agencies) for one in told(reached.ledger, terms.receiver)]
            seen.append(([view[name][slot, 0] for name in view.values if name.startswith("promise_")], heard))
            assert not [one for one in told(reached.ledger, terms.giver) if one.text == "concealed"]
        assert state["promise_status"][slot, 0] == ends
    assert known[LATE] == known[CONCEALED]
    assert [(one[0], one[2]) for _, heard in known[CONCEALED] for one in heard] == [("promise", "kept late")]


def test_a_word_given_to_one_is_no_cause_for_another() -> None:
    """Asked why a protocol is being drafted, whoever was promised it hears so; the other of the two hears of no promise."""
    place = replace(laboratory(), dilemmas=(), events=())
    decisions = from_words(place, {}, [{"token": "promise", "what": "protocol", "with": "schools"}])
    assert isinstance(decisions, Decisions)
    reached = step(place, begin(place, seeds_of(1, 1)).state, decisions)
    assert isinstance(reached, Stepped)
    assert reached.ledger is not None
    promised, hears = place.agency("schools"), set()
    pairs = [pair for pair in place.protocols if promised in pair]
    assert pairs
    for pair in pairs:
        for seat in range(len(place.agencies)):
            answer = why(reached.ledger, "drafting", pair, seat)
            assert answer is not None
            if any(one.cause.name == "promise" for one in answer.causes):
                hears.add(seat)
    assert hears == {place.lead, promised}


def test_what_happens_in_public_is_told_to_all() -> None:
    """Departures and news are heard by every seat."""
    place = laboratory()
    heard = set()
    for reached in course(place, seeds_of(2, 3), np.random.default_rng(2)):
        assert reached.ledger is not None
        public = [one for one in reached.ledger.told(2) if one.kind != "promise"]
        heard |= {one.kind for one in public}
        for seat in range(len(place.agencies)):
            assert [one for one in told(reached.ledger, seat, 2) if one.kind != "promise"] == public
    assert {"event", "said", "ended", "departure"} <= heard
