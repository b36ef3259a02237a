"""Keeping a process's own picture of the room in step with what other processes write, before every answer and in between."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from game.translation import say
from game.workshop.database import ROOM, DatabaseFault
from game.workshop.feed import Feed
from game.workshop.room import FACILITATOR
from game.workshop.site import Site
from game.workshop.sitting import channels
from game.workshop.table import Table

EVERY: Final = 0.05
"""Seconds between two looks while nobody asks for anything."""


class Following:
    """Keeps one of several processes up to date with what the others have acknowledged; idle if there is only one."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._feed = Feed(site.room.database, site.room.since) if site.room.database.is_shared else None
        self._one = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Takes in what others have written, every EVERY seconds, so that open pages are told of it. Runs until cancelled."""
        while self._feed is not None:
            await asyncio.sleep(EVERY)
            try:
                await self.now()
            except DatabaseFault:
                await asyncio.sleep(1)  # whoever asks meanwhile is told

    async def now(self) -> None:
        """Takes in what others have written. Raises `DatabaseFault` where the database does not answer."""
        feed, site = self._feed, self._site
        if feed is None:
            return
        if feed.is_instant and not feed.has_grown() and not self._one.locked():
            return
        async with self._one:
            if not (feed.has_grown() if feed.is_instant else await site.work(feed.has_grown)):
                return
            streams, has_changed = feed.look() if feed.is_instant else await site.work(feed.look)
            if has_changed or any(self._is_of_room(stream) for stream in streams):
                await self._take_in(feed, streams, has_changed=has_changed)
            behind = self._marked(streams)
        for table in behind:
            if not any(site.live.n_open(one) for one in (table.id, *channels(table))):
                site.live.tell(FACILITATOR)  # its log is read when somebody asks for it here
                continue
            task = asyncio.create_task(self._bring(table))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _is_of_room(self, stream: str) -> bool:
        """Whether what stands in a stream concerns the room: its own acts, and those of a table that is new here."""
        return stream == ROOM or "~" in stream or stream not in self._site.room.tables

    async def _take_in(self, feed: Feed, streams: Mapping[str, int], *, has_changed: bool) -> None:
        room = self._site.room
        before = room.log.last, room.noted
        try:
            await self._site.work(lambda: room.take_in(is_room=ROOM in streams, has_changed=has_changed, streams=streams))
        except BaseException:
            feed.again()  # whoever asked has gone, or the database does not answer: the next takes it in
            raise
        if (room.log.last, room.noted) != before:
            self._site.live.tell()

    def _marked(self, streams: Mapping[str, int]) -> list[Table]:
        """The tables of which the logs have grown, which are to be brought up to date before anything is shown of them."""
        found = []
        for stream, n in streams.items():
            table = self._site.room.tables.get(stream.partition("~")[0])
            if table is not None and table.log.name == stream and table.log.last < n:
                table.awaited = n
                found.append(table)
        return found

    async def _bring(self, table: Table) -> None:
        async with table.lock:
            if table.log.last >= table.awaited:
                return  # it was written here, and told from here
            with contextlib.suppress(DatabaseFault):  # whoever asks for it is told
                await self._site.work(table.catch_up)
            self._site.live.tell(table.id, *channels(table), FACILITATOR)

    def close(self) -> None:
        """Lets go of the database."""
        if self._feed is not None:
            self._feed.close()


class Followed:
    """An ASGI application that is up to date whenever it answers."""

    def __init__(self, app: ASGIApp, following: Following, site: Site) -> None:
        self._app, self._following, self._site = app, following, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes in what others have written, and answers."""
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            try:
                await self._following.now()
            except DatabaseFault as fault:
                await self._site.sorry(Request(scope), 503, say("Not to be read just now"), str(fault))(scope, receive, send)
                return
        await self._app(scope, receive, send)
