"""The names a scenario gives to things, and the numbers the engine knows them by."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from game.translation import say

Numbers = Mapping[str, int]

ON_SCREEN: Final = {"commitment": "buy_in", "backing": "cover", "standing": "credibility", "members": "joined"}
"""What screens call by a plainer word: an author who has played knows it by that."""


@dataclass(frozen=True)
class Names:
    """Every id of a scenario with its number, in the order of the file.

    `dilemmas` holds the options of each dilemma with their numbers; a dilemma's own number is its position. `turns` is
    the number of quarters played by hand, `epilogue` the number after them. `parts` are the parts of the model that this
    scenario uses and others do without, `many` the agencies that have members.
    """

    agencies: Numbers = field(default_factory=dict)
    outcomes: Numbers = field(default_factory=dict)
    frames: Numbers = field(default_factory=dict)
    dilemmas: Mapping[str, Numbers] = field(default_factory=dict)
    events: Numbers = field(default_factory=dict)
    flags: Numbers = field(default_factory=dict)
    promises: Numbers = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    traces: Numbers = field(default_factory=dict)
    cuts: Numbers = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()
    turns: int = 60
    epilogue: int = 8

    def dilemma(self, name: str) -> int:
        """Gives a dilemma's number; raises `KeyError` where there is none of that name."""
        if name not in self.dilemmas:
            raise KeyError(name)
        return list(self.dilemmas).index(name)


def numbered(names: Iterable[str]) -> dict[str, int]:
    """Numbers names in their order, from 0; a name that comes twice keeps its first number."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Gives the known name most like a mistyped one, or an empty string where none is close."""
    lower = {name.lower(): name for name in known}
    wanted = _plain(found)
    if ON_SCREEN.get(wanted) in lower:
        return ON_SCREEN[wanted]
    close = difflib.get_close_matches(wanted, lower, n=1, cutoff=0.65)
    return lower[close[0]] if close else ""


def _plain(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")


def listed(names: Iterable[str], limit: int = 8) -> str:
    """Names a few things in a row, and says how many more there are."""
    every = list(names)
    if len(every) <= limit:
        return ", ".join(every) if every else say("none")
    return say("{several} and {n} more", several=", ".join(every[:limit]), n=len(every) - limit)


def all_of(names: Iterable[str]) -> str:
    """Names that stand together: `a`, `a and b`, `a and b and c`; nothing where there are none."""
    every = list(names)
    return reduce(lambda one, other: say("{names} and {last}", names=one, last=other), every) if every else ""


def instead_of(found: str, known: Iterable[str], otherwise: str = "") -> str:
    """Says what to try instead of a name that is not known: the closest one, or else some that are."""
    every = list(known)
    # An id that cannot be one stands among the known beside what it was meant to be: only that is worth proposing.
    every = [name for name in every if _plain(name) == name or _plain(name) not in every]
    close = did_you_mean(found, every)
    if close:
        return say("Did you mean `{close}`?", close=close)
    return otherwise or (say("Use one of: {every}.", every=listed(every)) if every else "")
