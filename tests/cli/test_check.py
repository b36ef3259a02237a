"""`wholeplace check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli.main import main

SMALLEST = """\
format: 1
title: Two at a table
turns: 4
seat: council
agencies:
  council: {name: The council, budget: 100000}
  police:  {name: The police, budget: 80000, discretion: 0.2}
outcomes:
  families: {name: Families helped, needs: [council, police]}
dilemmas:
  first_meeting:
    title: The first meeting
    text: The borough commander has twenty minutes.
    options:
      listen: {label: Ask what would help them, effects: [{change: purpose, from: police, to: council, by: 0.05}]}
      pitch:  {label: Make the savings case,    effects: [{change: credibility, by: -0.02}]}
"""
FAULTY = SMALLEST.replace("seat: council", "seat: counsil").replace("turns: 4", "turns: four")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file with the smallest scenario that plays."""
    path = tmp_path / "place.yaml"
    path.write_text(SMALLEST, encoding="utf-8")
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A file with two faults."""
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_place_without_faults(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A place without faults is told so; exit code 0."""
    assert main(["check", str(place)]) == 0
    assert capsys.readouterr().out == f"{place}: no faults. It can be played.\n"


@pytest.mark.parametrize(("columns", "widest"), [(60, 60), (1000, 100)])
def test_no_line_is_wider_than_the_terminal(
    columns: int, widest: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor than can be read; but the first, which an editor opens, stays whole."""
    monkeypatch.setenv("COLUMNS", str(columns))
    path = tmp_path / "place.yaml"
    path.write_text(SMALLEST.replace("change: credibility", "zzz: credibility"), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert widest - 15 < max(map(len, told)) <= widest


def test_every_fault_in_one_run(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fault is told with file, line and column, and what was found, expected and to try; exit code 1."""
    assert main(["check", str(faulty)]) == 1
    shown = capsys.readouterr().out
    assert f"{faulty}:3:8  WP" in shown
    assert f"{faulty}:4:7  WP" in shown
    assert "`council`" in shown
    assert shown.endswith(f"{faulty}: 2 faults. It cannot be played yet.\n")
    assert all(f"\n  {label}" in shown for label in ("found", "expected", "try"))


def test_json_is_one_document(faulty: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program reads every field of every fault of all files in one document."""
    assert main(["check", str(faulty), str(place), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [(file["id"], file["is_playable"]) for file in document["files"]] == [("faulty", False), ("place", True)]
    assert [(one["line"], one["column"], one["severity"]) for one in document["diagnostics"]] == [
        (3, 8, "fault"),
        (4, 7, "fault"),
    ]
    assert {"code", "severity", "file", "line", "column", "message", "help"} <= set(document["diagnostics"][0])
    assert {one["file"] for one in document["diagnostics"]} == {str(faulty)}


def test_place_by_id(capsys: pytest.CaptureFixture[str]) -> None:
    """A place that comes with the game is checked by its id, and has no fault."""
    assert main(["check", "barnet"]) == 0
    assert "no faults" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("barnte", "Did you mean `barnet`?"),
        ("gone/scenario.yaml", "there is no file `gone/scenario.yaml`. Looked from"),
        (".", "the folder `.` holds no scenario.yaml."),
    ],
)
def test_a_name_that_leads_nowhere_is_a_wrong_call(
    name: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that leads nowhere is a wrong call, and the message says what to try."""
    monkeypatch.chdir(tmp_path)
    assert main(["check", name]) == 2
    assert told in " ".join(capsys.readouterr().err.split())


def test_without_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """A call without a path is wrong."""
    assert main(["check"]) == 2
    assert "PATH" in capsys.readouterr().err


def test_many_faults_of_one_cause_are_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who has copied from another place, or renamed an agency, reads of it once, and on which lines; two are told in full."""
    one = "          - {change: buy_in, of: mill, by: slight}\n"
    for name, n in (("copied", 20), ("slip", 2)):
        text = SMALLEST.replace("effects: [", "effects: [{change: energy, by: slight}, ", 1)
        text = text.replace("      pitch:", f"      three:\n        label: Three\n        effects:\n{one * n}      pitch:")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert main(["check", str(tmp_path / "copied.yaml")]) == 1
    told = capsys.readouterr().out
    assert told.count("WP301") == 1
    lines = "20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31 and 7 more."
    assert f"And so 19 times more, on lines {lines}" in " ".join(told.split())
    assert max(map(len, told.splitlines()[1:-1])) <= 100
    assert ": 20 faults. " in told
    assert main(["check", str(tmp_path / "slip.yaml")]) == 1
    assert capsys.readouterr().out.count("WP301") == 2


def test_a_file_by_another_name_is_proposed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who names a folder, or a file by a slip, is told which files there are."""
    assert main(["check", str(place.parent)]) == 2
    assert "It holds place.yaml." in capsys.readouterr().err
    assert main(["check", str(place.with_name("plaec.yaml"))]) == 2
    shown = " ".join(capsys.readouterr().err.split())
    assert f"Did you mean `{place}`?" in shown
    assert main(["check", str(place.with_name("other.yaml"))]) == 2
    assert "Did you mean" not in capsys.readouterr().err
