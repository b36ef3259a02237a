"""Advice on where things come from: evidence, assumptions with a reason, causes in words, sources that are used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from game.bench.lint.draft import Draft
from game.scenario.course import nested
from game.scenario.effect import effect_key
from game.scenario.fault import Fault
from game.scenario.shape import Leaf, Path
from game.translation import say
from game.words.reading import n_words

_FELT: Final = (
    "change", "set", "cut", "departure", "incident", "contact", "confront", "story", "grant", "spend", "move",
)  # fmt: skip
"""Effects whose cause a player reads when asking why."""

_FEWEST_WORDS: Final = 3
_FEWEST_BESIDE: Final = 8
"""Words that an assumption which begins with a word for guessing must have, to say more than that."""

_EMPTY: Final = re.compile(
    r"^\W*(?:an? |our |my |the )?(?:own )?"
    r"(?:assum\w*|guess\w*|estimate[ds]?|made up|invented|judge?ment|to ?do|tb[cd]|xxx|fixme|n/?a|none|unknown)\b",
    re.IGNORECASE,
)


def grounding_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on what a scenario rests on."""
    yield from _owners(draft)
    yield from _values(draft)
    yield from _reasons(draft)
    yield from _unused_sources(draft)


def _owners(draft: Draft) -> Iterator[Fault]:
    """Yields advice on dilemmas and events that do not say where they come from, and on effects that do not say why."""
    nouns = {"dilemmas": say("dilemma"), "events": say("event")}
    for section, part in (("dilemmas", draft.script.dilemmas), ("events", draft.script.events)):
        for name, owner in part.items():
            effects = list(_effects_of(owner, (section, name)))
            if not _is_grounded(owner) and (not effects or not all(_is_grounded(effect) for _, effect in effects)):
                yield Fault("WP620", (section, name), {"noun": nouns[section], "name": name}, at_key=True)
            for path, effect in effects:
                key = effect_key(effect)
                if key in _FELT and "because" not in effect:
                    yield Fault("WP623", path, {"effect": key})


def _effects_of(owner: dict[str, Any], path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    yield from nested(owner.get("effects", []), (*path, "effects"))
    for option, written in owner.get("options", {}).items():
        yield from nested(written.get("effects", []), (*path, "options", option, "effects"))


def _is_grounded(written: dict[str, Any]) -> bool:
    return bool(written.get("evidence")) or "assumption" in written


def _values(draft: Draft) -> Iterator[Fault]:
    """Yields advice on starting values without a source."""
    for section, noun in (("agencies", say("an agency's numbers")), ("outcomes", say("an outcome's numbers"))):
        for name, one in draft.data[section].items():
            if not _is_grounded(one):
                yield Fault("WP621", (section, name), {"name": name, "noun": noun}, at_key=True)
    relations = draft.data.get("relations")
    if relations and not _is_grounded(relations):
        yield Fault("WP621", ("relations",), {"name": "relations", "noun": say("starting ties")}, at_key=True)


def _reasons(draft: Draft) -> Iterator[Fault]:
    """Yields advice on assumptions that give no reason."""
    for spot in draft.spots:
        is_assumption = isinstance(spot.shape, Leaf) and spot.path[-1:] == ("assumption",) and not spot.is_key
        if is_assumption and isinstance(spot.value, str):
            words = n_words(spot.value)
            if words < _FEWEST_WORDS or (_EMPTY.match(spot.value) and words < _FEWEST_BESIDE):
                yield Fault("WP622", spot.path, {"text": spot.value})


def _unused_sources(draft: Draft) -> Iterator[Fault]:
    cited = {
        one
        for spot in draft.spots
        if isinstance(spot.shape, Leaf) and spot.shape.kind.name == "evidence" and isinstance(spot.value, list)
        for one in spot.value
    }
    for name in draft.data.get("sources", {}):
        if name not in cited:
            yield Fault("WP606", ("sources", name), {"name": name}, at_key=True)
