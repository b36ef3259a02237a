"""Waiting for the facilitator: the programme has ended, and its debrief is opened in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.core.observe import PUBLIC
from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens.debrief_steps import step, steps_of
from game.desktop.screens.frame import page
from game.desktop.screens.navigation import ask_to_leave, open_by
from game.desktop.screens.question import dialog
from game.desktop.ui.box import Row
from game.desktop.ui.widget import Text, button
from game.translation import later, say

if TYPE_CHECKING:
    from game.desktop.table import Table
    from game.desktop.ui.element import Element, Kit
    from game.desktop.window import Window


class Waiting(Screen):
    """What there is to do until the debrief is opened: talk, and look back."""

    title = later("Your programme is over")

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self.table = table

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """What is waited for, and where to look meanwhile; and what the facilitator has opened of the debrief so far."""
        if steps := steps_of(self.table):
            return page(
                say("Debrief"),
                *(step(self.table, one) for one in steps),
                back=lambda: ask_to_leave(self.table),
                key="steps",
                lead=say("Your facilitator opens it step by step. What is open stands here."),
            )
        return dialog(
            say(self.title),
            Text(
                say(
                    "Your facilitator opens what became of it, step by step, on the wall. Talk meanwhile: what would you do "
                    "again?"
                )
            ),
            Text(say("When all of it is open, your debrief opens here by itself."), "small", "quiet"),
            foot=Row(
                *(self._doors() if self.table.seat != PUBLIC else ()),
                button(say("Leave"), lambda: ask_to_leave(self.table), key="leave", look="quiet"),
                gap=8,
                wraps=True,
            ),
            key="waiting",
        )

    def _doors(self) -> tuple[Element, ...]:
        """Where a seat can look meanwhile."""
        return (
            button(say("Look back"), lambda: self._open("timeline"), key="back", icon="chart-line", look="primary"),
            button(say("Agencies"), lambda: self._open("agencies"), key="agencies", icon="users"),
        )

    def _open(self, action: Action) -> None:
        open_by(self.table, action)

    def handle(self, action: Action) -> bool:
        """The screens that can be opened, and the way out."""
        if action == "back":
            ask_to_leave(self.table)
            return True
        return open_by(self.table, action)
