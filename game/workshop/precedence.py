"""Who goes first where many want something at once: what is decided, and then pages, one after another.

A page is made in a millisecond or two, by the thread that answers. Made in threads of their own, pages took turns with every
answer, and the threads waited for one another longer than a page takes; what was decided meanwhile waited for all of them.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import Final

PATIENCE: Final = 0.15
"""Seconds for which a page waits at most while others decide: a room in which somebody always does would else see none."""


class Precedence:
    """The order of a server's work."""

    def __init__(self) -> None:
        self._n_deciding = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._pen = asyncio.Lock()

    @contextlib.contextmanager
    def deciding(self) -> Iterator[None]:
        """A block within which a decision is being made and is not acknowledged yet: no page is made meanwhile."""
        self._begun()
        try:
            yield
        finally:
            self._ended()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """A block, within `deciding`, in which a decision only waits for the disk: pages may be made meanwhile."""
        self._ended()
        try:
            yield
        finally:
            self._begun()

    def _begun(self) -> None:
        self._n_deciding += 1
        self._quiet.clear()

    def _ended(self) -> None:
        self._n_deciding -= 1
        if not self._n_deciding:
            self._quiet.set()

    @contextlib.asynccontextmanager
    async def drawing(self) -> AsyncIterator[None]:
        """One's turn to make a page: in the order in which they were asked for, when nobody decides or one has waited enough."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        await self._pen.acquire()
        try:
            while not self._quiet.is_set() and (left := until - loop.time()) > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._quiet.wait(), left)
            yield
        finally:
            # Not before what has come in meanwhile was looked at: it may be a decision.
            loop.call_soon(self._pen.release)
