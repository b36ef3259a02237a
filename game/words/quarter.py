"""Turns as quarters of a calendar, or as numbers where a place has no dates."""

from __future__ import annotations

from game.core.place import Place
from game.translation import say
from game.words.grammar import count


def date(place: Place, turn: int) -> str:
    """The calendar quarter of a turn, `2010 Q2`; empty where the place has no dates. Turn 1 is the first."""
    if place.begins is None:
        return ""
    year, quarter = place.begins
    passed = quarter - 1 + turn - 1
    return f"{year + passed // 4} Q{passed % 4 + 1}"


def name(place: Place, turn: int) -> str:
    """A turn as a short name: `2010 Q2`, or `quarter 3` where the place has no dates."""
    return date(place, turn) or say("quarter {turn}", turn=turn)


def span(quarters: int) -> str:
    """A number of quarters as people say it: `two years`, `a year`, `five quarters`."""
    if quarters == 4:
        return say("a year")
    return count(quarters // 4, "year") if quarters % 4 == 0 and quarters else count(quarters, "quarter")


def counted(place: Place, turn: int) -> str:
    """A turn with its place in the whole: `quarter 3 of 13, 2010 Q4`; past the last, `quarter 2 after the end, 2013 Q4`."""
    when = date(place, turn)
    if turn <= place.turns:
        where = say("quarter {turn} of {turns}", turn=turn, turns=place.turns)
    else:
        where = say("quarter {turn} after the end", turn=turn - place.turns)
    return f"{where}, {when}" if when else where
