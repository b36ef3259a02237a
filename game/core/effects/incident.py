"""`incident`: information goes astray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from game.core.arithmetic import Indices, Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import AMOUNT, PAIR
from game.core.turn import At, Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Incident(Effect):
    """Lets information go astray between two agencies: it costs their confidence, families' trust and the lead's cover."""

    key = "incident"

    incident: Annotated[float, AMOUNT] = described("how bad")
    between: Annotated[tuple[int, int], PAIR] = described("the two agencies")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Marks the tie; confidence, sharing, families' trust, standing and cover follow."""
        leak(turn, self.between[0], self.between[1], self.incident, turn.rows_of(mask), origin)


def leak(turn: Turn, one: At, other: At, size: float, rows: Indices, origin: Origin) -> None:
    """Notes that information went astray between two agencies, which may differ; the share phase lets it be felt."""
    cause = origin.cause("incident")
    for index in ((one, other), (other, one)):
        turn.add("astray", index, size, rows, cause)
    turn.astray.append((one, other, rows))
    if turn.ledger is not None:
        pairs = np.stack([np.broadcast_to(axis, rows.shape) for axis in (one, other)], axis=-1)
        for tie in np.unique(pairs, axis=0):
            turn.tell("incident", "", origin.because, turn.mask_of(rows[(pairs == tie).all(axis=1)]), tuple(tie.tolist()))
