"""The page of a form that was refused: its message becomes a link to the field to change, and that field is marked as wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from game.core.decision import Refusal

_NOBODY_S: Final = ("just_now", "not_now", "mirror", "lead", "ready", "no_token")
"""Codes of refusals that no change to the form would mend."""


def faulty_field(name: str, fields: Mapping[str, str], refused: Refusal) -> str:
    """The beginning of the id of the field that has to be changed; empty if no field of the form is at fault.

    Arguments:
        name: the deed that the form asked for.
        fields: what it said.
        refused: why that was not done.
    """
    if refused.code in _NOBODY_S:
        return ""
    match name:
        case "choose" | "vote":
            return "option-"
        case "pledge":
            return "share-"
        case "attend":
            which = "and" if fields.get("with") and fields.get("and") == "" else "with"
            return f"{which}-{fields.get('token', '')}"
        case "give-word":
            asked = ("to", "what", "text") if fields.get("what") == "words" else ("to", "what")
            return next((one for one in asked if not fields.get(one, "").strip()), "what")
        case _:
            return ""


def with_link(page: bytes, begins: str) -> bytes:
    """The page with its refusal linked to the field, the field marked as wrong, and the part that the field is folded into open.

    Arguments:
        page: with the reason at its head.
        begins: with what the field's id begins; the page stays as it is where that is nothing, or it has no such field.
    """
    if not begins or (reason := _REASON.search(page)) is None:
        return page
    sought = re.compile(rb'<(?:input|select|textarea) [^>]*?id="(%b[^"]*)"[^>]*>' % re.escape(begins.encode()))
    found = next((one for one in sought.finditer(page) if b" disabled" not in one[0]), None)
    if found is None:
        return page
    before, tag = page[: found.start()], found[0]
    if b'aria-describedby="' in tag:
        tag = tag.replace(b'aria-describedby="', b'aria-describedby="errors ', 1)
    else:
        tag = tag.replace(b" ", b' aria-describedby="errors" ', 1)
    if b'type="radio"' not in tag:  # of options none is wrong by itself
        tag = tag.replace(b" ", b' aria-invalid="true" ', 1)
    folded = before.rfind(b"<details")
    if folded > before.rfind(b"</details>"):
        before = before[:folded] + b"<details open" + before[folded + len(b"<details") :]
    link = b'<a href="#%b">%b</a>' % (found[1], reason[1])
    return before[: reason.start(1)] + link + before[reason.end(1) :] + tag + page[found.end() :]


_REASON: Final = re.compile(rb'id="errors"><h2>[^<]*</h2><p>([^<]+)</p>')
"""Where a page says what to do about a refusal."""
