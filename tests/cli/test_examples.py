"""The example at the foot of each command's help, typed as it stands."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from game.cli.main import COMMANDS, main
from tests.places.game import save
from tests.places.shipped import shipped
from tests.workshop.process import Server

ROOT = Path(__file__).parents[2]
SHELL = shutil.which("bash") or ""
NEEDS = {"debrief": "weasyprint", "pack": "weasyprint", "host": "uvicorn", "join": "uvicorn"}
"""What comes with an extra."""
GO_ON = {"host": "Ctrl-C", "watch": "my_place"}
"""Those that go on until they are stopped, with what they say when they have begun."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHELL, reason="the examples are written for a shell"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what the examples speak of: a place, a saved game, and `wholeplace` to be called by its name."""
    program = tmp_path / "bin" / "wholeplace"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m game "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    here = tmp_path / "here"
    here.mkdir()
    game = save(here / "my-game.wholeplace", shipped("barnet"))
    saves = tmp_path / "home" / "saves"
    saves.mkdir(parents=True)
    shutil.copy(game, saves)
    return here


def example(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The example that a command's help ends with."""
    main([name, "--help"])
    found = re.findall(r"Example: (.*(?:\n  +.*)*)", capsys.readouterr().out)
    assert len(found) == 1, name
    return " ".join(str(found[0]).split())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_example_does_what_it_says(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """It ends well, says something or writes its file, and shows no traceback."""
    if name in NEEDS and find_spec(NEEDS[name]) is None:
        pytest.skip("needs an extra")
    line = example(name, capsys)
    assert line.startswith(f"wholeplace {name}")
    environment = {
        **os.environ,
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "WHOLEPLACE_HOME": str(folder.parent / "home"),
        "DISPLAY": "",
        "WAYLAND_DISPLAY": "",
    }
    del environment["SDL_VIDEODRIVER"]
    if "my_place" in line and name != "new":
        subprocess.run([SHELL, "-c", "wholeplace new my_place"], cwd=folder, env=environment, check=True, capture_output=True)
    if name == "join":
        server = Server(folder.parent)
        request.addfinalizer(server.kill)
        line = re.sub(r"http://\S+", f"{server.address}/join/{server.code.replace(' ', '')}", line)
    before = set(folder.rglob("*"))
    if name in GO_ON:
        code, told = _until(GO_ON[name], line, folder, environment)
    else:
        done = subprocess.run(
            [SHELL, "-c", line],
            cwd=folder,
            env=environment,
            input="quit\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        code, told = done.returncode, done.stdout + done.stderr
    assert code == 0, told
    assert "Traceback" not in told
    made = {path for path in folder.rglob("*") if path.is_file()} - before
    assert told.strip() or made
    assert all(path.stat().st_size for path in made)
    if written := re.search(r"(?:>|--out) (\S+)$", line):
        assert (folder / written[1]).stat().st_size > 100


def _until(words: str, line: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """What a command told until it had begun, and how it ended when it was stopped as by Ctrl-C."""
    log = folder.parent / "told"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [SHELL, "-c", f"exec {line}"], cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None and words not in log.read_text(encoding="utf-8"):
            time.sleep(0.1)
        time.sleep(0.3)
        for _ in range(2 if "host" in line else 1):  # a server takes a moment to stop, and people press twice
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        code = process.wait(30)
    return (0 if code in {0, 130, -signal.SIGINT} else code), log.read_text(encoding="utf-8")
