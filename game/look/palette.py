"""Colours: one visual language in three palettes, for the window and for pages alike.

Every pair of colours that carries text holds 4.5:1, every line that carries meaning 3:1 (WCAG 2.2 AA); a test computes them all.
Trust is blue and sharing amber, the pair that the common kinds of colour blindness keep apart; both also differ in form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Colour = tuple[int, int, int]
ThemeName = Literal["light", "dark", "contrast"]


def _hex(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by what they are for.

    `ground` lies behind everything, `panel` behind text that is read, `raised` under the pointer; `ink` is text, `quiet` lesser
    text, `line` an edge that means something, `hair` one that only divides; `accent` marks the one thing to do next and where
    the focus is, `on_accent` is text on it, `tint` the ground of what is chosen; `warning` goes with a sign; `trust` and
    `sharing` are the two kinds of tie. The map has its own: `land`, `edge`, `water`, `green`, `built`, `road`.
    """

    ground: Colour
    panel: Colour
    raised: Colour
    ink: Colour
    quiet: Colour
    line: Colour
    hair: Colour
    accent: Colour
    on_accent: Colour
    tint: Colour
    warning: Colour
    trust: Colour
    sharing: Colour
    land: Colour
    edge: Colour
    water: Colour
    green: Colour
    built: Colour
    road: Colour
    veil: tuple[int, int, int, int]


PALETTES: Final[dict[ThemeName, Palette]] = {
    "light": Palette(
        ground=_hex("#f3efe6"),
        panel=_hex("#fffdf8"),
        raised=_hex("#f1ece0"),
        ink=_hex("#1d2530"),
        quiet=_hex("#565f6b"),
        line=_hex("#7d8189"),
        hair=_hex("#ded7c8"),
        accent=_hex("#0a5f69"),
        on_accent=_hex("#ffffff"),
        tint=_hex("#e0eeec"),
        warning=_hex("#97301a"),
        trust=_hex("#2a4c9f"),
        sharing=_hex("#8a5200"),
        land=_hex("#ebe4d3"),
        edge=_hex("#b9ae95"),
        water=_hex("#cfdfe6"),
        green=_hex("#d9e2c4"),
        built=_hex("#e0d6c0"),
        road=_hex("#fbf8f0"),
        veil=(29, 37, 48, 120),
    ),
    "dark": Palette(
        ground=_hex("#12171d"),
        panel=_hex("#1b222b"),
        raised=_hex("#27303b"),
        ink=_hex("#efebe2"),
        quiet=_hex("#b0b7c1"),
        line=_hex("#7f8894"),
        hair=_hex("#323b47"),
        accent=_hex("#63c9cd"),
        on_accent=_hex("#0b1115"),
        tint=_hex("#1c3b40"),
        warning=_hex("#ffa28d"),
        trust=_hex("#93b3ff"),
        sharing=_hex("#f2b45c"),
        land=_hex("#232b33"),
        edge=_hex("#4a545f"),
        water=_hex("#1a3341"),
        green=_hex("#26362c"),
        built=_hex("#2d3640"),
        road=_hex("#3b4652"),
        veil=(0, 0, 0, 150),
    ),
    "contrast": Palette(
        ground=_hex("#000000"),
        panel=_hex("#000000"),
        raised=_hex("#262626"),
        ink=_hex("#ffffff"),
        quiet=_hex("#f0f0f0"),
        line=_hex("#ffffff"),
        hair=_hex("#ffffff"),
        accent=_hex("#ffe14d"),
        on_accent=_hex("#000000"),
        tint=_hex("#333000"),
        warning=_hex("#ffb3a1"),
        trust=_hex("#9dc1ff"),
        sharing=_hex("#ffb84d"),
        land=_hex("#101010"),
        edge=_hex("#ffffff"),
        water=_hex("#001a33"),
        green=_hex("#0a1f0a"),
        built=_hex("#1c1c1c"),
        road=_hex("#4d4d4d"),
        veil=(0, 0, 0, 190),
    ),
}
