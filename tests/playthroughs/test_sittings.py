"""What it is to sit through each place: half an hour to an hour, nothing twice, nothing dead, no two ways of playing alike."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from game.bench.simulate import simulate
from game.briefing.introduction import introduction
from game.core.outcome import lasting
from game.core.place import Place
from game.play.batch import play_batch
from game.play.policy import Memory, policy_named
from game.play.session import Session
from game.words.reading import n_words
from tests.places.shipped import barnet, bradford, nw_london
from tests.playthroughs.sitting import LEAST_WORDS, apart, sentences, told_in
from tests.playthroughs.told import sittings, sittings_of
from tests.tables import kept

PLACES = (barnet(), nw_london(), bradford())
RUNS = 3000

on_each_place = pytest.mark.parametrize("place", PLACES, ids=[place.id for place in PLACES])
pytestmark = pytest.mark.slow


@on_each_place
def test_a_game_takes_half_an_hour_to_an_hour(place: Place) -> None:
    """Whoever plays to the end sits for 30 to 60 minutes, within what the place says of itself; who is stopped, less."""
    low, high = introduction(place).minutes
    for one in sittings_of(place).values():
        assert one.minutes <= min(60, high), one.policy
        if one.ending != "stopped":
            assert one.minutes >= max(30, low), one.policy


@on_each_place
def test_every_game_is_read_to_its_ending(place: Place) -> None:
    """What is timed is the whole game: its ending stands in the text, for whatever the policy did."""
    titles = {ending.id: ending.title for ending in place.endings}
    for one in sittings_of(place).values():
        assert titles[one.ending] in one.text, one.policy


@on_each_place
def test_no_two_ways_of_playing_read_alike(place: Place) -> None:
    """Under the same luck a third at least of what two policies read is read in one of the two games only."""
    for one, other in combinations(sittings_of(place).values(), 2):
        assert apart(one, other) >= 1 / 3, (one.policy, other.policy)


def test_what_is_read_in_both_is_told_from_what_is_not() -> None:
    """A game reads like itself, and sentences count by their words however the lines were broken."""
    found = sittings_of(bradford())
    one, other = found["history"], found["adaptive"]
    assert apart(one, one) == 0.0
    assert apart(one, other) == apart(other, one) > 0.0
    assert sentences("One two three four five six\nseven eight. Short one.") == {"One two three four five six seven eight.": 1}


@on_each_place
def test_nothing_is_told_twice_in_a_game(place: Place) -> None:
    """No text of the author's that is long enough to be noticed comes twice in a game, by any policy or by chance."""
    for one in sittings_of(place).values():
        assert not one.twice, one.policy
    for seed in range(100, 110):
        told = [
            text for text in told_in(Session.played(place, seed, policy_named("random", place))) if n_words(text) >= LEAST_WORDS
        ]
        assert len(told) == len(set(told)), seed


@on_each_place
def test_nothing_is_dead(place: Place) -> None:
    """In 3,000 games by chance every scene, option, event, ending and effect comes, and each trace is left and is not."""
    report = simulate(place, first=1, runs=RUNS)
    tally = report.ensembles["random"].tally
    assert tally.met.min() > 0
    for number, dilemma in enumerate(place.dilemmas):
        assert tally.picked[number, : len(dilemma.options)].min() > 0, dilemma.id
    assert tally.events.min() > 0
    assert tally.endings[: len(place.endings)].min() > 0
    assert not [path for path, (came, _) in report.came.items() if not came]
    assert not report.findings
    if place.traces:
        memory = Memory(dict(place.parameters))
        final = play_batch(place, policy_named("random", place), 1, 1000, memory, is_overlaid=False).final
        left = lasting(place, final).mean(axis=1)
        assert np.all((left > 0.0) & (left < 1.0)), left


def test_the_page_tells_what_is_read() -> None:
    """The table of the cases page is what the games come to today; `python -m tests.playthroughs` writes it anew."""
    assert kept("cases.md", "sittings") == sittings(PLACES)
