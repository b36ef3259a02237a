"""What seats decide for their own agencies where several are played by people: pledges, sharing, and promises that fall due.

A game with one deciding seat has none of this. Then every agency gives and shares as the model has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array
from game.core.place import Place
from game.translation import say

AS_IT_GOES: Final = -1.0
"""A pledge that is none: the agency gives what it would give by itself."""

OPENS: Final = 1
HOLDS_BACK: Final = -1


@dataclass(frozen=True, slots=True)
class Settled:
    """A promise between two seats that is settled this turn, by what its giver decided: `text` is the promise in words."""

    id: str
    text: str
    giver: int
    receiver: int
    size: float
    is_kept: bool


@dataclass(frozen=True, slots=True)
class SeatDecisions:
    """What seats decide in one turn, alike in every playthrough of a batch.

    Arguments:
        pledges: the share, from 0 to 1, that each agency gives to the pot of what it could move, shape (A,); AS_IT_GOES where it
            gives what it would give by itself, as the lead always does: its money goes by options and tokens.
        sharing: what each row does towards each column, shape (A, A): OPENS up as far as law and protocol allow, HOLDS_BACK, or
            0 where it shares by habit.
        settled: the promises between seats that are settled, in their order.
    """

    pledges: Array
    sharing: npt.NDArray[np.int64]
    settled: tuple[Settled, ...] = ()

    @classmethod
    def none_of(cls, place: Place) -> SeatDecisions:
        """Every agency as the model has it."""
        n = len(place.agencies)
        return cls(np.full(n, AS_IT_GOES), np.zeros((n, n), dtype=np.int64))

    def fault(self, place: Place) -> str:
        """What cannot be taken about these decisions, in words; nothing where they can."""
        n = len(place.agencies)
        if self.pledges.shape != (n,) or self.sharing.shape != (n, n):
            return say("They are for {pledges} agencies, and there are {n}.", pledges=len(self.pledges), n=n)
        if not all(pledge == AS_IT_GOES or 0.0 <= pledge <= 1.0 for pledge in self.pledges.tolist()):
            return say("A pledge is a share from 0 to 1 of what an agency could move.")
        if self.pledges[place.lead] != AS_IT_GOES:
            return say("The lead's money goes by options and tokens, and not by a pledge.")
        if not set(np.unique(self.sharing).tolist()) <= {OPENS, 0, HOLDS_BACK} or self.sharing.diagonal().any():
            return say("An agency opens up to another, holds back, or shares by habit.")
        known = range(n)
        if any(one.giver not in known or one.receiver not in known or one.giver == one.receiver for one in self.settled):
            return say("A promise is between two agencies.")
        return ""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SeatDecisions):
            return NotImplemented
        pairs: tuple[tuple[Any, Any], ...] = ((self.pledges, other.pledges), (self.sharing, other.sharing))
        return self.settled == other.settled and all(np.array_equal(one, two) for one, two in pairs)

    __hash__ = None  # type: ignore[assignment]
