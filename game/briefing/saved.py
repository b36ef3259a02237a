"""A saved game in a few words, for every list of them: how far it has come, and when it was last played."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from game.play.store import SavedGame
from game.translation import say
from game.words import calendar
from game.words.grammar import count

_WEEK: Final = 7
"""Days within which it is said how many have passed, and no date."""


def stands(game: SavedGame) -> str:
    """How far a saved game has come."""
    if game.is_over:
        return say("finished after quarter {quarter}", quarter=game.turn)
    return say("after quarter {quarter}", quarter=game.turn) if game.turn else say("just begun")


def version(game: SavedGame) -> str:
    """What tells a saved game from another of its place: that it is a shorter version, or is played by several; else nothing."""
    if game.cut and game.is_shared:
        return say("a shorter version, played by several round one screen")
    if game.cut:
        return say("a shorter version")
    return say("played by several round one screen") if game.is_shared else ""


def when(game: SavedGame) -> str:
    """When a saved game was last played, as the clock on the wall shows it."""
    played = datetime.fromtimestamp(game.modified)  # noqa: DTZ006 - the clock on the wall
    time = f"{played:%H:%M}"
    match (datetime.now().date() - played.date()).days:  # noqa: DTZ005 - as above
        case 0:
            return say("played today at {time}", time=time)
        case 1:
            return say("played yesterday at {time}", time=time)
        case days if 0 < days < _WEEK:
            return say("played {days} ago at {time}", days=count(days, "day"), time=time)
        case _:
            return say("played on {day} at {time}", day=calendar.day(played), time=time)
