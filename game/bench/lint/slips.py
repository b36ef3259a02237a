"""Advice on slips that only a reader notices: things called alike, keys that say nothing where they stand, words left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from game.bench.lint.draft import Draft
from game.scenario.fault import Fault
from game.scenario.names import did_you_mean
from game.scenario.shape import Path, maps_in

_PLACEHOLDER = re.compile(r"\b(?:TODO|TBC|TBD|FIXME|XXX+|xxx+|[Ll]orem ipsum)\b|\?\?\?|<[a-z _]+ here>")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?: [^>]*)?/?>|(?<!\w)(\*\*?|__)(?=\w)[^*_]{1,60}(?<=\w)\1(?!\w)|\[[^\]]+\]\([^)]+\)")


def slip_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on what was most likely meant otherwise."""
    yield from _called_alike(draft)
    yield from _idle_keys(draft)
    yield from _bodies(draft)
    for path, text in draft.words():
        if match := _PLACEHOLDER.search(text):
            yield Fault("WP635", path, {"word": match[0]}, at_key=True)
        elif match := _MARKUP.search(text):
            yield Fault("WP636", path, {"sign": match[0]}, at_key=True)


def _called_alike(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each thing that has the words of another of its kind, where people choose or tell apart by them."""
    for section, key in (("agencies", "name"), ("agencies", "short"), ("dilemmas", "title"), ("endings", "title")):
        yield from _alike(maps_in(draft.data, section), key, (section,))
    for name, dilemma in draft.script.dilemmas.items():
        for key in ("label", "text"):
            yield from _alike(dilemma["options"], key, ("dilemmas", name, "options"))


def _alike(entries: Mapping[str, dict[str, Any]], key: str, path: Path) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, entry in entries.items():
        text = " ".join(str(entry.get(key, "")).casefold().split()).rstrip(".")
        if text and text in first:
            yield Fault("WP608", (*path, name, key), {"one": first[text], "other": name, "key": key, "text": str(entry[key])})
        first.setdefault(text, name)


def _idle_keys(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each key that has nothing to say beside the others of its map."""
    for name, dilemma in draft.script.dilemmas.items():
        path: Path = ("dilemmas", name)
        if dilemma.get("again") and "at" in dilemma:
            yield Fault("WP609", (*path, "again"), {"key": "again", "beside": "`at:`, a single turn"}, at_key=True)
        for option, written in dilemma["options"].items():
            if "unless_text" in written and not ("when" in written or written.get("money")):
                where = (*path, "options", option, "unless_text")
                yield Fault("WP609", where, {"key": "unless_text", "beside": "neither `when:` nor `money:`"}, at_key=True)
    for name, event in draft.script.events.items():
        if not event.get("once", True) and "at" in event:
            yield Fault("WP609", ("events", name, "once"), {"key": "once", "beside": "`at:`, a single turn"}, at_key=True)


def _bodies(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each body that one agency alone has and that is nearly called as another."""
    agencies = maps_in(draft.data, "agencies")
    bodies = Counter(str(agency.get("body", name)) for name, agency in agencies.items())
    for name, agency in agencies.items():
        body = agency.get("body")
        if body is None or bodies[body] > 1 or body == name:
            continue
        order = list(bodies)
        close = did_you_mean(body, [one for one in bodies if one != body])
        # Of two bodies of one that are nearly called alike the second is told, not both.
        if close and (bodies[close] > 1 or order.index(close) < order.index(body)):
            yield Fault("WP600", ("agencies", name, "body"), {"body": body, "close": close})
