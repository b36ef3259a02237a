"""Connections that keep a server waiting: one that does not ask in time, or take what it asked for, gives way to others.

The parser in C takes a third of the time of one in Python, and leaves the bounds to whoever uses it.
"""

from __future__ import annotations

import contextlib
import sys
from asyncio import AbstractEventLoop, TimerHandle, Transport
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from game.translation import say

MOST_HEAD: Final = 16_384
"""Bytes of a request's address and headers."""

LONGEST_SILENCE: Final = 10.0
"""Seconds in which a connection has to send the whole head of a request, from when it began to; and then as many for its body."""

LONGEST_TAKING: Final = 20.0
"""Seconds in which whoever asked for something has to take all that is left of it, or `LEAST_TAKEN` bytes."""

LEAST_TAKEN: Final = 16_384

MOST_AHEAD: Final = 32
"""Requests that a connection may send before the first of them is answered; no browser sends a second."""

_SLICE: Final = MOST_HEAD // 4
"""Bytes that are looked at at once: what comes in one piece has the bounds of what comes in many."""


class Outbox(Transport):
    """A connection that sends all that was written to it in one go: uvicorn writes the head of an answer and then its body."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        super().__init__()
        self._transport, self._loop = transport, loop
        self._written: list[bytes] = []

    def write(self, data: Any) -> None:
        """Sends bytes, together with whatever else is written in this round of the loop."""
        if not self._written:
            self._loop.call_soon(self._send)
        self._written.append(bytes(data))

    def close(self) -> None:
        """Sends what is left, and closes."""
        self._send()
        self._transport.close()

    def abort(self) -> None:
        """Closes at once."""
        self._written.clear()
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is closing, or closed."""
        return self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What is known of the connection."""
        return self._transport.get_extra_info(name, default)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Sets how many unsent bytes there may be before the writer is told to wait."""
        self._transport.set_write_buffer_limits(high, low)

    def get_write_buffer_size(self) -> int:
        """How many bytes nobody has taken yet."""
        return self._transport.get_write_buffer_size()

    def pause_reading(self) -> None:
        """Takes nothing more in, for now."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Takes in again what comes."""
        self._transport.resume_reading()

    def _send(self) -> None:
        written, self._written = self._written, []
        if written and not self._transport.is_closing():
            self._transport.write(written[0] if len(written) == 1 else b"".join(written))


class Patient(HttpToolsProtocol):
    """A connection of the server's, closed where it is too slow, or sends too much before a body; uvicorn bounds neither."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._n_head = 0
        self._is_in_head = True
        self._until: float | None = None
        self._timer: TimerHandle | None = None
        self._taking: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Somebody has connected, and has not asked for anything yet."""
        super().connection_made(Outbox(transport, self.loop))
        self.transport.set_write_buffer_limits(0)  # told of every byte that is not taken
        self._begun()

    def on_message_begin(self) -> None:
        """The first byte of a request is there."""
        super().on_message_begin()
        self._begun()

    def on_headers_complete(self) -> None:
        """A request's head is there."""
        self._is_in_head = False
        self._until = self.loop.time() + LONGEST_SILENCE
        super().on_headers_complete()
        if len(self.pipeline) > MOST_AHEAD:
            self.transport.abort()

    def on_message_complete(self) -> None:
        """All of a request is there, with its body and whatever follows that."""
        self._until = None
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Bytes have come."""
        for start in range(0, len(data), _SLICE):
            if self.transport.is_closing():
                return
            if self._until is None:
                self._begun()  # also where an empty line is all that comes, again and again
            part = data[start : start + _SLICE]
            super().data_received(part)
            if self._is_in_head and self._until is not None:
                self._n_head += len(part)
                if self._n_head > MOST_HEAD:
                    self._too_long()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._until = None
        for timer in (self._timer, self._taking):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Not all that was sent is taken at once."""
        super().pause_writing()
        self._wait_for_taking()

    def resume_writing(self) -> None:
        """All that was sent has been taken."""
        if self._taking is not None:
            self._taking.cancel()
        super().resume_writing()

    def _wait_for_taking(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._taking = self.loop.call_later(LONGEST_TAKING, self._look_at_taking, left)

    def _look_at_taking(self, n_before: int) -> None:
        if self.transport.get_write_buffer_size() > n_before - LEAST_TAKEN:
            self.transport.abort()  # to close would be to wait until it has taken the rest
        else:
            self._wait_for_taking()

    def _begun(self) -> None:
        self._n_head, self._is_in_head = 0, True
        self._until = self.loop.time() + LONGEST_SILENCE
        # One timer serves all requests of a connection: most have ended long before it looks.
        if self._timer is None:
            self._timer = self.loop.call_later(LONGEST_SILENCE, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._until is None:
            return
        left = self._until - self.loop.time()
        cycle: Any = self.cycle  # which is None before the first request, whatever its type says
        if left <= 0.0 and cycle is not None and not cycle.response_complete:
            left = LONGEST_SILENCE  # who has begun to ask again may wait for the first answer
            self._until = self.loop.time() + left
        if left > 0.0:
            self._timer = self.loop.call_later(left, self._look)
        elif not self.transport.is_closing():
            self.transport.close()

    def _too_long(self) -> None:
        self._until = None
        if not self.transport.is_closing():
            text = say("What was sent is not taken: more than {most:,} bytes before a request's body.", most=MOST_HEAD).encode()
            head = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
            self.transport.write(head + b"content-length: %d\r\n" % len(text) + b"connection: close\r\n\r\n" + text)
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
