"""`wholeplace pack`."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli.main import main

SMALLEST = str(Path(__file__).parent.parent / "scenario" / "smallest.yaml")


def test_pack_and_slides_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name, the pack of a place is written here, the slides beside it, and the files are named."""
    monkeypatch.chdir(tmp_path)
    assert main(["pack", SMALLEST]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["smallest-pack.html", "smallest-pack.slides.html"]
    assert "Written: smallest-pack.html" in capsys.readouterr().err
    assert "Two at a table" in (tmp_path / "smallest-pack.html").read_text("utf-8")


def test_another_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file's ending says what is made, and one that nothing is made for is told with those there are."""
    assert main(["pack", SMALLEST, "--out", str(tmp_path / "pack.docx")]) == 2
    assert "Expected: .html or .pdf" in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed",
    [
        ["pack", SMALLEST, "--out", "nowhere/pack.html"],
        ["run", SMALLEST, "--save", "nowhere/game.wholeplace"],
        ["simulate", SMALLEST, "--runs", "4000000", "--out", "nowhere/endings.svg"],
    ],
)
def test_a_folder_that_is_not_there_is_told_before_anything_takes_long(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a command writes, it says which folder is missing, and nobody waits for that."""
    monkeypatch.chdir(tmp_path)
    assert main(typed) == 2
    assert "there is no folder `nowhere`" in capsys.readouterr().err


def test_a_place_with_faults_has_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario that does not hold is told with its faults."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\ntitle: Nothing\n")
    assert main(["pack", str(bad), "--out", str(tmp_path / "pack.html")]) == 1
    assert "WP" in capsys.readouterr().err
    assert not (tmp_path / "pack.html").exists()


@pytest.mark.slow
def test_a_pdf_is_written(tmp_path: Path) -> None:
    """A file that ends in .pdf is a PDF."""
    assert main(["pack", SMALLEST, "--out", str(tmp_path / "pack.pdf")]) == 0
    assert (tmp_path / "pack.pdf").read_bytes().startswith(b"%PDF-")
