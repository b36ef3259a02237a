"""The games of a simulation, played in such an order that nobody waits.

With several processes, what can be shared out goes to them, and what cannot is played here meanwhile: play that seeks what is
new, which learns from one batch to the next, and games with gauges on. The answer does not hang on who plays what, or when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from typing import Final, Self

from game.bench.impact import Decided, Shares, decisions_by_chance, shares_of
from game.bench.lint.play import Trial, try_out
from game.core.place import Place
from game.play.ensemble import Crew, Ensemble, Parameters, play_many
from game.play.policy import policy_named

BY_CHANCE: Final = "random"
EXPLORING: Final = "explore"

MOST_CROSSED: Final = 2000
"""Games that are crossed; more would not change what can be said of shares."""

FEWEST_FOR_LAWS: Final = 200
"""Playthroughs by chance below which shares of variance say too little."""

Progress = Callable[[str, int, int], None]
"""Told the name of what is being played, how many playthroughs of it are done, and of how many."""


class Played:
    """What has been played so far, and who plays.

    Attributes:
        ensembles: what each policy's playthroughs came to, by its name.
        shares: what options, tokens and luck explain of each measure; empty where there was too little play by chance.
        trial: the games with gauges on, if there were any.
        is_complete: false if somebody stopped it.
    """

    def __init__(self, place: Place, first: int, parameters: Parameters | None, crew: Crew, progress: Progress | None) -> None:
        self.ensembles: dict[str, Ensemble] = {}
        self.shares: dict[str, Shares] = {}
        self.trial: Trial | None = None
        self._place = place
        self._first = first
        self._parameters = parameters
        self._crew = crew
        self._progress = progress
        self._stopped = Event()

    @property
    def is_complete(self) -> bool:
        """Whether nobody stopped it."""
        return not self._stopped.is_set()

    def play(self, plan: Sequence[tuple[str, int]], gauged: int) -> Self:
        """Plays each policy as often as the plan says, crosses games by chance, and plays some with gauges on; Ctrl-C stops it.

        Arguments:
            plan: names of policies, each with how many playthroughs.
            gauged: how many games with gauges on, by chance and again seeking what is new; 0 for none.
        """
        games = min(MOST_CROSSED, dict(plan).get(BY_CHANCE, 0))
        games = games if games >= FEWEST_FOR_LAWS else 0
        try:
            if self._crew.jobs > 1 and len(plan) > 1:
                self._side_by_side(plan, games, gauged)
            else:
                for name, count in plan:
                    self._one(name, count, self._crew)
                if games and self.is_complete:
                    self._cross(games, None)
                self._with_gauges(gauged)
        except KeyboardInterrupt:
            self._stopped.set()
        return self

    def _side_by_side(self, plan: Sequence[tuple[str, int]], games: int, gauged: int) -> None:
        decided: Future[Decided] = Future()

        def elsewhere() -> None:
            for name, count in plan:
                if name != EXPLORING:
                    self._one(name, count, self._crew)
            if games and self.is_complete:
                with suppress(CancelledError):
                    self._cross(games, decided.result())

        with ThreadPoolExecutor(1) as beside:
            there = beside.submit(elsewhere)
            try:
                for name, count in plan:
                    if name == EXPLORING:
                        self._one(name, count, Crew(self._place))
                if games and self.is_complete:
                    policy = policy_named(BY_CHANCE, self._place)
                    decided.set_result(decisions_by_chance(self._place, policy, self._first, games, self._parameters))
                decided.cancel()  # where it is not there by now, it will not come
                self._with_gauges(gauged)
                there.result()
            except KeyboardInterrupt:
                self._stopped.set()
                decided.cancel()

    def _one(self, name: str, count: int, crew: Crew) -> None:
        """Plays one policy, unless somebody has stopped it all."""
        if not self.is_complete:
            return
        ensemble = play_many(
            self._place,
            name,
            first=self._first,
            runs=count,
            parameters=self._parameters,
            crew=crew,
            progress=self.told(name, count),
        )
        if ensemble.n:
            self.ensembles[name] = ensemble
        if not ensemble.is_complete:
            self._stopped.set()

    def _cross(self, games: int, decided: Decided | None) -> None:
        self.shares = shares_of(
            self._place,
            first=self._first,
            games=games,
            parameters=self._parameters,
            crew=self._crew,
            progress=self.told("crossing", 4 * games),
            decided=decided,
        )

    def _with_gauges(self, games: int) -> None:
        if games and self.is_complete:
            self.trial = try_out(self._place, first=self._first, games=games, progress=self._progress)

    def told(self, name: str, count: int) -> Callable[[int], None]:
        """Who is told how many playthroughs of something are done: whoever asked; and who plays, if somebody stopped it."""

        def tell(done: int) -> None:
            try:
                if self._progress is not None:
                    self._progress(name, done, count)
            except KeyboardInterrupt:
                self._stopped.set()
            if self._stopped.is_set():
                raise KeyboardInterrupt

        return tell
