"""Small charts: a strength in bars, two values over one another, a value with its interval, lines over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Tone

_PAD: Final = 6  # points between a line and the edge of its chart


class Strength(Element):
    """How strong something is, in bars that rise: as many are full as it has of them."""

    role: Role = "image"

    def __init__(self, strength: int, of: int = 3, tone: Tone = "ink", **meaning: Any) -> None:
        super().__init__(**meaning)
        self.strength = strength
        self.of = of
        self.tone = tone

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A few narrow bars."""
        return min(width, self.of * kit.px(7) - kit.px(2)), kit.px(16)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """Full bars in the tone, the others hollow."""
        for number in range(self.of):
            high = kit.px(16) * (number + 1) // self.of
            bar = pygame.Rect(self.rect.left + number * kit.px(7), self.rect.bottom - high, kit.px(5), high)
            is_full = number < self.strength
            paint.box(
                surface,
                bar,
                getattr(kit.palette, self.tone) if is_full else None,
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
        bar = pygame.Rect(self.rect.left + kit.px(1), self.rect.top, max(long, kit.px(2)), self.rect.height)
        if self.is_hollow and bar.width > kit.px(4):
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


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a chart: its name, its values, its tone, and whether it is drawn in dashes."""

    name: str
    values: tuple[float, ...]
    tone: Tone = "accent"
    is_dashed: bool = False


class Legend(Element):
    """How a line of a chart is drawn, as a short piece of it."""

    role: Role = "image"

    def __init__(self, curve: Curve) -> None:
        super().__init__()
        self.curve = curve

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Room for a short line."""
        return min(width, kit.px(26)), kit.px(12)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The line with its mark."""
        middle = self.rect.centery
        points = [(float(self.rect.left), float(middle)), (float(self.rect.right - kit.px(5)), float(middle))]
        _draw(kit, surface, self.curve, points)


class Lines(Element):
    """Lines over time on one scale, each with a mark at its end.

    Arguments:
        curves: the lines; those named later lie on top.
        least, most: the bounds of the scale; those of the values where None.
        parted: the point after which the ground is hatched, as what came after the end; none where None.
        height: in points.
    """

    role: Role = "image"

    def __init__(
        self,
        curves: Sequence[Curve],
        *,
        least: float | None = None,
        most: float | None = None,
        parted: int | None = None,
        height: float = 96,
        **meaning: Any,
    ) -> None:
        super().__init__(**meaning)
        values = [value for curve in curves for value in curve.values] or [0.0]
        self.curves = tuple(curves)
        self.least = min(values) if least is None else least
        self.most = max(values) if most is None else most
        self.parted = parted
        self.points = height

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as there is room."""
        return width, kit.px(self.points)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The ground with a line at each quarter of the scale, what came after the end set off, then the lines."""
        pad = kit.px(_PAD)
        room = self.rect.inflate(-2 * pad, -2 * pad)
        n = max((len(curve.values) for curve in self.curves), default=0)
        if self.parted is not None and 0 < self.parted < n - 1:
            left = room.left + room.width * self.parted // (n - 1)
            surface.fill(kit.palette.raised, (left, self.rect.top, self.rect.right - left, self.rect.height))
            paint.dashes(
                surface, kit.palette.line, (left, self.rect.top), (left, self.rect.bottom), kit.px(1), kit.px(3), kit.px(3)
            )
        for number in range(5):
            tone = kit.palette.line if number == 4 else kit.palette.hair
            surface.fill(tone, (self.rect.left, room.top + room.height * number // 4, self.rect.width, kit.px(1)))
        for curve in self.curves:
            self._curve(kit, surface, curve, room, n)

    def _curve(self, kit: Kit, surface: pygame.Surface, curve: Curve, room: pygame.Rect, n: int) -> None:
        span = (self.most - self.least) or 1.0
        points = [
            (
                room.left + room.width * number / max(1, n - 1),
                room.bottom - room.height * min(1.0, max(0.0, (value - self.least) / span)),
            )
            for number, value in enumerate(curve.values)
        ]
        _draw(kit, surface, curve, points)


def _draw(kit: Kit, surface: pygame.Surface, curve: Curve, points: list[tuple[float, float]]) -> None:
    """A line through points: a broad one with a full mark at its end, or a dashed one with a hollow mark."""
    colour = getattr(kit.palette, curve.tone)
    if curve.is_dashed:
        for start, end in pairwise(points):
            paint.dashes(surface, colour, start, end, kit.px(2), kit.px(4), kit.px(3))
    else:
        paint.polyline(surface, colour, points, kit.px(2.5))
    if points:
        fill = kit.palette.panel if curve.is_dashed else colour
        paint.disc(surface, points[-1], kit.px(4), fill, kit.px(1.5), colour)
