"""`chance`: something may or may not follow, by luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described, run_all
from game.core.effects.kind import EFFECTS, SHARE
from game.core.rng import uniform
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Chance(Effect):
    """Lets effects follow with a chance; the luck is the same for all playthroughs of one seed."""

    key = "chance"

    chance: Annotated[float, SHARE] = described("the chance, 0 to 1")
    then: Annotated[tuple[Any, ...], EFFECTS] = described("what follows if it comes")
    else_: Annotated[tuple[Any, ...], EFFECTS] = described("what follows if it does not", default=())
    number: int = described("which draw this is; given by the compiler", default=0)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Draws, and applies one list or the other."""
        came = uniform(turn.state.seeds, turn.number, "effect", self.number) < self.chance
        run_all(self.then, turn, mask & came, origin)
        run_all(self.else_, turn, mask & ~came, origin)
