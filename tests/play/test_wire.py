"""What is sent to a device that joins a workshop: whole for its own seat, nothing that is hidden, checked where it arrives."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from game.briefing.agency import partnership, sheet
from game.briefing.attention import attention
from game.briefing.history import played, series
from game.briefing.money import books
from game.briefing.offers import offers
from game.briefing.promises import promises
from game.briefing.quarter import begun
from game.briefing.result import largest, result
from game.briefing.scene import scenes
from game.briefing.ties import matrix
from game.core.observe import View
from game.core.variables import VARIABLES
from game.play import wire
from game.play.joined import Joined
from game.play.message import TurnPart
from game.play.policy import Random
from game.play.remote import ServerLine
from game.play.session import Session
from game.scenario.shipped import shipped_ids
from tests.places.hidden import moved
from tests.places.shipped import shipped


@pytest.fixture(scope="module", params=shipped_ids())
def session(request: pytest.FixtureRequest) -> Session:
    """A game of a place that ships, to its end."""
    place = shipped(request.param)
    return Session.played(place, 5, Random(place))


def sent(session: Session, turn: int) -> tuple[str, bytes]:
    """A turn as it travels, with its mark."""
    asked = largest(session, turn - 1) if turn > 1 else []
    mark, found = wire.written_turn(session, turn, session.place.lead, asked)
    return mark, json.dumps(found, allow_nan=False).encode()


def same(one: View, other: View) -> bool:
    """Whether two views show the same, to the bit."""
    pairs: list[tuple[Any, Any]] = [(one.values[name], other.values[name]) for name in (*one.values, *other.values)]
    pairs += [(one.agenda, other.agenda), (one.signed, other.signed), (one.tokens_allowed, other.tokens_allowed)]
    pairs += [(one.offered[number], other.offered[number]) for number in (*one.offered, *other.offered)]
    return (one.turn, one.seat) == (other.turn, other.seat) and all(a.shape == b.shape and np.array_equal(a, b) for a, b in pairs)


def test_a_turn_arrives_as_it_was_seen(session: Session) -> None:
    """View, tellings and reasons of every turn are the same on the other side, to the bit."""
    for turn in range(1, session.last_turn_played + 2):
        part = TurnPart.model_validate_json(sent(session, turn)[1])
        assert same(wire.view_of(session.place, session.place.lead, part), session.view(turn))
        assert [(one.kind, one.name, one.text, one.agencies) for one in wire.told_of(session.place, part)] == [
            (one.kind, one.name, one.text, one.agencies) for one in session.told(turn)
        ]
        assert all(session.why(*asked, turn) == why for asked, why in wire.whys_of(session.place, part).items())


def test_what_is_hidden_changes_no_byte_of_what_is_sent(session: Session) -> None:
    """Whatever a hidden variable is that no option asks about, a turn that is sent is the same to the byte."""
    turn = 3
    before = sent(session, turn)
    other = session.branched(turn)
    for variable in ("user_trust", "strain", "outlook", "frontline", "buy_in"):
        assert VARIABLES[variable].sight == "hidden"
        other.states = [*other.states[:-1], moved(other.states[-1], variable)]
    lead = session.place.lead
    view, real = other.view(turn), session.view(turn)
    if all(np.array_equal(view.offered[number], real.offered[number]) for number in real.offered):
        assert wire.written_turn(other, turn, lead, [])[1] == wire.written_turn(session, turn, lead, [])[1]
    assert sent(session, turn) == before


def test_what_does_not_fit_is_refused_in_words(session: Session) -> None:
    """Whatever is changed in a message, it is taken as a view of this place or refused as garbled: nothing else happens."""
    luck, (_, data) = random.Random(7), sent(session, 2)  # noqa: S311 - a test, not a secret
    place, n_refused = session.place, 0
    for _ in range(150):
        found = json.loads(data)
        where, key = _somewhere(found, luck)
        where[key] = luck.choice([None, "x" * 300, -1, 1e300, [], {}, [[0.5]], True, "¡", float(luck.randrange(5))])
        try:
            part = TurnPart.model_validate_json(json.dumps(found).encode())
        except ValueError:
            n_refused += 1
            continue
        try:
            wire.view_of(place, place.lead, part)
            wire.whys_of(place, part)
        except wire.Garbled:
            n_refused += 1
    assert n_refused > 100
    for junk in (b"", b"[]", b"null", b"{" * 5000, b'{"format": 2}', b"\xff\xfe"):
        with pytest.raises(wire.Garbled):
            wire.read(junk)


def _somewhere(found: Any, luck: random.Random) -> tuple[Any, Any]:
    """A random spot in a message."""
    while True:
        key = luck.choice(list(found) if isinstance(found, dict) else range(len(found)))
        if not isinstance(found[key], (dict, list)) or not found[key] or luck.random() < 0.3:
            return found, key
        found = found[key]


def test_a_joined_game_tells_what_the_game_itself_tells(session: Session) -> None:
    """Every piece of a briefing of a quarter is the same from what was sent as from the game, and asks for nothing else."""
    turn, place = 4, session.place
    whole = session.branched(turn)
    whole.choose(place.dilemmas[whole.open_dilemmas()[0]].id, _open_option(whole))
    whole.attend({"token": "listen"})
    turns = [sent(whole, number) for number in range(1, turn + 1)]
    first = {
        "format": wire.FORMAT,
        "scenario": place.id,
        "cut": "",
        "scenario_digest": place.digest,
        "title": place.title,
        "seat": place.lead,
        "name": "Us",
        "form_token": "",
        "version": "1.1",
        "at": 1,
        "status": {"kind": "open", "title": "", "text": "", "until": ""},
        "messages": [],
        "choices": whole.pending.choices,
        "tokens": whole.pending.tokens,
        "shown": "",
        "decided": whole.decided,
        "marks": [mark for mark, _ in turns],
        "turns": [json.loads(data) for _, data in turns],
        "opened": None,
    }
    there = Joined(place, ServerLine("http://127.0.0.1:9"), wire.read(json.dumps(first).encode()))
    assert not set(there.state) & {name for name, facts in VARIABLES.items() if facts.sight == "hidden"}
    pieces: tuple[Callable[[Session], Any], ...] = (
        offers,
        attention,
        begun,
        scenes,
        partnership,
        promises,
        books,
        played,
        series,
        matrix,
        *(partial(sheet, number=number) for number in range(len(place.agencies))),
        *(partial(result, turn=number) for number in range(1, turn)),
    )
    for piece in pieces:
        assert piece(there) == piece(whole), piece


def _open_option(session: Session) -> str:
    number = session.open_dilemmas()[0]
    options = session.place.dilemmas[number].options
    return next(option.id for position, option in enumerate(options) if session.view().offered[number][position, 0])
