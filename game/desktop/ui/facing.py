"""A name and its value facing one another on one line, or one below the other where the line is too short."""

from __future__ import annotations

from typing import Final

import pygame

from game.desktop.ui.element import Element, Kit

_GAP: Final = 10.0
"""The least room between the two, in points."""


class Facing(Element):
    """Two children, the first at the left and the second at the right; below one another where they do not fit.

    Arguments:
        one: what stands at the left.
        other: what stands at the right, or below.
    """

    def __init__(self, one: Element, other: Element) -> None:
        super().__init__(one, other)

    def _both(self, kit: Kit, width: int) -> tuple[tuple[int, int], tuple[int, int], bool]:
        one, other = (child.size(kit, width) for child in self.children)
        return one, other, one[0] + kit.px(_GAP) + other[0] <= width

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is, and one line or two."""
        one, other, is_level = self._both(kit, width)
        return width, max(one[1], other[1]) if is_level else one[1] + other[1]

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Side by side, or one below the other."""
        self.rect = rect
        one, other, is_level = self._both(kit, rect.width)
        if is_level:
            self.children[0].place(kit, pygame.Rect(rect.left, rect.top, rect.width - other[0] - kit.px(_GAP), one[1]))
            self.children[1].place(kit, pygame.Rect(rect.right - other[0], rect.top, *other))
        else:
            self.children[0].place(kit, pygame.Rect(rect.left, rect.top, rect.width, one[1]))
            self.children[1].place(kit, pygame.Rect(rect.left, rect.top + one[1], rect.width, other[1]))
