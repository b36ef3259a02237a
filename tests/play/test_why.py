"""Why: the causes of a change that its leader could know, and where they lie when they came at the end of the quarter before."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from game.core.effects.change import Change
from game.core.observe import Why, may_ask
from game.core.place import Event, Place
from game.core.variables import VARIABLES
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.shipped import barnet
from tests.terminal.script import history

VISIT = {"token": "time"}


@cache
def game() -> Session:
    """Barnet's real line, with some luck."""
    return history(barnet(), 2)


def told(session: Session, variable: str, index: tuple[int, ...], turn: int) -> Why:
    """The causes of what may be asked about."""
    found = session.why(variable, index, turn)
    assert found is not None
    return found


def with_news(effect: Change) -> Place:
    """Barnet, with an event in quarter 3 that has one effect."""
    place = barnet()
    (first, *rest) = place.events
    return replace(place, events=(Event(first.id, "A letter", "", (3,), 0.0, 1, 3, None, True, (effect,), ()), *rest))  # noqa: FBT003 - an event's fields


def test_what_came_with_the_news_is_felt_and_named_in_the_quarter() -> None:
    """An event at the end of one quarter moves what an agency says in the next, and is named as its cause."""
    police = barnet().agency("met")
    because = "Somebody in London wrote."
    place = with_news(Change(change="buy_in", of=(police,), by=-0.2, because=because))
    session = Session.played(place, 1, policy_named("history", place))
    found = told(session, "stated", (police,), 4)
    cause = next(known for known in found.causes if known.cause.because == because)
    assert (cause.sign, cause.rough, cause.turn) == (-1, "strong", 2)
    assert (cause.variable, cause.index) == ("buy_in", (police,))


def test_a_tie_is_told_by_what_happened_to_it() -> None:
    """Trust may be asked about, and is told in the estimate's terms with the causes of the quarter."""
    place, session = barnet(), game()
    lead = place.lead
    visits = [
        (turn + 1, place.agency(token["with"]))
        for turn, (_, tokens) in enumerate(session.decided)
        for token in tokens
        if VISIT.items() <= token.items()
    ]
    assert visits
    for turn, partner in visits:
        found = told(session, "trust", (partner, lead), turn + 1)
        assert found.before == pytest.approx(float(session.states[turn - 1]["estimate"][partner, lead, 0]))
        assert found.after == pytest.approx(float(session.states[turn]["estimate"][partner, lead, 0]))
        assert any(known.cause.term == "time_spent" and known.sign > 0 for known in found.causes)


def test_time_for_one_is_told_to_the_others() -> None:
    """A partner that was not seen while others were loses confidence, and `why` says so."""
    place, session = barnet(), game()
    turn, seen = next(
        (turn + 1, {token["with"] for token in tokens if VISIT.items() <= token.items()})
        for turn, (_, tokens) in enumerate(session.decided)
        if any(VISIT.items() <= token.items() for token in tokens)
    )
    others = [number for number, facts in enumerate(place.agencies) if facts.id not in seen and number != place.lead]
    told_of = [
        known
        for number in others
        for known in told(session, "trust", (number, place.lead), turn + 1).causes
        if known.cause.term == "neglect"
    ]
    assert told_of
    assert all(known.sign < 0 for known in told_of)


def test_a_level_is_not_told_by_what_last_moved_it() -> None:
    """Visible wins restore energy by how visible they are; what moved them this quarter is not energy's cause."""
    session = game()
    for turn in range(2, len(session.decided) + 2):
        for known in told(session, "energy", (), turn).causes:
            assert known.variable == "energy"


def test_causes_can_be_walked_back() -> None:
    """Every source that a cause gives may itself be asked about, in the turn it names."""
    session, walked = game(), 0
    lead = session.place.lead
    for turn in range(2, len(session.decided) + 2, 3):
        for variable in ("stated", "delivered", "sharing", "trust"):
            for number in range(1, len(session.place.agencies)):
                index = (number, lead) if variable == "trust" else (number,)
                for known in told(session, variable, index, turn).causes:
                    if known.source is not None:
                        assert may_ask(*known.source, lead)
                        assert session.why(*known.source, known.turn + 1) is not None
                        walked += 1
    assert walked > 100


def test_hidden_things_are_not_told() -> None:
    """Nothing hidden but trust may be asked about, nor another agency's own."""
    session = game()
    lead = session.place.lead
    hidden = [name for name, facts in VARIABLES.items() if facts.sight == "hidden" and not facts.part and name != "trust"]
    assert all(session.why(name, (0,) * len(session.place.starting[name].shape), 3) is None for name in hidden)
    assert session.why("cover", (lead + 1,), 3) is None
    assert session.why("cover", (lead,), 3) is not None


def test_sources_are_elements() -> None:
    """Every link of every entry names an element that is there: no sum over many loses its way."""
    session = game()
    for ledger in session.ledgers[:4]:
        for block in ledger.blocks:
            if block.link is None or block.scatter is not None:
                continue
            shape = session.state[block.variable].shape[:-1]
            index = tuple(0 for _ in shape)
            for entry in ledger.entries(block.variable, index):
                if entry.source is not None:
                    variable, element = entry.source
                    assert len(element) == session.state[variable].ndim - 1
                    assert session.state[variable][element].shape == (1,)
