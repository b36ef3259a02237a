"""`news`: a line that the player reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import TEXT
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class News(Effect):
    """Adds a line to the news the player reads next."""

    key = "news"

    news: Annotated[str, TEXT] = described("the line")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Notes it in the ledger; it changes nothing."""
        turn.tell("news", origin.name, self.news, mask)
