"""Connections that keep a server waiting: one that does not say in time what it wants is let go, and others have its place."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LONGEST_SILENCE: Final = 10.0
"""Seconds in which a connection has to send the whole head of a request, from when it began to."""


class Patient(H11Protocol):
    """A connection of the server's, with a bound on how long it takes to ask; uvicorn has one between requests alone."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for the first request."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(LONGEST_SILENCE, self._let_go)

    def data_received(self, data: bytes) -> None:
        """Takes what has come, and goes on waiting while it is not yet a request."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._patience is None:
            self._patience = self.loop.call_later(LONGEST_SILENCE, self._let_go)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _let_go(self) -> None:
        self._patience = None
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()


def make_room(n_open: int) -> None:
    """Asks the system for as many open files as connections are to be served at once; Windows has no bound.

    It may permit fewer, and then fewer are served.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = n_open + 256  # and what is open beside them
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
