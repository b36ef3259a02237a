"""The page of promises: open ones first, and each told apart by a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.briefing.promises import Promise, promises
from game.desktop.screens import promises as page
from game.desktop.screens.promises import PromisesScreen, sign
from game.play.session import Session
from tests.briefing.script import during
from tests.desktop import laws
from tests.desktop.hand import a_table, a_window, press, show
from tests.places.shipped import shipped


@pytest.fixture(scope="module")
def session() -> Session:
    """A game of Barnet in which something has been promised."""
    found = during(shipped("barnet"), 8, policy="history", seed=3)
    assert len(promises(found)) >= 2
    return found


def test_every_promise_is_there_in_the_order_of_the_briefing(session: Session) -> None:
    """Each is an item that says who promised whom what by when."""
    at = a_table(a_window(), session)
    root = show(PromisesScreen(at.window, at))
    items = [node.name for node in root.walk() if node.role == "item"]
    assert [name.split(". ", 1)[1] for name in items] == [one.said for one in promises(session)]


def test_what_became_of_promises_is_told_apart_by_sign_and_word(session: Session) -> None:
    """No two kinds share a word, and none of the ends shares a pictogram."""
    one = promises(session)[0]
    kinds = [replace(one, status=status, is_open=status == "open", due=one.turn + 1) for status in page._SIGNS]
    kinds += [replace(one, status="open", is_open=True, due=one.turn - by) for by in (0, 1)]
    assert len({sign(kind)[2] for kind in kinds}) == len(kinds)
    assert len({sign(kind)[0] for kind in kinds}) == len(kinds)


def test_a_late_promise_says_so_in_words(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """That it is late stands beside it, and in the line under the title."""
    one = promises(session)[0]
    late: Promise = replace(one, status="open", is_open=True, due=one.turn - 1)
    monkeypatch.setattr(page, "promises", lambda *_: (late,))
    at = a_table(a_window(), session)
    root = show(PromisesScreen(at.window, at))
    (item,) = [node for node in root.walk() if node.role == "item"]
    assert item.name.startswith("Late. ")
    assert "last in which it can still be kept" in item.value
    assert "One open, one late." in {node.name for node in root.walk()}


def test_its_own_key_and_escape_close_it(session: Session) -> None:
    """P opens nothing on top of itself, and Escape goes back as well."""
    at = a_table(a_window(), session)
    below = PromisesScreen(at.window, at)
    at.window.push(below)
    for key in ("p", "escape"):
        at.window.push(PromisesScreen(at.window, at))
        press(at.window, key)
        assert at.window.screens == [below]


@pytest.mark.parametrize("size", [(960, 600), (1280, 720)])
@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut_off(session: Session, size: tuple[int, int], text: int) -> None:
    """Nothing reaches out of its room, lies over another or breaks a word, at any size of window and type."""
    at = a_table(a_window(size, text=text), session)
    show(PromisesScreen(at.window, at))
    assert laws.broken(at.window.stage) == []
