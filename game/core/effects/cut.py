"""`cut`: lowers what agencies receive from now on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask, whole
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCIES, SHARE
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Cut(Effect):
    """Lowers agencies' quarterly allowance by a share of what it is now, for good."""

    key = "cut"

    cut: Annotated[float, SHARE] = described("the share that is cut")
    of: Annotated[tuple[int, ...], AGENCIES] = described("which agencies")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Lowers the allowance, in whole pounds."""
        for i in self.of:
            kept = whole(turn.state["allowance"][i] * (1.0 - self.cut))
            turn.put("allowance", (i,), kept, mask, origin.cause("cut"))
