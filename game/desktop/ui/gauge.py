"""Small gauges: a strength in bars that rise, a value as a bar, a difference with its interval."""

from __future__ import annotations

from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Tone

_BARS: Final = 3
"""How many a strength has at the most."""


class Strength(Element):
    """How strong something is, in bars that rise: as many are full as it has of them."""

    role: Role = "image"

    def __init__(self, strength: int, **meaning: Any) -> None:
        super().__init__(**meaning)
        self.strength = strength

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A few narrow bars."""
        return min(width, _BARS * kit.px(7) - kit.px(2)), kit.px(16)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """Full bars in ink, the others hollow."""
        for number in range(_BARS):
            high = kit.px(16) * (number + 1) // _BARS
            bar = pygame.Rect(self.rect.left + number * kit.px(7), self.rect.bottom - high, kit.px(5), high)
            is_full = number < self.strength
            paint.box(
                surface,
                bar,
                kit.palette.ink if is_full else None,
                radius=kit.px(1.5),
                border=0 if is_full else 1,
                edge=kit.palette.line,
            )


class Bar(Element):
    """A value as the length of a bar; `is_hollow` draws its edge alone, so that two can be told apart without colour."""

    role: Role = "meter"

    def __init__(
        self, share: float, *, name: str, value: str, tone: Tone = "accent", height: float = 10, is_hollow: bool = False
    ) -> None:
        super().__init__(name=name, value=value)
        self.share = min(1.0, max(0.0, share))
        self.tone = tone
        self.points = height
        self.is_hollow = is_hollow

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as there is room."""
        return width, kit.px(self.points)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """A thin line to stand on, and the bar."""
        surface.fill(kit.palette.line, (self.rect.left, self.rect.top, kit.px(1), self.rect.height))
        long = round((self.rect.width - kit.px(1)) * self.share)
        if long < 1:
            return
        colour = getattr(kit.palette, self.tone)
        least = kit.px(6 if self.is_hollow else 2)  # so that a hollow one can be told from a full one, however short
        bar = pygame.Rect(self.rect.left + kit.px(1), self.rect.top, max(long, least), self.rect.height)
        if self.is_hollow:
            surface.fill(kit.palette.panel, bar)
            pygame.draw.rect(surface, colour, bar, kit.px(2))
        else:
            surface.fill(colour, bar)


class Interval(Element):
    """A difference with the interval it lies in, left or right of nought; `low`, `mean` and `high` run from -1 to 1."""

    role: Role = "image"

    def __init__(self, low: float, mean: float, high: float, **meaning: Any) -> None:
        super().__init__(**meaning)
        self.ends = tuple(min(1.0, max(-1.0, one)) for one in (low, mean, high))

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as there is room."""
        return width, kit.px(18)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """An axis with a mark at nought, a line from there to the mean, the mean as a disc, and the interval as a bar."""
        radius = kit.px(5)
        half, middle = self.rect.width / 2 - radius - 1, self.rect.centery
        low, mean, high = (round(self.rect.centerx + half * one) for one in self.ends)
        surface.fill(kit.palette.hair, (self.rect.left, middle, self.rect.width, kit.px(1)))
        surface.fill(kit.palette.line, (self.rect.centerx, self.rect.top, kit.px(1), self.rect.height))
        left, right = sorted((self.rect.centerx, mean))
        surface.fill(kit.palette.accent, (left, middle - kit.px(1), right - left, kit.px(2)))
        surface.fill(kit.palette.ink, (low, middle - kit.px(1), max(1, high - low), kit.px(3)))
        paint.disc(surface, (mean, middle), radius, kit.palette.accent, kit.px(1.5), kit.palette.panel)
