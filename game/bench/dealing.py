"""Batches dealt out among processes, of which this one is one: nobody waits while there is something left to play."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

import numpy as np

from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.crew import Crew, Done, Piece, Underway
from game.play.ensemble import Ensemble
from game.play.tally import Tally

Key = TypeVar("Key")


class Stream:
    """The playthroughs of one policy as they come in, batch by batch and in any order.

    What follows something that is still missing is kept aside, so that a simulation which is stopped has every seed from the
    first to some last one.

    Attributes:
        tally: what was counted.
    """

    def __init__(self, place: Place, policy: str, first: int, asked: int) -> None:
        self.tally = Tally.nothing(place)
        self._place = place
        self._policy = policy
        self._first = first
        self._asked = asked
        self._measures = {name: np.zeros(asked) for name in MEASURES}
        self._aside: dict[int, Done] = {}

    @property
    def n(self) -> int:
        """How many playthroughs from the first on are there."""
        return self.tally.n

    def add(self, done: Done) -> None:
        """Takes in a batch."""
        self._aside[done[0].start] = done
        while self.n in self._aside:
            rows, measures, tally = self._aside.pop(self.n)
            for name in MEASURES:
                self._measures[name][rows] = measures[name]
            self.tally.add(tally)

    def ensemble(self) -> Ensemble:
        """What they have come to so far."""
        kept = {name: value[: self.n] for name, value in self._measures.items()}
        return Ensemble(self._place, self._policy, self._first, self._asked, kept, self.tally, self.n == self._asked)


def deal(
    crew: Crew, pieces: Iterator[tuple[Key, Piece] | None], own: Iterator[tuple[Key, Done] | None]
) -> Iterator[tuple[Key, Done]]:
    """Yields every batch with its key as it was played, in no particular order.

    Arguments:
        crew: who plays, beside this process.
        pieces: what anybody can play; None where the next one hangs on a step of `own` that was not taken yet.
        own: steps that only this process can take, which come first here; each yields what it played, if that is to be told.
    """
    table = _Table(crew, pieces)
    for step in own:
        if step is not None:
            yield step
        table.hand_out(is_busy=True)
        yield from table.come_back()
    while table.is_laid():
        table.hand_out(is_busy=False)
        yield from table.come_back() or table.play_or_wait()


class _Table(Generic[Key]):
    """What is to be played: some pieces looked ahead at, and those that others have."""

    def __init__(self, crew: Crew, pieces: Iterator[tuple[Key, Piece] | None]) -> None:
        self._crew = crew
        self._pieces = pieces
        self._ahead: deque[tuple[Key, Piece]] = deque()
        self._out: list[tuple[Key, Underway]] = []
        self.hand_out(is_busy=True)

    def is_laid(self) -> bool:
        """Whether anything is left."""
        self._look_ahead()
        return bool(self._ahead or self._out)

    def _look_ahead(self) -> None:
        while len(self._ahead) <= 2 * self._crew.others:
            piece = next(self._pieces, None)
            if piece is None:
                return
            self._ahead.append(piece)

    def hand_out(self, *, is_busy: bool) -> None:
        """Gives to others what they can take; `is_busy`: this process has something else to do."""
        self._look_ahead()
        others = self._crew.others
        # While there is plenty to do, each has one more waiting than it has in hand; the last ones go to whoever is free.
        most = others * (2 if is_busy or len(self._ahead) > others else 1)
        while self._ahead and len(self._out) < most:
            key, piece = self._ahead.popleft()
            self._out.append((key, self._crew.hand_out(piece)))
            self._look_ahead()

    def come_back(self) -> list[tuple[Key, Done]]:
        """What others have played since."""
        played: list[tuple[Key, Underway]] = []
        out: list[tuple[Key, Underway]] = []
        for key, pending in self._out:
            (played if pending.done() else out).append((key, pending))
        self._out = out
        return [(key, pending.result()) for key, pending in played]

    def play_or_wait(self) -> list[tuple[Key, Done]]:
        """Plays a piece here; where there is none any more, waits for another process."""
        if self._ahead:
            key, piece = self._ahead.popleft()
            return [(key, self._crew.play_here(piece))]
        key, pending = self._out.pop(0)
        return [(key, pending.result())]
