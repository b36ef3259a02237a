"""From an address to its page. What a room asks again and again is found at once; the rest is looked for among all addresses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

Handler = Callable[[Request, Exception], Awaitable[Response]]

MOST_KNOWN: Final = 2_000
"""Routing that are remembered at most."""


class Routing:
    """An ASGI application before another, which answers what is at none of these addresses.

    Arguments:
        app: the other.
        routes: the pages, the first that fits is taken.
        handlers: what is answered where a page could not be, by the kind of exception.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[Route], handlers: Mapping[type[Exception], Handler]) -> None:
        self._app, self._routes, self._handlers = app, tuple(routes), handlers
        self._known: dict[tuple[str, str], tuple[Callable[[Request], Awaitable[Response]], dict[str, Any]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers."""
        known = None
        if scope["type"] == "http":
            known = self._known.get((scope["method"], scope["path"])) or self._found(scope)
        if known is None:
            await self._app(scope, receive, send)
            return
        page, params = known
        scope["path_params"] = dict(params)
        request = Request(scope, receive, send)
        try:
            response = await page(request)
        except Exception as error:  # noqa: BLE001 - whoever asks is told, whatever it is
            response = await self._handler(error)(request, error)
        await response(scope, receive, send)

    def _found(self, scope: Scope) -> tuple[Callable[[Request], Awaitable[Response]], dict[str, Any]] | None:
        for route in self._routes:
            match, more = route.matches(scope)
            if match is Match.FULL:
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                found = self._known[scope["method"], scope["path"]] = more["endpoint"], more["path_params"]
                return found
        return None

    def _handler(self, error: Exception) -> Handler:
        return next(self._handlers[kind] for kind in type(error).__mro__ if kind in self._handlers)
