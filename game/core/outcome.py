"""What a playthrough achieved: the seven headline measures, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from game.core.arithmetic import Array, Mask, mean, total
from game.core.condition import Condition, SummaryKind, holds, variables_of
from game.core.decision import reader
from game.core.place import Ending, Place
from game.core.state import State
from game.core.turn import Turn

MEASURES: Final = ("people", "results", "trust", "sharing", "money", "legacy", "self")


def headline(place: Place, at_end: State, final: State) -> dict[str, Array]:
    """The headline measures of a batch, each of shape (N,).

    `at_end` is the state after the programme's last turn, `final` the one after the epilogue.

    - people: attributable change, weighted; results: what was reported by the end, weighted.
    - trust: at the end, half over the ties that matter and half over the lead's own; sharing: over the ties that matter.
    - money: pounds of cost avoided by the end.
    - legacy: what joint work is still worth after the epilogue.
    - self: the leader's energy and standing at the end.
    """
    weight = place.constants["weight"]
    ties = place.ties or ((place.lead, place.lead),)
    return {
        "people": total(weight * final["attributable"]),
        "results": total(weight * at_end["reported"]),
        "trust": 0.5 * _over(at_end["trust"], ties) + 0.5 * _over(at_end["trust"], place.own_ties),
        "sharing": _over(at_end["practice"], ties),
        "money": total(at_end["avoided"]),
        "legacy": mean(final["effectiveness"]) * final["remains"],
        "self": 0.5 * (at_end["energy"] + at_end["credibility"]),
    }


def looked_at(place: Place) -> frozenset[str]:
    """The names of the variables that measures and endings read in the last quarter of a programme."""
    conditions = [ending.when for ending in place.endings if ending.when is not None]
    named = {name for condition in conditions for name in variables_of(condition)}
    if "signed" in named:
        named.add("permission")
    return frozenset((_MEASURED | named) & place.starting.keys())


_MEASURED: Final = frozenset(("reported", "trust", "practice", "avoided", "energy", "credibility", "running"))


def _over(value: Array, ties: tuple[tuple[int, int], ...]) -> Array:
    return mean(np.stack([value[i, j] for i, j in ties]))


def endings(place: Place, at_end: State, final: State | None = None) -> npt.NDArray[np.int64]:
    """The number of the ending each playthrough meets, shape (N,); -1 where the place has none.

    Endings look at `at_end`, the last quarter that was played, and ask of `final`, the end of the epilogue, what lasts.
    """
    result = np.full(at_end.n_playthroughs, -1, dtype=np.int64)
    seen = ending_reader(place, at_end, at_end if final is None else final)
    everyone = seen.at_end.everyone
    for number, ending in enumerate(place.endings):
        met = everyone if ending.when is None else ending.when.evaluate(seen)
        result = np.where((result < 0) & met, number, result)
    return result


def ending(place: Place, at_end: State, final: State | None = None, row: int = 0) -> Ending | None:
    """The ending that one playthrough meets, with the arguments of `endings` and its row; None where the place has none."""
    number = int(endings(place, at_end, final)[row])
    return place.endings[number] if number >= 0 else None


def met(place: Place, condition: Condition, at_end: State, final: State) -> Mask:
    """Whether a condition about the end holds, shape (N,); it is asked of the same states as an ending's."""
    return np.array(holds(condition, ending_reader(place, at_end, final), at_end.n_playthroughs), dtype=bool)


def ending_reader(place: Place, at_end: State, final: State) -> EndingReader:
    """What the conditions of endings are asked of.

    Arguments:
        place: whose endings they are.
        at_end: the state after the last quarter that was played.
        final: the state after the epilogue.
    """
    return EndingReader(reader(place, at_end), reader(place, final))


def lasting(place: Place, final: State) -> Mask:
    """Which traces are left at the end of the epilogue, shape (traces, N)."""
    seen = reader(place, final)
    n = final.n_playthroughs
    return np.array([holds(trace.when, seen, n) for trace in place.traces], dtype=bool).reshape(len(place.traces), n)


@dataclass(frozen=True, slots=True)
class EndingReader:
    """Two states as conditions of endings ask them: `lasting` is read at the end of the epilogue, all else at the programme's."""

    at_end: Turn
    final: Turn

    def read(self, variable: str, index: tuple[int, ...]) -> Array:
        """One element of a variable, shape (N,)."""
        return (self.final if variable == "lasting" else self.at_end).read(variable, index)

    def summarise(self, kind: SummaryKind, variable: str, index: tuple[int, ...] = ()) -> Array:
        """The lowest, highest or mean element of a variable, shape (N,)."""
        return self.at_end.summarise(kind, variable, index)
