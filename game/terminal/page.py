"""What is printed at one go: headings, paragraphs and lists, wrapped to a width, without drawing or colour."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Self

from game.words.together import LONGEST, apart, together


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    first: str
    rest: str
    is_wrapped: bool = True


class Page:
    """A screen of text being written. Each method adds to it and returns it."""

    def __init__(self, title: str = "") -> None:
        self._blocks: list[_Block] = []
        if title:
            self.heading(title)

    def heading(self, text: str) -> Self:
        """A line by itself, with an empty line before it."""
        self._blocks += [_GAP, _Block(text, "", "")]
        return self

    def text(self, text: str) -> Self:
        """One or more paragraphs, an empty line before each."""
        for paragraph in text.split("\n"):
            if paragraph.strip():
                self._blocks += [_GAP, _Block(paragraph, "", "")]
        return self

    def line(self, text: str) -> Self:
        """A line under what stands before it."""
        self._blocks.append(_Block(text, "", ""))
        return self

    def item(self, text: str, label: str = "-") -> Self:
        """An item of a list: `label` stands before it, and its further lines are indented."""
        indent = len(label) + 1 if len(label) <= 3 else len(label) - len(label.lstrip()) + 2
        self._blocks.append(_Block(text, f"{label} ", " " * indent))
        return self

    def under(self, text: str, indent: int = 3) -> Self:
        """A paragraph that belongs to the item before it."""
        self._blocks.append(_Block(text, " " * indent, " " * indent))
        return self

    def exactly(self, text: str) -> Self:
        """A line that is not wrapped: a path or a command to copy."""
        self._blocks.append(_Block(text, "  ", "", is_wrapped=False))
        return self

    def gap(self) -> Self:
        """An empty line, unless there is one already."""
        self._blocks.append(_GAP)
        return self

    def add(self, page: Page) -> Self:
        """All of another page."""
        self._blocks += page._blocks
        return self

    def lines(self, width: int) -> list[str]:
        """The page as lines of at most `width` characters, no two empty ones in a row."""
        lines: list[str] = []
        for block in self._blocks:
            if block is _GAP:
                if lines and lines[-1]:
                    lines.append("")
            elif block.is_wrapped:
                lines += _wrapped(block, width)
            else:
                lines.append(block.first + _visible(block.text))
        return lines


def _wrapped(block: _Block, width: int) -> list[str]:
    """A block's lines. Its label is words like any others: as an indent, it would have words cut that fit on the next line."""
    lead = block.first[: len(block.first) - len(block.first.lstrip())]
    text = together(plain(block.first + block.text), min(LONGEST, width - len(block.rest)))
    return [
        apart(line)
        for line in textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=block.rest, break_on_hyphens=False)
    ]


_GAP = _Block("", "", "")


def plain(text: str) -> str:
    """A text without control characters, which a scenario or a file's name might hold and a terminal would obey."""
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
