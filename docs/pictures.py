"""Takes the pictures of the window for README and docs: `make pictures`.

Each is what a player sees, in a game that can be played again.

The window runs without a screen; what is painted is what a screen would show, bit for bit. Barnet is played as its real leaders
played it, with the luck of seed 3.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.core.decision_words import to_words
from game.desktop.screen import Screen
from game.desktop.screens.debrief import Debrief
from game.desktop.screens.hint import HINTS
from game.desktop.screens.matrix import MatrixScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.why import Why
from game.desktop.settings import Settings
from game.desktop.table import Table
from game.desktop.window import Window, prepare
from game.play.pending import Pending
from game.play.policy import Memory, policy_named
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from game.scenario.compiler import load

PICTURES = Path(__file__).parent / "pictures"
SEED = 3
PATIENCE = 60.0  # seconds a picture may wait for what is being reckoned


def main() -> None:
    """Takes every picture."""
    PICTURES.mkdir(exist_ok=True)
    for name, surface in pictures():
        pygame.image.save(surface, PICTURES / f"{name}.png")


def pictures() -> Iterator[tuple[str, pygame.Surface]]:
    """Each picture with its name."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["WHOLEPLACE_HOME"] = home
        yield "quarter", _taken(5, _quarter("decide"))
        yield "resolution", _taken(6, lambda window, table: Resolution(window, table, 6), keys=3)
        yield "why", _taken(6, _quarter("news"), over=lambda window, table: Why(window, table, ("cover", (0,)), 5))
        yield "ties", _taken(8, MatrixScreen)
        yield "debrief", _taken(13, Debrief, policy="cede")
        yield "large-type", _taken(5, _quarter("decide"), theme="contrast", text=200)


Opens = Callable[[Window, Table], Screen]


def _quarter(page: str) -> Opens:
    def opens(window: Window, table: Table) -> Screen:
        screen = QuarterScreen(window, table)
        screen.page = page  # type: ignore[assignment] # one of the pages
        return screen

    return opens


def _taken(
    turns: int,
    opens: Opens,
    *,
    over: Opens | None = None,
    keys: int = 0,
    policy: str = "history",
    **settings: Any,
) -> pygame.Surface:
    """One picture: a game some turns in, a screen, perhaps another over it, some steps on."""
    prepare()
    window = Window(Settings(has_motion=False, seen=frozenset(HINTS), **settings))
    table = Table(window, SavedShelf(SEED), Opened(_played(turns, policy)))
    window.push(opens(window, table))
    window.turn([])
    for _ in range(keys):
        window.do("finish")
        window.turn([])
    if over is not None:
        window.push(over(window, table))
    began = time.monotonic()
    while _is_waiting(window) and time.monotonic() - began < PATIENCE:
        window.turn([])
        time.sleep(0.02)
    window.kit.is_by_key = False
    window.change()
    window.turn([])
    return window.surface.copy()


def _is_waiting(window: Window) -> bool:
    """Whether something on the screen is still being reckoned."""
    return any("One moment" in node.name for node in window.stage.nodes().walk())


def _played(turns: int, policy: str) -> Session:
    place = load("barnet")
    session = Session(place, SEED)
    decides, memory = policy_named(policy, place), Memory({**place.parameters})
    for _ in range(turns):
        if session.is_running:
            session.pending = Pending(*to_words(place, decides.decide(session.view(), session.state.seeds, memory)))
            session.end_turn()
    return session


if __name__ == "__main__":
    main()
