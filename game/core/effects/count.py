"""`count`: adds to a counter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import FLAG, NUMBER
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Count(Effect):
    """Adds a number to a counter, which begins at 0."""

    key = "count"

    count: Annotated[int, FLAG] = described("the counter's name")
    by: Annotated[float, NUMBER] = described("what to add", default=1.0)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Adds to the counter."""
        turn.shift("flag", (self.count,), self.by, mask, origin.cause("count"))
