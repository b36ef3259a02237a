"""`story`: a family's own account is heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import AGENCIES, AMOUNT
from game.core.turn import Origin, Turn


@dataclass(frozen=True, kw_only=True)
class Story(Effect):
    """Lets agencies hear people's own account: it moves outlook and purpose, halves on repeats, and costs blame at first."""

    key = "story"

    story: Annotated[float, AMOUNT] = described("how strong it is")
    to: Annotated[tuple[int, ...], AGENCIES] = described("who hears it")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Moves outlook, purpose and strain of each hearer, less for one who has heard before."""
        lead, cause = turn.place.lead, origin.cause("story")
        for i in self.to:
            fresh = self.story * (1.0 - turn.state["heard"][i])
            turn.shift("outlook", (i,), turn.constant("story_outlook") * fresh, mask, cause)
            turn.shift("strain", (i,), turn.constant("story_blame") * fresh, mask, cause)
            others = [(i, j) for j in self.to if i != j]
            if i != lead and lead not in self.to:
                others.append((i, lead))
            turn.shift_each("purpose", others, turn.constant("story_purpose") * fresh, mask, cause)
            if "ground_rules" in turn.place.parts:
                turn.shift("heat", (i,), fresh, mask, cause)
            turn.shift("heard", (i,), 0.5 * (1.0 - turn.state["heard"][i]), mask, cause)
