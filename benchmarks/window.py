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

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

ROOT = Path(__file__).parents[1]
SEED = 3
TIMES = 30

_FIRST = """
import time; start = time.perf_counter()
import os, sys
from game.desktop.start import opened
window = opened(saves=False)
window.turn([])
print(time.perf_counter() - start)
"""
_IDLE = """
import os, resource, sys, time
from game.desktop.start import opened
import pygame
window = opened(place="barnet", seed=3, saves=False)
window.turn([])
began, used = time.monotonic(), time.process_time()
clock = pygame.time.Clock()
while time.monotonic() - began < 10:
    window.turn(pygame.event.get())
    clock.tick(20)
share = (time.process_time() - used) / (time.monotonic() - began)
print(share, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    """Measures, and prints each figure beside its limit."""
    sys.path.insert(0, str(ROOT))
    firsts = [float(_run(_FIRST)) for _ in range(6)][1:]
    _row("first frame of the title, warm, s", firsts, 0.5)
    for size in ((1280, 720), (1920, 1080), (3840, 2160)):
        _frames(size)
    share, memory = (float(one) for one in _run(_IDLE).split())
    print(f"{'idle, share of a core':44} {share:8.4f}                limit 0.005")
    print(f"{'memory after the first quarter is shown, MB':44} {memory:8.1f}                limit 120")


def _frames(size: tuple[int, int]) -> None:
    from game.desktop.start import opened

    window = opened(place="barnet", seed=SEED, size=size, saves=False)
    cold = _timed(lambda: (window.change(), window.turn([])), 1)
    name = f"{size[0]}x{size[1]}"
    _row(f"{name}: first frame of a quarter, cold text, ms", [1000 * one for one in cold], 100)
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
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


def _row(what: str, found: list[float], limit: float) -> None:
    print(f"{what:44} {min(found):8.3f} best {statistics.median(found):8.3f} median   limit {limit:g}")


if __name__ == "__main__":
    main()
