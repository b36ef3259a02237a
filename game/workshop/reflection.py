"""What is written at the questions of a debrief: kept beside the log, because it may be forgotten as names may.

A team writes as one. At a round table each seat writes for itself, and nobody else reads it until the seat shows it to the table;
what it does not show leaves the server in no report and no export.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from game.core.decision import Refusal
from game.play.reflection import Reflections, Said, reflection_refusal, tidied
from game.translation import say
from game.workshop.room import Room
from game.workshop.sitting import Sitting
from game.workshop.table import Table


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
    """What changes whenever a page of a device at a round table would, what is written at the questions with it."""
    version = room.version_at(at)
    if not at.table.session.is_over:
        return version
    own = written(room, at.table, at.id) if at.id else {}
    return f"{version}.{key_of(json.dumps([own, shared(room, at.table), at.table.found is not None], sort_keys=True))}"


def _kept(room: Room, prefix: str) -> dict[str, dict[str, Any]]:
    return {note: json.loads(value) for note, value in list(room.notes.items()) if note.startswith(prefix) and value}


def _prefix(table: Table, seat: str = "") -> str:
    return f"{table.id}/{seat}." if seat else f"{table.id}."
