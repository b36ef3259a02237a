"""The door: what is asked of somebody who comes in, and how a device gets its seat. Nothing here takes a seat but a form."""

from __future__ import annotations

from time import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from game.briefing.introduction import introduction
from game.workshop.database import DatabaseFault
from game.workshop.keys import typed
from game.workshop.room import FACILITATOR, LONGEST_NAME
from game.workshop.site import Site, is_joined


class Door:
    """The pages in front of the tables."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.routes = [
            Route("/", self.home),
            Route("/join", self.join, methods=["GET", "POST"]),
            Route("/join/{code:str}", self.welcome),
            Route("/sit", self.sit, methods=["POST"]),
            Route("/clock", self.clock),
        ]

    async def home(self, request: Request) -> Response:
        """Where a device belongs: at its table, at the console, or before a box for the code."""
        if self.site.table(request) is not None:
            return self.site.go(request, "/table")
        if self.site.is_facilitator(request):
            return self.site.go(request, "/console")
        return self.site.show(request, "home.html", wrong="")

    async def clock(self, _: Request) -> Response:
        """The laptop's clock in milliseconds, by which every page counts down."""
        return PlainTextResponse(f"{time() * 1000:.0f}")

    async def join(self, request: Request) -> Response:
        """Takes a code that was typed."""
        if request.method == "GET":
            return self.site.go(request, "/")
        form = await self.site.form(request)
        if form is None:
            return self._no_form(request)
        code = typed(form.get("code", ""))
        if not code:
            wrong = "Enter the code: six digits, on the wall or on another device of your table."
            return self.site.show(request, "home.html", 422, wrong=wrong)
        if (no := self._guessed(request, code)) is not None:
            return no
        return self.site.go(request, f"/join/{code}")

    async def welcome(self, request: Request) -> Response:
        """Says where a code leads. A messenger that looks at the link for a preview takes no seat by it."""
        site, code = self.site, typed(request.path_params["code"])
        if (no := self._guessed(request, code)) is not None:
            return no
        table = site.room.by_code(code)
        if is_joined(request):
            name = site.room.name(table) if table is not None else ""
            at = site.table(request)
            is_there = at is not None and table in (None, at)
            return site.tell(request, {"form_token": site.keyed(request), "table": name, "seated": is_there})
        if table is not None:
            n_there = sum(one == table.id for one in site.room.devices.values())
            return site.show(
                request, "welcome.html", code=code, table=site.room.name(table), n_there=n_there, seated=None, wrong=""
            )
        seated = site.table(request)
        return site.show(
            request,
            "welcome.html",
            code=code,
            table="",
            n_there=0,
            seated=site.room.name(seated) if seated is not None else None,
            wrong="",
            introduction=introduction(site.room.place),
        )

    async def sit(self, request: Request) -> Response:
        """Gives a device its seat: at a table by its code, or at a new one by the room's."""
        site, room = self.site, self.site.room
        form = await site.form(request)
        if form is None:
            return self._no_form(request)
        code, name = typed(form.get("code", "")), " ".join(form.get("name", "").split())
        if (no := self._guessed(request, code)) is not None:
            return no
        key = site.asker(request).key
        if room.course.is_over:
            return site.sorry(request, 409, "The workshop has ended", "Nobody can join it any more.")
        if len(name) > LONGEST_NAME or not name.isprintable():
            wrong = f"The name of a table has at most {LONGEST_NAME} characters, letters and signs that can be printed."
            about = introduction(room.place)
            return site.show(
                request, "welcome.html", 422, code=code, table="", n_there=0, seated=None, wrong=wrong, introduction=about
            )
        table = room.by_code(code)
        try:
            if table is None:
                at = room.table_of(key)
                # The same form sent again finds the table that it made.
                table = at if at is not None and form.get("again") != "new" else await site.work(lambda: room.seat(name))
            seat = table.id
            await site.work(lambda: room.hand(key, seat))
        except ValueError as full:
            return site.sorry(request, 409, "There is no seat", str(full), "Ask your facilitator.")
        except DatabaseFault as fault:
            return site.sorry(request, 503, "Not written down", str(fault))
        site.live.tell(seat, FACILITATOR)
        return site.go(request, "/table")

    def _guessed(self, request: Request, code: str) -> Response | None:
        """The answer to a code that is nobody's, or to somebody who tries too many; None where it is right."""
        site, room = self.site, self.site.room
        who = site.asker(request)
        is_right = code == room.code or room.by_code(code) is not None
        # Those who sit here already can mistype as they like: a room of people shares one address, and must not share a limit.
        if room.holder(who.key):
            may = True
        else:
            may = (is_right or site.strangers.takes("all")) and (who.is_new or is_right or site.guesses.takes(who.key))
        if not may:
            return site.sorry(
                request, 429, "Too many codes", "That was a wrong code too often. Wait a minute, and look at the wall."
            )
        if not is_right:
            return site.show(request, "home.html", 404, wrong="No table and no room here has that code. Look at it again.")
        return None

    def _no_form(self, request: Request) -> Response:
        return self.site.sorry(
            request,
            403,
            "This form is out of date",
            "It was opened before you came in, or your browser keeps no cookies, by which it holds your seat.",
            "Open the page again, and send it from there.",
        )
