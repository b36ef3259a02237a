"""`votes`: weighs the votes of the partnership's board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import VOTES
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Votes(Effect):
    """Gives each agency its share of the board's votes; the board's size is the level `seats`."""

    key = "votes"

    votes: Annotated[tuple[float, ...], VOTES] = described(
        "the share of each agency that is named; the others share the rest evenly"
    )

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Sets every agency's share."""
        for agency, share in enumerate(self.votes):
            turn.put("vote", (agency,), share, mask, origin.cause("votes"))
