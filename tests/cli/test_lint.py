"""`wholeplace lint`: what counts, what may be softened, and both forms of the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli.main import main
from game.scenario import rules

SMALLEST = Path(__file__).parents[1] / "scenario" / "smallest.yaml"


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    """A place with one warning: a flag that nothing asks about."""
    example = rules.page("WP601").example("Broken")
    assert example
    file = tmp_path / "loose.yaml"
    file.write_text(example.text, encoding="utf-8")
    return file


def test_advice_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    """Advice is told, and the exit code is 0."""
    assert main(["lint", str(SMALLEST), "--games", "0"]) == 0
    told = capsys.readouterr().out
    assert "WP610 advice" in told
    assert "pieces of advice. It can be played." in told


def test_warnings_count_unless_softened(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A warning ends with 1; softened it is advice and ends with 0."""
    assert main(["lint", str(loose), "--games", "0"]) == 1
    assert "no faults, 1 warning." in capsys.readouterr().out
    assert main(["lint", str(loose), "--games", "0", "--soften", "WP601"]) == 0
    assert "no faults, 1 piece of advice." in capsys.readouterr().out


@pytest.mark.parametrize(("code", "why"), [("WP430", "is a fault, and a fault stays one"), ("WP61O", "there is no code")])
def test_what_may_not_be_softened(loose: Path, capsys: pytest.CaptureFixture[str], code: str, why: str) -> None:
    """A fault stays one, and a code that is none is a wrong call."""
    assert main(["lint", str(loose), "--soften", code]) == 2
    assert why in capsys.readouterr().err


def test_faults_end_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A place with faults gets those, as from check, and no advice."""
    file = tmp_path / "broken.yaml"
    file.write_bytes(SMALLEST.read_bytes().replace(b"seat: council", b"seat: counsel"))
    assert main(["lint", str(file)]) == 1
    told = capsys.readouterr().out
    assert "WP301 fault" in told
    assert "advice" not in told


def test_json_is_one_document(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets one document, its diagnostics as severe as they were told."""
    assert main(["lint", str(loose), "--games", "0", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["severity"]) for one in told["diagnostics"]] == [("WP601", "warning")]
