"""The games of a simulation, played in such an order that nobody waits, and each but once.

With several processes, what can be shared out is, and what cannot is played here meanwhile: games with gauges on, games by chance
whose decisions are needed, and play that seeks what is new, which learns from one batch to the next. Gauges change nothing of a
game, so those games are the first of their policy. The answer does not hang on who plays what, or when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final, Self

import numpy as np

from game.bench.dealing import Stream, deal
from game.bench.impact import Shares, crossed, shares_between
from game.bench.lint.play import Gauged, Gauging, Progress
from game.core.arithmetic import Array
from game.core.decision import Decisions
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.batch import play_batch
from game.play.crew import CHUNK, Crew, Done, Parameters, Piece
from game.play.ensemble import Ensemble, generations
from game.play.policy import Memory, policy_named
from game.play.tally import Tally
from game.translation import later, say

BY_CHANCE: Final = "random"
EXPLORING: Final = "explore"

MOST_CROSSED: Final = 2000
"""Games that are crossed; more would not change what can be said of shares."""

FEWEST_FOR_LAWS: Final = 200
"""Playthroughs by chance below which shares of variance say too little."""

_CROSSINGS: Final = later(("options crossed", "tokens crossed", "both crossed"))
"""What is played again to find the shares, in the order of `crossed`; no policy has such a name."""

Told = tuple[str, Done]
"""A batch that was played, and what it belongs to: a policy, or one of the crossings."""


class Games:
    """What has been played so far, and who plays.

    Attributes:
        ensembles: what each policy's playthroughs came to, by its name.
        shares: what options, tokens and luck explain of each measure; empty where there was too little play by chance.
        gauged: the games with gauges on, if there were any.
        beyond: what those of them came to that were more than a policy was asked for.
        is_complete: false if somebody stopped it.
    """

    def __init__(self, place: Place, first: int, parameters: Parameters | None, crew: Crew, progress: Progress | None) -> None:
        self.ensembles: dict[str, Ensemble] = {}
        self.shares: Mapping[str, Shares] = {}
        self.gauged: Gauged | None = None
        self.beyond = Tally.nothing(place)
        self.is_complete = True
        self._place = place
        self._first = first
        self._parameters: dict[str, Any] = dict(parameters or {})
        self._crew = crew
        self._progress = progress
        self._streams: dict[str, Stream] = {}
        self._asked: dict[str, int] = {}
        self._runs = 0
        self._taken: list[tuple[Decisions, ...]] = []
        self._has_decided = False

    def play(self, plan: Sequence[tuple[str, int]], gauged: int) -> Self:
        """Plays each policy as often as the plan says, crosses games by chance, and has some with gauges on; Ctrl-C stops it.

        Arguments:
            plan: names of policies, each with how many playthroughs.
            gauged: how many games by chance and how many that seek what is new have gauges on; 0 for none.
        """
        asked = dict(plan)
        games = min(MOST_CROSSED, asked.get(BY_CHANCE, 0))
        games = games if games >= FEWEST_FOR_LAWS else 0
        self._asked = asked | (dict.fromkeys(_CROSSINGS, games) if games else {})
        self._streams = {name: Stream(self._place, name, self._first, count) for name, count in self._asked.items()}
        self._runs = sum(self._asked.values())
        gauging = Gauging(self._place, first=self._first, games=gauged, runs=self._runs) if gauged else None
        own = chain(self._with_gauges(gauging), self._decided(games, gauged), self._explored())
        pieces = self._shared(max(games, gauged), games)
        try:
            for name, done in deal(self._crew, pieces, own):
                self._streams[name].add(done)
                self._tell(name)
        except KeyboardInterrupt:
            self.is_complete = False
        self.ensembles = {name: self._streams[name].ensemble() for name in asked if self._streams[name].n}
        self._share(games)
        return self

    def _with_gauges(self, gauging: Gauging | None) -> Iterator[Told | None]:
        """Plays the games with gauges on; as far as a policy is asked for so many, they are its first."""
        if gauging is None:
            return
        for name, done in gauging.steps():
            if done[0].stop <= self._asked.get(name, 0):
                yield name, done
            else:
                self.beyond.add(done[2])
                yield None
        self._taken += gauging.taken
        self.gauged = gauging.gauged()

    def _decided(self, games: int, gauged: int) -> Iterator[Told]:
        """Plays the other games by chance that are to be crossed, and keeps what was decided in all of them."""
        policy = policy_named(BY_CHANCE, self._place)
        for start in range(gauged, games, CHUNK):
            rows = slice(start, min(start + CHUNK, games))
            memory = Memory({**self._place.parameters, **self._parameters})
            played = play_batch(
                self._place,
                policy,
                self._first + start,
                rows.stop - start,
                memory,
                is_overlaid=bool(self._parameters),
                keeps_decisions=True,
                keeps_state=False,
                runs=self._runs,
            )
            self._taken.append(played.taken[: self._place.turns])
            yield BY_CHANCE, (rows, played.measures, played.tally)
        self._has_decided = True

    def _explored(self) -> Iterator[Told]:
        """Plays what learns, a generation at a time."""
        count = self._asked.get(EXPLORING, 0)
        for rows in generations(count, self._streams[EXPLORING].n if count else 0):
            seen = self._streams[EXPLORING].tally.seen()
            yield EXPLORING, self._crew.play_here(Piece(EXPLORING, self._first, rows, self._parameters, (), seen, self._runs))

    def _shared(self, by_chance: int, games: int) -> Iterator[tuple[str, Piece] | None]:
        """What anybody can play: all but the first games by chance; None where that hangs on what was decided in those.

        The smaller batches come last, so that all end at about the same time.
        """
        named = (name for name in self._asked if name != EXPLORING and name not in _CROSSINGS)
        each = chain.from_iterable(self._batches_of(name, by_chance if name == BY_CHANCE else 0) for name in named)
        if not games:
            yield from each
            return
        yield from self._batches_of(BY_CHANCE, by_chance)
        lines = (piece for piece in each if piece[0] != BY_CHANCE)
        while not self._has_decided:
            yield next(lines, None)
        yield from self._crossed(games)
        yield from lines

    def _batches_of(self, name: str, start: int) -> Iterator[tuple[str, Piece]]:
        for rows in self._batches(start, self._asked.get(name, 0)):
            yield name, Piece(name, self._first, rows, self._parameters, (), None, self._runs)

    def _crossed(self, games: int) -> Iterator[tuple[str, Piece]]:
        """The games by chance played again, with what was decided in them."""
        taken = [_joined(parts, games) for parts in zip(*self._taken, strict=True)]
        for name, (policy, luck) in zip(_CROSSINGS, crossed(self._place, taken, self._first), strict=True):
            for rows in self._batches(0, games):
                yield name, Piece(policy, luck, rows, self._parameters, (), None, self._runs)

    def _batches(self, start: int, stop: int) -> Iterator[slice]:
        """Ranges of playthroughs of about one size, none too large, and as many as keep everybody busy to the end."""
        if start >= stop:
            return
        size = -(-(stop - start) // -(-(stop - start) // self._crew.most))
        for begins in range(start, stop, size):
            yield slice(begins, min(begins + size, stop))

    def _share(self, games: int) -> None:
        again = [self._streams[name] for name in _CROSSINGS if name in self._streams]
        if not games or any(stream.n < games for stream in again):
            return
        played: dict[str, Array] = {name: self.ensembles[BY_CHANCE].measures[name][:games] for name in MEASURES}
        self.shares = shares_between(played, *(stream.ensemble().measures for stream in again))

    def _tell(self, name: str) -> None:
        if self._progress is not None:
            self._progress(say(name) if name in _CROSSINGS else name, self._streams[name].n, self._asked[name])


def _joined(parts: tuple[Decisions, ...], games: int) -> Decisions:
    """What was decided in one turn of the first games, from several batches of them."""
    choice = np.concatenate([one.choice for one in parts], axis=-1)
    return Decisions(choice[:, :games], np.concatenate([one.attention for one in parts], axis=-1)[:, :, :games])
