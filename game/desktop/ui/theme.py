"""Sizes of type and spacing in the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FontName = Literal["inter", "atkinson", "opendyslexic"]

Style = Literal["display", "title", "heading", "strong", "body", "prose", "small", "label", "figure", "emphasis"]


@dataclass(frozen=True, slots=True)
class Type:
    """One size and cut of type: `size` and `leading` in points at 100%, `face` and `weight` of the family."""

    size: int
    leading: int
    face: Literal["sans", "serif"]
    weight: Literal["regular", "bold", "italic"]


TYPES: Final[dict[Style, Type]] = {
    "display": Type(38, 46, "serif", "bold"),
    "title": Type(25, 32, "serif", "bold"),
    "heading": Type(18, 25, "serif", "bold"),
    "strong": Type(15, 22, "sans", "bold"),
    "body": Type(15, 22, "sans", "regular"),
    "prose": Type(16, 25, "serif", "regular"),
    "emphasis": Type(16, 25, "serif", "italic"),
    "small": Type(13, 18, "sans", "regular"),
    "label": Type(13, 18, "sans", "bold"),
    "figure": Type(20, 26, "sans", "bold"),
}

# Spacing in points at 100%: one scale for the whole window.
TIGHT: Final = 4
SNUG: Final = 8
EASY: Final = 12
ROOMY: Final = 16
TARGET: Final = 32  # the least height of anything one can press
