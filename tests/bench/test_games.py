"""The games of a simulation: each is the one that its seed and policy give, whoever plays it and in whatever order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest

from game.bench.dealing import Stream, deal
from game.bench.games import Games
from game.core.place import Place
from game.play.crew import Crew, Done, Piece
from game.play.ensemble import Ensemble, play_many
from tests.places.laboratory import laboratory
from tests.stylised.crossing import shares_of

FIRST, RUNS = 3, 600


def same(one: Ensemble, other: Ensemble) -> bool:
    """Whether two ensembles have the same measures and counts, to the last bit."""
    counts = [field.name for field in fields(one.tally) if field.name != "watched"]
    return all(np.array_equal(one.measures[name], other.measures[name]) for name in one.measures) and all(
        np.array_equal(getattr(one.tally, name), getattr(other.tally, name)) for name in counts
    )


def played(place: Place, crew: Crew) -> Games:
    """Games by chance, games that learn and a line of play; more have gauges on than were asked of what learns."""
    return Games(place, FIRST, None, crew, None).play([("random", RUNS), ("explore", 300), ("cede", 40)], gauged=512)


@pytest.mark.slow
def test_games_are_those_of_their_policy_whoever_plays_them() -> None:
    """With gauges on, crossed, or in another process: every measure and count is that of the policy played by itself."""
    place = laboratory()
    with Crew(place) as alone, Crew(place, 2, takes_part=True) as two:
        assert (alone.others, two.others) == (0, 1)
        found = [played(place, crew) for crew in (alone, two)]
    for name, count in (("random", RUNS), ("explore", 300), ("cede", 40)):
        expected = play_many(place, name, first=FIRST, runs=count)
        assert all(same(one.ensembles[name], expected) for one in found)
    assert found[0].shares == found[1].shares == shares_of(place, first=FIRST, games=RUNS)
    assert found[0].beyond.n == found[1].beyond.n == 256


def test_a_stream_keeps_aside_what_follows_a_gap() -> None:
    """Batches may come in any order; what is told at any time is every seed from the first to some last one."""
    place = laboratory()
    crew = Crew(place)
    batches = [crew.play_here(piece(start)) for start in (0, 5, 10)]
    stream = Stream(place, "cede", FIRST, 15)
    stream.add(batches[1])
    assert stream.ensemble().n == 0
    stream.add(batches[0])
    assert same(stream.ensemble(), play_many(place, "cede", first=FIRST, runs=10))
    assert not stream.ensemble().is_complete
    stream.add(batches[2])
    assert stream.ensemble().is_complete


def test_what_hangs_on_a_step_of_ones_own_waits_for_it() -> None:
    """A piece that is known only once this process has done something is played after that, and nothing is lost."""
    crew, told = Crew(laboratory()), []

    def own() -> Iterator[tuple[str, Done] | None]:
        yield None
        yield "own", crew.play_here(piece(0))
        told.append("own")

    def pieces() -> Iterator[tuple[str, Piece] | None]:
        yield "any", piece(5)
        while not told:
            yield None
        yield "after", piece(10)

    assert [(key, done[0].start) for key, done in deal(crew, pieces(), own())] == [("own", 0), ("any", 5), ("after", 10)]


def piece(start: int) -> Piece:
    """Five games of a line of play."""
    return Piece("cede", FIRST, slice(start, start + 5), {}, (), None, 5)
