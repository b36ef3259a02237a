"""The words a condition may use: variables it can read, and functions it can call."""

from __future__ import annotations

from typing import Final

from game.core import promise
from game.core.variables import VARIABLES, Variable
from game.translation import later

DERIVED = {
    "turn": Variable("turn", "place", "turn", 0, 1e3, "public", later("the turn being played")),
    "signed": Variable("signed", "place", "count", 0, 1e3, "public", later("sharing protocols signed so far")),
    "protocols": Variable("protocols", "place", "count", 0, 1e3, "public", later("sharing protocols that are needed in all")),
}
"""What a condition can read besides the state's own variables."""

READABLE = DERIVED | {name: v for name, v in VARIABLES.items() if v.over in ("place", "agency", "pair", "outcome", "frame")}
"""Every variable a condition can read, by name."""

QUESTIONS: dict[str, tuple[str, str]] = {
    "chose": ("(dilemma, option)", later("whether that option was the one taken")),
    "decided": ("(dilemma)", later("whether the dilemma has been decided")),
    "happened": ("(event)", later("the turn in which the event last came, 0 if it has not")),
    "lasting": ("(trace)", later("whether it is there at the end of the epilogue; asked before, whether it would be")),
    "kept": ("(promise)", later("whether the promise was kept, in time or late")),
    "broken": ("(promise)", later("whether the promise was broken, openly or not; not where its giver owned up")),
    "owned_up": ("(promise)", later("whether its giver owned up that it would not be kept, before it was found broken")),
    "lowest": ("(variable)", later("the lowest value over agencies, or over ties that matter")),
    "highest": ("(variable)", later("the highest value over agencies, or over ties that matter")),
    "mean": ("(variable)", later("the mean over agencies, or over ties that matter")),
    "votes": ("(variable, level)", later("the share of the board's votes held by agencies in which that variable is that high")),
    "min": ("(x, y)", later("the smaller of two numbers")),
    "max": ("(x, y)", later("the greater of two numbers")),
    "abs": ("(x)", later("a number without its sign")),
}
"""Every function of a condition that is not a variable: how it is called and what it tells."""

SETTLED_AS: Final = {
    "kept": (promise.KEPT, promise.LATE),
    "broken": (promise.BROKEN, promise.CONCEALED),
    "owned_up": (promise.DISCLOSED,),
}
"""By each question about a promise, what it may have come to where the answer is yes."""

PART_BEGINS = {
    "strands": later("Give every outcome a `strand`."),
    "deep_dives": later("Let some option or event bring a `deep_dive`."),
    "ground_rules": later("Give `ground_rules` a starting value under `levels`."),
    "aligned": later("Give `aligned` a starting value under `levels`."),
    "members": later("Give an agency `members`."),
    "board": later("Give the place a `board`."),
    "succession": later("Give an agency `successors`."),
    "losses": later("Say what some outcome `loses`."),
    "round_table": later(
        "It is a size of what seats decide at a round table, in any place: lay it over with `--params` instead."
    ),
}
"""How a scenario comes to have each part of the model that not every place has."""

RESERVED = frozenset(READABLE) | frozenset(QUESTIONS)
"""Names that a flag cannot have, because they mean something already."""

JOINERS = ("and", "or", "not")
"""The words that join conditions; nothing in a scenario can have them for an id."""

_ARGUMENTS = {"place": "", "agency": "(agency)", "pair": "(agency, agency)", "outcome": "(outcome)", "frame": "(frame)"}
UNITS = {
    "level": later("a level between 0 and 1"),
    "pounds": later("pounds"),
    "count": later("a count"),
    "turn": later("a turn"),
    "number": later("a number"),
}
"""What a unit is called in a sentence."""


def usage(name: str) -> str:
    """Shows how a variable or function of a condition is written, such as `trust(agency, agency)`."""
    if name in QUESTIONS:
        return name + QUESTIONS[name][0]
    return name + _ARGUMENTS[READABLE[name].over]
