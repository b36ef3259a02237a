"""Two values of the same thing under one another as bars, one full and one hollow, with what each is and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.desktop.ui.box import Column, Row, Sized
from game.desktop.ui.element import Element
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


def paired(label: str, sides: Sequence[Side], *, text: str = "", named: float = 116, number: float = 92) -> Element:
    """A label over its bars.

    Arguments:
        label: what is compared.
        sides: the values.
        text: a line in small type on what it is.
        named: the room for whose a value is, in points.
        number: the room for its number, in points.
    """
    rows = [
        Row(
            Sized(Text(one.whose, "small", "quiet"), width=named),
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
        Text(text, "small", "quiet") if text else None,
        *rows,
        gap=3,
        role="item",
        name=label,
        value=values,
    )
