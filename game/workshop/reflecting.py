"""Writing at a question of the debrief: one form for a team's table and for a seat of a round table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.play.reflection import LONGEST, Said
from game.translation import say
from game.words.grammar import called
from game.workshop.database import DatabaseFault
from game.workshop.reflection import key_of, shared, write, written
from game.workshop.room import Room
from game.workshop.site import Site, is_joined
from game.workshop.table import Table

if TYPE_CHECKING:
    from game.debrief.question import Question

Again = Callable[[Refusal, Mapping[str, str]], Awaitable[str]]
"""Makes the page of the debrief again, with what was refused at its head and what was typed, {question: text}, in its fields."""


async def reflect(site: Site, request: Request, table: Table, seat: str, tell: Callable[[], None], again: Again) -> Response:
    """Keeps what was written at a question of the debrief, where the questions are open.

    Arguments:
        site: the workshop.
        request: the form.
        table: whose debrief it is.
        seat: at a round table, the id of the agency whose seat writes.
        tell: tells the pages that show it.
        again: makes the page again.
    """
    from game.workshop.aftermath import opened  # what only the end needs

    base = "/seat" if seat else "/table"
    form = await site.form(request)
    if form is None or not site.posts.takes(site.asker(request).key):
        return site.sorry(request, 403, say("This was not kept"), say("Go back, copy what you wrote, and look again."), back=base)
    text, is_shared = form.get("text", ""), form.get("shared") == "yes"
    async with site.at(table):
        await site.books.when_opened(table)
        found = await site.work(opened, table, site.room)
        asked = [one for _, questions in (*(found.questions or ()), *(found.further or ())) for one in questions]
        question, key = next(((one.text, one.key) for one in asked if one.key == form.get("question")), ("", ""))

        def kept() -> Refusal | None:
            return write(site.room, table, question, text, form.get("was", ""), key=key, seat=seat, is_shared=is_shared)

        try:
            refused = await site.work(kept)
        except DatabaseFault as fault:
            refused = Refusal("fault", say("This was not written down."), str(fault))
        if refused is not None and is_joined(request):
            return site.tell(request, asdict(refused), 422)
        if refused is not None:
            page = await again(refused, {question: text})
            return site.answer(request, site.refusing(page.encode(), refused, say("Not kept")), 422)
    tell()
    return site.go(request, f"{base}/debrief#q-{key}")


def fields(room: Room, table: Table, seat: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What the page of a debrief needs to show what was written, and to let something be written.

    Arguments:
        room: where it is kept.
        table: whose debrief it is.
        seat: at a round table, the id of the agency whose seat looks.
        typed: what stands in a field without having been kept, {question: text}.
    """
    place, said = table.session.place, shared(room, table)

    def shown(one: Question) -> list[Said]:
        return [each for each in said if each.is_at(one.text, one.key)]

    return {
        "written": written(room, table, seat),
        "typed": typed,
        "key_of": key_of,
        "longest": LONGEST,
        "is_shown": lambda one: any(each.seat == seat for each in shown(one)),
        "others": lambda one: [
            (called(place, place.agency(each.seat), PUBLIC), each.text) for each in shown(one) if each.seat != seat
        ],
    }
