"""Nobody's programme is stopped by its own masters without a warning in the quarter before."""

from __future__ import annotations

from game.briefing.quarter import standing
from game.core.place import Place
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.tiny import tiny

LIFTED = {"change": "cover", "of": "council", "by": 0.5}
GOOD_NEWS = {"title": "Good news", "text": "A card has come.", "at": 2, "effects": [LIFTED]}


def _place(**changed: object) -> Place:
    agencies = {
        "council": {"name": "The council", "budget": 100_000, "leaving": 0.0, "cover": 0.02},
        "police": {"name": "The police", "budget": 80_000},
        "health": {"name": "Health", "budget": 60_000},
    }
    return tiny(agencies=agencies, **changed)


def _warnings(place: Place) -> list[tuple[str, float]]:
    """What the lead is warned of at the start of each quarter, and for how many quarters on end its backing had been too thin."""
    policy, found = policy_named("random", place), []
    session = Session.played(place, 1, policy)
    for turn in range(1, session.last_turn_played + 1):
        again = Session(place, 1)
        for choices, _ in session.decided[: turn - 1]:
            for dilemma, option in choices.items():
                assert again.choose(dilemma, option) is None
            assert again.end_turn() is None
        found.append((standing(again).cover.warning, float(again.state["low_cover"][0])))
    return found


def test_a_quarter_that_was_too_thin_is_told_whatever_news_came_after_it() -> None:
    """The engine goes by how a quarter ended: good news that comes with the next one takes no warning away."""
    quiet, cheered = _warnings(_place()), _warnings(_place(events={"card": GOOD_NEWS}))
    for warnings in (quiet, cheered):
        assert any(n_thin for _, n_thin in warnings)
        for warning, n_thin in warnings:
            assert ("At the end of last quarter" in warning) == (n_thin > 0.0)


def test_who_is_thin_now_is_warned_before_anything_was_counted() -> None:
    """A lead that starts with hardly any backing hears of it in the first quarter; one with enough hears nothing."""
    assert _warnings(_place())[0] == ("If it stays so thin, they will stop the programme.", 0.0)
    assert _warnings(tiny())[0] == ("", 0.0)
