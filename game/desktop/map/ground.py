"""The ground of the map: a sketch of the place from its scenario, or one made from where the agencies stand.

A sketch, not a survey: outlines are smoothed, nothing is to scale, and it is painted once for a size and a theme. Ways go on
beyond the edge, paler, as the country does; where people live close together there are streets, and along the ways houses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pygame

from game.briefing.position import positions
from game.core.place import Place
from game.desktop.map import fabric
from game.desktop.map.sheet import Sheet, blended
from game.desktop.ui.element import Kit
from game.desktop.ui.paint import Point
from game.look.palette import Palette

Lines = Sequence[Sequence[Point]]
_AROUND: Final = 0.14  # how far a made-up outline keeps from the agencies
_BEYOND: Final = 0.1  # a way that ends as near as this to the border of the map goes on beyond it
_PALE: Final = 0.62  # how far what lies beyond the edge is blended into what is behind the map
_SHADE: Final = 0.5  # how far the shadow of the place is blended into its edge
_RAISED: Final = 0.12  # how far the ground of a hill is blended into the edge's colour
_CONTOUR: Final = 0.6  # and the lines of equal height on it
_HEIGHTS: Final = (1.0, 0.74, 0.5, 0.28)  # the sizes of those lines, as shares of the foot's
_TOWARDS_LIGHT: Final = 0.8  # how far the top is off the middle, to the upper left, in pixels to the root of the width
_WHOLE: Final = 500.0  # points of height of a map on which all is drawn at its full size


def painted(place: Place, kit: Kit, size: tuple[int, int], margin: int) -> pygame.Surface:
    """The ground of a place as a surface, without its names.

    Arguments:
        place: whose ground.
        kit: palette and scale.
        size: of the surface, in pixels.
        margin: pixels round the square in which positions lie.
    """
    palette = kit.palette
    written: Mapping[str, Any] = place.texts.get("ground") or {}
    unit = kit.scale * min(1.4, max(0.5, min(size) / kit.scale / _WHOLE))
    sheet = Sheet(size, margin, unit, palette.ground)
    edge = sheet.area(written.get("outline") or _made_up(place))
    rivers, roads, rails = (
        [sheet.way(_onwards(points)) for points in written.get(kind, made_up)]
        for kind, made_up in (("rivers", ()), ("roads", () if written else _ways(place)), ("rails", ()))
    )
    hills, built, green, water = (
        [sheet.area(points) for points in written.get(kind, ())] for kind in ("hills", "built", "green", "water")
    )
    _around(sheet, palette, rivers, roads, rails)
    is_plain = palette.hair == palette.line  # in high contrast, nothing that means nothing
    if not is_plain:
        sheet.fill(blended(palette.edge, palette.ground, _SHADE), [(x + 3 * sheet.unit, y + 5 * sheet.unit) for x, y in edge])
    sheet.fill(palette.land, edge)
    hills = [] if is_plain else hills
    for hill in hills:
        sheet.fill(blended(palette.land, palette.edge, _RAISED), hill)
    for areas, colour in ((built, palette.built), (green, palette.green)):
        for area in areas:
            sheet.fill(colour, area)
    _contours(sheet, palette, hills)
    _waters(sheet, palette, water, [run for river in rivers for run in sheet.within(river, edge)])
    inner = [run for road in roads for run in sheet.within(road, edge)]
    for colour, wide in ((palette.edge, 5.5), (palette.road, 3.5)):
        for run in inner:
            sheet.line(colour, run, wide)
    for rail in rails:
        for run in sheet.within(rail, edge):
            sheet.rail(blended(palette.edge, palette.ink, 0.25), run)
    if not is_plain:
        fabric.draw(sheet, palette, inner, built, green)
    sheet.line(palette.edge, [*edge, edge[0]], 1.5)
    return sheet.done()


def _around(sheet: Sheet, palette: Palette, rivers: Lines, roads: Lines, rails: Lines) -> None:
    """The ways as they go on beyond the place, paler."""
    water, edge = blended(palette.water, palette.ground, _PALE), blended(palette.edge, palette.ground, _PALE)
    for river in rivers:
        sheet.line(water, river, 5)
    for road in roads:
        sheet.line(edge, road, 4)
        sheet.line(palette.ground, road, 2.5)
    for rail in rails:
        sheet.rail(edge, rail)


def _contours(sheet: Sheet, palette: Palette, hills: Lines) -> None:
    """The lines of equal height on hills: the foot, and smaller ones towards the top, which stands a little to where light is."""
    line = blended(palette.land, palette.edge, _CONTOUR)
    for hill in hills:
        middle = (sum(x for x, _ in hill) / len(hill), sum(y for _, y in hill) / len(hill))
        off = _TOWARDS_LIGHT * math.sqrt(max(1.0, (max(x for x, _ in hill) - min(x for x, _ in hill))))
        for share in _HEIGHTS:
            top = (middle[0] - off * (1 - share), middle[1] - off * (1 - share))
            ring = [(top[0] + share * (x - middle[0]), top[1] + share * (y - middle[1])) for x, y in hill]
            sheet.line(line, [*ring, ring[0]], 1)


def _waters(sheet: Sheet, palette: Palette, water: Lines, rivers: Lines) -> None:
    """Lakes and rivers, each with its bank."""
    bank = blended(palette.water, palette.edge, 0.4)
    for shore in water:
        sheet.fill(palette.water, shore)
        sheet.line(bank, [*shore, shore[0]], 1)
    for colour, wide in ((bank, 6.5), (palette.water, 5)):
        for river in rivers:
            sheet.line(colour, river, wide)


def names(place: Place) -> list[tuple[str, tuple[float, float]]]:
    """The names written on a place's ground, each with where it stands, across and down from 0 to 1."""
    written: Mapping[str, Any] = place.texts.get("ground") or {}
    return [(str(one["name"]), (float(one["at"][0]), float(one["at"][1]))) for one in written.get("names", ())]


def _onwards(points: Sequence[Sequence[float]]) -> list[Point]:
    """A way that goes on, in the direction in which it runs, where it ends at the border of the map."""
    found: list[Point] = [(float(x), float(y)) for x, y in points]
    for at, before in ((0, 1), (-1, -2)):
        (x, y), (u, v) = found[at], found[before]
        if min(x, y, 1 - x, 1 - y) < _BEYOND:
            length = max(0.01, math.dist((x, y), (u, v)))
            end = (x + (x - u) / length, y + (y - v) / length)
            found.insert(0, end) if at == 0 else found.append(end)
    return found


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
