"""The largest changes of a game, and what they came from, where little moved."""

from __future__ import annotations

import pytest

from game.debrief import changes
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.shipped import shipped


def test_no_cause_of_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single cause beyond those that are felt is left out where it comes to nothing in words; the others still add up."""
    place = shipped("bradford")
    session = Session.played(place, 11, policy_named("nice-to-all", place))
    first, *_ = changes.changes(session)
    found = [(pull.entry, pull.size) for pull in first.pulls]
    # As if the last cause had come to next to nothing.
    monkeypatch.setattr(changes, "_exact", lambda *_: [*found[:-1], (found[-1][0], 1e-4)])
    one = changes._change(session, first.variable, first.index, first.turn)
    assert (one.n_rest, one.rest_text) == (1, "")
    assert [pull.text for pull in one.pulls] == [pull.text for pull in first.pulls[:-1]]
    assert sum(pull.size for pull in one.pulls) + one.rest == pytest.approx(sum(size for _, size in found[:-1]) + 1e-4)


def test_what_did_not_move_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where fewer levels moved than are told, the others are left out: nothing is told from 50 to 50."""
    place, stood = shipped("bradford"), changes._value
    session = Session.played(place, 11, policy_named("nice-to-all", place))
    monkeypatch.setattr(changes, "_value", lambda *asked: stood(*asked) if asked[2] == "energy" else 0.5)
    assert [one.variable for one in changes.changes(session)] == ["energy"]
