"""What is written at the questions of a debrief: kept beside the log, because it may be forgotten as names may.

A team writes as one. At a round table each seat writes for itself, and nobody else reads it until the seat shows it to the table;
what it does not show leaves the server in no report and no export. Both write with the same form.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.play.reflection import LONGEST, Reflections, Said, reflection_refusal, tidied
from game.translation import say
from game.words.grammar import called
from game.workshop.database import DatabaseFault
from game.workshop.room import Room
from game.workshop.site import Site, is_joined
from game.workshop.sitting import Sitting, round_of
from game.workshop.table import Table

if TYPE_CHECKING:
    from game.debrief.question import Question

Again = Callable[[Refusal, Mapping[str, str]], Awaitable[str]]
"""Makes the page of the debrief again, with what was refused at its head and what was typed, {question: text}, in its fields."""


def key_of(text: str) -> str:
    """A question's key, or what was written at one, in a form that names a note and that a page can carry and bring back."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def written(room: Room, table: Table, seat: str = "") -> Reflections:
    """What a team has written, or one seat of a round table."""
    found = Reflections()
    for one in _kept(room, _prefix(table, seat)).values():
        found.keep(one["question"], one["text"], one.get("key", ""))
    return found


def shared(room: Room, table: Table) -> list[Said]:
    """What seats of a round table show to the table, in the order of agencies."""
    if table.session.round_table is None:
        return []
    return [
        Said(seat, one["question"], one["text"], one.get("key", ""))
        for seat in table.session.place.agency_ids
        for one in _kept(room, _prefix(table, seat)).values()
        if one.get("is_shared")
    ]


def to_take_home(room: Room, table: Table) -> list[Said]:
    """What goes into report and export: what a team has written, or what seats show to the table."""
    return [*written(room, table).as_said(), *shared(room, table)]


def write(
    room: Room, table: Table, question: str, text: str, was: str, *, key: str = "", seat: str = "", is_shared: bool = False
) -> Refusal | None:
    """Keeps what was written at a question of a table's debrief; or says why not. For one thread at a time.

    Arguments:
        room: where it is kept.
        table: whose it is.
        question: which.
        text: what was typed; nothing takes back what was there.
        key: what the question is found by in any language.
        was: the `key_of` what the form showed: nothing is written over what another device has written meanwhile.
        seat: at a round table, the id of the agency whose seat writes.
        is_shared: whether the other seats may read it.

    Raises:
        DatabaseFault: it could not be written down; then nothing has changed.
    """
    known, text = written(room, table, seat), tidied(text)
    if room.course.is_over:
        return Refusal(
            "over", say("The workshop has ended."), say("Nothing more is written down."), say("Copy it from here to keep it.")
        )
    before = known.at(question, key)
    if was != key_of(before) and text != before:
        return Refusal(
            "just_now",
            say("Another device at your seat has written at this question meanwhile.")
            if seat
            else say("Another device at your table has written at this question meanwhile."),
            say("What it wrote stands above the field, and yours is still in it."),
            say("Put both together, and keep that."),
        )
    refused = reflection_refusal(known, question, text, key=key, is_over=table.session.is_over)
    if refused is None:
        prefix, question = _prefix(table, seat), known.asked(question, key)
        # Where something is written there already, its note is written again, whatever it was named by.
        names = (name for name, one in _kept(room, prefix).items() if one["question"] == question)
        kept = {"question": question, "text": text} | ({"key": key} if key else {}) | ({"is_shared": is_shared} if seat else {})
        room.keep(next(names, f"{prefix}{key_of(key or question)}"), json.dumps(kept) if text else "")
        table.n_written += 1
        table.pages.clear()
    return refused


def version_at(room: Room, at: Sitting) -> str:
    """As `Room.version`, for a device at a round table: what other seats have decided does not show in it."""
    # With the role, since a seat can be taken over.
    version = f"{room.log.last}.{room.renamed}.{at.table.turn}.{round_of(at.table).version(at.id)}.{at.role}"
    if not at.table.session.is_over:
        return version
    own = written(room, at.table, at.id) if at.id else {}
    return f"{version}.{key_of(json.dumps([own, shared(room, at.table), at.table.found is not None], sort_keys=True))}"


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
        await site.analyses.when_opened(table)
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


def _kept(room: Room, prefix: str) -> dict[str, dict[str, Any]]:
    return {note: json.loads(value) for note, value in list(room.notes.items()) if note.startswith(prefix) and value}


def _prefix(table: Table, seat: str = "") -> str:
    return f"{table.id}/{seat}." if seat else f"{table.id}."
