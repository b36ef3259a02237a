"""The workshop as one web application, and the clock that closes a quarter when its time is up."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from game.scenario.diagnostic import printable
from game.translation import say
from game.workshop.chairs import Chairs
from game.workshop.console import Console
from game.workshop.console_seats import Wrong
from game.workshop.database import DatabaseFault
from game.workshop.door import Door
from game.workshop.feed import Clock
from game.workshop.following import Followed, Following
from game.workshop.guard import Guard
from game.workshop.joining import Joining
from game.workshop.rewinding import Rewinding
from game.workshop.room import Room
from game.workshop.round_seat import RoundSeat
from game.workshop.routing import Handler, Routing
from game.workshop.site import Site
from game.workshop.style import FONTS, SHEET, STATIC, edition, style
from game.workshop.team import Team

KEPT: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
"""What a browser is told of a script or a style sheet: its address changes when it does, and it is never asked for again."""

TICK: Final = 0.5
"""Seconds between two looks at the clock."""

_LOG: Final = logging.getLogger("wholeplace.workshop")


class _Static(StaticFiles):
    """What pages bring with them, kept by browsers where it is asked for as this program's pages ask for it."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)
        self.all_directories.append(FONTS)

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path != SHEET:
            return await super().get_response(path, scope)
        return self._kept(Response(style(), media_type="text/css"), scope)

    def file_response(self, full_path: Any, stat_result: Any, scope: Scope, status_code: int = 200) -> Response:
        return self._kept(super().file_response(full_path, stat_result, scope, status_code), scope)

    def _kept(self, found: Response, scope: Scope) -> Response:
        if scope["query_string"].decode("latin-1") == edition():
            found.headers.update(KEPT)
        return found


def application(room: Room, addresses: list[str]) -> tuple[ASGIApp, Site]:
    """The application, and the site behind it.

    Arguments:
        room: the workshop.
        addresses: what devices on the network can type, the likeliest first.
    """
    site = Site(room, addresses)
    console = Console(site)
    clock, following = Clock(room.database), Following(site)

    @contextlib.asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        if clock.is_ours():
            room.allow_grace()
        tasks = (
            _keep_time(site, console, clock),
            site.analyses.run(),
            following.run(),
            site.live.run(),
            site.presence.run(site.work),
        )
        keeping = [asyncio.create_task(task) for task in tasks]
        try:
            yield
        finally:
            for task in keeping:
                task.cancel()
            site.live.close()
            site.analyses.close()
            site.workers.shutdown(wait=True)
            site.ending.shutdown(wait=True)
            site.drawers.shutdown(wait=True)
            # Only when no thread can ask them any more.
            clock.close()
            following.close()

    rewinding = Rewinding(site)
    # The first that fits is taken; most of what is asked is a table's.
    pages = (Team(site, rewinding), RoundSeat(site, rewinding), Door(site), Chairs(site), Joining(site, rewinding), console)
    routes = [route for page in pages for route in page.routes]
    handlers = _handlers(site)
    rest = Starlette(
        routes=[*routes, Mount("/static", _Static(), name="static")], lifespan=running, exception_handlers=dict(handlers)
    )
    return Guard(Followed(Routing(rest, routes, handlers), following, site)), site


async def _keep_time(site: Site, console: Console, clock: Clock) -> None:
    """Closes the quarter when its time is up, and that of a round table where all are ready: in the one process that keeps it."""
    while True:
        await asyncio.sleep(TICK)
        if not await site.work(clock.is_ours):
            continue
        course = site.room.course
        is_time = course.until is not None and not (course.is_paused or course.is_over or course.talk)
        try:
            await console.seats.close_ready()
            if course.until is None or not is_time or datetime.now(UTC) < course.until:
                continue
            await console.closing.close()
        except (Wrong, DatabaseFault) as fault:
            _LOG.warning("When time ran out: %s", fault)
            await asyncio.sleep(5)
        except Exception:  # noqa: BLE001 - the clock of a room must not stop for a fault of ours at one table
            _LOG.exception("A fault of ours when time ran out")
            await asyncio.sleep(5)
        site.live.tell()


def _handlers(site: Site) -> dict[type[Exception], Handler]:
    async def refused(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 500
        titles = {404: say("Nothing is here"), 405: say("Not in this way")}
        text = (
            say("The address may be mistyped, or the page was of an earlier quarter.")
            if code == 404
            else say("Go on from the beginning.")
        )
        return site.sorry(request, code, titles.get(code, say("That did not work")), text)

    async def unwritten(request: Request, error: Exception) -> Response:
        return site.sorry(request, 503, say("Not written down"), str(error))

    async def ours(request: Request, error: Exception) -> Response:
        _LOG.exception("A fault of ours at %s", printable(request.url.path), exc_info=error)
        text = say("This is a fault of ours, not of anything you did. What your table had decided is safe.")
        return site.sorry(request, 500, say("Something went wrong"), text)

    return {HTTPException: refused, DatabaseFault: unwritten, Exception: ours}
