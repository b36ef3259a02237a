"""What a first quarter teaches: a hint the first time something is needed, and never again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from game.translation import later, say

HINTS: Final = {
    "choose": (
        later(
            "How to play: type the number of an option and press Enter. Before that you may ask: `map` shows everybody, "
            "`agency NAME` one of them, `help` all you can type. Nothing you ask costs anything."
        )
    ),
    "undo": later("If you think again before the quarter ends, `undo` takes it back."),
    "tokens": (
        later(
            "Your attention now: what you do with your own weeks. Each of three tokens goes to one thing, or several to the "
            "same. Type it in words, such as `time {partner}`; `map` has the names."
        )
    ),
    "end": later(
        "Nothing has happened yet: `end` ends the quarter. Before that, `expect` and your words keeps what you expect, to be "
        "read beside what came; nobody has to."
    ),
    "why": (
        later(
            "`why` and the number of a line tells what moved it: try `why 1`. The answer has numbers of its own, which go "
            "further back; `look` brings these here again. `why NAME` asks about anything else: `why {partner}`, `why energy`."
        )
    ),
}
"""Each hint by what it is needed for."""


class Teacher:
    """Gives each hint once in a game."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given = set(given)

    @classmethod
    def for_records(cls, records: Iterable[Mapping[str, Any]]) -> Teacher:
        """A teacher who knows what the player has done already, from a saved game's records."""
        given: set[str] = set()
        for record in records:
            match record.get("do"):
                case "choose":
                    given |= {"choose", "undo"}
                case "attend":
                    given |= {"choose", "tokens"}
                case "end_turn":
                    given |= set(HINTS)
                case _:
                    pass
        return cls(given)

    def hint(self, what: str, partner: str) -> str:
        """The hint for something that is needed now, with a partner's name for its example; nothing if it was given before."""
        if what in self._given:
            return ""
        self._given.add(what)
        return say(HINTS[what], partner=partner)
