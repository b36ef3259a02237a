"""The title screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.play.session import Session
from game.play.shelf import Opened, Unplayable
from game.play.store import SUFFIX, SavedGame
from game.terminal.app import play
from game.terminal.console import WIDEST
from game.terminal.title import MOST_SAVED, Title
from tests.places.laboratory import laboratory
from tests.terminal.script import Tape


class Shelf:
    """Two places, one of which cannot be played, and some saved games."""

    def __init__(self, n_saved: int = 2) -> None:
        self.opened: list[str | Path] = []
        self.more: dict[str, str] = {}
        self._n_saved = n_saved

    def places(self) -> Mapping[str, str]:
        """Titles by id."""
        return {"lab": "The laboratory", "broken": "A broken place"} | self.more

    def saved(self) -> list[SavedGame]:
        """Saved games, and one that cannot be opened."""
        games = [
            SavedGame(Path(f"lab-{number}{SUFFIX}"), "The laboratory", "lab", 1, 9, number, 1e9, "")
            for number in range(1, self._n_saved + 1)
        ]
        return [*games, SavedGame(Path(f"rubbish{SUFFIX}"), "rubbish", "", 0, 0, None, 1e9, "it is no saved game")]

    def cuts(self, place: str) -> Mapping[str, str]:
        """Two of a third place, none of the others."""
        return {"hour": "An hour (6 quarters)", "taste": "A taste (2 quarters)"} if place == "long" else {}

    def begin(self, place: str, cut: str = "") -> Opened:
        """A game of the laboratory."""
        if place == "broken":
            raise Unplayable("line 3: this cannot be.")
        self.opened.append(f"{place} {cut}".strip())
        return Opened(Session(laboratory(), 1))

    def resume(self, path: Path) -> Opened:
        """A game to go on with."""
        self.opened.append(path)
        return Opened(Session(laboratory(), 1), ("The last line was torn.",), is_new=False)

    def branch(self, path: Path, turn: int) -> Opened:
        """No title screen asks for that."""
        raise AssertionError((path, turn))

    def close(self) -> None:
        """Nothing is held open."""


def show(lines: list[str], shelf: Shelf) -> Tape:
    """What the title screen prints for these lines."""
    tape = Tape(lines)
    play(tape.console, shelf)
    return tape


@pytest.mark.parametrize("line", ["1", "lab", "The laboratory", "the lab"])
def test_a_place_by_number_id_or_title(line: str) -> None:
    """A place is begun, with its first page."""
    shelf = Shelf()
    tape = show([line], shelf)
    assert shelf.opened == ["lab"]
    assert tape.prompts[-1] == "Enter to go on> "


@pytest.mark.parametrize(
    ("lines", "opened"),
    [
        (["3", ""], "long"),
        (["3", "1"], "long"),
        (["long", "2"], "long hour"),
        (["3", "9", "what?", "taste"], "long taste"),
        (["3", "quit"], None),
    ],
)
def test_a_place_with_shorter_versions_asks_which(lines: list[str], opened: str | None) -> None:
    """All of it is the first; a version is chosen by number or name; what is neither is asked again; one may leave."""
    shelf = Shelf(0)
    shelf.more["long"] = "A long place"
    tape = show(lines, shelf)
    assert "2. An hour (6 quarters)." in tape.text
    assert shelf.opened == ([opened] if opened else [])


@pytest.mark.parametrize("line", ["3", "lab-1"])
def test_a_saved_game_by_number_or_name(line: str) -> None:
    """A saved game goes on at its quarter, with what was noted about its file."""
    shelf = Shelf()
    tape = show([line], shelf)
    assert shelf.opened == [Path(f"lab-1{SUFFIX}")]
    assert "The last line was torn." in tape.text
    assert "Quarter 1 of" in tape.text


def test_every_number_on_the_title_opens_what_stands_beside_it() -> None:
    """Places and saved games are numbered in one row, and each number leads to its own."""
    title = Title(Shelf(MOST_SAVED))
    lines = re.findall(r"^(\d+)\. (.+)", "\n".join(title.page().lines(WIDEST)), re.MULTILINE)
    assert [int(number) for number, _ in lines] == list(range(1, 3 + MOST_SAVED))
    for number, shown in lines:
        meant = title.meant(number)
        assert shown.startswith(title.places[meant] if isinstance(meant, str) else "The laboratory, ")
    assert [title.meant(number) for number, _ in lines[2:]] == [game.path for game in title.saved]


def test_what_cannot_be_played_is_told() -> None:
    """The title screen stays, and says why."""
    tape = show(["2", "1"], Shelf())
    assert "line 3: this cannot be." in tape.text
    assert tape.prompts[-1] == "Enter to go on> "


def test_damaged_games_are_not_offered() -> None:
    """What has no header cannot be gone on with."""
    assert "rubbish" not in show([], Shelf()).text


def test_many_saved_games() -> None:
    """The latest are shown, and the rest are counted; a number beyond them opens nothing."""
    shelf = Shelf(MOST_SAVED + 3)
    tape = show([str(2 + MOST_SAVED + 1), f"lab-{MOST_SAVED + 2}"], shelf)
    assert "3 more: " in tape.text
    assert shelf.opened == [Path(f"lab-{MOST_SAVED + 2}{SUFFIX}")]


@pytest.mark.parametrize("lines", [[], ["quit"], ["q"], ["help", "look", "", "map", "why police", "99", "quit"]])
def test_leaving_without_a_game(lines: list[str]) -> None:
    """Nothing was begun, and it says so."""
    assert "Nothing was begun" in show(lines, Shelf()).text


def test_a_mistyped_place_is_answered_with_the_nearest() -> None:
    """A mistyped place is answered with the nearest."""
    assert (
        "Did you mean “lab”?" in show(["labb"], Shelf()).text or "Did you mean “The laboratory”?" in show(["labb"], Shelf()).text
    )


@pytest.mark.parametrize("sign", ["²", "٣", "1" * 5_000], ids=["a power", "another script", "five thousand digits"])
def test_a_sign_that_is_no_number_is_asked_back_at_every_prompt(sign: str) -> None:
    """On the title and wherever a game takes a number, what only looks like one, or has no end, is answered and stops nothing."""
    tape = Tape([sign, "1", "", "", sign, f"why {sign}", f"why energy {sign}", f"history {sign}", "1", f"undo {sign}", "", sign])
    play(tape.console, Shelf())
    tape = Tape(["", "", "1", "end", "yes", "", f"back {sign}", f"history {sign}", f"note {sign} x", f"what if {sign}"])
    play(tape.console, Shelf(), Opened(Session(laboratory(), 1)))
    assert "a number from 1 to 1" in tape.text
