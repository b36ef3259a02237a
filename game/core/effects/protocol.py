"""`protocol`: starts drafting what lets two agencies share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import TIES
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Protocol(Effect):
    """Starts drafting a sharing protocol between two agencies; it takes quarters, and time from both."""

    key = "protocol"

    protocol: Annotated[tuple[tuple[int, int], ...], TIES] = described("the two agencies, or `all` that need one")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Sets drafting going, where the protocol is not signed yet."""
        for one, other in self.protocol:
            start(turn, one, other, mask, origin)


def start(turn: Turn, one: int, other: int, mask: Mask, origin: Origin) -> None:
    """Sets the drafting of one protocol going where `mask` holds and it is not signed yet."""
    unsigned = mask & (turn.state["permission"][one, other] < turn.place.signed_at)
    for index in ((one, other), (other, one)):
        turn.put("drafting", index, 1.0, unsigned, origin.cause("protocol"))
