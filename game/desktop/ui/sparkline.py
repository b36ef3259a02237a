"""Sparklines: how one or two things went over time, on one small scale, for cards that are read at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.chart import number, of_hundred, stroke
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Tone

_PAD: Final = 9  # points between a line and the edge of its chart


@dataclass(frozen=True, slots=True)
class Trend:
    """One line of a chart: its name, its values, its tone, and whether it is drawn in dashes."""

    name: str
    values: tuple[float, ...]
    tone: Tone = "accent"
    is_dashed: bool = False


class Legend(Element):
    """How a line of a chart is drawn, as a short piece of it."""

    role: Role = "image"

    def __init__(self, curve: Trend) -> None:
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


class Sparklines(Element):
    """Lines over time on one scale, each with a mark at its end.

    Arguments:
        curves: the lines; those named later lie on top.
        most: the end of the scale, which begins at nought; the largest value where None.
        parted: the point after which the ground is hatched, as what came after the end; none where None.
        height: in points.
    """

    role: Role = "image"

    def __init__(
        self,
        curves: Sequence[Trend],
        *,
        most: float | None = None,
        parted: int | None = None,
        height: float = 96,
        **meaning: Any,
    ) -> None:
        super().__init__(**meaning)
        values = [value for curve in curves for value in curve.values] or [0.0]
        self.curves = tuple(curves)
        self.most = max(values) if most is None else most
        self.parted = parted
        self.points = height

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """As wide as there is room."""
        return width, kit.px(self.points)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The ground with a line at each quarter of the scale, what came after the end set off, then the lines."""
        pad = kit.px(_PAD)
        ends = [kit.type.line(self._short(value), "small", kit.palette.quiet) for value in (self.most, 0.0)]
        gutter = max(end.get_width() for end in ends) + kit.px(6)
        ground = pygame.Rect(self.rect.left + gutter, self.rect.top, self.rect.width - gutter, self.rect.height)
        room = ground.inflate(-2 * pad, -2 * pad)
        for end, y in zip(ends, (room.top, room.bottom), strict=True):
            surface.blit(end, (ground.left - kit.px(6) - end.get_width(), y - end.get_height() // 2))
        n = max((len(curve.values) for curve in self.curves), default=0)
        if self.parted is not None and 0 < self.parted < n - 1:
            left = room.left + room.width * self.parted // (n - 1)
            surface.fill(kit.palette.raised, (left, room.top, ground.right - left, room.height))
            paint.dashes(surface, kit.palette.line, (left, room.top), (left, room.bottom), kit.px(1), kit.px(3), kit.px(3))
        for line in range(5):
            tone = kit.palette.line if line == 4 else kit.palette.hair
            surface.fill(tone, (ground.left, room.top + room.height * line // 4, ground.width, kit.px(1)))
        for curve in self.curves:
            self._curve(kit, surface, curve, room, n)

    def _short(self, value: float) -> str:
        """An end of the scale as it stands beside it: of a level, out of 100."""
        return of_hundred(value) if self.most == 1.0 else number(value)

    def _curve(self, kit: Kit, surface: pygame.Surface, curve: Trend, room: pygame.Rect, n: int) -> None:
        span = self.most or 1.0
        points = [
            (
                room.left + room.width * turn / max(1, n - 1),
                room.bottom - room.height * min(1.0, max(0.0, value / span)),
            )
            for turn, value in enumerate(curve.values)
        ]
        _draw(kit, surface, curve, points)


def _draw(kit: Kit, surface: pygame.Surface, curve: Trend, points: list[tuple[float, float]]) -> None:
    """A line through points: a broad one with a full mark at its end, or a dashed one with a hollow mark."""
    colour = getattr(kit.palette, curve.tone)
    if curve.is_dashed:
        stroke(surface, colour, points, kit.px(2), (kit.px(5), kit.px(4)))
    else:
        paint.polyline(surface, colour, points, kit.px(2.5))
    if points:
        fill = kit.palette.panel if curve.is_dashed else colour
        paint.disc(surface, points[-1], kit.px(4), fill, kit.px(1.5), colour)
