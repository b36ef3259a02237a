"""How many pages are open at all the processes of a workshop: each says now and then how many are open at its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Final

from game.workshop.database import DatabaseFault
from game.workshop.live import Live
from game.workshop.room import Room
from game.workshop.rows import SETTINGS

EVERY: Final = 2.0
"""Seconds between two times that a process says how many pages are open."""

GONE_AFTER: Final = 12.0
"""Seconds of silence after which a process is taken to be gone, and its pages with it."""

_PREFIX: Final = "open:"


class Presence:
    """What this process knows of the pages that are open at the others; nothing where it is the only one."""

    def __init__(self, room: Room, live: Live) -> None:
        self._room, self._live = room, live
        self._name = f"{_PREFIX}{secrets.token_hex(8)}"
        self._n_said = 0
        self._heard: dict[str, tuple[str, float]] = {}
        self._others: dict[str, int] = {}

    def n_open(self, *channels: str) -> int:
        """How many pages of these are open, here and elsewhere."""
        return sum(self._live.n_open(channel) + self._others.get(channel, 0) for channel in channels)

    async def run(self, work: Callable[[Callable[[], None]], Awaitable[None]]) -> None:
        """Says and hears it again and again."""
        while self._room.database.is_shared:
            with contextlib.suppress(DatabaseFault):  # the next time tells as much
                await work(self.once)
            await asyncio.sleep(EVERY)

    def once(self) -> None:
        """Says how many are open here, and hears how many elsewhere. Raises `DatabaseFault`."""
        database, now = self._room.database, time.monotonic()
        self._n_said += 1
        database.put(SETTINGS, self._name, json.dumps([self._n_said, self._live.counts()]))
        said = {name: value for name, value in database.mapping(SETTINGS).items() if name.startswith(_PREFIX)}
        # What is found at the first look may be of a process that was killed: it is there when it says something else.
        heard_at = now if self._n_said > 1 else now - GONE_AFTER
        self._heard = {
            name: (value, heard_at if value != self._heard.get(name, ("", 0.0))[0] else self._heard[name][1])
            for name, value in said.items()
            if name != self._name
        }
        others: dict[str, int] = {}
        for value, at in self._heard.values():
            for channel, n in json.loads(value)[1].items() if now - at < GONE_AFTER else ():
                others[channel] = others.get(channel, 0) + n
        self._others = others
