"""The books: every sum is there and can be asked about, and the bars show who pays and who gains."""

from __future__ import annotations

import pytest

from game.briefing.money import books
from game.desktop.screens.books import BooksScreen
from game.desktop.table import Table
from game.desktop.ui.bars import Bar
from game.play.session import Session
from tests.briefing.script import during
from tests.desktop import laws
from tests.desktop.hand import a_table, a_window, click, middle, node_of, press, show
from tests.places.shipped import shipped
from tests.places.tiny import tiny


@pytest.fixture(scope="module")
def session() -> Session:
    """A game of Barnet five quarters in."""
    return during(shipped("barnet"), 5, policy="history")


def test_every_sum_of_the_briefing_stands_there(session: Session) -> None:
    """Own, allowance, pot, workers, spent and lapsed money with their words, and what a token moves."""
    at = a_table(a_window(), session)
    root, told = show(BooksScreen(at.window, at)), books(session)
    for figure in (told.own, told.allowance, told.pot, told.workers, told.spent, told.lapsed):
        assert figure is not None
        assert node_of(root, f"sum:{figure.label}").value == figure.words
    assert told.token in {node.value for node in root.walk()}
    assert told.memo in {node.name for node in root.walk()}


def test_each_agency_has_a_pair_of_bars_on_one_scale(session: Session) -> None:
    """Their lengths are as the sums, and the longest fills its side."""
    at = a_table(a_window(), session)
    show(BooksScreen(at.window, at))
    told = books(session)
    top = max(max(one.borne, one.avoided) for one in told.accounts)
    for one in told.accounts:
        for kind, value in (("borne", one.borne), ("gained", one.avoided)):
            press_ = at.window.stage.root.find(f"{kind}:{one.agency}")
            assert press_ is not None
            bar = press_.children[0]
            assert isinstance(bar, Bar)
            assert bar.share == pytest.approx(value / top)
            assert bar.is_hatched == (kind == "gained")


def test_every_bar_and_sum_asks_for_its_own_causes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the other button of the pointer as well as by Enter."""
    asked: list[object] = []
    monkeypatch.setattr(Table, "why", lambda _, element, __=None: asked.append(element))
    at = a_table(a_window(), session)
    root = show(BooksScreen(at.window, at))
    click(at.window, middle(node_of(root, "sum:The pot")), button=3)
    at.window.stage.focus("gained:2")
    press(at.window, "return")
    assert asked == [("pot", ()), ("avoided", (2,))]


def test_before_anything_was_spent_there_are_no_bars() -> None:
    """A new game shows what can be moved, and no empty table."""
    at = a_table(a_window(), Session(tiny(), 1))
    root = show(BooksScreen(at.window, at))
    assert node_of(root, "sum:Your own").value
    assert not [node for node in root.walk() if node.key.startswith("borne:")]


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((1920, 1080), marks=pytest.mark.slow)])
@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut_off(session: Session, size: tuple[int, int], text: int) -> None:
    """Nothing reaches out of its room, lies over another or breaks a word, at any size of window and type."""
    at = a_table(a_window(size, text=text), session)
    show(BooksScreen(at.window, at))
    assert laws.broken(at.window.stage) == []
