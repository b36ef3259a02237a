"""Bars for sums that are compared: whole for one thing, hatched for the other, to the right or to the left of a common line."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Tone
from game.look.palette import Colour


class Bar(Element):
    """One sum as a bar, with its words at the end of it.

    Arguments:
        share: its length as a share of the longest, 0 to 1.
        text: what stands at its end, or nothing.
        room: the longest text of all the bars it is compared with, so that all have one scale.
        is_hatched: whether it is hatched rather than whole.
        is_left: whether it grows to the left.
        height: of the bar, in points.
    """

    role: Role = "image"

    def __init__(
        self,
        share: float,
        text: str = "",
        *,
        room: str = "",
        tone: Tone = "ink",
        is_hatched: bool = False,
        is_left: bool = False,
        height: float = 14,
    ) -> None:
        super().__init__()
        self.share = min(1.0, max(0.0, share))
        self.text = text
        self.room = room or text
        self.tone = tone
        self.is_hatched = is_hatched
        self.is_left = is_left
        self.points = height

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is; as high as the bar, or the words beside it."""
        return width, max(kit.px(self.points), kit.type.leading("small") if self.text else 0)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The bar from its line outwards, then the words."""
        gap = kit.px(6) if self.room else 0
        room = max(1, self.rect.width - (kit.type.width(self.room, "small") + gap if self.room else 0))
        length, high = round(room * self.share), kit.px(self.points)
        colour: Colour = getattr(kit.palette, self.tone)
        bar = pygame.Rect(self.rect.left, self.rect.centery - high // 2, length, high)
        if self.is_left:
            bar.right = self.rect.right
        if length > 0 and self.is_hatched:
            surface.blit(_hatched(bar.size, colour, kit.px(5), kit.px(1.5)), bar.topleft)
        elif length > 0:
            surface.fill(colour, bar)
        if self.text:
            drawn = kit.type.line(self.text, "small", kit.palette.ink)
            left = bar.left - gap - drawn.get_width() if self.is_left else bar.right + gap
            surface.blit(drawn, (left, self.rect.centery - drawn.get_height() // 2))


@lru_cache(maxsize=128)
def _hatched(size: tuple[int, int], colour: Colour, gap: int, width: int) -> pygame.Surface:
    """A rectangle with an edge, filled with slanting lines."""
    surface = pygame.Surface(size, pygame.SRCALPHA)
    surface.fill((*colour, 0))
    wide, high = size
    for start in range(-high, wide, gap + width):
        paint.line(surface, colour, (start, high), (start + high, 0), width)
    pygame.draw.rect(surface, colour, surface.get_rect(), max(1, width))
    return surface
