"""Colours: every pair that carries text or meaning holds its contrast, and trust and sharing stay apart for every eye."""

from __future__ import annotations

import math
from itertools import product
from typing import Literal

import pygame
import pytest

from game.desktop.ui import paint
from game.desktop.ui.box import Gap
from game.desktop.ui.widget import Press, button
from game.look.palette import PALETTES, Colour, Palette, ThemeName
from tests.desktop.hand import a_window

TEXT_ON = {
    "ink": ("ground", "panel", "raised", "tint", "land", "built", "green"),
    "quiet": ("ground", "panel", "raised", "tint", "land"),
    "accent": ("panel", "tint", "ground", "raised"),
    "warning": ("panel", "raised", "ground"),
    "on_accent": ("accent",),
}
LINES_ON = {
    "line": ("panel", "ground"),
    "accent": ("panel", "ground", "tint"),
    "trust": ("panel", "land", "built", "green", "water"),
    "sharing": ("panel", "land", "built", "green", "water"),
    "ink": ("panel", "raised"),
}
# What red, green and blue become for eyes without one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1.0).
BLINDNESS = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 25.0  # difference in CIE L*a*b* (1976) from which two lines are told apart at a glance


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", PALETTES)
def test_text_holds_its_contrast(theme: ThemeName) -> None:
    """Text has at least 4.5:1 against every ground it stands on (WCAG 2.2, 1.4.3)."""
    palette = PALETTES[theme]
    bad = {
        (tone, ground): round(contrast(*_pair(palette, tone, ground)), 2)
        for tone, grounds in TEXT_ON.items()
        for ground in grounds
    }
    assert {pair: found for pair, found in bad.items() if found < 4.5} == {}


@pytest.mark.parametrize("theme", PALETTES)
def test_lines_hold_their_contrast(theme: ThemeName) -> None:
    """Lines and signs that mean something have at least 3:1 against what is behind them (WCAG 2.2, 1.4.11)."""
    palette = PALETTES[theme]
    bad = {
        (tone, ground): round(contrast(*_pair(palette, tone, ground)), 2)
        for tone, grounds in LINES_ON.items()
        for ground in grounds
    }
    assert {pair: found for pair, found in bad.items() if found < 3.0} == {}


@pytest.mark.parametrize(("theme", "eyes"), list(product(PALETTES, BLINDNESS)))
def test_trust_and_sharing_stay_apart(theme: ThemeName, eyes: str) -> None:
    """The two kinds of tie differ in colour for every common colour blindness; they differ in form besides."""
    palette = PALETTES[theme]
    one, other = (_lab(_seen(colour, eyes)) for colour in (palette.trust, palette.sharing))
    assert math.dist(one, other) >= APART


def test_contrast_is_that_of_the_standard() -> None:
    """Black on white is 21:1, a colour on itself 1:1, and the order does not matter."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21.0)
    assert contrast((90, 90, 90), (90, 90, 90)) == 1.0
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def _pair(palette: Palette, one: str, other: str) -> tuple[Colour, Colour]:
    return getattr(palette, one), getattr(palette, other)


def _linear(colour: Colour) -> list[float]:
    return [part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]


def _seen(colour: Colour, eyes: str) -> list[float]:
    """A colour as linear light, as these eyes see it."""
    light = _linear(colour)
    return [min(1.0, max(0.0, sum(share * part for share, part in zip(row, light, strict=True)))) for row in BLINDNESS[eyes]]


def _lab(light: list[float]) -> tuple[float, float, float]:
    """Linear light in CIE L*a*b* under D65."""
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    one, two, three = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * two - 16, 500 * (one - two), 200 * (two - three)


@pytest.mark.parametrize("theme", PALETTES)
def test_what_cannot_be_used_is_told_by_its_edge(theme: ThemeName) -> None:
    """The edge of a button that cannot be pressed is broken, in every theme; that of one that can is not."""
    window = a_window(theme=theme)
    edges = []
    for is_disabled in (False, True):
        shown = button("To the decision", lambda: None, key="one", is_disabled=is_disabled)
        surface = pygame.Surface((300, 60))
        surface.fill(PALETTES[theme].panel)
        shown.place(window.kit, pygame.Rect(10, 10, 200, 36))
        shown.paint(window.kit, surface)
        edges.append({tuple(surface.get_at((x, 10))[:3]) for x in range(20, 200)})
    assert edges == [{PALETTES[theme].line}, {PALETTES[theme].line, PALETTES[theme].panel}]


@pytest.mark.parametrize("theme", PALETTES)
def test_the_open_one_of_a_list_is_told_by_its_form(theme: ThemeName) -> None:
    """The pointer gives any entry a ground; a bar that stands out from it in grey too is beside the open one alone."""

    def marked(*, is_open: bool) -> int:
        kit = a_window(theme=theme).kit
        kit.hover = "here"
        entry = Press(Gap(1), look="entry", key="here", is_checked=is_open, act=lambda: None)
        surface = pygame.Surface((120, 40))
        surface.fill(kit.palette.panel)
        entry.place(kit, surface.get_rect())
        entry.paint(kit, surface)
        signs = [surface.get_at((across, down)) for across in range(20) for down in range(40)]
        return sum(contrast((sign.r, sign.g, sign.b), kit.palette.raised) >= 3 for sign in signs)

    assert marked(is_open=False) == 0
    assert marked(is_open=True) > 40


def test_what_is_chosen_is_seen_by_its_form() -> None:
    """The dot in the circle of a choice is a good part of it, in the size in which choices are shown."""
    full, empty = (pygame.mask.from_surface(paint.icon(name, 20, (0, 0, 0))).count() for name in ("circle-dot", "circle"))
    assert full > 1.4 * empty


@pytest.mark.parametrize("look", ["plain", "card"])
@pytest.mark.parametrize("theme", PALETTES)
def test_what_the_pointer_is_on_stands_out(theme: ThemeName, look: Literal["plain", "card"]) -> None:
    """Under the pointer a button keeps its ground and gets a stronger edge; it never takes the ground of the page behind it."""
    kit = a_window(theme=theme).kit
    grounds, edges = [], []
    for hover in ("", "here"):
        kit.hover = hover
        shown = Press(Gap(1), look=look, key="here", act=lambda: None)
        surface = pygame.Surface((120, 40))
        surface.fill(kit.palette.ground)
        shown.place(kit, surface.get_rect())
        shown.paint(kit, surface)
        grounds.append(tuple(surface.get_at((60, 20))[:3]))
        edges.append([tuple(surface.get_at((60, down))[:3]) for down in range(3)])
    assert grounds == [kit.palette.panel, kit.palette.panel]
    assert edges[0] == [kit.palette.line, kit.palette.panel, kit.palette.panel]
    assert edges[1] == [kit.palette.ink, kit.palette.ink, kit.palette.panel]
