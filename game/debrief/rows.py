"""A run as tidy rows, one value a row, and the dictionary that says what each column, variable and headline measure means.

Every column holds one kind of value, so that the rows go into a data frame or a Parquet file as they are. All books are open:
`sight` says who could see a value while playing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, get_type_hints

import numpy as np

from game.core.outcome import headline
from game.core.variables import VARIABLES
from game.play.session import Session
from game.translation import later, say
from game.words import quarter
from game.words.measure import MEASURES


class Row(NamedTuple):
    """One element of one variable, or one headline measure, at the start of one turn, with its unit and who could see it."""

    scenario: str
    seed: int
    turn: int
    quarter: str
    part: str
    variable: str
    of: str
    to: str
    value: float
    unit: str
    sight: str


COLUMNS: Final = later(
    {
        "scenario": "the place's id",
        "seed": "the luck of the game",
        "turn": "the turn at whose start the value held, so that what came of a turn stands in the next: 1 is the beginning, the "
        "last is the end of the epilogue",
        "quarter": "the turn's calendar quarter, such as 2010 Q2; empty where the place has no dates",
        "part": "programme while it runs, epilogue after it has ended; the first turn of the epilogue is how the programme ended",
        "variable": "which variable: see the rows of kind variable; measure for a headline measure",
        "of": "which element: the id of an agency, outcome, frame, flag, dilemma, event, promise, delayed effect or headline "
        "measure; of a tie, whose belief it is; empty for the whole place",
        "to": "of a tie, about whom it is; empty otherwise",
        "value": "the number, as the engine has it, in the variable's unit",
        "unit": "level (0 to 1), pounds, count, number, or turn",
        "sight": "who sees it while playing: public, own (the agency itself) or hidden",
    }
)
"""What each column of the rows holds."""

MEASURE: Final = "measure"
"""The variable of those rows that hold a headline measure."""

DICTIONARY: Final = ("kind", "name", "means", "type", "unit", "over", "low", "high", "sight")

_NAMES: Final = {str: "text", int: "whole number", float: "number"}
_TYPES: Final = {name: _NAMES[kind] for name, kind in get_type_hints(Row).items()}


def rows(session: Session) -> Iterator[Row]:
    """Every value of a game, turn by turn: the variables in the model's order, and the headline measures as they stood."""
    place = session.place
    for state in session.states:
        part = "programme" if state["running"][0] > 0.0 else "epilogue"
        when = quarter.date(place, state.turn)
        for name in state:
            facts = VARIABLES[name]
            ids = place.ids(facts.over)
            for index, value in np.ndenumerate(state[name][..., 0]):
                if facts.over == "pair" and index[0] == index[1]:
                    continue  # an agency has no tie to itself
                of, to = [*(ids[number] for number in index), "", ""][:2]
                yield Row(place.id, session.seed, state.turn, when, part, name, of, to, float(value), facts.unit, facts.sight)
        for name, stood in headline(place, state, state).items():
            unit = MEASURES[name].unit
            yield Row(place.id, session.seed, state.turn, when, part, MEASURE, name, "", float(stood[0]), unit, "hidden")


def dictionary() -> Iterator[tuple[str, ...]]:
    """What each column, each variable and each headline measure means, one a row: see `DICTIONARY`."""
    for name, means in COLUMNS.items():
        yield ("column", name, say(means), _TYPES[name], "", "", "", "", "")
    for name, facts in VARIABLES.items():
        bounds = repr(float(facts.low)), repr(float(facts.high))
        yield ("variable", name, say(facts.text), _TYPES["value"], facts.unit, facts.over, *bounds, facts.sight)
    yield (
        "variable",
        MEASURE,
        say("a headline measure: see the rows of kind measure"),
        _TYPES["value"],
        "",
        MEASURE,
        "",
        "",
        "hidden",
    )
    for name, measure in MEASURES.items():
        yield (MEASURE, name, measure.text, _TYPES["value"], measure.unit, "place", "", "", "hidden")


def in_csv(header: Iterable[str], lines: Iterable[Iterable[object]]) -> bytes:
    """Rows as comma-separated UTF-8 text with a line of names above (RFC 4180, with plain line ends)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode()
