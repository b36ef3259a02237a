"""What `wholeplace play` does with a window: opened, played, closed; and what it says where something is missing or broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pygame
import pytest

from game.cli.main import main
from game.desktop import start
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.title import TitleScreen
from game.desktop.settings import Settings
from game.desktop.start import NoWindow, why_no_display
from game.desktop.ui import text
from game.desktop.window import Window
from game.play.log import read_log
from game.play.shelf import SavedShelf
from game.play.store import saved_games
from game.scenario.shipped import asset_root
from tests.desktop.hand import Person

ROOT = Path(__file__).parents[2]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Window], None]], None]:
    """Puts something in the place of the loop: what a person does, and then the window is closed."""

    def set_person(person: Callable[[Window], None]) -> None:
        monkeypatch.setattr(Window, "run", person)

    return set_person


def keys(window: Window, *names: str) -> None:
    """Presses keys."""
    for name in names:
        event = pygame.event.Event(pygame.KEYDOWN, key=pygame.key.key_code(name), mod=0, unicode=name if len(name) == 1 else "")
        window.turn([event])


class TestDisplay:
    """Whether there can be a window, and how large."""

    @pytest.mark.parametrize(
        ("desktop", "size"),
        [
            ((960, 600), (960, 600)),
            ((1366, 640), (1280, 640)),
            ((1366, 768), (1280, 720)),
            ((1920, 1080), (1440, 810)),
            ((3840, 2160), (2880, 1620)),
            ((5120, 1440), (1920, 1080)),
            ((1080, 1920), (1080, 720)),
        ],
    )
    def test_no_edge_lies_outside_the_desktop(
        self, desktop: tuple[int, int], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A window opens as usual, on a smaller desktop as large as that, on a large one as a share of it in the same shape."""
        monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
        monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [desktop])
        assert Window(Settings()).size == size

    @pytest.mark.parametrize(
        ("environment", "system", "is_there"),
        [
            ({}, "linux", False),
            ({"DISPLAY": ""}, "linux", False),
            ({"DISPLAY": ":0"}, "linux", True),
            ({"WAYLAND_DISPLAY": "wayland-0"}, "freebsd14", True),
            ({"SDL_VIDEODRIVER": "kmsdrm"}, "linux", True),
            ({}, "win32", True),
            ({}, "darwin", True),
        ],
    )
    def test_what_speaks_for_one(self, environment: Mapping[str, str], system: str, is_there: bool) -> None:
        """X11, Wayland or a driver that was named; elsewhere there always is one."""
        assert (why_no_display(environment, system) == "") is is_there

    @pytest.mark.slow
    def test_a_display_that_is_not_there(self) -> None:
        """A display that is named but cannot be opened is told in a line, and the game plays in plain text."""
        done = subprocess.run(
            [sys.executable, "-m", "game", "play", "barnet", "--seed", "1"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, "SDL_VIDEODRIVER": "nonsense"},
        )
        assert done.returncode == 0
        assert done.stdout.startswith("The window cannot be opened (")
        assert "Nothing was decided" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr

    def test_a_display_that_does_not_answer(self) -> None:
        """Where the system would draw for nobody, it is told in a line; not where somebody has asked for that."""
        with pytest.raises(NoWindow, match="no display answers at :91"):
            start._must_be_seen("offscreen", {"DISPLAY": ":91"})
        start._must_be_seen("offscreen", {"SDL_VIDEODRIVER": "offscreen"})
        start._must_be_seen("x11", {"DISPLAY": ":0"})

    def test_the_wrong_pygame(self, monkeypatch: pytest.MonkeyPatch, shelf: SavedShelf) -> None:
        """Another pygame in the place of pygame-ce, or none, is told with how to mend it."""
        monkeypatch.setitem(sys.modules, "pygame", ModuleType("pygame"))
        with pytest.raises(NoWindow, match="pip install pygame-ce"):
            start.play(shelf)
        monkeypatch.setitem(sys.modules, "pygame", None)
        with pytest.raises(NoWindow, match="pip install pygame-ce"):
            start.play(shelf)


class TestPlaying:
    """From the title to the end of the window."""

    def test_the_title_and_the_way_out(self, shelf: SavedShelf, at_once: Callable[[Callable[[Window], None]], None]) -> None:
        """Without a game the title is shown; leaving it leaves nothing behind."""

        def person(window: Window) -> None:
            assert isinstance(window.top, TitleScreen)
            keys(window, "escape")
            assert window.is_running  # it is asked
            keys(window, "tab", "return")
            assert not window.is_running

        at_once(person)
        assert start.play(shelf) is None
        assert not pygame.display.get_init()
        assert not saved_games()

    def test_a_place_by_name(
        self, capsys: pytest.CaptureFixture[str], at_once: Callable[[Callable[[Window], None]], None]
    ) -> None:
        """A named place begins with its seed; the window, closed in the middle, loses no decision and says where it is."""

        def person(window: Window) -> None:
            keys(window, "return", "return", "n")
            assert isinstance(window.top, QuarterScreen)
            option = next(one.key for one in window.stage.focusable() if one.key.startswith("option:"))
            window.stage.focus(option)
            keys(window, "return")
            window.turn([pygame.event.Event(pygame.QUIT)])
            assert not window.is_running

        at_once(person)
        assert main(["play", "barnet", "--seed", "12"]) == 0
        (game,) = saved_games()
        assert game.seed == 12
        assert read_log(game.path).records[-1]["do"] == "choose"
        shown = capsys.readouterr().out
        assert str(game.path) in shown
        assert "play --resume barnet-12-" in shown

    def test_resume_opens_a_game_where_it_stands(self, at_once: Callable[[Callable[[Window], None]], None]) -> None:
        """`--resume` opens a game where it stands, in the window too."""
        shelf = SavedShelf(5)
        session = shelf.begin("barnet").session
        dilemma = session.place.dilemmas[session.undecided()[0]]
        assert session.choose(dilemma.id, dilemma.options[0].id) is None
        shelf.close()
        seen: list[object] = []
        at_once(lambda window: seen.append(window.top))
        assert main(["play", "--resume", saved_games()[0].path.name]) == 0
        (screen,) = seen
        assert isinstance(screen, QuarterScreen)
        assert screen.table.session.pending.choices

    def test_ctrl_c_in_the_terminal(self, shelf: SavedShelf, at_once: Callable[[Callable[[Window], None]], None]) -> None:
        """An interrupt closes the window as pressing its cross does."""

        def person(_: Window) -> None:
            raise KeyboardInterrupt

        at_once(person)
        opened = shelf.begin("barnet")
        dilemma = opened.session.place.dilemmas[opened.session.undecided()[0]]
        assert opened.session.choose(dilemma.id, dilemma.options[0].id) is None
        assert start.play(shelf, opened) == saved_games()[0].path

    def test_a_game_that_was_only_looked_at(self, shelf: SavedShelf, at_once: Callable[[Callable[[Window], None]], None]) -> None:
        """A window that is closed before anything was decided leaves no game to come back to; one gone on with stays."""
        at_once(lambda _: None)
        assert start.play(shelf, shelf.begin("barnet")) is None
        assert not saved_games()
        path = shelf.begin("barnet").session.path
        assert path is not None
        shelf.close()
        assert start.play(shelf, shelf.resume(path)) == path
        assert [game.path for game in saved_games()] == [path]

    def test_a_fault_of_ours_closes_the_window(
        self, shelf: SavedShelf, at_once: Callable[[Callable[[Window], None]], None]
    ) -> None:
        """Whatever goes wrong, the window does not stay open without anybody behind it."""

        def person(_: Window) -> None:
            raise ZeroDivisionError

        at_once(person)
        with pytest.raises(ZeroDivisionError):
            start.play(shelf)
        assert not pygame.display.get_init()


class TestFaults:
    """What is damaged or missing is told, and play goes on."""

    def test_settings_that_cannot_be_read_are_set_aside(
        self, home: Path, shelf: SavedShelf, at_once: Callable[[Callable[[Window], None]], None]
    ) -> None:
        """Settings that cannot be read are set aside, not overwritten, and the window says so."""
        (home / "settings.json").write_bytes(b"\x00\xff not settings")
        shown: list[str] = []
        at_once(lambda window: shown.extend(node.name for node in window.stage.nodes().walk()))
        start.play(shelf)
        assert any("this is not a file of settings" in one for one in shown)
        assert (home / "settings-unreadable-1.json").read_bytes() == b"\x00\xff not settings"

    def test_fonts_removed_and_damaged(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without its fonts the window sets type in a plain one, says so once, and can be used."""
        assets = tmp_path / "assets"
        shutil.copytree(asset_root(), assets)
        (assets / "fonts" / "inter" / "Inter-Regular.ttf").unlink()
        (assets / "fonts" / "source-serif" / "SourceSerif4-SemiBold.ttf").write_bytes(b"no font")
        monkeypatch.setattr(text, "asset_root", lambda: assets)
        driver = Person()
        driver.open(TitleScreen(driver.window, SavedShelf(1)))
        driver.rest(2)
        said = driver.words
        assert "cannot be opened" in said
        assert "The game goes on with a plain one." in said
        assert "Begin Barnet" in said
        assert {fault.path.name for fault in driver.window.kit.type.faults} == {
            "Inter-Regular.ttf",
            "SourceSerif4-SemiBold.ttf",
        }

    def test_a_window_that_cannot_say_where_home_is(
        self, monkeypatch: pytest.MonkeyPatch, shelf: SavedShelf, at_once: Callable[[Callable[[Window], None]], None]
    ) -> None:
        """Without a home folder the title opens, and says that settings cannot be kept."""

        def homeless() -> Path:
            raise RuntimeError

        monkeypatch.delenv("WHOLEPLACE_HOME")
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        monkeypatch.setattr(Path, "home", homeless)
        shown: list[str] = []
        at_once(lambda window: shown.extend(node.name for node in window.stage.nodes().walk()))
        start.play(shelf)
        assert any("Settings cannot be kept" in one for one in shown)


class TestController:
    """A game controller, by its events."""

    def press(self, driver: Person, number: int) -> None:
        """Presses a button of it."""
        driver.give(pygame.event.Event(pygame.JOYBUTTONDOWN, button=number, instance_id=0))

    @pytest.mark.slow
    def test_a_game_is_begun_with_it(self, shelf: SavedShelf) -> None:
        """The cross moves the focus, A does what has it, B goes back, the stick counts once a push."""
        driver = Person()
        driver.open(TitleScreen(driver.window, shelf))
        self.press(driver, 6)
        assert driver.top.title == "Settings"
        driver.go("theme:light")
        driver.give(pygame.event.Event(pygame.JOYHATMOTION, value=(1, 0), hat=0, instance_id=0))
        assert driver.window.kit.focus == "theme:dark"
        self.press(driver, 0)
        assert driver.window.settings.theme == "dark"
        for value in (0.4, 0.9, 0.95, 0.9, 0.1):
            driver.give(pygame.event.Event(pygame.JOYAXISMOTION, axis=0, value=value, instance_id=0))
        assert driver.window.kit.focus == "theme:contrast"
        self.press(driver, 1)
        assert isinstance(driver.top, TitleScreen)
        self.press(driver, 0)
        assert driver.top.title == "Barnet, the hundred families"

    def test_it_comes_and_goes(self) -> None:
        """One that is plugged in, cannot be opened, or is pulled out while a button is held, disturbs nothing."""
        driver = Person()
        driver.open(TitleScreen(driver.window, SavedShelf(3)))
        pygame.joystick.init()
        driver.give(
            pygame.event.Event(pygame.JOYDEVICEADDED, device_index=7),
            pygame.event.Event(pygame.JOYDEVICEREMOVED, instance_id=7),
            pygame.event.Event(pygame.JOYBUTTONDOWN, button=40, instance_id=7),
            pygame.event.Event(pygame.JOYAXISMOTION, axis=9, value=1.0, instance_id=7),
        )
        assert isinstance(driver.top, TitleScreen)
        pygame.joystick.quit()
