"""A picture that fills its room: scaled to cover it, cut to it, with round corners; a plain ground until there is one."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role

_RADIUS: Final = 6  # of its corners, in points
_KEPT: Final = 24
_FITTED: OrderedDict[tuple[int, tuple[int, int], int], tuple[pygame.Surface, pygame.Surface]] = OrderedDict()


class Picture(Element):
    """A picture.

    Arguments:
        surface: what is shown; None while it is not there.
        shape: its height as a share of its width.
    """

    role: Role = "image"

    def __init__(self, surface: pygame.Surface | None, *, shape: float = 0.55, **meaning: Any) -> None:
        super().__init__(**meaning)
        self.surface = surface
        self.shape = shape

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:  # noqa: ARG002 - as every element's
        """All the width there is, and its height to match."""
        return width, round(width * self.shape)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The picture, or the ground it will lie on."""
        radius = kit.px(_RADIUS)
        if self.surface is None:
            paint.box(surface, self.rect, kit.palette.land, radius=radius, border=1, edge=kit.palette.hair)
        else:
            surface.blit(_fitted(self.surface, self.rect.size, radius), self.rect)
            paint.box(surface, self.rect, None, radius=radius, border=1, edge=kit.palette.hair)


def _fitted(picture: pygame.Surface, size: tuple[int, int], radius: int) -> pygame.Surface:
    """The picture scaled to cover a size, its corners cut round; the last few are kept."""
    key = (id(picture), size, radius)
    kept = _FITTED.get(key)
    # The picture is kept beside what was made of it, so that its id stays its own.
    if kept is not None and kept[0] is picture:
        _FITTED.move_to_end(key)
        return kept[1]
    wide, high = picture.get_size()
    share = max(size[0] / wide, size[1] / high)
    # Transforms want one of the depths they know.
    whole = pygame.Surface((wide, high), pygame.SRCALPHA)
    whole.blit(picture, (0, 0))
    scaled = pygame.transform.smoothscale(whole, (max(size[0], round(wide * share)), max(size[1], round(high * share))))
    fitted = pygame.Surface(size, pygame.SRCALPHA)
    fitted.blit(scaled, ((size[0] - scaled.get_width()) // 2, (size[1] - scaled.get_height()) // 2))
    mask = pygame.Surface(size, pygame.SRCALPHA)
    paint.box(mask, mask.get_rect(), (255, 255, 255), radius=radius)
    fitted.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MIN)
    _FITTED[key] = picture, fitted
    while len(_FITTED) > _KEPT:
        _FITTED.popitem(last=False)
    return fitted
