"""`wholeplace graph` and `wholeplace watch`, as typed."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from game.cli.main import main

SMALLEST = str(Path(__file__).parents[1] / "scenario" / "smallest.yaml")


@pytest.mark.parametrize(("form", "begins"), [("dot", "digraph"), ("mermaid", "---\ntitle:"), ("svg", "<svg")])
def test_each_form_goes_to_standard_output_whole(capsys: pytest.CaptureFixture[str], form: str, begins: str) -> None:
    """Each form goes to standard output, whole and alone."""
    assert main(["graph", SMALLEST, "--format", form]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith(begins)
    assert "first_meeting" in shown.out or "The first meeting" in shown.out
    assert shown.err == ""


def test_a_picture_is_utf_8_whatever_the_screen_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that goes into a file on a system of another encoding, such as Windows, can be read and holds every sign."""
    kept = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(kept, encoding="cp1252", newline="\r\n"))
    assert main(["graph", "barnet", "--format", "svg"]) == 0
    words = " ".join(ET.fromstring(kept.getvalue()).itertext())  # noqa: S314 - our own
    assert "…" in words
    assert "?" not in words
    assert b"\r" not in kept.getvalue()


def test_the_web_needs_no_place(capsys: pytest.CaptureFixture[str]) -> None:
    """The web of causes is drawn without a place, whole or around one variable."""
    assert main(["graph", "--causes", "--format", "dot"]) == 0
    whole = capsys.readouterr().out
    assert main(["graph", "--causes", "--around", "trust", "--format", "dot"]) == 0
    assert 0 < len(capsys.readouterr().out) < len(whole)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Which place?"),
        ([SMALLEST, "--around", "trust"], "add --causes"),
        (["--causes", "--around", "trvst"], "Did you mean `trust`?"),
    ],
)
def test_a_wrong_call_says_what_was_meant(capsys: pytest.CaptureFixture[str], arguments: list[str], why: str) -> None:
    """A wrong call says what was meant, and ends with 2."""
    assert main(["graph", *arguments]) == 2
    assert why in capsys.readouterr().err


def test_watching_once_with_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Decisions from a file are played under their seed; what they name and the place lacks is a fault of that file."""
    file = tmp_path / "decisions.yaml"
    file.write_text("1: {choices: {first_meeting: pitch}}\n", encoding="utf-8")
    assert main(["watch", SMALLEST, "--once", "--decisions", str(file), "--seed", "3"]) == 0
    assert f"{file} was played again" in capsys.readouterr().out
    assert main(["watch", SMALLEST, "--once", "--seed", "3"]) == 2
    assert "--seed goes with --decisions" in capsys.readouterr().err
    file.write_text("1: {choices: {first_meeting: pich}}\n", encoding="utf-8")
    assert main(["watch", SMALLEST, "--once", "--decisions", str(file)]) == 2
    assert "WP309" in capsys.readouterr().err
