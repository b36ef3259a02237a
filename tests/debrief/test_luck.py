"""What is told of luck is what the same decisions come to when they are really played under other luck."""

from __future__ import annotations

import numpy as np
import pytest

from game.core.outcome import MEASURES
from game.debrief import luck
from game.debrief.moments import moments
from game.play.ensemble import play_many
from game.play.future import FURTHER_LUCK
from game.play.session import Session
from tests.debrief.runs import FUTURES, RUNS, debriefed, run
from tests.places.tiny import tiny

on_each_run = pytest.mark.parametrize(("name", "line", "seed"), RUNS)


@on_each_run
def test_a_game_is_told_with_its_own_end_and_play_by_chance(name: str, line: str, seed: int) -> None:
    """Each headline measure once, as the game came out; play by chance spreads as far as effects are weighed against."""
    session, found = run(name, line, seed), debriefed(name, line, seed).moments
    assert [one.measure for one in found.luck.spreads] == list(MEASURES)
    for one in found.luck.spreads:
        assert one.own == session.headline()[one.measure]
        assert one.by_chance[1] - one.by_chance[0] == found.ranges[one.measure]
        assert one.under_other_luck[0] <= one.under_other_luck[1]
    assert str(FUTURES) in found.luck.method or "six" in found.luck.method


@pytest.mark.slow
def test_other_luck_is_what_the_same_decisions_come_to_when_they_are_really_taken() -> None:
    """A game in which one thing is decided, and the same played by hand under each kind of other luck."""
    falls = {"chance": 0.5, "then": [{"change": "cover", "of": "council", "by": -0.2}]}
    place = tiny(events={"card": {"title": "A card", "text": "It is red.", "at": 2, "effects": [falls]}}, turns=6)

    def played(seed: int) -> Session:
        session = Session(place, seed)
        assert session.choose("first", "one") is None
        while session.is_running:
            assert session.end_turn() is None
        return session

    found = moments(played(3), n_futures=20).luck
    others = [played(3 + FURTHER_LUCK + n).headline() for n in range(20)]
    for one in found.spreads:
        values = sorted(other[one.measure] for other in others)
        assert one.under_other_luck == (values[1], values[19])
    assert any(low < high for low, high in (one.under_other_luck for one in found.spreads))


def test_luck_out_of_the_common_is_named_and_nothing_else() -> None:
    """Above what nineteen in twenty come to it was with the player, below what one in twenty comes to against; else neither."""
    session = run(*RUNS[0])
    headline = session.headline()
    chance = dict.fromkeys(MEASURES, (0.0, 1.0))
    shifts = {"people": 1.0, "trust": -1.0}

    def told(shifted: dict[str, float]) -> str:
        values = {name: np.linspace(-0.5, 0.5, 40) + headline[name] - shifted.get(name, 0.0) for name in MEASURES}
        return luck.luck(session, values, chance).text

    assert told(shifts) == (
        "Luck was with you on People: few games with your decisions end higher. "
        "Luck was against you on Trust: few games with your decisions end lower."
    )
    assert told({}) == "This game's luck was nothing out of the common."


def test_of_a_game_that_was_stopped_no_luck_is_blamed() -> None:
    """What follows under other luck was decided by somebody else, so that the difference is not luck's alone."""
    thin = {"name": "The council", "budget": 100_000, "leaving": 0.0, "cover": 0.02}
    others = {"police": {"name": "The police", "budget": 80_000}, "health": {"name": "Health", "budget": 60_000}}
    place = tiny(agencies={"council": thin, **others})
    session = Session(place, 1)
    assert session.choose("first", "one") is None
    while session.is_running:
        assert session.end_turn() is None
    assert session.last_turn_played < place.turns
    told = moments(session, n_futures=4).luck.text
    assert told.startswith("Your programme was stopped.")
    assert "Luck was" not in told


def test_chance_is_what_other_games_by_chance_show() -> None:
    """The span of play by chance holds nine of ten games that nobody played to find it, give or take."""
    session = run(*RUNS[1])
    found = debriefed(*RUNS[1]).moments.luck
    played = play_many(session.place, "random", first=10_000, runs=100)
    for one in found.spreads:
        low, high = one.by_chance
        inside = np.count_nonzero((played.measures[one.measure] >= low) & (played.measures[one.measure] <= high)) / 100
        assert 0.8 <= inside <= 0.99


def test_what_a_facilitator_threw_in_is_not_blamed_on_luck() -> None:
    """It does not happen under other luck; news in words of their own moves nothing, and keeps nobody from telling luck."""
    fire = {"title": "A fire", "text": "It burns.", "effects": [{"change": "cover", "of": "council", "by": -0.2}]}
    place = tiny(injects={"fire": fire})

    def told(turn: int, *thrown: str) -> str:
        session = Session(place, 3)
        assert session.choose("first", "one") is None
        while session.is_running:
            if session.turn == turn:
                assert session.inject(*thrown) is None
            assert session.end_turn() is None
        return moments(session, n_futures=4).luck.text

    assert told(3, "fire").startswith("What your facilitator threw in")
    assert told(1, "fire").startswith(("Luck was", "This game's luck"))
    assert told(3, "A letter", "The minister has written.").startswith(("Luck was", "This game's luck"))
