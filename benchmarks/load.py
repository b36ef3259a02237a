"""What a load on a server is made of: connections that cost little, what is measured on them, and what the server spent."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import struct
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode


class Broken(Exception):  # noqa: N818 - said of a line
    """A line has broken before the answer was there."""


class Line:
    """One connection to a server, kept alive, with a cookie: as little work as a client can be, for it shares the machine."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, path: str, fields: Mapping[str, str] | None = None, *headers: str) -> tuple[int, str, str]:
        """The status, where to look next, and the body of an answer. Raises `Broken`."""
        body = urlencode(fields).encode() if fields is not None else b""
        head = self._head("GET" if fields is None else "POST", path, *headers)
        if fields is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        sent = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        is_kept = self._writer is not None
        try:
            return await self._asked(sent)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.close()
            if not is_kept:
                raise Broken(str(error)) from None
        # An idle line that the server has closed is opened anew, as browsers do.
        try:
            return await self._asked(sent)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.close()
            raise Broken(str(error)) from None

    async def events(self, path: str) -> AsyncIterator[str]:
        """The data of each event of a line of Server-Sent Events, on a connection of its own, until it ends."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write("\r\n".join(self._head("GET", path)).encode() + b"\r\n\r\n")
            async for told in reader:
                if told.startswith(b"data: "):
                    yield told[6:].strip().decode()
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def told(self, path: str) -> None:
        """Waits for the first message of a websocket, on a connection of its own."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            key = base64.b64encode(os.urandom(16)).decode()
            wish = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
            writer.write("\r\n".join(self._head("GET", path, *wish)).encode() + b"\r\n\r\n")
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
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    def _head(self, method: str, path: str, *more: str) -> list[str]:
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Origin: http://{self.host}:{self.port}", *more]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        return head

    async def _asked(self, sent: bytes) -> tuple[int, str, str]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        assert self._reader is not None  # noqa: S101 - opened a line above
        self._writer.write(sent)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = dict(line.split(": ", 1) if ": " in line else (line, "") for line in head.lower().split("\r\n")[1:])
        for name, value in re.findall(r"(?im)^set-cookie: ([^=\r]+)=([^;\r]*)", head):
            self.cookies[name] = value
        body = (await _body(self._reader, headers)).decode()
        where = re.search(r"(?im)^location: (\S+)", head)
        return int(head[9:12]), re.sub(r"^http://[^/]+", "", where[1]) if where else "", body


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    """An answer's body, sent whole or in parts."""
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    found = b""
    while n_bytes := int(await reader.readline(), 16):
        found += await reader.readexactly(n_bytes)
        await reader.readline()
    await reader.readline()
    return found


@dataclass
class Load:
    """What a run measures, in seconds: until a form is acknowledged, until the next page is there, until others have seen it."""

    acknowledged: list[float] = field(default_factory=list)
    next_page: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    n_conflicts: int = 0
    n_asked: int = 0
    spent_before: float = 0.0

    def begins(self, pids: list[int]) -> float:
        """Everybody is in, and plays from now on: when that is. What it took to begin and to let them in is no part of it."""
        self.acknowledged.clear()
        self.next_page.clear()
        self.n_asked, self.spent_before = 0, cpu_seconds(pids)
        return time.perf_counter()

    async def send(self, line: Line, path: str, fields: Mapping[str, str]) -> tuple[int, str, str]:
        """Sends a form and asks for the page it leads to: the form's own status, where one is then, and the page."""
        self.n_asked += 1
        before = time.perf_counter()
        status, where, page = await line.ask(path, fields)
        now = time.perf_counter()
        self.acknowledged.append(now - before)
        if status == 409:
            self.n_conflicts += 1
        elif status not in (302, 303):
            self.faults.append(f"{path}: {status} {page[:200]}")
        if where:
            path, page = await self.look(line, where)
            self.next_page.append(time.perf_counter() - now)
        return status, path, page

    async def look(self, line: Line, path: str) -> tuple[str, str]:
        """A page, wherever its address leads, and where that is."""
        for _ in range(5):
            self.n_asked += 1
            status, where, page = await line.ask(path)
            if not where:
                break
            path = where
        if status != 200:
            self.faults.append(f"{path}: {status}")
        return path, page


@dataclass(frozen=True)
class Shape:
    """A room: how many take part, over how many rounds, and between how many seconds they think."""

    n: int
    rounds: int
    think: tuple[float, float]


class Peer(Protocol):
    """A server that is under load."""

    name: str

    def start(self) -> None:
        """Starts it with an empty database on disk, and waits until it answers."""

    async def play(self, load: Load, shape: Shape) -> float:
        """A whole room: comes in and plays; how many seconds the playing took."""

    @property
    def pids(self) -> list[int]:
        """Its processes."""

    def stop(self) -> None:
        """Stops it."""


def percentiles(times: list[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile in milliseconds."""
    ordered = sorted(times) or [0.0]
    return {f"p{share}": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * share // 100)], 1) for share in (50, 95, 99)}


def family(pid: int) -> list[int]:
    """A process and all that it has started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = {int(child) for task in tasks for child in (task / "children").read_text().split()}
    except OSError:
        return []
    return [pid, *(one for child in sorted(children) for one in family(child))]


def cpu_seconds(pids: list[int]) -> float:
    """Seconds of processor time that processes have taken so far."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def megabytes(pids: list[int]) -> int:
    """Memory that processes hold now."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024
