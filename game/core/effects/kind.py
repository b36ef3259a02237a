"""What an effect's fields mean, so that schema, checker, compiler, docs and editor all read the same declaration.

An effect is a frozen dataclass whose fields are annotated `Annotated[type, Kind...]`. The written form
(YAML) of a field has its trailing underscore stripped (`from_` is `from`). After compiling, a field holds the
value named under *compiled* below.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of field: `name` for the schema, `text` for people, what is written and what the compiler makes of it."""

    name: str
    text: str


AGENCY = Kind("agency", "an agency's id; compiled: its number")
AGENCIES = Kind("agencies", "an agency's id, a list of them, or `all`, `inside`, `outside`; compiled: a tuple of numbers")
PAIR = Kind("pair", "two agencies, `[a, b]`; compiled: a tuple of two numbers")
TIES = Kind("ties", "two agencies, `[a, b]`, or `all` for every tie that needs a protocol; compiled: a tuple of pairs (a, b)")
LEVEL = Kind("level", "a variable an author may change; compiled: its name")
TARGETS = Kind("targets", "agencies, or a frame's id when the variable is `emphasis`; compiled: a tuple of numbers")
SIZE = Kind("size", "a number, or slight, clear, strong, with or without a minus; compiled: a number")
AMOUNT = Kind("amount", "a number above 0, or slight, clear, strong; compiled: a number")
OUTCOME = Kind("outcome", "an outcome's id; compiled: its number")
NUMBER = Kind("number", "a number")
SHARE = Kind("share", "a number from 0 to 1")
POUNDS = Kind("pounds", "a whole number of pounds, not negative")
QUARTERS = Kind("quarters", "a whole number of quarters, 1 to 40")
ACCOUNT = Kind("account", "an agency's id or `pot`; compiled: its number, or -1 for the pot")
EXPRESSION = Kind("expression", "a condition; compiled: a game.core.condition tree")
EFFECTS = Kind("effects", "a list of effects; compiled: a tuple of effects")
TEXT = Kind("text", "words for people; compiled: the words")
FLAG = Kind("flag", "a flag's or counter's name; compiled: its number")
PROMISE = Kind("promise", "a promise's id (optional; the compiler numbers every promise); compiled: its number")
DILEMMA = Kind("dilemma", "a dilemma's id; compiled: its number")
WORD = Kind("word", "a fixed word")
EVIDENCE = Kind("evidence", "a list of source ids; compiled: a tuple of them")
VOTES = Kind("votes", "a map from agency to its share of the votes, 0 to 1; compiled: every agency's share, in order")
