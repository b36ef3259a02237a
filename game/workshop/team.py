"""The pages of a team's table. Every word on them comes from what the lead is told, for whom the team decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.briefing import attention, introduction, promises, quarter, result, scene
from game.briefing.offers import offers
from game.core.decision import Refusal
from game.play.default import by_default
from game.play.session import Session
from game.translation import later, say, spoken
from game.workshop import common_pages, comparison, deed, refused_form, telling
from game.workshop.acknowledged import Acknowledged, wants_page
from game.workshop.address import qr
from game.workshop.announced import n_fresh
from game.workshop.database import DatabaseFault
from game.workshop.deciding import decided
from game.workshop.reflection import fields, reflect
from game.workshop.rewinding import Rewinding, Waiting, all_decisions, both_lines, one_decision
from game.workshop.room import FACILITATOR
from game.workshop.showing import as_shown
from game.workshop.site import NoSuchPage, Site, is_joined
from game.workshop.status import status, taken_for
from game.workshop.table import Table

Values = dict[str, Any]

OPEN_WHILE_HELD: Final = ("/table/devices", "/table/debrief", "/table/story", "/table/what-if")
"""How the addresses begin of pages that stay open while the facilitator holds a quarter's results back: none shows them."""

_SLOW: Final = ("partners.html", "history.html", "debrief.html", "what-if.html", "what-if-decision.html", "what-if-lines.html")
"""Pages that take too long to be made between two answers."""

DECISION: Final = "/table/what-if/{turn:int}/{dilemma:str}"
"""The address of what else there was at one decision."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is asked for: what it would show now, and how it is made."""

    shows: Callable[[], tuple[str, str]]
    made: Callable[[], str]


class Team:
    """The pages of a table at which a team decides together."""

    def __init__(self, site: Site, rewinding: Rewinding) -> None:
        self.site, self.rewinding = site, rewinding
        pages: Mapping[str, tuple[str, Callable[[Table, Request], Values]]] = {
            "/table": ("quarter.html", self._quarter),
            "/table/story": ("story.html", self._story),
            "/table/decide/{dilemma:str}": ("decide.html", self._decide),
            "/table/attention": ("attention.html", self._attention),
            "/table/end": ("end.html", self._end),
            "/table/result/{turn:int}": ("result.html", self._result),
            "/table/partners": ("partners.html", lambda table, _: common_pages.partners(table.session)),
            "/table/partners/{number:int}": ("agency.html", lambda table, asked: common_pages.one_partner(table.session, asked)),
            "/table/promises": ("promises.html", self._promises),
            "/table/money": ("money.html", lambda table, _: common_pages.books(table.session)),
            "/table/history": ("history.html", lambda table, _: common_pages.played(table.session)),
            "/table/why/{variable:str}/{turn:int}": (
                "why.html",
                lambda table, asked: common_pages.why_moved(table.session, asked),
            ),
            "/table/debrief": ("debrief.html", self._debrief),
            "/table/devices": ("devices.html", self._devices),
            "/table/what-if": ("what-if.html", lambda table, _: all_decisions(site.room, table)),
            DECISION: ("what-if-decision.html", lambda table, asked: one_decision(site.room, table, asked.path_params)),
        }
        self._lines = self._page("what-if-lines.html", lambda table, asked: both_lines(site.room, table, asked.path_params))
        self.routes = [Route(path, self._page(*page)) for path, page in pages.items()]
        self.routes += [
            Route("/table/do/{deed:str}", self.do, methods=["POST"]),
            Route("/table/reflect", self.reflect, methods=["POST"]),
            Route("/table/live", self.live),
            Route("/table/compare", self.compare),
            Route(f"{DECISION}/{{option:str}}", self.what_if),
        ]
        self._of_deed = {
            "choose": ("/table/decide/{}?", "decide.html", self._decide, later("Not decided")),
            "attend": ("/table/attention?", "attention.html", self._attention, later("Not placed")),
            "take-back": ("/table/attention?", "attention.html", self._attention, later("Not taken back")),
            "end": ("/table/end?", "end.html", self._end, later("Not ended")),
        }

    # How a page comes about.

    def _page(self, template: str, values: Callable[[Table, Request], Values]) -> Callable[[Request], Any]:
        async def shown(request: Request) -> Response:
            table = self.site.table(request)
            if table is None:
                return self._no_seat(request)
            page = self._as_it_is(table, request, template, values)
            try:
                if template in _SLOW:
                    async with self.site.at(table):
                        return self.site.answer(request, await self._slowly(table, page, template), table=table)
                return self.site.answer(request, await self.site.page(table, page.shows, page.made), table=table)
            except NoSuchPage as nothing:
                return self.site.sorry(request, 404, say("Nothing is here"), str(nothing), back="/table")

        return shown

    def _as_it_is(
        self, table: Table, request: Request, template: str, values: Callable[[Table, Request], Values], where: str = ""
    ) -> _Page:
        """A page, to be made as things stand when it is; `where` is its address, that which is asked for where empty."""
        room, path = self.site.room, request.scope["path"]
        where = where or f"{path}?{request.scope['query_string'].decode('latin-1')}"[:300]

        def is_held() -> bool:
            return room.is_held(table) and not path.startswith(OPEN_WHILE_HELD)

        def shows() -> tuple[str, str]:
            part = telling.part_of(template)
            if part == telling.ALL:
                return room.version(table), where
            return room.version_within_quarter(table), f"{where} {telling.decided_of(table, part)}"

        def made() -> str:
            asked = ("held.html", _held) if is_held() else (template, values)
            part, read = telling.part_of(template), as_shown(room, table, asked[0])
            stand_ins = {"version": self.site.version_here, "written_so_far": self.site.written_here}
            shows = {"shows": part, "shown": telling.shown(room, table, part)}
            return self.site.render(asked[0], **{**self._common(read), **asked[1](read, request), **shows, **stand_ins})

        return _Page(shows, made)

    async def _slowly(self, table: Table, page: _Page, template: str) -> bytes:
        """A page that takes long, made in a thread, under the table's lock."""
        if (kept := table.kept("", *page.shows())) is not None:
            return kept
        if template == "debrief.html" and not await self.site.analyses.soon(table):
            return self.site.render("opening.html", **self._common(table)).encode()
        return table.keep("", *page.shows(), await self.site.draw(page.made))

    def _common(self, table: Table) -> Values:
        room = self.site.room
        return {
            "frame": "table.html",
            "refused": None,
            "base": "/table",
            "name": room.name(table),
            "status": status(room, table),
            "messages": room.messages(table),
            "n_fresh": n_fresh(room, table),
            "may_decide": room.may_decide(table),
            "version": room.version(table),
            "shows": telling.ALL,
            "shown": room.version(table),
            "written_so_far": table.log.last,
            "session": table.session,
            "turn": table.turn,
            "table": table,
            "room": room,
            "last": table.session.last_turn_played,
        }

    def _no_seat(self, request: Request) -> Response:
        return self.site.sorry(
            request,
            403,
            say("This device has no seat"),
            say(
                "Enter your table's code to come back to it; another device at your table shows it, and your facilitator "
                "knows it."
            ),
            say("Nothing that your table decided is lost."),
        )

    # What is done.

    async def do(self, request: Request) -> Response:
        """Does what a form asks, once: acknowledged when it is on disk, and then told to the table's other devices."""
        site, table = self.site, self.site.table(request)
        act = deed.DEEDS.get(request.path_params["deed"])
        if table is None:
            return self._no_seat(request)
        form = await site.form(request)
        if form is None or act is None:
            return site.sorry(
                request, 403, say("This form is out of date"), say("Open the page again, and send it from there."), back="/table"
            )
        key = site.asker(request).key
        if not site.posts.takes(key):
            return site.sorry(
                request,
                429,
                say("Too fast"),
                say("This device sends faster than anybody can decide. Wait a moment."),
                back="/table",
            )
        fields = {name: value for name, value in form.items() if name != "form_token"}
        name, once = request.path_params["deed"], deed.once_of(key, request.path_params["deed"], fields)
        async with site.at(table):
            with site.precedence.deciding():
                before = table.log.last
                try:
                    refused = await self._decided(table, name, once, lambda session: act(session, fields))
                except DatabaseFault as fault:
                    return site.sorry(request, 503, say("Not written down"), str(fault), back="/table")
                finally:
                    if table.log.last != before:
                        site.live.tell(table.id, FACILITATOR)
                ended = table.session.last_turn_played
        if refused is None:
            where = {"choose": "/table", "end": f"/table/result/{ended}"}.get(name, "/table/attention")
            if not wants_page(request):
                return site.go(request, where)
            request.path_params["turn"] = ended
            leads_to = {"choose": ("quarter.html", self._quarter), "end": ("result.html", self._result)}
            page = self._as_it_is(table, request, *leads_to.get(name, ("attention.html", self._attention)), f"{where}?")

            async def made() -> bytes:
                return site.owned(request, await site.page(table, page.shows, page.made), table)

            return Acknowledged(where, made)
        code = 409 if refused.code in ("just_now", "not_now") else 422
        if is_joined(request):
            return site.tell(request, asdict(refused), code)
        return site.answer(request, await self._refusing(table, request, name, fields, refused), code, table)

    async def _decided(
        self, table: Table, name: str, once: str | None, act: Callable[[Session], Refusal | None]
    ) -> Refusal | None:
        """Does something at a table, under its lock, where the room lets it; what has been done already, it has done."""
        if not self.site.room.may_decide(table) and not table.has_done(once):
            return Refusal("not_now", say("Nothing can be decided just now."), status(self.site.room, table).text)
        if name == "end":
            with self.site.precedence.aside():
                return await self.site.end(lambda: table.act(once, act))
        return await decided(table, once, act, self.site.work, self.site.precedence.aside)

    async def _refusing(self, table: Table, request: Request, name: str, fields: Mapping[str, str], refused: Refusal) -> bytes:
        """The page from which something was sent that could not be done, with the reason."""
        where, template, values, title = self._of_deed[name]
        dilemma = request.path_params["dilemma"] = fields.get("dilemma", "")[:100]
        page = self._as_it_is(table, request, template, values, where.format(dilemma))
        try:
            found = await self.site.page(table, page.shows, page.made)
        except NoSuchPage:
            page = self._as_it_is(table, request, "quarter.html", self._quarter, "/table?")
            found = await self.site.page(table, page.shows, page.made)
        return refused_form.with_link(
            self.site.refusing(found, refused, say(title)), refused_form.faulty_field(name, fields, refused)
        )

    async def reflect(self, request: Request) -> Response:
        """Keeps what was written at a question of the debrief, where the questions are open."""
        site, table = self.site, self.site.table(request)
        if table is None:
            return self._no_seat(request)

        async def again(_: Refusal, typed: Mapping[str, str]) -> str:
            values = {**self._common(table), **self._debrief(table, request), "typed": typed}
            return await site.draw(lambda: site.render("debrief.html", **values))

        return await reflect(site, request, table, "", lambda: site.live.tell(table.id), again)

    async def live(self, request: Request) -> Response:
        """The line that tells a page when to look again."""
        table = self.site.table(request)
        if table is None or self.site.live.is_full:
            return Response(status_code=204)  # which tells a browser to ask no more
        room = self.site.room

        async def told() -> tuple[str, str]:
            try:
                async with self.site.at(table):
                    return room.version(table), telling.told(room, table)
            except DatabaseFault:  # the page asks, and is told so
                return room.version(table), ""

        return self.site.live.line(request, self.site.asker(request).key, table.id, lambda: room.version(table), told)

    async def compare(self, request: Request) -> Response:
        """All tables side by side, once the facilitator has opened that."""
        table = self.site.table(request)
        if table is None:
            return self._no_seat(request)
        return await comparison.page(self.site, request, "/table", self._common(table))

    async def what_if(self, request: Request) -> Response:
        """Plays another way in one of the table's decisions, where that has not been done, and shows both lines."""
        table = self.site.table(request)
        try:
            if table is not None:
                await self.rewinding.play(table, request.path_params)
        except Waiting as waiting:
            return self.site.sorry(request, 429, say("One moment"), str(waiting), back="/table/what-if")
        found: Response = await self._lines(request)
        return found

    # What is on each page.

    def _quarter(self, table: Table, _: Request) -> Values:
        session = table.session
        begun, site = quarter.begun(session), self.site
        figures = session.once(("figures on a page", spoken()), lambda: site.figures(begun.standing.figures, session.turn))
        placed = attention.attention(session) if session.is_running else None
        return {"begun": begun, "attention": placed, "figures": figures}

    def _story(self, table: Table, _: Request) -> Values:
        return {
            "introduction": introduction.introduction(table.session.place),
            "prologue": introduction.prologue(table.session),
        }

    def _decide(self, table: Table, request: Request) -> Values:
        session = table.session
        found = next((one for one in scene.scenes(session) if one.id == request.path_params["dilemma"]), None)
        if found is None or not session.is_running:
            raise NoSuchPage(say("That is not on your table this quarter."))
        return {"scene": found, "by_default": {**by_default(session)}.get(found.id, "")}

    def _attention(self, table: Table, _: Request) -> Values:
        if not table.session.is_running:
            raise NoSuchPage(say("Your programme is over: there is no attention left to place."))
        may = self.site.room.may_decide(table) and table.session.tokens_left() > 0
        return {"attention": attention.attention(table.session), "offers": self._offers(table.session) if may else ""}

    def _offers(self, session: Session) -> Markup:
        """What attention can go to, which is mostly what it could go to before: made again where it is not."""
        site, found = self.site, offers(session)
        return session.once(
            ("offers on a page", id(found)),
            lambda: site.offers(
                found, base="/table", turn=session.turn, written_so_far=site.written_here, n_placed=site.placed_here
            ),
        )

    def _end(self, table: Table, _: Request) -> Values:
        if not table.session.is_running:
            raise NoSuchPage(say("Your programme is over: there is no quarter left to end."))
        return {"attention": attention.attention(table.session), "decided": deed.decided(table.session)}

    def _result(self, table: Table, request: Request) -> Values:
        turn = request.path_params["turn"]
        if not 1 <= turn <= table.session.last_turn_played:
            raise NoSuchPage(say("That quarter has not been played."))
        return {"result": result.result(table.session, turn), "number": turn, "taken": taken_for(self.site.room, table, turn)}

    def _promises(self, table: Table, _: Request) -> Values:
        return {"promises": promises.promises(table.session)}

    def _debrief(self, table: Table, _: Request) -> Values:
        from game.workshop.aftermath import opened  # what only the end needs

        room = self.site.room
        return {
            "steps": room.opened_steps,
            "found": opened(table, room),
            **fields(room, table, "", {}),
        }

    def _devices(self, table: Table, _: Request) -> Values:
        address = f"{self.site.address}/join/{table.code}" if self.site.address else ""
        bare = self.site.address.removeprefix("http://")
        return {"address": address, "bare_address": bare, "qr": qr(address) if address else ""}


def _held(_table: Table, request: Request) -> Values:
    return {"path": request.url.path}


def _nothing(_table: Table, _request: Request) -> Values:
    return {}
