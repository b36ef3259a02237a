"""What a table writes at the questions of its debrief: kept beside the log, because it may be forgotten as names may."""

from __future__ import annotations

import json
from hashlib import blake2b

from game.core.decision import Refusal
from game.play.reflection import reflection_refusal, tidied
from game.workshop.room import Room
from game.workshop.table import Table


def key_of(text: str) -> str:
    """A question, or what was written at one, in a form that a page can carry and bring back."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def written(room: Room, table: Table) -> dict[str, str]:
    """What a table has written, {question: text}."""
    kept = [json.loads(value) for note, value in room.notes.items() if note.startswith(_prefix(table)) and value]
    return {one["question"]: one["text"] for one in kept}


def write(room: Room, table: Table, question: str, text: str, was: str) -> Refusal | None:
    """Keeps what was written at a question of a table's debrief; or says why not. For one thread at a time.

    Arguments:
        room: where it is kept.
        table: whose it is.
        question: which.
        text: what was typed; nothing takes back what was there.
        was: the `key_of` what the form showed: nothing is written over what another device has written meanwhile.

    Raises:
        DatabaseFault: it could not be written down; then nothing has changed.
    """
    known, text = written(room, table), tidied(text)
    if room.course.is_over:
        return Refusal("over", "The workshop has ended.", "Nothing more is written down.", "Copy it from here to keep it.")
    if was != key_of(known.get(question, "")) and text != known.get(question, ""):
        return Refusal(
            "just_now",
            "Another device at your table has written at this question meanwhile.",
            "What it wrote stands above the field, and yours is still in it.",
            "Put both together, and keep that.",
        )
    refused = reflection_refusal(known, question, text, is_over=table.session.is_over)
    if refused is None:
        room.keep(f"{_prefix(table)}{key_of(question)}", json.dumps({"question": question, "text": text}) if text else "")
        table.n_written += 1
        table.pages.clear()
    return refused


def _prefix(table: Table) -> str:
    return f"{table.id}."
