"""`change`: moves a level up or down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCIES, LEVEL, PAIR, SIZE, TARGETS
from game.core.turn import Origin, Turn
from game.core.variables import VARIABLES


@lru_cache(maxsize=4096)
def elements(
    variable: str, of: tuple[int, ...], from_: tuple[int, ...], to: tuple[int, ...], between: tuple[int, ...]
) -> tuple[tuple[int, ...], ...]:
    """The elements of a variable that an effect's fields name, in a fixed order."""
    over = VARIABLES[variable].over
    if over == "place":
        return ((),)
    if over in ("agency", "frame"):
        return tuple((i,) for i in of)
    if between:
        return ((between[0], between[1]), (between[1], between[0]))
    return tuple((i, j) for i in from_ for j in to if i != j)


@dataclass(frozen=True, kw_only=True)
class Change(Effect):
    """Moves a level up or down by a size, within its bounds."""

    key = "change"

    change: Annotated[str, LEVEL] = described("the variable to move")
    by: Annotated[float, SIZE] = described("how far: a number or slight, clear, strong, with or without a minus")
    of: Annotated[tuple[int, ...], TARGETS] = described("which agencies, or which frame for `emphasis`", default=())
    from_: Annotated[tuple[int, ...], AGENCIES] = described("for a tie: whose belief", default=())
    to: Annotated[tuple[int, ...], AGENCIES] = described("for a tie: about whom", default=())
    between: Annotated[tuple[int, ...], PAIR] = described("for a tie: both ways between two agencies", default=())

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Adds the size to each element named."""
        turn.shift_each(self.change, self._elements, self.by, mask, origin.cause("change"))

    @cached_property
    def _elements(self) -> tuple[tuple[int, ...], ...]:
        return elements(self.change, self.of, self.from_, self.to, self.between)
