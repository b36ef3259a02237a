"""Saved games at the window: pictures, copies, the trash, damage, and a game that is not lost when another cannot be opened."""

from __future__ import annotations

import errno
import os
from functools import cache
from pathlib import Path

import pygame
import pytest

from game.desktop.map import thumbnail
from game.desktop.screens import opening
from game.desktop.screens.quarter import QuarterScreen
from game.desktop.screens.question import Question
from game.desktop.screens.saves import CopyDialog, SavesScreen
from game.desktop.table import Table
from game.play.disk import RealDisk
from game.play.keeping import TRASH, copy, discard
from game.play.log import Log, read_log
from game.play.policy import policy_named
from game.play.record import SaveFault, SaveInUse
from game.play.session import Session
from game.play.shelf import SavedShelf
from game.play.store import SUFFIX, save_folder, saved_games
from tests.desktop.hand import Person
from tests.desktop.laws import cramped
from tests.places.laboratory import LABORATORY, laboratory


def begun(driver: Person, shelf: SavedShelf, n_quarters: int = 0) -> Table:
    """A game of the laboratory at a window, some quarters on, as its author's history goes."""
    opened = shelf.begin(str(LABORATORY))
    table = Table(driver.window, shelf, opened)
    session = opened.session
    for choices, tokens in decided()[:n_quarters]:
        for dilemma, option in choices.items():
            assert session.choose(dilemma, option) is None
        for token in tokens:
            assert session.attend(token) is None
        assert table.do(session.end_turn)
    return table


def path_of(table: Table) -> Path:
    """Where a game is saved."""
    assert table.session.path is not None
    return table.session.path


class Refusing(RealDisk):
    """A disk on which no name can be given."""

    def __init__(self, fault: int) -> None:
        self._fault = fault

    def rename(self, source: Path, target: Path, *, over: bool) -> None:  # noqa: ARG002 - as every disk takes it
        """Refuses."""
        raise OSError(self._fault, os.strerror(self._fault), str(source))


@cache
def decided() -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """What the author's history decides in the laboratory, quarter by quarter."""
    place = laboratory()
    return Session.played(place, 3, policy_named("history", place)).decided


class TestPictures:
    """The picture beside each saved game."""

    @pytest.mark.slow
    def test_each_quarter_leaves_a_picture(self, shelf: SavedShelf) -> None:
        """After each ended quarter the picture beside the saved game shows it as it stands, and nothing half-written is left."""
        driver = Person()
        table = begun(driver, shelf, 1)
        path = path_of(table)
        first = thumbnail.picture_path(path).read_bytes()
        picture = thumbnail.kept(path)
        assert picture is not None
        assert picture.get_size() == thumbnail.SIZE
        assert len(first) < 100_000
        session = table.session
        for dilemma in session.undecided():
            facts = session.place.dilemmas[dilemma]
            assert any(session.choose(facts.id, option.id) is None for option in facts.options)
        assert table.do(session.end_turn)
        assert thumbnail.picture_path(path).read_bytes() != first
        assert {one.suffix for one in path.parent.iterdir()} == {".png", SUFFIX}

    def test_a_picture_is_no_reason_to_fail(self, shelf: SavedShelf) -> None:
        """Where the picture cannot be written, the quarter is played and saved all the same."""
        driver = Person()
        table = begun(driver, shelf)
        thumbnail.picture_path(path_of(table)).mkdir()  # a folder in its place: the rename fails
        assert not thumbnail.keep(table.session, driver.window.kit)

    @pytest.mark.parametrize("what", ["nothing", "text", "huge", "bomb", "cut"])
    def test_no_picture_where_it_is_none(self, shelf: SavedShelf, what: str) -> None:
        """A picture that is missing, no PNG, too long, too wide or cut short is passed over."""
        driver = Person()
        table = begun(driver, shelf, 1)
        file = thumbnail.picture_path(path_of(table))
        whole = file.read_bytes()
        if what == "nothing":
            file.unlink()
        else:
            wide = whole[:16] + (60_000).to_bytes(4, "big") + whole[20:]
            data = {"text": b"not a picture", "huge": whole + bytes(thumbnail.LARGEST), "bomb": wide, "cut": whole[:200]}[what]
            file.write_bytes(data)
        assert thumbnail.kept(path_of(table)) is None


class TestScreen:
    """The list of saved games."""

    def test_open_by_keys(self, shelf: SavedShelf) -> None:
        """The last game has the focus, and Enter goes on with it where it stood."""
        begun(Person(), shelf, 2)
        driver = Person()
        driver.open(SavesScreen(driver.window, shelf, None))
        driver.rest(2)
        assert "After quarter 2, played today at" in driver.words
        driver.key("return")
        assert isinstance(driver.top, QuarterScreen)
        assert driver.top.table.session.turn == 3

    def test_no_two_games_sound_alike(self, shelf: SavedShelf) -> None:
        """Two games of one place that stand at the same quarter are told apart by ear."""
        driver = Person()
        path = path_of(begun(driver, shelf))
        shelf.close()
        copy(path, "the other")
        driver.open(SavesScreen(driver.window, shelf, None))
        words = [node.words() for node in driver.root.walk() if node.actions]
        assert sum(word.startswith("Open ") for word in words) == 2
        assert len(set(words)) == len(words)

    def test_a_copy_under_a_name(self, shelf: SavedShelf) -> None:
        """A name is typed, corrected and entered; the copy holds the same game and has its picture."""
        table = begun(Person(), shelf, 1)
        driver = Person()
        driver.open(SavesScreen(driver.window, shelf, None))
        driver.do(f"copy:{path_of(table).name}")
        assert isinstance(driver.top, CopyDialog)
        assert driver.window.kit.focus == "name"
        driver.type("Before the puul")
        driver.key("left", "backspace", "backspace")
        driver.type("oo")
        driver.key("return")
        made = save_folder() / f"Before-the-pool{SUFFIX}"
        assert read_log(made) == read_log(path_of(table))
        assert thumbnail.kept(made) is not None
        assert "Before-the-pool" in driver.words
        driver.do(f"copy:{path_of(table).name}")
        driver.type("Before the pool")
        driver.key("return")
        assert "already something by that name" in driver.words
        driver.key("escape")
        assert isinstance(driver.top, SavesScreen)

    def test_deleting_asks_and_keeps(self, shelf: SavedShelf) -> None:
        """A game is moved to the trash after a question, with its picture, and can be moved back whole."""
        table = begun(Person(), shelf, 1)
        shelf.close()
        path = path_of(table)
        before = path.read_bytes()
        driver = Person()
        driver.open(SavesScreen(driver.window, shelf, None))
        driver.do(f"delete:{path.name}")
        assert isinstance(driver.top, Question)
        driver.key("escape")
        assert path.exists()
        driver.do(f"delete:{path.name}")
        driver.key("return")
        assert not saved_games()
        assert (path.parent / TRASH / path.name).read_bytes() == before
        assert thumbnail.kept(path.parent / TRASH / path.name) is not None
        assert "There is no saved game yet." in driver.words

    def test_the_game_being_played_is_not_deleted(self, shelf: SavedShelf) -> None:
        """The open game says so, has no Delete, and Enter goes back to it."""
        driver = Person()
        table = begun(driver, shelf)
        driver.open(QuarterScreen(driver.window, table))
        driver.key("s")
        assert "You are playing this one." in driver.words
        assert not driver.has(f"delete:{path_of(table).name}")
        driver.key("return")
        assert isinstance(driver.top, QuarterScreen)
        with pytest.raises(SaveInUse):
            discard(path_of(table))

    def test_damage_is_told(self, shelf: SavedShelf) -> None:
        """What cannot be opened says why and has no Open; what has lost its end says so and can be opened."""
        table = begun(Person(), shelf, 1)
        shelf.close()
        path_of(table).write_bytes(path_of(table).read_bytes()[:-7])
        (save_folder() / f"odd{SUFFIX}").write_bytes(b"not a game")
        driver = Person()
        driver.open(SavesScreen(driver.window, shelf, None))
        assert not driver.has(f"open:odd{SUFFIX}")
        assert "This does not begin as a saved game does" in driver.words
        assert "It is left out; the" in driver.words
        driver.do(f"open:{path_of(table).name}")
        assert driver.top.title == "About this saved game"
        assert "torn" in driver.words
        driver.key("return")
        assert isinstance(driver.top, QuarterScreen)

    def test_the_game_at_hand_goes_on_when_another_cannot_be_opened(self, shelf: SavedShelf) -> None:
        """A saved game that is open elsewhere is refused in words, and the game being played takes decisions as before."""
        driver = Person()
        other = begun(driver, shelf)
        table = begun(driver, shelf)
        driver.open(QuarterScreen(driver.window, table))
        with Log.open(path_of(other)):
            driver.key("s")
            driver.do(f"open:{path_of(other).name}")
            assert "open in another window" in driver.words
            # What is wrong and what to try come before the file.
            assert (
                driver.words.index("open in another window")
                < driver.words.index("Try:")
                < driver.words.index(path_of(other).name)
            )
        driver.key("return")
        session = driver.top.table.session  # type: ignore[attr-defined] # the screen of a game
        assert session.path == path_of(table)
        dilemma = session.place.dilemmas[session.undecided()[0]]
        assert session.choose(dilemma.id, dilemma.options[0].id) is None
        assert read_log(path_of(table)).records[-1]["dilemma"] == dilemma.id

    @pytest.mark.slow
    def test_a_long_list_is_shown_a_page_at_a_time(self, shelf: SavedShelf) -> None:
        """A long list is shown a page at a time."""
        path = path_of(begun(Person(), shelf))
        for number in range(24):
            copy(path, f"copy-{number}")
        driver = Person()
        driver.open(SavesScreen(driver.window, shelf, None))
        assert driver.node("more").name == "Show more (5 older)"
        driver.do("more")
        assert not driver.has("more")
        assert sum(node.role == "item" for node in driver.root.walk()) == 25

    @pytest.mark.parametrize(("size", "text"), [((960, 600), 200), ((1280, 720), 100)])
    def test_nothing_runs_out_of_the_window(self, shelf: SavedShelf, size: tuple[int, int], text: int) -> None:
        """Nothing is wider than there is room, in the list and in its dialogs."""
        table = begun(Person(), shelf)
        driver = Person(size=size, text=text)
        driver.open(SavesScreen(driver.window, shelf, None))
        assert cramped(driver.root, size) == []
        driver.do(f"copy:{path_of(table).name}")
        assert cramped(driver.root, size) == []


class TestDisk:
    """What the disk may refuse."""

    @pytest.mark.parametrize("fault", [errno.EROFS, errno.ENOSPC])
    def test_a_disk_that_refuses(self, shelf: SavedShelf, fault: int) -> None:
        """On a disk that is full or read-only, moving to the trash and keeping a picture change nothing, in words or silently."""
        driver = Person()
        table = begun(driver, shelf)
        path = path_of(table)
        shelf.close()
        before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
        with pytest.raises(SaveFault, match="where it was"):
            discard(path, disk=Refusing(fault))
        assert not thumbnail.keep(table.session, driver.window.kit, disk=Refusing(fault))
        assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before

    def test_the_same_name_twice_in_the_trash(self, shelf: SavedShelf) -> None:
        """Nothing in the trash is overwritten."""
        path = path_of(begun(Person(), shelf))
        shelf.close()
        data = path.read_bytes()
        kept = []
        for number in range(2):
            path.write_bytes(data + b" " * number)
            kept.append(discard(path))
        assert [one.read_bytes() for one in kept] == [data, data + b" "]

    def test_a_picture_loads_in_the_colours_it_was_saved_in(self, shelf: SavedShelf) -> None:
        """The picture is of the theme it was played in; it need not be the theme of now."""
        table = begun(Person(theme="dark"), shelf, 1)
        driver = Person(theme="light")
        picture = thumbnail.kept(path_of(table))
        assert isinstance(picture, pygame.Surface)
        assert picture.get_at((1, 1))[:3] != driver.window.kit.palette.ground


def test_a_resumed_game_without_a_picture_gets_one(shelf: SavedShelf) -> None:
    """Opening a saved game that has no picture makes one, so that the list has it from then on."""
    driver = Person()
    path = path_of(begun(driver, shelf))
    assert thumbnail.kept(path) is None
    assert opening.resume(driver.window, shelf, path)
    assert thumbnail.kept(path) is not None
