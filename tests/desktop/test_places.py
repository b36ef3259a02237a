"""What has one place on the screen: it stays there from page to page, and when what it shows changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.desktop.screen import Screen
from game.desktop.screens.agency import AgencyScreen
from game.desktop.screens.books import BooksScreen
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.matrix import MatrixScreen
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.screens.promises import PromisesScreen
from game.desktop.screens.saves import SavesScreen
from game.desktop.screens.timeline import TimelineScreen
from game.desktop.table import Table
from tests.desktop.games import a_table
from tests.desktop.hand import a_window, node_of, show

PAGES: tuple[Callable[[Table], Screen], ...] = (
    lambda table: AgencyScreen(table.window, table, table.session.place.agency("met")),
    lambda table: BooksScreen(table.window, table),
    lambda table: IntroductionScreen(table.window, table),
    lambda table: MatrixScreen(table.window, table),
    lambda table: PreferencesScreen(table.window),
    lambda table: PromisesScreen(table.window, table),
    lambda table: SavesScreen(table.window, table.shelf, table),
    lambda table: TimelineScreen(table.window, table),
)
"""Every page with a way back in its head."""


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (2560, 1440)], ids=str)
@pytest.mark.parametrize("text", [100, 150])
def test_the_way_back_is_where_it_was(size: tuple[int, int], text: int) -> None:
    """Whichever page is open, the way back is in the same spot: whoever has pressed it once finds it again."""
    table = a_table(a_window(size, text=text, has_motion=False), 2)
    spots = [node_of(show(opened(table)), "back").rect for opened in PAGES]
    assert len(set(spots)) == 1
