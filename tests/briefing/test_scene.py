"""A dilemma as it is told: which options are open, and why the others are not."""

from __future__ import annotations

from game.briefing import scene
from game.briefing.sight import seen
from game.play.session import Session
from game.words.money import pounds
from tests.briefing.script import during
from tests.places.shipped import shipped
from tests.places.tiny import tiny


def test_a_scene_is_as_open_as_it_can_be_chosen() -> None:
    """An option is open if and only if it can be chosen; one that is not says why; the one chosen is marked."""
    session = during(shipped("barnet"), 4)
    session.pending.choices.clear()
    closed = 0
    for number in session.open_dilemmas():
        for option in scene.scene(session, number).options:
            told = scene.scene(session, number)
            assert (session.choose(told.id, option.id) is None) == option.is_open
            assert bool(option.why_not) == (not option.is_open)
            closed += not option.is_open
            taken = scene.scene(session, number).taken
            assert not option.is_open or (taken is not None and taken.id == option.id)
    assert len(scene.scenes(session)) == len(session.open_dilemmas())


def test_what_is_too_dear_says_by_how_much() -> None:
    """Both sums to the pound: rounded, as they stand elsewhere, they may be the same."""
    options = {"dear": {"label": "Dear.", "money": 900_000}, "free": {"label": "Free."}}
    session = Session(tiny(dilemmas={"a": {"title": "A", "text": "Twenty minutes.", "at": 1, "options": options}}), 1)
    own = pounds(seen(session.view(), "budget", session.place.lead))
    dear, free = scene.scene(session, 0).options
    assert dear.why_not.endswith(f"It costs £900,000, and you have {own}.") == (not dear.is_open)
    assert not dear.is_open
    assert not free.why_not
