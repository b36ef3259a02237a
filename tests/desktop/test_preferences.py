"""Settings and help: each acts at once and is kept, keys can be given to what one likes, and there is always a way out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.desktop.controls import DEFAULT_KEYS, FIXED, WORDS, actions
from game.desktop.screens.help import EVERYWHERE, IN_A_GAME, HelpScreen
from game.desktop.screens.preferences import PreferencesScreen
from game.desktop.screens.preferences_keys import KeysDialog
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.settings import Settings, load
from game.desktop.table import Table
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from tests.desktop.games import a_table
from tests.desktop.hand import Person, node_of, tree
from tests.desktop.laws import cramped
from tests.places.laboratory import laboratory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where settings are kept."""
    return tmp_path / "settings.json"


def at_settings(file: Path | None = None, page: str = "look", **settings: object) -> Person:
    """Somebody in the settings, at a page."""
    driver = Person(file=file, **settings)  # type: ignore[arg-type] # settings by name
    driver.open(PreferencesScreen(driver.window))
    if page != "look":
        driver.do(f"page:{page}")
    return driver


class TestSettings:
    """Looks, sounds and speech."""

    @pytest.mark.parametrize(
        ("page", "key", "field", "value"),
        [
            ("look", "theme:dark", "theme", "dark"),
            ("look", "theme:contrast", "theme", "contrast"),
            ("look", "font:opendyslexic", "font", "opendyslexic"),
            ("look", "has_motion", "has_motion", False),
            ("look", "is_full_screen", "is_full_screen", True),
            ("look", "text:more", "text", 110),
            ("sound", "has_sound", "has_sound", True),
            ("sound", "volume:less", "volume", 4),
            ("sound", "has_speech", "has_speech", True),
            ("sound", "has_transcript", "has_transcript", True),
        ],
    )
    def test_each_acts_at_once_and_is_kept(self, file: Path, page: str, key: str, field: str, value: object) -> None:
        """Enter on a setting changes it, the window has it at once, the focus stays, and the file holds it."""
        driver = at_settings(file, page)
        driver.do(key)
        assert getattr(driver.window.settings, field) == value
        assert driver.window.kit.focus == key
        assert getattr(load(file)[0], field) == value

    def test_the_theme_is_seen_at_once(self) -> None:
        """The next frame after a choice is in its colours."""
        driver = at_settings()
        before = driver.window.surface.get_at((2, 700))[:3]
        driver.do("theme:dark")
        assert driver.window.surface.get_at((2, 700))[:3] == driver.window.kit.palette.ground != before
        assert driver.node("theme:dark").is_checked

    def test_a_slider_by_arrows(self) -> None:
        """Left and right move a slider by a step each, and not past its ends."""
        driver = at_settings(page="sound")
        driver.go("volume")
        driver.key("right", "right")
        assert driver.window.settings.volume == 7
        assert driver.node("volume").value == "7 of 10"
        driver.key(*["left"] * 12)
        assert driver.window.settings.volume == 0
        assert driver.node("volume:less").is_disabled

    def test_hints_come_again(self) -> None:
        """Hints that have been given come again."""
        driver = at_settings(seen=frozenset({"news"}))
        driver.do("hints")
        assert driver.window.settings.seen == frozenset()

    def test_by_pointer_alone(self) -> None:
        """A choice, a switch and a tab answer to the pointer."""
        driver = at_settings()
        driver.click("theme:dark")
        driver.click("has_motion")
        driver.click("page:sound")
        assert driver.window.settings.theme == "dark"
        assert not driver.window.settings.has_motion
        assert driver.node("page:sound").is_checked

    def test_settings_that_cannot_be_kept_hold_for_now(self, tmp_path: Path) -> None:
        """Where the file cannot be written there is a message, and the setting holds until the window is closed."""
        taken = tmp_path / "taken"
        taken.write_text("a file where a folder should be", encoding="utf-8")
        driver = at_settings(taken / "settings.json")
        driver.do("theme:dark")
        assert driver.window.settings.theme == "dark"
        assert "could not be kept" in driver.words

    @pytest.mark.parametrize("page", ["look", "sound", "keys"])
    @pytest.mark.parametrize(("size", "text"), [((960, 600), 200), ((1280, 720), 100)])
    def test_nothing_runs_out_of_the_window(self, page: str, size: tuple[int, int], text: int) -> None:
        """On no page is anything wider than there is room."""
        driver = at_settings(page=page, size=size, text=text)
        assert cramped(driver.root, size) == []


class TestKeys:
    """Giving keys to actions."""

    def test_every_action_is_listed(self) -> None:
        """Each action stands there in words, with its keys."""
        driver = at_settings(page="keys")
        assert {key.key for key in driver.root.walk() if key.key.startswith("action:")} == {f"action:{one}" for one in actions()}
        assert driver.node("action:why").value == "W and ?"

    def test_a_free_key_is_given_by_pressing_it(self, file: Path) -> None:
        """The pressed key does the action from now on, here and after the next start."""
        driver = at_settings(file, "keys")
        driver.do("action:why")
        driver.key("ctrl+k")
        assert "Ctrl+K does this now." in driver.words
        assert driver.window.settings.keys_of("why") == ("w", "?", "ctrl+k")
        assert load(file)[0].keys_of("why") == ("w", "?", "ctrl+k")

    def test_a_conflict_is_said_and_asked(self) -> None:
        """A key that does something else is taken from it only after a question that says from what."""
        driver = at_settings(page="keys")
        driver.do("action:why")
        driver.key("m")
        assert isinstance(driver.top, Question)
        assert f"It stands for “{WORDS['matrix']}”" in driver.words
        assert "would have no key then" in driver.words
        driver.key("escape")
        assert driver.window.settings.keys_of("matrix") == ("m",)
        driver.go("catch")
        driver.key("m", "return")
        assert driver.window.settings.keys_of("matrix") == ()
        assert "m" in driver.window.settings.keys_of("why")
        driver.key("escape")
        assert driver.node("action:matrix").value == "no key"

    def test_the_way_out_cannot_be_lost(self, file: Path) -> None:
        """Escape, Enter, Tab and the arrows cannot be given away, by pressing them or by a file of settings."""
        driver = at_settings(file, "keys")
        driver.do("action:why")
        for key in FIXED:
            driver.go("catch")
            driver.key(key)
            if not isinstance(driver.top, KeysDialog):
                driver.do("action:why")
        assert driver.window.settings.keys == {}
        hostile = {"keys": {"why": list(FIXED)[:6], **{action: [] for action in ("back", "activate", "next", "previous")}}}
        file.write_text(json.dumps(hostile), encoding="utf-8")
        kept = load(file)[0]
        for key, action in FIXED.items():
            assert [one for one in actions() if key in kept.keys_of(one)] == [action]

    @pytest.mark.slow
    def test_taken_away_and_back_again(self) -> None:
        """A key can be taken away, and each action and all of them given their first keys again."""
        driver = at_settings(page="keys")
        driver.do("action:why")
        driver.do("take:w")
        assert driver.window.settings.keys_of("why") == ("?",)
        driver.do("reset")
        assert driver.window.settings.keys_of("why") == DEFAULT_KEYS["why"]
        driver.do("take:w")
        driver.do("done")
        driver.do("keys:reset")
        driver.key("return")
        assert driver.window.settings.keys == Settings().keys

    def test_a_lone_shift_is_no_key(self) -> None:
        """Holding Shift, Ctrl or Alt before the key does not count as the key."""
        driver = at_settings(page="keys")
        driver.do("action:why")
        driver.key("left shift", "right ctrl", "left alt")
        assert driver.window.settings.keys == {}


class TestHelp:
    """Help over a screen."""

    def test_it_tells_the_screen_the_keys_and_the_signs(self) -> None:
        """In a quarter, help has what the quarter is for, every key as bound now, and the signs of the map."""
        driver = Person(keys={"why": ("ctrl+k",)})
        table = Table(driver.window, SavedShelf(1), Opened(Session(laboratory(), 1)))
        driver.open(QuarterScreen(driver.window, table))
        driver.key("f1")
        assert isinstance(driver.top, HelpScreen)
        assert "Read the news, decide what is on the table" in driver.words
        assert "Ctrl+K" in driver.words
        assert "A square belongs to your own body" in driver.words
        driver.key("f1")
        assert isinstance(driver.top, QuarterScreen)

    def test_every_action_is_in_help_once(self) -> None:
        """Help leaves out no action."""
        assert sorted((*EVERYWHERE, *IN_A_GAME)) == sorted(actions())

    def test_on_every_other_screen_too(self) -> None:
        """Screens that know nothing of help have it all the same, once, and the arrows scroll it."""
        driver = at_settings(size=(960, 600), text=200)
        driver.key("h", "h")
        assert isinstance(driver.top, PreferencesScreen)
        driver.key("h")
        assert driver.top.title == "Help"
        assert "A square belongs" not in driver.words
        driver.key("down", "down")
        assert driver.window.kit.offsets["help:body"] > 0
        driver.key("f10")
        assert driver.top.title == "Help"  # the settings are open below it already
        driver.do("change")
        assert driver.top.page == "keys"


def test_hints_name_the_keys_that_were_given() -> None:
    """The way on names the key that leads on now; help too; without one it names none."""
    table = a_table(turns=3)
    window = table.window
    window.push(QuarterScreen(window, table))
    window.set(replace(window.settings, keys={"finish": ("g",), "why": ("x",)}))
    assert node_of(tree(window), "finish").description == "Key G."
    assert any("press X," in text for _, text in window.top.help())
    window.set(replace(window.settings, keys={"finish": ()}))
    assert node_of(tree(window), "finish").description == ""
