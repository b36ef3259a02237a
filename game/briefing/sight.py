"""Single numbers out of what a seat sees."""

from __future__ import annotations

from game.core.observe import PUBLIC, View
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.session import Session
from game.translation import say
from game.words.grammar import count
from game.words.lasting import lasting
from game.words.level import SCALES, in_words

Asked = tuple[str, tuple[int, ...]]
"""What somebody asks about: a variable, and which element of it."""


def seen(view: View, variable: str, *index: int) -> float:
    """One element of a variable; of one that is the seat's own, the seat's."""
    if VARIABLES[variable].sight == "own":
        return float(view[variable][0])
    return float(view[variable][(*index, 0)])


def id_of(place: Place, seat: int | None) -> str:
    """The id of a seat's agency, the lead's where None; nothing for PUBLIC, which is nobody's."""
    return "" if seat == PUBLIC else place.agencies[place.lead if seat is None else seat].id


def after_the_end(session: Session) -> str:
    """How long after the programme things are shown, to stand after a title; nothing while it runs."""
    later = session.view().turn - 1 - session.last_turn_played
    return say(", {count} after the end", count=count(later, "quarter")) if session.is_over and later > 0 else ""


def is_met(view: View) -> bool:
    """Whether a quarter has been played, so that there are deeds and sharing to be seen."""
    return view.turn > 1


def last_turn(session: Session) -> int:
    """The last turn of which there is something to tell: after the end, the epilogue's last; 0 before the first is played."""
    return session.turn - 1 if session.is_over else session.last_turn_played


def partners(view: View) -> list[int]:
    """Every agency but the seat's own, those of its own body first; where all are told together, every agency."""
    return [*others(view.place, view.seat)]


@lasting
def others(place: Place, seat: int) -> tuple[int, ...]:
    """The partners of a seat, as `partners` of what it sees."""
    found = [number for number in range(len(place.agencies)) if number != seat]
    return tuple(sorted(found, key=lambda number: not _is_inside(place, seat, number)))


def inside(view: View) -> list[int]:
    """The partners that belong to the seat's own body."""
    return [number for number in partners(view) if _is_inside(view.place, view.seat, number)]


def outside(view: View) -> list[int]:
    """The partners that belong to other bodies."""
    return [number for number in partners(view) if not _is_inside(view.place, view.seat, number)]


def _is_inside(place: Place, seat: int, number: int) -> bool:
    """Whether an agency belongs to the body of the seat; of the bodies there are, a place tells the lead's alone."""
    return number in place.inside and (seat in place.inside or seat in {PUBLIC, place.lead})


def said(view: View, agency: int) -> float:
    """The commitment an agency voices."""
    return seen(view, "stated", agency)


def done(view: View, agency: int) -> float:
    """The commitment an agency delivered last quarter."""
    return seen(view, "delivered", agency)


def is_short(view: View, agency: int) -> bool:
    """Whether an agency did clearly less last quarter than it had voiced, beyond politeness: `clear` as a word tells it."""
    return is_met(view) and round(seen(view, "gap", agency), 2) >= SCALES["gap"].bounds[1]


def by_word(view: View, variable: str, numbers: list[int]) -> list[tuple[str, list[int]]]:
    """Agencies by the word for their level of a variable, the highest first."""
    groups: dict[str, list[int]] = {}
    for number in sorted(numbers, key=lambda number: -seen(view, variable, number)):
        groups.setdefault(in_words(variable, seen(view, variable, number)), []).append(number)
    return list(groups.items())
