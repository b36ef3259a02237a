"""The line from a device that joins a workshop to its server: requests with a time limit, and the news that something changed.

Everything that comes over it is untrusted: it is bounded here, and checked in `wire`.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlencode, urlsplit

from game.play.wire import MOST_BYTES, Garbled
from game.translation import say

PATIENCE: Final = 8.0
"""Seconds in which a server has to say something."""

LONGEST: Final = 30.0
"""Seconds until the whole of an answer has to be there: a server can say a little again and again."""

SILENCE: Final = 40.0
"""Seconds without a sign of life after which the line that tells of changes is opened anew."""

ALIVE: Final = b"data: ."
"""The line by which a workshop says that it is there, and nothing else."""

AGAIN: Final = 1.0
"""Seconds until the next try, where the line is down."""

LONGEST_LINE: Final = 1_000

News = Literal["changed", "down"]


class LineDown(Exception):  # noqa: N818 - said of a line
    """The server cannot be reached just now, in words."""


class NotSeated(Exception):  # noqa: N818 - said of a device
    """The server does not know this device, or does not let it in; in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How the server answered: the status, and what it said."""

    status: int
    data: bytes

    def fields(self) -> Mapping[str, Any]:
        """What it said, as JSON of one object. Raises `Garbled`."""
        try:
            found = json.loads(self.data)
        except (ValueError, RecursionError):
            raise Garbled(say("is no JSON")) from None
        if not isinstance(found, dict):
            raise Garbled(say("is no object"))
        return found


class ServerLine:
    """A server, and this device's cookie there. For several threads.

    Arguments:
        address: the server's: `http://192.168.1.5:8000`.
        cookie: what the server gave this device the last time.
    """

    def __init__(self, address: str, cookie: str = "") -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(address)
        self.address = f"{parts.scheme}://{parts.netloc}"
        self.cookie = cookie
        self._host, self._port = parts.hostname, parts.port
        self._kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._kept: http.client.HTTPConnection | None = None
        self._one = threading.Lock()

    def ask(self, path: str, form: Mapping[str, str] | None = None) -> Answer:
        """The answer to a request. Raises `LineDown` where there is none, and `Garbled` where it is too long."""
        body = urlencode(form) if form is not None else None
        with self._one:
            is_kept = self._kept is not None
            try:
                return self._asked(path, body)
            except (OSError, UnicodeError, http.client.HTTPException) as fault:
                self._drop()
                if not is_kept or isinstance(fault, TimeoutError):
                    raise LineDown(_words(fault)) from None
            # The server may have closed an idle line. Every request is done once, however often it is sent.
            try:
                return self._asked(path, body)
            except (OSError, UnicodeError, http.client.HTTPException) as fault:
                self._drop()
                raise LineDown(_words(fault)) from None

    def beside(self) -> ServerLine:
        """Another line of the same device to the same server, for what takes its time."""
        return ServerLine(self.address, self.cookie)

    def close(self) -> None:
        """Hangs up."""
        with self._one:
            self._drop()

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _asked(self, path: str, body: str | None) -> Answer:
        if self._kept is None:
            self._kept = self._kind(self._host, self._port, timeout=PATIENCE)
        with _hung_up(self._kept) as held:
            self._kept.request("GET" if body is None else "POST", path, body, self._headers(body))
            held.append(self._kept.sock)  # of which an answer without a length leaves nothing there
            response = self._kept.getresponse()
            data = response.read(MOST_BYTES + 1)
        for name, value in response.getheaders():
            if name.lower() == "set-cookie" and value.startswith("wholeplace="):
                self.cookie = value.partition(";")[0].removeprefix("wholeplace=")[:300]
        if len(data) > MOST_BYTES:
            self._drop()
            raise Garbled(say("is longer than {most_bytes:,} bytes", most_bytes=MOST_BYTES))
        return Answer(response.status, data)

    def _headers(self, body: str | None) -> dict[str, str]:
        found = {"Accept": "application/json", "Origin": self.address}
        if self.cookie:
            found["Cookie"] = f"wholeplace={self.cookie}"
        if body is not None:
            found["Content-Type"] = "application/x-www-form-urlencoded"
        return found

    def listen(self, path: str, is_over: threading.Event, told: Callable[[News], None]) -> None:
        """Calls `told` whenever something has changed, and where the line is down, until it is over."""
        while not is_over.is_set():
            connection = self._kind(self._host, self._port, timeout=SILENCE)
            with contextlib.closing(connection), contextlib.suppress(OSError, UnicodeError, http.client.HTTPException):
                connection.request("GET", path, headers={**self._headers(None), "Accept": "text/event-stream"})
                response = connection.getresponse()
                if response.status == 200:
                    told("changed")
                    while not is_over.is_set() and (line := response.readline(LONGEST_LINE)):
                        if line.startswith(b"data:") and line.rstrip() != ALIVE:
                            told("changed")
            if not is_over.is_set():
                told("down")
                is_over.wait(AGAIN)


@contextlib.contextmanager
def _hung_up(connection: http.client.HTTPConnection) -> Iterator[list[socket.socket]]:
    """Hangs up where what is done within this takes too long; its socket is put into what is given. Raises `TimeoutError`."""
    is_late, held = threading.Event(), list[socket.socket]()

    def hang_up() -> None:
        is_late.set()
        for one in {*held, connection.sock} - {None}:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # which wakes whoever waits for more

    timer = threading.Timer(LONGEST, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield held
    except (OSError, http.client.HTTPException):
        if not is_late.is_set():
            raise
    finally:
        timer.cancel()
    if is_late.is_set():  # also where what had come by then looked like all of it
        raise TimeoutError


def _words(fault: Exception) -> str:
    return (
        say("it does not answer")
        if isinstance(fault, TimeoutError)
        else str(getattr(fault, "strerror", None) or fault) or say("no answer")
    )
