"""The door: what is asked of somebody who comes in, and how a device gets its seat. Nothing here takes a seat but a form."""

from __future__ import annotations

from collections.abc import Mapping
from time import time

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from game.briefing.introduction import introduction
from game.core.observe import PUBLIC
from game.translation import later, say
from game.words.grammar import called, capital
from game.workshop.chairs import left, played
from game.workshop.database import DatabaseFault
from game.workshop.keys import CODE_LENGTH, SEAT_CODE_LENGTH, spoken, typed
from game.workshop.naming import LONGEST_NAME, is_taken, unfit
from game.workshop.room import FACILITATOR
from game.workshop.site import Site, is_joined
from game.workshop.sitting import Sitting, channels
from game.workshop.table import Table

_SHUT = later("No more tables are begun now. To come back to your own, enter its code.")


class _Named(Exception):  # noqa: N818 - said of a table
    """Another table has that name already."""


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
        """Where a device belongs: at the console, at its table, or before a box for the code."""
        if self.site.is_facilitator(request):
            return self.site.go(request, "/console")
        if self.site.table(request) is not None:
            return self.site.go(request, "/table")
        if self.site.room.sitting(self.site.asker(request).key) is not None:
            return self.site.go(request, "/seat")
        return self.site.show(request, "home.html", wrong="", typed="")

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
            wrong = say("Enter the code: six digits, on the wall or on another device of your table.")
            return self.site.show(request, "home.html", 422, wrong=wrong, typed="")
        if (no := self._guessed(request, code)) is not None:
            return no
        return self.site.go(request, f"/join/{code}")

    async def welcome(self, request: Request) -> Response:
        """Says where a code leads. A messenger that looks at the link for a preview takes no seat by it."""
        site, code = self.site, typed(request.path_params["code"])
        if (no := self._guessed(request, code)) is not None:
            return no
        table, seat = site.room.by_code(code), site.room.seat_by_code(code)
        is_round = seat is not None or (table is not None and table.session.round_table is not None) or self._is_round(code)
        if is_joined(request):
            if is_round:
                return self._tell_of_seats(request, table, seat)
            at = site.table(request)
            is_there = at is not None and table in (None, at)
            return site.tell(request, {"form_token": site.keyed(request), "seated": is_there})
        if is_round:
            return self._welcome_round(request, code, seat)
        if table is not None:
            n_there = sum(one == table.id for one in site.room.devices.values())
            return site.show(
                request, "welcome.html", code=code, table=site.room.name(table), n_there=n_there, seated=None, wrong="", typed=""
            )
        if site.room.course.is_shut:
            return site.sorry(request, 409, say("No new tables"), say(_SHUT), say("Your facilitator knows it."))
        seated = site.table(request)
        return site.show(
            request,
            "welcome.html",
            code=code,
            table="",
            n_there=0,
            seated=site.room.name(seated) if seated is not None else None,
            wrong="",
            typed="",
            introduction=introduction(site.room.place),
            has_tables=bool(site.room.tables),
        )

    def _tell_of_seats(self, request: Request, table: Table | None, seat: Sitting | None) -> Response:
        """Tells a device that has joined which seats there are, and where it sits.

        Arguments:
            request: the device's.
            table: the table whose code it has; None where it is the room's, or a seat's.
            seat: the seat whose code it has.
        """
        site, room = self.site, self.site.room
        tables = [table] if table is not None else list(room.round_tables.values())
        if seat is None and len(tables) > 1:
            # With the room's code a browser sits down at any of them; a device that has joined names its own by the code.
            named = "; ".join(f"{room.name(one)}, {spoken(one.code)}" for one in tables)
            told = say("Join with the code of your own table in the place of the room's: {tables}.", tables=named)
            return site.sorry(request, 409, say("Several round tables"), told)
        at = room.sitting(site.asker(request).key)
        here = at if at is not None and at.role != "stands" else None
        if here is not None and (here.table not in tables if seat is None else here.channel != seat.channel):
            here = None
        watches = here is not None and here.role == "watches"
        chairs = [
            {
                "id": facts.id,
                "number": number,
                "name": called(room.place, number, PUBLIC),
                "is_taken": bool(tables and room.in_seat(tables[0], number, "decides")),
            }
            for number, facts in enumerate(room.place.agencies)
        ]
        said = {
            "form_token": site.keyed(request),
            "kind": "round",
            "seated": here.id if here is not None else "",
            "watches": watches,
        }
        return site.tell(request, said | {"seat": seat.id} if seat is not None else said | {"chairs": chairs})

    def _is_round(self, code: str) -> bool:
        """Whether the room's own code leads to round tables."""
        return code == self.site.room.code and self.site.room.course.kind == "round"

    def _welcome_round(self, request: Request, code: str, seat: Sitting | None) -> Response:
        """Says where a code of a round table, of one of its seats, or of a room of round tables leads."""
        room = self.site.room
        tables = [one for one in room.round_tables.values() if code in (room.code, one.code)]
        return self.site.show(
            request,
            "welcome-round.html",
            code=code,
            seat=seat,
            sits=capital(seat.table.session.place.agencies[seat.seat].name) if seat is not None else "",
            tables=[(one.id, room.name(one), room.devices_at(one)) for one in tables],
            introduction=introduction(room.place),
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
            return site.sorry(request, 409, say("The workshop has ended"), say("Nobody can join it any more."))
        if wrong := unfit(name):
            return self._misnamed(request, code, name[:LONGEST_NAME], wrong)
        at, before = room.seat_by_code(code), room.sitting(key)
        try:
            if at is not None:
                return await self._sit_down(request, key, at)
            table = await site.work(self._one_after_another, request, code, name, form)
            if table is None:
                return site.go(request, f"/join/{code}")
            await self._left(before)
        except _Named:
            wrong = say(
                "Another table has that name. Is it yours? Then enter its own code, which its page Devices shows. "
                "Otherwise choose another name."
            )
            return self._misnamed(request, code, name, wrong)
        except ValueError as full:
            return site.sorry(request, 409, say("There is no seat"), str(full), say("Ask your facilitator."))
        except DatabaseFault as fault:
            return site.sorry(request, 503, say("Not written down"), str(fault))
        site.live.tell(table.id, *channels(table), FACILITATOR)
        return site.go(request, "/table" if table.session.round_table is None else "/seat")

    def _one_after_another(self, request: Request, code: str, name: str, form: Mapping[str, str]) -> Table | None:
        """As `_table_for`: two who sit down in the same moment get neither two tables of one name nor the same last seat."""
        with self.site.room.seating():
            return self._table_for(request, code, name, form)

    def _table_for(self, request: Request, code: str, name: str, form: Mapping[str, str]) -> Table | None:
        """Gives a device its place at the table that a code leads to, or a new one; None where it has to choose among several.

        Raises `ValueError` where there is no room; `_Named` where a new table would be called as another is, and nobody could
        tell them apart.
        """
        room, key = self.site.room, self.site.asker(request).key
        table = room.by_code(code)
        if table is None and self._is_round(code):
            if room.course.is_shut and not room.round_tables:
                raise ValueError(say(_SHUT))
            table = room.round_tables.get(form.get("table", "")) or room.only_round_table()
            if table is None:
                return None
        if table is None:
            team = room.table_of(key)
            # The same form sent again finds the table that it made.
            if team is not None and form.get("again") != "new":
                table = team
            elif room.course.is_shut:
                raise ValueError(say(_SHUT))
            elif is_taken(room, name):
                raise _Named
            elif not self.site.may_begin(request):
                raise ValueError(say("Many tables were begun just now. Wait a minute, and try again."))
            else:
                table = room.seat(name)
        sits = room.sitting(key)
        if sits is None or sits.table is not table:
            room.hand(key, table.id)
        return table

    def _misnamed(self, request: Request, code: str, name: str, wrong: str) -> Response:
        """The page that asks for a table's name, with what is wrong with it."""
        about, seated = introduction(self.site.room.place), self.site.table(request)
        there = self.site.room.name(seated) if seated is not None else None
        return self.site.show(
            request,
            "welcome.html",
            422,
            code=code,
            table="",
            n_there=0,
            seated=there,
            wrong=wrong,
            typed=name,
            introduction=about,
            has_tables=True,
        )

    async def _sit_down(self, request: Request, key: str, at: Sitting) -> Response:
        """Gives a device the seat that a code opens: to decide for it, or beside whoever does."""
        before = self.site.room.sitting(key)

        def sat() -> None:
            if self.site.room.take(key, at).role == "decides":
                played(at.table, at.seat, is_person=True)

        async with self.site.at(at.table):
            await self.site.work(sat)
        await self._left(before)
        self.site.live.tell(*channels(at.table), FACILITATOR)
        return self.site.go(request, "/seat")

    async def _left(self, before: Sitting | None) -> None:
        """Sees to the seat that a device had until it sat down elsewhere."""
        if before is not None:
            async with self.site.at(before.table):
                await self.site.work(left, self.site, before)
            self.site.live.tell(*channels(before.table))

    def _guessed(self, request: Request, code: str) -> Response | None:
        """The answer to a code that is nobody's, or to somebody who tries too many; None where it is right."""
        site, room = self.site, self.site.room
        # The room's own stands on the wall: it is no secret, and whoever has it is let in, however many others guess.
        is_open = code == room.code or site.is_facilitator(request)
        is_right = code == room.code or room.by_code(code) is not None or room.seat_by_code(code) is not None
        if not (is_open or site.may_guess(request, is_right=is_right)):
            return site.sorry(
                request, 429, say("Too many codes"), say("That was a wrong code too often. Wait a minute, and look at the wall.")
            )
        if not is_right:
            wrong = (
                say("No table and no room here has that code. Look at it again.")
                if len(code) in (CODE_LENGTH, SEAT_CODE_LENGTH)
                else say("A code has six digits, that of a seat eight; this has {n}. Look at it again.", n=len(code))
            )
            return site.show(request, "home.html", 404, wrong=wrong, typed=code)
        return None

    def _no_form(self, request: Request) -> Response:
        return self.site.sorry(
            request,
            403,
            say("This form is out of date"),
            say("It was opened before you came in, or your browser keeps no cookies, by which it holds your seat."),
            say("Open the page again, and send it from there."),
        )
