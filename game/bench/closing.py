"""Conditions that are asked once, when all is over: goals and traces, and in how many games each was met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from game.bench.shortfall import Shortfall
from game.core.condition import Condition
from game.core.decision import reader
from game.core.outcome import ending_reader
from game.core.place import Place
from game.play.batch import Played
from game.scenario.fault import Fault
from game.scenario.shape import Path
from game.translation import later, say

_FEWEST: Final = 400
"""Games below which it is not told that a condition was always met."""

_NOUNS: Final = {"goal": later("a goal"), "trace": later("a trace")}


@dataclass
class Closing:
    """One condition that is asked at the end of a game, and in how many games it held.

    Arguments:
        path: where it stands in the file.
        condition: what is asked.
        kind: of what it is the condition.
        asked: in how many games it was asked.
        held: in how many it held.
    """

    path: Path
    condition: Condition
    kind: Literal["goal", "trace"]
    asked: int = 0
    held: int = 0

    def __post_init__(self) -> None:
        self.shortfall = Shortfall(self.condition)


class Closings:
    """Every goal and trace of a place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.every = tuple(_closings(place))

    def look(self, played: Played) -> None:
        """Asks each in every game of a batch."""
        n = played.final.n_playthroughs
        everyone = np.ones(n, dtype=bool)
        for one in self.every:
            # Goals look where endings do, at the programme's last quarter; a trace is there after the epilogue.
            read: Any = ending_reader(self.place, played.at_end, played.final)
            if one.kind == "trace":
                read = reader(self.place, played.final)
            one.asked += n
            one.held += int(np.count_nonzero(np.broadcast_to(one.condition.evaluate(read), everyone.shape)))
            one.shortfall.look(read, everyone)

    def faults(self) -> Iterator[Fault]:
        """Yields what no game met, and what every game did."""
        for one in self.every:
            games = f"{one.asked:,}"
            if one.asked and not one.held:
                yield Fault(
                    "WP650", one.path, {"noun": say(_NOUNS[one.kind]), "games": games, "near": one.shortfall.told(self.place)}
                )
            elif one.asked >= _FEWEST and one.held == one.asked:
                yield Fault("WP651", one.path, {"noun": say(_NOUNS[one.kind]), "games": games})


def _closings(place: Place) -> Iterator[Closing]:
    for agency in place.agencies:
        for number, goal in enumerate(agency.goals):
            yield Closing(("agencies", agency.id, "goals", number, "when"), goal.when, "goal")
    for number, goal in enumerate(place.goals):
        yield Closing(("goals", number, "when"), goal.when, "goal")
    for trace in place.traces:
        yield Closing(("traces", trace.id, "when"), trace.when, "trace")
