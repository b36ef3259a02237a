"""What `wholeplace play` calls: the window is opened, shows the title or a game, and is closed again, whatever happens."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.play.record import SaveFault

if TYPE_CHECKING:
    from game.desktop.settings import Settings
    from game.desktop.window import Window
    from game.play.shelf import Opened, Shelf

DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


class NoWindow(Exception):  # noqa: N818 - said of a machine, not an error of the game
    """There can be no window here, in words for whoever asked for one."""


def why_no_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> str:
    """Why there is no display to open a window on, as far as can be told without trying; nothing where there is one."""
    if system in ("win32", "darwin") or any(environment.get(name) for name in DISPLAYS):
        return ""
    return "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set)"


def play(shelf: Shelf, opened: Opened | None = None) -> Path | None:
    """Plays in a window until it is closed: from the title, unless a game is given.

    Returns:
        The saved game that was open at the end; None where there was none.

    Raises:
        NoWindow: nothing could be opened; the message says why, and what to try.
    """
    _fetch_pygame()
    import pygame

    from game.desktop.screens import opening
    from game.desktop.screens.title import TitleScreen

    try:
        settings, file, note = _settings()
        window = _open(settings, file)
        if opened is None:
            window.push(TitleScreen(window, shelf))
        else:
            opening.show(window, shelf, opened)
        if note:
            window.say(note)
        window.turn([])
        # Only now what the first frame does not need.
        _accompany(window)
        try:
            window.run()
        except KeyboardInterrupt:
            window.quit()
        return _saved_game(window)
    finally:
        pygame.quit()


def _fetch_pygame() -> None:
    """Sees to it that the right pygame is there. Raises `NoWindow` with how to mend it."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    # Without it every frame goes through the graphics card, which costs time and memory and shows nothing more.
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    mend = "Try: python -m pip uninstall pygame pygame-ce, then python -m pip install pygame-ce"
    try:
        import pygame
    except ImportError as fault:
        raise NoWindow(f"The window needs pygame-ce, which cannot be loaded here ({fault}). {mend}") from None
    if not getattr(pygame, "IS_CE", False):
        raise NoWindow(f"The window needs pygame-ce, and another pygame is installed in its place. {mend}")


def _settings() -> tuple[Settings, Path | None, str]:
    """The settings, where they are kept, and what there is to say of them."""
    from game.desktop import settings as setting

    try:
        file = setting.path()
    except SaveFault as fault:
        return setting.Settings(), None, f"Settings cannot be kept. {fault}"
    settings, note = setting.load(file)
    return settings, file, note


def _open(settings: Settings, file: Path | None) -> Window:
    import pygame

    from game.desktop.window import Window, prepare

    try:
        prepare()
        return Window(settings, file=file)
    except pygame.error as fault:
        raise NoWindow(f"The window cannot be opened ({fault}).") from None


def _accompany(window: Window) -> None:
    """Gives the window what goes with it: a controller."""
    import contextlib

    import pygame

    with contextlib.suppress(pygame.error):
        pygame.joystick.init()


def _saved_game(window: Window) -> Path | None:
    from game.desktop.table import table_of

    table = table_of(window)
    return table.session.path if table is not None and table.is_saving else None
