"""`promise`: somebody gives their word, and it falls due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.condition import Condition
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCY, EXPRESSION, PROMISE, QUARTERS, SIZE, TEXT
from game.core.promise import OPEN
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Promise(Effect):
    """Records a promise that falls due. Without `kept`, it is kept when its giver really delivers."""

    key = "promise"

    promise: Annotated[str, TEXT] = described("the promise in words")
    by: Annotated[int, AGENCY] = described("who promises")
    to: Annotated[int, AGENCY] = described("to whom")
    due: Annotated[int, QUARTERS] = described("quarters until it falls due")
    size: Annotated[float, SIZE] = described("how much hangs on it", default=0.5)
    id: Annotated[int, PROMISE] = described("a name for conditions `kept(name)` and `broken(name)`", default=-1)
    kept: Annotated[Condition | None, EXPRESSION] = described("what must hold when it falls due", default=None)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Opens the promise's slot, unless it is open already."""
        fresh = mask & (turn.state["promise_status"][self.id] != OPEN)
        make(turn, self.id, self.size, self.due, fresh, origin)


def make(turn: Turn, slot: int, size: float, quarters: int, mask: Mask, origin: Origin) -> None:
    """Opens a promise's slot where `mask` holds: it falls due at the end of the turn `quarters` from now."""
    cause = origin.cause("promise")
    turn.put("promise_status", (slot,), float(OPEN), mask, cause)
    turn.put("promise_made", (slot,), float(turn.number), mask, cause)
    turn.put("promise_due", (slot,), float(turn.number + quarters), mask, cause)
    turn.put("promise_size", (slot,), size, mask, cause)
    terms = turn.place.promises[slot]
    turn.tell("promise", terms.id, "made", mask, (terms.giver, terms.receiver))
