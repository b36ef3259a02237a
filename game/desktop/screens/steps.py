"""What is read in steps: on with the way on, to and fro with the keys of pages, and back out."""

from __future__ import annotations

from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.navigation import ask_to_leave, open_by
from game.desktop.table import Table
from game.desktop.window import Window


class Steps(Screen):
    """A screen of several steps. Subclasses say where they stand, go to a step, and what comes after the last.

    Arguments:
        window: where it is shown.
        table: the game.
    """

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self.table = table

    @property
    def step(self) -> tuple[int, int]:
        """Which step it stands at, counted from 0, and how many there are."""
        raise NotImplementedError

    def go(self, at: int) -> None:
        """Goes to a step that is there."""
        raise NotImplementedError

    def finish(self) -> None:
        """Goes on: to the next step, and from the last to what comes after."""
        raise NotImplementedError

    def walk(self, by: int) -> None:
        """Goes so many steps on or back, where they are there."""
        at, n = self.step
        if 0 <= at + by < n:
            self.window.forget()
            self.go(at + by)

    def leave(self) -> None:
        """Goes back a step, and from the first asks whether to leave."""
        if self.step[0]:
            self.walk(-1)
        else:
            ask_to_leave(self.table)

    def first(self) -> str:
        """The way on, so that Enter alone reads through."""
        return "finish"

    def handle(self, action: Action) -> bool:
        """The steps, and the screens that can be opened."""
        match action:
            case "finish":
                self.finish()
            case "next_tab" | "previous_tab":
                self.walk(1 if action == "next_tab" else -1)
            case "back":
                self.leave()
            case _:
                return open_by(self.table, action)
        return True
