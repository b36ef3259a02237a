"""What stands before every page: bounds on what comes in, and what a browser is told not to do with what goes out."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.translation import say

MOST_BYTES: Final = 16_384
"""Bytes of a request's body."""

LONGEST_ADDRESS: Final = 1_000
"""Bytes of an address with its question; no page has one of a hundred, and the router makes a number of any digits."""

LONGEST_WAIT: Final = 10.0
"""Seconds in which a request's body has to arrive."""

_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_BOUNDS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not `no-referrer`: a browser would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_HEADERS: Final = [(name.lower().encode(), value.encode()) for name, value in _BOUNDS.items()]
"""The same as they are sent; no page of ours has one of them of its own."""

_NOT_KEPT: Final = [(b"cache-control", b"no-store")]


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or lets it through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"]
                kept = [] if any(name == b"cache-control" for name, _ in own) else _NOT_KEPT
                message = {**message, "headers": [*own, *_HEADERS, *kept]}
            await send(message)

        if (refused := _refused(scope)) is not None:
            await refused(scope, receive, guarded)
            return
        if scope["method"] != "POST":
            await self._app(scope, receive, guarded)
            return
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                body = await _whole(receive)
        except TimeoutError:
            await PlainTextResponse(say("What you sent did not arrive in time. Try again."), 408)(scope, receive, guarded)
            return
        if body is None:
            refusal = say("What you sent is too long: more than {most:,} bytes. Try something shorter.", most=MOST_BYTES)
            await PlainTextResponse(refusal, 413)(scope, receive, guarded)
            return
        await self._app(scope, _replayed(body, receive), guarded)


def _refused(scope: Scope) -> Response | None:
    """The answer to what no page of ours asks; None for what may go on."""
    if len(scope["path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return PlainTextResponse(say("This address is longer than any page here has. Go on from the workshop's first page."), 414)
    if not scope["query_string"].isascii():
        return PlainTextResponse(say("This address holds signs that no address has. Go on from the workshop's first page."), 400)
    if scope["method"] not in ("GET", "HEAD", "POST"):
        return PlainTextResponse(say("This page is read with GET, and its forms are sent with POST."), 405)
    if scope["method"] == "POST" and not is_own(Headers(scope=scope)):
        return PlainTextResponse(
            say("This form was not sent from one of our own pages. Open the workshop's page, and send it from there."), 403
        )
    return None


def is_own(headers: Headers) -> bool:
    """Whether a form comes from a page of this server, as far as the browser says."""
    said = headers.get("origin")
    if said is None:
        return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return said.partition("://")[2] == headers.get("host", "")  # not taken apart: whoever sends it may send anything


async def _whole(receive: Receive) -> bytes | None:
    """A request's body; None where it is too long, or nobody sends it any more."""
    parts: list[bytes] = []
    n_bytes = 0
    while True:
        message: MutableMapping[str, Any] = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        n_bytes += len(parts[-1])
        if n_bytes > MOST_BYTES:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A way to receive a body that has arrived already."""
    is_given = False

    async def given() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return given
