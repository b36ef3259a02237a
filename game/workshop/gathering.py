"""Lines on their way to the writer, handed over by the thread that answers: several at once where it has its hands full.

A flush of the disk takes as long for twenty lines as for one, and for each the writer wakes up and takes turns with whoever
answers. So a line waits while there is much else to answer, for those that come meanwhile. Where there is not, none waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Generic, TypeVar

PATIENCE: Final = 0.03
"""Seconds for which a line waits at most."""

BUSY: Final = 0.0005
"""Seconds that a round of an event loop takes where it has its hands full; one with nothing to do takes a tenth of that."""

Line = TypeVar("Line")


class Gathering(Generic[Line]):
    """What waits to be handed over. To be used within one event loop."""

    def __init__(self, take: Callable[[Line], None]) -> None:
        """Hands over to `take`, one line after another in their order."""
        self._take = take
        self._waiting: list[Line] = []
        self._until = 0.0

    def add(self, line: Line) -> None:
        """Hands a line over, when the loop has a moment."""
        self._waiting.append(line)
        if len(self._waiting) == 1:
            loop = asyncio.get_running_loop()
            self._until = loop.time() + PATIENCE
            loop.call_soon(self._look, loop, loop.time())

    def _look(self, loop: asyncio.AbstractEventLoop, before: float) -> None:
        now = loop.time()
        if now - before >= BUSY and now < self._until:
            loop.call_soon(self._look, loop, now)
            return
        lines, self._waiting = self._waiting, []
        for line in lines:
            self._take(line)
