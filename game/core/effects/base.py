"""What all effects share: an optional condition, the words for the cause, and its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import numpy as np

from game.core.arithmetic import Mask
from game.core.condition import Condition
from game.core.effects.kind import EVIDENCE, EXPRESSION, TEXT
from game.core.turn import Origin, Turn


def described(text: str, **more: Any) -> Any:
    """A dataclass field with the sentence that schema and reference pages show for it."""
    return field(metadata={"text": text}, **more)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One thing that an option, event, inject or delayed effect does. `key` is the first word of it in YAML."""

    key: ClassVar[str]

    if_: Annotated[Condition | None, EXPRESSION] = described("only where this condition holds", default=None)
    because: Annotated[str, TEXT] = described("the cause as a player reads it, one line", default="")
    evidence: Annotated[tuple[str, ...], EVIDENCE] = described("ids from `sources`", default=())
    assumption: Annotated[str, TEXT] = described("why, where no evidence says so", default="")

    def run(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Applies the effect in the playthroughs where `mask`, which holds somewhere, and its own condition hold."""
        if self.if_ is not None:
            mask = mask & self.if_.evaluate(turn)
            if not np.count_nonzero(mask):
                return
        if turn.ledger is not None:  # where nothing is told, nobody asks why
            origin = Origin(origin.kind, origin.name, self.because or origin.because, self.evidence or origin.evidence)
        self.apply(turn, mask, origin)

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Does what this effect does where `mask` holds."""
        raise NotImplementedError


def run_all(effects: tuple[Effect, ...], turn: Turn, mask: Mask, origin: Origin) -> None:
    """Applies effects one after another."""
    if np.count_nonzero(mask):
        for effect in effects:
            effect.run(turn, mask, origin)
