"""What people have put on the ground of a map: houses along the ways, streets of them in towns, trees where it is green.

Nothing of it stands for anything: it makes of areas of colour a place where people live. Where each stands is the same each
time it is drawn, whatever the size.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pygame
from numpy.typing import NDArray

from game.desktop.map.sheet import Sheet, blended
from game.desktop.ui.paint import Point
from game.look.palette import Colour, Palette

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
_HOUSE: Final = (5.0, 3.6)  # points of a house by a road: along it and away from it
_BLOCK: Final = (7.6, 5.0)  # points of a block in a town
_LANE: Final = 2.4  # points between two blocks
_STREET: Final = 5  # blocks from one street to the next
_TREES: Final = 11.0  # points from one tree to the next, on the whole
_EMPTY: Final = 0.16  # the share of plots on which nothing stands
_CLEARING: Final = 0.45  # and of a wood where no tree does


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


def _whims(ones: Whole, others: Whole) -> Real:
    """Numbers from 0 to 1, each of which hangs on two others only."""
    mixed = (ones * 73856093 ^ others * 19349663) & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 13) * 1274126177 & 0xFFFFFFFF
    return (mixed ^ mixed >> 16) % 1000 / 1000


def _row(sheet: Sheet, way: Sequence[Point], free: frozenset[int], colour: Colour) -> None:
    """Houses on both sides of a way."""
    starts, ends = np.array(way[:-1]), np.array(way[1:])
    along = (ends - starts) / np.maximum(np.hypot(*(ends - starts).T), 1e-9)[:, None]
    numbers = np.arange(len(starts))
    for side in (-1, 1):
        off = side * (5.6 + 1.2 * _whims(numbers, np.full_like(numbers, side + 3))) * sheet.unit
        middles = (starts + ends) / 2 + np.stack([-along[:, 1], along[:, 0]], axis=1) * off[:, None]
        is_built = _whims(numbers, np.full_like(numbers, side + 7)) >= _EMPTY
        _houses(sheet, middles[is_built], along[is_built], np.full(is_built.sum(), _HOUSE[0]), _HOUSE[1], free, colour)


def _town(sheet: Sheet, edge: Sequence[Point], along: Point, free: frozenset[int], colour: Colour) -> None:
    """Blocks in rows, with a street after every few of them."""
    unit = sheet.unit
    left, right, top, bottom = _bounds(edge)
    middle = np.array(((left + right) / 2, (top + bottom) / 2))
    reach = math.hypot(right - left, bottom - top) / 2
    wide, high = (_BLOCK[0] + _LANE) * unit, (_BLOCK[1] + _LANE) * unit
    across, down = int(reach / wide), int(reach / high)
    rows, columns = (one.ravel() for one in np.mgrid[-down : down + 1, -across : across + 1])
    whims = _whims(rows + 101, columns + 211)
    way = np.array(along)
    spots = middle + (columns * wide)[:, None] * way + (rows * high)[:, None] * np.array((-way[1], way[0]))
    is_built = (rows % _STREET != 0) & (columns % (_STREET + 2) != 0) & (whims >= _EMPTY)
    is_built &= (spots >= (left, top)).all(axis=1) & (spots <= (right, bottom)).all(axis=1)
    ways, long = np.broadcast_to(way, spots.shape), _BLOCK[0] * (0.7 + 0.3 * whims)
    _houses(sheet, spots[is_built], ways[is_built], long[is_built], _BLOCK[1], free, colour)


def _houses(sheet: Sheet, middles: Real, along: Real, long: Real, deep: float, free: frozenset[int], colour: Colour) -> None:
    """Houses, each unless something is there already.

    Arguments:
        sheet: what to draw on.
        middles: of the houses, in pixels, two a house.
        along: which way each runs, two a house.
        long: how long each is, in points.
        deep: how deep all are, in points.
        free: the colours on which they may stand.
        colour: theirs.
    """
    reach = along * (long * sheet.unit / 2)[:, None]
    side = np.stack([-along[:, 1], along[:, 0]], axis=1) * (deep * sheet.unit / 2)
    corners = middles[:, None] + np.stack([-reach - side, reach - side, reach + side, side - reach], axis=1)
    is_free = sheet.are_on(middles, free) & sheet.are_on(corners, free).all(axis=1)
    for house in corners[is_free].tolist():
        pygame.draw.polygon(sheet.surface, colour, house)


def _wood(sheet: Sheet, edge: Sequence[Point], free: frozenset[int], colours: tuple[Colour, Colour]) -> None:
    """Trees in small groups, each with light on it from the upper left."""
    left, right, top, bottom = _bounds(edge)
    each = _TREES * sheet.unit
    rows, columns = (one.ravel() for one in np.mgrid[: int((bottom - top) / each) + 1, : int((right - left) / each) + 1])
    whims, others = _whims(rows + 31, columns + 57), _whims(columns + 17, rows + 71)
    spots = np.stack([left + (columns + whims) * each, top + (rows + others) * each], axis=1)
    radii = (1.7 + 1.5 * others) * sheet.unit
    around = spots[:, None] + radii[:, None, None] * np.array(((0, 0), (-2, 0), (2, 0), (0, -2), (0, 2)))
    is_free = (whims >= _CLEARING) & sheet.are_on(around, free).all(axis=1)
    for (x, y), radius in zip(spots[is_free].tolist(), radii[is_free].tolist(), strict=True):
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
