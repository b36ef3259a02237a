"""Samples of the signs on the map, for help: each is drawn by the same code as on the map itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

import pygame

from game.briefing.ties import Links, Tie
from game.desktop.map import links
from game.desktop.map.chip import Chip, rings
from game.desktop.ui.box import Column, Row, Sized
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.widget import Icon, Text
from game.translation import say

Sample = Literal["trust", "back", "beads", "signed", "drafting", "needed"]

_ACROSS: Final = 92  # points
_HIGH: Final = 24
_LOW: Final = 20
_SMALL: Final[dict[Sample, int]] = {"trust": 56, "back": 30, "beads": 68, "signed": 48, "drafting": 46, "needed": 40}
"""How many points a sample is across under a map."""
_RINGS: Final = 22
_NOTHING: Final = Tie(0, 1, 0.0, "", 0.0, "", "not needed", is_needed=False, is_own=False)


def legend() -> Element:
    """Every sign with what it means."""
    chips: list[tuple[Element, str]] = [
        (_chip(said=0.8, did=None), say("The outer ring: how much an agency says it is with you.")),
        (
            _chip(said=0.8, did=0.4),
            say("The inner ring: how much it did last quarter. A gap between the two is one of word and deed."),
        ),
        (_chip(said=0.8, did=0.4, is_inside=True), say("A square belongs to your own body, a circle does not.")),
        (_chip(said=None, did=None, is_lead=True), say("Filled: your own agency.")),
        (_chip(said=0.6, did=0.6, n_tokens=2), say("Dots at its shoulder: tokens of your attention given to it this quarter.")),
        (
            _chip(said=0.6, did=0.6, mark=(1, -1)),
            say("An arrow: it has just moved, up or down. Both: in one thing up, in another down."),
        ),
    ]
    ties: list[tuple[Element, str]] = [
        (
            TieSample("trust"),
            say("A line with a head: trust in the agency you have chosen. The broader, the more."),
        ),
        (
            TieSample("back"),
            say("A second number, in an open box: the trust of the chosen agency in the other. Both numbers are out of 100."),
        ),
        (TieSample("beads"), say("Beads: what the two share. The larger, the more.")),
        (TieSample("signed"), say("A line under the beads: their protocol is signed.")),
        (TieSample("drafting"), say("Long dashes: a protocol is being drafted.")),
        (TieSample("needed"), say("Dots: they ought to share, and nothing has been drafted yet.")),
    ]
    icons: list[tuple[Element, str]] = [
        (Icon("triangle-alert", 22, "warning"), say("Look here: a gap, or a level that will cost you.")),
        (Icon("circle-dot", 22, "accent"), say("Chosen. An empty circle is a choice that is open, a lock one that is not.")),
        (Icon("lightbulb", 22, "accent"), say("A hint, the first time something is needed.")),
    ]
    return Column(*(_line(sample, words) for sample, words in [*chips, *ties, *icons]), gap=8, role="list", name=say("The signs"))


def _line(sample: Element, words: str) -> Element:
    return Row(Sized(sample, width=_ACROSS + 12, align="centre"), Text(words, "body", grow=1.0), gap=14, role="item")


def _chip(
    *,
    said: float | None,
    did: float | None,
    is_inside: bool = False,
    is_lead: bool = False,
    n_tokens: int = 0,
    mark: tuple[int, ...] = (),
) -> Element:
    """An agency without a name."""
    return _Unnamed(
        "",
        "",
        "landmark" if is_lead or is_inside else "building-2",
        said,
        did,
        is_lead=is_lead,
        is_inside=is_inside,
        is_chosen=False,
        n_tokens=n_tokens,
        mark=mark,
    )


class _Unnamed(Chip):
    """An agency of which only the disc is shown."""

    role: Role = "image"
    has_label = False


class RingSample(Element):
    """The rings of an agency that does less than it says, as small as a line of type."""

    role: Role = "image"

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:  # noqa: ARG002 - it is as large as it is
        """A disc."""
        return kit.px(_RINGS), kit.px(_RINGS)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The rings."""
        drawn = rings(kit, kit.px(_RINGS), 0.9, 0.5)
        surface.blit(drawn, drawn.get_rect(center=self.rect.center))


class TieSample(Element):
    """One kind of tie between two ends that are not drawn; small as it stands under a map."""

    role: Role = "image"

    def __init__(self, sample: Sample, *, is_small: bool = False) -> None:
        super().__init__()
        self._sample = sample
        self._across = _SMALL[sample] if is_small else _ACROSS
        self._high = _LOW if is_small else _HIGH

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """A strip long enough to tell the kinds apart."""
        return min(width, kit.px(self._across)), kit.px(self._high)

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The tie, from left to right: trust in the agency at the right end points there."""
        out, back = _NOTHING, replace(_NOTHING, one=1, other=0)
        told = ("", "")
        match self._sample:
            case "trust":
                back, told = replace(back, trust=0.6), ("60", "")
            case "back":
                told = ("", "45")
            case "beads":
                out, told = replace(out, sharing=0.4), ("40", "")
            case "signed":
                out = replace(out, sharing=0.4, protocol="signed")
            case "drafting":
                out = replace(out, protocol="being drafted")
            case "needed":
                out = replace(out, protocol="none yet", is_needed=True)
        lens: links.Lens = "trust" if self._sample in ("trust", "back") else "sharing"
        left, right, middle = float(self.rect.left + kit.px(5)), float(self.rect.right - kit.px(5)), float(self.rect.centery)
        links.draw(surface, kit, Links(0, (out,), (back,)), {1: ((left, middle), (right, middle))}, lens)
        if any(told):
            drawn = links.pill(kit, *told, kit.palette.trust if lens == "trust" else kit.palette.sharing)
            surface.blit(drawn, drawn.get_rect(midleft=self.rect.midleft))
