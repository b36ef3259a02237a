"""What somebody typed, matched with names as people say them: exact, a beginning, or the nearest."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from game.core.place import Place
from game.translation import say

Key = TypeVar("Key")


def normal(text: str) -> str:
    """A name as it is compared: lower case, single blanks, without punctuation and a leading article."""
    bare = re.sub(r"[\s_-]+", " ", re.sub(r"[^\w\s-]", "", text.lower())).strip()
    return re.sub(r"^(the|a|an) (?=.)", "", bare)


def find(typed: str, names: Mapping[Key, Sequence[str]]) -> list[Key]:
    """The keys whose name was meant: one where it is clear, several where it could be any of them, none where it is unknown.

    Arguments:
        typed: what was typed.
        names: the names of each key.
    """
    wanted = normal(typed)
    if not wanted:
        return []
    known = {key: [normal(name) for name in several if name] for key, several in names.items()}
    found = [key for key, several in known.items() if wanted in several]
    if not found:
        found = [key for key, several in known.items() if any(name.startswith(wanted) for name in several)]
    if not found:
        found = [key for key, several in known.items() if any(_has_word(name, wanted) for name in several)]
    return found


def nearest(typed: str, names: Iterable[str]) -> str:
    """The name most like a mistyped one, or nothing where none is close."""
    known = {normal(name): name for name in names if name}
    close = difflib.get_close_matches(normal(typed), known, n=1, cutoff=0.6)
    return known[close[0]] if close else ""


def agency_names(place: Place) -> dict[int, list[str]]:
    """The names of every agency: short, full, its id, and its leader's role."""
    return {
        number: [*([facts.short] if number != place.lead else [say("you"), "you"]), facts.id, facts.name, facts.leader]
        for number, facts in enumerate(place.agencies)
    }


def example(place: Place, seat: int | None = None) -> str:
    """A partner's name as somebody would type it, for an example: one word, from outside the lead's own body, where there is one.

    Arguments:
        place: the place.
        seat: who is told; the lead where None.
    """
    partners = [number for number in range(len(place.agencies)) if number not in (place.lead, seat)]
    first = min(partners, key=lambda number: (number in place.inside, " " in place.agencies[number].short))
    return place.agencies[first].short.lower()


def find_agencies(place: Place, typed: str) -> list[list[int]]:
    """Every way to read what was typed as agencies, one after another: `police and schools` is [[10, 7]]."""
    words = [word for word in re.split(r"[\s,]+", typed) if normal(word) not in ("", "and", "with", "the", "to", "in")]
    names = agency_names(place)
    whole = find(typed, names) or find(" ".join(words), names)
    if len(whole) == 1 or len(words) < 2:
        return [[number] for number in whole]
    pairs = []
    for split in range(1, len(words)):
        one, other = find(" ".join(words[:split]), names), find(" ".join(words[split:]), names)
        if len(one) == 1 and len(other) == 1 and one != other:
            pairs.append([one[0], other[0]])
    return pairs or [[number] for number in whole]


def _has_word(name: str, wanted: str) -> bool:
    return f" {wanted}" in f" {name}"
