"""What a table tells a device that has joined it in the game's own window or terminal: what its seat sees, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from game.briefing.result import largest
from game.play import wire
from game.workshop import deed
from game.workshop.seat import asked_of
from game.workshop.site import Site
from game.workshop.status import status
from game.workshop.stream import Stream
from game.workshop.table import Table


class Joining:
    """The addresses that a joined device asks."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.routes = [
            Route("/table/seen", self.seen),
            Route("/table/asked/{variable:str}/{turn:int}", self.asked),
        ]

    async def seen(self, request: Request) -> Response:
        """The table as it stands. Of turns only those that the device, by their marks, does not have."""
        site, table = self.site, self.site.table(request)
        if table is None:
            return site.sorry(request, 403, "This device has no seat", "Join again with your table's code.")
        known = request.query_params.get("marks", "")[:20_000].split(".")
        async with site.at(table):
            found = await site.draw(self._seen, table, known)
        found["form_token"] = site.keyed(request)
        return JSONResponse(found)

    async def asked(self, request: Request) -> Response:
        """Why something changed on the way to the start of a turn, as far as the seat could know; null where it may not ask."""
        site, table = self.site, self.site.table(request)
        if table is None:
            return site.sorry(request, 403, "This device has no seat", "Join again with your table's code.")
        turn = request.path_params["turn"]
        async with site.at(table):
            session = table.session
            asked = asked_of(session, request.path_params["variable"], request.query_params.get("of", ""))
            if asked is None or not 1 <= turn <= self._n_shown(table):
                return JSONResponse(None, 404)
            why = await site.draw(session.why, *asked, turn)
        return JSONResponse(wire.written_why(why) if why is not None else None)

    def _seen(self, table: Table, known: list[str]) -> dict[str, Any]:
        room, session = self.site.room, table.session
        marks, turns = [], []
        for turn in range(1, self._n_shown(table) + 1):
            state = session.states[turn - 1]
            kept = table.sent.get(turn)
            if kept is None or kept[0] is not state:
                asked = largest(session, turn - 1) if turn > 1 else []
                kept = table.sent[turn] = state, *wire.written_turn(session, turn, session.place.lead, asked)
            marks.append(kept[1])
            if turn > len(known) or known[turn - 1] != kept[1]:
                turns.append(kept[2])
        decided, (choices, tokens) = session.decided, (session.pending.choices, session.pending.tokens)
        if room.is_held(table):
            decided, (choices, tokens) = decided[:-1], decided[-1]  # nothing came of it yet, as far as the table knows
        return {
            "format": wire.FORMAT,
            "scenario": room.place.id,
            "cut": room.place.cut,
            "scenario_digest": room.place.digest,
            "title": room.place.title,
            "seat": room.place.lead,
            "name": room.name(table),
            "version": room.version(table),
            "at": table.log.last,
            "status": asdict(status(room, table)),
            "messages": room.messages(table)[:20],
            "choices": choices,
            "tokens": tokens,
            "shown": deed.decided(session),
            "decided": decided,
            "marks": marks,
            "turns": turns,
            "opened": self._opened(table),
        }

    def _n_shown(self, table: Table) -> int:
        """The last turn whose start is shown: what comes after the programme, or is held back, is the facilitator's to open."""
        return table.session.last_turn_played + (0 if self.site.room.is_held(table) else 1)

    def _opened(self, table: Table) -> dict[str, Any] | None:
        """The luck and the table's own log, when the facilitator has opened all of the debrief that is the table's own."""
        room = self.site.room
        is_open = all(step in room.opened_steps for step in room.steps if step != "compare")
        if not table.session.is_over or not is_open or room.is_held(table):
            return None
        _, records, _ = Stream(room.database, table.log.name).read()
        return {"seed": room.seed, "records": records}
