"""One agency's ties on the map: trust as a line with a head, sharing as beads; how much, by breadth and by number.

The number stands near whose trust it is. Where the trust of the chosen agency is shown as well, it has no line of its own, for
two lines side by side are told apart by nobody: it is a second number, in an open box joined to the first, which is filled.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

import pygame

from game.briefing.ties import Links, Tie
from game.desktop.map.routes import Box, Route, along, until
from game.desktop.ui import paint
from game.desktop.ui.chart import stroke
from game.desktop.ui.element import Kit, sides
from game.desktop.ui.paint import Point
from game.look.palette import Colour

Lens = Literal["trust", "sharing"]
Asked = tuple[int, tuple[int, int], Route, Box]
Kept = tuple[tuple[int, int], Sequence[pygame.Rect]]
LEAST: Final = 0.03  # a tie of less is not drawn
UP: Final = " ↑"
DOWN: Final = " ↓"
"""What stands beside a number that has risen or fallen."""
_NEAR: Final = [(share, aside) for share in (0.1, 0.16, 0.22, 0.3) for aside in (0.0, 0.8, -0.8)]
_FAR: Final = [
    (share, aside) for aside in (0.0, 0.8, -0.8, 1.5, -1.5, 2.2, -2.2) for share in (0.38, 0.46, 0.54, 0.62, 0.7, 0.78)
]
"""How far along its line a number may stand, and how many of its heights beside it: near the other agency first."""
_ROUND: Final = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (1.0, -0.7), (-1.0, -0.7), (1.0, 0.5), (-1.0, 0.5), (0.6, -1.0), (-0.6, -1.0)
)  # fmt: skip
"""Where it may stand round the disc of the other agency: how far to the right and how far down."""

_REACH: Final = 1.5  # widths of a disc: further from its agency than that a number on a line is harder to tell than one beside it
_TRIES: Final = 4  # of putting those first that found no room
_KEPT: Final = 120
_PILLS: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()


def draw(surface: pygame.Surface, kit: Kit, found: Links, routes: Mapping[int, Route], lens: Lens) -> None:
    """The lines of the ties of one agency.

    Arguments:
        surface: what to draw on.
        kit: palette, type and scale.
        found: its ties, both ways.
        routes: the way from each other agency to it.
        lens: which kind of tie.
    """
    for outwards, inwards in zip(found.outwards, found.inwards, strict=True):
        route = routes[outwards.other]
        if lens == "sharing":
            _sharing(surface, kit, outwards, inwards, route)
        else:
            _trust(surface, kit, inwards, route)


def numbers(found: Links, lens: Lens, *, is_two_way: bool, before: Links | None = None) -> dict[int, tuple[str, str]]:
    """What stands at each other agency: the number of its tie, and where both ways are shown, that of the tie to it.

    Beside the first stands an arrow where it is another number than in the ties `before`.
    """
    told, was = {}, numbers(before, lens, is_two_way=is_two_way) if before is not None else {}
    for outwards, inwards in zip(found.outwards, found.inwards, strict=True):
        if lens == "sharing":
            share = max(outwards.sharing, inwards.sharing)
            there, back = (_hundred(share) if share >= LEAST else ""), ""
        else:
            there, back = _hundred(inwards.trust), _hundred(outwards.trust) if is_two_way else ""
        if there or back:
            earlier = was.get(outwards.other, ("", ""))[0]
            arrow = (UP if int(there) > int(earlier) else DOWN) if there and earlier and there != earlier else ""
            told[outwards.other] = (there + arrow, back)
    return told


def put(
    surface: pygame.Surface,
    kit: Kit,
    told: Mapping[int, tuple[str, str]],
    routes: Mapping[int, Route],
    discs: Mapping[int, pygame.Rect],
    lens: Lens,
    room: pygame.Rect,
    kept: Sequence[Kept],
) -> dict[int, pygame.Rect]:
    """Draws the numbers, each on its line near the other agency, or beside that, or further on, where nothing else is.

    Arguments:
        surface: what to draw on.
        kit: palette, type and scale.
        told: the numbers, by the other agency.
        routes: the way from each other agency to the chosen one.
        discs: where each agency's disc is.
        lens: which kind of tie.
        room: the map, which no number leaves.
        kept: what room is kept for every tie, and where none stands: the first with which all find room, or else the last.

    Returns the room that each was put into, at its left, where it stays when an arrow comes to it.
    """
    colour = kit.palette.trust if lens == "trust" else kit.palette.sharing
    drawn = {other: pill(kit, *texts, colour) for other, texts in told.items()}
    found: Mapping[int, Box] = {}
    for size, taken in kept:
        asked = tuple((other, size, route, sides(discs[other])) for other, route in routes.items())
        found, is_free = spots(asked, tuple(sides(one) for one in taken), sides(room))
        if is_free:
            break
    for other, one in drawn.items():
        surface.blit(one, one.get_rect(midleft=pygame.Rect(found[other]).midleft))
    return {other: pygame.Rect(found[other]) for other in drawn}


def widest(kit: Kit, lens: Lens, *, is_two_way: bool, has_arrow: bool) -> tuple[int, int]:
    """How large a number can be, with an arrow or without.

    So much room is kept for each, whatever it is now and where there is none yet: what a quarter changes moves no number on the
    map.
    """
    digits = 2 * max("0123456789", key=lambda digit: kit.type.width(digit, "label"))
    colour = kit.palette.trust if lens == "trust" else kit.palette.sharing
    arrow = max(UP, DOWN, key=lambda arrow: kit.type.width(arrow, "label")) if has_arrow else ""
    return pill(kit, digits + arrow, digits if is_two_way else "", colour).get_size()


def pill(kit: Kit, there: str, back: str, colour: Colour) -> pygame.Surface:
    """A number in a filled box, and joined to it another in an open one; either may be missing. The same ones are kept."""
    key = (there, back, colour, kit.scale, kit.type.family, id(kit.palette))
    if key not in _PILLS:
        _PILLS[key] = _pill(kit, there, back, colour)
        while len(_PILLS) > _KEPT:
            _PILLS.popitem(last=False)
    return _PILLS[key]


def _pill(kit: Kit, there: str, back: str, colour: Colour) -> pygame.Surface:
    palette, pad, edge = kit.palette, kit.px(5), kit.px(1)
    texts = [kit.type.line(text, "label", tone) for text, tone in ((there, palette.panel), (back, palette.ink)) if text]
    high = kit.type.leading("label") + kit.px(1)
    wides = [max(high, text.get_width() + 2 * pad) for text in texts]
    surface = pygame.Surface((sum(wides) + 2 * edge, high + 2 * edge), pygame.SRCALPHA)
    whole = surface.get_rect()
    paint.box(surface, whole, palette.panel, radius=whole.height // 2)
    inner = whole.inflate(-2 * edge, -2 * edge)
    paint.box(surface, inner, palette.panel, radius=inner.height // 2, border=max(1, round(kit.px(1.5))), edge=colour)
    if there:
        first = pygame.Rect(inner.left, inner.top, wides[0], inner.height)
        paint.box(surface, first, colour, radius=inner.height // 2)
        if back:
            surface.fill(colour, (first.centerx, first.top, first.right - first.centerx, first.height))
    left = inner.left
    for text, wide in zip(texts, wides, strict=True):
        surface.blit(text, text.get_rect(center=(left + wide // 2, inner.centery)))
        left += wide
    return surface


def _hundred(level: float) -> str:
    return f"{level * 100:.0f}"


@lru_cache(maxsize=64)
def spots(asked: tuple[Asked, ...], taken: tuple[Box, ...], room: Box) -> tuple[dict[int, Box], bool]:
    """Where each number stands; where one finds no room, all anew: it goes first, and none takes the room above another's disc.

    Arguments:
        asked: of each, the other agency, the size of its number, the route of its tie and the other agency's disc.
        taken: where nothing may stand.
        room: what none may leave.

    Returns also whether all found room.
    """
    order, found, squeezed = list(asked), dict[int, Box](), list[Asked]()
    for attempt in range(_TRIES):
        covered, found, squeezed = [pygame.Rect(one) for one in taken], {}, []
        for number, one in enumerate(order):
            kept = [above(size, pygame.Rect(disc)) for _, size, _, disc in order[number + 1 :]] if attempt else []
            others = [route for other, _, route, _ in asked if other != one[0]]
            spot, is_free = _spot(one, [*covered, *kept], pygame.Rect(room), others)
            covered.append(spot)
            found[one[0]] = sides(spot)
            if not is_free:
                squeezed.append(one)
        if not squeezed:
            break
        order = [*squeezed, *(one for one in order if one not in squeezed)]
    return found, not squeezed


def above(size: tuple[int, int], disc: pygame.Rect) -> pygame.Rect:
    """The room for a number above its agency's disc, which the map keeps free of agencies."""
    spot = pygame.Rect(0, 0, *size)
    spot.midbottom = disc.centerx, disc.top - 2
    return spot


def _spot(asked: Asked, covered: list[pygame.Rect], room: pygame.Rect, others: list[Route]) -> tuple[pygame.Rect, bool]:
    """Where a number finds room, and whether it does; where there is none, where it covers least.

    By its agency it stands where no tie of another runs through it, if it can: a number on a line is read as that line's.
    """
    _, size, route, disc = asked
    spot, best, least, free = pygame.Rect(0, 0, *size), pygame.Rect(0, 0, *size), math.inf, list[pygame.Rect]()
    for centre, is_near in _centres(spot, route, pygame.Rect(disc)):
        spot.center = round(centre[0]), round(centre[1])
        if free and not is_near:
            break
        if not room.contains(spot):
            continue
        lying = spot.collidelistall(covered)
        if not lying:
            if not is_near or not any(spot.clipline(*piece) for other in others for piece in pairwise(other)):
                return spot, True
            free.append(spot.copy())
        area = sum(covered[at].clip(spot).width * covered[at].clip(spot).height for at in lying)
        if area < least:
            best, least = spot.copy(), area
    return (free[0], True) if free else (best, False)


def _centres(size: pygame.Rect, route: Route, disc: pygame.Rect) -> Iterator[tuple[Point, bool]]:
    """The points at which a number might stand, the best first, and of each whether it is by its agency."""
    (x, y), (u, v) = route[0], route[-1]
    across = _across((x, y), (u, v))

    def beside(share: float, aside: float) -> Point:
        spot = along(route, share)
        return spot[0] + across[0] * aside * size.height, spot[1] + across[1] * aside * size.height

    near = [beside(share, aside) for share, aside in _NEAR]
    far = [spot for spot in near if math.dist(spot, disc.center) > _REACH * disc.width]
    yield from ((spot, True) for spot in near if spot not in far)
    for right, below in _ROUND:
        reach = (disc.width + size.width) / 2 + 2 if right else 0
        yield (disc.centerx + right * reach, disc.centery + below * ((disc.height + size.height) / 2 + 2)), True
    yield from ((spot, False) for spot in far)
    for share, aside in _FAR:
        yield beside(share, aside), False


def _trust(surface: pygame.Surface, kit: Kit, tie: Tie, route: Route) -> None:
    """The trust of one in the other: a line with a head at whom it is in."""
    if tie.trust < LEAST:
        return
    width = kit.px(0.5) + tie.trust * kit.px(5)
    head = min(math.dist(route[0], route[-1]) / 3, kit.px(6) + width)
    line = until(route, head)
    paint.bow(surface, kit.palette.trust, line, width)
    end, neck, half = route[-1], line[-1], width / 2 + kit.px(3)
    across = _across(neck, end)
    points = [
        end,
        (neck[0] + across[0] * half, neck[1] + across[1] * half),
        (neck[0] - across[0] * half, neck[1] - across[1] * half),
    ]
    paint.smooth_polygon(surface, kit.palette.trust, points)


def _sharing(surface: pygame.Surface, kit: Kit, outwards: Tie, inwards: Tie, route: Route) -> None:
    """What two share: beads, larger the more it is; a protocol that is signed is a line under them, one being drafted dashes."""
    share = max(outwards.sharing, inwards.sharing)
    colour = kit.palette.sharing
    if outwards.protocol == "signed":
        paint.polyline(surface, colour, route, max(1, round(kit.px(1.5))))
    elif outwards.protocol == "being drafted":
        stroke(surface, colour, route, max(1, round(kit.px(1.5))), (kit.px(7), kit.px(6)))
    elif outwards.is_needed or inwards.is_needed:
        stroke(surface, kit.palette.line, route, kit.px(1), (kit.px(2), kit.px(7)))
    if share < LEAST:
        return
    radius = max(2, round(kit.px(1.5) + share * kit.px(6)))
    length = sum(math.dist(*piece) for piece in pairwise(route))
    count = max(1, int(length // (2 * radius + kit.px(5))))
    for number in range(count + 1):
        paint.disc(surface, along(route, number / count), radius, colour)


def _across(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return -(end[1] - start[1]) / length, (end[0] - start[0]) / length
