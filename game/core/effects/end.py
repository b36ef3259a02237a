"""`end`: the programme is stopped from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import WORD
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class End(Effect):
    """Ends the programme: money and mandate stop, and what was built is put to the test."""

    key = "end"

    end: Annotated[Literal["programme"], WORD] = described("always `programme`")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Stops the programme where it still runs."""
        stop(turn, mask, origin)


def stop(turn: Turn, mask: Mask, origin: Origin) -> None:
    """Ends the programme where `mask` holds and it still runs."""
    fresh = mask & (turn.state["running"] > 0.0)
    turn.put("running", (), 0.0, fresh, origin.cause("end"))
    turn.put("mandate", (), 0.0, fresh, origin.cause("end"))
    turn.tell("ended", origin.name, origin.because, fresh)
