"""A saved game of five records that no place has: what its file holds, and what a log gives back; and a log in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.play.record import Header

HEADER = Header("barnet", "c0ffee", 7, "1.0", "2031-02-03T09:30:00+00:00", "Änne: første forsøk", {"pull": 0.25})
RECORDS: list[dict[str, Any]] = [
    {"do": "choose", "dilemma": "spreadsheet", "option": "send", "why": 'because "it helps"\nnow'},
    {"do": "attend", "tokens": [["see", "police"], ["rest"]]},
    {"do": "end_turn", "turn": 1, "digest": "ab12"},
    {"do": "choose", "dilemma": "møte", "option": "wait", "size": -0.5, "is_sure": None},
    {"do": "end_turn", "turn": 2, "digest": "cd34"},
]


class Kept(list[dict[str, Any]]):
    """A log in memory."""

    def append(self, record: Mapping[str, Any]) -> int:  # type: ignore[override]
        """Keeps a record, with its number."""
        super().append({"n": len(self) + 1, **record})
        return len(self)


def numbered(records: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The records as a log gives them back."""
    return tuple({"n": number, **fields} for number, fields in enumerate(records, 1))
