"""The debrief is left, or its place begun anew: from where one reads, and with nothing reckoned on behind it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from game.desktop.screens.debrief import CHAPTERS, Debrief
from game.desktop.screens.debrief_work import Task, Work
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.title import TitleScreen
from game.desktop.table import Table
from game.play.shelf import Opened, SavedShelf
from game.scenario.shipped import FILE, shipped_root
from tests.desktop.games import over
from tests.desktop.hand import a_window, click, keys, press, texts
from tests.desktop.test_debrief import at, work


@pytest.mark.slow
@pytest.mark.parametrize("is_writing", [False, True])
def test_whoever_leaves_the_game_waits_for_nothing_of_it(is_writing: bool) -> None:
    """At the title nothing is reckoned for the game that was left, which would slow the next; a report is written to its end."""
    table = Table(a_window(has_motion=False), SavedShelf(3), Opened(over()))
    work = table._work = Work(over(), n_futures=1_000_000)
    may_end = threading.Event()
    work.report = Task(lambda _: may_end.wait()) if is_writing else None
    table.window.push(Debrief(table.window, table))
    table.window.turn([])
    click(table.window, "leave")
    press(table.window, "return")
    assert isinstance(table.window.top, TitleScreen)
    assert work.whole._flag.is_set() is not is_writing
    may_end.set()
    work.stop()


@pytest.mark.slow
@pytest.mark.usefixtures("home")
def test_it_can_be_played_again_and_left_from_where_one_reads() -> None:
    """From any chapter one press leads out; at the last another begins the same place, as long as it was, as a new saved game."""
    shelf = SavedShelf()
    begun = shelf.begin("barnet", "hour")
    table = Table(a_window(has_motion=False), shelf, begun)
    # What is read is another game, which is over; what can be begun anew does not hang on it.
    table._work = work()
    screen = Debrief(table.window, table)
    table.window.push(screen)
    for chapter, *_ in CHAPTERS:
        at(screen, chapter)
        click(screen.window, "leave")
        assert "Leave this game?" in texts(screen.window)
        press(screen.window, "escape")
        assert ("again" in keys(screen.window)) == (chapter == CHAPTERS[-1][0])
    click(screen.window, "again")
    introduction = table.window.top
    assert isinstance(introduction, IntroductionScreen)
    session = introduction.table.session
    assert (session.place.id, session.place.cut) == ("barnet", "hour")
    assert session.path not in (None, begun.session.path)
    assert session.seed != begun.session.seed
    shelf.close()


@pytest.mark.slow
def test_a_place_that_has_gone_cannot_be_played_again_and_nothing_is_lost(tmp_path: Path) -> None:
    """Where the file of the place is no longer there it is said, and the game that is over stays on the screen."""
    file = tmp_path / "place.yaml"
    file.write_bytes((shipped_root() / "barnet" / FILE).read_bytes())
    shelf = SavedShelf()
    begun = shelf.begin(str(file))
    table = Table(a_window(has_motion=False), shelf, begun)
    file.unlink()
    table._work = work()
    screen = Debrief(table.window, table)
    table.window.push(screen)
    at(screen, CHAPTERS[-1][0])
    click(screen.window, "again")
    assert "This place cannot be played" in texts(screen.window)
    assert screen in table.window.screens
    shelf.close()
