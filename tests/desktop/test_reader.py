"""What a screen reader is told and may ask for, without a reader: the tree, the focus, and actions from outside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pygame
import pytest

from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.matrix import MatrixScreen
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.table import Table
from game.desktop.ui.element import snapshot
from game.desktop.ui.entry import Draft, Entry
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from tests.desktop.hand import Person
from tests.places.laboratory import laboratory

accesskit = pytest.importorskip("accesskit", reason="the extra a11y is not installed")


class Outside:
    """The system's side: it takes updates, and asks for things on a thread of its own."""

    def __init__(self, activated: Callable[[], Any], asked: Callable[[Any], None], left: Callable[[], None]) -> None:
        self.activated = activated
        self.asked = asked
        self.update: Any = None
        self.left = left
        self.is_active = False
        self.focus_seen: list[bool] = []

    def come(self) -> None:
        """A reader comes, on a thread of its own, and is given the first tree."""

        def ask() -> None:
            self.update = self.activated()
            self.is_active = True

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    def update_if_active(self, make: Callable[[], Any]) -> None:
        """Takes an update. The real one may stand for ever when it is called before it has asked for the first tree."""
        assert self.is_active
        self.update = make()

    def update_window_focus_state(self, is_focused: bool) -> None:
        """Takes note of the window's focus; the same holds."""
        assert self.is_active
        self.focus_seen.append(is_focused)

    def nodes(self) -> dict[int, Any]:
        """The nodes by number."""
        return dict(self.update.nodes)

    def number(self, label: str) -> int:
        """The number of what is called so."""
        return next(number for number, node in self.nodes().items() if node.label == label)

    def ask(self, driver: Person, action: Any, label: str) -> None:
        """Asks for an action, and lets the loop take it."""
        request = SimpleNamespace(action=action, target=self.number(label))
        thread = threading.Thread(target=self.asked, args=(request,))
        thread.start()
        thread.join()
        driver.give(*pygame.event.get())


@pytest.fixture
def driver() -> Person:
    """A window with a reader, in the settings."""
    from game.desktop.reader import Reader

    found = Person()
    pygame.event.clear()
    found.outside = Reader(found.window, Outside)._adapter  # type: ignore[attr-defined]
    found.outside.come()  # type: ignore[attr-defined]
    found.open(PreferencesScreen(found.window))
    return found


def outside(driver: Person) -> Outside:
    """The system's side of a window."""
    return driver.outside  # type: ignore[attr-defined,no-any-return]


def test_there_is_a_tree_before_the_first_frame() -> None:
    """A reader that comes at once finds a window, though nothing is on it yet."""
    from game.desktop.reader import ROOT, Reader

    driver = Person()
    first = Reader(driver.window, Outside)._adapter.activated()
    assert first.tree.root == ROOT
    assert dict(first.nodes)[ROOT].role == accesskit.Role.WINDOW


def test_the_tree_tells_what_the_stage_tells(driver: Person) -> None:
    """Every named node of the stage is there with its role, state and actions; the focus is where it is."""
    seen = outside(driver)
    nodes = seen.nodes()
    assert seen.update.focus == seen.number("Look and text")
    dark = nodes[seen.number("Dark")]
    assert dark.role == accesskit.Role.RADIO_BUTTON
    assert dark.toggled == accesskit.Toggled.FALSE
    assert dark.supports_action(accesskit.Action.CLICK)
    assert nodes[seen.number("Full screen")].role in (accesskit.Role.SWITCH, accesskit.Role.HEADING)
    slider = nodes[seen.number("Size of text")]
    assert {node.label for node in nodes.values() if node.role == accesskit.Role.TAB} == {
        "Look and text",
        "Sound and speech",
        "Keys",
    }
    assert slider is not None
    for number, node in nodes.items():
        assert all(child in nodes for child in node.children), number


def test_every_node_hangs_on_the_root(driver: Person) -> None:
    """The tree is one: each node but the root is the child of exactly one other, on a screen with a map as well."""
    table = Table(driver.window, SavedShelf(1), Opened(Session(laboratory(), 1)))
    driver.open(QuarterScreen(driver.window, table))
    nodes = outside(driver).nodes()
    children = [child for node in nodes.values() for child in node.children]
    assert len(children) == len(set(children))
    assert set(nodes) == {0, *children}


def test_a_node_keeps_its_number(driver: Person) -> None:
    """What is known by its key keeps its number from one build to the next, so that a reader stays where it is."""
    seen = outside(driver)
    before = seen.number("Dark")
    driver.do("theme:dark")
    assert seen.number("Dark") == before
    assert seen.nodes()[before].toggled == accesskit.Toggled.TRUE


def test_actions_from_outside(driver: Person) -> None:
    """A reader can press, move the focus, and step a slider, from a thread of its own."""
    seen = outside(driver)
    seen.ask(driver, accesskit.Action.CLICK, "Dark")
    assert driver.window.settings.theme == "dark"
    seen.ask(driver, accesskit.Action.FOCUS, "High contrast")
    assert driver.window.kit.focus == "theme:contrast"
    assert driver.window.settings.theme == "dark"
    seen.ask(driver, accesskit.Action.CLICK, "Sound and speech")
    slider = next(number for number, node in seen.nodes().items() if node.role == accesskit.Role.SLIDER)
    seen.asked(SimpleNamespace(action=accesskit.Action.INCREMENT, target=slider))
    driver.give(*pygame.event.get())
    assert driver.window.settings.volume == 6


def test_what_has_gone_is_passed_over(driver: Person) -> None:
    """An action on what is no longer there, or never was, does nothing."""
    seen = outside(driver)
    number = seen.number("Dark")
    seen.ask(driver, accesskit.Action.CLICK, "Sound and speech")
    for target in (number, 999_999, 0):
        seen.asked(SimpleNamespace(action=accesskit.Action.CLICK, target=target))
    driver.give(*pygame.event.get())
    assert driver.window.settings.theme == "light"


def test_a_message_is_live(driver: Person) -> None:
    """A message is in the tree as something that is spoken when it comes."""
    driver.window.say("The pot is empty.")
    driver.rest()
    seen = outside(driver)
    (message,) = [node for node in seen.nodes().values() if node.label == "The pot is empty."]
    assert message.live == accesskit.Live.POLITE
    assert message.children
    assert all(seen.nodes()[one].live == accesskit.Live.OFF for one in message.children)  # or it would be spoken twice


def test_the_windows_focus_is_passed_on(driver: Person) -> None:
    """The reader is told when the window gets and loses the keyboard."""
    driver.give(pygame.event.Event(pygame.WINDOWFOCUSGAINED), pygame.event.Event(pygame.WINDOWFOCUSLOST))
    assert outside(driver).focus_seen[-2:] == [True, False]


def test_a_reader_that_comes_late_is_told_everything() -> None:
    """Nothing is told before a reader has come; then it gets the screen as it is and where the keyboard is, and it may leave."""
    from game.desktop.reader import Reader

    driver = Person()
    seen = Reader(driver.window, Outside)._adapter
    driver.open(PreferencesScreen(driver.window))
    driver.give(pygame.event.Event(pygame.WINDOWFOCUSGAINED))
    assert seen.update is None
    seen.come()
    assert seen.number("Dark")
    event = pygame.event.wait(2000)
    driver.give(event)
    assert seen.focus_seen == [True]
    seen.left()
    seen.is_active = False
    driver.do("theme:dark")
    driver.give(pygame.event.Event(pygame.WINDOWFOCUSLOST))
    seen.come()
    driver.rest()
    driver.give(pygame.event.Event(pygame.MOUSEMOTION, pos=(1, 1), rel=(0, 0), buttons=(0, 0, 0)))
    assert seen.focus_seen == [True, False]


def test_what_a_thing_holds_is_in_the_words_that_every_system_passes_on(driver: Person) -> None:
    """Whatever can be asked or pressed says in its name what it holds as well; a switch says it by its state."""
    table = Table(driver.window, SavedShelf(1), Opened(Session(laboratory(), 1)))
    n_told = 0
    for screen in (PreferencesScreen(driver.window), QuarterScreen(driver.window, table), MatrixScreen(driver.window, table)):
        driver.open(screen)
        labels = {node.label for node in outside(driver).nodes().values()}
        for node in driver.root.walk():
            if node.value and node.actions and node.role not in ("checkbox", "entry"):
                assert f"{node.name.rstrip('.')}: {node.value}" in labels, node
                n_told += 1
    assert n_told > 10


def test_no_mark_for_the_eye_is_spelt_out(driver: Person) -> None:
    """No text that a reader meets is without a letter or a figure; what may yet be said something in is there."""
    table = Table(driver.window, SavedShelf(1), Opened(Session(laboratory(), 1)))
    driver.open(IntroductionScreen(driver.window, table))
    assert any(node.name == "•" for node in driver.root.walk())
    words = [node.value or "" for node in outside(driver).nodes().values() if node.role == accesskit.Role.LABEL and not node.live]
    assert words
    assert all(any(sign.isalnum() for sign in one) for one in words)


def test_a_screen_that_opens_is_heard_by_its_title(driver: Person) -> None:
    """The title of the screen is live, and the same node on every screen: another screen is another word in it."""
    from game.desktop.reader import HEARD

    table = Table(driver.window, SavedShelf(1), Opened(Session(laboratory(), 1)))
    seen, told = outside(driver), []
    for screen in (QuarterScreen(driver.window, table), MatrixScreen(driver.window, table)):
        driver.open(screen)
        node = seen.nodes()[HEARD]
        assert node.live == accesskit.Live.POLITE
        assert node.label == screen.called
        told.append(node.label)
    assert len(set(told)) == 2


@pytest.mark.parametrize("typed", ["", "Two words", "x" * 400, " " * 300, "né ağaç 🙂 ok"])
def test_what_is_typed_can_be_read_sign_by_sign(typed: str) -> None:
    """An entry holds its text with the length of each sign and word, and where the caret stands, whatever is typed."""
    from game.desktop.reader import Tree

    caret = len(typed) // 2
    entry = Entry("Name", Draft(typed, caret, most=400), key="name", act=lambda: None)
    nodes = dict(Tree().update("A name", snapshot(entry, "name")).nodes)
    (made,) = [node for node in nodes.values() if node.role == accesskit.Role.TEXT_INPUT]
    (number,) = made.children
    run, at = nodes[number], made.text_selection.focus
    assert (made.label, run.value) == ("Name", typed)
    assert sum(run.character_lengths) == len(typed.encode())
    assert sum(run.word_lengths) == len(run.character_lengths) == len(typed)
    assert (at.node, at.character_index) == (number, caret)
