"""A question over what is on the screen, with a few answers; the last one changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import pygame

from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.ui.box import Column, Panel, Row, Scroll, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Heading, Text, button
from game.desktop.window import Window
from game.translation import say

Answer = tuple[str, Callable[[], object]]

INSET: Final = 14  # points by which a dialog's text stands in from its bar


class Dialog(Sized):
    """A panel in the middle of the window, no wider than can be read and no higher than the window."""

    def __init__(self, child: Element, *, most: float = 620) -> None:
        super().__init__(child, most=most)

    def place(self, kit: Kit, rect: pygame.Rect) -> None:
        """In the middle."""
        self.rect = rect
        wide = min(kit.px(self.most), rect.width - 2 * kit.px(16))
        high = min(self.children[0].size(kit, wide)[1], rect.height - 2 * kit.px(16))
        left, top = rect.left + (rect.width - wide) // 2, rect.top + (rect.height - high) // 2
        self.children[0].place(kit, pygame.Rect(left, top, wide, high))


def dialog(title: str, *body: Element | None, foot: Element, key: str, most: float = 620, over: Element | None = None) -> Element:
    """A dialog with a title, perhaps something over what is read, something to read that scrolls, and a foot that stays."""
    return Dialog(
        Panel(
            Column(Heading(title, "title", level=1), over, gap=10, pad=(INSET, 0)),
            # The bar stands in the margin, clear of what is read, and the ring around what has the focus is not cut off.
            Scroll(Column(*body, gap=10, pad=(INSET, 0)), key=f"{key}:body"),
            Column(foot, pad=(INSET, 0)),
            role="dialog",
            name=title,
            edge="line",
            border=1,
            radius=12,
            pad=(24 - INSET, 20),
            gap=14,
        ),
        most=most,
    )


class Leaflet(Screen):
    """Something to read over what is on the screen: its button and the keys for help close it, up and down scroll."""

    is_over = True

    def first(self) -> str:
        """The way back."""
        return "close"

    def handle(self, action: Action) -> bool:
        """The keys that opened it close it, those that scroll do, and the arrows scroll as well."""
        if action == "help":
            self.close()
        elif action in ("up", "down"):
            self.window.stage.scroll(-1 if action == "up" else 1)
        else:
            return False
        return True


class Question(Screen):
    """Asks something. Each answer closes the question, then does what it stands for; Escape takes none of them.

    Arguments:
        window: where it is asked.
        title: the question in short.
        text: the question.
        answers: each with its words and what it does; the first has the focus.
        leave: the words for taking none of them, where they are others than always.
        is_to_leave: whether taking none of them is what is offered first, and has the focus.
        small: what is told under the question in small type, such as the file that it is about.
    """

    is_over = True

    def __init__(
        self,
        window: Window,
        title: str,
        text: str,
        answers: Sequence[Answer],
        leave: str = "",
        *,
        is_to_leave: bool = False,
        small: str = "",
    ) -> None:
        super().__init__(window)
        self.title = title
        self._text = text
        self._answers = answers
        self._leave = leave or say("Leave it as it was")
        self._is_to_leave = is_to_leave
        self._small = small

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The question over its answers."""
        is_to_leave = self._is_to_leave
        buttons = [
            button(
                words,
                lambda act=act: self._take(act),
                key=f"answer:{number}",
                look="plain" if number or is_to_leave else "primary",
            )
            for number, (words, act) in enumerate(self._answers)
        ]
        leave = button(self._leave, self.close, key="leave", look="primary" if is_to_leave else "quiet")
        foot = Row(*((leave, *buttons) if is_to_leave else (*buttons, leave)), gap=8, wraps=True)
        paragraphs = [Text(paragraph) for paragraph in self._text.split("\n") if paragraph.strip()]
        small = Text(self._small, "small", "quiet") if self._small else None
        return dialog(self.title, *paragraphs, small, foot=foot, key="question")

    def _take(self, act: Callable[[], object]) -> None:
        self.close()
        act()
