"""A tree with a passing message over it, kept off whatever has the focus."""

from __future__ import annotations

import pygame

from game.desktop.ui.box import Column, Panel
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text

WIDEST = 640  # points
_OFF = 18  # points from the edge


class Layers(Column):
    """A screen's tree, and over its foot a message, if there is one; over its head where the focus is at the foot."""

    def __init__(self, tree: Element, message: str = "") -> None:
        self._tree = tree
        self._message = _panel(message) if message else None
        super().__init__(tree, self._message)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """The tree has all the room; the message lies over it, in the middle."""
        self.rect = rect
        self._tree.place(kit, rect)
        if self._message is None:
            return
        wide, high = self._message.size(kit, min(kit.px(WIDEST), rect.width - 2 * kit.px(16)))
        spot = pygame.Rect(rect.left + (rect.width - wide) // 2, rect.bottom - high - kit.px(_OFF), wide, high)
        focused = self._tree.find(kit.focus) if kit.focus else None
        if focused is not None and focused.rect.colliderect(spot):
            spot.top = rect.top + kit.px(_OFF)
        self._message.place(kit, spot)

    def paint_children(self, kit: Kit, surface: pygame.Surface) -> None:
        """The message last."""
        self._tree.paint(kit, surface)
        if self._message is not None:
            self._message.paint(kit, surface)


def _panel(message: str) -> Element:
    return Panel(Text(message, "strong", "ink"), role="status", name=message, edge="accent", border=2, pad=(14, 9), is_live=True)
