"""The facilitator's console: who is where, what the room may do, what is said to it and what happens to it. It has a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.briefing.round_table import ways
from game.core.decision import Refusal
from game.debrief.cards import injects
from game.debrief.really import is_known
from game.debrief.step import ask
from game.play.session import Session
from game.translation import later, say
from game.words import quarter
from game.words.grammar import capital
from game.words.typed import whole
from game.workshop.address import qr
from game.workshop.announced import happened, said
from game.workshop.closing import Closing, each
from game.workshop.comparison import compared
from game.workshop.console_seats import SeatActs, Wrong, check_name, named
from game.workshop.database import DatabaseFault
from game.workshop.deed import Fields
from game.workshop.keys import is_same
from game.workshop.parting import partings
from game.workshop.preview import preview, seats_of
from game.workshop.room import FACILITATOR, Room
from game.workshop.sheets import Sheet, sheets
from game.workshop.site import Site
from game.workshop.sitting import channels, round_of
from game.workshop.status import is_done, last_played, next_round, progress
from game.workshop.table import undo_quarter

LONGEST_TEXT: Final = 1_000
LONGEST_TITLE: Final = 80
LONGEST_LIMIT: Final = 240
"""Minutes of a time limit."""


class Console:
    """The pages of the facilitator, and what the facilitator can do."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.routes = [
            Route("/console", self.show),
            Route("/console/enter", self.enter, methods=["POST"]),
            Route("/console/do/{act:str}", self.do, methods=["POST"]),
            Route("/console/table/{table:str}", self.one),
            Route("/console/compare", self.compare),
            Route("/console/paper", self.paper),
            Route("/console/export.zip", self.export),
            Route("/console/live", self.live),
            Route("/projector", self.projector),
        ]
        self.seats = SeatActs(site)
        self.closing = Closing(site)
        self._acts: Mapping[str, Callable[[Fields], Any]] = {
            "open": self._open,
            "prepare": lambda _: self.site.act("prepare", shown=last_played(site.room)),
            "pause": lambda _: self.site.act("pause"),
            "resume": lambda _: self.site.act("resume"),
            "extend": self._extend,
            "close": self._close,
            "undo": self._undo,
            "inject": self._inject,
            "message": self._message,
            "unsay": self._unsay,
            "talk": self._talk,
            "reveal": self._reveal,
            "trial": self._trial,
            "rename": self._rename,
            "end": lambda form: self.site.act("end", **{"is": form.get("is") != "no"}),
            "forget": self._forget,
            **self.seats.acts,
        }

    # Its pages.

    async def show(self, request: Request) -> Response:
        """The console; or a box for its key."""
        if not self.site.is_facilitator(request):
            return self.site.show(request, "key.html", wrong="")
        return await self._shown(request)

    async def _shown(self, request: Request, wrong: str = "", status: int = 200) -> Response:
        site, room = self.site, self.site.room
        rows = []
        for table in list(room.tables.values()):
            async with site.at(table):
                n_open = site.presence.n_open(table.id, *channels(table))
                rows.append((table, room.name(table), progress(room, table), n_open))
        return site.show(
            request,
            "console.html",
            status,
            room=room,
            course=room.course,
            rows=rows,
            wrong=wrong,
            injects=injects(room.place),
            said=said(room),
            happened=happened(room),
            steps=room.steps,
            ask=ask(next(reversed(room.opened_steps), ""), is_real=is_known(room.place)),
            version=room.version(),
            last=last_played(room),
            next_round=next_round(room),
            next_name=capital(quarter.name(room.place, next_round(room))),
            round_name=capital(quarter.name(room.place, max(1, room.course.round))),
            is_done=is_done(room),
            n_held=sum(room.is_held(one) for one in room.counted),
            n_behind=sum(one.session.is_running and one.turn <= room.course.round for one in room.counted),
            questions=[one for asked in _questions(room, "describe", "analyse") for one in asked],
            addresses=site.addresses,
            address_shown=site.address,
        )

    async def enter(self, request: Request) -> Response:
        """Takes the facilitator's key."""
        site, room = self.site, self.site.room
        form = await site.form(request)
        if form is None:
            return site.sorry(request, 403, say("This form is out of date"), say("Open the page again."), back="/console")
        key = site.asker(request).key
        is_right = is_same(form.get("key", "").strip(), room.facilitator_key)
        # Whoever has the right one is not kept out by others who guess.
        if not (site.guesses.takes(key) and (is_right or site.strangers.takes("key"))):
            return site.sorry(
                request, 429, say("Too many keys"), say("Wait a minute, and copy it from the terminal."), back="/console"
            )
        if not is_right:
            wrong = say("That is not the key. The terminal in which the workshop was started shows it.")
            return site.show(request, "key.html", 403, wrong=wrong)
        try:
            await site.work(site.enter, request)
        except DatabaseFault as fault:
            return site.sorry(request, 503, say("Not written down"), str(fault))
        return site.go(request, "/console")

    async def one(self, request: Request) -> Response:
        """One table closely."""
        site, room = self.site, self.site.room
        table = room.tables.get(request.path_params["table"])
        if not site.is_facilitator(request) or table is None:
            return site.go(request, "/console")
        async with self.site.at(table):
            session = table.session
            return site.show(
                request,
                "console-round.html" if session.round_table is not None else "console-table.html",
                frame="console-base.html",
                seats=seats_of(table, self.site.presence.n_open) if session.round_table is not None else (),
                **preview(room, table),
                room=room,
                table=table,
                name=room.name(table),
                progress=progress(room, table),
                version=room.version(),
                injects=injects(room.place),
                is_trial=table.id in room.course.trials,
                pending=[
                    f"{facts.title}: {option.label}"
                    for facts in room.place.dilemmas
                    for option in facts.options
                    if session.pending.choices.get(facts.id) == option.id
                ],
                said=said(room, table),
                happened=happened(room, table),
            )

    async def compare(self, request: Request) -> Response:
        """All tables side by side."""
        if not self.site.is_facilitator(request):
            return self.site.go(request, "/console")
        found, parted = await compared(self.site), await partings(self.site)
        return self.site.show(request, "console-compare.html", comparisons=found, parted=parted, version=self.site.room.version())

    async def paper(self, request: Request) -> Response:
        """The quarter of every table on paper, for when devices fail."""
        if not self.site.is_facilitator(request):
            return self.site.go(request, "/console")
        room, found = self.site.room, list[Sheet]()
        for table in list(room.tables.values()):
            async with self.site.at(table):
                found += await self.site.draw(list, sheets(room, table))
        return self.site.show(request, "console-paper.html", sheets=found, ways=ways(), version=room.version())

    async def projector(self, request: Request) -> Response:
        """The page for the wall: nothing that one table knows and another does not."""
        site, room = self.site, self.site.room
        if not site.is_facilitator(request):
            return site.go(request, "/console")
        course = room.course
        running = [one for one in room.counted if one.session.is_running]
        n_done = sum(one.turn > course.round for one in running) + len(room.counted) - len(running)
        last_step = next(reversed(room.opened_steps), "")
        # What a table decided is told to all when nobody can still decide it.
        is_parted = last_step == "moments" and is_done(room)
        at_it = [round_of(one) for one in running if one.session.round_table is not None and one.turn <= max(1, course.round)]
        return site.show(
            request,
            "projector.html",
            room=room,
            course=course,
            n_tables=len(room.counted),
            n_done=n_done,
            n_seats=sum(len(one.seated) for one in at_it),
            n_ready=sum(len(one.seated) - len(one.waiting) for one in at_it),
            heading=capital(quarter.counted(room.place, max(1, course.round))),
            version=room.version(),
            address=site.address.removeprefix("http://"),
            qr=qr(f"{site.address}/join/{room.code}"),
            steps=list(room.opened_steps.values()),
            is_done=is_done(room),
            questions=[asked[0] for asked in _questions(room, "describe", "analyse", "apply") if asked]
            if last_step == "questions"
            else (),
            ask=ask(last_step, is_real=is_known(room.place)),
            parted=[one for one in await partings(site) if one.is_parted] if is_parted else (),
            comparisons=await compared(site) if last_step == "compare" else (),
        )

    async def export(self, request: Request) -> Response:
        """Everything in one file."""
        site = self.site
        if not site.is_facilitator(request):
            return site.go(request, "/console")
        from game.workshop.export import archive  # what only the end needs

        found = await archive(site)
        name = f"workshop-{site.room.place.id}-{site.room.started[:10]}.zip"
        return Response(found, media_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})

    async def live(self, request: Request) -> Response:
        """The line that tells the console and the wall when to look again."""
        if not self.site.is_facilitator(request) or self.site.live.is_full:
            return Response(status_code=204)
        return self.site.live.line(request, self.site.asker(request).key, FACILITATOR, self.site.room.version)

    # What it can do.

    async def do(self, request: Request) -> Response:
        """Does what the facilitator asks, and tells everybody."""
        site = self.site
        form = await site.form(request)
        act = self._acts.get(request.path_params["act"])
        if not site.is_facilitator(request) or form is None or act is None:
            return site.sorry(request, 403, say("This form is out of date"), say("Open the page again."), back="/console")
        try:
            self._may(request.path_params["act"])
            await act(form)
        except Wrong as wrong:
            return await self._shown(request, str(wrong), 422)
        except DatabaseFault as fault:
            return await self._shown(request, str(fault), 503)
        finally:
            site.live.tell()
        if request.path_params["act"] == "forget":
            return site.go(request, "/console")
        table, part = form.get("back", ""), _PARTS.get(request.path_params["act"], "")
        return site.go(request, f"/console/table/{table}{part}" if table in site.room.tables else f"/console{part}")

    def _may(self, act: str) -> None:
        if self.site.room.course.is_over and act in _OF_PLAY:
            raise Wrong(say("The workshop has ended. Open it again first, at the foot of the console."))

    async def _open(self, form: Fields) -> None:
        """Lets tables go up to a quarter: the next, or as far as they like."""
        room = self.site.room
        if form.get("shown", str(room.course.round)) != str(room.course.round):
            return  # the same button pressed twice opens one quarter
        to = room.place.turns if form.get("all") else next_round(room)
        minutes = _number(form.get("minutes", "") or "0", 0, LONGEST_LIMIT, _NO_MINUTES)
        until = datetime.now(UTC) + timedelta(minutes=minutes)
        limit = until.isoformat(timespec="seconds") if minutes else None
        await self.site.act("open", round=to, all=bool(form.get("all")), until=limit)

    async def _extend(self, form: Fields) -> None:
        """Moves the time limit, or sets one."""
        minutes = _number(form.get("minutes", ""), 1, LONGEST_LIMIT, _NO_MINUTES)
        course, now = self.site.room.course, datetime.now(UTC)
        if course.is_paused:
            raise Wrong(say("The workshop is paused. Go on first; then give more time."))
        # During a time-out the limit stands still, also one that the clock has gone past meanwhile.
        from_then = (course.until or course.talk_since or now) if course.talk else max(course.until or now, now)
        until = from_then + timedelta(minutes=minutes)
        await self.site.act("limit", until=until.isoformat(timespec="seconds"))

    async def _close(self, form: Fields) -> None:
        """Ends the quarter for every table, or for one, that has not: what is open is decided by default."""
        only = named(self.site, form)
        if only is None or form.get("turn", str(only.turn)) == str(only.turn):  # pressed twice, it ends one
            await self.closing.close(only)

    async def _undo(self, form: Fields) -> None:
        """Takes the last quarter back, for one table or for all that are furthest; a trial run may be further than the room."""
        only = named(self.site, form)
        tables = [only] if only else self.site.room.counted or list(self.site.room.tables.values())
        furthest = max((table.session.last_turn_played for table in tables), default=0)
        if form.get("turn", str(furthest)) != str(furthest):
            return  # the same button pressed twice takes one quarter back
        if furthest == 0:
            raise Wrong(say("No quarter has been ended yet, so there is none to take back."))
        await self.site.act("undo", table=only.id if only else "", turn=furthest)
        await each(
            self.site,
            tables,
            lambda table: table.act(None, undo_quarter),
            lambda table: table.session.last_turn_played == furthest,
        )

    async def _inject(self, form: Fields) -> None:
        """Lets something happen to one table or to all."""
        only = named(self.site, form)
        name, title, text = form.get("inject", ""), _plain(form.get("title", "")), _plain(form.get("text", ""))
        known = [inject for inject, *_ in self.site.room.place.injects]
        if not text and name not in known:
            raise Wrong(say("Choose what happens, or write it in your own words."))
        if text and (not title or len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT):
            raise Wrong(
                say(
                    "News of your own has a title of 1 to {title} characters and a text of at most {text}.",
                    title=LONGEST_TITLE,
                    text=LONGEST_TEXT,
                )
            )

        def thrown(session: Session) -> Refusal | None:
            return session.inject(title, text) if text else session.inject(name)

        tables = [only] if only else list(self.site.room.tables.values())
        await each(self.site, tables, lambda table: table.act(None, thrown), lambda table: table.session.is_running)

    async def _message(self, form: Fields) -> None:
        """Says something to one table or to all."""
        only, text = named(self.site, form), _plain(form.get("text", ""))
        if not text or len(text) > LONGEST_TEXT:
            raise Wrong(say("A message has 1 to {most} characters.", most=LONGEST_TEXT))
        await self.site.work(lambda: self.site.room.say("message", text, table=only.id if only else ""))

    async def _unsay(self, form: Fields) -> None:
        """Takes a message back: it goes from every page, and its words from what is kept."""
        room, note = self.site.room, form.get("note", "")
        if not any(one.note == note for one in room.course.messages):
            raise Wrong(say("There is no such message any more. Open the page again."))
        await self.site.work(lambda: room.keep(note, ""))
        await self.site.act("unsay", note=note)

    async def _talk(self, form: Fields) -> None:
        """Calls a time-out with its questions, or ends it."""
        text = _plain(form.get("text", ""))
        if len(text) > LONGEST_TEXT:
            raise Wrong(say("The questions of a time-out have at most {most} characters.", most=LONGEST_TEXT))
        if not text and form.get("call"):
            raise Wrong(say("Write at least one question to talk about."))
        await self.site.work(lambda: self.site.room.say("talk", text))

    async def _reveal(self, form: Fields) -> None:
        """Opens the next step of the debrief, or closes the last."""
        await self.site.act("reveal", step=_number(form.get("step", ""), 0, len(self.site.room.steps), _NO_STEPS))

    async def _trial(self, form: Fields) -> None:
        """Leaves a table out of what is compared and exported, or takes it in again."""
        only = named(self.site, form)
        if only is None:
            raise Wrong(say("Choose a table."))
        await self.site.act("trial", table=only.id, **{"is": form.get("is") == "yes"})

    async def _rename(self, form: Fields) -> None:
        """Gives a table another name."""
        only, name = named(self.site, form), " ".join(form.get("name", "").split())
        if only is None or not name:
            raise Wrong(say("A table's name has 1 to 40 characters."))
        room, table = self.site.room, only

        def renamed() -> None:
            with room.seating():
                check_name(room, name, table)
                room.rename(table, name)

        await self.site.work(renamed)
        await self.site.act("rename", table=only.id)

    async def _forget(self, form: Fields) -> None:
        """Takes away every name, message and device."""
        if form.get("sure") != "yes":
            raise Wrong(say("Tick the box to say that you are sure: this cannot be taken back."))
        await self.site.work(self.site.room.forget)


def _questions(room: Room, *phases: str) -> list[list[str]]:
    """The place's own questions, phase by phase: what was seen, why it went so, what comes of it."""
    written = room.place.texts.get("questions") or {}
    return [[str(text) for text in written.get(phase, ())] for phase in phases]


def _plain(text: str) -> str:
    """A text that somebody wrote, with its lines and without signs that act."""
    lines = (" ".join(line.split()) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join("".join(sign for sign in line if sign.isprintable()) for line in lines if line)


_PARTS: Final = {"message": "#say", "unsay": "#say", "inject": "#happen", "talk": "#talk", "reveal": "#debrief", "add": "#tables"}
"""The part of a page to which one goes back when something there has been done, to see it done."""

_OF_PLAY: Final = {
    "open",
    "prepare",
    "pause",
    "resume",
    "extend",
    "close",
    "undo",
    "inject",
    "talk",
    "add",
    "kind",
    "door",
    "convene",
    "stand-in",
}
"""What is not done any more once a workshop has ended, also where a page was open before."""

_NO_MINUTES: Final = later("“{text}” is no number of minutes. Expected {low} to {high}.")
_NO_STEPS: Final = later("“{text}” is no number of steps. Expected {low} to {high}.")


def _number(text: str, low: int, high: int, wrong: str) -> int:
    if (number := whole(text, low, high)) is not None:
        return number
    raise Wrong(say(wrong, text=text[:20], low=low, high=high))
