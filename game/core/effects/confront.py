"""`confront`: a conflict that nobody voices is put on the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCIES, AMOUNT
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Confront(Effect):
    """Puts an unspoken conflict on the table: strain falls as far as trust can hold it, and trust pays where it is thin."""

    key = "confront"

    confront: Annotated[tuple[int, ...], AGENCIES] = described("with which agencies")
    size: Annotated[float, AMOUNT] = described("how hard", default=1.0)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Adds to what the trust phase takes up."""
        for i in self.confront:
            turn.shift("confronted", (i,), self.size, mask, origin.cause("confront"))
