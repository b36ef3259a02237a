"""`incident`: information goes astray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import PAIR, SIZE
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Incident(Effect):
    """Lets information go astray between two agencies: it costs their confidence, families' trust and the lead's cover."""

    key = "incident"

    incident: Annotated[float, SIZE] = described("how bad")
    between: Annotated[tuple[int, int], PAIR] = described("the two agencies")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Marks the tie; confidence, sharing, families' trust, standing and cover follow."""
        leak(turn, self.between[0], self.between[1], self.incident, mask, origin)


def leak(turn: Turn, one: int, other: int, size: float, mask: Mask, origin: Origin) -> None:
    """Notes where `mask` holds that information went astray between two agencies; the share phase lets it be felt."""
    cause = origin.cause("incident")
    for index in ((one, other), (other, one)):
        turn.shift("astray", index, size, mask, cause)
    turn.tell("incident", "", origin.because, mask, (one, other))
