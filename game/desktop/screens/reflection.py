"""What somebody thinks at a question of the debrief, typed over it and kept with the game."""

from __future__ import annotations

from typing import Final

from game.desktop.controls import spelt
from game.desktop.screen import Screen
from game.desktop.screens.question import dialog
from game.desktop.table import Table
from game.desktop.ui.box import Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.entry import Draft
from game.desktop.ui.passage import Passage
from game.desktop.ui.widget import Text, button
from game.play.reflection import LONGEST, tidied
from game.translation import later, say

_KEPT: Final = later("What you keep stands with this game on this computer, and in its report. Nobody has to write anything.")
_KEPT_BY_TABLE: Final = later(
    "What you keep is kept by the workshop with your table, stands in its report, and can be forgotten with the names."
)
_KEPT_BY_SEAT: Final = later(
    "What you keep is your seat's alone until you show it to the table. It can be forgotten with the names."
)
_LEFT: Final = later("Escape leaves it here as a draft, which only this page shows.")


def writing(table: Table, question: str, key: str, words: str) -> Element | None:
    """The button that opens the field at a question; `words` say whether something stands there already.

    None for whoever watches.
    """
    if not table.session.may_write:
        return None
    return button(
        words,
        lambda: table.window.push(Reflection(table, question, key)),
        key=f"write:{key}",
        icon="pencil",
        look="quiet",
        name=f"{words}: {question}",
    )


class Reflection(Screen):
    """A field for what somebody thinks at a question. It is kept by a button or Enter; left, what stands in it is a draft."""

    title = later("What you think")
    is_over = True

    def __init__(self, table: Table, question: str, key: str = "") -> None:
        super().__init__(table.window)
        self._table = table
        self._question, self._key = question, key
        self._is_shared = False
        session = table.session
        self._said = _KEPT_BY_SEAT if session.may_share else _KEPT_BY_TABLE if session.kept_by else _KEPT
        self._was = session.reflections.at(question, key).replace("\n", " ")
        text = table.draft(question, key) or self._was
        self._draft = Draft(text, len(text), LONGEST)

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The question, the field, and what becomes of it."""
        foot = Row(
            button(say("Keep it"), self._keep, key="keep", look="primary", icon="save"),
            self._shows(),
            button(say("Leave it as a draft"), self.close, key="draft", look="quiet", hint=spelt("escape")),
            button(say("Clear it"), self._clear, key="clear", look="quiet") if self._draft.text else None,
            gap=8,
            wraps=True,
        )
        return dialog(
            say(self.title),
            Text(self._question, "prose"),
            Passage(
                f"{say('What you think')}. {self._question}",
                self._draft,
                hint=say("Type here."),
                key="text",
                act=self._keep,
            ),
            Text(f"{say(self._said)} {say(_LEFT)}", "small", "quiet"),
            foot=foot,
            key="reflection",
            most=720,
        )

    def _shows(self) -> Element | None:
        """Keeps it where the other seats of a round table read it; None where nobody else is."""
        if not self._table.session.may_share:
            return None
        return button(say("Keep it, and show it to the table"), self._show, key="show", icon="users")

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
        self._keep()

    def leaving(self) -> None:
        """The window is closed: what stands in the field waits as a draft."""
        self._leave()

    def close(self) -> None:
        """Goes back; what stands in the field waits as a draft, where it is not what is kept already."""
        is_draft = self._leave()
        self.window.pop(self)
        if is_draft:
            self.window.say(say("What you typed waits at its question as a draft. It is not in the report until you keep it."))

    def _leave(self) -> bool:
        """Holds what stands in the field as a draft; whether it is another text than what is kept."""
        text = tidied(self._draft.text)
        is_draft = text != self._was
        self._table.keep_draft(self._question, text if is_draft else "", self._key)
        return is_draft and bool(text)

    def _keep(self) -> None:
        """Keeps what stands in the field with the game, and goes back."""
        session, text = self._table.session, tidied(self._draft.text)

        def then() -> None:
            self._table.keep_draft(self._question, "", self._key)
            self.window.pop(self)

        if text == self._was and not self._is_shared:
            then()
        else:
            self._table.do(lambda: session.reflect(self._question, text, key=self._key, is_shared=self._is_shared), then)
            self._is_shared = False

    def help(self) -> tuple[tuple[str, str], ...]:
        """What is done with it."""
        return (
            (
                say("What you write"),
                f"{say(self._said)} {say('Enter keeps it; an empty field takes it back.')} {say(_LEFT)}",
            ),
        )
