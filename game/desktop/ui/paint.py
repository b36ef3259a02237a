"""Drawing beyond what pygame draws: smooth corners, pictograms, dashed and beaded lines, hatching; all cached where it pays."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import pygame

from game.look.palette import Colour
from game.scenario.shipped import asset_root

Point = tuple[float, float]
_REACH: Final = 0.6  # pixels
_SHARP: Final = 0.35  # radians, 20 degrees: turns beyond it show a notch
_FINE: Final = 4  # corners are drawn this many times larger and shrunk


@cache
def _corner(radius: int, fill: Colour | None, border: int, edge: Colour | None) -> pygame.Surface:
    """A whole disc of the radius, with smooth edges; its quarters are the corners."""
    size = 2 * radius * _FINE
    large = pygame.Surface((size, size), pygame.SRCALPHA)
    base = edge if border and edge is not None else fill
    # Transparent pixels have the colour of the disc, so that shrinking mixes no black into its edge.
    large.fill((*(base or (0, 0, 0)), 0))
    centre = (size / 2, size / 2)
    if border and edge is not None:
        pygame.draw.circle(large, edge, centre, size / 2)
        inner = size / 2 - border * _FINE
        if fill is not None:
            pygame.draw.circle(large, fill, centre, inner)
        else:
            pygame.draw.circle(large, (*edge, 0), centre, inner)
    elif fill is not None:
        pygame.draw.circle(large, fill, centre, size / 2)
    return pygame.transform.smoothscale(large, (2 * radius, 2 * radius))


def box(
    surface: pygame.Surface,
    rect: pygame.Rect,
    fill: Colour | None,
    *,
    radius: int = 0,
    border: int = 0,
    edge: Colour | None = None,
) -> None:
    """A rectangle with round corners, filled, bordered, or both."""
    radius = min(radius, rect.width // 2, rect.height // 2)
    if radius < 2:
        if fill is not None:
            surface.fill(fill, rect)
        if border and edge is not None:
            pygame.draw.rect(surface, edge, rect, border)
        return
    x, y, width, height = rect
    if fill is not None:
        surface.fill(fill, (x + radius, y, width - 2 * radius, height))
        surface.fill(fill, (x, y + radius, radius, height - 2 * radius))
        surface.fill(fill, (x + width - radius, y + radius, radius, height - 2 * radius))
    _corners(surface, rect, radius, _corner(radius, fill, border, edge))
    if border and edge is not None:
        surface.fill(edge, (x + radius, y, width - 2 * radius, border))
        surface.fill(edge, (x + radius, y + height - border, width - 2 * radius, border))
        surface.fill(edge, (x, y + radius, border, height - 2 * radius))
        surface.fill(edge, (x + width - border, y + radius, border, height - 2 * radius))


def dashed_box(surface: pygame.Surface, rect: pygame.Rect, edge: Colour, *, radius: int, border: int) -> None:
    """The edge of a rectangle with round corners, its sides in dashes."""
    radius = min(radius, rect.width // 2, rect.height // 2)
    _corners(surface, rect, radius, _corner(radius, None, border, edge))
    dash = max(2, 4 * border)
    for start, stop, is_across in ((rect.left, rect.right, True), (rect.top, rect.bottom, False)):
        for at in range(start + radius + dash, stop - radius, 2 * dash):
            long = min(dash, stop - radius - at)
            for side in (rect.top, rect.bottom - border) if is_across else (rect.left, rect.right - border):
                surface.fill(edge, (at, side, long, border) if is_across else (side, at, border, long))


def _corners(surface: pygame.Surface, rect: pygame.Rect, radius: int, disc: pygame.Surface) -> None:
    """The quarters of a disc at the corners of a rectangle."""
    x, y, width, height = rect
    for corner, left, top in (
        ((0, 0), x, y),
        ((radius, 0), x + width - radius, y),
        ((0, radius), x, y + height - radius),
        ((radius, radius), x + width - radius, y + height - radius),
    ):
        surface.blit(disc, (left, top), (*corner, radius, radius))


def disc(surface: pygame.Surface, centre: Point, radius: int, fill: Colour, border: int = 0, edge: Colour | None = None) -> None:
    """A smooth disc, with a border inside its radius if wanted."""
    drawn = _corner(radius, fill, border, edge)
    surface.blit(drawn, (round(centre[0]) - radius, round(centre[1]) - radius))


@cache
def icon(name: str, size: int, colour: Colour) -> pygame.Surface:
    """A pictogram as a square surface of `size` pixels; an empty one where the file is missing or broken."""
    path = asset_root() / "icons" / f"{name}.svg"
    try:
        text = path.read_text(encoding="utf-8").replace("currentColor", "#{:02x}{:02x}{:02x}".format(*colour))
        drawn = pygame.image.load_sized_svg(io.BytesIO(text.encode()), (size, size))
    except (OSError, pygame.error):
        return pygame.Surface((size, size), pygame.SRCALPHA)
    # In the order of bytes that the window has: another is blitted twenty times slower.
    return drawn.convert(pygame.Surface((1, 1), pygame.SRCALPHA))


def line(surface: pygame.Surface, colour: Colour, start: Point, end: Point, width: float) -> None:
    """A smooth line of any width."""
    pygame.draw.aaline(surface, colour, start, end, max(1, round(width)))


def dashes(surface: pygame.Surface, colour: Colour, start: Point, end: Point, width: float, dash: float, gap: float) -> None:
    """A dashed line."""
    length = math.dist(start, end)
    if length < 1:
        return
    unit = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    at = 0.0
    while at < length:
        stop = min(length, at + dash)
        line(
            surface,
            colour,
            (start[0] + unit[0] * at, start[1] + unit[1] * at),
            (start[0] + unit[0] * stop, start[1] + unit[1] * stop),
            width,
        )
        at = stop + gap


def rounded_line(points: Sequence[Point], *, is_closed: bool) -> list[Point]:
    """A line through points with its corners cut three times, until it is smooth (Chaikin, 1974)."""
    line_ = list(points)
    for _ in range(3):
        pairs = pairwise([*line_, line_[0]] if is_closed else line_)
        smooth: list[Point] = [] if is_closed else [line_[0]]
        for (x, y), (u, v) in pairs:
            smooth += [(0.75 * x + 0.25 * u, 0.75 * y + 0.25 * v), (0.25 * x + 0.75 * u, 0.25 * y + 0.75 * v)]
        line_ = smooth if is_closed else [*smooth, line_[-1]]
    return line_


def smooth_polygon(surface: pygame.Surface, fill: Colour, points: Sequence[Point]) -> None:
    """A filled polygon with a smooth edge."""
    pygame.draw.polygon(surface, fill, points)
    pygame.draw.aalines(surface, fill, True, points)  # noqa: FBT003 - pygame takes it by position


def polyline(surface: pygame.Surface, colour: Colour, points: Sequence[Point], width: int) -> None:
    """A line through points with round joints."""
    for start, end in pairwise(points):
        line(surface, colour, start, end, width)
    if width > 2:
        for before, point, after in zip(points, points[1:], points[2:], strict=False):
            # On a line that hardly turns, the round joint would be seen as a bead.
            if _turn(before, point, after) > _SHARP:
                disc(surface, point, max(1, width // 2), colour)


def _turn(before: Point, point: Point, after: Point) -> float:
    """By how many radians a line turns at a point."""
    came = math.atan2(point[1] - before[1], point[0] - before[0])
    goes = math.atan2(after[1] - point[1], after[0] - point[0])
    return abs(math.remainder(goes - came, math.tau))


def bow(surface: pygame.Surface, colour: Colour, points: Sequence[Point], width: float) -> None:
    """A smooth line through points that hardly turn at any of them: its pieces reach into one another."""
    for (x, y), (u, v) in pairwise(points):
        length = math.dist((x, y), (u, v)) or 1.0
        right, down = (u - x) / length * _REACH, (v - y) / length * _REACH
        line(surface, colour, (x - right, y - down), (u + right, v + down), width)


def forget() -> None:
    """Empties the caches: colours or sizes have changed."""
    _corner.cache_clear()
    icon.cache_clear()
