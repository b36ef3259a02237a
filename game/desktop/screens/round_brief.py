"""A seat's private brief: what only whoever plays this agency is told, before the first quarter and at any time after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.briefing.introduction import introduction, prologue
from game.debrief.cards import roles
from game.desktop.controls import Action
from game.desktop.screen import Screen
from game.desktop.screens import opening
from game.desktop.screens.frame import bullet, page, paragraphs, section
from game.desktop.screens.navigation import ask_to_leave, keys_of
from game.desktop.ui.box import Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text, button
from game.play.joined import Joined
from game.translation import say

if TYPE_CHECKING:
    from game.desktop.table import Table
    from game.desktop.window import Window


class RoundBrief(Screen):
    """The brief of one agency.

    Arguments:
        window: where it is shown.
        table: the game.
        is_first: whether the game begins with it, so that the quarter follows.
    """

    def __init__(self, window: Window, table: Table, *, is_first: bool = False) -> None:
        super().__init__(window)
        self.table = table
        self._is_first = is_first
        self._role = roles(table.session.place)[table.seat]
        self.title = say("Your agency: {agency}", agency=self._role.name)

    def first(self) -> str:
        """The way on."""
        return "finish"

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """All of the brief, and the place at its end."""
        role, session = self._role, self.table.session
        story = prologue(session).paragraphs if role.is_lead else ()
        return page(
            self.title,
            *paragraphs(role.about),
            Text(role.belongs, "prose"),
            *(section(title, *(bullet(point) for point in points)) for title, points in role.lists),
            Text(role.paper, "prose") if role.paper else None,
            section(say("The place"), *paragraphs(introduction(session.place).summary)),
            section(say("How it begins"), *paragraphs(story)) if story else None,
            section(say("Your seat"), *self._seat()) if not self._is_first else None,
            back=self._leave,
            key="brief",
            lead=say("For your eyes: no other seat sees this."),
            foot=Row(
                Text(say("The numbers come from a model of partnerships, and are illustrative."), "small", "quiet", grow=1.0),
                button(
                    say("To the quarter") if self._is_first else say("Back to the quarter"),
                    self.finish,
                    key="finish",
                    look="primary",
                    hint=keys_of(self.window, "finish"),
                ),
                gap=12,
            ),
        )

    def _seat(self) -> list[Element]:
        """The seat's code, and handing the seat back."""
        session = self.table.session
        codes = session.round_table.codes if session.round_table is not None else {}
        code = next(iter(codes.values()), "")
        return [
            Text(
                say(
                    "With the code {code} another device joins your seat. Show it to nobody else.",
                    code=f"{code[:4]} {code[4:]}",
                ),
                "body",
            ),
            Text(
                say("A stand-in can play your agency from now on; you, or somebody else, can sit down again at any time."), "body"
            ),
            button(say("Hand your seat back"), self._hand_back, key="hand-back", look="quiet", icon="door-open"),
        ]

    def _hand_back(self) -> None:
        session = self.table.session
        if isinstance(session, Joined):
            self.table.do(lambda: session.move("hand-back"))

    def finish(self) -> None:
        """On to the quarter, or back to it."""
        if self._is_first:
            self.window.reset(opening.quarter(self.window, self.table))
        else:
            self.close()

    def _leave(self) -> None:
        if self._is_first:
            ask_to_leave(self.table)
        else:
            self.close()

    def handle(self, action: Action) -> bool:
        """On and back."""
        if action == "finish":
            self.finish()
        elif action == "back":
            self._leave()
        else:
            return False
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a brief is."""
        return (
            (
                say("Your brief"),
                say("What your agency is, what its masters want of you, and what binds you. No other seat reads it."),
            ),
        )
