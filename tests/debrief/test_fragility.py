"""Fragile findings: each decisive one is tried with every assumption a quarter off, by playing it."""

from __future__ import annotations

import pytest

from game.core.parameters import DEFAULTS, PARAMETERS
from game.debrief.fragility import CONFIRMED, fragility
from game.debrief.moments import effect_of
from game.debrief.ways import as_played, branches_of
from game.play.future import futures_of, play_on
from game.play.policy import policy_named
from game.play.session import Session
from tests.debrief.runs import debriefed, run
from tests.places.tiny import tiny

# A run whose programme is stopped for want of cover, so that a decisive finding hangs on where the bound for that lies.
STOPPED = ("barnet", "cede", 1)


@pytest.mark.slow
def test_a_hinge_is_what_playing_with_it_shows() -> None:
    """Where a finding is called fragile, playing both ways with that one number moved shows it, and with none moved it holds."""
    session = run(*STOPPED)
    assert session.last_turn_played < session.place.turns
    found = debriefed(*STOPPED).moments
    tried = fragility(session, found, most=3)
    fragile = [one for one in tried if one.is_fragile]
    assert fragile
    for one in fragile:
        moment = next(moment for moment in found.moments if (moment.turn, moment.dilemma) == (one.turn, one.dilemma))
        options = [option.id for option in session.place.dilemmas[session.place.dilemma(one.dilemma)].options]
        numbers = options.index(moment.taken), options.index(one.option)
        branches, _ = branches_of(session, {(one.turn, one.dilemma): numbers})
        futures = futures_of(session.seed, CONFIRMED)
        usual = next(effect for effect in moment.ways[0].effects if effect.measure == one.measure)
        for hinge in one.hinges:
            taken, other = (
                play_on(session.place, [branch], as_played(session), futures, parameters={hinge.parameter: hinge.moved})
                for branch in branches
            )
            again = effect_of(one.measure, other[one.measure][0], taken[one.measure][0], found.ranges[one.measure])
            assert again == hinge.effect
            assert again.is_close or again.mean * usual.mean <= 0.0
            assert not usual.is_close
            assert hinge.usual == session.place.parameters.get(hinge.parameter, DEFAULTS[hinge.parameter])
            assert PARAMETERS[hinge.parameter].text in one.text


def test_where_nothing_is_decisive_nothing_is_tried() -> None:
    """A game in which no choice moves anything has no findings that could be fragile."""
    session = Session.played(tiny(), 1, policy_named("adaptive", tiny()))
    assert fragility(session, debriefed("laboratory", "cede", 3).moments, most=0) == ()
