"""The game as one folder that runs without Python."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game.play.policy import policy_named
from game.play.session import Session
from game.scenario.compiler import load

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of a folder built now."""
    pytest.importorskip("PyInstaller", reason="installed by `make .venv/ready-dev`")
    folder = tmp_path_factory.mktemp("folder")
    options = ["--noconfirm", "--log-level", "ERROR", "--distpath", str(folder / "dist"), "--workpath", str(folder / "build")]
    command = [sys.executable, "-m", "PyInstaller", *options, str(ROOT / ".ci" / "wholeplace.spec")]
    built = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "dist" / "wholeplace" / "wholeplace"


def elsewhere(folder: Path) -> dict[str, str]:
    """What a machine without Python gives a program: a home, a display that is none, and no path to anything."""
    return {"HOME": str(folder), "WHOLEPLACE_HOME": str(folder / "home"), "PATH": "/nowhere", "SDL_VIDEODRIVER": "dummy"}


def told(program: Path, folder: Path, *arguments: str, typed: str = "") -> str:
    """What the program prints."""
    command = [str(program), *arguments]
    done = subprocess.run(
        command, input=typed, capture_output=True, text=True, check=False, timeout=120, cwd=folder, env=elsewhere(folder)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_plays_as_the_checkout_does(program: Path, tmp_path: Path) -> None:
    """A playthrough of each place's real line ends in the same state, to the last bit; in several processes too."""
    for place_id in ("barnet", "bradford", "nw_london"):
        place = load(place_id)
        session = Session.played(place, 4, policy_named("history", place))
        assert session.state.digest() in told(program, tmp_path, "run", place_id, "--seed", "4")
    report = told(program, tmp_path, "simulate", "barnet", "--runs", "200", "--jobs", "2", "--format", "json")
    assert '"runs": 200' in report


def test_a_quarter_is_played_in_the_terminal(program: Path, tmp_path: Path) -> None:
    """Somebody types through a quarter, leaves, and finds the game among the saved ones."""
    shown = told(program, tmp_path, "play", "barnet", "--text", "--seed", "3", typed="\n\n1\nend\nquit\n")
    assert "Nine minutes with the panel" in shown
    assert "Your game is saved" in shown
    assert "barnet-3-" in told(program, tmp_path, "list")


def test_the_window_opens(program: Path, tmp_path: Path) -> None:
    """The window comes up, and closes when the system asks it to, with nothing to come back to where nothing was decided."""
    with subprocess.Popen(
        [str(program), "play", "barnet"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=elsewhere(tmp_path)
    ) as game:
        saves = tmp_path / "home" / "saves"
        until = time.monotonic() + 60
        while not (saves.is_dir() and any(saves.iterdir())) and time.monotonic() < until and game.poll() is None:
            time.sleep(0.1)
        time.sleep(1.0)  # for the first frames, so that it is a window that is closed
        os.kill(game.pid, signal.SIGTERM)
        out, err = game.communicate(timeout=60)
    assert game.returncode == 0
    assert not out + err
    assert not list(saves.glob("*.wholeplace"))


def test_a_workshop_is_served(program: Path, tmp_path: Path) -> None:
    """`host` of the folder listens, and says where."""
    with subprocess.Popen(
        [str(program), "host", "barnet", "--port", "0", "--address", "127.0.0.1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=elsewhere(tmp_path),
    ) as server:
        assert server.stdout is not None
        lines: list[str] = []
        for line in server.stdout:
            lines.append(line)
            if "http://127.0.0.1:" in line:
                break
        server.terminate()
        server.communicate(timeout=60)
    assert any("http://127.0.0.1:" in line for line in lines), lines
