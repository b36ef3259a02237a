"""One cut of type at one size, its letters set on a grid four times as fine across as pixels are.

Set on whole pixels, as pygame's ordinary type is, letters of fifteen pixels stand up to half a pixel too near or too far, which
is seen as words of uneven colour. Down they keep to whole pixels, which keeps them sharp.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pygame
import pygame.freetype

from game.look.palette import Colour
from game.scenario.shipped import asset_root

SUFFIXES: Final = (".ttf", ".woff")
_FINE: Final = 4  # steps across to a pixel
_LARGE: Final = 20  # pixels of size from which half of them are fine enough
_HUGE: Final = 32  # and from which whole pixels are
_SEEN: Final = 0.3  # pixels of kerning that can be seen
_WIDEST: Final = 32_767  # steps that pygame makes smaller; wider sheets overflow its reckoning, and then its memory
_GLYPHS: Final = 512  # kept of each cut; of the usual 64 some would be drawn again in each line


class Face:
    """A cut of type at a size in pixels.

    Arguments:
        path: its file.
        size: in pixels.

    Raises:
        OSError: it cannot be read.
        pygame.error: it is no font.
    """

    def __init__(self, path: Path, size: int) -> None:
        if not pygame.freetype.get_init():
            pygame.freetype.init(cache_size=_GLYPHS)
            _opened.cache_clear()
        self._fine = _FINE if size < _LARGE else _FINE // 2 if size < _HUGE else 1
        self._font = _opened(path)
        self._size: Any = (float(size * self._fine), float(size))  # across and down; pygame's stubs know of one number only
        self.ascent = self._font.get_sized_ascender(size)
        self._height = self.ascent - self._font.get_sized_descender(size)
        self._signs: dict[str, tuple[int, int, int]] = {}
        self._kerned = kerning(path.stem, size * self._fine / 1000, _SEEN * self._fine)

    def width(self, text: str) -> int:
        """The pixels across that a text takes on one line."""
        return self._set(text)[1]

    def _set(self, text: str) -> tuple[list[tuple[int, str]], int]:
        """The parts of a text that are drawn as they are, each with the step at which it begins, and the pixels across of all."""
        if not text:
            return [], 1
        kerned, signs = self._kerned, self._signs
        for sign in text:
            if sign not in signs:
                signs[sign] = self._measured(sign)
        at = start = signs[text[0]][0]  # of a j, what reaches out to the left
        first, parts = 0, list[tuple[int, str]]()
        for stop, pair in enumerate(map(str.__add__, text, text[1:]), 1):
            at += signs[text[stop - 1]][1]
            if pair in kerned:
                parts.append((start, text[first:stop]))
                at += kerned[pair]
                first, start = stop, at
        parts.append((start, text[first:]))
        return parts, max(1, -(-(at + signs[text[-1]][2]) // self._fine))

    def _measured(self, sign: str) -> tuple[int, int, int]:
        """How many steps a sign reaches out to the left, how many after it the next one begins, and how many it reaches to."""
        (metrics,) = self._font.get_metrics(sign, self._size)
        if metrics is None:  # there is no such sign: it is drawn as an empty box, which can be measured only side by side
            one, two = (self._font.get_rect(sign * n, size=self._size) for n in (1, 2))
            advance = two.width - one.width
            return max(0, -one.left), advance, max(advance, one.right)
        left, right, advance = metrics[0], metrics[1], round(metrics[4])
        return max(0, -left), advance, max(advance, right)

    def render(self, text: str, colour: Colour) -> pygame.Surface:
        """A text on one line, in a colour on nothing."""
        parts, wide = self._set(text)
        wide = min(wide, _WIDEST // self._fine)
        sheet = pygame.Surface((wide * self._fine, self._height), pygame.SRCALPHA)
        sheet.fill((*colour, 0))  # so that no other colour is mixed into the edges of letters
        for left, part in parts:
            self._font.render_to(sheet, (left, self.ascent), part, colour, size=self._size)
        return pygame.transform.smoothscale(sheet, (wide, self._height)) if self._fine > 1 else sheet


class Plain:
    """What takes the place of a cut that cannot be opened: the letters that pygame has itself."""

    def __init__(self, size: int) -> None:
        self._font = pygame.font.Font(None, size)
        self.ascent = self._font.get_ascent()

    def width(self, text: str) -> int:
        """The pixels across that a text takes on one line."""
        return self._font.size(text)[0]

    def render(self, text: str, colour: Colour) -> pygame.Surface:
        """A text on one line, in a colour on nothing."""
        return self._font.render(text, antialias=True, color=colour)


def kerning_path() -> Path:
    """The file with the kerning of every font; `docs/kerning.py` makes it."""
    return asset_root() / "fonts" / "kerning.json"


def kerning(font: str, scale: float = 1.0, least: float = 1.0) -> dict[str, int]:
    """How far the second sign of a pair is moved along; a font of which nothing is known is set as it is.

    Arguments:
        font: the name of its file.
        scale: of the moves, which are in thousandths of the size.
        least: how far a pair must be moved to be here.
    """
    moves = ((round(int(move) * scale), pairs) for move, pairs in _kept(asset_root()).get(font, {}).items())
    return {pairs[at : at + 2]: move for move, pairs in moves if abs(move) >= least for at in range(0, len(pairs), 2)}


@cache
def _opened(path: Path) -> pygame.freetype.Font:
    """A font at any size: what takes longest, its measures as a whole, is done once."""
    path.open("rb").close()  # what is said of a file that is not there is said by the system
    font = pygame.freetype.Font(path, 1)
    font.origin = True
    return font


@cache
def _kept(root: Path) -> dict[str, dict[str, str]]:
    try:
        kept: dict[str, dict[str, str]] = json.loads((root / "fonts" / "kerning.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept
