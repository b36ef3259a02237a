"""Whole games of Barnet through the real event loop, from the title to the debrief: by keyboard alone, and by pointer alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game.desktop.screens.debrief import Debrief
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.title import TitleScreen
from game.desktop.window import Window
from game.play.log import read_log
from game.play.session import Session
from game.play.shelf import SavedShelf
from game.scenario.compiler import load
from tests.desktop import laws
from tests.desktop.hand import a_window, click, keys, press

SEED = 3
MOST_STEPS = 4_000
PATIENCE = 60.0  # seconds that the debrief may take on a busy machine


@pytest.fixture
def window() -> Iterator[Window]:
    """A window that shows the title, with a home of its own."""
    window, shelf = a_window(has_motion=False), SavedShelf(SEED)
    window.push(TitleScreen(window, shelf))
    window.turn([])
    yield window
    shelf.close()


@pytest.mark.slow
def test_by_keyboard_alone(window: Window, tmp_path: Path) -> None:
    """Tab, Enter and the letters play a whole game to the last chapter of the debrief; every quarter is saved on the way."""
    _play(window, lambda what: _reach(window, what))
    _check_saved(tmp_path)


@pytest.mark.slow
def test_by_pointer_alone(window: Window, tmp_path: Path) -> None:
    """The pointer plays a whole game to the last chapter of the debrief; every quarter is saved on the way."""
    _play(window, lambda what: click(window, what))
    _check_saved(tmp_path)


def _play(window: Window, do: Callable[[str], object]) -> None:
    """Goes on until the debrief has been read, taking the first option that is open and two tokens in each quarter."""
    do("place:barnet")
    seen: list[str] = []
    for _ in range(MOST_STEPS):
        screen = window.top
        if not seen or seen[-1] != type(screen).__name__:
            seen.append(type(screen).__name__)
            _hold(window)
        if isinstance(screen, Debrief):
            break
        if isinstance(screen, QuarterScreen):
            _quarter(screen, do)
        elif "answer:0" in keys(window):
            do("answer:0")
        else:
            do(next(one for one in ("finish", "onwards") if one in keys(window)))
    assert isinstance(window.top, Debrief)
    assert seen.count("Resolution") >= 4
    _debrief(window, do)


def _hold(window: Window) -> None:
    """The laws of layout, on whatever is on the screen."""
    root, kit = window.stage.root, window.kit
    assert laws.clipped(root, kit) == []
    assert laws.overlapping(root) == []
    assert laws.unnamed(root) == []


def _quarter(screen: QuarterScreen, do: Callable[[str], object]) -> None:
    """One step of a quarter."""
    session = screen.table.session
    if screen.page == "news":
        do("finish")
    elif screen.page == "decide" and session.undecided():
        number = session.undecided()[0]
        dilemma = session.place.dilemmas[number]
        open_to = session.view().offered[number][:, 0]
        option = next(one for one, can in zip(dilemma.options, open_to, strict=True) if can)
        do(f"option:{dilemma.id}:{option.id}")
    elif screen.page == "attention" and session.tokens_left() > 1:
        do("kind:rest" if session.tokens_left() == 3 else "kind:listen")
    else:
        do("finish")


def _debrief(window: Window, do: Callable[[str], object]) -> None:
    """Reads every chapter; what is still being reckoned is waited for."""
    chapters = [one for one in keys(window) if one.startswith("chapter:")]
    assert len(chapters) >= 8
    for chapter in chapters:
        do(chapter)
        _hold(window)
    began = time.monotonic()
    do("chapter:moments")
    while time.monotonic() - began < PATIENCE and any("One moment" in node.name for node in window.stage.nodes().walk()):
        time.sleep(0.05)
        window.turn([])
    assert not any("One moment" in node.name for node in window.stage.nodes().walk())
    _hold(window)


def _reach(window: Window, what: str) -> None:
    """Goes to an element with Tab, and presses it."""
    for _ in range(len(keys(window)) + 1):
        if window.kit.focus == what:
            break
        press(window, "tab")
    assert window.kit.focus == what, f"{what} cannot be reached: {keys(window)}"
    press(window, "return")


def _check_saved(home: Path) -> None:
    """The game is on the shelf, with all its quarters, and plays again as it was played."""
    (game,) = SavedShelf().saved()
    header, records, notes = read_log(game.path)
    assert Session.resumed(load(header.scenario), header.seed, records).is_over
    assert notes == ()
    assert game.path.is_relative_to(home)
