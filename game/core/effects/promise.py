"""`promise`: somebody gives their word, and it falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from game.core.arithmetic import Indices, Mask
from game.core.condition import Condition
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCY, AMOUNT, EXPRESSION, PROMISE, QUARTERS, TEXT
from game.core.promise import OPEN
from game.core.turn import At, Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Promise(Effect):
    """Records a promise that falls due. Without `kept`, it is kept when its giver really delivers."""

    key = "promise"

    promise: Annotated[str, TEXT] = described("the promise in words")
    by: Annotated[int, AGENCY] = described("who promises")
    to: Annotated[int, AGENCY] = described("to whom")
    due: Annotated[int, QUARTERS] = described("quarters until it falls due")
    size: Annotated[float, AMOUNT] = described("how much hangs on it", default=0.5)
    id: Annotated[int, PROMISE] = described("a name for conditions `kept(name)` and `broken(name)`", default=-1)
    kept: Annotated[Condition | None, EXPRESSION] = described("what must hold when it falls due", default=None)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Opens the promise's slot, unless it is open already."""
        fresh = mask & (turn.state["promise_status"][self.id] != OPEN)
        make(turn, self.id, self.size, self.due, turn.rows_of(fresh), origin)


def make(turn: Turn, slots: At, size: float, quarters: At, rows: Indices, origin: Origin) -> None:
    """Opens a promise's slot in some playthroughs: it falls due at the end of the turn `quarters` from now.

    `slots` and `quarters` are numbers, or hold one for each of `rows`.
    """
    cause = origin.cause("promise")
    turn.assign("promise_status", (slots,), float(OPEN), rows, cause)
    turn.assign("promise_made", (slots,), float(turn.number), rows, cause)
    turn.assign("promise_due", (slots,), turn.number + quarters + 0.0, rows, cause)
    turn.assign("promise_size", (slots,), size, rows, cause)
    if turn.ledger is not None:
        every = np.broadcast_to(slots, rows.shape)
        for slot in np.unique(every):
            terms = turn.place.promises[slot]
            turn.tell("promise", terms.id, "made", turn.mask_of(rows[every == slot]), (terms.giver, terms.receiver))
