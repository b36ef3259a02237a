"""What a table tells a device that has joined it in the game's own window or terminal: what its seat sees, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from game.briefing.history import noticed
from game.briefing.result import largest
from game.core.observe import PUBLIC
from game.debrief.elsewhere import PLAYING, written_decisions, written_tried
from game.debrief.rewind import decisions
from game.play import wire
from game.play.plan import Plan
from game.translation import say
from game.workshop import deed, seat_deed
from game.workshop.common_pages import asked_of
from game.workshop.comparison import Comparison, compared
from game.workshop.reflection import version_at
from game.workshop.rewinding import Rewinding, Waiting, must_be_open, one_way
from game.workshop.showing import are_books_open
from game.workshop.site import NoSuchPage, Site
from game.workshop.sitting import Sitting, round_of
from game.workshop.status import seat_status, status, whose
from game.workshop.stream import Stream
from game.workshop.table import Table

LONGEST = 2.0
"""Seconds that a device waits for another way until it asks again."""

MOST_PROMISES = 500
"""Promises between seats that are sent, the latest."""


class Joining:
    """The addresses that a joined device asks."""

    def __init__(self, site: Site, rewinding: Rewinding) -> None:
        self.site, self.rewinding = site, rewinding
        self.routes = [
            Route("/table/seen", self.seen),
            Route("/table/asked/{variable:str}/{turn:int}", self.asked),
            Route("/seat/seen", self.seen),
            Route("/seat/asked/{variable:str}/{turn:int}", self.asked),
            *(Route(f"{base}/ways", self.ways) for base in ("/table", "/seat")),
            *(Route(f"{base}/tried/{{turn:int}}/{{dilemma:str}}/{{option:str}}", self.tried) for base in ("/table", "/seat")),
        ]

    def _who(self, request: Request) -> tuple[Table | None, Sitting | None]:
        """The table of whoever asks, and at a round table the seat; no table where it has none of the kind it asks of."""
        if request.url.path.startswith("/table/"):
            return self.site.table(request), None
        at = self.site.room.sitting(self.site.asker(request).key)
        return (None, None) if at is None or at.role == "stands" else (at.table, at)

    def _no_seat(self, request: Request) -> Response:
        text = (
            say("This device has no seat there. Join again with your seat's code.")
            if request.url.path.startswith("/seat/")
            else say("This device has no seat there. Join again with your table's code.")
        )
        return self.site.sorry(request, 403, say("This device has no seat"), text)

    async def seen(self, request: Request) -> Response:
        """The table as it stands. Of turns only those that the device, by their marks, does not have."""
        site, (table, at) = self.site, self._who(request)
        if table is None:
            return self._no_seat(request)
        known = request.query_params.get("marks", "")[:20_000].split(".")
        is_compared = table.session.is_over and "compare" in site.room.opened_steps
        comparisons = await compared(site) if is_compared else ()
        async with site.at(table):
            found = await site.draw(self._seen, table, at, known, comparisons)
        found["form_token"] = site.keyed(request)
        return JSONResponse(found)

    async def asked(self, request: Request) -> Response:
        """Why something changed on the way to the start of a turn, as far as the seat could know; null where it may not ask."""
        site, (table, at) = self.site, self._who(request)
        if table is None:
            return self._no_seat(request)
        turn = request.path_params["turn"]
        seat = table.session.place.lead if at is None else at.seat
        async with site.at(table):
            session = table.session
            asked = asked_of(session, request.path_params["variable"], request.query_params.get("of", ""))
            if asked is None or not 1 <= turn <= self._n_shown(table):
                return JSONResponse(None, 404)
            why = await site.draw(session.why, *asked, turn, seat)
        return JSONResponse(wire.written_why(why) if why is not None else None)

    async def ways(self, request: Request) -> Response:
        """Every decision of the table's game with what else there was, once that is open."""
        site, (table, _) = self.site, self._who(request)
        if table is None:
            return self._no_seat(request)
        async with site.at(table):
            try:
                must_be_open(site.room, table)
            except NoSuchPage as nothing:
                return site.tell(request, {"text": str(nothing)}, 404)
            return JSONResponse(await site.draw(lambda: written_decisions(decisions(table.session))))

    async def tried(self, request: Request) -> Response:
        """Another way with both lines; 202 while it is still being played."""
        site, (table, _) = self.site, self._who(request)
        if table is None:
            return self._no_seat(request)
        try:
            if not await self.rewinding.within(table, request.path_params, LONGEST):
                return site.tell(request, {}, PLAYING)
            async with site.at(table):
                found = one_way(site.room, table, request.path_params)
        except Waiting as waiting:
            return site.tell(request, {"text": str(waiting)}, 429)
        except NoSuchPage as nothing:
            return site.tell(request, {"text": str(nothing)}, 404)
        return JSONResponse(written_tried(found))

    def _seen(self, table: Table, at: Sitting | None, known: list[str], comparisons: Sequence[Comparison]) -> dict[str, Any]:
        room, session = self.site.room, table.session
        seat = session.place.lead if at is None else at.seat
        marks, turns = self._turns(table, seat, known)
        found = {
            "format": wire.FORMAT,
            "scenario": room.place.id,
            "cut": room.place.cut,
            "scenario_digest": room.place.digest,
            "title": room.place.title,
            "seat": seat,
            "messages": room.messages(table)[:20],
            "marks": marks,
            "turns": turns,
            "opened": self._opened(table),
            "steps": self._steps(table, at, comparisons),
        }
        return found | (self._of_team(table) if at is None else self._of_seat(at))

    def _turns(self, table: Table, seat: int, known: list[str]) -> tuple[list[str], list[dict[str, Any]]]:
        """The marks of all turns that are shown, and those turns that a device does not have."""
        session, marks, turns = table.session, list[str](), list[dict[str, Any]]()
        for turn in range(1, self._n_shown(table) + 1):
            state = session.states[turn - 1]
            kept = table.sent.get((turn, seat))
            if kept is None or kept[0] is not state:
                asked = largest(session, turn - 1, seat) if turn > 1 else []
                kept = table.sent[turn, seat] = state, *wire.written_turn(session, turn, seat, asked)
            marks.append(kept[1])
            if turn > len(known) or known[turn - 1] != kept[1]:
                turns.append(kept[2])
        return marks, turns

    def _of_team(self, table: Table) -> dict[str, Any]:
        """What a team's table has decided."""
        room, session = self.site.room, table.session
        decided, (choices, tokens) = session.decided, (session.pending.choices, session.pending.tokens)
        if room.is_held(table):
            decided, (choices, tokens) = decided[:-1], decided[-1]  # nothing came of it yet, as far as the table knows
        return {
            "name": room.name(table),
            "version": room.version(table),
            "at": table.log.last,
            "status": asdict(status(room, table)),
            "choices": choices,
            "tokens": tokens,
            "shown": deed.decided(session),
            "decided": decided,
            "table": None,
        }

    def _of_seat(self, at: Sitting) -> dict[str, Any]:
        """What a seat of a round table has decided, and what it knows of the table: see `game.play.message.SeatPart`."""
        room, session, table = self.site.room, at.table.session, round_of(at.table)
        is_held, is_lead = room.is_held(at.table), at.seat == session.place.lead
        turns = range(1, session.last_turn_played + 1)
        # Whoever watches is told what was taken, and of attention what the news say.
        is_seat = at.seat != PUBLIC
        decided = [(session.decided[turn - 1][0], noticed(session, turn, at.seat) if is_seat else []) for turn in turns]
        plan, promises = table.plan(at.id) if is_seat else Plan(), table.promises
        ready = [one for one in table.seated if table.plan(one).is_ready]
        tokens = session.pending.tokens if is_lead else []
        if is_held:
            # As it stood when the quarter closed: nothing came of it yet, as far as a seat knows.
            last = table.rounds[-1]
            plan, promises = last.plans.get(at.id, plan), table.closed_on
            ready = [one for one in table.seated if last.is_person(one)]
            tokens, decided = decided[-1][1] if is_lead else [], decided[:-1]
        own = [promise for promise in promises if at.id in (promise.giver, promise.receiver)]
        return {
            "name": whose(room, at),
            "version": version_at(room, at),
            "at": table.n_changes(at.id),
            "status": asdict(seat_status(room, at)),
            "choices": {},
            "tokens": tokens,
            "shown": seat_deed.decided(session, at.id) if is_seat else "",
            "decided": decided,
            "table": {
                "role": at.role,
                "code": table.codes[at.id] if is_seat else "",
                "seated": table.seated,
                "ready": ready,
                "plan": plan.written(),
                "pledge": seat_deed.pledged(plan),
                "sharing": seat_deed.shared(plan),
                "words": [wire.written_promise(promise) for promise in own[-MOST_PROMISES:]],
            },
        }

    def _n_shown(self, table: Table) -> int:
        """The last turn whose start is shown: what comes after the programme, or is held back, is the facilitator's to open."""
        return table.session.last_turn_played + (0 if self.site.room.is_held(table) else 1)

    def _steps(self, table: Table, at: Sitting | None, comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
        """What the facilitator has opened of the debrief, step by step."""
        room = self.site.room
        if not table.session.is_over or not room.opened_steps or room.is_held(table):
            return []
        from game.workshop.stepwise import steps  # what only the end needs

        return steps(room, table, at, comparisons)

    def _opened(self, table: Table) -> dict[str, Any] | None:
        """The luck and the table's own log, when the facilitator has opened all of the debrief that is the table's own."""
        room = self.site.room
        if not are_books_open(room, table):
            return None
        _, records, _ = Stream(room.database, table.log.name).read()
        # What opens a seat opens what its device still may do, such as read what was written there.
        bare = [one | {"codes": dict.fromkeys(one["codes"], "")} if one["do"] == "convene" else one for one in records]
        return {"seed": room.seed, "records": bare}
