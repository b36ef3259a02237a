"""The pages beside a quarter, which show and change nothing: each is a key away, and none piles up on another."""

from __future__ import annotations

from typing import ClassVar, Final

from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.frame import ACROSS, HEAD_DOWN, PRESSED
from game.desktop.screens.navigation import open_by
from game.desktop.table import Table
from game.desktop.ui.box import Gap, Panel, Row
from game.desktop.ui.element import Element
from game.desktop.ui.widget import Heading, button
from game.desktop.window import Window
from game.translation import say

_PAGES: Final[tuple[Action, ...]] = ("agencies", "matrix", "promises", "timeline", "money")


class Beside(Screen):
    """A page beside a quarter. `action` is what opens it, and closes it again."""

    action: ClassVar[Action]

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self.table = table

    def first(self) -> str:
        """The way back, unless a page has something better."""
        return "back"

    def strip(self, title: str, pages: Element | None, *, is_narrow: bool) -> Element:
        """The strip along the top of a page that fills the window: the way back, the title, and the tabs of its pages."""
        back = button(say("Back"), self.close, key="back", icon="arrow-left", look="quiet")
        head = Row(back, Heading(title, "title", level=1, grow=1.0), None if is_narrow else pages, gap=14, align="start")
        below = Row(Gap(PRESSED), pages) if is_narrow and pages is not None else None
        return Panel(head, below, edge="", radius=0, pad=(ACROSS - PRESSED, HEAD_DOWN), gap=4)

    def handle(self, action: Action) -> bool:
        """Another page takes the place of this one; settings, saves and help lie over it."""
        if action == self.action:
            self.close()
            return True
        if action in _PAGES:
            self.close()
        return open_by(self.table, action)
