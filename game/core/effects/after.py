"""`after`: effects that come some quarters later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import EFFECTS, QUARTERS
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class After(Effect):
    """Lets effects follow some quarters later."""

    key = "after"

    after: Annotated[int, QUARTERS] = described("how many quarters later")
    then: Annotated[tuple[Any, ...], EFFECTS] = described("what follows")
    number: int = described("its slot in the place's list of delayed effects; given by the compiler", default=0)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Notes the turn in which it falls due."""
        # News is brought at the end of a turn and belongs to the next one, from which its delay counts.
        now = turn.number + 1 if origin.kind in ("event", "inject", "later") else turn.number
        turn.put("due", (self.number,), float(now + self.after), mask, origin.cause("after"))
