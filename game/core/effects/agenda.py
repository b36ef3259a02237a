"""`open`, `close`: puts a dilemma on the table, or takes it off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import DILEMMA
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Open(Effect):
    """Puts a dilemma on the next agenda, whatever its own window and condition say."""

    key = "open"

    open: Annotated[int, DILEMMA] = described("the dilemma")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Marks it open."""
        turn.put("opened", (self.open,), 1.0, mask, origin.cause("open"))


@dataclass(frozen=True, kw_only=True)
class Close(Effect):
    """Takes a dilemma off the agenda for good, unless something opens it again."""

    key = "close"

    close: Annotated[int, DILEMMA] = described("the dilemma")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Marks it closed."""
        turn.put("opened", (self.close,), -1.0, mask, origin.cause("close"))
