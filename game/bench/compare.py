"""Ways of playing beside one another: what each does, and how far their games differ under the same luck."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from game.core.outcome import MEASURES
from game.play.ensemble import Ensemble
from game.translation import later

_Z: Final = 1.959964

WAYS: Final[Mapping[str, str]] = {
    "history": later("what the real leaders did, as far as the scenario tells it"),
    "random": later("any option and any use of attention, by chance"),
    "explore": later("by chance too, but what has been met least often goes first"),
    "keep-control": later("the lead keeps control, counts, and looks after its own cover"),
    "cede": later("the lead gives control up and lets others decide with it"),
    "savings-only": later("whatever saves money, told as one story of savings"),
    "nice-to-all": later("whatever pleases everybody and offends nobody"),
    "adaptive": later("whatever is most in the way of the work, as far as a lead can see it"),
}
"""What each way of playing does, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one way of playing ends from another in a headline measure, over the seeds that both have played.

    Arguments:
        policy: the way of playing.
        other: the one that it is compared with.
        measure: the headline measure.
        mean: the mean of the differences, game by game under the same luck.
        error: half of that mean's 95% interval; infinite for a single game.
        n: the number of games.
    """

    policy: str
    other: str
    measure: str
    mean: float
    error: float
    n: int

    @property
    def is_clear(self) -> bool:
        """Whether the difference is more than chance can explain."""
        return abs(self.mean) > self.error


def differences(ensembles: Mapping[str, Ensemble]) -> Iterator[Difference]:
    """The differences of every way of playing from the first, measure by measure."""
    first, *others = ensembles
    for name in others:
        one, base = ensembles[name], ensembles[first]
        n = min(one.n, base.n)
        for measure in MEASURES:
            apart = one.measures[measure][:n] - base.measures[measure][:n]
            error = _Z * float(apart.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
            yield Difference(name, first, measure, float(apart.mean()), error, n)
