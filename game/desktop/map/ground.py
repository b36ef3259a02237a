"""The ground of the map: a sketch of the place from its scenario, or one made from where the agencies stand.

A sketch, not a survey: outlines are smoothed, nothing is to scale, and it is painted once for a size and a theme.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import pygame

from game.core.place import Place
from game.desktop.ui import paint
from game.desktop.ui.element import Kit
from game.desktop.ui.paint import Point

_AROUND: Final = 0.14  # how far a made-up outline keeps from the agencies
_FINE: Final = 2  # the ground is drawn this many times larger and shrunk, which smooths it


def painted(place: Place, kit: Kit, size: tuple[int, int], margin: int, *, has_names: bool = True) -> pygame.Surface:
    """The ground of a place as a surface.

    Arguments:
        place: whose ground.
        kit: palette and scale.
        size: of the surface, in pixels.
        margin: pixels round the square in which positions lie.
        has_names: whether its names are written on it.
    """
    wide, high = size
    large = pygame.Surface((wide * _FINE, high * _FINE))
    palette = kit.palette
    large.fill(palette.land)
    written: Mapping[str, Any] = place.texts.get("ground") or {}
    outline = written.get("outline") or _made_up(place)

    def at(point: Sequence[float]) -> Point:
        return (margin + point[0] * (wide - 2 * margin)) * _FINE, (margin + point[1] * (high - 2 * margin)) * _FINE

    def area(points: Sequence[Sequence[float]]) -> list[Point]:
        return paint.rounded_line([at(point) for point in points], is_closed=True)

    for points in written.get("built", ()):
        pygame.draw.polygon(large, palette.built, area(points))
    for points in written.get("green", ()):
        pygame.draw.polygon(large, palette.green, area(points))
    for points in written.get("water", ()):
        pygame.draw.polygon(large, palette.water, area(points))
    for points in written.get("rivers", ()):
        _line(large, palette.water, paint.rounded_line([at(one) for one in points], is_closed=False), kit.px(5) * _FINE)
    for points in written.get("roads", () if written else _ways(place)):
        smooth = paint.rounded_line([at(one) for one in points], is_closed=False)
        _line(large, palette.edge, smooth, kit.px(5.5) * _FINE)
        _line(large, palette.road, smooth, kit.px(3.5) * _FINE)
    for points in written.get("rails", ()):
        _rail(large, palette.edge, paint.rounded_line([at(one) for one in points], is_closed=False), kit)
    edge = area(outline)
    pygame.draw.polygon(large, palette.ground, _beyond(edge, large.get_size()))
    _line(large, palette.edge, [*edge, edge[0]], kit.px(1.5) * _FINE)
    ground = pygame.transform.smoothscale(large, size)
    for named in written.get("names", ()) if has_names else ():
        _name(ground, kit, str(named["name"]), at(named["at"]))
    return ground


def _beyond(edge: Sequence[Point], size: tuple[int, int]) -> list[Point]:
    """What lies beyond an outline, as one outline: round the whole, in to the uppermost point of the edge, and round that."""
    wide, high = size
    top = min(range(len(edge)), key=lambda number: edge[number][1])
    x = edge[top][0]
    return [(x, -1), (wide, -1), (wide, high), (-1, high), (-1, -1), (x, -1), *edge[top:], *edge[: top + 1]]


def _line(surface: pygame.Surface, colour: tuple[int, int, int], points: Sequence[Point], width: int) -> None:
    for start, end in pairwise(points):
        pygame.draw.line(surface, colour, start, end, width)
    if width > 3:
        for point in points:
            pygame.draw.circle(surface, colour, point, width / 2)


def _rail(surface: pygame.Surface, colour: tuple[int, int, int], points: Sequence[Point], kit: Kit) -> None:
    """A railway: a thin line with sleepers across."""
    _line(surface, colour, points, kit.px(1) * _FINE)
    walked, each, half = 0.0, kit.px(9) * _FINE, kit.px(3) * _FINE
    for (x, y), (u, v) in pairwise(points):
        length = math.dist((x, y), (u, v))
        if not length:
            continue
        across = (-(v - y) / length, (u - x) / length)
        at = each - walked % each
        while at <= length:
            middle = (x + (u - x) * at / length, y + (v - y) * at / length)
            start = (middle[0] - across[0] * half, middle[1] - across[1] * half)
            end = (middle[0] + across[0] * half, middle[1] + across[1] * half)
            pygame.draw.line(surface, colour, start, end, max(1, kit.px(1) * _FINE))
            at += each
        walked += length


def _name(surface: pygame.Surface, kit: Kit, text: str, at: Point) -> None:
    drawn = kit.type.line(text, "small", kit.palette.quiet)
    left = min(max(0, round(at[0] / _FINE) - drawn.get_width() // 2), surface.get_width() - drawn.get_width())
    spot = drawn.get_rect(topleft=(left, round(at[1] / _FINE) - drawn.get_height() // 2))
    paint.box(surface, spot.inflate(kit.px(8), 0), kit.palette.land, radius=kit.px(6))
    surface.blit(drawn, spot)


def _made_up(place: Place) -> list[tuple[float, float]]:
    """An outline round where the agencies stand, with the small bays and headlands that the place's digest gives it."""
    spots = positions(place)
    middle = (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
    whims = [int(place.digest[number % len(place.digest)], 16) / 15.0 for number in range(28)]
    outline = []
    for number, whim in enumerate(whims):
        angle = 2 * math.pi * number / len(whims)
        way = (math.cos(angle), math.sin(angle))
        reach = max((x - middle[0]) * way[0] + (y - middle[1]) * way[1] for x, y in spots)
        far = reach + _AROUND + 0.07 * (whim - 0.5)
        outline.append((middle[0] + way[0] * far, middle[1] + way[1] * far))
    return outline


def _ways(place: Place) -> list[list[tuple[float, float]]]:
    """Made-up roads: from where the leader sits towards every third agency."""
    spots = positions(place)
    here = spots[place.lead]
    others = [spot for number, spot in enumerate(spots) if number != place.lead]
    return [[here, ((here[0] + x) / 2 + 0.04, (here[1] + y) / 2 - 0.03), (x, y)] for x, y in others[::3]]


def positions(place: Place) -> list[tuple[float, float]]:
    """Where each agency stands, across and down from 0 to 1: as written, or on rings round the leader's body."""
    n = len(place.agencies)
    inside = [number for number in place.inside if number != place.lead]
    outside = [number for number in range(n) if number not in place.inside and number != place.lead]
    found = [(0.5, 0.5)] * n
    for numbers, reach, turn in ((inside, 0.22, 0.3), (outside, 0.42, 0.0)):
        for position, number in enumerate(numbers):
            angle = 2 * math.pi * (position + turn) / max(1, len(numbers)) - math.pi / 2
            found[number] = (0.5 + reach * math.cos(angle), 0.5 + reach * math.sin(angle))
    return [facts.position or found[number] for number, facts in enumerate(place.agencies)]
