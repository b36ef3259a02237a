"""Two values of the same thing under one another as bars, one full and one hollow, with what each is and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.desktop.ui.box import Column, Row, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.gauge import Bar
from game.desktop.ui.widget import Text, Tone


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values: whose it is, how long its bar is (0 to 1), and its number in words."""

    whose: str
    share: float
    value: str
    is_hollow: bool = False
    tone: Tone = "accent"


class Named(Sized):
    """Whose a value is, in the room that the longest word of all of them needs, so that bars begin on one line."""

    def __init__(self, whose: str, every: Sequence[Side], width: float) -> None:
        super().__init__(Text(whose, "small", "quiet"), width=width)
        self._words = [word for one in every for word in one.whose.split()]

    def _width(self, kit: Kit, width: int) -> int:
        longest = max((kit.type.width(word, "small") for word in self._words), default=0)
        return min(width, max(kit.px(self.width), longest))


def paired(label: str, sides: Sequence[Side], *, named: float = 116, number: float = 92) -> Element:
    """A label over its bars.

    Arguments:
        label: what is compared.
        sides: the values.
        named: the room for whose a value is, in points, where no word needs more.
        number: the room for its number, in points.
    """
    rows = [
        Row(
            Named(one.whose, sides, named),
            Column(
                Bar(one.share, name=f"{label}, {one.whose}", value=one.value, is_hollow=one.is_hollow, tone=one.tone), grow=1.0
            ),
            Sized(Text(one.value, "label", align="end"), width=number),
            gap=8,
        )
        for one in sides
    ]
    values = "; ".join(f"{one.whose} {one.value}" for one in sides)
    return Column(
        Text(label, "strong") if label else None,
        *rows,
        gap=3,
        role="item",
        name=label,
        value=values,
    )
