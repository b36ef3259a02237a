"""How pages look, in a browser and on paper: the window's colours as custom properties of CSS, and its type."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Final

from game.look.palette import PALETTES, Colour, ThemeName
from game.scenario.shipped import asset_root


@dataclass(frozen=True, slots=True)
class Cut:
    """One cut of type: its file below `assets/fonts`, the family it belongs to, and its weight in CSS."""

    file: str
    family: str
    weight: int


CUTS: Final = (
    Cut("inter/Inter-Regular.ttf", "Inter", 400),
    Cut("inter/Inter-SemiBold.ttf", "Inter", 700),
    Cut("source-serif/SourceSerif4-SemiBold.ttf", "Source Serif 4", 700),
)
"""What pages are set in: headings in the serif, all else in the sans."""

SANS: Final = '"Inter", system-ui, "Segoe UI", Roboto, Arial, sans-serif'
SERIF: Final = '"Source Serif 4", Charter, Georgia, serif'


def whole(cut: Cut) -> Path:
    """The file of a cut with all its signs."""
    return asset_root() / "fonts" / cut.file


def font(cut: Cut) -> Path:
    """The file of what pages need of a cut, packed for browsers; `docs/fonts.py` makes it."""
    return whole(cut).with_suffix(".woff2")


def tokens(*, has_dark: bool = True) -> str:
    """The custom properties that every style sheet builds on: each colour of the palette by its name, `--sans` and `--serif`.

    Arguments:
        has_dark: whether the page goes with a device that shows the dark; paper does not.
    """
    rules = [f":root{{color-scheme:{'light dark' if has_dark else 'light'};--sans:{SANS};--serif:{SERIF};{_colours('light')}}}"]
    if has_dark:
        rules.append("@media print{:root{color-scheme:light}}")  # what is printed is paper, wherever it was asked for
        rules.append(f"@media screen and (prefers-color-scheme:dark){{:root{{{_colours('dark')}}}}}")
    rules.append("@media (prefers-contrast:more){:root{--quiet:var(--ink);--hair:var(--line)}}")
    return "\n".join(rules) + "\n"


def faces(address: Callable[[Cut], str], display: str = "block") -> str:
    """The rules that name the fonts of a page.

    Arguments:
        address: where each cut is.
        display: what CSS does until it is there.
    """
    rule = '@font-face{{font-family:"{}";font-weight:{};font-display:{};src:url("{}")}}'
    return "\n".join(rule.format(cut.family, cut.weight, display, address(cut)) for cut in CUTS) + "\n"


@cache
def held(cut: Cut) -> str:
    """A cut as an address that holds it whole, for a page that is read without a network."""
    return "data:font/woff2;base64," + base64.b64encode(font(cut).read_bytes()).decode()


def in_hex(colour: Colour) -> str:
    """A colour as CSS writes it: `#0a5f69`."""
    return "#" + bytes(colour).hex()


def _colours(theme: ThemeName) -> str:
    colours = {name: value for name, value in asdict(PALETTES[theme]).items() if name != "veil"}
    return "".join(f"--{name.replace('_', '-')}:{in_hex(value)};" for name, value in colours.items())
