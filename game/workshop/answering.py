"""One process that answers: the web application on its connections, until it is told to stop, with every line ended."""

from __future__ import annotations

import logging
import socket
import sys
from typing import Final

import uvicorn

from game.workshop.app import application
from game.workshop.patience import Patient, make_room
from game.workshop.room import Room
from game.workshop.site import Site

MOST_OPEN: Final = 2_000
"""Connections that are served at once at most."""


class _Server(uvicorn.Server):
    """A server that ends its open lines first: with one left open it would wait for ever."""

    def __init__(self, config: uvicorn.Config, site: Site) -> None:
        super().__init__(config)
        self._site = site

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._site.live.close()
        await super().shutdown(sockets)


def answer(room: Room, listening: socket.socket, where: list[str]) -> None:
    """Answers in this process, until it is told to stop."""
    # Whoever answers must not wait long for a thread that reckons.
    sys.setswitchinterval(0.001)
    make_room(MOST_OPEN)
    try:
        app, site = application(room, where)
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
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        _Server(config, site).run([listening])
    finally:
        room.database.close()
