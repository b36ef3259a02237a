"""`wholeplace replay`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.cli.main import main
from game.core.decision_words import to_words
from game.core.place import Place
from game.play.log import Log, read_log
from game.play.policy import Memory, policy_named
from game.play.record import Header, write
from game.play.round_table import RoundTable
from game.play.session import Session
from game.play.store import save_folder
from game.scenario.compiler import load
from tests.places.laboratory import laboratory

LABORATORY = str(Path(__file__).parent.parent / "places" / "laboratory.yaml")


def header(place: Place, seed: int, **more: Any) -> Header:
    """The header of a saved game."""
    return Header(place.id, place.digest, seed, "0.1.0", "2031-02-03T09:30:00+00:00", place.title, **more)


def saved(path: Path, place: Place, seed: int = 5, **more: Any) -> Path:
    """A game of the adaptive line, saved as it was played, with a way back in it."""
    with Log.create(path, header(place, seed, **more)) as log:
        session = Session(place, seed, log=log)
        policy, memory = policy_named("adaptive", place), Memory(place.parameters)
        went_back = False
        while session.is_running and not session.is_over:
            choices, tokens = to_words(place, policy.decide(session.view(), session.state.seeds, memory))
            for dilemma, option in choices.items():
                assert session.choose(dilemma, option) is None
            for token in tokens:
                assert session.attend(token) is None
            assert session.end_turn() is None
            if session.turn == 5 and not went_back:
                went_back = True
                assert session.back(3) is None
    return path


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved game of the laboratory."""
    return saved(tmp_path_factory.mktemp("saves") / "game.wholeplace", laboratory())


def rewritten(game: Path, path: Path, turn: int) -> Path:
    """The same game, the digest of one turn another, with every check in order: only playing it again can tell."""
    reading = read_log(game)
    records = [{key: value for key, value in one.items() if key != "check"} for one in reading.records]
    last = max(number for number, one in enumerate(records) if one["do"] == "end_turn" and one["turn"] == turn)
    records[last]["digest"] = "0" * 32
    path.write_bytes(write(reading.header, records)[0])
    return path


def test_every_turn_is_proved(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A game that plays as it was saved is the same in every turn, those before the way back included."""
    assert main(["replay", str(game), "--scenario", LABORATORY, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["is_same"]
    assert [one["turn"] for one in told["turns"]] == [1, 2, 3, 4, 3, 4, *range(5, 13)]
    assert told["notes"] == []
    assert main(["replay", str(game), "--scenario", LABORATORY]) == 0
    assert "14 turns played again, every one the same." in capsys.readouterr().out


def test_the_first_turn_that_differs_is_named(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a digest is not the one that was saved, the answer is no and names the turn."""
    changed = rewritten(game, tmp_path / "changed.wholeplace", turn=7)
    assert main(["replay", str(changed), "--scenario", LABORATORY, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_same"], told["first_different"]) == (False, 7)
    assert "Turn 7 plays differently" in told["problem"]
    assert told["turns"][-1]["turn"] == 6


@pytest.mark.slow
def test_a_shipped_place_is_found_by_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place of a save that comes with the game need not be named; the parameters of the save are laid over it."""
    place = load("barnet", {"say_trust": 2.5})
    path = saved(tmp_path / "game.wholeplace", place, parameters={"say_trust": 2.5})
    assert main(["replay", str(path)]) == 0
    shown = capsys.readouterr()
    assert "every one the same" in shown.out
    assert shown.err == ""


def test_a_place_that_changed_is_told(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the place is no longer the one that was played, that is said beside the first turn that differs."""
    other = tmp_path / "laboratory.yaml"
    other.write_text(Path(LABORATORY).read_text().replace("receptive: 0.5", "receptive: 0.6", 1))
    assert main(["replay", str(game), "--scenario", str(other), "--format", "json"]) == 1
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert told["first_different"] == 1
    assert "have changed since" in shown.err
    assert told["scenario"]["digest"] != told["scenario"]["saved_digest"]


def test_a_record_that_makes_no_sense_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record that cannot be played ends it there, with its number and the reason."""
    path = tmp_path / "odd.wholeplace"
    place = laboratory()
    path.write_bytes(write(header(place, 5), [{"do": "choose", "turn": 1, "dilemma": "pitch", "option": "shout"}])[0])
    assert main(["replay", str(path), "--scenario", LABORATORY]) == 1
    assert "Turn 1, record 1: There is no option called “shout”." in capsys.readouterr().out


def test_what_a_facilitator_did_is_no_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The log of a workshop's room, which lies beside the games in what is exported, is told from a game that is damaged."""
    path = tmp_path / "room.wholeplace"
    path.write_bytes(write(header(laboratory(), 5), [{"do": "seat", "table": "table-1"}])[0])
    assert main(["replay", str(path), "--scenario", LABORATORY]) == 1
    assert "what the facilitator of a workshop did, and no game" in capsys.readouterr().out


def test_a_place_that_is_not_here_is_asked_for(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A save of a place that does not come with the game says which place is needed, and how to name it."""
    assert main(["replay", str(game)]) == 1
    assert "“laboratory” of this game is needed. Say where it is with --scenario." in capsys.readouterr().err


def test_what_is_no_saved_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there makes the call wrong; one that is no saved game gets the answer no. Neither is a traceback."""
    assert main(["replay", str(tmp_path / "nothing")]) == 2
    (tmp_path / "letter").write_text("Dear Mr Lowe\n")
    assert main(["replay", str(tmp_path / "letter")]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err


def test_a_game_is_found_by_its_name_and_its_place_by_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A game can be named without its folder, a slip is answered with the nearest, and a place of one's own is in its header."""
    monkeypatch.setenv("WHOLEPLACE_HOME", str(tmp_path))
    save_folder().mkdir(parents=True)
    saved(save_folder() / "mine.wholeplace", laboratory(), more={"file": LABORATORY})
    assert main(["replay", "mine"]) == 0
    assert "every one the same" in capsys.readouterr().out
    assert main(["replay", "mien"]) == 2
    assert "There is no saved game `mien`" in (said := capsys.readouterr().err)
    assert "Did you mean `mine`?" in said


def test_a_parameter_that_is_no_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A saved game that somebody has edited so is told what is wrong."""
    path = tmp_path / "odd.wholeplace"
    path.write_bytes(write(header(laboratory(), 5, parameters={"wage": "much"}), [])[0])
    assert main(["replay", str(path), "--scenario", LABORATORY]) == 1
    assert "is a number" in capsys.readouterr().err


def test_a_damaged_end_is_noted(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What could be read is proved, and what was left out is told on standard error."""
    torn = tmp_path / "torn.wholeplace"
    torn.write_bytes(game.read_bytes()[:-20])
    assert main(["replay", str(torn), "--scenario", LABORATORY]) == 0
    assert "last line" in capsys.readouterr().err


def test_a_round_table_is_proved_like_any_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its quarters end by another record, and each is played again and counted."""
    place, path = laboratory(), tmp_path / "table.wholeplace"
    with Log.create(path, header(place, 5)) as log:
        session = Session(place, 5, log=log)
        assert RoundTable.convene(session, {seat: str(number) for number, seat in enumerate(place.agency_ids)}) is None
        assert session.end_turn() is None
        assert session.end_turn() is None
    assert main(["replay", str(path), "--scenario", LABORATORY]) == 0
    assert "2 turns played again, every one the same." in capsys.readouterr().out
