"""One agency's ties on the map: trust as a line with a head, sharing as beads; how much, by breadth and by number."""

from __future__ import annotations

import math
from typing import Final, Literal

import pygame

from game.briefing.ties import Links, Tie
from game.desktop.ui import paint
from game.desktop.ui.element import Kit
from game.desktop.ui.paint import Point
from game.desktop.ui.theme import Colour

Lens = Literal["trust", "sharing"]
LEAST: Final = 0.03  # a tie of less is not drawn
_SHARES: Final = (0.46, 0.4, 0.52, 0.34, 0.58, 0.28, 0.64, 0.22, 0.7)  # how far along its line a number may stand, best first
_SPOTS: Final = [(aside, share) for aside in (0.0, 0.7, -0.7, 1.4, -1.4) for share in _SHARES]  # and how far beside it


def draw(
    surface: pygame.Surface,
    kit: Kit,
    found: Links,
    spots: dict[int, Point],
    lens: Lens,
    radius: int,
    taken: list[pygame.Rect],
    *,
    is_two_way: bool,
) -> None:
    """The ties of one agency.

    Arguments:
        surface: what to draw on.
        kit: palette, type and scale.
        found: its ties, both ways.
        spots: the middle of every agency on the map, by number.
        lens: which kind of tie.
        radius: how far from the middle of an agency its lines begin, in pixels.
        taken: where the agencies are, which no number may cover.
        is_two_way: whether the trust that comes back is shown as well.
    """
    labels: list[tuple[tuple[Point, Point], str]] = []
    for outwards, inwards in zip(found.outwards, found.inwards, strict=True):
        here, there = spots[found.agency], spots[outwards.other]
        start, end = _between(here, there, radius)
        if lens == "sharing":
            labels += _sharing(surface, kit, outwards, inwards, (start, end))
        elif is_two_way:
            labels += _trust(surface, kit, inwards, _aside(end, start, kit.px(3)))
            _back(surface, kit, outwards, _aside(start, end, kit.px(3)))
        else:
            labels += _trust(surface, kit, inwards, (end, start))
    colour = kit.palette.trust if lens == "trust" else kit.palette.sharing
    covered = list(taken)
    for ends, text in labels:
        covered.append(_number(surface, kit, ends, text, colour, covered))


def _trust(surface: pygame.Surface, kit: Kit, tie: Tie, ends: tuple[Point, Point]) -> list[tuple[tuple[Point, Point], str]]:
    """The trust of one in the other: a line with a head at whom it is in, its number near whose it is."""
    if tie.trust < LEAST:
        return []
    start, end = ends
    width = kit.px(1) + tie.trust * kit.px(5)
    length = math.dist(start, end)
    head = min(length / 3, kit.px(6) + width)
    neck = _along(end, start, head / max(1.0, length))
    paint.line(surface, kit.palette.trust, start, neck, width)
    across = _across(start, end)
    half = width / 2 + kit.px(3)
    points = [
        end,
        (neck[0] + across[0] * half, neck[1] + across[1] * half),
        (neck[0] - across[0] * half, neck[1] - across[1] * half),
    ]
    paint.smooth_polygon(surface, kit.palette.trust, points)
    return [(ends, f"{tie.trust * 100:.0f}")]


def _back(surface: pygame.Surface, kit: Kit, tie: Tie, ends: tuple[Point, Point]) -> None:
    """The trust of the chosen one in another: dashes, the broader the more; the sheet has the number."""
    if tie.trust >= LEAST:
        paint.dashes(surface, kit.palette.trust, *ends, kit.px(1) + tie.trust * kit.px(2), kit.px(5), kit.px(5))


def _sharing(
    surface: pygame.Surface, kit: Kit, outwards: Tie, inwards: Tie, ends: tuple[Point, Point]
) -> list[tuple[tuple[Point, Point], str]]:
    """What two share: beads, larger the more it is; a protocol that is signed is a line under them, one being drafted dashes."""
    start, end = ends
    share = max(outwards.sharing, inwards.sharing)
    colour = kit.palette.sharing
    if outwards.protocol == "signed":
        paint.line(surface, colour, start, end, kit.px(1.5))
    elif outwards.protocol == "being drafted":
        paint.dashes(surface, colour, start, end, kit.px(1.5), kit.px(7), kit.px(6))
    elif outwards.is_needed or inwards.is_needed:
        paint.dashes(surface, kit.palette.line, start, end, kit.px(1), kit.px(2), kit.px(7))
    if share < LEAST:
        return []
    radius = max(2, round(kit.px(1.5) + share * kit.px(6)))
    paint.beads(surface, colour, start, end, radius, kit.px(5))
    return [(ends, f"{share * 100:.0f}")]


def _number(
    surface: pygame.Surface, kit: Kit, ends: tuple[Point, Point], text: str, edge: Colour, covered: list[pygame.Rect]
) -> pygame.Rect:
    """A number on its line, where that is free, or close beside it, or else half-way; where it was put."""
    drawn = kit.type.line(text, "label", kit.palette.ink)
    size = drawn.get_rect().inflate(kit.px(7), 0)
    across, high = _across(*ends), size.height
    for aside, share in _SPOTS:
        x, y = _along(*ends, share)
        size.center = round(x + across[0] * aside * high), round(y + across[1] * aside * high)
        if size.collidelist(covered) < 0:
            break
    else:
        x, y = _along(*ends, _SHARES[0])
        size.center = round(x), round(y)
    ground = size
    paint.box(surface, ground, kit.palette.panel, radius=ground.height // 2, border=kit.px(1), edge=edge)
    surface.blit(drawn, drawn.get_rect(center=ground.center))
    return ground


def _between(here: Point, there: Point, radius: int) -> tuple[Point, Point]:
    """The line from the edge of one agency to the edge of another."""
    length = max(1.0, math.dist(here, there))
    share = min(0.45, radius / length)
    return _along(here, there, share), _along(there, here, share)


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _across(start: Point, end: Point) -> Point:
    length = max(1.0, math.dist(start, end))
    return -(end[1] - start[1]) / length, (end[0] - start[0]) / length


def _aside(start: Point, end: Point, apart: float) -> tuple[Point, Point]:
    """A line moved a little to its own left, so that two in opposite directions lie beside one another."""
    x, y = _across(start, end)
    return (start[0] + x * apart, start[1] + y * apart), (end[0] + x * apart, end[1] + y * apart)
