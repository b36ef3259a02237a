"""A round table's pages: each device sees what its own seat sees, and of what others decided nothing until it is revealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.briefing import attention, introduction, promises, quarter, result, round_table
from game.briefing.offers import offers
from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.debrief.cards import roles
from game.translation import say, say_of
from game.words.grammar import called
from game.workshop import common_pages, comparison, refused_form, seat_deed
from game.workshop.address import qr
from game.workshop.announced import n_fresh
from game.workshop.database import DatabaseFault
from game.workshop.deed import once_of
from game.workshop.reflection import fields, reflect, version_at
from game.workshop.rewinding import Rewinding, Waiting, all_decisions, both_lines, one_decision
from game.workshop.room import FACILITATOR
from game.workshop.showing import as_shown
from game.workshop.site import NoSuchPage, Site, is_joined
from game.workshop.sitting import Sitting, channels, round_of
from game.workshop.status import seat_status, whose

Values = dict[str, Any]
Page = tuple[str, Callable[[Sitting, Request], Values]]

OPEN_WHILE_HELD: Final = ("/seat/chairs", "/seat/devices", "/seat/debrief", "/seat/what-if")
"""How the addresses begin of pages that stay open while the facilitator holds a quarter's results back: none shows them."""

DECISION: Final = "/seat/what-if/{turn:int}/{dilemma:str}"
"""The address of what else there was at one decision."""

_OF_DEVICES: Final = ("chairs.html", "seat-devices.html")
"""Pages that tell of devices, of which no log tells, and so are made anew each time."""


class RoundSeat:
    """The pages of a round table."""

    def __init__(self, site: Site, rewinding: Rewinding) -> None:
        self.site, self.rewinding = site, rewinding
        every: Mapping[str, Page] = {
            "/seat/chairs": ("chairs.html", self._chairs),
            "/seat/partners": ("partners.html", lambda at, _: common_pages.partners(at.table.session, at.seat)),
            "/seat/partners/{number:int}": (
                "agency.html",
                lambda at, asked: common_pages.one_partner(at.table.session, asked, at.seat),
            ),
            "/seat/result/{turn:int}": ("result.html", self._result),
            "/seat/why/{variable:str}/{turn:int}": (
                "why.html",
                lambda at, asked: common_pages.why_moved(at.table.session, asked, at.seat),
            ),
            "/seat/debrief": ("debrief.html", self._debrief),
            "/seat/devices": ("seat-devices.html", self._devices),
            "/seat/what-if": ("what-if.html", lambda at, _: all_decisions(site.room, at.table)),
            DECISION: ("what-if-decision.html", lambda at, asked: one_decision(site.room, at.table, asked.path_params)),
        }
        lines: Page = ("what-if-lines.html", lambda at, asked: both_lines(site.room, at.table, asked.path_params))
        self._lines = self._page(lines, is_own=False)
        own: Mapping[str, Page] = {
            "/seat/brief": ("seat-brief.html", self._brief),
            "/seat/vote/{dilemma:str}": ("seat-vote.html", self._vote),
            "/seat/pledge": ("seat-pledge.html", self._pledge),
            "/seat/sharing": ("seat-sharing.html", self._sharing),
            "/seat/ready": ("seat-ready.html", self._ready),
            "/seat/attention": ("attention.html", self._attention),
            "/seat/promises": ("seat-promises.html", self._promises),
            "/seat/money": ("money.html", lambda at, _: common_pages.books(at.table.session, at.seat)),
            "/seat/history": ("history.html", lambda at, _: common_pages.played(at.table.session, at.seat)),
        }
        self.routes = [Route(path, self._page(page, is_own=False)) for path, page in every.items()]
        self.routes += [Route(path, self._page(page, is_own=True)) for path, page in own.items()]
        self.routes += [
            Route("/seat", self.here),
            Route("/seat/do/{deed:str}", self.do, methods=["POST"]),
            Route("/seat/reflect", self.reflect, methods=["POST"]),
            Route("/seat/live", self.live),
            Route("/seat/compare", self.compare),
            Route(f"{DECISION}/{{option:str}}", self.what_if),
        ]
        self._of_deed: Mapping[str, Page] = {
            "vote": ("seat-vote.html", self._vote),
            "pledge": ("seat-pledge.html", self._pledge),
            "share": ("seat-sharing.html", self._sharing),
            "give-word": ("seat-promises.html", self._promises),
            "judge": ("seat-promises.html", self._promises),
            "ready": ("seat-ready.html", self._ready),
            "attend": ("attention.html", self._attention),
            "take-back": ("attention.html", self._attention),
        }

    # How a page comes about.

    def sitting(self, request: Request) -> Sitting | None:
        """Where the asking device sits at a round table, if it does."""
        return self.site.room.sitting(self.site.asker(request).key)

    async def here(self, request: Request) -> Response:
        """Where a device belongs: at its seat's page, watching, or before the seats that are free."""
        at = self.sitting(request)
        if at is None:
            return self._no_seat(request)
        if at.role == "stands":
            return self.site.go(request, "/seat/chairs")
        page: Page = ("seat-watch.html", self._watch) if at.seat == PUBLIC else ("seat-quarter.html", self._quarter)
        return await self._shown(request, at, page)

    def _page(self, page: Page, *, is_own: bool) -> Callable[[Request], Any]:
        async def shown(request: Request) -> Response:
            at = self.sitting(request)
            if at is None:
                return self._no_seat(request)
            if (at.role == "stands" and request.url.path != "/seat/chairs") or (is_own and at.seat == PUBLIC):
                return self.site.go(request, "/seat")
            return await self._shown(request, at, page)

        return shown

    async def _shown(self, request: Request, at: Sitting, page: Page) -> Response:
        async with self.site.at(at.table):
            if self.site.room.is_held(at.table) and not request.url.path.startswith(OPEN_WHILE_HELD):
                page = ("held.html", lambda _at, asked: {"path": asked.url.path})
            try:
                made = await self._made(request, at, page)
            except NoSuchPage as nothing:
                return self.site.sorry(request, 404, say("Nothing is here"), str(nothing), back="/seat")
        return self.site.answer(request, made)

    async def _made(self, request: Request, at: Sitting, page: Page, refused: Refusal | None = None) -> bytes:
        """A page as things stand, under the table's lock; kept for other devices of the seat until something changes."""
        template, values = page
        where = f"{template} {request.url.path}?{request.url.query}"[:300]
        version = version_at(self.site.room, at)
        is_kept = refused is None and template not in _OF_DEVICES
        if is_kept and (kept := at.table.kept(at.holder, version, where)) is not None:
            return kept
        if template == "debrief.html" and not await self.site.analyses.soon(at.table):
            return self.site.render("opening.html", **self._common(at), refused=None).encode()
        read = replace(at, table=as_shown(self.site.room, at.table, template))
        made = await self.site.draw(
            lambda: self.site.render(template, **self._common(read), refused=refused, **values(read, request))
        )
        return at.table.keep(at.holder, version, where, made) if is_kept else made.encode()

    def _common(self, at: Sitting) -> Values:
        room, session = self.site.room, at.table.session
        is_seated = at.seat != PUBLIC
        return {
            "frame": "seat.html",
            "base": "/seat",
            "name": called(session.place, at.seat, PUBLIC) if is_seated else room.name(at.table),
            "whose": whose(room, at),
            "at": at,
            "status": seat_status(room, at),
            "messages": room.messages(at.table),
            "n_fresh": n_fresh(room, at.table),
            "may_decide": at.role == "decides" and room.may_decide(at.table),
            "is_ready": is_seated and round_of(at.table).plan(at.id).is_ready,
            "version": version_at(room, at),
            "written_so_far": at.table.log.last,
            "session": session,
            "turn": session.turn,
            "table": at.table,
            "room": room,
            "last": session.last_turn_played,
        }

    def _no_seat(self, request: Request) -> Response:
        return self.site.sorry(
            request,
            403,
            say("This device has no seat"),
            say(
                "Enter your seat's code to come back to it; your facilitator knows it. With the room's code you can take another."
            ),
            say("Nothing that your seat decided is lost."),
        )

    # What is done.

    async def do(self, request: Request) -> Response:
        """Does what a form asks, once: acknowledged when it is on disk, and then told to whoever may know."""
        site, at = self.site, self.sitting(request)
        name = request.path_params["deed"]
        form = await site.form(request)
        if at is None or at.seat == PUBLIC:
            return self._no_seat(request)
        if form is None or name not in seat_deed.DEEDS:
            return site.sorry(
                request, 403, say("This form is out of date"), say("Open the page again, and send it from there."), back="/seat"
            )
        key = site.asker(request).key
        if not site.posts.takes(key):
            return site.sorry(
                request, 429, say("Too fast"), say("This device sends faster than anybody can decide."), back="/seat"
            )
        fields = {field: value for field, value in form.items() if field != "form_token"}
        once = once_of(key, name, fields)
        table, seat = at.table, at.id
        async with self.site.at(table):
            public = round_of(table).version("")
            before = table.log.last
            try:
                refused = self._may_not(at) if once is None or once not in table.log.done else None
                if refused is None:
                    refused = await site.work(lambda: table.act(once, lambda session: seat_deed.do(session, seat, name, fields)))
            except DatabaseFault as fault:
                return site.sorry(request, 503, say("Not written down"), str(fault), back="/seat")
            finally:
                if table.log.last != before:
                    self._tell(at, fields, is_public=round_of(table).version("") != public)
            if refused is not None and is_joined(request):
                return site.tell(request, asdict(refused), 409 if refused.code in ("just_now", "not_now", "mirror") else 422)
            if refused is not None:
                request.path_params["dilemma"] = fields.get("dilemma", "")
                try:
                    page = await self._made(request, at, self._of_deed[name], refused)
                except NoSuchPage:
                    page = await self._made(request, at, ("seat-quarter.html", self._quarter), refused)
                page = refused_form.with_link(page, refused_form.faulty_field(name, fields, refused))
                return site.answer(request, page, 409 if refused.code in ("just_now", "not_now", "mirror") else 422)
            closed = table.session.last_turn_played if round_of(table).version("") != public else 0
        promises, attention = "/seat/promises", "/seat/attention"
        where = {"give-word": promises, "judge": promises, "attend": attention, "take-back": attention}
        has_closed = name == "ready" and fields.get("is") == "yes" and closed and fields.get("turn") == str(closed)
        return site.go(request, f"/seat/result/{closed}" if has_closed else where.get(name, "/seat"))

    async def reflect(self, request: Request) -> Response:
        """Keeps what a seat wrote at a question of the debrief: for itself alone, until it shows it to the table."""
        site, at = self.site, self.sitting(request)
        if at is None or at.seat == PUBLIC:
            return self._no_seat(request)

        async def again(_: Refusal, typed: Mapping[str, str]) -> str:
            values = {**self._common(at), **self._debrief(at, request), "typed": typed, "refused": None}
            return await site.draw(lambda: site.render("debrief.html", **values))

        return await reflect(site, request, at.table, at.id, lambda: site.live.tell(*channels(at.table)), again)

    def _may_not(self, at: Sitting) -> Refusal | None:
        """Why a device may decide nothing now, or None."""
        if at.role != "decides":
            return Refusal(
                "mirror",
                say("Another device decides for your seat."),
                say("This one sees what it sees."),
                say("Choose “Decide from this device” on the page of your devices, and send it again."),
            )
        if not self.site.room.may_decide(at.table):
            return Refusal("not_now", say("Nothing can be decided just now."), seat_status(self.site.room, at).text)
        return None

    def _tell(self, at: Sitting, fields: Mapping[str, str], *, is_public: bool) -> None:
        """Tells whoever may know that something has changed: all at the table, or the seat and whom it gave its word."""
        place = at.table.session.place
        others = [f"{at.table.id}/{place.agency(to)}" for to in (fields.get("to", ""),) if to in place.agency_ids]
        if "word" in fields:
            judged = (one for one in round_of(at.table).promises_of(at.id) if str(one.number) == fields["word"])
            others += [f"{at.table.id}/{place.agency(one.giver)}" for one in judged]
        self.site.live.tell(*(channels(at.table) if is_public else (at.channel, *others)), FACILITATOR)

    async def live(self, request: Request) -> Response:
        """The line that tells a page when to look again."""
        at = self.sitting(request)
        if at is None or self.site.live.is_full:
            return Response(status_code=204)
        return self.site.live.line(
            request, self.site.asker(request).key, at.channel, lambda: version_at(self.site.room, self.sitting(request) or at)
        )

    async def compare(self, request: Request) -> Response:
        """All tables side by side, once the facilitator has opened that."""
        at = self.sitting(request)
        if at is None:
            return self._no_seat(request)
        return await comparison.page(self.site, request, "/seat", {"refused": None, **self._common(at)})

    async def what_if(self, request: Request) -> Response:
        """Plays another way in one of the table's decisions, where that has not been done, and shows both lines."""
        at = self.sitting(request)
        try:
            if at is not None and at.role != "stands":
                await self.rewinding.play(at.table, request.path_params)
        except Waiting as waiting:
            return self.site.sorry(request, 429, say("One moment"), str(waiting), back="/seat/what-if")
        found: Response = await self._lines(request)
        return found

    # What is on each page.

    def _chairs(self, at: Sitting, _: Request) -> Values:
        room = self.site.room
        there = {one.agency: len(room.in_seat(at.table, one.agency, "decides")) for one in round_table.chairs(at.table.session)}
        return {"chairs": round_table.chairs(at.table.session, at.seat), "there": there}

    def _quarter(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        values: Values = {"begun": quarter.begun(session, at.seat), "chairs": round_table.chairs(session, at.seat)}
        if not session.is_running:
            return values
        is_lead = at.seat == session.place.lead
        return values | {
            "ballots": round_table.ballots(session, at.seat),
            "purse": round_table.purse(session, at.seat),
            "lines": round_table.lines(session, at.seat),
            "given": round_table.given(session, at.seat),
            "default": round_table.default(session, at.seat),
            "attention": attention.attention(session) if is_lead else None,
        }

    def _watch(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        return {
            "heading": quarter.heading(session),
            "news": quarter.news(session, PUBLIC),
            "chairs": round_table.chairs(session),
            "played": range(session.last_turn_played, 0, -1),
        }

    def _brief(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        return {
            "role": roles(session.place)[at.seat],
            "introduction": introduction.introduction(session.place),
            "prologue": introduction.prologue(session) if at.seat == session.place.lead else None,
        }

    def _vote(self, at: Sitting, request: Request) -> Values:
        session = at.table.session
        found = round_table.ballots(session, at.seat) if session.is_running else ()
        ballot = next((one for one in found if one.scene.id == request.path_params["dilemma"]), None)
        if ballot is None:
            raise NoSuchPage(say("That is not on the table this quarter."))
        return {"ballot": ballot, "is_lead": at.seat == session.place.lead}

    def _pledge(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        purse = round_table.purse(session, at.seat) if session.is_running else None
        if purse is None and session.is_running and at.seat != session.place.lead:
            raise NoSuchPage(say("Your agency can move no money this quarter: there is nothing to pledge."))
        if purse is None:
            raise NoSuchPage(say("There is nothing for your seat to pledge."))
        return {"purse": purse, "was": seat_deed.pledged(round_of(at.table).plan(at.id))}

    def _sharing(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        lines = round_table.lines(session, at.seat) if session.is_running else ()
        if not lines:
            raise NoSuchPage(say("There is nobody with whom your agency's sharing matters, or the programme is over."))
        return {"lines": lines, "ways": round_table.ways(), "was": seat_deed.shared(round_of(at.table).plan(at.id))}

    def _ready(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        if not session.is_running:
            raise NoSuchPage(say("The programme is over: there is no quarter left to decide."))
        lapses = round_table.lapses(session, at.seat)
        return self._quarter(at, _) | {"decided": seat_deed.decided(session, at.id), "lapses": lapses}

    def _attention(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        if at.seat != session.place.lead or not session.is_running:
            raise NoSuchPage(say("Attention is for the lead's seat to place, while the programme runs."))
        may = at.role == "decides" and self.site.room.may_decide(at.table) and session.tokens_left() > 0
        there = {
            "base": "/seat",
            "turn": session.turn,
            "written_so_far": at.table.log.last,
            "n_placed": len(session.pending.tokens),
        }
        found = self.site.offers(offers(session), **there) if may else ""
        return {"attention": attention.attention(session), "offers": found}

    def _promises(self, at: Sitting, _: Request) -> Values:
        session = at.table.session
        return {
            "promises": promises.promises(session, at.seat),
            "given": round_table.given(session, at.seat),
            "chairs": [one for one in round_table.chairs(session, at.seat) if one.agency != at.seat],
            "lines": {one.id for one in round_table.lines(session, at.seat)},
            "ballots": round_table.ballots(session, at.seat) if session.is_running else (),
            "sums": (
                ("0.25", say_of("a share", "a quarter")),
                ("0.5", say_of("a share", "half")),
                ("0.75", say_of("a share", "three quarters")),
                ("1", say_of("a share", "all")),
            )
            if session.is_running and round_table.purse(session, at.seat) is not None
            else (),
            "dues": round_table.dues(session),
        }

    def _result(self, at: Sitting, request: Request) -> Values:
        turn, session = request.path_params["turn"], at.table.session
        if not 1 <= turn <= session.last_turn_played:
            raise NoSuchPage(say("That quarter has not been played."))
        return {
            "result": result.result(session, turn, at.seat),
            "number": turn,
            "taken": "",  # each seat's own default stands beside it
            "revealed": round_table.revealed(session, turn, at.seat),
        }

    def _debrief(self, at: Sitting, _: Request) -> Values:
        from game.workshop.aftermath import opened  # what only the end needs

        room = self.site.room
        found = {"steps": room.opened_steps, "found": opened(at.table, room), "seat": at.seat}
        return found | fields(room, at.table, at.id, {})

    def _devices(self, at: Sitting, _: Request) -> Values:
        site = self.site
        code = round_of(at.table).codes[at.id] if at.seat != PUBLIC else ""
        address = f"{site.address}/join/{code}" if site.address and code else ""
        return {
            "code": code,
            "address": address,
            "bare_address": address.removeprefix("http://").partition("/")[0],
            "qr": qr(address) if address else "",
            "n_mirrors": len(site.room.in_seat(at.table, at.seat, "mirrors")) if code else 0,
            "has_decider": bool(site.room.in_seat(at.table, at.seat, "decides")) if code else True,
        }
