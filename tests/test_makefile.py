"""What `make play` does before it plays: nothing where all is there, and all again where something was cut off."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

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


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
@pytest.mark.parametrize("what", WHAT_WAS)
def test_what_is_set_up_before_play(tmp_path: Path, what: str) -> None:
    """Only what is missing or out of date is made, so that a later start needs no internet and a cut-off one no help."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "pip"):
        (tmp_path / ".venv" / "bin" / name).touch(mode=0o755)
    (tmp_path / ".venv" / "ready-play").touch()
    happen, made = WHAT_WAS[what]
    happen(tmp_path)
    done = subprocess.run(["make", "-n", "play"], cwd=tmp_path, capture_output=True, text=True, check=True)  # noqa: S607
    assert {step for step in (ENVIRONMENT, INSTALL) if step in done.stdout} == made
    assert done.stdout.splitlines()[-1].strip() == PLAY
