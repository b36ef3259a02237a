"""The title screen: begin a place, or go on with a saved game."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from game.briefing.saved import stands, when
from game.play.shelf import Opened, Shelf
from game.play.store import SavedGame, name_of
from game.terminal.match import find, nearest
from game.terminal.page import Page
from game.translation import say
from game.words.grammar import full_stop
from game.words.typed import whole

ALL_OF_IT = ("all", "all of it", "whole", "the whole")
MOST_SAVED = 6  # more would push the places off the screen


class Title:
    """What the title screen offers, and what was meant by what was typed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.places = dict(shelf.places())
        self.saved = [game for game in shelf.saved() if game.is_playable]

    def page(self) -> Page:
        """The game's name, the places, and the saved games."""
        page = Page(say("Whole Place"))
        page.text(say("You lead nobody, and must get a dozen agencies that do not answer to you to change lives together."))
        page.heading(say("Begin"))
        for number, title in enumerate(self.places.values()):
            page.item(title, label=f"{number + 1}.")
        if self.saved:
            page.heading(say("Or go on with a saved game"))
            for number, game in enumerate(self.saved[:MOST_SAVED]):
                page.item(_saved(game), label=f"{len(self.places) + number + 1}.")
            more = len(self.saved) - MOST_SAVED
            if more > 0:
                page.line(
                    say("{more} more: `wholeplace list` names them all, `wholeplace play --resume NAME` opens one.", more=more)
                )
        page.text(say("Type a number and press Enter, or `quit`."))
        return page

    def meant(self, typed: str) -> str | Path | None:
        """The id of the place, or the path of the saved game; None where it is neither."""
        keys: list[str | Path] = [*self.places, *(game.path for game in self.saved[:MOST_SAVED])]
        if typed.isdigit():
            number = whole(typed, 1, len(keys))
            return None if number is None else keys[number - 1]
        found = find(typed, {place: (place, title) for place, title in self.places.items()})
        if len(found) == 1:
            return found[0]
        paths = find(typed, {game.path: (name_of(game.path),) for game in self.saved})
        return paths[0] if len(paths) == 1 and not found else None

    def nearest(self, typed: str) -> str:
        """The nearest name, for a typing mistake."""
        return nearest(typed, [*self.places, *self.places.values(), *(name_of(game.path) for game in self.saved)])

    def cuts(self, chosen: str | Path) -> Mapping[str, str]:
        """The shorter versions of what was chosen, in words, by id: none of a saved game, which is of one or the other."""
        return {} if isinstance(chosen, Path) else self._shelf.cuts(chosen)

    def open(self, chosen: str | Path, cut: str = "") -> Opened:
        """Opens what was chosen. Raises `Unplayable`."""
        return self._shelf.resume(chosen) if isinstance(chosen, Path) else self._shelf.begin(chosen, cut)


def lengths(title: str, cuts: Mapping[str, str]) -> Page:
    """Asks in which length a place is to be played."""
    page = Page(title).text(say("You can play all of it, or a shorter version.")).item(say("All of it."), label="1.")
    for number, words in enumerate(cuts.values(), 2):
        page.item(full_stop(words), label=f"{number}.")
    return page.text(say("Type a number and press Enter. Enter by itself is all of it."))


def length_meant(cuts: Mapping[str, str], typed: str) -> str | None:
    """The id of the shorter version that was meant, empty for all of it; None where it is neither."""
    if typed in ("", "1", *ALL_OF_IT):
        return ""
    if typed.isdigit():
        number = whole(typed, 2, len(cuts) + 1)
        return None if number is None else [*cuts][number - 2]
    found = find(typed, {cut: (cut, words) for cut, words in cuts.items()})
    return found[0] if len(found) == 1 else None


def _saved(game: SavedGame) -> str:
    return f"{game.title}, {stands(game)}; {when(game)} ({name_of(game.path)})."
