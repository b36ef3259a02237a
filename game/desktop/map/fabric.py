"""What people have put on the ground of a map: houses along the ways, streets of them in towns, trees where it is green.

Nothing of it stands for anything: it makes of areas of colour a place where people live. Where each stands is the same each
time it is drawn, whatever the size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import pygame

from game.desktop.map.sheet import Sheet, blended
from game.desktop.ui.paint import Point
from game.desktop.ui.theme import Colour, Palette

_HOUSE: Final = (5.0, 3.6)  # points of a house by a road: along it and away from it
_BLOCK: Final = (7.6, 5.0)  # points of a block in a town
_LANE: Final = 2.4  # points between two blocks
_STREET: Final = 5  # blocks from one street to the next
_TREES: Final = 11.0  # points from one tree to the next, on the whole
_EMPTY: Final = 0.16  # the share of plots on which nothing stands


def draw(
    sheet: Sheet,
    palette: Palette,
    roads: Sequence[Sequence[Point]],
    towns: Sequence[Sequence[Point]],
    woods: Sequence[Sequence[Point]],
) -> None:
    """Houses, blocks and trees, wherever nothing else has been drawn.

    Arguments:
        sheet: with land, water and ways on it.
        palette: the colours.
        roads: the ways along which houses stand, as points on the sheet.
        towns: edges of where people live close together.
        woods: edges of where it is green.
    """
    mapped = sheet.surface.map_rgb
    land, built, green = (frozenset({mapped(colour)}) for colour in (palette.land, palette.built, palette.green))
    roof, wall = blended(palette.built, palette.edge, 0.5), blended(palette.land, palette.edge, 0.42)
    for way in roads:
        _row(sheet, way, land, wall)
        _row(sheet, way, built, roof)
    for edge in towns:
        _town(sheet, edge, _bearing(edge, roads), built, roof)
    leaf, light = blended(palette.green, palette.edge, 0.55), blended(palette.green, palette.edge, 0.25)
    for edge in woods:
        _wood(sheet, edge, green, (leaf, light))


def _whim(one: int, other: int) -> float:
    """A number from 0 to 1 that hangs on two others only."""
    mixed = (one * 73856093 ^ other * 19349663) & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 13) * 1274126177 & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) % 1000 / 1000


def _row(sheet: Sheet, way: Sequence[Point], free: frozenset[int], colour: Colour) -> None:
    """Houses on both sides of a way."""
    unit = sheet.unit
    for number, (start, end) in enumerate(pairwise(way)):
        length = math.dist(start, end) or 1.0
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        for side in (-1, 1):
            if _whim(number, side + 7) < _EMPTY:
                continue
            off = side * (5.6 + 1.2 * _whim(number, side + 3)) * unit
            middle = ((start[0] + end[0]) / 2 - along[1] * off, (start[1] + end[1]) / 2 + along[0] * off)
            _house(sheet, middle, along, _HOUSE, free, colour)


def _town(sheet: Sheet, edge: Sequence[Point], along: Point, free: frozenset[int], colour: Colour) -> None:
    """Blocks in rows, with a street after every few of them."""
    unit = sheet.unit
    left, right, top, bottom = _bounds(edge)
    middle = ((left + right) / 2, (top + bottom) / 2)
    reach = math.hypot(right - left, bottom - top) / 2
    wide, high = (_BLOCK[0] + _LANE) * unit, (_BLOCK[1] + _LANE) * unit
    across, down = int(reach / wide), int(reach / high)
    for row in range(-down, down + 1):
        if row % _STREET == 0:
            continue
        for column in range(-across, across + 1):
            whim = _whim(row + 101, column + 211)
            if column % (_STREET + 2) == 0 or whim < _EMPTY:
                continue
            x, y = column * wide, row * high
            spot = (middle[0] + along[0] * x - along[1] * y, middle[1] + along[1] * x + along[0] * y)
            if left <= spot[0] <= right and top <= spot[1] <= bottom:
                _house(sheet, spot, along, (_BLOCK[0] * (0.7 + 0.3 * whim), _BLOCK[1]), free, colour)


def _house(sheet: Sheet, middle: Point, along: Point, size: tuple[float, float], free: frozenset[int], colour: Colour) -> None:
    """A house, unless something is there already."""
    if not sheet.is_on(middle, free):
        return
    half, deep = size[0] * sheet.unit / 2, size[1] * sheet.unit / 2
    corners = [
        (middle[0] + along[0] * x - along[1] * y, middle[1] + along[1] * x + along[0] * y)
        for x, y in ((-half, -deep), (half, -deep), (half, deep), (-half, deep))
    ]
    if all(sheet.is_on(corner, free) for corner in corners):
        pygame.draw.polygon(sheet.surface, colour, corners)


def _wood(sheet: Sheet, edge: Sequence[Point], free: frozenset[int], colours: tuple[Colour, Colour]) -> None:
    """Trees in small groups, each with light on it from the upper left."""
    unit = sheet.unit
    left, right, top, bottom = _bounds(edge)
    each = _TREES * unit
    for row in range(int((bottom - top) / each) + 1):
        for column in range(int((right - left) / each) + 1):
            whim, other = _whim(row + 31, column + 57), _whim(column + 17, row + 71)
            if whim < 0.45:
                continue
            x, y = left + (column + whim) * each, top + (row + other) * each
            radius = (1.7 + 1.5 * other) * unit
            if all(sheet.is_on((x + a * radius, y + b * radius), free) for a, b in ((0, 0), (-2, 0), (2, 0), (0, -2), (0, 2))):
                pygame.draw.circle(sheet.surface, colours[0], (x, y), radius)
                pygame.draw.circle(sheet.surface, colours[1], (x - radius * 0.25, y - radius * 0.25), radius * 0.6)


def _bounds(edge: Sequence[Point]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in edge], [y for _, y in edge]
    return min(across), max(across), min(down), max(down)


def _bearing(edge: Sequence[Point], roads: Sequence[Sequence[Point]]) -> Point:
    """Which way the streets of a town run: as the road that passes nearest to its middle."""
    left, right, top, bottom = _bounds(edge)
    middle = ((left + right) / 2, (top + bottom) / 2)
    pieces = [(math.dist(middle, start), start, end) for way in roads for start, end in pairwise(way)]
    if not pieces:
        return (1.0, 0.0)
    _, start, end = min(pieces)
    length = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length
