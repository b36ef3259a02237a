"""Laws of the model that no game may break, whatever an author wrote: numbers stay within bounds, and money is conserved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.bench.instrument import Witness, game_of
from game.core.arithmetic import Array
from game.core.place import Place
from game.core.state import State
from game.core.variables import ACCOUNTS, VARIABLES
from game.play.batch import Played
from game.translation import say

_HAIR: Final = 1e-9


@dataclass(frozen=True)
class Broken:
    """One law that was broken: what it says, in how many games, and one of them."""

    says: str
    count: int
    witness: Witness


def broken_laws(place: Place, played: Played, policy: str, first: int) -> list[Broken]:
    """The laws that the games of a batch broke, none if all is well."""
    found = []
    for says, rows in _rows(place, played.final):
        if rows.any():
            row = int(np.argmax(rows))
            witness = Witness(policy, first + row, game_of(played.taken[: place.turns], row))
            found.append(Broken(says, int(np.count_nonzero(rows)), witness))
    return found


def _rows(place: Place, final: State) -> Any:
    for name in final:
        facts = VARIABLES[name]
        if not final[name].size:
            continue
        value: Array = final[name].reshape(-1, final.n_playthroughs)
        is_sound = np.isfinite(value) & (value >= facts.low - _HAIR) & (value <= facts.high + _HAIR)
        law = say("`{variable}` is a number from {low:g} to {high:g}", variable=name, low=facts.low, high=facts.high)
        yield law, ~np.asarray(is_sound.all(axis=0))
    held = sum(final[name].reshape(-1, final.n_playthroughs).sum(axis=0) for name in ACCOUNTS)
    begun = sum(float(np.sum(place.starting[name])) for name in ACCOUNTS)
    yield say("money is neither made nor lost"), np.abs(held - begun) > 0.5
