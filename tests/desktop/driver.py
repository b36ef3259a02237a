"""A window without a screen, a game at it, and hands that press keys and the pointer as a person does."""

from __future__ import annotations

import pygame

from game.desktop.screen import Screen
from game.desktop.settings import Settings
from game.desktop.table import Table
from game.desktop.ui.element import Node
from game.desktop.window import USUAL, Window, prepare
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf

_CODES = {"tab": pygame.K_TAB, "return": pygame.K_RETURN, "escape": pygame.K_ESCAPE, "left": pygame.K_LEFT,
          "right": pygame.K_RIGHT, "up": pygame.K_UP, "down": pygame.K_DOWN, "home": pygame.K_HOME, "end": pygame.K_END,
          "page up": pygame.K_PAGEUP, "page down": pygame.K_PAGEDOWN}  # fmt: skip


def window(size: tuple[int, int] = USUAL, **settings: object) -> Window:
    """A window under the dummy driver, its settings kept nowhere."""
    prepare()
    return Window(Settings(**settings), size=size)  # type: ignore[arg-type] # as settings are named


def table(at: Window, session: Session, shelf: SavedShelf | None = None) -> Table:
    """A game at a window, not saved unless its session is."""
    return Table(at, shelf or SavedShelf(1), Opened(session))


def show(screen: Screen) -> Node:
    """Opens a screen; the tree that is on the stage then."""
    screen.window.push(screen)
    return nodes(screen.window)


def nodes(at: Window) -> Node:
    """The tree on the stage, once all that has changed is built."""
    at.turn([])
    return at.stage.nodes()


def press(at: Window, *keys: str) -> Node:
    """Presses keys one after the other; the tree afterwards."""
    for key in keys:
        shift = key.startswith("shift+")
        name = key.removeprefix("shift+")
        code = _CODES.get(name) or pygame.key.key_code(name)
        sign = name if len(name) == 1 else ""
        mod = pygame.KMOD_SHIFT if shift else 0
        at.turn([pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=sign)])
    return nodes(at)


def click(at: Window, spot: tuple[int, int], button: int = 1) -> Node:
    """Presses a button of the pointer at a spot and lets it go."""
    at.turn([pygame.event.Event(kind, pos=spot, button=button) for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)])
    return nodes(at)


def middle(node: Node) -> tuple[int, int]:
    """The middle of what can be seen of a node."""
    left, top, wide, high = node.seen
    return left + wide // 2, top + high // 2


def node_of(root: Node, key: str) -> Node:
    """The node of a key, which is there."""
    return next(node for node in root.walk() if node.key == key)


def focused(root: Node) -> Node:
    """What has the focus."""
    return next(node for node in root.walk() if node.is_focused)


def said(root: Node) -> str:
    """All that the tree says, line by line."""
    return "\n".join(node.words() for node in root.walk() if node.name or node.value)
