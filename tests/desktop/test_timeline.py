"""The timeline: what was played, one moment in all charts, and the way back to any quarter with nothing lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from game.briefing.history import played, series
from game.desktop.screen import Screen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.screens.timeline import TimelineScreen
from game.desktop.table import Table
from game.desktop.ui.box import Column
from game.desktop.ui.element import Element, Kit, Node
from game.desktop.window import Window
from game.play.log import read_log
from game.play.policy import policy_named
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf, Unplayable
from tests.briefing.script import during
from tests.desktop import laws
from tests.desktop.hand import a_table, a_window, click, focused_node, middle, node_of, press, show, tree
from tests.places.shipped import shipped


@pytest.fixture(scope="module")
def session() -> Session:
    """A game of Barnet five quarters in."""
    return during(shipped("barnet"), 5)


@pytest.fixture
def shelf() -> Iterator[SavedShelf]:
    """A shelf that lets go of the saved game that was open."""
    found = SavedShelf(1)
    yield found
    found.close()


def opened(session: Session, **settings: object) -> tuple[TimelineScreen, Node]:
    """The timeline of a game, and its tree."""
    at = a_table(a_window(**settings), session)  # type: ignore[arg-type] # as settings are named
    screen = TimelineScreen(at.window, at)
    return screen, show(screen)


def saved(shelf: SavedShelf, n_quarters: int) -> Table:
    """A game of Barnet that is saved, some quarters in, at a window with its quarter open."""
    opened_ = shelf.begin("barnet")
    plan = during(opened_.session.place, n_quarters)
    for choices, tokens in plan.decided:
        for dilemma, option in choices.items():
            assert opened_.session.choose(dilemma, option) is None
        for token in tokens:
            opened_.session.attend(token)
        assert opened_.session.end_turn() is None
    at = Table(a_window(), shelf, opened_)
    at.window.push(QuarterScreen(at.window, at))
    at.window.push(TimelineScreen(at.window, at))
    tree(at.window)
    return at


def charts(root: Node) -> list[Node]:
    """The charts, in order."""
    return [node for node in root.walk() if node.key.startswith("chart:")]


def test_every_quarter_says_what_was_decided_and_attended_to(session: Session) -> None:
    """Each is a choice with its decisions, where attention went, and how things stood afterwards."""
    _, root = opened(session)
    for one in played(session):
        node = node_of(root, f"quarter:{one.turn}")
        assert node.name == one.heading
        assert one.stood in node.value
        assert all(decision.label in node.value and decision.title in node.value for decision in one.decisions)
        assert all(token.words.lower() in node.value.lower() for token in one.spent)
    assert focused_node(root).key == "quarter:5"
    assert focused_node(root).seen == focused_node(root).rect


def test_every_series_has_a_chart_that_reads_its_last_value(session: Session) -> None:
    """At first the mark stands at the end of the last quarter, and each chart says what the briefing says of it."""
    _, root = opened(session)
    found = {node.name: node.value for node in charts(root)}
    for one in series(session):
        assert found[one.label].endswith(f": {one.words}")


def test_one_moment_is_marked_in_the_list_and_in_every_chart(session: Session) -> None:
    """Going up the list moves every chart's mark, and moving one chart's mark moves the list's."""
    screen, _ = opened(session)
    root = press(screen.window, "up")
    assert focused_node(root).key == "quarter:4"
    when = charts(root)[0].value.split(":")[0]
    assert all(node.value.startswith(f"{when}: ") for node in charts(root))
    screen.window.stage.focus("chart:0")
    root = press(screen.window, "left", "left")
    assert node_of(root, "quarter:2").is_checked
    root = press(screen.window, *["left"] * 9)
    assert focused_node(root).value.startswith("Start: ")
    assert node_of(root, "rewind").is_disabled


def test_why_on_a_chart_asks_of_the_quarter_that_is_marked(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The causes are those of the quarter at whose end the mark stands."""
    asked: list[object] = []
    monkeypatch.setattr(Table, "why", lambda _, element, turn=None: asked.append((element, turn)))
    screen, _ = opened(session)
    screen.window.stage.focus("chart:0")
    press(screen.window, "left", "w")
    assert asked == [(("energy", ()), 4)]


def test_a_chosen_quarter_opens_what_came_of_it(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A press chooses, a second press or the button opens the result of that quarter, as one that is past."""
    asked: list[tuple[int, bool]] = []

    class Stands(Screen):
        def __init__(self, at: Window, _: Table, turn: int, *, is_past: bool) -> None:
            super().__init__(at)
            asked.append((turn, is_past))

        def build(self, kit: Kit, size: tuple[int, int]) -> Element:  # noqa: ARG002 - what every screen takes
            return Column()

    monkeypatch.setitem(sys.modules, "game.desktop.screens.resolution", SimpleNamespace(Resolution=Stands))
    screen, root = opened(session)
    root = click(screen.window, middle(node_of(root, "quarter:4")))
    assert asked == []
    assert node_of(root, "quarter:4").is_checked
    click(screen.window, middle(node_of(root, "quarter:4")))
    screen.close()
    screen, root = opened(session)
    click(screen.window, middle(node_of(root, "read")))
    assert asked == [(4, True), (5, True)]


def test_a_new_game_has_nothing_to_go_back_to() -> None:
    """Before anything was played there is a sentence and no dead button that does something."""
    screen, root = opened(Session(shipped("barnet"), 1))
    assert "No quarter has been played yet." in {node.name for node in root.walk()}
    for key in ("read", "rewind"):
        screen.window.stage.focus(key)
        press(screen.window, "return")
        assert screen.window.top is screen


@pytest.mark.slow
def test_after_the_end_the_charts_go_on_to_the_last_quarter_after_it() -> None:
    """The mark can be moved past the programme's end, where there is nothing to rewind to."""
    place = shipped("barnet")
    screen, root = opened(Session.played(place, 1, policy_named("random", place)))
    assert focused_node(root).key == f"quarter:{place.turns}"
    screen.window.stage.focus("chart:0")
    root = press(screen.window, *["right"] * (place.epilogue + 3))
    assert screen.at == place.turns + place.epilogue
    assert node_of(root, "rewind").is_disabled


class TestRewind:
    """Playing on from an earlier quarter."""

    def test_in_the_same_game(self, shelf: SavedShelf) -> None:
        """The quarter opens at that turn, and the log still holds what was played since."""
        at = saved(shelf, 3)
        path = at.session.path
        assert path is not None
        press(at.window, "up")
        at.window.stage.focus("rewind")
        press(at.window, "return")
        assert isinstance(at.window.top, Question)
        root = press(at.window, "tab", "return")
        assert isinstance(at.window.top, QuarterScreen)
        assert len(at.window.screens) == 1
        assert at.session.turn == 2
        assert "once more" in " ".join(node.name for node in root.walk())
        records = read_log(path).records
        assert [record["do"] for record in records][-1] == "back"
        assert sum(record["do"] == "end_turn" for record in records) == 3

    def test_as_a_new_saved_game(self, shelf: SavedShelf) -> None:
        """The old game stays byte for byte as it was, and the new one begins at that turn and is saved elsewhere."""
        at = saved(shelf, 3)
        path = at.session.path
        assert path is not None
        before = path.read_bytes()
        at.window.stage.focus("rewind")
        press(at.window, "return", "return")
        top = at.window.top
        assert isinstance(top, QuarterScreen)
        assert top.table.session.turn == 3
        assert top.table.session.path not in (None, path)
        assert [state.digest() for state in top.table.session.states] == [state.digest() for state in at.session.states[:3]]
        assert path.read_bytes() == before

    def test_a_copy_that_cannot_be_made_loses_nothing(self, shelf: SavedShelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """The game goes on where it was and is still saved, and a message says what happened."""
        at = saved(shelf, 2)

        def fails(self: SavedShelf, path: Path, turn: int) -> Opened:  # noqa: ARG001 - what a shelf takes
            self.close()
            raise Unplayable("There is no room left on the disk.")

        monkeypatch.setattr(SavedShelf, "branch", fails)
        at.window.stage.focus("rewind")
        root = press(at.window, "return", "return")
        assert isinstance(at.window.top, TimelineScreen)
        assert "no room left" in " ".join(node.name for node in root.walk())
        assert at.is_saving
        assert at.session.turn == 3
        dilemma = at.session.place.dilemmas[at.session.open_dilemmas()[0]]
        path = at.session.path
        assert path is not None
        n_before = len(read_log(path).records)
        assert any(at.session.choose(dilemma.id, option.id) is None for option in dilemma.options)
        assert len(read_log(path).records) == n_before + 1

    def test_a_game_that_is_not_saved_has_no_copy_to_offer(self, session: Session) -> None:
        """The question then says that what was played since is lost."""
        screen, _ = opened(session)
        screen.window.stage.focus("rewind")
        root = press(screen.window, "return")
        answers = [node.name for node in root.walk() if node.key.startswith("answer:")]
        assert answers == ["In this game"]
        assert "lost" in " ".join(node.name for node in root.walk())
        press(screen.window, "escape")
        assert screen.window.top is screen
        assert session.turn == 6


@pytest.mark.parametrize("size", [(960, 600), (1280, 720), pytest.param((1920, 1080), marks=pytest.mark.slow)])
@pytest.mark.parametrize("text", [100, 200])
def test_nothing_is_cut_off(session: Session, size: tuple[int, int], text: int) -> None:
    """Nothing reaches out of its room, lies over another or breaks a word, on either page, at any size of window and type."""
    screen, _ = opened(session, size=size, text=text)
    assert laws.broken(screen.window.stage) == []
    press(screen.window, "]")
    assert laws.broken(screen.window.stage) == []
