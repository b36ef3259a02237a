"""A programme that was stopped before its time is told as such, with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from game.debrief import analysis, backing, lines
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.tiny import OPTIONS, tiny

THIN = {
    "council": {"name": "The council", "budget": 100_000, "leaving": 0.0, "cover": 0.02},
    "police": {"name": "The police", "budget": 80_000},
    "health": {"name": "Health", "budget": 60_000},
}
END = {"one": {"label": "One.", "effects": [{"end": "programme", "because": "The roof fell in."}]}, "other": OPTIONS["other"]}
MEETING = {"first": {"title": "The first meeting", "text": "Twenty minutes.", "at": 1, "options": END, "real": "one"}}


def _played(line: str = "random", **changed: Any) -> Session:
    place = tiny(**changed)
    return Session.played(place, 1, policy_named(line, place))


def test_masters_who_lost_patience_are_told_of() -> None:
    """When it was stopped, after how many of how many quarters, and that backing was too thin for as long as the model asks."""
    session = _played(agencies=THIN)
    own = lines.line(session)
    assert own.last == 2 < session.place.turns
    assert lines.ended(own, None) == own.stopped
    assert own.stopped == (
        f"The programme was stopped at the end of {own.dates[2]}, after two of its four quarters. Your own masters had lost "
        "patience: their backing had been below 15 of 100 twice running."
    )
    assert backing.backings(session).own.thin == (1, 2)


def test_one_that_was_ended_by_a_decision_gives_its_reason() -> None:
    """Not patience but what the author says of it."""
    own = lines.line(_played("history", dilemmas=MEETING))
    assert own.stopped == (
        f"The programme was stopped at the end of {own.dates[1]}, after one of its four quarters. The roof fell in."
    )


def test_one_that_ran_its_course_says_nothing_of_it() -> None:
    """Nothing was stopped, and nothing is said."""
    session = _played()
    assert lines.line(session).stopped == lines.ended(lines.line(session), None) == ""


@pytest.mark.parametrize("stopped", [True, False])
def test_danger_is_what_the_programme_was_stopped_by(stopped: bool) -> None:
    """Quarters in danger are those that the engine counted, whatever news lifted the backing as the next one began."""
    card = {"title": "A card", "text": "A card has come.", "at": 2, "effects": [{"change": "cover", "of": "council", "by": 0.5}]}
    session = _played(agencies=THIN, events={} if stopped else {"card": card})
    found = analysis.analyse(session, session, n_futures=2, n_token_futures=0).backings.own
    assert 1 in found.thin
    assert bool(lines.line(session).stopped) == (2 in found.thin) == stopped
