"""The way of a tie across the map: a curve from one agency to another, round those that stand between where it can.

A line that ran under other agencies would seem to be theirs, and lines that arrive together, or cross, are hard to tell apart.
Each tie is bent as little as serves against these; where only a name lies in the way it runs straight on behind that, which the
eye follows more easily than a wide curve.
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
_BENDS: Final = (
    0.0,
    0.06,
    -0.06,
    0.11,
    -0.11,
    0.16,
    -0.16,
    0.22,
    -0.22,
    0.3,
    -0.3,
)  # how far a curve may leave the straight, as a share of its length
_PIECES: Final = 18  # straight pieces of a curve
_COARSE: Final = 3  # of which so many are taken as one where it is asked what lies in the way
_COARSER: Final = 6  # and where it is asked whether two cross
_BENT: Final = 200.0  # what it costs to bend a line, by the square of its bend
_COVERED: Final = 30.0  # and to run under another agency
_BEHIND: Final = 6.0  # or behind its name
_CROSSED: Final = 8.0  # and to cross another line
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
    laid: list[tuple[pygame.Rect, Route]] = []  # roughly, with the ground over which each goes
    arriving: list[float] = []
    here, within = spots[chosen], pygame.Rect(room)
    others = [number for number in range(len(spots)) if number != chosen]
    for number in sorted(others, key=lambda one: math.dist(spots[one], here)):
        ways = [boxes for other, boxes in enumerate(parts) if other not in (number, chosen)]
        discs, names = ([pygame.Rect(box) for boxes in ways for box in boxes[part]] for part in (slice(1), slice(1, None)))
        best: tuple[float, float, Route] | None = None
        for bend in _BENDS:
            if best is not None and _BENT * bend**2 >= best[0]:
                break  # none that is bent more can be better
            curve = bent(spots[number], here, bend, radius)
            angle = math.atan2(curve[-2][1] - here[1], curve[-2][0] - here[0])
            close = sum(_turn(angle, other) < _APART for other in arriving)
            coarse = curve[::_COARSE]
            ground, pieces = _ground(coarse), list(pairwise(coarse))
            bad = _CLOSE * close + _OUTSIDE * (not within.contains(ground))
            bad += _COVERED * _covered(ground, pieces, discs) + _BEHIND * _covered(ground, pieces, names)
            if best is not None and _BENT * bend**2 + bad >= best[0]:
                continue
            bad += _CROSSED * sum(ground.colliderect(there) and is_crossing(curve[::_COARSER], other) for there, other in laid)
            cost = _BENT * bend**2 + bad
            if best is None or cost < best[0]:
                best = (cost, angle, curve)
        if best is not None:
            arriving.append(best[1])
            found[number] = best[2]
            laid.append((_ground(best[2]), best[2][::_COARSER]))
    return found


def _ground(curve: Sequence[Point]) -> pygame.Rect:
    """The smallest rectangle that a curve lies in."""
    across, down = [x for x, _ in curve], [y for _, y in curve]
    return pygame.Rect(min(across), min(down), max(across) - min(across) + 1, max(down) - min(down) + 1)


def _covered(ground: pygame.Rect, pieces: Sequence[tuple[Point, Point]], rects: Sequence[pygame.Rect]) -> int:
    """Under how many of the rectangles a curve runs."""
    return sum(any(rects[at].clipline(start, end) for start, end in pieces) for at in ground.collidelistall(rects))


def is_crossing(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two curves have a point in common."""
    return any(
        _side(a, b, c) * _side(a, b, d) < 0 > _side(c, d, a) * _side(c, d, b)
        for a, b in pairwise(one)
        for c, d in pairwise(other)
    )


def _side(start: Point, end: Point, point: Point) -> float:
    """On which side of a line a point lies, by its sign."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


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
