"""`protocol`: starts drafting what lets two agencies share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Indices, Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import TIES
from game.core.turn import At, Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Protocol(Effect):
    """Starts drafting a sharing protocol between two agencies; it takes quarters, and time from both."""

    key = "protocol"

    protocol: Annotated[tuple[tuple[int, int], ...], TIES] = described("the two agencies, or `all` that need one")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Sets drafting going, where the protocol is not signed yet."""
        for one, other in self.protocol:
            start(turn, one, other, turn.rows_of(mask), origin)


def start(turn: Turn, one: At, other: At, rows: Indices, origin: Origin) -> None:
    """Sets the drafting of a protocol going in some playthroughs, where it is not signed yet; `one` and `other` may differ."""
    unsigned = turn.held("permission", (one, other), rows) < turn.place.signed_at
    if not unsigned.all():
        one, other = (axis if isinstance(axis, int) else axis[unsigned] for axis in (one, other))
        rows = rows[unsigned]
    for index in ((one, other), (other, one)):
        turn.assign("drafting", index, 1.0, rows, origin.cause("protocol"))
