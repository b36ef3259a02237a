"""Advice on words: hard to read, too long, office words, abbreviations nobody explains, options that look unequal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from game.bench.lint.draft import Draft
from game.scenario.fault import Fault
from game.scenario.shape import Path
from game.words.jargon import abbreviations_in, is_explained, jargon_in
from game.words.reading import n_words, reading_of

OLDEST: Final = 15
"""The reading age beyond which a tired reader reads twice."""

_FEWEST_WORDS: Final = 30
"""Words below which a reading age says more of one word than of a text."""

LONGEST: Final = {
    ("dilemmas", "*", "title"): 10,
    ("dilemmas", "*", "text"): 140,
    ("dilemmas", "*", "followed"): 90,
    ("dilemmas", "*", "options", "*", "label"): 12,
    ("dilemmas", "*", "options", "*", "text"): 55,
    ("dilemmas", "*", "options", "*", "then"): 60,
    ("dilemmas", "*", "options", "*", "unless_text"): 35,
    ("events", "*", "title"): 12,
    ("events", "*", "text"): 70,
    ("endings", "*", "text"): 150,
    ("agencies", "*", "about"): 50,
    ("summary",): 45,
    ("prologue",): 260,
    ("caveat",): 130,
    ("objectives", "*"): 30,
}
"""How many words each text may have before it is skipped: the longest of what reads well aloud, and a little more."""
_LONGEST_EFFECT: Final = {"because": 22, "news": 50, "promise": 25}

_MOST_UNEQUAL: Final = 2.0
_UNEQUAL_BY: Final = 10


def prose_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on every text that is read."""
    whole = "\n".join(
        [*(text for _, text in draft.words()), *(str(one.get("says", "")) for one in draft.data.get("sources", {}).values())]
    )
    seen: set[str] = set()
    for path, text in draft.words():
        reading = reading_of(text)
        if reading.words >= _FEWEST_WORDS and reading.age > OLDEST:
            yield Fault(
                "WP630",
                path,
                {"age": reading.age, "oldest": OLDEST, "mean": f"{reading.words / reading.sentences:.0f}"},
                at_key=True,
            )
        limit = _limit(path)
        if limit and reading.words > limit:
            yield Fault("WP632", path, {"words": reading.words, "limit": limit}, at_key=True)
        for term, plainer in jargon_in(text):
            yield Fault("WP631", path, {"term": term, "plainer": plainer}, at_key=True)
        for abbreviation in sorted(abbreviations_in(text) - seen):
            seen.add(abbreviation)
            if not is_explained(abbreviation, whole):
                yield Fault("WP634", path, {"abbreviation": abbreviation}, at_key=True)
    for name, dilemma in draft.script.dilemmas.items():
        yield from _unequal(dilemma["options"], ("dilemmas", name, "options"))


def _limit(path: Path) -> int | None:
    for pattern, limit in LONGEST.items():
        if len(pattern) == len(path) and all(one in ("*", step) for one, step in zip(pattern, path, strict=True)):
            return limit
    return _LONGEST_EFFECT.get(str(path[-1])) if "effects" in path else None


def _unequal(options: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Yields advice where one option is told at greater length than another: readers take the long one for the right one."""
    lengths = {name: n_words(f"{one['label']} {one.get('text', '')}") for name, one in options.items()}
    longest, shortest = max(lengths, key=lambda name: lengths[name]), min(lengths, key=lambda name: lengths[name])
    many, few = lengths[longest], lengths[shortest]
    if many > _MOST_UNEQUAL * few and many - few >= _UNEQUAL_BY:
        values = {"longest": longest, "many": many, "shortest": shortest, "few": few}
        yield Fault("WP633", (*path, longest), values, at_key=True)
