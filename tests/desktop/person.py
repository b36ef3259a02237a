"""A window without a screen, and a person at it: keys, pointer and controller as events, what is on the screen as nodes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

# Before pygame is imported, also where these tests are run from elsewhere.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame

from game.desktop.screen import Screen
from game.desktop.settings import Settings
from game.desktop.ui.element import Node
from game.desktop.window import Window, prepare

_SIGNS = {"space": " "}


class Driver:
    """A person at a window.

    Arguments:
        screen: what is opened; nothing where None.
        file: where settings are kept.
        size: of the window.
        settings: that differ from what the game comes with.
    """

    def __init__(self, *, file: Path | None = None, size: tuple[int, int] = (1280, 720), **settings: Any) -> None:
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
            self.now += 0.05
            self.window.turn([])

    def give(self, *events: pygame.event.Event) -> None:
        """Gives events to the loop."""
        self.now += 0.05
        self.window.turn(events)

    def key(self, *names: str) -> None:
        """Presses keys, each by its name as settings hold it."""
        for name in names:
            *held, last = name.split("+") if not name.endswith("+") else [*name[:-2].split("+"), "+"]
            mod = sum({"shift": pygame.KMOD_SHIFT, "ctrl": pygame.KMOD_CTRL, "alt": pygame.KMOD_ALT}[one] for one in held if one)
            sign = _SIGNS.get(last, last if len(last) == 1 and not mod else "")
            code = pygame.key.key_code(last) if not (len(last) == 1 and last in "?+") else ord(last)
            self.give(pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=sign))

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
        raise AssertionError(f"{key} cannot be reached; there are {[one.key for one in self.window.stage.focusable()]}")

    def do(self, key: str) -> None:
        """Walks to an element and presses Enter."""
        self.go(key)
        self.key("return")

    def click(self, key: str, button: int = 1) -> None:
        """Presses an element with the pointer."""
        found = self.window.stage.root.find(key)
        assert found is not None, key
        at = found.rect.center
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.give(pygame.event.Event(kind, button=button, pos=at))

    @property
    def root(self) -> Node:
        """What is on the screen."""
        return self.window.stage.nodes()

    def node(self, key: str) -> Node:
        """One node by its key."""
        return next(node for node in self.root.walk() if node.key == key)

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


def cramped(root: Node, size: tuple[int, int]) -> list[str]:
    """What is too wide for the window or too narrow for its text: nothing on any screen may be."""
    return [
        f"{node.role} {node.name[:40]!r} at {node.rect}"
        for node in root.walk()
        if node.name and (node.rect[0] < 0 or node.rect[0] + node.rect[2] > size[0] or (node.role == "text" and node.rect[2] < 1))
    ]
