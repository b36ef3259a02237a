"""Text as surfaces: fonts by family, wrapping, and a cache, because text is most of what a frame costs.

A font that lacks a sign borrows it from Inter, which has every sign the game uses: what lies outside `OWN_SIGNS` is drawn in
Inter whatever the family. A test reads the fonts' own tables and holds this to be so.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unicodedata import category, normalize

import pygame

from game.desktop.ui.face import Face, Plain
from game.desktop.ui.theme import TYPES, FontName, Style
from game.look.palette import Colour
from game.scenario.shipped import asset_root
from game.translation import say
from game.words.together import BLANK, apart, together

CACHE_BYTES: Final = 20_000_000
LINES_KEPT: Final = 4_000
BALANCED: Final[frozenset[Style]] = frozenset({"display", "title", "heading", "strong", "label"})
"""What heads other text: set in lines of about one length, so that no last word stands alone."""
MEASURE: Final = 75
"""Letters in a line of running text, as they come in English: over more an eye loses the way to the next one."""
MOST_LETTERS: Final = 80
"""Letters in any line at most, counted (WCAG 2.2, visual presentation)."""
READ: Final[frozenset[Style]] = frozenset({"prose", "body"})
"""What is running text."""
_SAMPLE: Final = "Nobody outside this building has been asked to pay for any of it, and the winter is still to come."

_FILES: Final[dict[FontName, dict[tuple[str, str], str]]] = {
    "inter": {
        ("sans", "regular"): "inter/Inter-Regular.ttf",
        ("sans", "bold"): "inter/Inter-SemiBold.ttf",
        ("serif", "regular"): "source-serif/SourceSerif4-Regular.ttf",
        ("serif", "bold"): "source-serif/SourceSerif4-SemiBold.ttf",
        ("serif", "italic"): "source-serif/SourceSerif4-Italic.ttf",
    },
    "atkinson": {
        ("sans", "regular"): "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf",
        ("sans", "bold"): "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-SemiBold.ttf",
    },
    "opendyslexic": {
        ("sans", "regular"): "opendyslexic/OpenDyslexic-Regular.woff",
        ("sans", "bold"): "opendyslexic/OpenDyslexic-Bold.woff",
    },
}
# OpenDyslexic is drawn large for its size; this brings its letters to the height of the others'.
_SHRINK: Final[dict[FontName, float]] = {"inter": 1.0, "atkinson": 1.06, "opendyslexic": 0.86}
OWN_SIGNS: Final = frozenset(chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100)) if code != 0xB5) | frozenset(
    "\u0174\u0175\u0176\u0177"  # the Welsh w and y with a circumflex
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022"  # quotation marks, dashes, the ellipsis and the bullet
)
_NO_LETTER: Final = "\ufffd"
_VARIANTS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))  # each says how the sign before it is to look


@dataclass(frozen=True, slots=True)
class FontFault:
    """A font file that could not be opened, and what is used in its place."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return say(
            "The font {file} cannot be opened ({reason}). The game goes on with a plain one.",
            file=self.path.name,
            reason=self.reason,
        )


class Typesetter:
    """Sets text in one family at one scale."""

    def __init__(self, family: FontName, scale: float) -> None:
        self.family = family
        self.scale = scale
        self.faults: list[FontFault] = []
        self._faces: dict[tuple[str, str, int], Face | Plain] = {}
        self._lines: OrderedDict[tuple[str, Style, int], tuple[str, ...]] = OrderedDict()
        self._widths: dict[tuple[str, Style], int] = {}
        self._surfaces: OrderedDict[tuple[str, Style, Colour], pygame.Surface] = OrderedDict()
        self._bytes = 0

    def leading(self, style: Style) -> int:
        """The height of a line, in pixels."""
        return round(TYPES[style].leading * self.scale)

    def measure(self, style: Style) -> int:
        """The width of a line of running text in a style, in pixels: that of `MEASURE` letters as they come in English."""
        return round(self.width(_SAMPLE, style) * MEASURE / len(_SAMPLE))

    def width(self, text: str, style: Style) -> int:
        """The width of a text on one line, in pixels."""
        key = (text, style)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > 4 * LINES_KEPT:
                self._widths.clear()
            found = self._widths[key] = sum(self._face(style, own).width(part) for part, own in self._runs(text))
        return found

    def wrap(self, text: str, style: Style, width: int) -> tuple[str, ...]:
        """A text as lines no wider than `width` pixels, where its words allow that; a longer word is broken.

        Dates, figures with their units and short brackets are in one line each, where that has room for them.
        """
        key = (text, style, width)
        found = self._lines.get(key)
        if found is None:
            lines: list[str] = []
            for paragraph in text.split("\n"):
                kept = together(" ".join(paragraph.split()))
                lines.extend((self._balanced if style in BALANCED else self._accompanied)(kept, style, width))
            found = self._lines[key] = tuple(apart(line) for line in lines)
            if len(self._lines) > LINES_KEPT:
                self._lines.popitem(last=False)
        else:
            self._lines.move_to_end(key)
        return found

    def _balanced(self, text: str, style: Style, width: int) -> list[str]:
        """As few lines as there can be, each as short as that allows."""
        lines = self._wrap(text, style, width)
        low, high = max((self._wide(word, style) for word in self._words(text, style, width)), default=0), width
        if len(lines) == 1 or low > width:
            return lines
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if len(self._wrap(text, style, middle)) == len(lines) else (middle + 1, high)
        return self._wrap(text, style, low)

    def _accompanied(self, text: str, style: Style, width: int) -> list[str]:
        """As it fits, but that a short last word is not left alone: the one before it goes with it."""
        lines = self._wrap(text, style, width)
        if len(lines) == 1 or " " in lines[-1] or self._wide(lines[-1], style) > width // 4:
            return lines
        before, _, word = lines[-2].rpartition(" ")
        last = f"{word} {lines[-1]}"
        return [*lines[:-2], before, last] if " " in before and self._wide(last, style) <= width else lines

    def _wide(self, text: str, style: Style) -> int:
        """The width of a text in which words may be kept together."""
        return self.width(apart(text), style)

    def _words(self, text: str, style: Style, width: int) -> list[str]:
        """The parts of a text that stand in one line each: words, and words that are kept together where they have room."""
        found = (part for part in text.split(" ") if part)
        return [word for part in found for word in ([part] if self._wide(part, style) <= width else part.split(BLANK))]

    def _wrap(self, text: str, style: Style, width: int) -> list[str]:
        words = self._words(text, style, width)
        if not words:
            return [""]
        lines, line = [], ""
        for word in words:
            longer = f"{line} {word}" if line else word
            if not line or (len(longer) <= MOST_LETTERS and self._wide(longer, style) <= width):
                line = longer
            else:
                lines.append(line)
                line = word
            while self._wide(line, style) > width and len(line) > 1 and " " not in line:
                fits = self._fitting(line, style, width)
                lines.append(line[:fits])
                line = line[fits:]
        return [*lines, line] if line else lines

    def _fitting(self, word: str, style: Style, width: int) -> int:
        low, high = 1, len(word) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(word[:middle], style) <= width else (low, middle - 1)
        # A path goes on after the name of a folder, where that leaves something on the line.
        return word.rfind(os.sep, 1, low) + 1 or low

    def line(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        """One line of text as a surface to blit, from the cache where it is there."""
        key = (text, style, colour)
        found = self._surfaces.get(key)
        if found is not None:
            self._surfaces.move_to_end(key)
            return found
        surface = self._render(text, style, colour)
        self._surfaces[key] = surface
        self._bytes += surface.get_width() * surface.get_height() * 4
        while self._bytes > CACHE_BYTES and len(self._surfaces) > 1:
            _, old = self._surfaces.popitem(last=False)
            self._bytes -= old.get_width() * old.get_height() * 4
        return surface

    def _render(self, text: str, style: Style, colour: Colour) -> pygame.Surface:
        runs = self._runs(text)
        if len(runs) == 1:
            return self._face(style, runs[0][1]).render(runs[0][0], colour)
        parts = [(self._face(style, own), part) for part, own in runs]
        rise = max(face.ascent for face, _ in parts)
        drawn = [(face.render(part, colour), rise - face.ascent) for face, part in parts]
        height = max(surface.get_height() + top for surface, top in drawn)
        whole = pygame.Surface((max(1, sum(surface.get_width() for surface, _ in drawn)), height), pygame.SRCALPHA)
        left = 0
        for surface, top in drawn:
            whole.blit(surface, (left, top))
            left += surface.get_width()
        return whole

    def _runs(self, text: str) -> list[tuple[str, bool]]:
        """The text in parts as it is set: those the family has itself, and those it borrows from Inter.

        An apostrophe is typed straight and set curled, sign for sign, so that lines break where they did. A letter whose accent
        follows it as a sign of its own, as in names of files from some computers, is set as one; what only tells how signs
        hang together is not set. A byte of a name of a file that is no letter in any writing is a mark of its own.
        """
        is_plain = text.isascii()
        text = text.replace("'", "\u2019")
        if is_plain:
            return [(text, True)]
        signs = (_NO_LETTER if category(sign) == "Cs" else sign for sign in normalize("NFC", text))
        text = "".join(sign for sign in signs if category(sign) != "Cf" and sign not in _VARIANTS)
        if not text:
            return [("", True)]
        parts: list[tuple[str, bool]] = []
        start = 0
        for position in range(1, len(text) + 1):
            own = text[start] in OWN_SIGNS
            if position == len(text) or (text[position] in OWN_SIGNS) != own:
                parts.append((text[start:position], own))
                start = position
        return parts

    def _face(self, style: Style, own: bool) -> Face | Plain:
        kind = TYPES[style]
        family: FontName = self.family if own else "inter"
        face = kind.face if own else "sans"
        files = _FILES[family]
        chosen = next(files[key] for key in ((face, kind.weight), ("sans", kind.weight), ("sans", "regular")) if key in files)
        size = max(6, round(kind.size * self.scale * _SHRINK[family]))
        key = (family, chosen, size)
        found = self._faces.get(key)
        if found is None:
            path = asset_root() / "fonts" / chosen
            try:
                found = Face(path, size)
                found.width("a")  # of a damaged file pygame makes a font that fails only when it is used
            except (OSError, pygame.error) as fault:
                self.faults.append(FontFault(path, str(fault)))
                found = Plain(round(size * 1.3))
            self._faces[key] = found
        return found
