"""`flag`: notes that something is so, for later conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import FLAG
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Flag(Effect):
    """Sets a flag to 1; its bare name can be tested in any condition."""

    key = "flag"

    flag: Annotated[int, FLAG] = described("the flag's name")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Sets the flag."""
        turn.put("flag", (self.flag,), 1.0, mask, origin.cause("flag"))
