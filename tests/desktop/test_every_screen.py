"""Every screen at every size of text, in windows of four sizes: themes and typefaces take turns, so that each meets each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

import pytest

from game.desktop.screen import Screen
from game.desktop.screens.agency import Agencies, AgencyScreen
from game.desktop.screens.books import BooksScreen
from game.desktop.screens.debrief import CHAPTERS, Debrief
from game.desktop.screens.debrief_work import Work
from game.desktop.screens.epilogue import Epilogue
from game.desktop.screens.glossary import GlossaryScreen
from game.desktop.screens.help import HelpScreen
from game.desktop.screens.hint import HINTS
from game.desktop.screens.hotseat import Cover
from game.desktop.screens.hotseat_setup import SetUp
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.matrix import MatrixScreen
from game.desktop.screens.navigation import Menu
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.screens.promises import PromisesScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.saves import SavesScreen
from game.desktop.screens.timeline import TimelineScreen
from game.desktop.screens.title import TitleScreen
from game.desktop.screens.why import Why
from game.desktop.settings import TEXT_SIZES
from game.desktop.table import Table
from game.desktop.ui.theme import FontName
from game.desktop.window import Window
from game.look.palette import ThemeName
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from game.translation import say
from tests.desktop import laws
from tests.desktop.games import a_session, over
from tests.desktop.hand import a_window
from tests.places.shipped import barnet

SIZES = ((960, 600), (1280, 720), (1920, 1080), (3840, 2160))
THEMES: tuple[ThemeName, ...] = ("light", "dark", "contrast")
FONTS: tuple[FontName, ...] = ("inter", "atkinson", "opendyslexic")


@cache
def _begun() -> Session:
    """A game some quarters in: to be looked at only."""
    return a_session(4)


@cache
def _several() -> Session:
    """A game in which two people play, at its first quarter."""
    session = Session(barnet(), 3)
    assert session.sit({"met": "Asha", barnet().agencies[barnet().lead].id: "Ben"}) is None
    return session


@cache
def _work() -> Work:
    """What is found in a game that is over, of few futures."""
    done = Work(over(), n_futures=4, n_tried=1)
    done.whole.found()
    done.whole.join()
    return done


def _at(window: Window, session: Session) -> Table:
    return Table(window, SavedShelf(3), Opened(session))


def screens(window: Window) -> Iterator[tuple[str, Screen]]:
    """Every screen, each with its pages one after the other."""
    shelf, table = SavedShelf(3), _at(window, _begun())
    yield "title", TitleScreen(window, shelf)
    yield "together", SetUp(window, shelf)
    for is_story in (False, True):
        introduction = IntroductionScreen(window, table)
        introduction._is_story = is_story
        yield "introduction", introduction
    yield from _quarters(window, table)
    yield from _beside(window, table)
    yield "cover", Cover(window, _at(window, _several()))
    yield (
        "question",
        Question(
            window, say("Leave this game?"), say("This game is not saved."), [(say("Leave"), lambda: None)], say("Stay here")
        ),
    )
    yield from _afterwards(window, _at(window, over()))


def _quarters(window: Window, table: Table) -> Iterator[tuple[str, Screen]]:
    for session in (_begun(), a_session(0)):
        for page in ("map", "news", "decide", "attention"):
            quarter = QuarterScreen(window, _at(window, session))
            quarter.page = page
            yield f"quarter, {page}", quarter
    for page in ("beats", "map"):
        resolution = Resolution(window, table, 4)
        resolution._show_all()
        resolution.page = page  # type: ignore[assignment] # one of the pages
        yield f"resolution, {page}", resolution


def _beside(window: Window, table: Table) -> Iterator[tuple[str, Screen]]:
    for kind in (MatrixScreen, PromisesScreen, TimelineScreen, BooksScreen):
        yield kind.__name__, kind(window, table)
    sheet = AgencyScreen(window, table, table.session.place.agency("met"))
    yield "agency", sheet
    yield "agencies", Agencies(window, sheet)
    yield "why", Why(window, table, ("cover", (table.session.place.lead,)), 3)
    yield "menu", Menu(window, table)
    yield "help", HelpScreen(window, QuarterScreen(window, table))
    yield "glossary", GlossaryScreen(window)
    yield "saves", SavesScreen(window, table.shelf, table)
    for page in ("look", "sound", "keys"):
        preferences = PreferencesScreen(window)
        preferences.page = page
        yield f"settings, {page}", preferences


def _afterwards(window: Window, table: Table) -> Iterator[tuple[str, Screen]]:
    table._work = _work()
    epilogue = Epilogue(window, table)
    for at in range(len(epilogue.pages)):
        epilogue = Epilogue(window, table)
        epilogue.go(at)
        yield f"epilogue {at}", epilogue
    for at, (chapter, *_) in enumerate(CHAPTERS):
        debrief = Debrief(window, table)
        debrief.at = at
        yield f"debrief, {chapter}", debrief


def shown(window: Window) -> Iterator[tuple[str, Screen]]:
    """Every screen as it stands in a window, one after the other; what lies over another lies over a quarter."""
    for name, screen in screens(window):
        window.screens.clear()
        if screen.is_over:
            window.push(QuarterScreen(window, _at(window, _begun())))
        window.push(screen)
        window.turn([])
        yield name, screen


@pytest.mark.slow
@pytest.mark.parametrize(("text", "size"), list(itertools.product(TEXT_SIZES, SIZES)), ids=str)
def test_every_screen_fits(text: int, size: tuple[int, int]) -> None:
    """Nothing is clipped, nothing overlaps, all can be reached, seen, named and hit; with hints and once they are put away."""
    turn = TEXT_SIZES.index(text) + SIZES.index(size)
    theme, font = THEMES[turn % 3], FONTS[(turn + SIZES.index(size)) % 3]
    seen = frozenset(HINTS) if turn % 2 else frozenset()
    window = a_window(size, text=text, theme=theme, font=font, has_motion=False, seen=seen)
    for name, _ in shown(window):
        assert laws.broken(window.stage) == [], name
        window.say("A message that passes, of two lines or so where the window is no wider than it must be.")
        window.turn([])
        assert laws.covered(window.stage) == [], name
