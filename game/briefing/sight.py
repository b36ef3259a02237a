"""Single numbers out of what the leading seat sees."""

from __future__ import annotations

from game.core.observe import View
from game.core.variables import VARIABLES
from game.play.session import Session
from game.words.grammar import count, listed, short
from game.words.level import in_words

Asked = tuple[str, tuple[int, ...]]
"""What somebody asks about: a variable, and which element of it."""


def seen(view: View, variable: str, *index: int) -> float:
    """One element of a variable; of one that is the seat's own, the seat's."""
    if VARIABLES[variable].sight == "own":
        return float(view[variable][0])
    return float(view[variable][(*index, 0)])


def after_the_end(session: Session) -> str:
    """How long after the programme things are shown, to stand after a title; nothing while it runs."""
    later = session.view().turn - 1 - session.last_turn_played
    return f", {count(later, 'quarter')} after the end" if session.is_over and later > 0 else ""


def is_met(view: View) -> bool:
    """Whether a quarter has been played, so that there are deeds and sharing to be seen."""
    return view.turn > 1


def names(view: View, numbers: list[int]) -> str:
    """The short names of agencies, in a row: `Police, Schools and Housing`."""
    return listed([short(view.place, number) for number in numbers])


def last_turn(session: Session) -> int:
    """The last turn of which there is something to tell: after the end, the epilogue's last; 0 before the first is played."""
    return session.turn - 1 if session.is_over else session.last_turn_played


def partners(view: View) -> list[int]:
    """Every agency but the lead, those of the lead's own body first."""
    place = view.place
    others = [number for number in range(len(place.agencies)) if number != place.lead]
    return sorted(others, key=lambda number: number not in place.inside)


def inside(view: View) -> list[int]:
    """The partners that belong to the lead's own body."""
    return [number for number in partners(view) if number in view.place.inside]


def outside(view: View) -> list[int]:
    """The partners that belong to other bodies."""
    return [number for number in partners(view) if number not in view.place.inside]


def said(view: View, agency: int) -> float:
    """The commitment an agency voices."""
    return seen(view, "stated", agency)


def done(view: View, agency: int) -> float:
    """The commitment an agency delivered last quarter."""
    return seen(view, "delivered", agency)


def by_word(view: View, variable: str, numbers: list[int]) -> list[tuple[str, list[int]]]:
    """Agencies by the word for their level of a variable, the highest first."""
    groups: dict[str, list[int]] = {}
    for number in sorted(numbers, key=lambda number: -seen(view, variable, number)):
        groups.setdefault(in_words(variable, seen(view, variable, number)), []).append(number)
    return list(groups.items())
