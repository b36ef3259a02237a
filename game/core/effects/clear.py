"""`clear`: takes a flag back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import FLAG
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Clear(Effect):
    """Sets a flag or counter to 0."""

    key = "clear"

    clear: Annotated[int, FLAG] = described("the flag's name")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Clears the flag."""
        turn.put("flag", (self.clear,), 0.0, mask, origin.cause("clear"))
