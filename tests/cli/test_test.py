"""`wholeplace test`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from game.cli.main import main
from tests.places.tiny import tiny_data

GOOD = "format: 1\ntitle: It ends\npolicy: history\nseeds: {from: 1, runs: 5}\nexpect: [{measure: turn, equals: 5}]\n"
BAD = "format: 1\ntitle: It ends late\npolicy: history\nexpect: [{measure: turn, equals: 9}]\n"
FAULTY = "format: 1\ntitle: Misspelt\npolicy: histori\nexpect: [{measure: turn, equals: 5}]\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a scenario, and a folder for its tests."""
    (tmp_path / "scenario.yaml").write_text(yaml.safe_dump(tiny_data(), sort_keys=False))
    (tmp_path / "tests").mkdir()
    return tmp_path


def test_all_as_expected(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario whose tests hold gets the answer yes, each test with what was found and expected."""
    (place / "tests" / "good.yaml").write_text(GOOD)
    assert main(["test", str(place)]) == 0
    shown = capsys.readouterr().out
    assert "as expected: It ends" in shown
    assert "turn at the end: found so for 100.0%, 5 to 5, expected 5 for all seeds" in shown
    assert "1 test run, all as expected." in shown


def test_one_is_not_as_expected(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One test that does not hold gets the answer no; the others are run all the same."""
    (place / "tests" / "bad.yaml").write_text(BAD)
    (place / "tests" / "good.yaml").write_text(GOOD)
    assert main(["test", str(place / "scenario.yaml")]) == 1
    shown = capsys.readouterr().out
    assert "NOT AS EXPECTED: It ends late" in shown
    assert "2 tests run, 1 not as expected." in shown


def test_one_file_alone(place: Path) -> None:
    """A single test can be named, and finds its scenario."""
    (place / "tests" / "bad.yaml").write_text(BAD)
    (place / "tests" / "good.yaml").write_text(GOOD)
    assert main(["test", str(place / "tests" / "good.yaml")]) == 0
    assert main(["test", str(place / "tests" / "bad.yaml")]) == 1


def test_where_nothing_could_be_run_nothing_was_as_expected(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A test with faults alone is not run, and no test is said to be as expected."""
    (place / "tests" / "faulty.yaml").write_text(FAULTY)
    assert main(["test", str(place)]) == 1
    assert capsys.readouterr().out.startswith("No test was run; ")


def test_a_faulty_test_is_told_where(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A test that cannot be read gets the answer no, its faults on standard error; those that can are run."""
    (place / "tests" / "faulty.yaml").write_text(FAULTY)
    (place / "tests" / "good.yaml").write_text(GOOD)
    assert main(["test", str(place), "--format", "json"]) == 1
    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert [case["holds"] for case in told["cases"]] == [True]
    assert [(one["code"], one["line"]) for one in told["diagnostics"]] == [("WP208", 3)]
    assert "faulty.yaml:3:9" in shown.err


def test_no_tests_is_an_answer(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario without tests is told how to get one, and the answer is no."""
    assert main(["test", str(place)]) == 1
    assert "has no tests yet" in capsys.readouterr().err


def test_one_scenario_does_not_keep_another_from_being_tried(
    place: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of several scenarios one without tests and one with faults make the answer no, and the others are tried."""
    (place / "tests" / "good.yaml").write_text(GOOD)
    bare, faulty = (tmp_path_factory.mktemp(name) / "scenario.yaml" for name in ("bare", "faulty"))
    bare.write_text((place / "scenario.yaml").read_text())
    faulty.write_text("format: 1\n")
    assert main(["test", str(bare), str(place), "--format", "json"]) == 1
    assert [case["holds"] for case in json.loads(capsys.readouterr().out)["cases"]] == [True]
    assert main(["test", str(faulty), str(place), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [case["holds"] for case in told["cases"]] == [True]
    assert told["diagnostics"][0]["code"] == "WP202"


def test_a_scenario_with_faults(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The faults of the scenario are told, and nothing is run."""
    (place / "tests" / "good.yaml").write_text(GOOD)
    (place / "scenario.yaml").write_text("format: 1\n")
    assert main(["test", str(place)]) == 1
    assert "WP202" in capsys.readouterr().err


def test_a_place_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown scenario makes the call wrong."""
    assert main(["test", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
