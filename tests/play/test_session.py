"""A running game: decided, written down, taken up again."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.core.decision import Refusal
from game.core.effects.end import End
from game.core.ledger import Packed
from game.core.parameters import PARAMETERS
from game.core.place import Ending, Event, Place
from game.play.pending import ReplayDiffers
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.laboratory import laboratory
from tests.places.lines import end_quarter
from tests.places.shipped import barnet
from tests.play.saved import Kept
from tests.terminal.script import history


def played(place: Place, seed: int, log: Kept | None = None) -> Session:
    """A game with the real line's decisions, a choice changed, a token taken back, and a way back."""
    real = history(place, seed)
    session = Session(place, seed, log=log)
    for choices, tokens in [*real.decided[:3], *real.decided[1:]]:
        if session.turn == 4 and len(session.decided) == 3 and log is not None and not any(one["do"] == "back" for one in log):
            assert session.back(2) is None
        for dilemma, option in choices.items():
            other = session.place.dilemmas[session.place.dilemma(dilemma)].options[0].id
            session.choose(dilemma, other)
            assert session.choose(dilemma, option) is None
        for token in tokens:
            assert session.attend(token) is None
        if tokens:
            assert session.take_back(0) is None
            assert session.attend(tokens[0]) is None
        assert session.end_turn() is None
        if not session.is_running:
            break
    return session


@pytest.mark.parametrize("place", [laboratory, pytest.param(barnet, marks=pytest.mark.slow)])
def test_a_log_tells_the_whole_game(place: Any) -> None:
    """A game taken up again from its log is the game that was played, after any record."""
    log = Kept()
    session = played(place(), 11, log)
    again = Session.resumed(place(), 11, log)
    assert again.state == session.state
    assert again.decided == session.decided
    for end in range(0, len(log), 31):
        part = Session.resumed(place(), 11, log[:end])
        assert len(part.decided) <= len(session.decided) + 2
        assert part.pending.tokens == _tokens(log[:end])


def _tokens(records: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The tokens placed since the last quarter began, read from the records alone."""
    tokens: list[dict[str, str]] = []
    for record in records:
        match record["do"]:
            case "attend":
                tokens.append(record["token"])
            case "take_back":
                del tokens[record["slot"]]
            case "end_turn" | "back":
                tokens = []
    return tokens


def test_a_changed_log_differs() -> None:
    """A digest that does not fit names the turn, and a record that makes no sense is refused in words."""
    log = Kept()
    session = Session(laboratory(), 1, log=log)
    for number in session.undecided():
        dilemma = session.place.dilemmas[number]
        session.choose(dilemma.id, dilemma.options[0].id)
    session.end_turn()
    log[-1]["digest"] = "0" * 32
    with pytest.raises(ReplayDiffers, match="Turn 1"):
        Session.resumed(laboratory(), 1, log)
    with pytest.raises(ValueError, match="not something a game can do"):
        Session.resumed(laboratory(), 1, [{"do": "cheat"}])
    for record in (
        {"do": "choose"},
        {"do": "attend", "token": 3},
        {"do": "take_back", "slot": "x"},
        {"do": "back", "turn": None},
    ):
        with pytest.raises(ValueError, match=r"\w"):
            Session.resumed(laboratory(), 1, [record])


def test_a_refusal_changes_and_writes_nothing() -> None:
    """What is refused leaves session and log as they were."""
    log = Kept()
    session = Session(barnet(), 1, log=log)
    before = session.state.digest()
    refusals = [
        session.choose("pitch", "nothing_such"),
        session.choose("nowhere", "crisis"),
        session.attend({"token": "time", "with": "core"}),
        session.attend({"token": "dance"}),
        session.attend({"token": "own_up", "with": "met"}),
        session.take_back(0),
        session.end_turn(),
        session.back(1),
    ]
    assert all(isinstance(one, Refusal) for one in refusals)
    assert log == []
    assert session.pending.choices == {}
    assert session.pending.tokens == []
    assert session.state.digest() == before


def test_an_open_dilemma_does_not_refuse_a_token() -> None:
    """While a dilemma whose options all cost money is open, a token of money is refused only if nothing could be paid."""
    place = barnet()
    purse, token = int(place.starting["allowance"][place.lead]), 20_000
    prices = itertools.count(purse - token, token)
    costly = tuple(replace(option, money=price) for option, price in zip(place.dilemmas[0].options, prices, strict=False))
    dear = replace(place, dilemmas=(replace(place.dilemmas[0], options=costly), *place.dilemmas[1:]))
    session = Session(dear, 1)
    money = {"token": "money", "with": "pot"}
    assert session.attend(money) is None
    assert isinstance(session.attend(money), Refusal)
    assert session.choose("pitch", costly[0].id) is None
    assert isinstance(session.choose("pitch", costly[1].id), Refusal)


@pytest.mark.parametrize("name", ["tokens", "tokens_weary"])
def test_a_quarter_has_room_for_as_many_tokens_as_a_place_may_give(name: str) -> None:
    """The most tokens that a designer may write for a quarter can be placed, and the quarter be ended with them."""
    most = PARAMETERS[name].high
    session = Session(barnet(), 1, parameters={name: most, "weary_at": 1.0 if name == "tokens_weary" else 0.0})
    assert session.tokens_left() == most
    while session.tokens_left():
        assert session.attend({"token": "listen"}) is None
    end_quarter(session)
    assert session.turn == 2


def test_a_policy_plays_a_whole_game() -> None:
    """To the end of the epilogue, with decisions that can be taken again one by one."""
    session = Session.played(laboratory(), 4, policy_named("random", laboratory()))
    assert session.is_over
    assert len(session.decided) == session.last_turn_played
    assert len(session.states) == 1 + laboratory().turns + laboratory().epilogue
    assert set(session.headline()) == {"people", "results", "trust", "sharing", "money", "legacy", "self"}


def test_exact_causes_open_at_the_end() -> None:
    """While the game is played the ledger gives nothing exact; afterwards it adds up."""
    place = laboratory()
    session = Session(place, 1)
    assert session.exact("energy", (), 1) == []
    over = history(place)
    for turn in range(1, len(over.ledgers)):
        entries = over.exact("energy", (), turn + 1)
        before, after = (float(state["energy"][0]) for state in (over.states[turn - 1], over.states[turn]))
        assert np.isclose(before + sum(entry.size for entry in entries), after)


def test_the_ending_is_that_of_the_programme() -> None:
    """An ending asks whether the programme ran its course or was stopped, though nothing runs after the epilogue."""
    place = replace(
        laboratory(),
        turns=6,
        endings=(
            Ending("stopped", "Stopped", "It was stopped.", _running_below_one()),
            Ending("through", "Through", "It ran.", None),
        ),
    )
    found = Session.played(place, 1, policy_named("history", place)).ending()
    assert found is not None
    assert found.id == "through"
    stopping = Event("stop", "Stop", "It stops.", (3,), 0.0, 1, 3, None, True, (End(end="programme"),), ())  # noqa: FBT003 - an event's fields
    short = replace(place, events=(*place.events, stopping), starting=_with_room_for(place, "happened"))
    session = Session.played(short, 1, policy_named("history", short))
    assert session.last_turn_played == 2
    assert session.is_over
    stopped = session.ending()
    assert stopped is not None
    assert stopped.id == "stopped"


def test_a_programme_that_never_runs() -> None:
    """News of the very first quarter may stop the programme; what is left is the epilogue."""
    place = laboratory()
    stopping = Event("stop", "Stop", "It stops.", (1,), 0.0, 1, 1, None, True, (End(end="programme"),), ())  # noqa: FBT003 - an event's fields
    never = replace(place, events=(*place.events, stopping), starting=_with_room_for(place, "happened"))
    session = Session(never, 1)
    assert session.is_over
    assert session.last_turn_played == 0
    assert session.headline()["results"] == 0.0


def _running_below_one() -> Any:
    from game.core.condition import Compare, Constant, Read

    return Compare(Read("running"), "<", Constant(1.0))


def _with_room_for(place: Place, name: str) -> dict[str, Any]:
    """The starting values, with one more element of a variable."""
    return {**place.starting, name: np.append(place.starting[name], 0.0)}


class TestView:
    """A view is made once for a state, and is of that state."""

    def test_it_is_kept(self) -> None:
        """Asked again, the same turn and seat give the same view; another turn or seat another."""
        session = Session(laboratory(), 1)
        assert session.view() is session.view(1) is session.view(1, laboratory().lead)
        assert session.view(1, 1).seat == 1

    def test_another_way_is_seen_otherwise(self) -> None:
        """After going back, the same turn played otherwise is seen as it is now."""
        session, views = Session(laboratory(), 1), []
        for token in ("rest", "upwards"):
            end_quarter(session, {"token": token})
            views.append(session.view())
            assert session.view()["energy"][0] == session.state["energy"][0]
            assert session.back(1) is None
            assert session.view().turn == 1
        assert views[0]["energy"][0] != views[1]["energy"][0]

    def test_it_cannot_be_written_to(self) -> None:
        """Nothing that holds a view can change what another sees."""
        view = Session(laboratory(), 1).view()
        for array in (view.agenda, view.tokens_allowed, view.signed, view["energy"], *view.offered.values()):
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0
        with pytest.raises(TypeError):
            view.values["energy"] = view["pot"]  # type: ignore[index]


def test_what_is_the_same_in_two_turns_is_held_once() -> None:
    """Of a game all states and ledgers are kept: what a turn left as it was, and what two of them say alike, is one object."""
    session = Session.played(laboratory(), 3, policy_named("random", laboratory()))
    n_shared = 0
    for before, after in itertools.pairwise(session.states):
        for name in after:
            if before[name].shape == after[name].shape and before[name].tobytes() == after[name].tobytes():
                assert before[name] is after[name]
                n_shared += 1
        remembered = {id(value) for values in (before.memory or {}).values() for value in values}
        for rule, values in (after.memory or {}).items():
            for former, now in zip((before.memory or {}).get(rule, ()), values, strict=False):
                if former.shape == now.shape and former.tobytes() == now.tobytes():
                    assert id(now) in remembered | {id(before[name]) for name in before}
    assert n_shared > 10 * len(session.states)
    packed = [ledger.blocks for ledger in session.ledgers[1:-1] if isinstance(ledger.blocks, Packed)]
    assert len(packed) == len(session.ledgers) - 2
    parts = [part for blocks in packed for part in blocks._parts if isinstance(part, tuple)]
    assert len(set(map(id, parts))) == len(set(map(repr, parts))) < len(parts) / 2
