"""The pages beside a quarter, which show and change nothing: each is a key away, and none piles up on another."""

from __future__ import annotations

from typing import ClassVar, Final

from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.navigation import open_by
from game.desktop.table import Table
from game.desktop.window import Window

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

    def handle(self, action: Action) -> bool:
        """Another page takes the place of this one; settings, saves and help lie over it."""
        if action == self.action:
            self.close()
            return True
        if action in _PAGES:
            self.close()
        return open_by(self.table, action)
