"""A window that has joined a workshop: a real server in a process of its own, a second device, and a line that breaks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest

from game.debrief.step import STEPS
from game.desktop.guest import UP, Guest
from game.desktop.screens import opening
from game.desktop.screens.debrief import Debrief
from game.desktop.screens.epilogue import Epilogue
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.quarter_news import DOWN
from game.desktop.screens.resolution import Resolution
from game.desktop.screens.waiting import Waiting
from game.desktop.table import Table
from game.play import joined, seating
from game.play.remote import ServerLine
from game.play.shelf import Opened, SavedShelf
from game.scenario.compiler import load
from tests.desktop.hand import Person
from tests.workshop import facilitator
from tests.workshop.process import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A workshop whose first quarter is open."""
    found = Server(tmp_path)
    facilitator.act(found, "open", minutes="", all="yes")
    yield found
    found.kill()


def device(server: Server, code: str = "") -> joined.Joined:
    """A device that has joined by a code, the room's where none is given."""
    return seating.join(
        ServerLine(server.address), code or server.code.replace(" ", ""), "", lambda place, cut: load(place, None, cut)
    )


def at_window(session: joined.Joined) -> tuple[Person, Table]:
    """A device's game at a window without a screen."""
    person = Person()
    table = opening.show(person.window, SavedShelf(1), Opened(session, is_new=False))
    Guest(person.window, table)
    return person, table


def until(person: Person, holds: Callable[[], bool]) -> None:
    """Lets the window turn until something holds."""
    for _ in range(3_000):
        person.give(*pygame.event.get())
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError(person.words)


def other_at(session: joined.Joined, server: Server) -> joined.Joined:
    """A second device at the same table, which joins by its code."""
    page = session._line.ask("/table/devices").data.decode()
    code = page.partition('class="code">')[2][:7].replace(" ", "")
    return device(server, code)


@pytest.mark.slow
def test_a_window_and_another_device_play_a_quarter_together(server: Server) -> None:
    """What one decides the other shows at once; a killed server is told and loses nothing; the quarter ends for both."""
    session = device(server)
    person, _ = at_window(session)
    assert isinstance(person.top, QuarterScreen)
    other = other_at(session, server)
    first = other.place.dilemmas[other.open_dilemmas()[0]]
    assert other.choose(first.id, first.options[0].id) is None
    until(person, lambda: session.pending.choices == {first.id: first.options[0].id})
    person.key("n")
    assert first.options[0].label in person.words
    server.kill()
    until(person, lambda: DOWN in person.words)
    restarted = threading.Thread(target=server.start)
    restarted.start()
    refused = session.attend({"token": "listen"})
    assert refused is None or refused.code == "line_down"
    restarted.join()
    until(person, lambda: not session.is_down and UP in person.words)
    assert session.pending.choices == {first.id: first.options[0].id}
    for number in session.undecided():
        facts = session.place.dilemmas[number]
        assert session.choose(facts.id, facts.options[0].id) is None
    while session.tokens_left():
        assert session.attend({"token": "listen"}) is None
    other._take(joined.ask(other._line, []))
    assert other.pending == session.pending
    assert other.end_turn() is None
    until(person, lambda: isinstance(person.top, Resolution))
    assert "another device at your table ended it" in person.words
    session.leave()
    other.leave()


@pytest.mark.slow
def test_a_window_is_told_how_its_quarter_came_to_be_over(tmp_path: Path) -> None:
    """What it waits for and when it closes stay in sight, nothing can be ended meanwhile, and who closed it is told truly."""
    server = Server(tmp_path)
    try:
        session = device(server)
        person, _ = at_window(session)
        person.key("n", "n", "n", "n", "n", "n")
        assert isinstance(person.top, QuarterScreen)
        assert person.top.page == "attention"
        assert person.node("finish").is_disabled
        assert "Get ready." in person.words
        person.rest()
        facilitator.act(server, "open", minutes="30")
        until(person, lambda: "Closes at " in person.words)
        assert not person.node("finish").is_disabled
        person.key("n")
        person.rest()
        assert "If time runs out first, this is taken." in person.words
        facilitator.act(server, "close")
        until(person, lambda: isinstance(person.top, Resolution))
        assert "It was closed before you ended it. Taken for you: " in person.words
        facilitator.act(server, "hold", **{"is": "yes"})
        facilitator.act(server, "open", minutes="")
        until(person, lambda: session.now.status.kind == "open")
        for number in session.undecided():
            facts = session.place.dilemmas[number]
            assert any(session.choose(facts.id, option.id) is None for option in facts.options)
        refused = session.end_turn()
        assert refused is not None
        assert refused.code == "held"
        facilitator.act(server, "show")
        until(person, lambda: session.turn == 3)
        assert "Your facilitator shows what came of the quarter." in person.words
        session.leave()
    finally:
        server.kill()


@pytest.mark.slow
def test_the_window_plays_to_its_end_and_opens_the_books_when_the_facilitator_does(server: Server) -> None:
    """The whole programme by keys at the window; then it waits, and its debrief opens when all of it has been revealed."""
    session = device(server)
    person, table = at_window(session)
    while session.is_running:
        turn = session.turn
        for number in session.undecided():
            facts = session.place.dilemmas[number]
            assert any(session.choose(facts.id, option.id) is None for option in facts.options)
        while session.tokens_left():
            assert session.attend({"token": "listen"}) is None
        person.rest()
        until(person, lambda: isinstance(person.top, (QuarterScreen, Resolution)))
        for _ in range(40):
            if session.turn != turn and isinstance(person.top, (QuarterScreen, Waiting)):
                break
            person.key("n")
    until(person, lambda: isinstance(person.top, Waiting))
    assert not session.is_over
    assert "permission" in session.state
    assert "buy_in" not in session.state
    facilitator.act(server, "reveal", step=str(len(STEPS) - 1))
    until(person, lambda: isinstance(person.top, Epilogue))
    assert table.session.is_over
    assert table.session.state["buy_in"].shape
    for _ in range(12):
        person.key("n")
        if isinstance(person.top, Debrief):
            break
    assert isinstance(person.top, Debrief)
