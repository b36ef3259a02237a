"""The door to several processes: each connection goes to the process that keeps its device's table, by the first bytes it sends.

Any process can answer for any table: it takes in what the others have written before it does. But each would then play every
quarter again that another has played already, and make every page anew; so all devices of a table are sent to the same one.
A connection is handed over whole, with nothing of it read, and the door sees no more of it.
"""

from __future__ import annotations

import re
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.workshop.database import Database, DatabaseFault
from game.workshop.keys import Keyring, digest, for_console
from game.workshop.rows import DEVICES
from game.workshop.site import Site, own_cookie

MOST_HEAD: Final = 16_384
"""Bytes that are looked at for who connects."""

PATIENCE: Final = 1.0
"""Seconds for which a connection may say nothing before it goes to any of the processes, which then has its own patience."""

MOST_WAITING: Final = 2_000
"""Connections that wait at the door at most."""

LOOK_AGAIN: Final = 0.05
"""Seconds between two looks at where devices sit."""

_COOKIES: Final = re.compile(rb"\r\nCookie:([^\r\n]*)", re.IGNORECASE)

IS_POSSIBLE: Final = hasattr(socket, "send_fds")
"""Whether one process can hand a connection to another on this system; where not, whichever is free takes it."""


def process_of(holder: str, n: int) -> int | None:
    """Which of `n` processes serves a device: by its table's number, the first for the console; None without a seat."""
    if not holder:
        return None
    found = re.match(r"table-(\d+)", holder)
    return int(found[1]) % n if found is not None else 0


def _held(key: str, holder: Callable[[str], str]) -> str:
    """What a device holds: its place at a table, or else the console."""
    return holder(key) or holder(for_console(key))


class Whereabouts:
    """Which process keeps the table of the device at the other end, as far as this one knows; a thread keeps it up to date."""

    def __init__(self, database: Database, keyring: Keyring, n: int) -> None:
        self._database, self._keyring, self._n = database, keyring, n
        self._holders: dict[str, str] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="workshop-door", daemon=True)
        self._thread.start()

    def __call__(self, head: bytes) -> int | None:
        """The process, by the first bytes of a request; None where they do not tell."""
        found = _COOKIES.search(head)
        key = self._keyring.open(own_cookie(found[1], self._keyring.cookie)) if found is not None else ""
        return process_of(_held(key, lambda one: self._holders.get(digest(one), "")), self._n) if key else None

    def close(self) -> None:
        """Ends it."""
        self._ended.set()
        self._thread.join()

    def _follow(self) -> None:
        known = -1
        while not self._ended.is_set():
            with suppress(DatabaseFault):  # a guess that is old costs time, and nothing else
                _, changes = self._database.position()
                if changes != known:
                    self._holders, known = self._database.mapping(DEVICES), changes
            self._ended.wait(LOOK_AGAIN)


class Front:
    """Takes connections, and hands each to one of the processes.

    Arguments:
        listening: the socket, bound and listening.
        which: the number of the process for a connection, by its first bytes; None where any will do.
    """

    def __init__(self, listening: socket.socket, which: Callable[[bytes], int | None]) -> None:
        self._listening, self._which = listening, which
        self._selector = selectors.DefaultSelector()
        self._silent: dict[socket.socket, float] = {}
        self._ready: deque[tuple[socket.socket, int | None]] = deque()
        self._next = 0
        listening.settimeout(0)
        self._selector.register(listening, selectors.EVENT_READ)

    def turn(self, channels: Sequence[socket.socket], longest: float) -> None:
        """Does what there is to do, and waits for it at most so many seconds.

        Arguments:
            channels: what leads to each of the processes.
            longest: seconds.
        """
        for key, _ in self._selector.select(0.02 if self._ready else longest):
            if key.fileobj is self._listening:
                self._accept()
            elif isinstance(key.fileobj, socket.socket):
                self._look_at(key.fileobj)
        late = time.monotonic() - PATIENCE
        while self._silent and (len(self._silent) > MOST_WAITING or next(iter(self._silent.values())) < late):
            self._let_in(next(iter(self._silent)), None)
        for _ in range(len(self._ready)):
            self._hand(*self._ready.popleft(), channels)

    def close(self) -> None:
        """Lets all go that still wait."""
        for one in (*self._silent, *(one for one, _ in self._ready)):
            one.close()
        self._selector.close()

    def _accept(self) -> None:
        for _ in range(64):
            try:
                one, _ = self._listening.accept()
            except BlockingIOError:
                return
            except OSError:  # no more files, or gone again: whoever waits is tried again
                time.sleep(LOOK_AGAIN)
                return
            one.settimeout(0)
            self._silent[one] = time.monotonic()
            self._selector.register(one, selectors.EVENT_READ)

    def _look_at(self, one: socket.socket) -> None:
        try:
            head = one.recv(MOST_HEAD, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            head = b""
        self._let_in(one, self._which(head) if head else None)

    def _let_in(self, one: socket.socket, number: int | None) -> None:
        self._selector.unregister(one)
        del self._silent[one]
        if len(self._ready) < MOST_WAITING:
            self._ready.append((one, number))
        else:
            one.close()

    def _hand(self, one: socket.socket, number: int | None, channels: Sequence[socket.socket]) -> None:
        """Hands a connection over; where its process has died, or does not keep up, it waits here for a moment."""
        if number is None:
            self._next += 1
        try:
            socket.send_fds(channels[(self._next if number is None else number) % len(channels)], [b"+"], [one.fileno()])
        except OSError:
            self._ready.append((one, number))
        else:
            one.close()


def handed(channel: socket.socket) -> socket.socket | None:
    """The next connection that was handed over; None where there is none just now. Raises `EOFError` after the last."""
    try:
        said, found, _, _ = socket.recv_fds(channel, 1, 1)
    except BlockingIOError:
        return None
    if not said:
        raise EOFError
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, found[0])
    one.settimeout(0)
    return one


class Kept:
    """An ASGI application in one of several processes: it ends connections that belong with another, after what was asked.

    A device that sits down has come before anybody could know where. Its next connection is taken to the right process.
    """

    def __init__(self, app: ASGIApp, site: Site, number: int, n: int) -> None:
        self._app, self._site, self._number, self._n = app, site, number, n

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                holder = _held(self._site.asker(Request(scope)).key, self._site.room.holder)
                if process_of(holder, self._n) not in (None, self._number):
                    message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        is_page = scope["type"] == "http" and not scope["path"].startswith("/static/")
        await self._app(scope, receive, sent if is_page else send)
