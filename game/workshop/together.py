"""Quarters that several tables end at once, played in one go: ten take little longer than one.

Whoever comes while others are being played waits, and is played with all that have come meanwhile. Each table gets what it would
have got alone: its state, its causes, and nothing of another's.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from game.core.decision import Decisions, Refusal
from game.core.place import Place
from game.core.state import State
from game.core.step import Stepped, step
from game.core.together import step_together

MOST: Final = 32
"""Quarters that are played in one go at most: the first to come waits for the last of them."""

GATHERING: Final = 0.03
"""Seconds for which a quarter waits for others, where several have come together just before it."""

JUST: Final = 0.15
"""Seconds for which that is just before."""

_LOG: Final = logging.getLogger("wholeplace.workshop")


@dataclass(slots=True)
class _Quarter:
    """A quarter to be played; `is_alone` where it has to be by itself."""

    place: Place
    state: State
    decisions: Decisions
    found: Stepped | Refusal | None = None
    is_alone: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nobody needs to wait for it any more."""
        return self.is_alone or self.found is not None


class Together:
    """Plays quarters for many threads at once; a session steps with it."""

    def __init__(self) -> None:
        self._waiting: list[_Quarter] = []
        self._adding, self._playing = Lock(), Lock()
        self._busy_until = 0.0

    def __call__(
        self, place: Place, state: State, decisions: Decisions, *, parameters: Mapping[str, Any] | None = None
    ) -> Stepped | Refusal:
        """Plays one turn, as `step` does."""
        if decisions.seats is not None or parameters:
            return step(place, state, decisions, parameters=parameters)
        quarter = _Quarter(place, state, decisions)
        with self._adding:
            self._waiting.append(quarter)
        while not quarter.is_done:
            with self._playing:
                if not quarter.is_done:
                    self._play()
        return step(place, state, decisions) if quarter.found is None else quarter.found

    def _play(self) -> None:
        """Plays those that have waited longest."""
        if time.monotonic() < self._busy_until:
            time.sleep(GATHERING)
        with self._adding:
            quarters, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        alike: dict[tuple[int, int], list[_Quarter]] = {}
        for one in quarters:
            alike.setdefault((id(one.place), one.state.turn), []).append(one)
        for some in alike.values():
            try:
                _play(some)
            except Exception:  # noqa: BLE001 - whatever it is
                # A fault of ours in one game must not end another's quarter: each is then played by itself.
                _LOG.exception("Quarters could not be played together")
                for one in some:
                    one.is_alone = one.found is None
        if len(quarters) > 1:
            self._busy_until = time.monotonic() + JUST


def _play(quarters: Sequence[_Quarter]) -> None:
    """Plays quarters of one place and turn."""
    if len(quarters) == 1:
        (one,) = quarters
        one.found = step(one.place, one.state, one.decisions)
        return
    found = step_together(quarters[0].place, [(one.state, one.decisions) for one in quarters])
    for one, stepped in zip(quarters, found, strict=True):
        one.found = stepped
