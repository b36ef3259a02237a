"""Advice on slips that only a reader notices: things called alike, keys that say nothing where they stand, words left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from game.bench.lint.draft import Draft
from game.scenario.fault import Fault
from game.scenario.names import did_you_mean, listed
from game.scenario.shape import Path, maps_in
from game.scenario.source import named
from game.translation import say

_PLACEHOLDER = re.compile(r"\b(?:TODO|TBC|TBD|FIXME|XXX+|xxx+|[Ll]orem ipsum)\b|\?\?\?|<[a-z _]+ here>")
_TWICE = re.compile(
    r"\b(the|an?|of|to|and|for|with|at|by|be|as|are|was|this|you|your|they|their|from|or|but|we|our|has|have|when|if|which|who)"
    r"\s+\1\b",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060]")
_PICTURE = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2460-\u25c9\u25cb-\u2bff\ufe0f\U0001f000-\U0001faff]")
_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(?: [^>]*)?/?>|(?<!\w)(\*\*?|__)(?=\w)[^*_]{1,60}(?<=\w)\1(?!\w)|\[[^\]]+\]\([^)]+\)")
_APART: Final = {
    "agencies": ("name", "short", "about", "brief"),
    "frames": ("name", "text"),
    "outcomes": ("name",),
    "dilemmas": ("title", "text"),
    "events": ("title", "text"),
    "injects": ("title", "text"),
    "endings": ("title", "text"),
    "traces": ("name", "text"),
    "cuts": ("title",),
}
"""Words that tell a thing from the others of its section."""


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
        if match := _TWICE.search(text):
            yield Fault("WP637", path, {"words": " ".join(match[0].split())}, at_key=True)
        if match := _UNSEEN.search(text):
            yield Fault("WP638", path, {"character": named(match[0])}, at_key=True)
        if match := _PICTURE.search(text):
            yield Fault("WP639", path, {"character": named(match[0])}, at_key=True)


def _called_alike(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each thing that has the words of another of its kind, where people choose or tell apart by them."""
    for section, keys in _APART.items():
        for key in keys:
            yield from _alike(maps_in(draft.data, section), key, (section,))
    for name, dilemma in draft.script.dilemmas.items():
        for key in ("label", "text"):
            yield from _alike(dilemma["options"], key, ("dilemmas", name, "options"))


def _alike(entries: Mapping[str, dict[str, Any]], key: str, path: Path) -> Iterator[Fault]:
    """Yields advice on each text that several entries have, where it first stands again."""
    alike: dict[str, list[str]] = {}
    for name, entry in entries.items():
        if text := " ".join(str(entry.get(key, "")).casefold().split()).rstrip("."):
            alike.setdefault(text, []).append(name)
    for names in alike.values():
        if len(names) > 1:
            quoted = [f"`{name}`" for name in names]
            who = say("{names} and {last}", names=quoted[0], last=quoted[1]) if len(names) == 2 else listed(quoted, 2)
            again = names[1]
            yield Fault("WP608", (*path, again, key), {"who": who, "key": key, "text": str(entries[again][key])})


def _idle_keys(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each key that has nothing to say beside the others of its map."""
    for name, dilemma in draft.script.dilemmas.items():
        path: Path = ("dilemmas", name)
        if dilemma.get("again") and "at" in dilemma:
            yield Fault("WP609", (*path, "again"), {"key": "again", "beside": say("`at:`, a single turn")}, at_key=True)
        for option, written in dilemma["options"].items():
            if "unless_text" in written and not ("when" in written or written.get("money")):
                where = (*path, "options", option, "unless_text")
                yield Fault("WP609", where, {"key": "unless_text", "beside": say("neither `when:` nor `money:`")}, at_key=True)
    for name, event in draft.script.events.items():
        if not event.get("once", True) and "at" in event:
            beside = say("`at:`, which gives every turn") if isinstance(event["at"], list) else say("`at:`, a single turn")
            yield Fault("WP609", ("events", name, "once"), {"key": "once", "beside": beside}, at_key=True)


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
