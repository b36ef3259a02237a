"""What `make play` does before it plays: nothing where all is there, and all again where something was cut off."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")

ROOT = Path(__file__).parents[1]
PLAY = ".venv/bin/wholeplace play"
ENVIRONMENT = "-m venv --clear .venv"
INSTALL = "-m pip install"
LATER = 2_000_000_000.0


def is_taken_out(project: Path) -> None:
    """The system's Python is gone, and the link in the folder leads nowhere."""
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to(project / "gone")


WHAT_WAS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "all is there": (lambda _: None, set()),
    "the system has a newer Python": (lambda project: os.utime(project / ".venv/bin/python", (LATER, LATER)), set()),
    "the project is newer": (lambda project: os.utime(project / "pyproject.toml", (LATER, LATER)), {INSTALL}),
    "installing was cut off": (lambda project: (project / ".venv/ready-play").unlink(), {INSTALL}),
    "the folder was cut off": (lambda project: (project / ".venv/bin/pip").unlink(), {ENVIRONMENT, INSTALL}),
    "Python is gone": (is_taken_out, {ENVIRONMENT, INSTALL}),
    "there is no folder": (lambda project: shutil.rmtree(project / ".venv"), {ENVIRONMENT, INSTALL}),
}


@pytest.fixture(autouse=True)
def _no_make_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may be run by make itself, which tells the makes below it to say in which folder they are."""
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
        monkeypatch.delenv(name, raising=False)


def copied(folder: Path) -> Path:
    """A folder with what make goes by, in which all is set up."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    for name in ("python", "pip"):
        (folder / ".venv" / "bin" / name).touch(mode=0o755)
    (folder / ".venv" / "ready-play").touch()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("what", WHAT_WAS)
def test_what_is_set_up_before_play(tmp_path: Path, what: str) -> None:
    """Only what is missing or out of date is made, so that a later start needs no internet and a cut-off one no help."""
    copied(tmp_path)
    happen, made = WHAT_WAS[what]
    happen(tmp_path)
    done = subprocess.run(["make", "-n", "play"], cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S607
    assert {step for step in (ENVIRONMENT, INSTALL) if step in done.stdout} == made
    assert done.stdout.splitlines()[-1].strip() == PLAY


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["plain", "a name with spaces", "naïve café"])
@pytest.mark.parametrize("letters", [{"LC_ALL": "C"}, {"LC_ALL": "no_SUCH.UTF-8"}, {"LANG": "C"}, {"LC_ALL": "C.UTF-8"}])
def test_it_starts_wherever_it_lies(tmp_path: Path, folder: str, letters: dict[str, str]) -> None:
    """Blanks and accents in the path keep Python from starting under no system of letters."""
    project = copied(tmp_path / folder)
    (project / ".venv" / "bin" / "python").unlink()
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(project / ".venv")], check=True)
    [packages] = project.glob(".venv/lib/*/site-packages")
    (packages / "_wholeplace.pth").write_text(f"{project}\n", encoding="utf-8")  # as an editable installation leaves it
    (project / "game.py").write_text("print('played')\n", encoding="utf-8")
    (project / ".venv" / "bin" / "wholeplace").write_text('#!/bin/sh\nexec "${0%/*}/python" -m game\n', encoding="utf-8")
    (project / ".venv" / "bin" / "wholeplace").chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if name != "LANG" and not name.startswith("LC_")}
    done = subprocess.run(["make", "play"], cwd=project, capture_output=True, text=True, check=False, env=environment | letters)  # noqa: S607
    assert done.stdout == "played\n", done.stderr
