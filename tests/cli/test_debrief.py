"""`wholeplace debrief`, and the charts of `simulate`."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli.main import main
from game.core.variables import VARIABLES
from game.debrief.rows import MEASURE
from tests.places.game import save
from tests.places.laboratory import laboratory

LABORATORY = str(Path(__file__).parent.parent / "places" / "laboratory.yaml")


def test_rows_and_their_dictionary_are_written(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With .csv every number of the game is written, and beside it what each of them means."""
    assert main(["debrief", str(game), "--out", str(tmp_path / "game.csv")]) == 0
    assert capsys.readouterr().err.count("Written: ") == 2
    with (tmp_path / "game.csv").open(encoding="utf-8", newline="") as file:
        found = {row["variable"] for row in csv.DictReader(file)}
    with (tmp_path / "game.dictionary.csv").open(encoding="utf-8", newline="") as file:
        told = {row["name"] for row in csv.DictReader(file)}
    assert found <= {*VARIABLES, MEASURE} <= told


def test_a_running_game_keeps_its_books_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A game that is not over has no debrief, in whatever form."""
    running = save(tmp_path / "running.wholeplace", laboratory(), file=LABORATORY, turns=3)
    for out in ([], ["--out", str(tmp_path / "x.csv")], ["--out", str(tmp_path / "x.html")]):
        assert main(["debrief", str(running), *out]) == 1
        said = capsys.readouterr()
        assert "quarter 4 of 12" in said.err
        assert said.out == ""
    assert list(tmp_path.iterdir()) == [running]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--out", "report.docx"], "Expected: .html, .pdf, .svg, .png, .csv or .json"),
        (["--out", "report"], "has no ending"),
        (["--for", "two\nlines"], "--for takes one line"),
        (["--for", "Table 3"], "--for goes with a report"),
        (["--for", "Table 3", "--out", "numbers.csv"], "--for goes with a report"),
        (["--chart", "network"], "--chart goes with --out"),
        (["--chart", "network", "--out", "report.html"], "--chart goes with --out"),
    ],
)
def test_calls_that_are_wrong(game: Path, options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A call that makes no sense is told with what was expected."""
    assert main(["debrief", str(game), *options]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["jinja2", "matplotlib"])
def test_what_is_missing_is_named(
    game: Path, tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a library of the extra, the answer is which one and how to get it."""
    monkeypatch.setitem(sys.modules, missing, None)
    out = str(tmp_path / ("report.html" if missing == "jinja2" else "report.svg"))
    assert main(["debrief", str(game), "--out", out]) == 1
    said = capsys.readouterr().err
    assert missing in said
    assert "pip install 'wholeplace[report]'" in said


def test_without_the_library_that_sets_type(
    game: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the library is there and Pango is not, it is said what to install, and nothing that only a programmer can use."""
    (tmp_path / "weasyprint.py").write_text(
        "print('Please follow the installation steps.')\nraise OSError('pango')\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    assert main(["debrief", str(game), "--out", str(tmp_path / "report.pdf")]) == 1
    told = capsys.readouterr()
    assert "libpango-1.0-0" in told.err
    assert not told.out
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "begins"),
    [("report.html", b"<!DOCTYPE html>"), ("report.pdf", b"%PDF-"), ("chart.svg", b"<svg"), ("chart.png", b"\x89PNG")],
)
def test_what_is_made_follows_the_ending(game: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    """The file's ending says whether a report, a PDF or a chart is made."""
    chart = ["--chart", "results"] if name.startswith("chart") else []
    assert main(["debrief", str(game), "--out", str(tmp_path / name), *chart]) == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.slow
def test_where_nothing_can_be_kept_only_the_file_is_told(game: Path, tmp_path: Path) -> None:
    """In a home that takes no folder, the library that draws keeps its notes about its own folders to itself."""
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    nowhere = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR")}
    command = [sys.executable, "-m", "game", "debrief", str(game), "--out", str(tmp_path / "chart.svg")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env={**os.environ, **nowhere})
    assert done.stderr == f"Written: {tmp_path / 'chart.svg'}\n"


@pytest.mark.slow
def test_without_a_file_it_is_told(game: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --out the debrief is printed as the terminal prints it."""
    assert main(["debrief", str(game)]) == 0
    assert capsys.readouterr().out.startswith("Your line, and the real leaders'\n")


@pytest.mark.slow
def test_endings_of_many_playthroughs_are_drawn(tmp_path: Path) -> None:
    """`simulate --out` draws how often each ending was met."""
    command = [
        "simulate",
        LABORATORY,
        "--runs",
        "16",
        "--policy",
        "random",
        "--jobs",
        "1",
        "--out",
        str(tmp_path / "endings.svg"),
    ]
    assert main(command) == 0
    assert "Rooted" in (tmp_path / "endings.svg").read_text("utf-8")


def test_a_run_is_saved_as_a_game(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`run --save` writes a game that plays again as it was, from wherever its place was."""
    saved = str(tmp_path / "run.wholeplace")
    assert main(["run", LABORATORY, "--policy", "adaptive", "--seed", "9", "--save", saved]) == 0
    assert main(["replay", saved]) == 0
    assert "12 turns played again, every one the same." in capsys.readouterr().out


@pytest.mark.slow
def test_other_ways_are_listed_told_and_refused(game: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --what-if the ways of a quarter are listed, one is set beside the game, and what there is not is said."""
    assert main(["debrief", str(game), "--what-if", "1", "0"]) == 0
    listed = capsys.readouterr().out
    assert "What else you could have chosen" in listed
    assert "`--what-if 1 1` plays on" in " ".join(listed.split())
    assert main(["debrief", str(game), "--what-if", "1", "1", "--what-if", "2", "1"]) == 0
    assert capsys.readouterr().out.count("People:") == 2
    assert main(["debrief", str(game), "--what-if", "1", "99", "--out", str(tmp_path / "x.html")]) == 1
    assert "has no other way 99" in capsys.readouterr().err
    for way in (("1", "99"), ("99", "0"), ("-1", "0")):
        assert main(["debrief", str(game), "--what-if", *way]) == 1
        assert capsys.readouterr().err.startswith("Quarter ")
    assert main(["debrief", str(game), "--what-if", "1", "1", "--out", str(tmp_path / "x.csv")]) == 2
    assert list(tmp_path.iterdir()) == []
