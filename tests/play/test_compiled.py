"""Compiled rules: the bits that numpy gives, of every rule, every shipped place, and any small place."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from game.core.elements import move
from game.core.observe import observe
from game.core.outcome import MEASURES
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.rule import Executor, Rule
from game.core.state import State
from game.core.step import begin, step_in_place
from game.core.turn import Turn
from game.core.variables import VARIABLES
from game.play import executor
from game.play.batch import Played, play_batch
from game.play.executor import ENOUGH, FEWEST, VARIABLE, executor_for
from game.play.policy import Memory, policy_named
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped
from tests.places.small import small_places
from tests.play.test_ensemble import same_tally
from tests.portability.environment import dispensable_features

pytest.importorskip("numba", reason="needs the extra `fast`")
compiled = importlib.import_module("game.play.compiled")

N = 600  # two blocks, the second of them not full


@pytest.fixture(autouse=True, scope="module")
def kept_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled rules are kept in a folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("compiled")))
        yield


def played(place: Place, who: str, monkeypatch: pytest.MonkeyPatch, parameters: dict[str, Any] | None = None) -> Played:
    """Playthroughs by chance with the rules run by numpy or numba."""
    monkeypatch.setenv(VARIABLE, who)
    memory = Memory({**place.parameters, **(parameters or {})})
    return play_batch(place, policy_named("random", place), 7, N, memory, is_overlaid=bool(parameters))


def assert_same(one: Played, other: Played) -> None:
    """Every variable of both states, every measure and every count agrees to the last bit."""
    for mine, theirs in ((one.final, other.final), (one.at_end, other.at_end)):
        assert [name for name in mine if not np.array_equal(mine[name], theirs[name])] == []
        assert mine.digest() == theirs.digest()
    assert all(np.array_equal(one.measures[name], other.measures[name]) for name in MEASURES)
    assert same_tally(one.tally, other.tally)


def every_phase(place: Place) -> tuple[tuple[Rule, ...], ...]:
    """The rules of every phase that a game of the place runs."""
    found: dict[tuple[int, ...], tuple[Rule, ...]] = {}

    def noting(turn: Turn, rules: Sequence[Rule]) -> None:
        found[tuple(map(id, rules))] = tuple(rules)
        turn.run_each(rules)

    _go_on(place, begin(place, seeds_of(3, 64), trace=False).state.writable(), noting, place.turns + place.epilogue)
    return tuple(found.values())


def _go_on(place: Place, state: State, run: Executor | None, turns: int) -> None:
    policy = policy_named("random", place)
    for _ in range(turns):
        decisions = policy.decide(observe(place, state, place.lead), state.seeds, Memory(place.parameters))
        step_in_place(place, state, decisions, executor=run)


@pytest.mark.slow
@pytest.mark.parametrize("case", ["barnet", "nw_london", "bradford"])
def test_every_rule_gives_the_same_bits(case: str) -> None:
    """Each phase by itself, on numbers from the middle of a game and on any within bounds, no rule of it left to numpy."""
    from game.play.compiled import Compiled

    place = shipped(case)
    phases = every_phase(place)
    assert len({rule.name for rules in phases for rule in rules}) > 60
    middle = begin(place, seeds_of(1, N), trace=False).state.writable()
    _go_on(place, middle, None, 5)
    run = Compiled(only_kept=False)
    for state, rules in product((middle, _anything(middle, np.random.default_rng(1))), phases):
        by_numpy, by_numba = state.writable(), state.writable()
        with np.errstate(all="ignore"):  # at the ends of ranges a rule may divide by nought
            Turn(place, by_numpy, place.parameters, trace=False, in_place=True).run(rules)
        run(Turn(place, by_numba, place.parameters, trace=False, in_place=True), rules)
        differing = [name for name in state if not np.array_equal(by_numpy[name], by_numba[name], equal_nan=True)]
        assert differing == [], [rule.name for rule in rules]
    left = [part for plan in run._plans.values() for part in plan if not part._can or None in part._kernels.values()]
    assert [rule.name for part in left for rule in part._rules] == []


def _anything(state: State, luck: np.random.Generator) -> State:
    """A state with every level anywhere in its range, many of them at its ends."""
    result = state.writable()
    for name in result:
        if VARIABLES[name].unit == "level":
            result[name][...] = np.clip(luck.uniform(-0.3, 1.3, result[name].shape), 0.0, 1.0)
    return result


@pytest.mark.slow
@pytest.mark.parametrize("case", ["barnet", "nw_london", "bradford", "laboratory"])
def test_whole_playthroughs_give_the_same_bits(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """States, measures and counts of whole games, also with a parameter that differs from game to game."""
    place = laboratory() if case == "laboratory" else shipped(case)
    assert_same(played(place, "numpy", monkeypatch), played(place, "numba", monkeypatch))
    changed = {"say_trust": np.linspace(2.0, 4.0, N), "neglect": 0.02}
    assert_same(played(place, "numpy", monkeypatch, changed), played(place, "numba", monkeypatch, changed))


@pytest.mark.slow
@settings(max_examples=3, deadline=None, database=None, phases=[Phase.generate])
@given(place=small_places())
def test_small_places_give_the_same_bits(place: Place) -> None:
    """So do places at random."""
    with pytest.MonkeyPatch.context() as patch:
        assert_same(played(place, "numpy", patch), played(place, "numba", patch))


_DIGEST = (
    "from game.scenario.compiler import load; from game.play.policy import Memory, policy_named; "
    "from game.play.batch import play_batch; place = load('barnet'); "
    "print(play_batch(place, policy_named('random', place), 7, 300, Memory(place.parameters), is_overlaid=False).final.digest())"
)


@pytest.mark.slow
def test_no_processor_feature_changes_a_bit() -> None:
    """Without the wide registers numpy and numba give the bits that they give with them."""
    features = dispensable_features()
    plain = {"NPY_DISABLE_CPU_FEATURES": features} if features else {}
    narrow = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env={**os.environ, VARIABLE: who, **more},
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for who, more in (("numpy", {}), ("numpy", plain), ("numba", {}), ("numba", {**plain, **narrow}))
    }
    assert len(digests) == 1


@pytest.mark.slow
def test_what_was_compiled_is_found_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With nothing kept, what may not compile leaves all to numpy; what was kept is taken; what is torn is made again."""
    from game.play.compiled import Compiled, folder

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = laboratory()
    state = begin(place, seeds_of(1, N), trace=False).state.writable()
    rules = every_phase(place)[0]

    def kernels(run: Compiled) -> list[Any]:
        run(Turn(place, state, place.parameters, trace=False, in_place=True), rules)
        return [kernel for plan in run._plans.values() for part in plan for kernel in part._kernels.values()]

    assert kernels(Compiled(only_kept=True)) == [None]
    assert None not in kernels(Compiled(only_kept=False))
    assert None not in kernels(Compiled(only_kept=True))
    for file in (folder() / "__pycache__").iterdir():
        file.write_bytes(b"torn")
    assert None not in kernels(Compiled(only_kept=True))


@pytest.mark.slow
def test_elements_are_moved_to_the_same_bits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By one size or by one for each playthrough, compiled, kept, or made again of what is torn; never beyond the bounds."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    luck = np.random.default_rng(1)
    values, rows = luck.uniform(0.0, 1.0, (14 * 14, N)), np.flatnonzero(luck.uniform(size=N) < 0.4)
    numbers = np.array([3, 150, 17])
    assert compiled.compiled_move(only_kept=True) is move
    for torn in (False, False, True):
        if torn:
            for file in (compiled.folder() / "__pycache__").iterdir():
                file.write_bytes(b"torn")
        by_numba = compiled.compiled_move(only_kept=torn)
        assert by_numba is not move
        for size in (np.array([-0.3]), luck.uniform(-1.0, 1.0, len(rows))):
            results = [values.copy(), values.copy()]
            for result, moves in zip(results, (move, by_numba), strict=True):
                moves(result, numbers, rows, size, 0.0, 1.0)
            assert results[0].tobytes() == results[1].tobytes()
            assert (results[0] != values).any()
            assert results[0].min() == 0.0
            assert results[0].max() <= 1.0


_ALONE = (
    "import sys; from game.core.dynamics.share import exposing; from game.core.rng import seeds_of; "
    "from game.core.step import begin; from game.core.turn import Turn; from game.play.executor import compiled; "
    "from game.scenario.compiler import load; run = compiled(only_kept=False)\n"
    "for case in sys.argv[1:]:\n"
    "    place = load(case); state = begin(place, seeds_of(1, 64), trace=False).state.writable()\n"
    "    run(Turn(place, state, place.parameters, trace=False, in_place=True), (exposing,))\n"
    "    print(state.digest())\n"
)


@pytest.mark.slow
def test_what_other_processes_compiled_is_told_apart(tmp_path: Path) -> None:
    """Of two places whose rules were compiled by two processes, a third that fetches both takes each for its own."""

    def digests(*cases: str) -> list[str]:
        env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
        command = [sys.executable, "-c", _ALONE, *cases]
        found = subprocess.run(command, env=env, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
        return found.stdout.split()

    alone = digests("barnet") + digests("bradford")
    assert digests("barnet", "bradford") == alone


class TestWhoRunsThem:
    """Who runs the rules."""

    def test_few_are_left_to_numpy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Left to itself, few playthroughs are not worth looking for what was compiled; whoever asks for either gets it."""
        monkeypatch.delenv(VARIABLE, raising=False)
        assert executor_for(FEWEST - 1) is None
        monkeypatch.setenv(VARIABLE, "numpy")
        assert executor_for(ENOUGH) is None

    def test_without_the_extra_it_is_numpy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where numba is not installed, numpy does it all, however much there is."""
        monkeypatch.setattr(executor, "is_installed", lambda: False)
        monkeypatch.setenv(VARIABLE, "auto")
        assert executor_for(ENOUGH) is None
