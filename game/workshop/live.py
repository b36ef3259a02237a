"""Telling open pages that something has changed: a line of Server-Sent Events that says which version there is, and no more.

The page then asks for itself again, where that is of something it shows. A device that was away asks with the version it has, and
is told at once where it is behind.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

HEARTBEAT: Final = 15
"""Seconds between signs of life, so that a line which has broken is noticed on both sides."""

LEAST: Final = 0.1
"""Seconds between two changes that a page is told of: it would else ask for itself more often than anybody can look."""

MOST_LINES: Final = 1_200
"""Lines that are kept open at most; pages beyond that work without."""

MOST_OF_ONE: Final = 8
"""Lines of one device at most, of which the oldest gives way: no browser opens more than six, and none can take all there are."""


class Live:
    """The open lines of a server."""

    def __init__(self) -> None:
        self._lines: defaultdict[str, set[Line]] = defaultdict(set)
        self._of_devices: defaultdict[str, list[Line]] = defaultdict(list)
        self._n_begun = 0
        self._n_seconds = 0
        self.is_closing = False

    def n_open(self, channel: str) -> int:
        """How many pages of a table, or of the facilitator, are open now."""
        return len(self._lines.get(channel, ()))

    def counts(self) -> dict[str, int]:
        """How many pages are open, by channel. May be called from any thread, while lines are opened and ended."""
        return {channel: len(lines) for channel, lines in list(self._lines.items()) if lines}

    @property
    def is_full(self) -> bool:
        """Whether no more lines are taken."""
        return sum(map(len, self._lines.values())) >= MOST_LINES

    def tell(self, *channels: str) -> None:
        """Tells the pages of these channels; all of them where none is named."""
        for line in self._of(channels or tuple(self._lines)):
            line.woken.set()

    def close(self) -> None:
        """Ends every line, so that the server can stop."""
        self.is_closing = True
        self.tell()

    async def run(self) -> None:
        """Gives each line its sign of life: one clock for all, and each second the lines whose turn it is."""
        while True:
            await asyncio.sleep(1.0)
            self._n_seconds = (self._n_seconds + 1) % HEARTBEAT
            for line in self._of(tuple(self._lines)):
                if line.number % HEARTBEAT == self._n_seconds:
                    line.is_due = True
                    line.woken.set()

    def line(
        self,
        request: Request,
        device: str,
        channel: str,
        version: Callable[[], str],
        tells: Callable[[], Awaitable[tuple[str, str]]] | None = None,
    ) -> Response:
        """The answer to a page that wants to be told.

        Arguments:
            request: the page's, with the version that it has.
            device: by whose key it asks.
            channel: whose page it is.
            version: what version of it there is now.
            tells: finds the version that there is, and what is told of it; the version itself where left out.
        """
        known = request.headers.get("last-event-id") or request.query_params.get("known", "")
        self._n_begun += 1
        return Line(self, self._n_begun, device, channel, version, tells, known[:60])

    def opened(self, line: Line) -> None:
        """Counts a line that is open from now on."""
        self._lines[line.channel].add(line)
        its = self._of_devices[line.device]
        its.append(line)
        for old in its[:-MOST_OF_ONE]:
            old.leave()

    def ended(self, line: Line) -> None:
        """Counts a line no more, because it has ended."""
        self._lines[line.channel].discard(line)
        if not self._lines[line.channel]:
            del self._lines[line.channel]
        self._of_devices[line.device].remove(line)
        if not self._of_devices[line.device]:
            del self._of_devices[line.device]

    def _of(self, channels: tuple[str, ...]) -> Iterator[Line]:
        for channel in channels:
            yield from self._lines.get(channel, ())


class Line(Response):
    """One page's line. It writes as the server takes it, with nothing between: most of what a server sends are these.

    Arguments:
        live: the lines that it is one of.
        number: how many were begun when it was.
        device: by whose key it was asked for.
        channel: whose page it is.
        version: what version of it there is now.
        tells: finds the version that there is, and what is told of it; None where that is the version itself.
        known: the version that the page has.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        live: Live,
        number: int,
        device: str,
        channel: str,
        version: Callable[[], str],
        tells: Callable[[], Awaitable[tuple[str, str]]] | None,
        known: str,
    ) -> None:
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]  # nobody knows how long it will be
        self.number, self.device, self.channel = number, device, channel
        self.woken = asyncio.Event()
        self.is_due = False
        self._live, self._version, self._tells, self._known = live, version, tells, known
        self._is_gone = False
        self._told_at = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Writes until whoever listens has gone, or the server stops."""
        self._live.opened(self)
        leaving = asyncio.ensure_future(self._leave(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await self._write(send, "retry: 2000\n\n")
            while not (self._live.is_closing or self._is_gone):
                now = self._version()
                if now != self._known:
                    now, said = (now, now) if self._tells is None else await self._tells()
                    self._known, self._told_at = now, time.monotonic()
                    await self._write(send, f"id: {now}\nevent: changed\ndata: {said}\n\n")
                elif self.is_due:
                    await self._write(send, "event: here\ndata: .\n\n")
                self.is_due = False
                await self.woken.wait()
                if (left := self._told_at + LEAST - time.monotonic()) > 0.0:
                    await asyncio.sleep(left)
                self.woken.clear()
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            leaving.cancel()
            self._live.ended(self)

    def leave(self) -> None:
        """Ends it, as soon as it can be."""
        self._is_gone = True
        self.woken.set()

    async def _leave(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.leave()

    @staticmethod
    async def _write(send: Send, text: str) -> None:
        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
