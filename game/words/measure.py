"""The seven headline measures in words: what each is called, what it tells, and how a value of it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.translation import say
from game.words.level import of_hundred
from game.words.money import about


@dataclass(frozen=True, slots=True)
class Measure:
    """A headline measure: its name and a line on what it tells, in English, and its unit."""

    english: str
    line: str
    unit: str

    @property
    def name(self) -> str:
        """Its name in the language of the game."""
        return say(self.english)

    @property
    def text(self) -> str:
        """What it tells, in the language of the game."""
        return say(self.line)


MEASURES: Final[dict[str, Measure]] = {
    "people": Measure("People", "changes in people's lives that are really due to the work", "count"),
    "results": Measure("Results", "changes that were reported by the end of the programme", "count"),
    "trust": Measure("Trust", "trust as it really was, over the ties that matter and your own", "level"),
    "sharing": Measure("Sharing", "information that is really shared where it matters", "level"),
    "money": Measure("Money", "cost avoided by the end, which nobody can spend", "pounds"),
    "legacy": Measure("Legacy", "what of working together goes on by itself at the very end", "level"),
    "self": Measure("Your strength", "your energy and your standing at the end", "level"),
}


def value(measure: str, number: float) -> str:
    """A value of a measure in words: `312`, `£1.4m`, `41 of 100`."""
    match MEASURES[measure].unit:
        case "pounds":
            return about(number)
        case "level":
            return of_hundred(number)
        case _:
            return f"{number:,.0f}"


def span(measure: str, low: float, high: float) -> str:
    """Two values of a measure between which something lies: `200 to 500`, `£1.4m to £2m`, `41 to 47 of 100`."""
    if MEASURES[measure].unit != "level":
        return say("{low} to {high}", low=value(measure, low), high=value(measure, high))
    return say("{level} of 100", level=say("{low} to {high}", low=round(100 * low), high=round(100 * high)))
