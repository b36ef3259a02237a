"""Which of the quarter's decisions each page of a team's table shows, and what open pages are told when those change.

An open page is read again when what it shows has changed, and not because something else at its table has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Final

from game.play.session import Session
from game.workshop import deed
from game.workshop.room import Room
from game.workshop.table import Table

ALL: Final = "all"
"""Whatever has been decided: what a page shows that is not named below, which is made anew after every decision."""

_PARTS: Final[Mapping[str, Callable[[Session], str]]] = {
    "quarter": lambda _: "",
    "options": deed.decided_but_tokens,
    "attention": deed.decided_but_options,
    "decided": deed.decided,
}
"""What a page can show of the decisions so far. Besides that, they all show how the quarter began and what the room came to."""

_SHOWS: Final[Mapping[str, str]] = {
    "quarter.html": "decided",
    "decide.html": "options",
    "attention.html": "attention",
    "end.html": "decided",
    **dict.fromkeys(
        (
            f"{name}.html"
            for name in (
                "held",
                "story",
                "result",
                "partners",
                "agency",
                "promises",
                "money",
                "history",
                "why",
                "devices",
            )
        ),
        "quarter",
    ),
}


def part_of(template: str) -> str:
    """Which part of what is decided a page shows."""
    return _SHOWS.get(template, ALL)


def decided_of(table: Table, part: str) -> str:
    """What is decided so far of one part. To be called under the table's lock."""
    return table.hangs_on(_PARTS[part])


def shown(room: Room, table: Table, part: str) -> str:
    """A mark that is another whenever a page that shows that part would be. To be called under the table's lock."""
    if part == ALL:
        return room.version(table)
    mark = blake2b(decided_of(table, part).encode(), digest_size=6).hexdigest()
    return f"{room.version_within_quarter(table)}.{mark}"


def told(room: Room, table: Table) -> str:
    """What open pages are told: the mark of each part, written as the fields of an address are."""
    version = room.version(table)
    if table.told[0] != version:
        table.told = version, "&".join(f"{part}={shown(room, table, part)}" for part in (ALL, *_PARTS))
    return table.told[1]
