"""The window: how soon it is there, how soon a key shows, what a frame costs, and what it takes when idle.

Run with `python benchmarks/window.py`. Everything is measured in one run under the dummy driver (software rendering, as on the
screen, without the copy to it), each figure the best and the median of several, beside the limit it is held to. Absolute times
depend on the machine and on what else it does; the last lines give ratios within the run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.desktop.window import Window

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

ROOT = Path(__file__).parents[1]
SEED = 3
TIMES = 30

_FIRST = """
import time
from game.desktop.screens.title import TitleScreen
from game.desktop.settings import Settings
from game.desktop.window import Window, prepare
from game.play.shelf import SavedShelf
prepare()
window = Window(Settings())
window.push(TitleScreen(window, SavedShelf()))
window.turn([])
print(time.time(), flush=True)
"""
_IDLE = """
import time
from pathlib import Path
import pygame
from benchmarks.window import a_quarter
window = a_quarter((1280, 720))
window.turn([])
began, used = time.monotonic(), time.process_time()
clock = pygame.time.Clock()
while time.monotonic() - began < 10:
    window.turn(pygame.event.get())
    clock.tick(20)
share = (time.process_time() - used) / (time.monotonic() - began)
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(share, int(status["VmHWM"].split()[0]) / 1024)
"""


def main() -> None:
    """Measures, and prints each figure beside its limit."""
    firsts = [_first() for _ in range(6)][1:]  # the very first one reads files that later ones find in memory
    _row("first frame of the title, warm, s", firsts, 0.5)
    for size in ((1280, 720), (1920, 1080), (3840, 2160)):
        _frames(size)
    share, memory = (float(one) for one in _run(_IDLE).split())
    print(f"{'idle, share of a core':44} {share:8.4f}                limit 0.005")
    print(f"{'memory after the first quarter is shown, MB':44} {memory:8.1f}                limit 120")


def a_quarter(size: tuple[int, int], *, is_told: bool = False) -> Window:
    """A window that shows the first quarter of Barnet; with `is_told`, the introduction to it."""
    from game.desktop.screens.introduction import IntroductionScreen
    from game.desktop.screens.quarter import QuarterScreen
    from game.desktop.settings import Settings
    from game.desktop.table import Table
    from game.desktop.window import Window, prepare
    from game.play.session import Session
    from game.play.shelf import Opened, SavedShelf
    from game.scenario.compiler import load

    prepare()
    window = Window(Settings(), size=size)
    table = Table(window, SavedShelf(), Opened(Session(load("barnet"), SEED)))
    window.push((IntroductionScreen if is_told else QuarterScreen)(window, table))
    return window


def _first() -> float:
    """Seconds from starting the program to its first frame."""
    began = time.time()
    return float(_run(_FIRST)) - began


def _frames(size: tuple[int, int]) -> None:
    window = a_quarter(size)
    cold = _timed(lambda: (window.change(), window.turn([])), 1)
    name = f"{size[0]}x{size[1]}"
    _row(f"{name}: first frame of a quarter, cold text, ms", [1000 * one for one in cold], 100)
    told = a_quarter(size, is_told=True)
    told.turn([])
    told.get_ready()  # as it is after a moment in which nothing is pressed
    told.do("finish")
    told.turn([])
    read = _timed(lambda: (told.do("finish"), told.turn([])), 1)
    _row(f"{name}: the same, once its story was read, ms", [1000 * one for one in read], 33)
    _row(
        f"{name}: a frame built anew, cached text, ms",
        [1000 * one for one in _timed(lambda: (window.change(), window.turn([])))],
        12,
    )
    _row(
        f"{name}: a key to its frame (tab), ms", [1000 * one for one in _timed(lambda: (window.do("next"), window.turn([])))], 33
    )
    _row(f"{name}: painting alone, ms", [1000 * one for one in _timed(lambda: (window.repaint(), window.turn([])))], 12)


def _timed(act: Callable[[], object], times: int = TIMES) -> list[float]:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return found


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.split("\n")[-2]


def _row(what: str, found: list[float], limit: float) -> None:
    print(f"{what:44} {min(found):8.3f} best {statistics.median(found):8.3f} median   limit {limit:g}")


if __name__ == "__main__":
    main()
