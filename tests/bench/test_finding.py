"""What a simulation finds: where it stands, small games that show it, which parameters matter, laws that must not break."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.bench.finding import findings_of, shown_by
from game.bench.instrument import Witness
from game.bench.invariants import broken_laws
from game.bench.lint.play import Gauging, try_out
from game.bench.minimise import _items, minimise, play_seeds
from game.bench.sensitivity import sensitivity_of
from game.bench.simulate import simulate
from game.core.arithmetic import Mask
from game.core.decision import Decisions
from game.core.parameters import PARAMETERS
from game.core.place import Place
from game.core.rng import seeds_of
from game.play.assumption import reaches
from game.play.batch import Played, play_batch
from game.play.crew import Crew, Done
from game.play.policy import Memory, Replayed, policy_named
from game.play.session import Session
from game.scenario.check import check_path
from game.scenario.compiler import compile_checked, compile_scenario
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny, tiny_data


def chain(**changed: Any) -> dict[str, Any]:
    """A place in which a condition hangs on two decisions among sixteen."""
    dilemmas: dict[str, Any] = {}
    for turn in range(1, 9):
        effects = {2: [{"flag": "one"}], 5: [{"flag": "two"}]}.get(turn, [])
        options = {"a": {"label": "a"}, "b": {"label": "b", "effects": effects}, "c": {"label": "c"}}
        dilemmas[f"d{turn}"] = {"title": "d", "text": "d", "at": turn, "options": options}
    dilemmas["end"] = {
        "title": "d",
        "text": "d",
        "at": 8,
        "options": {"x": {"label": "x", "when": "one and two"}, "y": {"label": "y"}},
    }
    return tiny_data(turns=8, dilemmas=dilemmas, **changed)


def one_game(place: Place, seed: int) -> Played:
    """The game by chance of one seed, with its decisions."""
    memory = Memory(place.parameters)
    return play_batch(place, policy_named("random", place), seed, 1, memory, is_overlaid=False, keeps_decisions=True)


def test_a_game_is_made_of_all_its_decisions() -> None:
    """What can be left out of a game is every option that was taken and every token that was placed, in the order of turns."""
    place = laboratory()
    session = Session.played(place, 5, policy_named("cede", place))
    items = _items(session.taken())
    assert len(items) == sum(len(choices) + len(tokens) for choices, tokens in session.decided)
    assert [turn for turn, _, _ in items] == sorted(turn for turn, _, _ in items)
    assert "time" in {token["token"] for _, tokens in session.decided for token in tokens}  # the first kind, which is number 0
    assert 0 in {option for one in session.taken() for option in one.choice[:, 0]}


@pytest.mark.slow
def test_a_game_is_made_small() -> None:
    """Of a game of thirty decisions the two are left on which a condition hangs, and the game still meets it; twice the same."""
    place = compile_scenario(chain(), "chain")
    gauged = try_out(place, games=256)
    path = ("dilemmas", "end", "options", "x", "when")
    gauge = gauged.instrumented.gauges[path]
    small = shown_by(gauged.instrumented, gauge, "held", gauge.witness["held"])
    assert small is not None
    assert {turn: choices for turn, (choices, _) in small.turns.items()} == {2: {"d2": "b"}, 5: {"d5": "b"}}
    assert (small.n, small.n_before > 15) == (2, True)
    assert small.told() == f"seed {small.seed}, quarter 2 d2: b; quarter 5 d5: b"
    assert small == shown_by(gauged.instrumented, gauge, "held", gauge.witness["held"])


def test_what_happens_anyway_needs_no_decision() -> None:
    """Where the first open options meet it too, nothing is left but the seed; what the game does not meet gives nothing."""
    place = tiny()
    played = one_game(place, 4)

    def always(n: int) -> Mask:
        return np.ones(n, dtype=bool)

    small = minimise(place, played.taken[: place.turns], 4, always)
    assert small is not None
    assert small.turns == {}
    assert small.told() == "seed 4, whatever is decided"
    assert minimise(place, played.taken[: place.turns], 4, lambda n: ~always(n)) is None


def test_one_seed_many_times_is_one_game() -> None:
    """A batch of one seed repeated holds the same game in each row, and it is the game of that seed."""
    place = laboratory()
    alone = one_game(place, 9)
    thrice = [
        Decisions(np.repeat(one.choice, 3, axis=-1), np.repeat(one.attention, 3, axis=-1)) for one in alone.taken[: place.turns]
    ]
    final = play_seeds(place, Replayed(place, thrice), np.repeat(seeds_of(9, 1), 3))
    for row in range(3):
        assert final.rows(slice(row, row + 1)).digest() == alone.final.digest()


def test_findings_say_where(tmp_path: Path) -> None:
    """Each finding names the line of the file, and an effect that comes to nothing is shown by a small game."""
    text = (
        "format: 1\ntitle: Two\nturns: 4\nseat: council\n"
        "agencies:\n  council: {name: C, budget: 9}\n  police: {name: P, budget: 9}\n"
        "outcomes:\n  homes: {name: Homes, needs: [council, police]}\ndilemmas:\n  first:\n    title: First\n    text: First.\n"
        "    options:\n      ask:\n        label: Ask\n        effects:\n          - {spend: 500, from: pot}\n"
        "      wait: {label: Wait}\n"
    )
    file = tmp_path / "two.yaml"
    file.write_text(text, encoding="utf-8")
    checked = check_path(file)
    place = compile_checked(checked)
    gauged = try_out(place, games=256)
    [finding] = [one for one in findings_of(place, gauged.tally, gauged, {}, None, checked) if one.code == "WP646"]
    assert finding.where == f"{file}:18:13"
    assert finding.replay is not None
    assert finding.replay.n <= 1
    assert finding.to_json()["replay"]["seed"] == finding.replay.seed


class TestSensitivity:
    """Which assumption matters."""

    @pytest.mark.slow
    def test_what_matters_and_what_does_not(self) -> None:
        """Every assumption is tried within its bounds, the widest first, and one that nothing hangs on moves nothing."""
        place = tiny(turns=3, epilogue=1)
        swings, is_complete = sensitivity_of(place, first=1, games=12)
        assert is_complete
        assert {one.parameter for one in swings} == {one.name for one in reaches(place)}
        assert [one.size for one in swings] == sorted((one.size for one in swings), reverse=True)
        assert swings[0].is_clear
        for one in swings:
            assert PARAMETERS[one.parameter].low <= one.low <= one.high <= PARAMETERS[one.parameter].high
        assert any(one.size == 0.0 for one in swings)

    def test_stopping_keeps_what_was_done(self) -> None:
        """Ctrl-C leaves the assumptions that were tried by then, a batch of them at a time."""
        place = tiny(turns=2, epilogue=0)

        def stop(done: int) -> None:
            if done >= 40:
                raise KeyboardInterrupt

        with Crew(place) as crew:
            swings, is_complete = sensitivity_of(place, first=1, games=4, crew=crew, progress=stop)
        assert not is_complete
        assert 0 < len({one.parameter for one in swings}) <= 20


def test_no_law_is_broken_and_a_broken_one_is_told() -> None:
    """On the laboratory every law holds; a state that was tampered with breaks the law that says so."""
    place = laboratory()
    policy, memory = policy_named("random", place), Memory(place.parameters)
    played = play_batch(place, policy, 1, 8, memory, is_overlaid=False, keeps_decisions=True)
    assert broken_laws(place, played, "random", 1) == []
    played.final["energy"][3] = np.nan
    played.final["pot"][5] += 1.0
    found = {one.says: one for one in broken_laws(place, played, "random", 1)}
    assert found["`energy` is a number from 0 to 1"].witness.seed == 4
    assert found["money is neither made nor lost"].count == 1
    assert isinstance(found["money is neither made nor lost"].witness, Witness)


def test_ctrl_c_among_the_gauges_keeps_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopping while the games with gauges are played leaves the report of all that was played before."""
    steps = Gauging.steps

    def interrupted(gauging: Gauging) -> Iterator[tuple[str, Done]]:
        yield next(steps(gauging))
        raise KeyboardInterrupt

    monkeypatch.setattr(Gauging, "steps", interrupted)
    report = simulate(tiny(), runs=20)
    assert not report.is_complete
    assert report.ensembles["random"].n == 20
    assert report.came == {}
