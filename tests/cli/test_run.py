"""`wholeplace run`."""

from __future__ import annotations

import io
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from game.cli.main import main
from game.cli.output import write_files
from game.play.policy import policy_named
from game.play.session import Session
from game.play.writing import publish
from tests.places.laboratory import laboratory

LABORATORY = str(Path(__file__).parent.parent / "places" / "laboratory.yaml")
SMALLEST = str(Path(__file__).parent.parent / "scenario" / "smallest.yaml")


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """What `run` prints for a program."""
    assert main(["run", LABORATORY, *arguments, "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return dict(json.loads(shown.out))


def test_it_is_the_game_of_that_seed(capsys: pytest.CaptureFixture[str]) -> None:
    """The document's digests, measures and ending are those of the game that the policy plays under that seed."""
    told = document(capsys, "--policy", "adaptive", "--seed", "11")
    game = Session.played(laboratory(), 11, policy_named("adaptive", laboratory()))
    assert [turn["digest"] for turn in told["turns"]] == [state.digest() for state in game.states]
    assert told["measures"] == game.headline()
    ending = game.ending()
    assert ending is not None
    assert told["ending"] == {"id": ending.id, "title": ending.title}
    assert told["scenario"]["digest"] == laboratory().digest
    assert "ledger" not in told["turns"][0]


def test_history_decides_unless_somebody_else_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a policy or decisions the real case's line is played."""
    told = document(capsys)
    assert (told["policy"], told["seed"]) == ("history", 1)
    assert told["decisions"]["1"]["choices"] == {"pitch": "people"}


@pytest.mark.slow
def test_trace_tells_the_causes(capsys: pytest.CaptureFixture[str]) -> None:
    """With --trace each turn has its ledger: variable, before, after, and entries of cause, size, rule and evidence."""
    told = document(capsys, "--trace", "--seed", "4")
    element = told["turns"][3]["ledger"][0]
    assert element.keys() == {"variable", "element", "before", "after", "entries"}
    assert element["entries"][0].keys() == {"cause", "name", "term", "because", "size", "rule", "source", "evidence"}
    assert any(one["kind"] == "event" for turn in told["turns"] for one in turn["told"])


def test_what_it_decided_can_be_given_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The decisions of one document, as a file, play the same game; a policy fills in what they leave open."""
    told = document(capsys, "--policy", "random", "--seed", "5")
    file = tmp_path / "decisions.json"
    file.write_text(json.dumps(told["decisions"]))
    again = document(capsys, "--decisions", str(file), "--seed", "5")
    assert again["turns"] == told["turns"]
    file.write_text("2: {tokens: [{token: rest}]}")
    filled = document(capsys, "--decisions", str(file), "--policy", "random", "--seed", "5")
    assert filled["decisions"]["1"] == told["decisions"]["1"]
    assert filled["decisions"]["2"] == {"choices": told["decisions"]["2"]["choices"], "tokens": [{"token": "rest"}]}


def test_a_refused_decision_is_told_and_the_answer_is_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a decision is refused, the document stops there, the reason stands on standard error, and the exit code is 1."""
    file = tmp_path / "decisions.yaml"
    file.write_text("1: {choices: {pitch: each}}")
    assert main(["run", LABORATORY, "--decisions", str(file), "--format", "json"]) == 1
    shown = capsys.readouterr()
    assert "Quarter 2: " in shown.err
    assert "is still open" in shown.err
    told = json.loads(shown.out)
    assert (told["refused"]["turn"], len(told["turns"])) == (2, 2)


def test_changed_parameters_change_the_game_and_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Parameters from a file change the game and its digest, and are named."""
    file = tmp_path / "parameters.yaml"
    file.write_text("say_trust: 1.0\n")
    told, plain = document(capsys, "--params", str(file)), document(capsys)
    assert told["parameters"] == {"say_trust": 1.0}
    assert told["scenario"]["digest"] != plain["scenario"]["digest"]
    assert told["measures"] != plain["measures"]


@pytest.mark.parametrize(
    ("option", "text", "code"),
    [
        ("--params", "say_trsut: 1\n", "WP307"),
        ("--decisions", "1: {choices: {pich: each}}\n", "WP303"),
        ("--decisions", "[", "WP"),
    ],
)
def test_a_faulty_file_is_told_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, text: str, code: str
) -> None:
    """A file with faults makes the call wrong, and each fault is told with its file and line."""
    file = tmp_path / "file.yaml"
    file.write_text(text)
    assert main(["run", LABORATORY, option, str(file)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert f"{file}:1:" in shown.err
    assert code in shown.err


def test_a_scenario_with_faults_is_not_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The faults are told as `check` tells them, and the answer is no."""
    file = tmp_path / "scenario.yaml"
    file.write_text("format: 1\ntitel: A\n")
    assert main(["run", str(file), "--format", "json"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "WP201" in shown.err


@pytest.mark.parametrize(
    "call", ["", "nowhere", f"{LABORATORY} --policy clever", f"{LABORATORY} --seed x", f"{LABORATORY} --trace"]
)
def test_a_wrong_call(capsys: pytest.CaptureFixture[str], call: str) -> None:
    """A missing or unknown scenario, policy or seed makes the call wrong."""
    assert main(["run", *call.split()]) == 2
    assert capsys.readouterr().err


def test_the_text_tells_turns_and_measures(capsys: pytest.CaptureFixture[str]) -> None:
    """For people: a line a turn with digest and decisions, then the measures and the ending."""
    assert main(["run", LABORATORY, "--seed", "3"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("The laboratory, seed 3, decided by history\n")
    assert "pitch: people, time police, broker care police, listen" in shown
    assert "It ends with: " in shown


def test_rows_are_those_of_the_states(capsys: pytest.CaptureFixture[str]) -> None:
    """With `--format csv`, the same values as in the document come as rows of a table."""
    assert main(["run", LABORATORY, "--seed", "3", "--format", "csv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert main(["run", LABORATORY, "--seed", "3", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert lines[0] == "scenario,seed,turn,quarter,part,variable,of,to,value,unit,sight"
    last = told["turns"][-1]
    when = f"laboratory,3,{last['turn']},2016 Q1,epilogue"
    assert f"{when},energy,,,{last['state']['energy']!r},level,public" in lines
    assert f"{when},purpose,police,council,{last['state']['purpose']['police']['council']!r},level,hidden" in lines


@pytest.mark.slow
def test_a_cut_is_saved_and_replayed_as_that_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`run --cut --save` writes a game that `replay` and `debrief` know for the cut; an unknown cut is a plain sentence."""
    saved = tmp_path / "hour.wholeplace"
    assert main(["run", "barnet", "--cut", "hour", "--save", str(saved), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert max(map(int, told["decisions"])) == 6
    assert main(["replay", str(saved)]) == 0
    capsys.readouterr()
    assert main(["run", "barnet", "--cut", "our"]) == 2
    assert "Did you mean `hour`?" in capsys.readouterr().err
    assert main(["play", "--cut", "hour", "--text"]) == 2
    assert "A cut is of a place" in capsys.readouterr().err


def test_a_game_is_saved_though_nobody_reads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whoever reads what is printed goes away, as `head` does, the game has been saved."""

    class Gone(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, _: object) -> int:
            raise BrokenPipeError

    saved = tmp_path / "game.wholeplace"
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(Gone(), write_through=True))  # type: ignore[type-var]
        assert main(["run", SMALLEST, "--save", str(saved)]) == 141
    assert main(["replay", str(saved)]) == 0


def test_the_luck_of_any_game_can_be_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The largest seed with which a game can be played is one under which it can be run, and replayed."""
    saved = tmp_path / "game.wholeplace"
    assert main(["run", SMALLEST, "--seed", str(2**64 - 1), "--save", str(saved)]) == 0
    assert main(["replay", str(saved)]) == 0
    assert main(["run", SMALLEST, "--seed", str(2**64)]) == 2
    assert "is not a whole number from 0 to" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="makes a pipe and links as POSIX does")
def test_a_save_goes_where_a_link_leads_and_over_nothing_but_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--overwrite spares folders and pipes (as root, it could be a device) and keeps a link; one that leads nowhere is taken."""
    folder, pipe, link, kept = (tmp_path / name for name in ("folder", "pipe", "link", "kept"))
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(kept)
    for taken in (folder, pipe):
        assert main(["run", SMALLEST, "--overwrite", "--save", str(taken)]) == 2
        assert f"{taken}: this is a folder, a pipe or a device." in capsys.readouterr().err
    assert main(["run", SMALLEST, "--save", str(link)]) == 2
    assert main(["run", SMALLEST, "--overwrite", "--save", str(link)]) == 0
    assert link.is_symlink()
    assert main(["replay", str(kept)]) == 0
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_of_two_that_save_at_once_neither_loses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What another process has written meanwhile under the same name stays, and is told."""
    saved = tmp_path / "game"

    def meanwhile(*given: Any, **named: Any) -> None:
        saved.write_text("the other's")
        publish(*given, **named)

    monkeypatch.setattr("game.cli.output.publish", meanwhile)
    assert main(["run", SMALLEST, "--save", str(saved)]) == 1
    assert "there is already something by that name" in capsys.readouterr().err
    assert [path.read_text() for path in tmp_path.iterdir()] == ["the other's"]


def test_a_file_that_is_there_gives_way_to_none_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One rule for every command, whether or not it can know beforehand what it will write: the same bytes too are refused."""
    path = tmp_path / "kept.html"
    write_files([(path, b"once")], over=False)
    for data in (b"once", b"twice"):
        with pytest.raises(click.exceptions.Exit):
            write_files([(path, data)], over=False)
        assert "--overwrite" in capsys.readouterr().err
        assert path.read_bytes() == b"once"
    write_files([(path, b"twice")], over=True)
    assert path.read_bytes() == b"twice"
