"""The answer to a form whose page is wanted at once, without another request: its head says that it is done, the page follows.

Over bad Wi-Fi the way there and back takes longer than the page. A browser without our script, or one that asks in another way,
is told where to look instead.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_WANTED: Final = "return=representation"
"""How a request says that it wants the page itself (RFC 7240)."""

_LOG: Final = logging.getLogger("wholeplace.workshop")


def wants_page(request: Request) -> bool:
    """Whether the sender of a form asks for the page that follows it in the same answer (RFC 7240), and not for a redirection."""
    return request.headers.get("prefer", "") == _WANTED


class Acknowledged(Response):
    """An answer in two parts: its head goes out when the deed is on disk, its body when the page that shows it has been made.

    Arguments:
        where: the address of that page.
        make: makes it. Where that fails nothing follows, and whoever asked looks there for it.
    """

    media_type = "text/html"

    def __init__(self, where: str, make: Callable[[], Awaitable[bytes]]) -> None:
        super().__init__(headers={"Content-Location": where, "Preference-Applied": _WANTED})
        del self.headers["content-length"]  # nobody knows yet
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Sends both."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        try:
            page = await self._make()
        except Exception:  # noqa: BLE001 - it is done and acknowledged, and the page has an address of its own
            _LOG.exception("A page could not be made after a decision")
            page = b""
        await send({"type": "http.response.body", "body": page, "more_body": False})
