"""A field to type a passage into: as an `Entry`, over as many lines as it takes."""

from __future__ import annotations

from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Kit
from game.desktop.ui.entry import Draft, Entry, nearest

LEAST: Final = 5  # lines that are shown while there is little in it
_PAD: Final = 10


class Passage(Entry):
    """A field for a passage.

    Arguments:
        name: what is to be typed.
        draft: what has been typed so far.
        hint: what stands in the field while it is empty.
    """

    def __init__(self, name: str, draft: Draft, *, hint: str, **meaning: Any) -> None:
        super().__init__(name, draft, **meaning)
        self.hint = hint

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is, and as many lines as the passage has."""
        self.kit = kit
        n_lines = max(LEAST, len(wrapped(self.draft.text, kit, width - 2 * kit.px(_PAD))))
        return width, n_lines * kit.type.leading("body") + 2 * kit.px(_PAD)

    def caret_at(self, kit: Kit, at: tuple[int, int]) -> int:
        """Before which character of the passage a point is; below the last line, of the last."""
        inner, text = self.rect.inflate(-2 * kit.px(_PAD), -2 * kit.px(_PAD)), self.draft.text
        lines = wrapped(text, kit, inner.width)
        row = max(0, min((at[1] - inner.top) // kit.type.leading("body"), len(lines) - 1))
        start, end = lines[row]
        found = start + nearest(text[start:end], kit, at[0] - inner.left)
        return found if row == len(lines) - 1 else min(found, end - 1)  # what stands before the break belongs to the next line

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The field, its lines, and the caret where keys go now."""
        palette, is_focused, high = kit.palette, kit.focus == self.key, kit.type.leading("body")
        edge = palette.accent if is_focused else palette.line
        paint.box(surface, self.rect, palette.panel, radius=kit.px(6), border=kit.px(2 if is_focused else 1), edge=edge)
        inner = self.rect.inflate(-2 * kit.px(_PAD), -2 * kit.px(_PAD))
        text, tone = (self.draft.text, palette.ink) if self.draft.text else (self.hint, palette.quiet)
        lines = wrapped(text, kit, inner.width)
        for number, (start, end) in enumerate(lines):
            if text[start:end].strip():
                surface.blit(kit.type.line(text[start:end].rstrip(), "body", tone), (inner.left, inner.top + number * high))
        if is_focused:
            caret = self.draft.caret if self.draft.text else 0
            row = max((number for number, (start, _) in enumerate(lines) if start <= caret), default=0)
            across = min(kit.type.width(text[lines[row][0] : caret], "body"), inner.width)
            surface.fill(palette.ink, (inner.left + across, inner.top + row * high, kit.px(2), high))


def wrapped(text: str, kit: Kit, width: int) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends, no blank left out as in `Typesetter.wrap`, so that a caret has a place."""
    lines, start, after_blank = [], 0, 0
    for at, sign in enumerate(text):
        if kit.type.width(text[start : at + 1].rstrip(), "body") > width and at > start:
            end = after_blank if after_blank > start else at
            lines.append((start, end))
            start = end
        if sign == " ":
            after_blank = at + 1
    return [*lines, (start, len(text))]
