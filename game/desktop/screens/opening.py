"""How a game is opened at the window: begun, gone on with, or, where it cannot be played, said why not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path

from game.core.observe import PUBLIC
from game.desktop.map import thumbnail
from game.desktop.screen import Screen
from game.desktop.screens.question import Question
from game.desktop.table import Table
from game.desktop.window import Window
from game.play.log import read_log
from game.play.record import SaveFault
from game.play.shelf import Opened, Shelf, Unplayable, source_of
from game.translation import say


def begin(window: Window, shelf: Shelf, place: str, seats: Mapping[str, str] | None = None, *, cut: str = "") -> bool:
    """Begins a new game of a place; whether it could be.

    Arguments:
        window: where it is shown.
        shelf: where it comes from.
        place: its id.
        seats: where several play, who plays which agency: {agency id: name}.
        cut: the id of its shorter version; empty for all of it.
    """
    return _open(window, shelf, lambda: shelf.begin(place, cut), say("This place cannot be played"), seats)


def resume(window: Window, shelf: Shelf, path: Path, table: Table | None = None) -> bool:
    """Goes on with a saved game; whether it could be.

    Arguments:
        window: where it is shown.
        shelf: where it comes from.
        path: its file.
        table: the game that is being played until then, which is taken up again where the other one cannot be opened.
    """
    is_open = _open(window, shelf, lambda: shelf.resume(path), say("This game cannot be opened"))
    if table is not None:
        _leave(table) if is_open else _take_up(table)
    return is_open


def again(table: Table, path: Path) -> None:
    """Begins the place of a saved game anew, as long as that was and with other luck; `path` is the saved game's file."""
    window, shelf = table.window, table.shelf

    def take() -> Opened:
        try:
            return shelf.begin(source_of(read_log(path).header), table.session.place.cut)
        except SaveFault as fault:
            raise Unplayable(str(fault)) from fault

    if _open(window, shelf, take, say("This place cannot be played")):
        _leave(table)
    else:
        _take_up(table)


def _leave(table: Table) -> None:
    """Leaves a game whose log is closed, since another has been opened."""
    table.leave()
    table.put_away()


def _take_up(table: Table) -> None:
    """Takes up a game again whose log was closed to open another one, which could not be; what is said of that stays on top."""
    if table.session.path is None or not table.is_saving:
        return
    told = table.window.top
    with contextlib.suppress(Unplayable):
        show(table.window, table.shelf, table.shelf.resume(table.session.path))
    table.window.push(told)


def notice(window: Window, title: str, text: str | SaveFault, close: str = "") -> None:
    """Shows a message that stays until it is closed; `close` is what its button says where that is another word."""
    words, small = (text.in_short, text.in_small) if isinstance(text, SaveFault) else (text, "")
    window.push(Question(window, title, words, [], close or say("Close"), small=small))


def _open(window: Window, shelf: Shelf, take: Callable[[], Opened], failed: str, seats: Mapping[str, str] | None = None) -> bool:
    try:
        opened = take()
    except Unplayable as fault:
        notice(window, failed, fault.__cause__ if isinstance(fault.__cause__, SaveFault) else str(fault))
        return False
    table = show(window, shelf, opened)
    if seats:
        table.do(lambda: table.session.sit(seats), lambda: table.hand_over(PUBLIC))
    return True


def show(window: Window, shelf: Shelf, opened: Opened) -> Table:
    """Shows a game that has been opened, where it stands, and says what there is to say of how it was opened."""
    table = Table(window, shelf, opened)
    window.reset(first(window, table))
    if opened.session.path is not None and not thumbnail.picture_path(opened.session.path).exists():
        thumbnail.keep(opened.session, window.kit)
    if opened.notes:
        notice(window, say("About this saved game"), "\n".join(opened.notes), say("Go on"))
    return table


def put_back(window: Window, table: Table) -> None:
    """Goes back to the title from a game."""
    from game.desktop.screens.title import TitleScreen

    table.shelf.close()
    _leave(table)
    window.reset(TitleScreen(window, table.shelf))


def quarter(window: Window, table: Table) -> Screen:
    """The first screen of a quarter: its own, or round one screen the cover that hides it until the first player is alone."""
    if table.is_shared:
        from game.desktop.screens.hotseat import Cover

        return Cover(window, table)
    if table.session.is_watching:
        from game.desktop.screens.round_watch import WatchScreen

        return WatchScreen(window, table)
    if table.session.round_table is not None and table.session.kept_by:
        from game.desktop.screens.round_quarter import RoundScreen

        return RoundScreen(window, table)
    from game.desktop.screens.quarter import QuarterScreen

    return QuarterScreen(window, table)


def first(window: Window, table: Table) -> Screen:
    """The screen at which a game opens: its introduction, its quarter, or its end."""
    session = table.session
    if session.is_watching and session.is_running:
        return quarter(window, table)  # there is no agency to be told of
    if table.is_new and session.round_table is not None and session.is_running:
        from game.desktop.screens.round_brief import RoundBrief

        return RoundBrief(window, table, is_first=True)
    if table.is_new:
        from game.desktop.screens.introduction import IntroductionScreen

        return IntroductionScreen(window, table)
    return quarter(window, table) if session.is_running else end(window, table, is_again=True)


def end(window: Window, table: Table, *, is_again: bool = False) -> Screen:
    """The first screen after the programme: the epilogue, or in a workshop the screen that waits for the facilitator to open it.

    Arguments:
        window: where it is shown.
        table: the game.
        is_again: whether the game was opened when it was over, so that its epilogue may have been read.
    """
    if not table.session.is_over:
        from game.desktop.screens.waiting import Waiting

        return Waiting(window, table)
    from game.desktop.screens.epilogue import Epilogue

    return Epilogue(window, table, is_again=is_again)
