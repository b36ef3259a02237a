"""Saved games: each with a picture of its map, how far it has come and when; opened, copied under a name, or put in the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from game.briefing.saved import stands, version, when
from game.desktop.controls import Action
from game.desktop.map import thumbnail
from game.desktop.map.thumbnail import PLACES
from game.desktop.screen import Screen
from game.desktop.screens import opening
from game.desktop.screens.frame import nothing, page
from game.desktop.screens.question import Question, dialog
from game.desktop.table import Table
from game.desktop.ui.box import Column, Panel, Row, Sized
from game.desktop.ui.element import Element, Kit
from game.desktop.ui.entry import Draft, Entry
from game.desktop.ui.picture import Picture
from game.desktop.ui.widget import Heading, Icon, Text, button
from game.play.keeping import TRASH, copy, discard
from game.play.record import SaveFault
from game.play.shelf import Shelf
from game.play.store import SavedGame, name_of, save_folder
from game.translation import later, say, say_of
from game.words.grammar import capital

if TYPE_CHECKING:
    from game.desktop.window import Window

PAGE: Final = 20  # games shown at first, and more each time they are asked for
AT_ONCE: Final = 2  # pictures read for one frame
MOST: Final = 940
NARROW: Final = 620


class SavesScreen(Screen):
    """All saved games.

    Arguments:
        window: where it is shown.
        shelf: where they come from.
        table: the game that is being played; None at the title.
    """

    title = later("Saved games")

    def __init__(self, window: Window, shelf: Shelf, table: Table | None) -> None:
        super().__init__(window)
        self.shelf = shelf
        self.table = table
        self._games: list[SavedGame] = []
        self._n_shown = PAGE
        self._pictures: dict[str, pygame.Surface | None] = {}
        self._grounds: dict[tuple[str, int], pygame.Surface] = {}
        self._n_known = 0

    def opened(self) -> None:
        """Looks anew what there is."""
        self._games = self.shelf.saved()

    def is_moving(self, now: float) -> bool:  # noqa: ARG002 - what every screen is asked
        """Pictures are read a few at a time, so that a full folder holds nothing up."""
        missing = [game for game in self._games[: self._n_shown] if game.path.name not in self._pictures][:AT_ONCE]
        for game in missing:
            self._pictures[game.path.name] = thumbnail.kept(game.path)
        return bool(missing) or PLACES.n_known != self._n_known

    def first(self) -> str:
        """The game that was played last; where there is none, what leads to one."""
        none = "begin" if self.table is None and not self._games else "back"
        return next((f"open:{game.path.name}" for game in self._games if game.is_playable), none)

    # What it looks like.

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:
        """The games, the last played first."""
        self._n_known = PLACES.n_known  # before any is looked at: one that comes meanwhile is shown with the next frame
        is_wide = size[0] / kit.scale >= NARROW
        rows = [self._row(kit, game, is_wide=is_wide) for game in self._games[: self._n_shown]]
        more = len(self._games) - self._n_shown
        if not rows:
            rows = [self._nothing()]
        return page(
            say(self.title),
            Column(*rows, gap=10, role="list", name=say(self.title)),
            Row(button(say("Show more ({games} older)", games=more), self._more, key="more", icon="chevron-down"))
            if more > 0
            else None,
            back=self.close,
            key="saves",
            most=MOST,
            lead=say(
                "They are kept in {folder}. Each picture is the map as it was last seen, in the colours of that day.",
                folder=save_folder(),
            )
            if self._games
            else "",
        )

    def _nothing(self) -> Element:
        """Where no game is saved yet: how one comes here, and from the title the way to the places."""
        begin = say("Begin a place")
        return nothing(
            "save",
            say("There is no saved game yet."),
            say("A game is saved by itself, at each decision from the first one on: nothing has to be done for it."),
            say("It stands here with a picture of its map, to be played on, or once it is over, to be looked back on."),
            act=button(begin, self.close, key="begin", after="arrow-right", look="primary") if self.table is None else None,
        )

    def _picture(self, kit: Kit, game: SavedGame) -> pygame.Surface | None:
        """The picture beside a saved game; of one that no window has shown, its place's."""
        kept, place = self._pictures.get(game.path.name), PLACES.get(game.scenario)
        if kept is not None or place is None or game.path.name not in self._pictures:
            return kept
        key = game.scenario, id(kit.palette)
        if key not in self._grounds:
            self._grounds[key] = thumbnail.of_place(place, kit)
        return self._grounds[key]

    def _row(self, kit: Kit, game: SavedGame, *, is_wide: bool) -> Element:
        name = name_of(game.path)
        is_here = self._is_here(game)
        facts: Element = Column(
            Heading(game.title),
            Text(
                f"{capital(stands(game))}, {when(game)}" if game.is_playable else say("This cannot be opened"),
                "body",
            ),
            Text(capital(version(game)), "small", "quiet") if version(game) else None,
            Text(name, "small", "quiet") if name != game.title else None,
            Row(Icon("play", 14, "accent"), Text(say("You are playing this one."), "label", "accent"), gap=6)
            if is_here
            else None,
            Row(Icon("triangle-alert", 16, "warning"), Text(capital(game.damage), "small", grow=1.0), gap=7, align="start")
            if game.damage
            else None,
            gap=2,
            grow=1.0,
        )
        picture = Picture(
            self._picture(kit, game),
            shape=0.57,
            name=say("The map of {place}, {stage}", place=game.title, stage=stands(game)),
        )
        facts = Column(facts, self._buttons(game, name, is_here=is_here), gap=8, grow=1.0)
        body = Row(Sized(picture, width=204), facts, gap=18, align="start") if is_wide else facts
        return Panel(body, pad=(14, 14), radius=10, role="item", name=game.title)

    def _buttons(self, game: SavedGame, name: str, *, is_here: bool) -> Element:
        what = _what(game)
        return Row(
            button(
                say("Go back to it") if is_here else say("Epilogue and debrief") if game.is_over else say_of("a button", "Open"),
                lambda: self._open(game),
                key=f"open:{game.path.name}",
                icon="play",
                name=say("Open {game}", game=what),
                description=f"{capital(when(game))}. {name}.",
            )
            if game.is_playable
            else None,
            button(
                say("Copy"),
                lambda: self._copy(game),
                key=f"copy:{game.path.name}",
                icon="save",
                look="quiet",
                name=say("Copy {game} ({name})", game=what, name=name),
            ),
            button(
                say("Delete"),
                lambda: self._ask(game),
                key=f"delete:{game.path.name}",
                icon="trash-2",
                look="quiet",
                name=say("Delete {game} ({name})", game=what, name=name),
            )
            if not is_here
            else None,
            gap=6,
            wraps=True,
        )

    def _is_here(self, game: SavedGame) -> bool:
        return self.table is not None and self.table.session.path == game.path

    # What it does.

    def _more(self) -> None:
        self._n_shown += PAGE
        self.window.change()

    def _open(self, game: SavedGame) -> None:
        if self._is_here(game):
            self.close()
            return
        opening.resume(self.window, self.shelf, game.path, self.table)

    def _copy(self, game: SavedGame) -> None:
        self.window.push(CopyDialog(self.window, game))

    def _ask(self, game: SavedGame) -> None:
        where = game.path.parent / TRASH
        text = say(
            "{game}, {when} ({name}). It is moved to {folder}, from where it can be taken back.",
            game=_what(game),
            when=when(game),
            name=name_of(game.path),
            folder=where,
        )
        self.window.push(
            Question(
                self.window, say("Put this game in the trash?"), text, [(say("Put it in the trash"), lambda: self._discard(game))]
            )
        )

    def _discard(self, game: SavedGame) -> None:
        try:
            kept = discard(game.path)
        except SaveFault as fault:
            opening.notice(self.window, say("This game is still where it was"), fault)
            return
        self.opened()
        self.window.say(say("Moved to {path}.", path=kept))

    def handle(self, action: Action) -> bool:
        """The key that opened this closes it as well."""
        if action != "saves":
            return False
        self.close()
        return True

    def help(self) -> tuple[tuple[str, str], ...]:
        """What one can do here."""
        return (
            (say("Saved games"), say("Every game is saved by itself, at each decision. Open one and it goes on where it stood.")),
            (
                say("Copies"),
                say("A copy is a game of its own from then on: a bookmark you can come back to, whatever becomes of the first."),
            ),
            (
                say("Delete"),
                say(
                    "Nothing is destroyed: the game is moved to a folder named {folder}, from where you can move it back.",
                    folder=TRASH,
                ),
            ),
        )


class CopyDialog(Screen):
    """Asks for the name of a copy."""

    title = later("Copy a saved game")
    is_over = True

    def __init__(self, window: Window, game: SavedGame) -> None:
        super().__init__(window)
        self._game = game
        self._draft = Draft()
        self._fault = ""

    def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
        """The field, what is wrong with it, and the buttons."""
        foot = Row(
            button(say("Copy"), self._copy, key="copy", look="primary", icon="save"),
            button(say("Leave it"), self.close, key="leave", look="quiet"),
            gap=8,
            wraps=True,
        )
        return dialog(
            say(self.title),
            Text(f"{_what(self._game)}."),
            Text(say("Name of the copy"), "label"),
            Entry(say("Name of the copy"), self._draft, key="name", act=self._copy),
            Row(Icon("triangle-alert", 18, "warning"), Text(self._fault, grow=1.0), gap=8, align="start", is_live=True)
            if self._fault
            else None,
            foot=foot,
            key="copying",
        )

    def first(self) -> str:
        """The field."""
        return "name"

    def _copy(self) -> None:
        try:
            made = copy(self._game.path, self._draft.text)
        except SaveFault as fault:
            self._fault = str(fault)
            self.window.change()
            return
        thumbnail.copy_kept(self._game.path, made)
        self.close()
        self.window.say(say("Copied to {name}.", name=name_of(made)))

    def help(self) -> tuple[tuple[str, str], ...]:
        """What a name may be."""
        return (
            (
                say("The name"),
                say("Letters, digits, hyphens and full stops; anything else becomes a hyphen. Enter makes the copy."),
            ),
        )


def _what(game: SavedGame) -> str:
    """A saved game in words: its place, and how far it has come where that can be read."""
    return f"{game.title}, {stands(game)}" if game.is_playable else game.title
