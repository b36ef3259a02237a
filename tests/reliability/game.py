"""Faults of a game that is played in the terminal, by a program as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from game.play.log import read_log
from game.play.store import SUFFIX
from tests.places.shipped import barnet
from tests.reliability.outcome import Outcome, missing
from tests.reliability.room import FAKETIME, MOUNT, fill, small_disk
from tests.terminal.script import history, typed

ROOT = Path(__file__).parents[2]
START = [sys.executable, "-m", "game", "play", "--text"]


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a game whose folder is `home`."""
    return {**os.environ, "WHOLEPLACE_HOME": str(home), "PYTHONIOENCODING": "utf-8", **(more or {})}


def play(home: Path, lines: list[str], *arguments: str, more: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Plays with these lines until they end; the exit code, and all that was on the screen."""
    done = subprocess.run(
        [*START, *arguments],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home, more),
        cwd=ROOT,
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return done.returncode, done.stdout + done.stderr


def saves(home: Path) -> list[Path]:
    """The saved games in a folder."""
    return sorted((home / "saves").glob(f"*{SUFFIX}"))


def decisions(path: Path) -> list[Any]:
    """What a saved game holds; it must be whole."""
    reading = read_log(path)
    assert reading.notes == ()
    return list(reading.records)


def _lines(n_turns: int) -> list[str]:
    """The real leaders' line as it is typed, for some quarters."""
    lines, n = [], 0
    for line in typed(history(barnet())):
        lines.append(line)
        n += line == "end"
        if n > n_turns and line == "":
            break
    return lines


class Player:
    """A game that goes on line by line, so that something can happen between two of them."""

    def __init__(self, home: Path, *arguments: str, more: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [*START, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(home, more),
            cwd=ROOT,
            bufsize=0,
        )
        self.screen = ""
        self.read()

    def read(self, wait: float = 60.0) -> str:
        """What the screen shows more until it asks for a line, or the game is over."""
        assert self.process.stdout is not None
        handle = self.process.stdout.fileno()
        os.set_blocking(handle, False)
        shown, deadline = b"", time.monotonic() + wait
        while time.monotonic() < deadline:
            try:
                piece = os.read(handle, 65_536)
            except BlockingIOError:
                if shown.rstrip(b" ").endswith((b">", b"?", b":")) and shown.endswith(b" "):
                    break
                time.sleep(0.01)
                continue
            if not piece:
                break
            shown += piece
        told = shown.decode("utf-8", "replace")
        self.screen += told
        return told

    def type(self, line: str) -> str:
        """Types a line, and gives what came of it."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        return self.read()

    def end(self) -> int:
        """Ends what is typed, and waits for the program."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.read()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.wait(30)


def _begun(home: Path, lines: list[str]) -> tuple[Player, Path]:
    """A game that has been played with these lines and goes on, and where it is saved."""
    player = Player(home, "barnet", "--seed", "1")
    for line in lines:
        player.type(line)
    [path] = saves(home)
    return player, path


def disk_full(folder: Path) -> Outcome:
    """The disk is full in the second quarter; it is said, nothing counts that is not written, and with room the game goes on."""
    with small_disk(folder, "256k") as disk:
        player, path = _begun(disk, _lines(2)[:-8])
        filler = fill(disk)
        told, n_taken = "", 0
        while "could not be saved" not in told and n_taken < 200:  # what is left of the file's last page is room still
            told = player.type("undo" if n_taken % 2 else "rest")
            n_taken += "could not be saved" not in told
        player.type("no")
        acknowledged = decisions(path)
        filler.unlink()
        is_going_on = "could not be saved" not in player.type("undo" if n_taken % 2 else "rest")
        code = player.end()
        after = decisions(path)
    is_said = "the disk is full" in " ".join(told.split())
    stuck = not (is_said and is_going_on and code == 0 and len(after) == len(acknowledged) + 1)
    return Outcome(1, len(acknowledged), missing(list(acknowledged), list(after)) + (n_taken >= 200), int(stuck))


def read_only(folder: Path) -> Outcome:
    """The folder of saved games turns read-only in the middle of a quarter, and is so at the next start; then no longer."""
    with small_disk(folder, "256k") as disk:
        player, path = _begun(disk, _lines(2)[:-6])
        acknowledged = path.read_bytes()
        n = len(decisions(path))
        player.process.kill()
        player.end()
        _remount(disk, "ro")
        code, screen = play(disk, ["quit"], "--resume", str(path))
        new, other = play(disk, ["quit"], "barnet")
        is_said = code == new == 1 and "read but not written" in screen and "read but not written" in other
        listed = subprocess.run([*START[:3], "list"], env=environment(disk), cwd=ROOT, capture_output=True, text=True, check=True)
        is_said = is_said and path.name.removesuffix(SUFFIX) in listed.stdout
        same = path.read_bytes() == acknowledged
        _remount(disk, "rw")
        code, _ = play(disk, ["", "rest", "undo", "quit"], "--resume", str(path))
        grown = path.read_bytes().startswith(acknowledged) and len(decisions(path)) > n
    return Outcome(1, n, 0 if same and grown else n, int(not is_said or code != 0 or not grown))


def _remount(disk: Path, how: str) -> None:
    subprocess.run([MOUNT, "-o", f"remount,{how}", str(disk)], check=True)


def two_at_once(folder: Path) -> Outcome:
    """A second program opens the game that a first is playing: it is refused in words, and the first goes on."""
    first, path = _begun(folder, _lines(1)[:-4])
    acknowledged = decisions(path)
    code, screen = play(folder, ["quit"], "--resume", str(path))
    is_refused = code == 1 and "open in another window or program" in screen
    during = decisions(path)
    first.type("rest")
    first.type("undo")
    first.end()
    code, _ = play(folder, ["", "rest", "undo", "quit"], "--resume", str(path))
    after = decisions(path)
    lost = missing(list(acknowledged), list(during)) + missing(list(during), list(after))
    return Outcome(1, len(during), lost, int(not is_refused or code != 0 or len(after) <= len(during)))


def clock_back(folder: Path) -> Outcome:
    """A game is gone on with, and new ones begun, under a clock that stands two years earlier; then under the right one."""
    if not FAKETIME.exists():
        raise FileNotFoundError("libfaketime is not installed")
    past = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": "-730d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    code, _ = play(folder, _lines(1), "barnet", "--seed", "1")
    [path] = saves(folder)
    acknowledged = decisions(path)
    codes = [code]
    codes.append(play(folder, ["", "rest", "undo", "quit"], "--resume", str(path), more=past)[0])
    codes += [play(folder, ["", "", "rest", "quit"], "barnet", "--seed", "1", more=past)[0] for _ in range(2)]
    codes.append(play(folder, ["", "rest", "undo", "quit"], "--resume", str(path))[0])
    after = decisions(path)
    listed = subprocess.run([*START[:3], "list"], env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=True)
    n_listed = listed.stdout.count(SUFFIX)
    is_going_on = not any(codes) and len(after) > len(acknowledged) and len(saves(folder)) == n_listed == 3
    return Outcome(1, len(acknowledged), missing(list(acknowledged), list(after)), int(not is_going_on))
