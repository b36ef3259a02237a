"""A window under the dummy driver, and hands for it: keys and the pointer as events, the way the system sends them."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

from typing import Any

import pygame

from game.desktop.settings import Settings
from game.desktop.ui.element import Element, Node
from game.desktop.window import Window, prepare

_SIGNS = {"?": "/"}


def a_window(size: tuple[int, int] = (1280, 720), **settings: Any) -> Window:
    """A window of a size, with settings that differ from the usual."""
    prepare()
    return Window(Settings(**settings), size=size)


def key(window: Window, *names: str) -> None:
    """Presses keys by their names in the settings: `tab`, `shift+tab`, `w`."""
    for name in names:
        *held, last = name.split("+")
        mod = sum({"shift": pygame.KMOD_SHIFT, "ctrl": pygame.KMOD_CTRL, "alt": pygame.KMOD_ALT}[one] for one in held)
        code = pygame.key.key_code(_SIGNS.get(last, last))
        sign = last if len(last) == 1 and not held else ""
        window.turn([pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=sign)])


def click(window: Window, what: str, button: int = 1) -> None:
    """Presses an element by its key, with the pointer, once it has been scrolled into sight."""
    element = window.stage.root.find(what)
    assert element is not None, f"{what} is not on the screen: {keys(window)}"
    window.stage.focus(what, is_by_key=False)
    at = element.rect.clip(window.stage._clip(element)).center
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        window.turn([pygame.event.Event(kind, button=button, pos=at)])


def keys(window: Window) -> list[str]:
    """The keys of everything that can have the focus."""
    return [element.key for element in window.stage.focusable()]


def texts(window: Window) -> list[str]:
    """Every name on the screen, in reading order."""
    return [node.name for node in nodes(window) if node.name]


def nodes(window: Window) -> list[Node]:
    """Everything on the screen, as assistive technology sees it."""
    return list(window.stage.nodes().walk())


def focused(window: Window) -> Element:
    """What has the focus."""
    found = window.stage.focused
    assert found is not None
    return found
