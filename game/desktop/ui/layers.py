"""A tree with a passing message beside what is read: where nothing stands, or where all is full, in a strip of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pygame

from game.desktop.ui.box import Column, Panel
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text

WIDTHS: Final = (560, 300, 200)  # points it may be wide, the best first
_OFF: Final = 18  # points from the edge
_APART: Final = 6  # points from what is read
_STEP: Final = (48, 16)  # points from one spot that is tried to the next, across and down


class Layers(Column):
    """A screen's tree, and a message, if there is one, on a spot where it covers nothing that is read or pressed.

    Where there is no such spot the tree is laid out in less height, and the message stands below it.
    """

    def __init__(self, tree: Element, message: str = "") -> None:
        self._tree = tree
        self._message = _panel(message) if message else None
        super().__init__(tree, self._message)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """The tree has all the room there is beside the message."""
        self.rect = rect
        self._tree.place(kit, rect)
        if self._message is None:
            return
        spot = self._free(kit, rect)
        if spot is None:
            wide, high = self._message.size(kit, rect.width - 2 * kit.px(_OFF))
            strip = pygame.Rect(rect.left, rect.bottom - high - 2 * kit.px(_APART), rect.width, high + 2 * kit.px(_APART))
            self._tree.place(kit, pygame.Rect(rect.left, rect.top, rect.width, strip.top - rect.top))
            spot = pygame.Rect(strip.left + (strip.width - wide) // 2, strip.top + kit.px(_APART), wide, high)
        self._message.place(kit, spot)

    def _free(self, kit: Kit, rect: pygame.Rect) -> pygame.Rect | None:
        """The lowest spot that covers nothing, the middle before the sides; None where there is none."""
        if self._message is None:
            return None
        taken = list(_taken(self._tree, rect))
        blocks = [one for one in self._tree.walk() if type(one).crosses is not Element.crosses]
        apart = 2 * kit.px(_APART)
        for most in WIDTHS:
            wide, high = self._message.size(kit, min(kit.px(most), rect.width - 2 * kit.px(_OFF)))
            room = rect.inflate(-2 * kit.px(_OFF), -2 * kit.px(_OFF))
            for top in range(room.bottom - high, room.top - 1, -kit.px(_STEP[1])):
                for left in sorted(
                    range(room.left, room.right - wide + 1, kit.px(_STEP[0])), key=lambda one: abs(one + wide / 2 - rect.centerx)
                ):
                    spot = pygame.Rect(left, top, wide, high)
                    around = spot.inflate(apart, apart)
                    if around.collidelist(taken) < 0 and not any(one.crosses(around) for one in blocks):
                        return spot
        return None

    def paint_children(self, kit: Kit, surface: pygame.Surface) -> None:
        """The message last."""
        self._tree.paint(kit, surface)
        if self._message is not None:
            self._message.paint(kit, surface)


def _taken(element: Element, clip: pygame.Rect) -> Iterator[pygame.Rect]:
    """The part that is seen of everything that is read or pressed."""
    seen = element.rect.clip(clip)
    if not seen.width or not seen.height:
        return
    if element.can_focus or (not element.children and (element.name or element.value)):
        yield seen
    for child in element.children:
        yield from _taken(child, seen if element.is_clipping else clip)


def _panel(message: str) -> Element:
    return Panel(Text(message, "strong", "ink"), role="status", name=message, edge="accent", border=2, pad=(14, 9), is_live=True)
