"""The way from one screen to another: what can be opened from anywhere in a game, and the menu of it."""

from __future__ import annotations

from typing import Final

from game.core.observe import PUBLIC
from game.desktop.controls import Action, spelt
from game.desktop.screen import Screen
from game.desktop.screens.question import Question, dialog
from game.desktop.table import Table
from game.desktop.ui.box import Grid, Row
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.widget import button
from game.desktop.window import Window
from game.translation import later, say
from game.words.grammar import either

SCREENS: Final[tuple[tuple[Action, str, str], ...]] = (
    ("agencies", later("Agencies"), "users"),
    ("matrix", later("Ties"), "grid-3x3"),
    ("promises", later("Promises"), "handshake"),
    ("timeline", later("Timeline"), "chart-line"),
    ("money", later("Books"), "book-open"),
    ("saves", later("Saves"), "save"),
    ("settings", later("Settings"), "settings"),
    ("help", later("Help"), "circle-help"),
)
"""The other screens: what opens each, its name and its pictogram."""


_OWN: Final[tuple[Action, ...]] = ("agencies", "matrix", "promises", "timeline", "money")
"""What shows one seat's view, and cannot be opened while several look."""


def keys_of(window: Window, action: Action) -> str:
    """The keys that do an action, in words."""
    return either([spelt(name) for name in window.settings.keys_of(action)])


def open_by(table: Table, action: Action) -> bool:
    """Opens the screen that an action asks for; whether there is one."""
    window = table.window
    screen: Screen
    if table.seat == PUBLIC and action in _OWN:
        alone = table.session.is_watching
        said = say("That is each seat's own.") if alone else say("Everybody is looking. On your own pages you can open this.")
        window.say(said)
        return True
    match action:
        case "agencies":
            from game.desktop.screens.agency import AgencyScreen

            screen = AgencyScreen(window, table, table.chosen)
        case "matrix":
            from game.desktop.screens.matrix import MatrixScreen

            screen = MatrixScreen(window, table)
        case "promises":
            from game.desktop.screens.promises import PromisesScreen

            screen = PromisesScreen(window, table)
        case "timeline":
            from game.desktop.screens.timeline import TimelineScreen

            screen = TimelineScreen(window, table)
        case "money":
            from game.desktop.screens.books import BooksScreen

            screen = BooksScreen(window, table)
        case "saves":
            from game.desktop.screens.saves import SavesScreen

            screen = SavesScreen(window, table.shelf, table)
        case "settings":
            from game.desktop.screens.preferences import PreferencesScreen

            screen = PreferencesScreen(window)
        case "help":
            from game.desktop.screens.help import HelpScreen

            screen = HelpScreen(window, window.top)
        case _:
            return False
    window.push(screen)
    return True


def ask_to_leave(table: Table) -> None:
    """Asks whether to go back to the title; everything that was decided is saved."""
    from game.desktop.screens.opening import put_back

    window, path = table.window, table.session.path
    kept = say("This game is not saved.")
    if table.session.kept_by:
        kept = say("Everything your table decided is kept by {keeper}, and you can join it again.", keeper=table.session.kept_by)
    elif table.is_untouched:
        kept = say("Nothing has been decided in it yet, so there is nothing to save.")
    elif path is not None and table.is_saving:
        kept = say("Everything you decided is saved in {path}.", path=path)
    window.push(
        Question(
            window,
            say("Leave this game?"),
            kept,
            [
                (say("To the title"), lambda: put_back(window, table)),
                (say("Close the window"), window.quit),
            ],
            say("Go on playing") if table.session.is_running else say("Stay here"),
        )
    )


class Menu(Screen):
    """The other screens, where the window has no room for their buttons."""

    title = later("Menu")
    is_over = True

    def __init__(self, window: Window, table: Table) -> None:
        super().__init__(window)
        self._table = table

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """A button for each screen."""
        buttons = [
            button(
                say(name),
                lambda action=action: self._open(action),
                key=f"menu:{action}",
                icon=icon,
                hint=keys_of(self.window, action),
            )
            for action, name, icon in SCREENS
        ]
        leave = button(say("Leave this game"), self._leave, key="menu:leave", icon="door-open")
        return dialog(
            say(self.title),
            Grid(*buttons, leave, least=180, gap=8),
            foot=Row(button(say("Close"), self.close, key="close")),
            key="menu",
        )

    def _open(self, action: Action) -> None:
        self.close()
        open_by(self._table, action)

    def _leave(self) -> None:
        self.close()
        ask_to_leave(self._table)
