"""What somebody thinks at a question of the debrief, typed over it and kept with the game."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.desktop.screen import Screen
from game.desktop.screens.question import dialog
from game.desktop.table import Table
from game.desktop.ui.box import Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.entry import Draft
from game.desktop.ui.passage import Passage
from game.desktop.ui.widget import Text, button
from game.play.reflection import LONGEST, tidied

_KEPT: Final = "It is kept with this game on this computer, and stands in its report. Nobody has to write anything."
_KEPT_BY_TABLE: Final = "It is kept by the workshop with your table, stands in its report, and can be forgotten with the names."
_KEPT_BY_SEAT: Final = "It is your seat's alone until you show it to the table. It can be forgotten with the names."


class Reflection(Screen):
    """A field for what somebody thinks at a question. Whichever way it is left, what stands in it is kept."""

    title = "What you think"
    is_over = True

    def __init__(self, table: Table, question: str) -> None:
        super().__init__(table.window)
        self._table = table
        self._question = question
        self._is_shared = False
        session = table.session
        self._said = _KEPT_BY_SEAT if session.may_share else _KEPT_BY_TABLE if session.kept_by else _KEPT
        text = table.session.reflections.get(question, "").replace("\n", " ")
        self._draft = Draft(text, len(text), LONGEST)

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The question, the field, and what becomes of it."""
        foot = Row(
            button("Keep it", self.close, key="keep", look="primary", icon="save"),
            self._shows(),
            button("Clear it", self._clear, key="clear", look="quiet") if self._draft.text else None,
            gap=8,
            wraps=True,
        )
        return dialog(
            self.title,
            Text(self._question, "prose"),
            Passage(f"What you think. {self._question}", self._draft, hint="Type here.", key="text", act=self.close),
            Text(self._said, "small", "quiet"),
            foot=foot,
            key="reflection",
            most=720,
        )

    def _shows(self) -> Element | None:
        """Keeps it where the other seats of a round table read it; None where nobody else is."""
        if not self._table.session.may_share:
            return None
        return button("Keep it, and show it to the table", self._show, key="show", icon="users")

    def first(self) -> str:
        """The field."""
        return "text"

    def _clear(self) -> None:
        self._draft.text, self._draft.caret = "", 0
        self.window.stage.focus("text")
        self.window.change()

    def _show(self) -> None:
        """Keeps it where the other seats read it."""
        self._is_shared = True
        self.close()

    def leaving(self) -> None:
        """The window is closed: what stands in the field is kept."""
        self._keep(lambda: None)

    def close(self) -> None:
        """Keeps what stands in the field, and goes back."""
        self._keep(lambda: self.window.pop(self))

    def _keep(self, then: Callable[[], None]) -> None:
        session, text = self._table.session, tidied(self._draft.text)
        if text == session.reflections.get(self._question, "").replace("\n", " ") and not self._is_shared:
            then()
        else:
            self._table.do(lambda: session.reflect(self._question, text, is_shared=self._is_shared), then)
            self._is_shared = False

    def help(self) -> tuple[tuple[str, str], ...]:
        """What is done with it."""
        return (("What you write", f"{self._said} Enter keeps it; an empty field takes it back."),)
