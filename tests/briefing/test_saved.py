"""A saved game in a few words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from game.briefing.saved import stands, version, when
from game.play.store import SavedGame


def game(*, turn: int | None = 3, is_over: bool = False, days_ago: int = 0) -> SavedGame:
    """A saved game that was last played at noon some days ago."""
    played = datetime.now().replace(hour=12, minute=5) - timedelta(days=days_ago)  # noqa: DTZ005 - the clock on the wall
    return SavedGame(Path("one.wholeplace"), "Barnet", "barnet", 1, 9, turn, played.timestamp(), "", is_over)


@pytest.mark.parametrize(
    ("found", "words"),
    [(game(turn=None), "just begun"), (game(), "after quarter 3"), (game(is_over=True), "finished after quarter 3")],
)
def test_how_far_a_game_has_come(found: SavedGame, words: str) -> None:
    """A game is just begun, some quarters on, or finished."""
    assert stands(found) == words


@pytest.mark.parametrize(
    ("cut", "is_shared", "words"),
    [
        ("", False, ""),
        ("hour", False, "a shorter version"),
        ("", True, "played by several round one screen"),
        ("hour", True, "a shorter version, played by several round one screen"),
    ],
)
def test_what_tells_two_games_of_a_place_apart(cut: str, words: str, *, is_shared: bool) -> None:
    """A shorter version and a game of several are told as such, and the usual game as nothing."""
    assert version(replace(game(), cut=cut, is_shared=is_shared)) == words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today at 12:05"), (1, "yesterday at 12:05"), (6, "6 days ago at 12:05"), (7, "on "), (400, "on ")]
)
def test_when_a_game_was_played(days: int, words: str) -> None:
    """The last days are told as people tell them, what is longer ago by its date."""
    told = when(game(days_ago=days))
    assert told.startswith(f"played {words.replace('6 days', 'six days')}")
    assert told.endswith(" at 12:05")
