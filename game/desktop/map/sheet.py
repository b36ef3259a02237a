"""The sheet on which the ground of a map is drawn: smooth areas and ways, on a scale of its own.

A small map is drawn larger and shrunk, which smooths it; on a large one, whose pixels are fine, edges are smoothed as they are
drawn, since shrinking a sheet of thirteen million pixels takes longer than all that is drawn on it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pygame
from numpy.typing import NDArray

from game.desktop.ui import paint
from game.desktop.ui.paint import Point
from game.look.palette import Colour

_LARGE: Final = 1_200_000  # pixels of a map that is drawn as it is
_STEP: Final = 7.5  # points between the points of a way


def blended(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two: so much of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


class Sheet:
    """A surface on which areas and ways are drawn.

    Arguments:
        size: of the map, in pixels.
        margin: pixels round the square in which positions lie.
        scale: pixels of the map to a point.
        fill: what lies behind everything.
    """

    def __init__(self, size: tuple[int, int], margin: int, scale: float, fill: Colour) -> None:
        self._size = size
        self._margin = margin
        self._fine = 1 if size[0] * size[1] > _LARGE else 2
        self.unit = scale * self._fine
        self._wide, self._high = size[0] * self._fine, size[1] * self._fine
        self.surface = pygame.Surface((self._wide, self._high), depth=32)  # whose pixels numpy can look at
        self.surface.fill(fill)

    def done(self) -> pygame.Surface:
        """The map, at its own size."""
        return self.surface if self._fine == 1 else pygame.transform.smoothscale(self.surface, self._size)

    def at(self, point: Sequence[float]) -> Point:
        """Where a position, across and down from 0 to 1, lies on the sheet."""
        (wide, high), margin = self._size, self._margin
        return (margin + point[0] * (wide - 2 * margin)) * self._fine, (margin + point[1] * (high - 2 * margin)) * self._fine

    def area(self, points: Sequence[Sequence[float]]) -> list[Point]:
        """The edge of an area, smooth."""
        return paint.rounded_line([self.at(point) for point in points], is_closed=True)

    def way(self, points: Sequence[Sequence[float]]) -> list[Point]:
        """A way, smooth, as points at even distances."""
        smooth = np.array(paint.rounded_line([self.at(point) for point in points], is_closed=False))
        walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(smooth, axis=0).T))])
        stops = np.linspace(0.0, walked[-1], max(2, round(walked[-1] / (_STEP * self.unit)) + 1))
        found = zip(np.interp(stops, walked, smooth[:, 0]).tolist(), np.interp(stops, walked, smooth[:, 1]).tolist(), strict=True)
        return list(found)

    def within(self, points: Sequence[Point], edge: Sequence[Point]) -> list[list[Point]]:
        """The parts of a way that lie within an edge, by the rule of odd crossings (Shimrat, 1962), each a step beyond it."""
        way, corner = np.array(points), np.array(edge)
        following = np.roll(corner, -1, axis=0)
        x, y = way[:, :1], way[:, 1:]
        is_between = (corner[:, 1] > y) != (following[:, 1] > y)
        rise = np.where(following[:, 1] == corner[:, 1], 1.0, following[:, 1] - corner[:, 1])
        crossing = corner[:, 0] + (y - corner[:, 1]) * (following[:, 0] - corner[:, 0]) / rise
        inside = ((is_between & (x < crossing)).sum(axis=1) % 2 == 1).tolist()
        reaches = [is_in or next_in or last_in for is_in, next_in, last_in in
                   zip(inside, [*inside[1:], False], [False, *inside[:-1]], strict=True)]  # fmt: skip
        runs: list[list[Point]] = [[]]
        for point, is_inside in zip(points, reaches, strict=True):
            if is_inside:
                runs[-1].append(point)
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if len(run) > 1]

    def fill(self, colour: Colour, points: Sequence[Point]) -> None:
        """An area."""
        pygame.draw.polygon(self.surface, colour, points)
        if self._fine == 1:
            pygame.draw.aalines(self.surface, colour, True, points)  # noqa: FBT003 - pygame takes it by position

    def line(self, colour: Colour, points: Sequence[Point], points_wide: float) -> None:
        """A line of so many points' width, with round joints."""
        width = max(1, round(points_wide * self.unit))
        draw = pygame.draw.aaline if self._fine == 1 else pygame.draw.line
        for start, end in pairwise(points):
            draw(self.surface, colour, start, end, width)
        if width > 3:
            for point in points[1:-1]:
                pygame.draw.circle(self.surface, colour, point, (width - 1) / 2)

    def rail(self, colour: Colour, points: Sequence[Point]) -> None:
        """A railway: a thin line with a sleeper across at each of its points."""
        self.line(colour, points, 1)
        half, width = 2.6 * self.unit, max(1, round(self.unit))
        for (x, y), (u, v) in pairwise(points):
            length = math.dist((x, y), (u, v)) or 1.0
            across = (-(v - y) / length * half, (u - x) / length * half)
            start, end = (x - across[0], y - across[1]), (x + across[0], y + across[1])
            pygame.draw.line(self.surface, colour, start, end, width)

    def are_on(self, points: NDArray[np.float64], colours: frozenset[int]) -> NDArray[np.bool_]:
        """Which points lie on the sheet and on one of these colours, as the surface maps them; points are its last axis."""
        across, down = points[..., 0].astype(int), points[..., 1].astype(int)
        is_within = (across >= 0) & (across < self._wide) & (down >= 0) & (down < self._high)
        pixels = np.asarray(self.surface.get_view("2"))
        found = pixels[np.where(is_within, across, 0), np.where(is_within, down, 0)]
        return is_within & np.isin(found, list(colours))
