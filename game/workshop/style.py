"""What pages bring with them: their style sheet and fonts, the script, the sign of a browser's tab."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from game.look.page import CUTS, Cut, faces, font, held, tokens
from game.scenario.shipped import asset_root

STATIC: Final = Path(__file__).parent / "static"
"""Where the script, the sign and the workshop's own part of the style sheet are."""

FONTS: Final = asset_root() / "fonts"

SHEET: Final = "workshop.css"


@cache
def edition() -> str:
    """A mark in the address of style, script and fonts, another whenever they are, so that browsers fetch them."""
    found = blake2b(tokens().encode(), digest_size=6)
    for file in (*sorted(STATIC.iterdir()), *map(font, CUTS)):
        found.update(file.read_bytes())
    return found.hexdigest()


def address(cut: Cut) -> str:
    """Where a browser finds a font of the pages."""
    return f"/static/{font(cut).relative_to(FONTS).as_posix()}?{edition()}"


@cache
def style() -> str:
    """The style sheet of every page: the colours and the type of all faces, and what is the workshop's own."""
    # A font that comes late is used from the next page on, so that nothing moves under whoever reads.
    return tokens() + faces(address, "optional") + _own()


def style_held() -> str:
    """The same for a page that is read without the server: it holds its fonts."""
    return tokens() + faces(held) + _own()


def _own() -> str:
    return (STATIC / SHEET).read_text("utf-8")
