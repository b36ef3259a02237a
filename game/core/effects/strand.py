"""`strand`: joint effort is moved from some strands of work to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from game.core.arithmetic import Mask, greater, lesser
from game.core.effects.base import Effect, described
from game.core.effects.kind import OUTCOME, SIZE
from game.core.ledger import Cause
from game.core.turn import Origin, Turn

_HAIR = 1e-9


@dataclass(frozen=True, kw_only=True)
class Strand(Effect):
    """Moves joint effort to one strand of work; the others get that much less. With a minus, from it to the others."""

    key = "strand"

    strand: Annotated[int, OUTCOME] = described("the outcome whose strand gets it")
    by: Annotated[float, SIZE] = described("how much: a share of the whole effort, or slight, clear, strong")
    from_: Annotated[int, OUTCOME] = described("the outcome whose strand gives it; all others, if left out", default=-1)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Moves the effort; what one gains the others lose."""
        move_effort(turn, self.strand, self.from_, self.by, mask, origin.cause("strand"))


def move_effort(turn: Turn, to: int, from_: int, size: Any, mask: Mask, cause: Cause) -> None:
    """Moves a share of the joint effort to a strand where `mask` holds: from one, or from all others as far as each has some.

    Arguments:
        turn: the quarter.
        to: the number of the outcome whose strand gets it.
        from_: the number of the outcome whose strand gives it; -1 for all others.
        size: the share of the whole effort, a number or (N,); below nought it goes the other way.
        mask: where, shape (N,).
        cause: what the ledger names.
    """
    shares = turn.state["strand"]
    others = [from_] if from_ >= 0 else [k for k in range(len(shares)) if k != to]
    least = turn.constant("strand_least")
    # Each has a hair more than its room, so that what comes back is shared evenly among strands that have none.
    room = [greater(shares[k] - least, 0.0) + _HAIR for k in others]
    whole = room[0]
    for one in room[1:]:
        whole = whole + one
    # No strand falls below the least: so far, and no further, can effort go either way.
    moved = greater(lesser(size + 0.0 * whole, whole), -greater(shares[to] - least, 0.0))
    for k, one in zip(others, room, strict=True):
        turn.shift("strand", (k,), -moved * (one / whole), mask, cause)
    turn.shift("strand", (to,), moved, mask, cause)
