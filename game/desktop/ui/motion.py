"""Gentle motion: what is new fades in, and a scrolling area goes to it once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pygame

from game.desktop.ui.box import Scroll
from game.desktop.ui.element import Element, Kit

FADE: Final = 0.25  # seconds in which something new comes in


class Fade(Element):
    """One child that comes in out of what lies behind it. `share` is how far it has come, 0 to 1."""

    def __init__(self, child: Element, share: float) -> None:
        super().__init__(child)
        self.share = min(1.0, max(0.0, share))

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """Its child's size."""
        return self.children[0].size(kit, width)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Its child has its place from the beginning, so that nothing moves under the pointer."""
        self.rect = rect
        self.children[0].place(kit, rect)

    def paint_children(self, kit: Kit, surface: pygame.Surface) -> None:
        """The child, with what lay behind it laid over it as far as it has not come in yet."""
        if self.share >= 1.0:
            super().paint_children(kit, surface)
            return
        seen = self.rect.inflate(2 * kit.px(2), 2 * kit.px(2)).clip(surface.get_clip())
        if not seen.width or not seen.height:
            return
        behind = surface.subsurface(seen).copy()
        super().paint_children(kit, surface)
        behind.set_alpha(round(255 * (1.0 - self.share)))
        surface.blit(behind, seen.topleft)


class Following(Scroll):
    """A scrolling area that goes once to one of the elements in it, so that its beginning can be seen.

    Arguments:
        to: the key of that element; nothing where it stays as it is.
        arrived: what is done once it is there.
    """

    def __init__(self, child: Element, *, to: str, arrived: Callable[[], None], **meaning: Any) -> None:
        super().__init__(child, **meaning)
        self.to = to
        self.arrived = arrived

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Places the child, then once more where it has to be scrolled."""
        super().place(kit, rect)
        target = self.find(self.to) if self.to else None
        if target is not None:
            self.to = ""
            self.arrived()
            kit.offsets[self.key] += target.rect.top - rect.top - kit.px(12)
            super().place(kit, rect)
