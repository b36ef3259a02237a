"""`contact`: two agencies spend time face to face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask, greater
from game.core.effects.base import Effect, described
from game.core.effects.kind import AMOUNT, PAIR
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Contact(Effect):
    """Brings two agencies face to face: each comes to see more of the other's purpose, and a little more of its work."""

    key = "contact"

    contact: Annotated[tuple[int, int], PAIR] = described("the two agencies")
    size: Annotated[float, AMOUNT] = described("how much time", default=1.0)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Raises purpose and confidence both ways, by what room there is."""
        meet(turn, self.contact[0], self.contact[1], self.size, mask, origin)


def meet(turn: Turn, one: int, other: int, size: float, mask: Mask, origin: Origin) -> None:
    """Time face to face between two agencies where `mask` holds."""
    cause = origin.cause("contact")
    for i, j in ((one, other), (other, one)):
        purpose, confidence, scar = (turn.state[name][i, j] for name in ("purpose", "confidence", "scar"))
        turn.shift("purpose", (i, j), turn.constant("contact_purpose") * size * (1.0 - purpose), mask, cause)
        room = greater(1.0 - scar - confidence, 0.0)
        turn.shift("confidence", (i, j), turn.constant("contact_confidence") * size * room, mask, cause)
