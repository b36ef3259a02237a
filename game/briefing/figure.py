"""A number as a seat is told it: what it is called, its value in words, and what one may ask of it."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.sight import Asked, seen
from game.core.observe import View
from game.core.variables import VARIABLES
from game.words import variable


@dataclass(frozen=True, slots=True)
class Figure:
    """One number.

    Arguments:
        label: what it is called, without a colon: `Your energy`.
        words: its value in words, without a full stop: `fresh (61 of 100)`.
        value: the number itself, in its own unit.
        asked: the variable and the element whose causes can be asked for; None where there is nothing to ask.
        warning: a sentence or two on what a value as it is now brings, or nothing.
        note: a sentence that explains a value which is nothing to be warned of, or nothing.
    """

    label: str
    words: str
    value: float
    asked: Asked | None
    warning: str = ""
    note: str = ""

    @property
    def is_level(self) -> bool:
        """Whether the number lies between 0 and 1."""
        return self.asked is not None and VARIABLES[self.asked[0]].unit == "level"

    @property
    def sentence(self) -> str:
        """The value with its full stop, and the warning or the note where there is one."""
        return " ".join(filter(None, (f"{self.words}.", self.warning, self.note)))


def figure(view: View, label: str, asked: Asked, *, words: str = "", warning: str = "", note: str = "") -> Figure:
    """One element that a seat sees, in words; of trust, the seat's estimate.

    Arguments:
        view: what is seen.
        label: what it is called here.
        asked: the variable and the element of it.
        words: its value, where it is said otherwise than usual.
        warning: what a value as it is now brings.
        note: what explains it.
    """
    name, index = asked
    value = seen(view, "estimate" if name == "trust" else name, *index)
    return Figure(label, words or variable.value(name, value), value, asked, warning, note)
