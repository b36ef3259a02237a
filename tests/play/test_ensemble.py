"""Many playthroughs: each is the one that its seed plays alone, and the answer does not hang on how they are cut up."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from game.core.effects.end import End
from game.core.outcome import MEASURES
from game.core.place import Event, Place
from game.core.rng import seeds_of
from game.core.step import begin
from game.play.batch import Played, play_batch
from game.play.crew import Crew
from game.play.ensemble import GENERATION, Ensemble, play_many
from game.play.policy import Memory, policy_named
from game.play.session import Session
from game.play.tally import Tally
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny

FIRST = 7
WATCH = ("energy", "trust", "pot", "reached")


def same(one: Ensemble, other: Ensemble) -> bool:
    """Whether two ensembles agree to the last bit."""
    return all(np.array_equal(one.measures[name], other.measures[name]) for name in MEASURES) and same_tally(
        one.tally, other.tally
    )


def same_tally(one: Tally, other: Tally) -> bool:
    """Whether two tallies agree in every count and sum."""
    for field in fields(Tally):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "watched":
            if mine.keys() != theirs.keys() or not all(np.array_equal(mine[name], theirs[name]) for name in mine):
                return False
        elif not np.array_equal(mine, theirs):
            return False
    return True


@pytest.fixture(scope="module")
def thousand() -> Played:
    """A thousand playthroughs of the laboratory by chance, at once."""
    place = laboratory()
    return play_batch(place, policy_named("random", place), FIRST, 1000, Memory(place.parameters), is_overlaid=False)


@pytest.mark.parametrize("row", [0, 1, 511, 999])
def test_a_row_of_a_thousand_is_the_run_alone(thousand: Played, row: int) -> None:
    """Playthrough r of a batch equals the game that `run` plays with its seed, bit for bit: state, measures, how it ended."""
    place = laboratory()
    alone = Session.played(place, FIRST + row, policy_named("random", place))
    assert thousand.final.rows(slice(row, row + 1)).digest() == alone.state.digest()
    assert {name: float(thousand.measures[name][row]) for name in MEASURES} == alone.headline()


SLOW = pytest.mark.slow


@pytest.mark.slow
@pytest.mark.parametrize("name", ["random", pytest.param("adaptive", marks=SLOW), pytest.param("explore", marks=SLOW)])
def test_batches_make_no_difference(name: str) -> None:
    """Any size of batch gives the same measures, counts and sums, to the last bit."""
    place = laboratory()
    n = GENERATION + 44
    whole = play_many(place, name, first=FIRST, runs=n, watch=WATCH, chunk=n)
    for chunk in (1000, 128, 37):
        assert same(whole, play_many(place, name, first=FIRST, runs=n, watch=WATCH, chunk=chunk))


@SLOW
def test_processes_make_no_difference() -> None:
    """Spread over two processes the answer is the same, for policies that learn and that do not, and for changed parameters."""
    place = laboratory()
    changed = {"say_trust": np.linspace(2.0, 4.0, 300), "neglect": 0.02}
    with Crew(place, 2) as crew:
        for name, parameters in (("random", None), ("explore", None), ("random", changed)):
            here = play_many(place, name, first=FIRST, runs=300, parameters=parameters, watch=WATCH)
            there = play_many(place, name, first=FIRST, runs=300, parameters=parameters, watch=WATCH, chunk=64, crew=crew)
            assert same(here, there)


def test_the_seeds_are_a_range() -> None:
    """The second half of a range is the range that begins there."""
    place = laboratory()
    whole = play_many(place, "random", first=FIRST, runs=40)
    half = play_many(place, "random", first=FIRST + 20, runs=20)
    assert all(np.array_equal(whole.measures[name][20:], half.measures[name]) for name in MEASURES)


def test_parameters_may_differ_from_row_to_row() -> None:
    """An array of parameters gives each playthrough its own, as if it alone were played with that number."""
    place = laboratory()
    values = np.array([1.0, 3.2, 6.0])
    together = play_many(place, "adaptive", first=FIRST, runs=3, parameters={"say_trust": values}, chunk=2)
    for row, value in enumerate(values):
        alone = play_many(place, "adaptive", first=FIRST + row, runs=1, parameters={"say_trust": float(value)})
        assert all(together.measures[name][row] == alone.measures[name][0] for name in MEASURES)
    unchanged = play_many(place, "adaptive", first=FIRST, runs=1)
    assert unchanged.measures["people"][0] != together.measures["people"][0]


def test_stopping_keeps_what_was_done() -> None:
    """Ctrl-C after two batches leaves those two, as they would have been, and says that more was asked for."""
    place = laboratory()

    def stop(done: int) -> None:
        if done >= 40:
            raise KeyboardInterrupt

    stopped = play_many(place, "random", first=FIRST, runs=100, chunk=20, progress=stop)
    assert (stopped.n, stopped.asked, stopped.is_complete) == (40, 100, False)
    assert same(stopped, play_many(place, "random", first=FIRST, runs=40))


def test_progress_is_told() -> None:
    """Whoever asks is told after each batch how many are done."""
    told: list[int] = []
    play_many(laboratory(), "random", runs=50, chunk=20, progress=told.append)
    assert told == [20, 40, 50]


class TestTally:
    """What is counted."""

    def test_counts_agree_with_one_another(self) -> None:
        """Open and gated options add up to the times of asking, each of which is answered; each playthrough ends once."""
        place = laboratory()
        n = 200
        tally = play_many(place, "random", runs=n).tally
        for number, dilemma in enumerate(place.dilemmas):
            options = slice(0, len(dilemma.options))
            assert (tally.offered[number, options] + tally.gated[number, options] == tally.asked[number]).all()
            assert tally.picked[number, options].sum() == tally.asked[number]
            assert (tally.picked[number] <= tally.offered[number]).all()
            assert tally.met[number] <= tally.asked[number]
            assert dilemma.again or tally.met[number] == tally.asked[number]
        assert tally.endings.sum() == tally.lasted.sum() == n
        assert (tally.promises.sum(axis=1) == n).all()
        assert tally.promises[:, 1].sum() == 0, "no promise is open after the epilogue"

    @pytest.mark.slow
    def test_counts_are_those_of_single_games(self) -> None:
        """Events, tokens, options, promises and quarters counted are those of the same games played one by one."""
        place = laboratory()
        tally = play_many(place, "random", first=FIRST, runs=4).tally
        games = [Session.played(place, FIRST + row, policy_named("random", place)) for row in range(4)]
        for number in range(len(place.events)):
            assert tally.events[number] == sum(game.state["happened"][number, 0] > 0 for game in games)
        rests = sum(token == {"token": "rest"} for game in games for _, tokens in game.decided for token in tokens)
        assert tally.tokens[9].sum() == rests
        chosen = sum(choices.get("pitch") == "each" for game in games for choices, _ in game.decided)
        assert tally.picked[place.dilemma("pitch"), 2] == chosen
        endings = [game.ending() for game in games]
        for number, ending in enumerate(place.endings):
            assert tally.endings[number] == sum(one == ending for one in endings)
        assert (tally.lasted * np.arange(len(tally.lasted))).sum() == sum(game.last_turn_played for game in games)

    @pytest.mark.slow
    def test_means_of_what_is_watched(self) -> None:
        """The mean of a variable at the start of a turn is that of the states; money to the pound, levels to a trillionth."""
        place = laboratory()
        ensemble = play_many(place, "history", first=FIRST, runs=4, watch=WATCH, chunk=3)
        state = begin(place, seeds_of(FIRST, 4), trace=False).state
        assert np.allclose(ensemble.tally.mean("energy")[0], state["energy"].mean(), rtol=0, atol=1e-11)
        assert np.allclose(ensemble.tally.mean("trust")[0], state["trust"].mean(axis=-1), rtol=0, atol=1e-11)
        last = [Session.played(place, FIRST + row, policy_named("history", place)).state for row in range(4)]
        assert ensemble.tally.mean("pot")[-1] == sum(one["pot"][0] for one in last) / 4
        assert len(ensemble.tally.mean("reached")) == place.turns + place.epilogue + 1

    def test_what_was_decided_is_summed(self) -> None:
        """The products of options and tokens hold how many took an option, and how many took two of them together."""
        place = laboratory()
        tally = play_many(place, "random", runs=100).tally
        assert tally.gram[0, 0] == 100
        assert (tally.gram == tally.gram.T).all()
        start = 1 + sum(len(dilemma.options) for dilemma in place.dilemmas[: place.dilemma("hands")])
        assert tally.gram[0, start : start + 3].tolist() == tally.picked[place.dilemma("hands"), :3].tolist()
        assert tally.gram[start, start + 1] == 0, "nobody takes two options of one dilemma"


def stopped_early(at: int, chance: float = 1.0) -> Place:
    """The laboratory, in which the programme may be ended in an early quarter."""
    place = laboratory()
    more: Any = {
        "at": 0,
        "chance": chance,
        "first": at,
        "last": at,
        "when": None,
        "once": True,
        "effects": (End(end="programme"),),
        "evidence": (),
    }
    happened = np.zeros(len(place.events) + 1)
    return replace(
        place, events=(*place.events, Event("letter", "A letter", "", **more)), starting={**place.starting, "happened": happened}
    )


@pytest.mark.slow
def test_games_that_end_early_are_measured_where_they_ended() -> None:
    """A programme that is stopped is measured and ended as it was then, as a game alone is."""
    place = stopped_early(5, chance=0.5)
    ensemble = play_many(place, "history", first=FIRST, runs=8)
    assert 0 < ensemble.tally.lasted[4] < 8
    for row in range(8):
        alone = Session.played(place, FIRST + row, policy_named("history", place))
        assert {name: float(ensemble.measures[name][row]) for name in MEASURES} == alone.headline()


def test_a_place_without_an_epilogue() -> None:
    """The measures of a place that ends with its last quarter are those of a game alone."""
    place = tiny(epilogue=0)
    ensemble = play_many(place, "random", first=FIRST, runs=5)
    for row in range(5):
        alone = Session.played(place, FIRST + row, policy_named("random", place))
        assert {name: float(ensemble.measures[name][row]) for name in MEASURES} == alone.headline()


def test_no_playthrough_at_all() -> None:
    """Asking for none gives none."""
    ensemble = play_many(tiny(), "random", runs=0)
    assert ensemble.n == 0
    assert ensemble.is_complete


def test_a_place_from_another_process_is_as_it_was() -> None:
    """What is compiled for constants that cannot change serves every process, since none can change them."""
    place = laboratory()
    sent = pickle.loads(pickle.dumps(place))  # noqa: S301 - its own
    Crew(sent)
    for one, other in ((place.constants[name], sent.constants[name]) for name in place.constants):
        assert np.array_equal(one, other)
        assert one.flags.writeable == other.flags.writeable
