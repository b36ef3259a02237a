"""What `wholeplace play` calls: the window is opened, shows the title or a game, and is closed again, whatever happens."""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.play.record import SaveFault
from game.translation import say

if TYPE_CHECKING:
    from game.desktop.company import Chimes
    from game.desktop.settings import Settings
    from game.desktop.transcript import Transcript
    from game.desktop.window import Window
    from game.play.shelf import Opened, Shelf

DISPLAYS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")


class NoWindow(Exception):  # noqa: N818 - said of a machine, not an error of the game
    """There can be no window here, in words for whoever asked for one."""


_UNSEEN: Final = ("offscreen", "dummy", "evdev")
_NAMED: Final = ("SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")
"""The drivers that show nothing, and where somebody says that one is wanted."""


def why_no_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> str:
    """Why there is no display to open a window on, as far as can be told without trying; nothing where there is one."""
    if system in ("win32", "darwin") or any(environment.get(name) for name in DISPLAYS):
        return ""
    return say("There is no display here (neither {one} nor {other} is set)", one=DISPLAYS[0], other=DISPLAYS[1])


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
            table = opening.show(window, shelf, opened)
            if table.session.kept_by:
                from game.desktop.guest import Guest

                Guest(window, table)
        if note:
            window.say(note)
        window.turn([])
        # Only now what the first frame does not need.
        _accompany(window)
        gc.freeze()  # what is there by now stays: to look through it for garbage would hold a frame up
        with contextlib.suppress(KeyboardInterrupt):
            window.run()
        if window.voice is not None:
            window.voice.stop()
        return _left(window)
    finally:
        pygame.quit()


def _fetch_pygame() -> None:
    """Sees to it that the right pygame is there. Raises `NoWindow` with how to mend it."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    # Without it every frame goes through the graphics card, which costs time and memory and shows nothing more.
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    # What the desktop knows the window by.
    os.environ.setdefault("SDL_VIDEO_X11_WMCLASS", "wholeplace")
    os.environ.setdefault("SDL_VIDEO_WAYLAND_WMCLASS", "wholeplace")
    mend = say(
        "Try: {first}, then {second}",
        first="python -m pip uninstall pygame pygame-ce",
        second="python -m pip install pygame-ce",
    )
    try:
        import pygame
    except ImportError as fault:
        raise NoWindow(
            f"{say('The window needs pygame-ce, which cannot be loaded here ({reason}).', reason=fault)} {mend}"
        ) from None
    if not getattr(pygame, "IS_CE", False):
        raise NoWindow(f"{say('The window needs pygame-ce, and another pygame is installed in its place.')} {mend}")


def _settings() -> tuple[Settings, Path | None, str]:
    """The settings, where they are kept, and what there is to say of them."""
    from game.desktop import settings as setting
    from game.translation import catalogue

    try:
        file = setting.path()
    except SaveFault as fault:
        return setting.Settings(), None, f"{say('Settings cannot be kept.')} {fault}"
    settings, note = setting.load(file)
    if settings.language and not catalogue.chosen():  # what was asked for when the game was started comes first
        catalogue.choose(settings.language)
    return settings, file, note


def _open(settings: Settings, file: Path | None) -> Window:
    """The window, with a screen reader's tree where that extra is installed. Raises `NoWindow`."""
    import pygame

    from game.desktop.window import Window, prepare

    has_reader = importlib.util.find_spec("accesskit") is not None
    try:
        prepare()
        _must_be_seen(pygame.display.get_driver())
        window = Window(settings, file=file, is_hidden=has_reader)
        if has_reader:
            from game.desktop.reader import Reader

            # Hidden, then its tree, then shown: a reader that meets the window without a tree would not look again.
            try:
                Reader(window)
            except (OSError, RuntimeError, AttributeError, TypeError, pygame.error) as fault:
                said = say(
                    "Screen readers cannot be told what is on the screen ({reason}). The game goes on without.", reason=fault
                )
                window.say(said)
            window.show()
    except pygame.error as fault:
        raise NoWindow(say("The window cannot be opened ({reason}).", reason=fault)) from None
    return window


def _must_be_seen(driver: str, environment: Mapping[str, str] = os.environ) -> None:
    """Raises `NoWindow` where a window would be drawn for nobody, as SDL does where the display that is named does not answer."""
    if driver in _UNSEEN and not any(environment.get(name) for name in _NAMED):
        display = environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY", "")
        reason = say("no display answers at {display}", display=display)
        raise NoWindow(say("The window cannot be opened ({reason}).", reason=reason))


def _accompany(window: Window) -> None:
    """Gives the window what goes with it: a voice, a transcript, sounds, a controller; each is woken when it is first needed."""
    import pygame

    from game.desktop.speech import SystemVoice

    window.voice = SystemVoice(window.say)
    window.ears.append(_transcript(window))
    window.chimes = _Chimes(window)
    with contextlib.suppress(pygame.error):
        pygame.joystick.init()
    window.change()


def _transcript(window: Window) -> Transcript:
    from game.desktop.table import table_of
    from game.desktop.transcript import Transcript

    def is_private() -> bool:
        table = table_of(window)
        return table is not None and table.is_private

    return Transcript(lambda: window.settings.has_transcript, lambda: _saved_game(window), window.say, is_private)


class _Chimes:
    """The sounds, whose module is loaded when the first is played."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._sounds: Chimes | None = None

    def play(self, sound: str) -> None:
        """Plays a sound by name."""
        if self._sounds is None:
            from game.desktop.sound import SystemChimes

            self._sounds = SystemChimes(lambda: self._window.settings.volume, self._window.say)
        self._sounds.play(sound)


def _left(window: Window) -> Path | None:
    """The saved game that is left when the window has been closed; of one in which nothing was decided nothing stays."""
    from game.desktop.table import table_of

    table = table_of(window)
    if table is not None and table.is_untouched:
        table.shelf.close()
        table.put_away()
        return None
    return _saved_game(window)


def _saved_game(window: Window) -> Path | None:
    from game.desktop.table import table_of

    table = table_of(window)
    return table.session.path if table is not None and table.is_saving else None
