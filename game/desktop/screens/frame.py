"""What pages have in common: a head with the way back, a body that scrolls in a column that can be read, and a foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from game.desktop.ui.box import SCROLL_BAR, Column, Gap, Panel, Row, Rule, Scroll, Sized
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, Press, Text, button
from game.translation import say

READABLE = 760  # points: about 85 letters of prose
BROAD = 1180
DIGIT = 18  # points for the number of a heading, so that headings under one another begin alike
PRESSED = 12  # points that the ground of a button reaches beyond what it shows


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
    # The sign on the way back stands in line with the column, and the ground that it is pressed on reaches out of it.
    out = PRESSED if back is not None else 0
    name = Column(Heading(title, "title", level=1), Text(lead, "body", "quiet") if lead else None, gap=2, grow=1.0)
    way_back = button(say("Back"), back, key="back", icon="arrow-left", look="quiet") if back is not None else None
    # All of it in line with the title, whatever stands under that.
    head = Row(Row(way_back, name, gap=14, align="start", grow=1.0), *after, gap=8, align="start", breaks=True)

    def level(child: Element, wider: float = 0) -> Element:
        """In line with what is scrolled, which has its bar at the right."""
        return Row(Sized(child, most=most + 2 * wider, align="centre", grow=1.0), Gap(SCROLL_BAR))

    return Column(
        Panel(
            level(head, out),
            fill="panel",
            edge="",
            radius=0,
            pad=(20 - out, 10),
        ),
        Rule(),
        Scroll(Column(Gap(18), Sized(Column(*body, gap=14), most=most, align="centre"), Gap(28), pad=(20, 0)), key=f"{key}:page"),
        *((Rule(), Panel(level(foot), edge="", radius=0, pad=(20, 10))) if foot is not None else ()),
    )


def section(title: str, *body: Element | None, gap: float = 8) -> Element:
    """A heading with what belongs to it."""
    return Column(Heading(title), *body, gap=gap)


def partner(name: str, words: str, **meaning: Any) -> Press:
    """The name of a partner to be pressed, of which something is said over it."""
    meaning.setdefault("description", say("Shows its ties on the map."))
    return Press(Text(name, "body"), look="plain", pad=(9, 2), least=28, name=name, value=words, **meaning)


def bullet(text: str, style: str = "body") -> Element:
    """A point of a list."""
    return Row(Text("•", "strong", "accent"), Text(text, style, grow=1.0), gap=8, align="start", role="item")  # type: ignore[arg-type] # a style's name


def paragraphs(texts: Sequence[str], style: str = "prose") -> list[Element]:
    """Paragraphs of reading."""
    return [Text(text, style) for text in texts]  # type: ignore[arg-type] # a style's name
