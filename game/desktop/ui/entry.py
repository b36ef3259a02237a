"""A field to type one line into. What is typed lives in a `Draft` that its screen keeps, since elements last one build only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pygame

from game.desktop.ui import paint
from game.desktop.ui.element import Element, Kit, Role
from game.desktop.ui.theme import TARGET
from game.translation import say

_PAD: Final = 10


@dataclass
class Draft:
    """A line being typed: the text, where the caret stands in it, and how many characters it may have."""

    text: str = ""
    caret: int = 0
    most: int = 60

    def typed(self, name: str, sign: str) -> bool:
        """Takes a key, if it is one for typing; whether it was.

        Arguments:
            name: the key's name, as settings hold it.
            sign: what it types.
        """
        match name:
            case "backspace":
                if self.caret:
                    self.text = self.text[: self.caret - 1] + self.text[self.caret :]
                    self.caret -= 1
            case "delete":
                self.text = self.text[: self.caret] + self.text[self.caret + 1 :]
            case "left":
                self.caret = max(0, self.caret - 1)
            case "right":
                self.caret = min(len(self.text), self.caret + 1)
            case "home":
                self.caret = 0
            case "end":
                self.caret = len(self.text)
            case _:
                is_text = len(sign) == 1 and sign.isprintable() and not name.startswith(("ctrl+", "alt+"))
                if is_text:
                    self.insert(sign)
                return is_text
        return True

    def insert(self, text: str) -> None:
        """Puts a text where the caret stands, as far as there is room: one line of signs that can be shown."""
        shown = "".join(sign for sign in " ".join(text.split("\n")) if sign.isprintable())[: max(0, self.most - len(self.text))]
        self.text = self.text[: self.caret] + shown + self.text[self.caret :]
        self.caret += len(shown)


class Entry(Element):
    """A field for one line.

    Arguments:
        name: what is to be typed, which also stands in the field while it is empty.
        draft: what has been typed so far.
    """

    role: Role = "entry"

    def __init__(self, name: str, draft: Draft, **meaning: Any) -> None:
        super().__init__(name=name, value=draft.text or say("empty"), **meaning)
        self.draft = draft
        self.kit: Kit | None = None  # what it was laid out with

    @property
    def typing(self) -> tuple[str, int]:
        """What has been typed so far, and where the caret stands in it."""
        return self.draft.text, self.draft.caret

    def typed(self, name: str, sign: str) -> bool:
        """Takes a key, if it is one for typing; whether it was."""
        return self.draft.typed(name, sign)

    def paste(self, text: str) -> None:
        """Takes what was copied elsewhere."""
        self.draft.insert(text)

    def press_at(self, at: tuple[int, int]) -> bool:
        """Puts the caret where it was pressed. What Enter does, a pointer does not: whoever presses a field wants to type."""
        if self.kit is not None and self.rect.collidepoint(at):
            self.draft.caret = self.caret_at(self.kit, at)
        return True

    def caret_at(self, kit: Kit, at: tuple[int, int]) -> int:
        """Before which character of the text a point is."""
        inner = self.rect.inflate(-2 * kit.px(_PAD), 0)
        return nearest(self.draft.text, kit, at[0] - inner.left + self._shift(kit, inner.width))

    def _shift(self, kit: Kit, width: int) -> int:
        """By how many pixels the text is moved to the left, so that the caret is in sight."""
        return max(0, kit.type.width(self.draft.text[: self.draft.caret], "body") - width + kit.px(2))

    def measure(self, kit: Kit, width: int) -> tuple[int, int]:
        """All the width there is, and one line high."""
        self.kit = kit
        return width, max(kit.px(TARGET), kit.type.leading("body") + 2 * kit.px(6))

    def paint_self(self, kit: Kit, surface: pygame.Surface) -> None:
        """The field, the text so far as it fits, and the caret where keys go now."""
        palette, pad = kit.palette, kit.px(_PAD)
        is_focused = kit.focus == self.key
        edge = palette.accent if is_focused else palette.line
        paint.box(surface, self.rect, palette.panel, radius=kit.px(6), border=kit.px(2 if is_focused else 1), edge=edge)
        inner = self.rect.inflate(-2 * pad, 0)
        before = kit.type.width(self.draft.text[: self.draft.caret], "body")
        shift = self._shift(kit, inner.width)
        text, tone = (self.draft.text, palette.ink) if self.draft.text else (self.name, palette.quiet)
        if text:
            drawn = kit.type.line(text, "body", tone)
            top = inner.centery - drawn.get_height() // 2
            surface.blit(drawn, (inner.left, top), (shift, 0, inner.width, drawn.get_height()))
        if is_focused:
            high = kit.type.leading("body")
            surface.fill(palette.ink, (inner.left + before - shift, inner.centery - high // 2, kit.px(2), high))


def nearest(text: str, kit: Kit, across: int) -> int:
    """Before which character of one line a point is, so many pixels from where the line begins."""
    return min(range(len(text) + 1), key=lambda at: abs(kit.type.width(text[:at], "body") - across))
