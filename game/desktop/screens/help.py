"""Help over any screen: what it is for, what the signs and words on it mean, and the keys that work there now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.desktop.controls import WORDS, Action, spelt
from game.desktop.map.legend import legend
from game.desktop.screen import Screen
from game.desktop.screens.frame import READABLE, section
from game.desktop.screens.glossary import GlossaryScreen, meanings
from game.desktop.screens.preferences_keys import KeyCap
from game.desktop.screens.question import Leaflet, dialog
from game.desktop.table import Table
from game.desktop.ui.box import Column, Grid, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import Text, button
from game.translation import later, say
from game.words.glossary import terms_in

if TYPE_CHECKING:
    from game.desktop.window import Window

EVERYWHERE: Final[tuple[Action, ...]] = (
    "next", "previous", "up", "down", "left", "right", "activate", "back", "page_up", "page_down", "top", "bottom",
    "help", "settings", "speak", "repeat", "larger", "smaller", "full_screen",
)  # fmt: skip
IN_A_GAME: Final[tuple[Action, ...]] = (
    "finish", "option 1", "option 2", "option 3", "option 4", "option 5", "undo", "next_tab", "previous_tab", "why",
    "agencies", "matrix", "promises", "timeline", "money", "saves",
)  # fmt: skip


class HelpScreen(Leaflet):
    """Help on the screen below it.

    Arguments:
        window: where it is shown.
        below: the screen it is about.
    """

    title = later("Help")

    def __init__(self, window: Window, below: Screen) -> None:
        super().__init__(window)
        self._below = below
        self._terms = terms_in(" ".join(node.name for node in window.stage.nodes().walk()))

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The screen, the keys, the signs."""
        about = [section(heading, Text(text), gap=3) for heading, text in self._below.help()]
        is_game = any(isinstance(found, Table) for found in vars(self._below).values())
        keys = [self._keys(say("Keys in a game"), IN_A_GAME)] if is_game else []
        keys.append(self._keys(say("Keys everywhere"), EVERYWHERE))
        most = min(READABLE, size[0] / kit.scale - 32)
        foot = Row(
            button(say("Close"), self.close, key="close", look="primary", hint=spelt(self.window.settings.keys_of("back")[0])),
            button(say("Change the keys"), self._change, key="change", look="quiet", icon="keyboard"),
            button(say("All words"), self._words, key="words", look="quiet", icon="book-open"),
            gap=8,
            wraps=True,
        )
        signs = section(say("What the signs mean"), legend(), gap=10) if is_game else None
        words = section(say("Words on this page"), meanings(self._terms), gap=10) if is_game and self._terms else None
        return dialog(
            f"{say(self.title)}: {self._below.called}",
            Column(Grid(*about, least=300, gap=24, most=2, fills=True), signs, words, *keys, gap=24),
            foot=foot,
            key="help",
            most=most,
        )

    def _keys(self, heading: str, actions: tuple[Action, ...]) -> Element:
        rows = []
        for action in actions:
            names = [spelt(name) for name in self.window.settings.keys_of(action)]
            caps: list[Element] = [KeyCap(name) for name in names] or [Text(say("no key"), "small", "quiet")]
            rows.append(
                Row(Text(say(WORDS[action]), "body", grow=1.0), Row(*caps, gap=5, wraps=True, grow=1.0), gap=10, role="item")
            )
        return section(heading, Grid(*rows, least=330, gap=7, most=2, role="list", name=heading), gap=10)

    def _change(self) -> None:
        from game.desktop.screens.preferences import PreferencesScreen

        self.close()
        screen = PreferencesScreen(self.window)
        screen.page = "keys"
        self.window.push(screen)

    def _words(self) -> None:
        self.window.push(GlossaryScreen(self.window))
