"""Sitting down at a round table: taking a seat, watching, deciding from another device, and handing a seat back."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.play.session import Session
from game.translation import later, say
from game.words.typed import whole
from game.workshop.database import DatabaseFault
from game.workshop.keys import digest
from game.workshop.room import FACILITATOR
from game.workshop.site import Site
from game.workshop.sitting import Role, Sitting, channels, round_of
from game.workshop.table import Table

TAKEN = later("Somebody else has just sat down there. Choose another seat, or enter that seat's code to join whoever sits there.")

_SEES: Final[tuple[Role, ...]] = ("decides", "mirrors")
"""What a device is that sees what is one seat's own."""


class Taken(Exception):  # noqa: N818 - said of a seat
    """Somebody else sits there."""


class Chairs:
    """What a device can do about where it sits."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.routes = [Route("/chairs/{act:str}", self.do, methods=["POST"])]

    async def do(self, request: Request) -> Response:
        """Does one of: take, watch, over (decide from this device), hand-back and leave."""
        site = self.site
        form, key = await site.form(request), site.asker(request).key
        at = site.room.sitting(key)
        if at is None or form is None:
            return site.sorry(
                request, 403, say("This form is out of date"), say("Open the page again, and send it from there."), back="/seat"
            )
        try:
            async with self.site.at(at.table):
                await site.work(self._done, request.path_params["act"], key, at, form)
        except Taken:
            return site.sorry(request, 409, say("That seat is taken"), say(TAKEN), back="/seat/chairs")
        except ValueError as wrong:
            return site.sorry(request, 409, say("That was not done"), str(wrong), back="/seat/chairs")
        except DatabaseFault as fault:
            return site.sorry(request, 503, say("Not written down"), str(fault), back="/seat/chairs")
        finally:
            site.live.tell(*channels(at.table), FACILITATOR)
        return site.go(request, "/seat")

    def _done(self, act: str, key: str, at: Sitting, form: Mapping[str, str]) -> None:
        room, table = self.site.room, at.table
        match act:
            case "take":
                seat = whole(form.get("seat", ""), 0, len(table.session.place.agencies) - 1)
                if seat is None:
                    raise ValueError(say("Choose one of the seats on the page."))
                sit_down(self.site, key, Sitting(table, seat, "decides"))
                left(self.site, at)
            case "watch":
                room.hand(key, Sitting(table, PUBLIC, "watches").holder)
                left(self.site, at)
            case "over" if at.role == "mirrors":
                room.take(key, Sitting(table, at.seat, "decides"), over=True)
                played(table, at.seat, is_person=True)
            case "hand-back" if at.role == "decides":
                played(table, at.seat, is_person=False)
                room.empty(table, at.seat)
            case "leave":
                room.hand(key, table.id)
                left(self.site, at)
            case _:
                raise ValueError(say("Your seat has changed meanwhile. Look at where you sit now."))


def sit_down(site: Site, key: str, at: Sitting) -> None:
    """Lets a device decide for a seat that nobody decides for. Raises `Taken` where somebody does."""
    with site.room.seating():
        if any(one != digest(key) for one in site.room.in_seat(at.table, at.seat, "decides")):
            raise Taken
        site.room.take(key, at)
    played(at.table, at.seat, is_person=True)


def left(site: Site, at: Sitting) -> None:
    """Lets a stand-in play a seat that its only device has left before a quarter is open: the room would wait for nobody there.

    While a quarter is open the seat waits: handed over, it might be the last that was waited for, and the quarter would close.
    """
    room = site.room
    others = [one for role in _SEES for one in room.in_seat(at.table, at.seat, role)]
    if at.role == "decides" and not others and at.table.turn > room.course.round:
        with contextlib.suppress(ValueError):  # it waits then too; whoever left it has done so
            played(at.table, at.seat, is_person=False)


def played(table: Table, seat: int, *, is_person: bool) -> None:
    """Notes in the table's log who plays a seat from now on. Raises `ValueError` where that cannot be."""
    if round_of(table).is_seated(table.session.place.agency_ids[seat]) == is_person or not table.session.is_running:
        return

    def sit(session: Session) -> Refusal | None:
        return round_of(table).sit(session.place.agency_ids[seat], is_person=is_person)

    refused = table.act(None, sit)
    if refused is not None:
        raise ValueError(str(refused))
