"""What pages have in common: a head with the way back, a body that scrolls in a column that can be read, and a foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pygame

from game.desktop.ui.box import SCROLL_BAR, Column, Gap, Panel, Row, Rule, Scroll, Sized
from game.desktop.ui.element import Element, Kit, shown
from game.desktop.ui.widget import Heading, Icon, Press, Text, button
from game.translation import say

READABLE = 760  # points: about 85 letters of prose
BROAD = 1180
DIGIT = 18  # points for the number of a heading, so that headings under one another begin alike
PRESSED = 12  # points that the ground of a button reaches beyond what it shows
ACROSS = 20  # points at either side of a page
HEAD_DOWN = 8  # points over and under what stands in a head
_APART = 14  # points between the way back and a title


class Head(Element):
    """The way back in the corner, where it is on every page, and a title in line with the column that is read under it.

    The title goes on beside the way back where the column begins further left, and under it where a word would be torn.
    """

    def __init__(self, back: Element | None, titled: Element, *, most: float) -> None:
        super().__init__(*shown((back, titled)))
        self._back, self._titled, self._most = back, titled, most

    def _rects(self, kit: Kit, width: int) -> tuple[pygame.Rect, pygame.Rect]:
        """Where the way back and the title lie, from the corner of the head."""
        side, bar = kit.px(ACROSS), kit.px(SCROLL_BAR)
        inner = max(1, width - 2 * side - bar)
        wide = min(inner, kit.px(self._most))
        left = side + (inner - wide) // 2
        right = left + wide
        back = pygame.Rect(kit.px(ACROSS - PRESSED), 0, 0, 0)
        top = 0
        if self._back is not None:
            back.size = self._back.size(kit, inner)
            beside = max(left, back.right + kit.px(_APART))
            if right - beside >= self._titled.narrowest(kit):
                left = beside
            else:
                top = back.bottom
        return back, pygame.Rect(left, top, right - left, self._titled.size(kit, right - left)[1])

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is."""
        return width, max(one.bottom for one in self._rects(kit, width))

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """Gives both their place."""
        self.rect = rect
        back, titled = self._rects(kit, rect.width)
        if self._back is not None:
            self._back.place(kit, back.move(rect.topleft))
        self._titled.place(kit, titled.move(rect.topleft))


def page(
    title: str,
    *body: Element | None,
    back: Callable[[], None] | None,
    key: str,
    after: Sequence[Element] = (),
    foot: Element | None = None,
    most: float = READABLE,
    lead: str = "",
) -> Element:
    """A whole page.

    Arguments:
        title: what it is called.
        body: what it holds.
        back: what its way back does; None where there is none.
        key: what its scrolling is remembered by.
        after: what stands at the right of its head.
        foot: what stays at its foot.
        most: the width of its column, in points.
        lead: a sentence under the title.
    """
    name = Column(Heading(title, "title", level=1), Text(lead, "body", "quiet") if lead else None, gap=2, grow=1.0)
    # All of it in line with the title, whatever stands under that.
    titled = Row(name, *after, gap=8, align="start", breaks=True)
    way_back = button(say("Back"), back, key="back", icon="arrow-left", look="quiet") if back is not None else None

    def level(child: Element) -> Element:
        """In line with what is scrolled, which has its bar at the right."""
        return Row(Sized(child, most=most, align="centre", grow=1.0), Gap(SCROLL_BAR))

    return Column(
        Panel(Head(way_back, titled, most=most), fill="panel", edge="", radius=0, pad=(0, HEAD_DOWN)),
        Rule(),
        Scroll(
            Column(Gap(18), Sized(Column(*body, gap=14), most=most, align="centre"), Gap(28), pad=(ACROSS, 0)), key=f"{key}:page"
        ),
        *((Rule(), Panel(level(foot), edge="", radius=0, pad=(ACROSS, 10))) if foot is not None else ()),
    )


def section(title: str, *body: Element | None, gap: float = 8) -> Element:
    """A heading with what belongs to it."""
    return Column(Heading(title), *body, gap=gap)


def nothing(icon: str, what: str, *told: str, act: Element | None = None) -> Element:
    """What stands where nothing is yet: that it is so, what will stand here and how it comes, and perhaps the way there."""
    words = [Text(one, "body", "quiet") for one in told]
    return Panel(
        Row(
            Icon(icon, 24, "quiet"),
            Column(Text(what, "strong"), *words, Column(Gap(2), Row(act)) if act is not None else None, gap=8, grow=1.0),
            gap=14,
            align="start",
        ),
        fill="",
        edge="line",
        pad=(18, 16),
    )


def partner(name: str, words: str, **meaning: Any) -> Press:
    """The name of a partner to be pressed, of which something is said over it."""
    meaning.setdefault("description", say("Shows its ties on the map."))
    return Press(Text(name, "body"), look="plain", pad=(7, 2), least=28, name=name, value=words, **meaning)


def bullet(text: str, style: str = "body") -> Element:
    """A point of a list."""
    return Row(Text("•", "strong", "accent"), Text(text, style, grow=1.0), gap=8, align="start", role="item")  # type: ignore[arg-type] # a style's name


def paragraphs(texts: Sequence[str], style: str = "prose") -> list[Element]:
    """Paragraphs of reading."""
    return [Text(text, style) for text in texts]  # type: ignore[arg-type] # a style's name
