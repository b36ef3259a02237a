"""What is painted out of sight, while the screen that comes before it is read."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from game.desktop.map import ground
from game.desktop.screens import opening
from game.desktop.ui.text import Typesetter
from game.desktop.window import Window
from game.play.shelf import SavedShelf
from tests.desktop.hand import a_window, press
from tests.picture import painted

STORY_READ = ("n", "n")  # the place, the story


def _tell_of(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, told: list[str]) -> None:
    """Has what is called there written down."""
    called = getattr(where, name)

    def tell(*how: Any) -> Any:
        told.append(name)
        return called(*how)

    monkeypatch.setattr(where, name, tell)


@pytest.fixture
def window(shelf: SavedShelf) -> Window:
    """A window that shows the introduction of Barnet."""
    window = a_window(has_motion=False)
    assert opening.begin(window, shelf, "barnet")
    window.turn([])
    return window


def test_the_first_quarter_is_ready_before_it_is_asked_for(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the introduction has been read for a moment, the first quarter sets no line of text anew and paints no ground."""
    anew: list[str] = []
    window.get_ready()
    _tell_of(monkeypatch, Typesetter, "_render", anew)
    _tell_of(monkeypatch, ground, "painted", anew)
    press(window, STORY_READ[0])
    assert anew  # the story itself
    anew.clear()
    press(window, STORY_READ[1])
    assert "QuarterScreen" in str(window.top)
    assert anew == []


def test_nothing_of_it_is_seen(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is got ready changes nothing on the screen, and is got ready once."""
    before, focus, offsets = painted(window.surface), window.kit.focus, dict(window.kit.offsets)
    window.get_ready()
    assert not window.turn([])
    window.repaint()
    window.turn([])
    assert (painted(window.surface), window.kit.focus, window.kit.offsets) == (before, focus, offsets)
    monkeypatch.setattr(pygame, "Surface", None)
    window.get_ready()
