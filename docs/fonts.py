"""Makes the fonts of pages from those of the window: the signs that English and Welsh need, packed for browsers.

    make fonts

A page that is read without a network holds its fonts itself, and thirty phones fetch them from one laptop: of a cut's 340
kilobytes 20 to 24 are left. Nothing of a letter's form or width is changed.
"""

from __future__ import annotations

import logging

from fontTools.subset import Options, Subsetter, load_font, save_font

from game.look.page import CUTS, Cut, font, whole

SIGNS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin letters with their accents, the pound, the half
    *range(0x218, 0x21C),
    *range(0x1E80, 0x1E86),  # Welsh, with its w and y
    *range(0x1EF2, 0x1EF4),
    *range(0x2010, 0x2028),
    *range(0x202F, 0x2040),
    0x20AC,
    0x2122,
    *range(0x2190, 0x2194),
    0x2212,
    0x2248,
    0x2260,
    0x2264,
    0x2265,
]
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum"]


def main() -> None:
    """Writes each of them beside the cut that it is made from."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    for cut in CUTS:
        make(cut)


def make(cut: Cut) -> None:
    """Writes what pages need of one cut."""
    options = Options(layout_features=FEATURES, flavor="woff2", hinting=False, desubroutinize=True, notdef_outline=True)
    made = load_font(str(whole(cut)), options)
    made["head"].modified = made["head"].created  # the same bytes whenever it is made
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=SIGNS)
    with made:
        subsetter.subset(made)
        made.recalcTimestamp = False
        save_font(made, str(font(cut)), options)


if __name__ == "__main__":
    main()
