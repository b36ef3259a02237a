"""What a table may be called: something that people can read, and tell from every other table's name."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from game.translation import say
from game.workshop.room import Room
from game.workshop.table import Table

LONGEST_NAME: Final = 40

_UNSEEN: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Signs that count as printable, and of which nobody sees anything."""


def unfit(name: str) -> str:
    """Why no table can have that name, in words; nothing where one can. A table without a name has its number."""
    if len(name) <= LONGEST_NAME and name.isprintable() and bool(name) == bool(_looks(name)):
        return ""
    return say("The name of a table has at most {n} characters, letters and signs that can be printed.", n=LONGEST_NAME)


def is_taken(room: Room, name: str, by: Table | None = None) -> bool:
    """Whether another table than `by` has this name, or one that looks the same on the screen."""
    return bool(name) and _looks(name) in (_looks(room.name(one)) for one in room.tables.values() if one is not by)


def _looks(name: str) -> str:
    """A name as it looks to people, who cannot tell a capital, a sign in two parts or one of which they see nothing."""
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", unicodedata.normalize("NFKC", name)).casefold())
