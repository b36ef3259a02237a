"""What has one place on the screen: it stays there from page to page, and when what it shows changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygame
import pytest

from game.desktop.screen import Screen
from game.desktop.screens.agency import AgencyScreen
from game.desktop.screens.books import BooksScreen
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.matrix import MatrixScreen
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.screens.promises import PromisesScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.saves import SavesScreen
from game.desktop.screens.timeline import TimelineScreen
from game.desktop.table import Table
from game.desktop.ui.box import Row
from game.desktop.ui.theme import TYPES, Style
from game.desktop.ui.widget import Icon, Text
from game.translation import speak
from game.translation.catalogue import VARIABLE, choose
from tests.desktop.games import a_table
from tests.desktop.hand import a_window, node_of, press, show, tree

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


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begins in English, and goes back to it."""
    monkeypatch.setenv(VARIABLE, "")
    yield
    speak(None)


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((2560, 1440), marks=pytest.mark.slow)], ids=str)
@pytest.mark.parametrize("text", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_way_back_is_where_it_was(size: tuple[int, int], text: int, language: str) -> None:
    """Whichever page is open, the way back is in the same spot: whoever has pressed it once finds it again."""
    if language != "en":
        choose(language)
    table = a_table(a_window(size, text=text, font="opendyslexic", has_motion=False), 2)  # its words are the widest
    spots = [node_of(show(opened(table)), "back").rect for opened in PAGES]
    assert len(set(spots)) == 1


@pytest.mark.parametrize("font", ["inter", "atkinson", "opendyslexic"])
def test_tabs_stay_where_they_are_when_one_of_them_counts_on(font: str) -> None:
    """What has been decided and placed is counted on the tabs, and none of them moves for it."""
    table = a_table(font=font)
    session = table.session
    root = show(QuarterScreen(table.window, table))
    where = {key: node_of(root, key).rect for key in ("page:news", "page:decide", "page:attention")}
    names = set()
    for dilemma in session.open_dilemmas():
        assert session.choose(session.place.dilemmas[dilemma].id, session.place.dilemmas[dilemma].options[0].id) is None
    while True:
        table.window.change()
        root = tree(table.window)
        names |= {node_of(root, key).name for key in where}
        assert {key: node_of(root, key).rect for key in where} == where
        if not session.tokens_left():
            break
        assert session.attend({"token": "rest"}) is None
    assert len(names) == 6  # the news, what is decided, and none to three tokens


@pytest.mark.parametrize("style", TYPES)
def test_a_pictogram_stands_in_the_middle_of_the_first_line(style: Style) -> None:
    """Beside a text of several lines, a pictogram that is no higher than a line is level with the first one."""
    kit = a_window().kit
    high = kit.type.leading(style)
    icon, text = (
        Icon("info", TYPES[style].leading - 6),
        Text("Of one line, and then of another one, and of a third.", style, grow=1.0),
    )
    row = Row(icon, text, gap=8, align="start")
    row.place(kit, pygame.Rect(0, 0, kit.px(220), row.size(kit, kit.px(220))[1]))
    assert text.rect.height >= 2 * high
    assert abs(2 * icon.rect.centery - high) <= 2


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1920, 1080)], ids=str)
def test_what_the_rings_mean_stays_put(size: tuple[int, int]) -> None:
    """Whichever agency is chosen and whichever kind of tie is shown, the sign of the rings under the map is where it was."""
    table = a_table(a_window(size), 2)
    screen = QuarterScreen(table.window, table)
    screen.page = "map"
    show(screen)
    where = set()
    for lens in ("trust", "sharing"):
        screen.lens = lens
        for agency in (table.session.place.lead, table.session.place.agency("met")):
            table.chosen = agency
            table.window.change()
            signs = next(node for node in tree(table.window).walk() if node.name == "What the signs mean")
            where.add(next(node.rect for node in signs.walk() if "ring" in node.name))
    assert len(where) == 1


@pytest.mark.slow
def test_the_open_agency_is_in_sight_in_the_list() -> None:
    """Going on by keys through the agencies, the one whose sheet is open can be seen in the list beside it."""
    table = a_table(a_window((1400, 600), text=125, has_motion=False))  # so low that the list has not room for all
    root = show(AgencyScreen(table.window, table, table.session.place.lead))
    for _ in table.session.place.agencies:
        one = next(node for node in root.walk() if node.role == "tab" and node.is_checked)
        assert one.seen == one.rect, one.name
        root = press(table.window, "]")
