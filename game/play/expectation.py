"""What whoever plays alone expects of a quarter: written before it has passed, if at all, and told beside what came of it.

It is kept where the reflections are, under a key of its quarter and of the line that led there, and the model never reads it. To
say beforehand what one expects is what shows, afterwards, what one took for granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.core.observe import PUBLIC
from game.translation import say
from game.words import quarter

if TYPE_CHECKING:
    from game.play.session import Session


_KIND: Final = "expect."
"""What the key of an expectation begins with, and that of no question of the debrief."""


def may_expect(session: Session) -> bool:
    """Whether something can be written now of the quarter that is being played: by one alone, while the programme runs."""
    return session.is_running and is_alone(session) and session.may_write


def is_alone(session: Session) -> bool:
    """Whether one plays alone, here: what people at a table or round one screen expect, they can tell each other."""
    return not session.kept_by and session.round_table is None and not session.seats


def question(session: Session, turn: int) -> str:
    """What is asked before a quarter passes."""
    return say("What do you expect to see when {quarter} is over?", quarter=quarter.name(session.place, turn))


def key(session: Session, turn: int) -> str:
    """What it is found by: after going back, another way to the same quarter has another."""
    return f"{_KIND}{turn}.{session.states[turn - 1].digest()[:16]}"


def is_expectation(key: str) -> bool:
    """Whether what was written under a key is an expectation, and no answer to a question of the debrief."""
    return key.startswith(_KIND)


def expected(session: Session, turn: int, seat: int | None = None) -> str:
    """What was written of a quarter before it passed; nothing where nothing was, or where it is told to everybody."""
    if seat == PUBLIC or not is_alone(session) or not session.reflections:
        return ""
    asked = session.reflections.keys_of.get(key(session, turn))
    return session.reflections.get(asked, "") if asked else ""
