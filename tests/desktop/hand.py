"""A window under the dummy driver, and a hand at it: keys, pointer and controller as events, the way the system sends them.

The functions act on any window; `Person` is one at a window of their own, whose clock stands still but for what they do.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

# Before pygame is imported, also where these tests are run from elsewhere.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

import pygame

from game.desktop.screen import Screen
from game.desktop.settings import Settings
from game.desktop.table import Table
from game.desktop.ui.element import Element, Node
from game.desktop.window import USUAL, Window, prepare
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf

Spot = tuple[int, int]
_HELD = {"shift": pygame.KMOD_SHIFT, "ctrl": pygame.KMOD_CTRL, "alt": pygame.KMOD_ALT}
TICK = 0.05  # seconds that pass for a person with each thing they do


def a_window(size: tuple[int, int] = USUAL, **settings: Any) -> Window:
    """A window of a size, with settings that differ from the usual and are kept nowhere."""
    prepare()
    return Window(Settings(**settings), size=size)


def a_table(at: Window, session: Session, shelf: SavedShelf | None = None) -> Table:
    """A game at a window, not saved unless its session is."""
    return Table(at, shelf or SavedShelf(1), Opened(session))


def show(screen: Screen) -> Node:
    """Opens a screen; the tree that is on the stage then."""
    screen.window.push(screen)
    return tree(screen.window)


# What is done.


def pressed(name: str) -> pygame.event.Event:
    """A key that is pressed, by its name in the settings: `tab`, `shift+tab`, `w`, `?`."""
    *held, last = name.split("+") if not name.endswith("+") else [*name[:-2].split("+"), "+"]
    mod = sum(_HELD[one] for one in held if one)
    sign = " " if last == "space" else last if len(last) == 1 and not mod else ""
    code = ord(last) if len(last) == 1 else pygame.key.key_code(last)
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=sign)


def press(window: Window, *names: str) -> Node:
    """Presses keys one after the other; the tree afterwards."""
    for name in names:
        window.turn([pressed(name)])
    return tree(window)


def click(window: Window, what: str | Spot, button: int = 1) -> Node:
    """Presses an element by its key, once it has been scrolled into sight, or a spot; the tree afterwards."""
    at = what if isinstance(what, tuple) else _into_sight(window, what)
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        window.turn([pygame.event.Event(kind, button=button, pos=at)])
    return tree(window)


def _into_sight(window: Window, what: str) -> Spot:
    element = window.stage.root.find(what)
    assert element is not None, f"{what} is not on the screen: {keys(window)}"
    window.stage.focus(what, is_by_key=False)
    return element.rect.clip(window.stage._clip(element)).center


# What there is.


def keys(window: Window) -> list[str]:
    """The keys of everything that can have the focus."""
    return [element.key for element in window.stage.focusable()]


def tree(window: Window) -> Node:
    """The tree on the stage, as assistive technology sees it, once all that has changed is built."""
    window.turn([])
    return window.stage.nodes()


def nodes(window: Window) -> list[Node]:
    """Everything on the screen, as assistive technology sees it."""
    return list(window.stage.nodes().walk())


def texts(window: Window) -> list[str]:
    """Every name on the screen, in reading order."""
    return [node.name for node in nodes(window) if node.name]


def focused(window: Window) -> Element:
    """What has the focus."""
    found = window.stage.focused
    assert found is not None
    return found


def focused_node(root: Node) -> Node:
    """What has the focus, in a tree."""
    return next(node for node in root.walk() if node.is_focused)


def node_of(root: Node, key: str) -> Node:
    """The node of a key, which is there."""
    return next(node for node in root.walk() if node.key == key)


def middle(node: Node) -> Spot:
    """The middle of what can be seen of a node."""
    left, top, wide, high = node.seen
    return left + wide // 2, top + high // 2


def said(root: Node) -> str:
    """All that the tree says, line by line."""
    return "\n".join(node.words() for node in root.walk() if node.name or node.value)


class Person:
    """A person at a window.

    Arguments:
        file: where settings are kept.
        size: of the window.
        settings: that differ from what the game comes with.
    """

    def __init__(self, *, file: Path | None = None, size: tuple[int, int] = USUAL, **settings: Any) -> None:
        prepare()
        self.now = 0.0
        self.window = Window(Settings(**settings), file=file, size=size, clock=lambda: self.now)

    def open(self, screen: Screen) -> Screen:
        """Opens a screen and lets it be painted."""
        self.window.push(screen)
        self.rest()
        return screen

    def rest(self, turns: int = 1) -> None:
        """Lets the loop turn without doing anything."""
        for _ in range(turns):
            self.give()

    def give(self, *events: pygame.event.Event) -> None:
        """Gives events to the loop."""
        self.now += TICK
        self.window.turn(events)

    def key(self, *names: str) -> None:
        """Presses keys, each by its name as settings hold it."""
        for name in names:
            self.give(pressed(name))

    def type(self, text: str) -> None:
        """Types a text, letter by letter."""
        for letter in text:
            self.give(pygame.event.Event(pygame.KEYDOWN, key=ord(letter.lower()), mod=0, unicode=letter))

    def go(self, key: str) -> None:
        """Walks to an element with Tab, as far as it takes."""
        for _ in range(len(self.window.stage.focusable()) + 1):
            if self.window.kit.focus == key:
                return
            self.key("tab")
        raise AssertionError(f"{key} cannot be reached; there are {keys(self.window)}")

    def do(self, key: str) -> None:
        """Walks to an element and presses Enter."""
        self.go(key)
        self.key("return")

    def click(self, key: str, button: int = 1) -> None:
        """Presses an element with the pointer."""
        self.now += TICK
        click(self.window, key, button)

    @property
    def root(self) -> Node:
        """What is on the screen."""
        return self.window.stage.nodes()

    def node(self, key: str) -> Node:
        """One node by its key."""
        return node_of(self.root, key)

    def has(self, key: str) -> bool:
        """Whether there is a node of that key."""
        return any(node.key == key for node in self.root.walk())

    @property
    def words(self) -> str:
        """Everything that can be read on the screen."""
        return "\n".join(f"{node.name} {node.value} {node.description}" for node in self.root.walk() if node.name)

    @property
    def top(self) -> Screen:
        """The screen on top."""
        return self.window.top
