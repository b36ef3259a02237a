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
        """Takes confidence both ways, users' trust and cover."""
        leak(turn, self.between[0], self.between[1], self.incident, mask, origin)


def leak(turn: Turn, one: int, other: int, size: float, mask: Mask, origin: Origin) -> None:
    """Information goes astray between two agencies where `mask` holds."""
    cause = origin.cause("incident")
    for index in ((one, other), (other, one)):
        turn.shift("confidence", index, -turn.constant("incident_confidence") * size * turn.state["confidence"][index], mask, cause)
    # Those two share less for a while, and everybody else thinks twice.
    practice = turn.state["practice"]
    for i in range(len(turn.place.agencies)):
        for j in range(len(turn.place.agencies)):
            if i != j:
                name = "incident_practice" if {i, j} == {one, other} else "incident_chill"
                turn.shift("practice", (i, j), -turn.constant(name) * size * practice[i, j], mask, cause)
    turn.shift("credibility", (), -turn.constant("incident_credibility") * size, mask, cause)
    turn.shift("user_trust", (), -turn.constant("incident_user_trust") * size, mask, cause)
    turn.shift("cover", (turn.place.lead,), -turn.constant("incident_cover") * size, mask, cause)
    turn.tell("incident", "", origin.because, mask, (one, other))
