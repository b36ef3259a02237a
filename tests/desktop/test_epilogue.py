"""The epilogue: three calm pages by Enter alone, and every fact of it on the screen."""

from __future__ import annotations

import pytest

from game.briefing.epilogue import aftermath, ending
from game.desktop.screens.debrief import Debrief
from game.desktop.screens.debrief_work import Work
from game.desktop.screens.epilogue import Epilogue
from game.desktop.screens.resolution import Resolution
from game.desktop.table import Table
from game.play.shelf import Opened, SavedShelf
from game.words.level import of_hundred
from tests.desktop import laws
from tests.desktop.games import over
from tests.desktop.hand import a_window, focused, nodes, press, texts


def at_the_end(size: tuple[int, int] = (1280, 720), text: int = 100) -> Table:
    """A game that is over, at a window."""
    return Table(a_window(size, text=text, has_motion=False), SavedShelf(3), Opened(over()))


def opened(table: Table) -> Epilogue:
    """The epilogue of a game, on the screen."""
    screen = Epilogue(table.window, table)
    table.window.push(screen)
    table.window.turn([])
    return screen


def test_the_last_quarter_leads_here() -> None:
    """After the last beat of the last quarter comes the epilogue, not another quarter."""
    table = at_the_end()
    screen = Resolution(table.window, table, table.session.last_turn_played)
    table.window.push(screen)
    screen._show_all()
    table.window.turn([])
    press(table.window, "return")
    assert isinstance(table.window.top, Epilogue)


def test_it_tells_the_ending_and_what_was_left() -> None:
    """The author's words, what happened in the quarters without you, and each measure before and after are on its pages."""
    table = at_the_end()
    opened(table)
    told, after = ending(table.session), aftermath(table.session)
    assert {told.title, *told.paragraphs} <= set(texts(table.window))
    press(table.window, "return")
    assert after.opening in texts(table.window)
    assert all(any(one.leader[1:] in text for text in texts(table.window)) for one in after.departures)
    assert set(after.settled) <= set(texts(table.window))
    press(table.window, "return")
    assert after.verdict in texts(table.window)
    values = {node.name: node.value for node in nodes(table.window) if node.role == "item"}
    for one in after.left:
        assert of_hundred(one.before) in values[one.label]
        assert of_hundred(one.after) in values[one.label]


def test_back_goes_a_page_back_and_enter_leads_to_the_debrief() -> None:
    """Escape goes back one page, on the first it asks whether to leave; after the last page comes the debrief."""
    table = at_the_end()
    screen = opened(table)
    press(table.window, "n", "escape")
    assert screen.page == "ending"
    press(table.window, "escape")
    assert "Leave this game?" in texts(table.window)
    press(table.window, "escape")
    assert focused(table.window).key == "finish"
    table._work = Work(table.session, n_futures=2)
    press(table.window, "return", "return", "return")
    assert isinstance(table.window.top, Debrief)


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((3840, 2160), marks=pytest.mark.slow)], ids=str)
def test_it_fits_every_window(size: tuple[int, int], text: int) -> None:
    """Nothing is clipped or overlapping, and all can be reached, named and hit, on every page."""
    table = at_the_end(size, text)
    screen = opened(table)
    for at in range(len(screen.pages)):
        screen.go(at)
        table.window.turn([])
        assert laws.broken(table.window.stage) == []
