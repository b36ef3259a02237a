"""`set`: gives a variable a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.change import elements
from game.core.effects.kind import AGENCIES, LEVEL, NUMBER, PAIR, TARGETS
from game.core.turn import Origin, Turn
from game.core.variables import VARIABLES


@dataclass(frozen=True, kw_only=True)
class Set(Effect):
    """Gives a variable a value, whatever it was before."""

    key = "set"

    set: Annotated[str, LEVEL] = described("the variable to set")
    value: Annotated[float, NUMBER] = described("its new value")
    of: Annotated[tuple[int, ...], TARGETS] = described("which agencies, or which frame for `emphasis`", default=())
    from_: Annotated[tuple[int, ...], AGENCIES] = described("for a tie: whose belief", default=())
    to: Annotated[tuple[int, ...], AGENCIES] = described("for a tie: about whom", default=())
    between: Annotated[tuple[int, ...], PAIR] = described("for a tie: both ways between two agencies", default=())

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Sets each element named."""
        cause = origin.cause("set")
        bounds = VARIABLES[self.set]
        for index in elements(self.set, self.of, self.from_, self.to, self.between):
            turn.put(self.set, index, min(max(self.value, bounds.low), bounds.high), mask, cause)
