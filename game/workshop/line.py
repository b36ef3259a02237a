"""One connection from a device, with bounds on what it may send before it has asked for anything, and on how long it may take.

The parser in C takes a third of the time of one in Python, and leaves both to whoever uses it.
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD: Final = 16_384
"""Bytes of a request's address and headers."""

LONGEST_HEAD: Final = 10.0
"""Seconds in which they have to arrive."""


class Line(HttpToolsProtocol):
    """A connection that is closed where a request's head is too long or too slow."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._n_head = 0
        self._waits: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Somebody has connected, and has not asked for anything yet."""
        super().connection_made(transport)
        self._begun()

    def on_message_begin(self) -> None:
        """The first byte of a request is there."""
        super().on_message_begin()
        self._begun()

    def on_headers_complete(self) -> None:
        """A request's head is there; its body has bounds of its own."""
        self._ended()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        super().data_received(data)
        if self._waits is not None:
            self._n_head += len(data)
            if self._n_head > MOST_HEAD:
                self._refused(b"431 Request Header Fields Too Large", f"more than {MOST_HEAD:,} bytes before the request's body")

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._ended()
        super().connection_lost(exc)

    def _begun(self) -> None:
        self._ended()
        self._n_head = 0
        self._waits = self.loop.call_later(LONGEST_HEAD, self._late)

    def _ended(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _late(self) -> None:
        self._refused(b"408 Request Timeout", f"no whole request within {LONGEST_HEAD:.0f} seconds")

    def _refused(self, status: bytes, found: str) -> None:
        self._ended()
        if not self.transport.is_closing():
            text = f"What was sent is not taken: {found}. Open the page again.".encode()
            head = b"HTTP/1.1 %s\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
            self.transport.write(head % (status, len(text)) + text)
            self.transport.close()
