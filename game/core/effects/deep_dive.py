"""`deep_dive`: those who lead give their own time to see the work as people meet it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCIES, AMOUNT
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class DeepDive(Effect):
    """Takes agencies' leaders into a deep dive: cover and delivery pay for it now, outlook grows in the quarters after."""

    key = "deep_dive"

    deep_dive: Annotated[float, AMOUNT] = described("how much of a leader's quarter it takes")
    of: Annotated[tuple[int, ...], AGENCIES] = described("whose leaders go")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Notes whose time it takes; what that costs and brings follows in the phases."""
        for i in self.of:
            turn.shift("diving", (i,), self.deep_dive, mask, origin.cause("deep_dive"))
