"""`departure`: an agency's leader leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCY
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Departure(Effect):
    """Makes an agency's leader leave at the quarter's end: what was personal in its ties goes, what is written down stays."""

    key = "departure"

    departure: Annotated[int, AGENCY] = described("whose leader leaves")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Marks the leader as leaving."""
        turn.put("left", (self.departure,), 1.0, mask, origin.cause("departure"))
