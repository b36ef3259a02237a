"""What the keys of a scenario hold: the kinds of field that effects declare, and those only a place has.

A kind says what may be written, in words for people, in a pydantic type for the checker and in JSON Schema for editors.
The core declares the kinds that effects use; this module adds the rest and gives each its type. Checker, compiler and
reference pages ask a field's kind, never its name, so a new effect needs no change here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from game.core.effects import kind as core
from game.core.effects.kind import Kind
from game.core.parameters import PARAMETERS
from game.core.variables import VARIABLES
from game.translation import later, say

LONGEST_ID = 40
LONGEST_TEXT = 4000
LONGEST_LINE = 300
ID_PATTERN = r"^[a-z][a-z0-9_]*$"
AMOUNT_WORDS = ("slight", "clear", "strong")
SIZE_WORDS = (*AMOUNT_WORDS, "-slight", "-clear", "-strong")
GROUPS = ("all", "inside", "outside")
ICONS = (
    "baby", "banknote", "bed", "book-open", "brain", "briefcase", "building", "building-2", "church", "coffee", "crown",
    "door-open", "factory", "gavel", "graduation-cap", "hand-coins", "hand-heart", "hand-helping", "hard-hat", "heart-handshake",
    "heart-pulse", "hospital", "house", "key-round", "landmark", "library", "life-buoy", "lock", "megaphone", "network",
    "newspaper", "person-standing", "pill", "scale", "school", "shield", "siren", "sprout", "stethoscope", "store", "syringe",
    "tent", "trees", "umbrella", "user", "users", "vote",
)  # fmt: skip
"""The pictograms an agency can have: files of `assets/icons`."""

ID = Kind("id", later("an id: small letters, digits and _, beginning with a letter, at most 40 characters"))
LINE = Kind("line", later("words on one line"))
FRAME = Kind("frame", later("a frame's id"))
OPTION = Kind("option", later("an option's id"))
CUT = Kind("cut", later("a cut's id"))
NEEDS = Kind("needs", later("a list of agencies, or a map from agency to weight"))
LEVELS = Kind("levels", later("a place-wide variable"))
PARAMETER = Kind("parameter", later("a parameter of the model"))
TURN = Kind("turn", later("a turn, counted from 1"))
DATES = Kind("dates", later("a turn, counted from 1, or a list of them: `[2, 6, 10]`"))
TURNS = Kind("turns", later("a number of quarters, 1 to 60"))
WHOLE = Kind("whole", later("a whole number"))
QUARTER = Kind("quarter", later("a year and a quarter, such as 2010 Q2"))
YES_NO = Kind("yes or no", later("true or false"))
SOURCE = Kind("source", later("the id of a source"))
POSITION = Kind("position", later("two numbers from 0 to 1, across and down: `[0.2, 0.7]`"))
LINE_ON_MAP = Kind("line on the map", later("two points or more, each `[across, down]`: `[[0, 0.4], [1, 0.6]]`"))
AREA_ON_MAP = Kind("area on the map", later("three points or more round it, each `[across, down]`"))
ICON = Kind("icon", later("one of the pictograms that come with the game"))


def _named(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema(schema)


_ID_SCHEMA = {"type": "string", "pattern": ID_PATTERN, "maxLength": LONGEST_ID}
AUTHORED = tuple(name for name, variable in VARIABLES.items() if variable.authored)
"""The variables that a scenario may change."""

PLACE_WIDE = (*(name for name in AUTHORED if VARIABLES[name].over == "place"), "pot")
"""The variables whose starting values `levels` may hold."""

_SIZE_SCHEMA = {"anyOf": [{"type": "number"}, {"enum": list(SIZE_WORDS)}]}
_AMOUNT_SCHEMA = {"anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"enum": list(AMOUNT_WORDS)}]}
_AGENCIES_SCHEMA = {"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}
_PAIR_SCHEMA = {"type": "array", "items": _ID_SCHEMA, "minItems": 2, "maxItems": 2}

_Word = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]
_Words = Annotated[list[_Word], Field(min_length=1, max_length=200)]
_Number = Annotated[float, Field(allow_inf_nan=False)]

_Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID)]
Id = Annotated[_Id, ID]
Flag = Annotated[_Id, core.FLAG]
PromiseId = Annotated[_Id, core.PROMISE]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$", max_length=LONGEST_ID), SOURCE]
_SEEN = r"\S"  # what is spaces only, nobody can read
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=_SEEN), core.TEXT]
Line = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE, pattern=_SEEN), LINE]
Short = Annotated[str, StringConstraints(min_length=1, max_length=14, pattern=_SEEN), LINE]
Number = Annotated[_Number, core.NUMBER]
Level = Annotated[float, Field(ge=0, le=1), core.SHARE]
Share = Level
Pounds = Annotated[int, Field(ge=0, le=1_000_000_000), core.POUNDS]
_Turn = Annotated[int, Field(ge=1, le=60)]
Turn = Annotated[_Turn, TURN]
Dates = Annotated[_Turn | Annotated[list[_Turn], Field(min_length=1, max_length=60)], DATES]
Turns = Annotated[int, Field(ge=1, le=60), TURNS]
TurnKey = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]?$"), TURN]
Quarters = Annotated[int, Field(ge=1, le=40), core.QUARTERS]
YesNo = Annotated[bool, YES_NO]
YearAndQuarter = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3} Q[1-4]$"), QUARTER]
Position = Annotated[list[Annotated[float, Field(ge=0, le=1)]], Field(min_length=2, max_length=2), POSITION]
_Point = Annotated[list[Annotated[float, Field(ge=-0.2, le=1.2)]], Field(min_length=2, max_length=2)]
LineOnMap = Annotated[list[_Point], Field(min_length=2, max_length=200), LINE_ON_MAP]
AreaOnMap = Annotated[list[_Point], Field(min_length=3, max_length=200), AREA_ON_MAP]
Icon = Annotated[Literal[ICONS], ICON]  # type: ignore[valid-type] # the words stand once, above
Agency = Annotated[_Word, core.AGENCY, _named(_ID_SCHEMA)]
Agencies = Annotated[_Word | _Words, core.AGENCIES, _named(_AGENCIES_SCHEMA)]
Targets = Annotated[_Word | _Words, core.TARGETS, _named(_AGENCIES_SCHEMA)]
Pair = Annotated[list[_Word], Field(min_length=2, max_length=2), core.PAIR, _named(_PAIR_SCHEMA)]
Ties = Annotated[str | list[_Word], core.TIES, _named({"anyOf": [{"const": "all"}, _PAIR_SCHEMA]})]
Needs = Annotated[
    _Words | Annotated[dict[_Word, Annotated[_Number, Field(gt=0)]], Field(min_length=1)],
    NEEDS,
    _named(
        {
            "anyOf": [
                {"type": "array", "items": _ID_SCHEMA, "minItems": 1},
                {"type": "object", "additionalProperties": {"type": "number", "exclusiveMinimum": 0}, "minProperties": 1},
            ]
        }
    ),
]
Frame = Annotated[_Word, FRAME]
Option = Annotated[_Word, OPTION]
Cut = Annotated[_Word, CUT]
Dilemma = Annotated[_Word, core.DILEMMA]
Outcome = Annotated[_Word, core.OUTCOME, _named(_ID_SCHEMA)]
Parameter = Annotated[str, PARAMETER, _named({"enum": sorted(PARAMETERS)})]
Account = Annotated[_Word, core.ACCOUNT]
Variable = Annotated[str, core.LEVEL, _named({"enum": list(AUTHORED)})]
PlaceVariable = Annotated[str, LEVELS, _named({"enum": list(PLACE_WIDE)})]
Size = Annotated[_Number | str, core.SIZE, _named(_SIZE_SCHEMA)]
Amount = Annotated[Annotated[_Number, Field(gt=0)] | str, core.AMOUNT, _named(_AMOUNT_SCHEMA)]
Votes = Annotated[
    dict[_Word, Annotated[_Number, Field(ge=0, le=1)]],
    core.VOTES,
    _named({"type": "object", "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1}}),
]
Condition = Annotated[str | int | float | bool, core.EXPRESSION, _named({"type": "string", "maxLength": 500})]
Evidence = Annotated[list[Annotated[str, Field(max_length=LONGEST_ID)]], Field(max_length=20), core.EVIDENCE]
# Pydantic does not know the effects: `editor` puts their schema where this one says that an effect stands.
Effects = Annotated[
    list[dict[str, Any]],
    Field(max_length=60),
    core.EFFECTS,
    _named({"type": "array", "items": {"is": "effect"}, "maxItems": 60}),
]

TYPES: dict[str, Any] = {
    "agency": Agency,
    "agencies": Agencies,
    "pair": Pair,
    "outcome": Outcome,
    "ties": Ties,
    "level": Variable,
    "targets": Targets,
    "size": Size,
    "amount": Amount,
    "number": Number,
    "share": Share,
    "pounds": Pounds,
    "quarters": Quarters,
    "account": Account,
    "expression": Condition,
    "text": Text,
    "flag": Flag,
    "promise": PromiseId,
    "dilemma": Dilemma,
    "evidence": Evidence,
    "effects": Effects,
    "votes": Votes,
}
"""The pydantic type of each kind that an effect's field can have; a fixed word's is the type of the field itself."""


def expected(kind: Kind) -> str:
    """Says what may be written for a kind, without what the compiler makes of it."""
    return say(kind.text).partition(";")[0]
