"""The game in a real window: an X server without a screen, keys from another program, and a screen reader's side of AT-SPI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from game.play.log import read_log
from game.play.store import SavedGame, saved_games

ROOT = Path(__file__).parents[2]
PLAY = [sys.executable, "-m", "game", "play"]
PATIENCE = 40.0  # seconds for anything to happen, on a machine that may be busy
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that Debian's bindings of AT-SPI belong to
AT_SPI = "/usr/libexec/at-spi-bus-launcher"

pytestmark = pytest.mark.slow


def needs(*programs: str) -> None:
    """Skips where a program is missing; the checks in CI install them all."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")


@pytest.fixture
def environment(home: Path) -> Iterator[dict[str, str]]:
    """The environment of a program on a screen that nobody looks at."""
    needs("Xvfb")
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],  # noqa: S607 - by its name
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SDL_")}
        try:
            yield {**kept, "DISPLAY": f":{number}", "WHOLEPLACE_HOME": str(home), "SDL_AUDIODRIVER": "dummy"}
        finally:
            server.terminate()


def until(is_so: Callable[[], object], what: str) -> None:
    """Waits until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(0.2)


@contextmanager
def ended(game: subprocess.Popen[str]) -> Iterator[None]:
    """Ends a program, whatever happens: leaving its own block would otherwise wait for it."""
    try:
        yield
    finally:
        game.kill()


def the_game() -> SavedGame | None:
    """The saved game, once there is one."""
    return next(iter(saved_games()), None)


def test_a_quarter_by_keys(environment: dict[str, str]) -> None:
    """The window opens, a quarter is played with keys alone, and it closes with everything saved."""
    needs("xdotool")

    def key(*names: str) -> None:
        for name in names:
            subprocess.run(["xdotool", "key", name], check=True, env=environment)  # noqa: S607 - by its name
            time.sleep(0.3)

    def records() -> list[str]:
        game = the_game()
        return [record["do"] for record in read_log(game.path).records] if game is not None else []

    with (
        subprocess.Popen(
            [*PLAY, "--seed", "3"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as game,
        ended(game),
    ):
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--class", "wholeplace"]
        window = subprocess.run(find, check=True, env=environment, timeout=PATIENCE, stdout=subprocess.PIPE).stdout.split()[0]
        has_keys = ["xdotool", "getwindowfocus"]
        until(
            lambda: subprocess.run(has_keys, check=False, env=environment, stdout=subprocess.PIPE).stdout.strip() == window,
            "the window does not have the keys",
        )
        key("Return")
        until(the_game, "no game was begun")
        key("Return", "Return")  # the place, the story
        key("n")  # the news
        key("Return", "Return")  # from the scene to its first option, which is taken
        until(lambda: "choose" in records(), "no option was taken")
        key("n", "n", "Right", "Return")  # to attention; to the end, whatever is left; past "Not yet" to yes
        until(lambda: "end_turn" in records(), "the quarter was not ended")
        time.sleep(1.0)
        game.terminate()  # as the system does when it shuts down
        out, err = game.communicate(timeout=PATIENCE)
    assert (game.returncode, err) == (0, "")
    found = the_game()
    assert found is not None
    assert found.turn == 1
    assert str(found.path) in out
    assert found.path.with_suffix(".png").exists()


# What a screen reader does: it looks for the game on the desktop, reads its tree, and presses a button in it.
_READER = """
import sys, time
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

def walk(node):
    yield node
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from walk(child)

def find(role, name):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            for node in walk(Atspi.get_desktop(0)):
                if node.get_role_name() in role and node.get_name().startswith(name):
                    return node
        except Exception:
            pass
        time.sleep(0.3)
    sys.exit(f"{name} is not there")

Atspi.init()
begin = find(("button", "push button"), "Begin Barnet")
print("found", begin.get_name())
print("did", begin.get_action_iface().do_action(0))
print("title", find(("frame", "window"), "Barnet, the hundred families").get_name())
"""


SWITCH = (
    "dbus-send --session --dest=org.a11y.Bus --print-reply /org/a11y/bus org.freedesktop.DBus.Properties.Set "
    "string:org.a11y.Status string:{} variant:boolean:{} >/dev/null"
)


def in_a_session(folder: Path, environment: dict[str, str], *lines: str) -> subprocess.CompletedProcess[str]:
    """Runs a shell's lines on a message bus of their own, with AT-SPI on it; `$code` is what the session ends with."""
    script = folder / "session.sh"
    script.write_text(
        "\n".join([f"{AT_SPI} --launch-immediately & bus=$!", "sleep 1", *lines, "kill $bus; exit $code"]), encoding="utf-8"
    )
    return subprocess.run(
        ["dbus-run-session", "--", "sh", str(script)],  # noqa: S607 - by its name
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_through_at_spi(environment: dict[str, str], tmp_path: Path) -> None:
    """A screen reader's side of the system finds the game's tree, reads it, and begins a place by pressing its card."""
    pytest.importorskip("accesskit", reason="the extra a11y is not installed")
    needs("dbus-run-session", SYSTEM_PYTHON, AT_SPI)
    if subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"], check=False, capture_output=True
    ).returncode:
        pytest.skip("Debian's bindings of AT-SPI are not installed here: gir1.2-atspi-2.0, python3-gi")
    reader = tmp_path / "reader.py"
    reader.write_text(_READER, encoding="utf-8")
    done = in_a_session(
        tmp_path,
        environment,
        SWITCH.format("IsEnabled", "true"),
        SWITCH.format("ScreenReaderEnabled", "true"),
        f'"{sys.executable}" -m game play --seed 3 & game=$!',
        f"timeout 60 {SYSTEM_PYTHON} -W ignore {reader}; code=$?",
        "kill $game; wait $game",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "found Begin Barnet, the hundred families" in done.stdout
    assert "title Barnet, the hundred families, Whole Place" in done.stdout  # so that it was begun
    assert the_game() is None  # and left again before anything was decided


# The screen changes as fast as it can, as long as the shell's lines switch readers on and off.
_BUSY = """
import subprocess, sys
import pygame
from game.desktop.reader import Reader
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.settings import Settings
from game.desktop.window import Window, prepare

prepare()
window = Window(Settings(), file=None, is_hidden=True)
Reader(window)
window.show()
window.screens.append(PreferencesScreen(window))
switch = subprocess.Popen(["sh", "-c", sys.argv[1]])
while switch.poll() is None:
    window.change()
    window.turn([pygame.event.Event(pygame.WINDOWFOCUSGAINED), *pygame.event.get()])
    window.turn([pygame.event.Event(pygame.WINDOWFOCUSLOST)])
"""


def test_readers_that_come_and_go(environment: dict[str, str], tmp_path: Path) -> None:
    """A reader may come at any moment, also while the screen changes: the window never stands still for it."""
    pytest.importorskip("accesskit", reason="the extra a11y is not installed")
    needs("dbus-run-session", AT_SPI)
    busy = tmp_path / "busy.py"
    busy.write_text(_BUSY, encoding="utf-8")
    switches = "; sleep 0.1; ".join(SWITCH.format("IsEnabled", word) for word in ("true", "false"))
    done = in_a_session(
        tmp_path,
        {**environment, "PYTHONPATH": str(ROOT), "SDL_VIDEODRIVER": "dummy"},
        f"timeout -s KILL 60 \"{sys.executable}\" {busy} 'for time in $(seq 60); do {switches}; sleep 0.1; done'; code=$?",
    )
    assert done.returncode == 0, done.stdout + done.stderr
