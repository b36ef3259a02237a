"""An agency on the map: its pictogram in a ring that tells what it says and what it does, with its name below.

What it says is the outer ring, drawn thin; what it does is the inner one, drawn thick; where deeds fall far short, that part
of the outer ring stands out. Agencies of the leader's own body stand in a square, the others in a circle, and the leader's own
is filled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.look.palette import Colour

DISC: Final = 44  # points across, rings included
LABEL: Final = 106  # points across, from which a name goes on below
_ARROW: Final = 14  # points that the arrow of one that has moved is across
MOST_MARKS: Final = 2
"""How many ways an agency can have moved in at once: up in one thing and down in another."""
_STEPS: Final = 40  # how finely a ring tells a level
_GAP: Final = 9  # steps by which deeds may fall short of words before the map shows it
_FINE: Final = 3  # a small disc is drawn so many times larger and shrunk
_LARGE: Final = 80  # pixels across a disc on which fewer serve


class Chip(Element):
    """One agency on the map.

    Arguments:
        name: what it is called.
        short: the same in short, for a map on which names have no room.
        icon: its pictogram.
        said: what it says, 0 to 1; None where nothing is known yet.
        did: what it did last quarter, 0 to 1; None where nothing is known yet.
        is_lead: whether it is the leader's own.
        is_inside: whether it belongs to the leader's own body.
        is_chosen: whether its ties are shown.
        n_tokens: how many tokens of attention lie on it.
        mark: +1 and -1 for the ways in which it has just moved, each with a sign at its shoulder.
    """

    role: Role = "button"
    has_label = True

    def __init__(
        self,
        name: str,
        short: str,
        icon: str,
        said: float | None,
        did: float | None,
        *,
        is_lead: bool,
        is_inside: bool,
        is_chosen: bool,
        n_tokens: int = 0,
        mark: tuple[int, ...] = (),
        **meaning: object,
    ) -> None:
        super().__init__(name=name, **meaning)  # type: ignore[arg-type] # what every element takes
        self._short = short
        self._label = name
        self.icon = icon
        self.said = said
        self.did = did
        self.is_lead = is_lead
        self.is_inside = is_inside
        self.is_chosen = is_chosen
        self.n_tokens = n_tokens
        self.mark = mark

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """The disc with the name below it, where it shows one."""
        if not self.has_label:
            return min(width, kit.px(DISC + 6)), kit.px(DISC)
        wide, high = self._named(kit, self._label)
        return min(width, wide), high

    def least(self, kit: Kit) -> tuple[int, int]:
        """The width and height it takes with its short name."""
        return self._named(kit, self._short)

    def _named(self, kit: Kit, name: str) -> tuple[int, int]:
        """The width and height it takes with a name."""
        lines = self._lines(kit, name)
        label = max(kit.type.width(line, "label") for line in lines) + 2 * kit.px(5)
        return max(kit.px(DISC + 6), label), kit.px(DISC) + len(lines) * kit.type.leading("label") + kit.px(3)

    @staticmethod
    def _lines(kit: Kit, name: str) -> Sequence[str]:
        """A name on one line, or where it is long on several, none of them wider than its words need."""
        words = max(kit.type.width(word, "label") for word in name.split()) if name else 0
        return kit.type.wrap(name, "label", max(kit.px(LABEL), words))

    def shorten(self) -> None:
        """From now on its short name is shown; what it is called stays what it was."""
        self._label = self._short
        self._sizes.clear()

    @property
    def centre(self) -> tuple[int, int]:
        """The middle of the disc, once it has been placed."""
        return self.rect.centerx, self.rect.top + self._disc // 2

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Takes its place."""
        self.rect = rect
        self._disc = kit.px(DISC)

    def parts(self, kit: Kit) -> tuple[pygame.Rect, ...]:
        """What it covers, once it has been placed: the disc, and the ground of its name."""
        return (self.disc, self._label_ground(kit)) if self.has_label else (self.disc,)

    @property
    def disc(self) -> pygame.Rect:
        """Where its disc is, once it has been placed."""
        found = pygame.Rect(0, 0, self._disc, self._disc)
        found.center = self.centre
        return found

    def _label_ground(self, kit: Kit) -> pygame.Rect:
        lines, leading = self._lines(kit, self._label), kit.type.leading("label")
        wide = max(kit.type.width(line, "label") for line in lines) + 2 * kit.px(5)
        ground = pygame.Rect(0, 0, wide, len(lines) * leading + kit.px(1))
        ground.midtop = self.rect.centerx, self.rect.bottom - kit.px(1) - len(lines) * leading
        return ground.clip(self.rect)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The rings, the pictogram, the name, and what lies on it."""
        palette, size = kit.palette, kit.px(DISC)
        is_hot = self.key in (kit.hover, kit.pressed)
        x, y = self.centre
        fill = palette.accent if self.is_lead else palette.raised if is_hot else palette.panel
        edge = palette.accent if self.is_chosen else palette.line
        drawn = _disc(
            size,
            _step(self.said),
            _step(self.did),
            fill,
            edge,
            palette.on_accent if self.is_lead else palette.ink,
            palette.quiet if self.is_lead else palette.hair,
            palette.on_accent if self.is_lead else palette.warning,
            self.is_inside,
            kit.px(3) if self.is_chosen else kit.px(1),
        )
        surface.blit(drawn, drawn.get_rect(center=(x, y)))
        side = kit.px(18)
        tone = palette.on_accent if self.is_lead else palette.ink
        surface.blit(paint.icon(self.icon, side, tone), (x - side // 2, y - side // 2))
        if self.has_label:
            self._paint_label(kit, surface, edge)
        for number in range(self.n_tokens):
            spot = (x + size // 2 - kit.px(5) - number * kit.px(9), y - size // 2 + kit.px(6))
            paint.disc(surface, spot, kit.px(6), palette.accent, kit.px(1.5), palette.panel)
        if self.mark:
            self._paint_mark(kit, surface)

    def mark_ground(self, kit: Kit, n_arrows: int) -> pygame.Rect:
        """What so many arrows cover, at its shoulder and clear of the pictogram, once it has been placed."""
        ground = pygame.Rect(0, 0, kit.px(_ARROW) * n_arrows + 2 * kit.px(3), kit.px(_ARROW) + 2 * kit.px(3))
        out = kit.px(5) * (n_arrows - 1) - kit.px(7)
        ground.center = self.disc.left - out, self.disc.top - out
        return ground

    def _paint_mark(self, kit: Kit, surface: pygame.Surface) -> None:
        """An arrow for each way in which it has moved, side by side."""
        palette, side, ground = kit.palette, kit.px(_ARROW), self.mark_ground(kit, len(self.mark))
        paint.box(surface, ground, palette.panel, radius=ground.height // 2, border=1, edge=palette.line)
        for number, way in enumerate(self.mark):
            name = "arrow-up" if way > 0 else "arrow-down"
            surface.blit(paint.icon(name, side, palette.ink), (ground.left + kit.px(3) + number * side, ground.top + kit.px(3)))

    def _paint_label(self, kit: Kit, surface: pygame.Surface, edge: Colour) -> None:
        """The name on a ground of its own, so that it can be read on any map."""
        palette, lines, leading = kit.palette, self._lines(kit, self._label), kit.type.leading("label")
        drawn = [kit.type.line(line, "label", palette.ink) for line in lines]
        ground = self._label_ground(kit)
        top = ground.top
        paint.box(surface, ground, palette.panel, radius=kit.px(5), border=1, edge=edge if self.is_chosen else palette.hair)
        for number, line in enumerate(drawn):
            spot = line.get_rect(center=(self.rect.centerx, top + number * leading + leading // 2))
            surface.blit(line, (max(spot.left, self.rect.left), spot.top), (0, 0, self.rect.width, spot.height))


def rings(kit: Kit, size: int, said: float, did: float) -> pygame.Surface:
    """The rings of an agency by themselves, so many pixels across."""
    palette = kit.palette
    return _disc(
        size,
        _step(said),
        _step(did),
        palette.panel,
        palette.line,
        palette.ink,
        palette.hair,
        palette.warning,
        is_square=False,
        border=kit.px(1),
    )


def _step(level: float | None) -> int:
    return -1 if level is None else round(min(1.0, max(0.0, level)) * _STEPS)


@lru_cache(maxsize=256)
def _disc(
    size: int,
    said: int,
    did: int,
    fill: Colour,
    edge: Colour,
    ring: Colour,
    track: Colour,
    gap: Colour,
    is_square: bool,
    border: int,
) -> pygame.Surface:
    """The disc with its rings, smooth."""
    fine = _FINE if size < _LARGE else _FINE - 1
    large = pygame.Surface((size * fine, size * fine), pygame.SRCALPHA)
    large.fill((*edge, 0))
    whole = pygame.Rect(0, 0, size * fine, size * fine)
    middle = whole.center
    outer = size * fine / 2 - fine
    if is_square:
        pygame.draw.rect(large, edge, whole, border_radius=round(outer * 0.5))
        pygame.draw.rect(large, fill, whole.inflate(-2 * border * fine, -2 * border * fine), border_radius=round(outer * 0.46))
    else:
        pygame.draw.circle(large, edge, middle, size * fine / 2)
        pygame.draw.circle(large, fill, middle, size * fine / 2 - border * fine)
    for level, reach, thick in ((said, 0.88, 0.09), (did, 0.72, 0.15)):
        if level < 0:
            continue
        _arc(large, track, middle, (outer * reach, outer * thick), 0.0, 1.0)
        _arc(large, ring, middle, (outer * reach, outer * thick), 0.0, level / _STEPS)
    if 0 <= did < said - _GAP:
        # What was said and not done: the end of the outer ring, broader and in the colour of a warning.
        _arc(large, gap, middle, (outer * 0.92, outer * 0.17), did / _STEPS, said / _STEPS)
    return pygame.transform.smoothscale(large, (size, size))


def _arc(
    surface: pygame.Surface, colour: Colour, centre: tuple[int, int], ring: tuple[float, float], start: float, end: float
) -> None:
    """A part of a ring (its reach and thickness), between two shares of the way round from the top."""
    if end <= start:
        return
    reach, thick = ring
    steps = max(2, round(90 * (end - start)))
    points = []
    for radius, order in ((reach, range(steps + 1)), (reach - thick, range(steps, -1, -1))):
        for number in order:
            angle = 2 * math.pi * (start + (end - start) * number / steps) - math.pi / 2
            points.append((centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)))
    pygame.draw.polygon(surface, colour, points)
