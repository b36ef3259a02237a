"""The way of a tie across the map: a curve from one agency to another, round those that stand between where it can.

A line that ran under other agencies would seem to be theirs, and lines that arrive together cannot be told apart. Each tie is
bent as little as serves against both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import pygame

from game.desktop.ui.paint import Point

Route = tuple[Point, ...]
Box = tuple[int, int, int, int]
_BENDS: Final = (0.0, 0.11, -0.11, 0.2, -0.2, 0.3, -0.3)  # how far a curve may leave the straight, as a share of its length
_PIECES: Final = 18  # straight pieces of a curve
_COARSE: Final = 3  # of which so many are taken as one where it is asked what lies in the way
_BENT: Final = 40.0  # what it costs to bend a line by its whole length
_COVERED: Final = 30.0  # and to run under another agency
_CLOSE: Final = 12.0  # and to arrive close beside another line
_OUTSIDE: Final = 1000.0  # and to leave the map
_APART: Final = 0.2  # radians between two lines that arrive apart


@lru_cache(maxsize=64)
def routes(chosen: int, spots: tuple[Point, ...], parts: tuple[tuple[Box, ...], ...], radius: int, room: Box) -> dict[int, Route]:
    """The ways from every other agency to the one that is chosen, by the number of the other.

    Arguments:
        chosen: the number of the agency at which all of them end.
        spots: the middle of every agency, in pixels.
        parts: the disc and the name of every agency, round which others' lines go.
        radius: how far from the middle of an agency its lines begin, in pixels.
        room: the map, which no line should leave.
    """
    found: dict[int, Route] = {}
    arriving: list[float] = []
    here, within = spots[chosen], pygame.Rect(room)
    others = [number for number in range(len(spots)) if number != chosen]
    for number in sorted(others, key=lambda one: math.dist(spots[one], here)):
        rects = [pygame.Rect(box) for other, boxes in enumerate(parts) if other not in (number, chosen) for box in boxes]
        best: tuple[float, float, Route] | None = None
        for bend in _BENDS:
            curve = bent(spots[number], here, bend, radius)
            angle = math.atan2(curve[-2][1] - here[1], curve[-2][0] - here[0])
            close = sum(_turn(angle, other) < _APART for other in arriving)
            is_outside = not all(within.collidepoint(point) for point in curve[::_COARSE])
            bad = _COVERED * _covered(curve[::_COARSE], rects) + _CLOSE * close + _OUTSIDE * is_outside
            cost = _BENT * abs(bend) + bad
            if best is None or cost < best[0]:
                best = (cost, angle, curve)
            if not bad:
                break
        if best is not None:
            arriving.append(best[1])
            found[number] = best[2]
    return found


def _covered(curve: Sequence[Point], rects: Sequence[pygame.Rect]) -> int:
    """Under how many of the rectangles a curve runs."""
    across, down = [x for x, _ in curve], [y for _, y in curve]
    around = pygame.Rect(min(across), min(down), max(across) - min(across) + 1, max(down) - min(down) + 1)
    pieces = list(pairwise(curve))
    return sum(any(rects[at].clipline(start, end) for start, end in pieces) for at in around.collidelistall(rects))


def bent(start: Point, end: Point, bend: float, radius: float) -> Route:
    """A curve with one bend (Bézier, of the second degree), from the edge of one disc to the edge of another."""
    length = max(1.0, math.dist(start, end))
    (x, y), (u, v) = start, end
    knee = ((x + u) / 2 - (v - y) * 2 * bend, (y + v) / 2 + (u - x) * 2 * bend)
    cut = min(0.42, radius / length / math.hypot(1.0, 2 * bend))
    points = []
    for piece in range(_PIECES + 1):
        share = cut + (1 - 2 * cut) * piece / _PIECES
        one, two, three = (1 - share) ** 2, 2 * share * (1 - share), share**2
        points.append((one * x + two * knee[0] + three * u, one * y + two * knee[1] + three * v))
    return tuple(points)


def along(route: Sequence[Point], share: float) -> Point:
    """The point at a share of the way."""
    walked = share * sum(math.dist(*piece) for piece in pairwise(route))
    for (x, y), (u, v) in pairwise(route):
        length = math.dist((x, y), (u, v))
        if walked <= length and length:
            return x + (u - x) * walked / length, y + (v - y) * walked / length
        walked -= length
    return route[-1]


def until(route: Sequence[Point], left: float) -> list[Point]:
    """A route without its last piece of so many pixels."""
    points = list(route)
    while len(points) > 1:
        (x, y), (u, v) = points[-2], points[-1]
        length = math.dist((x, y), (u, v))
        if length > left:
            points[-1] = (u + (x - u) * left / length, v + (y - v) * left / length)
            return points
        left -= length
        points.pop()
    return points


def _turn(one: float, other: float) -> float:
    """How far apart two directions are, in radians."""
    return abs((one - other + math.pi) % (2 * math.pi) - math.pi)
