"""`running`: a programme loses, or finds again, what carries it, and the leader goes on deciding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import SHARE
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Running(Effect):
    """Says how much of the programme runs from now on; the rest goes on as far as outlook and written ties carry it."""

    key = "running"

    running: Annotated[float, SHARE] = described("how much, more than 0 (which is `end: programme`) and at most 1")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Sets it, where the programme has not ended for good."""
        turn.put("running", (), self.running, mask & (turn.state["running"] > 0.0), origin.cause("running"))
