"""Connections of a load: as little work as a client can do, for it shares the machine with the server that it asks."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import struct
import time
from collections.abc import AsyncIterator, Mapping
from typing import Final
from urllib.parse import urlencode

_COOKIE: Final = re.compile(rb"(?i)\r\nset-cookie: ([^=\r]+)=([^;\r]*)")
_WHERE: Final = re.compile(rb"(?i)\r\n(?:content-)?location: (?:http://[^/\r]+)?([^\r]+)")
_LENGTH: Final = re.compile(rb"(?i)\r\ncontent-length: (\d+)")
_IN_PARTS: Final = re.compile(rb"(?i)\r\ntransfer-encoding: chunked")


class Broken(Exception):  # noqa: N818 - said of a line
    """A line has broken before the answer was there."""


class Line:
    """One connection to a server, kept alive, with a cookie."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._wire: _Wire | None = None
        self._head: tuple[int, bytes] = (-1, b"")

    @property
    def headed_at(self) -> float:
        """When the head of the last answer was there, by `time.perf_counter`."""
        return self._wire.headed_at if self._wire is not None else 0.0

    async def ask(self, path: str, fields: Mapping[str, str] | None = None, *headers: str) -> tuple[int, str, str]:
        """The status, where to look next or what address the body is of, and the body of an answer. Raises `Broken`."""
        more = "".join(f"{header}\r\n" for header in headers).encode()
        if fields is None:
            sent = b"GET %b HTTP/1.1\r\n%b%b\r\n" % (path.encode(), self._always(), more)
        else:
            body = urlencode(fields).encode()
            kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % len(body)
            sent = b"POST %b HTTP/1.1\r\n%b%b%b\r\n%b" % (path.encode(), self._always(), more, kind, body)
        is_kept = self._wire is not None
        try:
            return await self._asked(sent)
        except OSError as error:
            self.close()
            if not is_kept:
                raise Broken(str(error)) from None
        # An idle line that the server has closed is opened anew, as browsers do.
        try:
            return await self._asked(sent)
        except OSError as error:
            self.close()
            raise Broken(str(error)) from None

    async def events(self, path: str) -> AsyncIterator[str]:
        """The data of each event of a line of Server-Sent Events, on a connection of its own, until it ends."""
        transport, ear = await asyncio.get_running_loop().create_connection(_Ear, self.host, self.port)
        try:
            transport.write(b"GET %b HTTP/1.1\r\n%b\r\n" % (path.encode(), self._always()))
            while (told := await ear.told.get()) is not None:
                yield told
        finally:
            transport.close()

    async def told(self, path: str) -> None:
        """Waits for the first message of a websocket, on a connection of its own."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            wish = b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %b\r\n"
            key = base64.b64encode(os.urandom(16))
            writer.write(b"GET %b HTTP/1.1\r\n%b%b\r\n" % (path.encode(), self._always(), wish % key))
            head = await reader.readuntil(b"\r\n\r\n")
            while b" 101 " in head.partition(b"\r\n")[0]:
                kind, size = await reader.readexactly(2)
                if size == 126:
                    (size,) = struct.unpack(">H", await reader.readexactly(2))
                await reader.readexactly(size)
                if kind & 15 in (1, 8):
                    return
        except (OSError, asyncio.IncompleteReadError):
            return  # the page is then asked for again, as its own script does
        finally:
            writer.close()

    def close(self) -> None:
        """Closes the connection."""
        if self._wire is not None:
            self._wire.close()
        self._wire = None

    def _always(self) -> bytes:
        """The headers that are the same in all that is asked."""
        if self._head[0] != self.port:
            here = f"{self.host}:{self.port}"
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            head = f"Host: {here}\r\nOrigin: http://{here}\r\n" + (f"Cookie: {cookies}\r\n" if cookies else "")
            self._head = self.port, head.encode()
        return self._head[1]

    async def _asked(self, sent: bytes) -> tuple[int, str, str]:
        if self._wire is None:
            _, self._wire = await asyncio.get_running_loop().create_connection(_Wire, self.host, self.port)
        head, body = await self._wire.ask(sent)
        for name, value in _COOKIE.findall(head):
            self.cookies[name.decode()], self._head = value.decode(), (-1, b"")
        where = _WHERE.search(head)
        return int(head[9:12]), where[1].decode() if where else "", body.decode()


class _Wire(asyncio.Protocol):
    """A connection that carries one question at a time, and gives its answer whole."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[bytes, bytes]] | None = None
        self._got = b""
        self.headed_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    async def ask(self, sent: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer. Raises `OSError` where the connection ends before it is there."""
        if self._transport is None:
            message = "The line has been closed."
            raise ConnectionResetError(message)
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(sent)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        is_headed = b"\r\n\r\n" in self._got
        self._got = self._got + data if self._got else data
        at = self._got.find(b"\r\n\r\n")
        if at < 0:
            return
        if not is_headed:
            self.headed_at = time.perf_counter()
        head, length = self._got[: at + 2], _LENGTH.search(self._got, 0, at + 2)
        if length is not None or not _IN_PARTS.search(head):
            end = at + 4 + (int(length[1]) if length is not None else 0)
            body = self._got[at + 4 : end] if len(self._got) >= end else None
        else:
            body = _joined(self._got[at + 4 :])
        if body is not None:
            self._got = b""
            if self._answer is not None and not self._answer.done():
                self._answer.set_result((head, body))

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError(str(exc or "The line has been closed.")))

    def close(self) -> None:
        """Ends the connection."""
        if self._transport is not None:
            self._transport.close()


def _joined(parts: bytes) -> bytes | None:
    """A body that is sent in parts; None while it is not all there."""
    found, at = b"", 0
    while (end := parts.find(b"\r\n", at)) >= 0:
        n_bytes = int(parts[at:end], 16)
        at = end + 2 + n_bytes + 2
        if at > len(parts):
            return None
        if not n_bytes:
            return found
        found += parts[end + 2 : at - 2]
    return None


class _Ear(asyncio.Protocol):
    """A line of Server-Sent Events; None in `told` where it has ended."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[str | None] = asyncio.Queue()
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"data: ") and line.rstrip() != b"data: .":  # a sign of life is no news
                self.told.put_nowait(line[6:].strip().decode())

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - as asyncio has it
        self.told.put_nowait(None)
