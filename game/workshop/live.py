"""Telling open pages that something has changed: a line of Server-Sent Events that says which version there is, and no more.

The page then asks for itself again. A device that was away asks with the version it has, and is told at once where it is behind.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Final

HEARTBEAT: Final = 15.0
"""Seconds between signs of life, so that a line which has broken is noticed on both sides."""

MOST_LINES: Final = 1_200
"""Lines that are kept open at most; pages beyond that work without."""


class Live:
    """The open lines of a server."""

    def __init__(self) -> None:
        self._waiting: dict[asyncio.Event, str] = {}
        self._n_open: Counter[str] = Counter()
        self._is_closing = False

    def n_open(self, channel: str) -> int:
        """How many pages of a table, or of the facilitator, are open now."""
        return self._n_open[channel]

    def counts(self) -> dict[str, int]:
        """The same of all at once."""
        return {channel: n for channel, n in self._n_open.items() if n}

    @property
    def is_full(self) -> bool:
        """Whether no more lines are taken."""
        return len(self._waiting) >= MOST_LINES

    def tell(self, *channels: str) -> None:
        """Tells the pages of these channels; all of them where none is named."""
        for event, channel in self._waiting.items():
            if not channels or channel in channels:
                event.set()

    def close(self) -> None:
        """Ends every line, so that the server can stop."""
        self._is_closing = True
        self.tell()

    async def line(self, channel: str, version: Callable[[], str], known: str) -> AsyncIterator[str]:
        """One page's line.

        Arguments:
            channel: whose page it is.
            version: what version of it there is now.
            known: the version that the page has.
        """
        event = asyncio.Event()
        self._waiting[event] = channel
        self._n_open[channel] += 1
        try:
            yield "retry: 2000\n\n"
            while not self._is_closing:
                now = version()
                if now != known:
                    known = now
                    yield f"id: {now}\nevent: changed\ndata: {now}\n\n"
                try:
                    await asyncio.wait_for(event.wait(), HEARTBEAT)
                except TimeoutError:
                    yield ": here\n\n"
                event.clear()
        finally:
            del self._waiting[event]
            self._n_open[channel] -= 1
