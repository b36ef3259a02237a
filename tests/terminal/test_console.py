"""The game at a real terminal: resized while it is played, and left with Ctrl-Z."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places.laboratory import LABORATORY

fcntl, pty, termios = (pytest.importorskip(name, reason="Windows has no such terminals") for name in ("fcntl", "pty", "termios"))
ROOT = Path(__file__).parents[2]
PROMPT = "Your choice> "
# Ctrl-Z as it comes when a key is still being shown: after the prompt is there, before Python waits for the next key.
PRESSED_AT_ONCE = """
import ctypes, functools, os, readline, signal
from game.terminal.console import Console
readline.set_pre_input_hook(functools.partial(ctypes.CDLL(None).kill, os.getpid(), signal.SIGTSTP))
print("Typed:", Console.standard().ask("Your choice"))
"""


class Terminal:
    """A terminal with a shell in it, which knows jobs."""

    def __init__(self, home: Path) -> None:
        self._fd, inside = pty.openpty()
        self.resize(80)
        environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "ENV"}}
        environment |= {"PS1": "$ ", "TERM": "dumb", "WHOLEPLACE_HOME": str(home)}
        begin = "import os; os.login_tty(0); os.execvp('sh', ['sh', '-i'])"
        self.shell = subprocess.Popen([sys.executable, "-c", begin], stdin=inside, cwd=ROOT, env=environment)
        os.close(inside)

    def resize(self, width: int) -> None:
        """Gives the terminal this many columns."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))

    def type(self, keys: str, until: str) -> list[str]:
        """The lines that are shown from these keys on, once the last of them ends so."""
        os.write(self._fd, keys.encode())
        shown, deadline = b"", time.monotonic() + 30
        while not shown.decode("utf-8", "ignore").endswith(until):
            ready, _, _ = select.select([self._fd], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"{until!r} does not come after {shown!r}"
            shown += os.read(self._fd, 65536)
        return shown.decode().replace("\r\n", "\n").splitlines()

    def close(self) -> None:
        """Hangs up."""
        os.close(self._fd)
        self.shell.wait(timeout=20)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in which the shell waits for a command."""
    found = Terminal(tmp_path)
    found.type("", "$ ")
    yield found
    found.close()


@pytest.fixture
def terminal(shell: Terminal) -> Terminal:
    """A terminal in which the laboratory waits for its first choice."""
    shell.type(f"'{sys.executable}' -m game play '{LABORATORY}' --text --seed 1\n", "Enter to go on> ")
    shell.type("\n", "> ")
    shell.type("\n", PROMPT)
    return shell


@pytest.mark.slow
def test_a_window_made_narrower_is_followed(terminal: Terminal) -> None:
    """What is printed from then on has the new width."""
    assert max(len(line) for line in terminal.type("look\n", PROMPT)) > 50
    terminal.resize(40)
    assert max(len(line) for line in terminal.type("look\n", PROMPT)) <= 40


@pytest.mark.slow
def test_what_was_being_typed_is_gone_on_with(terminal: Terminal) -> None:
    """After Ctrl-Z the shell has its own terminal; `fg` brings the prompt back with what had been typed, to be edited."""
    terminal.type("hexx", "hexx")
    terminal.type("\x1a", "$ ")
    assert "echo shown" in terminal.type("echo shown\n", "$ ")
    terminal.type("fg\n", f"{PROMPT}hexx")
    assert "What you can type" in terminal.type("\x7f\x7flp\n", PROMPT)


@pytest.mark.slow
def test_ctrl_z_is_never_lost(shell: Terminal, tmp_path: Path) -> None:
    """Pressed before Python waits for a key, it stops the game all the same, without another key."""
    program = tmp_path / "program.py"
    program.write_text(PRESSED_AT_ONCE, "utf-8")
    shell.type(f"PYTHONPATH=. '{sys.executable}' '{program}'\n", "$ ")
    shell.type("fg\n", PROMPT)
    assert "Typed: go on" in shell.type("go on\n", "$ ")
