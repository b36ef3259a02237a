"""Screens painted where nobody sees it: behind what lies over them, and ahead of the key that opens them."""

from __future__ import annotations

from dataclasses import replace

import pygame

from game.desktop.screen import Screen
from game.desktop.ui.element import Kit
from game.desktop.ui.stage import Stage


def painted(screen: Screen, kit: Kit, size: tuple[int, int]) -> pygame.Surface:
    """A screen as it was left, without a focus; the window's own kit stays as it is, but for type that is set and kept."""
    surface = pygame.Surface(size)
    surface.fill(kit.palette.ground)
    own = replace(kit, focus="", hover="", pressed="", offsets=dict(screen.memory.offsets), extents={})
    stage = Stage(own)
    stage.show(screen.build(own, size), size)
    own.focus = ""
    stage.paint(surface)
    return surface


def veiled(screen: Screen, kit: Kit, size: tuple[int, int]) -> pygame.Surface:
    """The same under a veil, for what lies over it."""
    surface = painted(screen, kit, size)
    veil = pygame.Surface(size, pygame.SRCALPHA)
    veil.fill(kit.palette.veil)
    surface.blit(veil, (0, 0))
    return surface
