"""One process that answers: the web application on its connections, until it is told to stop, with every line ended."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import socket
import sys
from types import FrameType
from typing import Any, Final

import uvicorn

from game.workshop.app import application
from game.workshop.front import Kept, handed
from game.workshop.patience import Patient, make_room
from game.workshop.room import Room
from game.workshop.several import Share
from game.workshop.site import Site

MOST_OPEN: Final = 2_000
"""Connections that are served at once at most."""

_HEAPS: Final = -8
"""What glibc's `mallopt` calls the greatest number of heaps (M_ARENA_MAX)."""


class _Server(uvicorn.Server):
    """A server that ends its open lines first: with one left open it would wait for ever."""

    def __init__(self, config: uvicorn.Config, site: Site, share: Share | None) -> None:
        super().__init__(config)
        self._site, self._share = site, share
        self._channel = share.channel if share is not None else None
        self._tasks: set[asyncio.Task[Any]] = set()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Stopping takes a few seconds at most, and is not broken off by whoever presses Ctrl-C twice.
        if not self.should_exit:
            super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._site.get_ready()
        if self._channel is not None:
            self._channel.settimeout(0)
            asyncio.get_running_loop().add_reader(self._channel, self._take)
        if self._share is not None:
            self._share.answers.send_bytes(b"+")

    def _take(self) -> None:
        """Takes the connections that another process has handed over."""
        loop = asyncio.get_running_loop()
        while self._channel is not None:
            try:
                one = handed(self._channel)
            except (EOFError, OSError):
                loop.remove_reader(self._channel)  # who handed them over is gone, and this process will be, too
                return
            if one is None:
                return
            task = loop.create_task(loop.connect_accepted_socket(self._protocol, one))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _protocol(self) -> asyncio.Protocol:
        return Patient(self.config, self.server_state, self.lifespan.state)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._channel is not None:
            asyncio.get_running_loop().remove_reader(self._channel)
        self._site.live.close()
        await super().shutdown(sockets)


def _share_a_heap() -> None:
    """Has all threads take memory from one heap, where the C library is glibc.

    It gives each thread one of its own. What one thread makes and another lets go of leaves holes in all of them: after eight
    hours of three hundred people 259 MB instead of 189, and still growing.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_HEAPS, 1)


def _go_on_undisturbed() -> None:
    """Has the system not stop one of this process's threads whenever another wakes up, where the system is Linux.

    A thread that wakes up mostly has to wait for the one that it stopped. Without that a full room is answered a twentieth
    faster; where there is little to do it makes no difference.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def answer(room: Room, listening: socket.socket, where: list[str], share: Share | None = None) -> None:
    """Answers in this process, until it is told to stop: everybody who connects, or those whom another process hands over."""
    _share_a_heap()
    _go_on_undisturbed()
    # Whoever answers must not wait long for a thread that reckons.
    sys.setswitchinterval(0.001)
    make_room(MOST_OPEN)
    try:
        app, site = application(room, where)
        if share is not None and share.channel is not None:
            app = Kept(app, site, share.number, share.n)
        if share is not None:
            site.analyses.share(share.analyst)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            limit_concurrency=MOST_OPEN,
            http=Patient,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=3,
            proxy_headers=False,  # nobody stands before it whose word on an address could be taken
            ws="none",
            lifespan="on",
        )
        # What is there by now stays. Looking through it for what nobody holds any more took a fifteenth of all the time.
        gc.freeze()
        gc.set_threshold(20_000, 10, 20)
        # Without what it warns of: a line for all that a stranger sends would push the key and the code out of the terminal.
        logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
        _Server(config, site, share).run([listening] if share is None or share.channel is None else [])
    finally:
        room.database.close()
