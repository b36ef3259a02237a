"""The title and the introduction: a game is found, begun and gone on with by keys alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pygame
import pytest

from game.briefing.saved import stands
from game.desktop.map.thumbnail import PLACES, Places
from game.desktop.screens import opening
from game.desktop.screens import title as title_screen
from game.desktop.screens.introduction import IntroductionScreen
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.screens.saves import SavesScreen
from game.desktop.screens.title import BEGIN_HERE, TitleScreen
from game.desktop.ui.picture import Picture
from game.play.shelf import SavedShelf
from game.play.store import SUFFIX, saved_games
from game.terminal.title import Title
from tests.desktop.games import a_table
from tests.desktop.hand import Person, a_window, click, node_of, tree
from tests.desktop.laws import cramped
from tests.places.laboratory import LABORATORY
from tests.places.shipped import shipped


def at_title(shelf: SavedShelf, **settings: object) -> Person:
    """Somebody at the title."""
    driver = Person(**settings)  # type: ignore[arg-type] # settings by name
    driver.open(TitleScreen(driver.window, shelf))
    return driver


def loaded(driver: Person) -> None:
    """Waits until the cards have their places."""
    driver.rest()
    PLACES.wait()
    driver.rest()


class TestTitle:
    """The first screen."""

    def test_the_first_frame_waits_for_no_place(self, shelf: SavedShelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each place has its card in the first frame, before anything but its title has been read."""

        def too_early(_: object) -> None:
            raise AssertionError("a place was loaded before the first frame")

        monkeypatch.setattr(PLACES, "load", too_early)
        driver = at_title(shelf)
        assert driver.node("place:barnet").name == "Begin Barnet, the hundred families"
        assert driver.window.kit.focus == "place:barnet"

    @pytest.mark.slow
    def test_the_first_frame_loads_nothing_that_reads_scenarios(self) -> None:
        """The list of places comes at once: what checks and compiles them is loaded while the window is there already."""
        code = (
            "import sys\n"
            "from game.desktop.screens.title import TitleScreen\n"
            "from game.desktop.settings import Settings\n"
            "from game.desktop.window import Window, prepare\n"
            "from game.play.shelf import SavedShelf\n"
            "prepare()\n"
            "window = Window(Settings(), size=(1280, 720))\n"
            "window.push(TitleScreen(window, SavedShelf(3)))\n"
            "assert window.turn([])\n"
            "assert not {'pydantic', 'game.scenario.schema', 'game.scenario.compiler', 'babel'} & set(sys.modules)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr

    def test_one_place_is_to_begin_with(self, shelf: SavedShelf) -> None:
        """The place with the fewest rules of its own stands first and says so, once all of them have been read."""
        driver = at_title(shelf)
        loaded(driver)
        cards = [node for node in driver.root.walk() if node.key.startswith("place:")]
        least = min(dict(shelf.places()), key=lambda place: len(shipped(place).parts))
        assert cards[0].key == f"place:{least}"
        assert [BEGIN_HERE in card.description for card in cards] == [True, *(False for _ in cards[1:])]

    def test_what_was_read_is_shown_however_often_the_loop_asks(self, shelf: SavedShelf, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whether something moves is a question: between two frames the loop asks it once more, and nothing is lost by that."""
        may_read = threading.Event()

        class Held(Places):
            """Places that are read only when the first frame has been there for sure."""

            def _load(self, names: list[str]) -> None:
                may_read.wait()
                super()._load(names)

        places = Held()
        monkeypatch.setattr(title_screen, "PLACES", places)
        driver = at_title(shelf)
        driver.window.turn([])
        may_read.set()
        places.wait()
        assert all(driver.window.top.is_moving(0.0) for _ in range(2))
        driver.window.turn([])
        assert not driver.window.top.is_moving(0.0)
        assert BEGIN_HERE in driver.words

    def test_a_game_that_no_window_has_shown_has_the_picture_of_its_place(self, shelf: SavedShelf) -> None:
        """A game begun in the terminal has no picture of its own; the title and the list show its place's ground instead."""
        shelf.begin("barnet")
        driver = at_title(shelf)
        loaded(driver)
        for screen in (TitleScreen(driver.window, shelf), SavesScreen(driver.window, shelf, None)):
            driver.open(screen)
            driver.rest()
            pictures = [one for one in driver.window.stage.root.walk() if isinstance(one, Picture) and one.name]
            assert [one.surface is None for one in pictures] == [False]

    def test_a_finished_game_of_an_older_version_is_told_as_one(self, shelf: SavedShelf) -> None:
        """A save that does not say that it is over is known as such by how many quarters its cut has, in every list of them."""
        session = shelf.begin("barnet", "hour").session
        for turn in range(1, 7):
            assert not shelf.saved()[0].is_over
            session.write({"do": "end_turn", "turn": turn, "digest": ""})  # as games wrote it that did not say when they are over
        assert stands(shelf.saved()[0]) == "finished after quarter 6"
        assert "The last game you played" in at_title(shelf).words
        assert "finished after quarter 6" in " ".join(Title(shelf).page().lines(80))
        session.write({"do": "back", "turn": 6})
        assert not shelf.saved()[0].is_over

    def test_the_card_tells_length_and_learning(self, shelf: SavedShelf) -> None:
        """Once the place is known, its card says how long it takes and what it is good for learning."""
        driver = at_title(shelf)
        loaded(driver)
        assert "13 quarters, 2010 Q2 to 2013 Q2." in driver.words
        assert "Win your own house first" in driver.words

    @pytest.mark.parametrize("size", [(1280, 800), (1366, 768), (1920, 1080), (800, 700)])
    def test_cards_side_by_side_are_level(self, shelf: SavedShelf, size: tuple[int, int]) -> None:
        """Cards on one line begin and end together, however many shorter versions stand below, and none is left half empty."""
        driver = Person(size=size)
        driver.open(TitleScreen(driver.window, shelf))
        loaded(driver)
        root, kit = driver.window.stage.root, driver.window.kit
        cards = [one for one in root.walk() if one.key.startswith("place:")]
        needed = max(card.size(kit, card.rect.width)[1] for card in cards)
        lines = {top: [card for card in cards if card.rect.top == top] for top in {card.rect.top for card in cards}}
        assert any(len(line) > 1 for line in lines.values())
        assert {card.rect.height for line in lines.values() for card in line} == {needed}

    def test_a_shorter_version_is_one_press(self, shelf: SavedShelf) -> None:
        """Under a card stands a button for each of its cuts, which begins that cut as a saved game of its own."""
        driver = at_title(shelf)
        loaded(driver)
        assert "Seven decisions" in driver.node("cut:barnet:hour").description
        driver.click("cut:barnet:hour")
        assert isinstance(driver.top, IntroductionScreen)
        session = driver.top.table.session
        assert (session.place.cut, session.place.turns) == ("hour", 6)
        assert "Six quarters" in driver.words or "six quarters" in driver.words
        (saved,) = saved_games()
        shelf.close()
        assert shelf.resume(saved.path).session.place.cut == "hour"

    def test_enter_alone_begins(self, shelf: SavedShelf) -> None:
        """Enter begins the place, reads through its introduction and story, and arrives at the first quarter."""
        driver = at_title(shelf)
        driver.key("return")
        assert isinstance(driver.top, IntroductionScreen)
        assert "The police, probation, the Jobcentre" in driver.words
        driver.key("return")
        assert "Spring 2010" in driver.words
        assert "the number 3" in driver.words
        driver.key("escape")
        assert "Spring 2010" not in driver.words
        driver.key("return", "return")
        assert isinstance(driver.top, QuarterScreen)
        assert len(driver.window.screens) == 1
        assert len(saved_games()) == 1

    def test_a_place_that_was_only_looked_at_leaves_nothing(self, shelf: SavedShelf) -> None:
        """Back from the introduction asks nothing and keeps nothing: the title still offers the game that was played last."""
        played = shelf.begin("barnet").session
        played.choose("pitch", next(one for one in played.place.dilemmas if one.id == "pitch").options[0].id)
        driver = at_title(shelf)
        driver.click("place:bradford")
        driver.click("back")
        assert isinstance(driver.top, TitleScreen)
        assert [game.path for game in saved_games()] == [played.path]
        driver.click("continue")
        assert isinstance(driver.top, QuarterScreen)
        assert driver.top.table.session.path == played.path

    def test_a_quarter_that_was_only_looked_at_leaves_nothing(self, shelf: SavedShelf) -> None:
        """Left from its first quarter, for the title or for another game, it is as if the place had not been opened."""
        played = shelf.begin("barnet").session
        played.choose("pitch", next(one for one in played.place.dilemmas if one.id == "pitch").options[0].id)
        assert played.path is not None
        driver = at_title(shelf)
        for way_out in ("title", "another"):
            driver.click("place:bradford")
            driver.click("onwards")
            driver.click("onwards")
            assert isinstance(driver.top, QuarterScreen)
            table = driver.top.table
            if way_out == "title":
                driver.key("escape")
                assert "Nothing has been decided in it yet" in driver.words
                driver.key("up", "return")
                assert isinstance(driver.top, TitleScreen)
            else:
                assert opening.resume(driver.window, shelf, played.path, table)
                assert driver.top.table.session.path == played.path
            assert [game.path for game in saved_games()] == [played.path]

    def test_another_game_that_cannot_be_opened_costs_nothing(self, shelf: SavedShelf, tmp_path: Path) -> None:
        """A game in which nothing was decided is still there, and still saved, when another one turns out to be rubbish."""
        rubbish = tmp_path / f"rubbish{SUFFIX}"
        rubbish.write_text("no saved game", encoding="utf-8")
        driver = at_title(shelf)
        driver.click("place:barnet")
        driver.click("onwards")
        driver.click("onwards")
        table = driver.top.table  # type: ignore[attr-defined]
        assert not opening.resume(driver.window, shelf, rubbish, table)
        (game,) = saved_games()
        assert game.path == table.session.path
        driver.key("return")
        session = driver.window.screens[0].table.session  # type: ignore[attr-defined]
        number = session.undecided()[0]
        assert session.choose(session.place.dilemmas[number].id, session.place.dilemmas[number].options[0].id) is None
        assert saved_games()[0].last == 1

    def test_a_game_kept_before_its_first_decision_stays(self, shelf: SavedShelf) -> None:
        """A saved game that was gone on with is not put away because nothing was decided in it: somebody kept it."""
        path = shelf.begin("bradford").session.path
        driver = at_title(shelf)
        driver.click("continue")
        driver.click("back")
        assert isinstance(driver.top, TitleScreen)
        assert [game.path for game in saved_games()] == [path]

    def test_going_on_is_one_press(self, shelf: SavedShelf) -> None:
        """With a saved game, Enter at the title goes on with the last one."""
        first = at_title(shelf)
        first.key("return", "return", "return")
        (choice,) = [one for one in first.top.table.session.place.dilemmas if one.id == "pitch"]  # type: ignore[attr-defined]
        session = first.top.table.session  # type: ignore[attr-defined]
        assert session.choose("pitch", choice.options[0].id) is None
        shelf.close()
        driver = at_title(shelf)
        assert driver.window.kit.focus == "continue"
        assert "just begun" in driver.node("continue").name
        driver.key("return")
        assert isinstance(driver.top, QuarterScreen)
        assert driver.top.table.session.pending.choices == {"pitch": choice.options[0].id}

    def test_what_cannot_be_played_is_a_dialog(self, tmp_path: Path) -> None:
        """A place with faults, and a folder that cannot be written, are told in a dialog that Enter closes."""
        broken = tmp_path / "broken.yaml"
        broken.write_text("format: 1\ntitle: Nothing\n", encoding="utf-8")

        class Broken(SavedShelf):
            def places(self) -> dict[str, str]:
                return {str(broken): "Nothing"}

        driver = at_title(Broken())
        driver.key("return")
        assert isinstance(driver.top, Question)
        assert "WP202" in driver.words
        driver.key("return")
        assert isinstance(driver.top, TitleScreen)
        assert not saved_games()

    def test_saved_games_help_settings_and_the_way_out(self, shelf: SavedShelf) -> None:
        """The keys that open screens in a game open them here; Escape comes back, and at last asks whether to leave."""
        driver = at_title(shelf)
        driver.key("s")
        assert isinstance(driver.top, SavesScreen)
        driver.key("escape", "f1")
        assert driver.top.title == "Help"
        assert "Stop and go on" in driver.words
        driver.key("escape", "f10")
        assert driver.top.title == "Settings"
        driver.key("escape", "escape", "return")
        assert isinstance(driver.top, TitleScreen)
        driver.key("escape", "escape")
        assert isinstance(driver.top, TitleScreen)
        driver.key("escape", "tab", "return")
        assert not driver.window.is_running

    @pytest.mark.parametrize(("size", "text"), [((960, 600), 200), ((960, 600), 100), ((1920, 1080), 150)])
    def test_nothing_runs_out_of_the_window(self, shelf: SavedShelf, size: tuple[int, int], text: int) -> None:
        """Whatever the size of window and text, nothing is wider than there is room, here and in the introduction."""
        driver = at_title(shelf, size=size, text=text)
        loaded(driver)
        assert cramped(driver.root, size) == []
        driver.key("return")
        assert cramped(driver.root, size) == []
        driver.key("return")
        assert cramped(driver.root, size) == []


def test_a_place_of_ones_own_is_introduced(shelf: SavedShelf) -> None:
    """A place without dates, lists or a story is introduced by what it has."""
    from game.desktop.screens import opening

    driver = Person()
    assert opening.begin(driver.window, shelf, str(LABORATORY))
    driver.rest()
    driver.key("return")
    assert "Before you begin" in driver.words
    driver.key("return")
    assert isinstance(driver.top, QuarterScreen)


def test_the_way_on_stays_where_it_is_from_the_place_to_its_story() -> None:
    """From a place to its story, the way on and the way back keep their place, so that nobody looks for them twice."""
    table = a_table(turns=0)
    table.window.push(IntroductionScreen(table.window, table))
    first = tree(table.window)
    then = click(table.window, "onwards")
    right = [left + wide for left, _, wide, _ in (node_of(page, "onwards").rect for page in (first, then))]
    assert right[0] == right[1]
    assert node_of(first, "back").rect[0] == node_of(then, "back").rect[0]


def test_type_grows_with_a_window_that_is_drawn_larger() -> None:
    """A window that is given another size is set as one that was opened at that size, though its surface is the same one."""
    large = a_window((1920, 1080)).kit.scale
    window = a_window()
    window.push(TitleScreen(window, SavedShelf(1)))
    window.turn([])
    assert window.kit.scale == 1.0
    pygame.display.set_mode((1920, 1080), pygame.RESIZABLE)
    window.turn([pygame.event.Event(pygame.WINDOWSIZECHANGED, x=1920, y=1080)])
    assert window.size == (1920, 1080)
    assert window.kit.scale == large > 1.3
