"""Advice on loose ends: flags nobody reads, promises that fall due when all is over, options that do nothing or the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from game.bench.lint.draft import Draft
from game.scenario.course import Course, walk
from game.scenario.effect import effect_key
from game.scenario.fault import Fault
from game.scenario.shape import Path
from game.translation import say

_IN_WORDS: Final = ("because", "evidence", "assumption")


def loose_advice(draft: Draft) -> Iterator[Fault]:
    """Yields advice on what leads nowhere."""
    course = walk(draft.script)
    yield from _flags(draft)
    yield from _promises(draft, course)
    yield from _frames(draft)
    for name, dilemma in draft.script.dilemmas.items():
        yield from _idle(dilemma["options"], ("dilemmas", name, "options"), draft)
        yield from _alike(dilemma["options"], ("dilemmas", name, "options"))


def _flags(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each flag that is set and never asked about."""
    read = draft.asked("flag")
    told: set[str] = set()
    for path, effect in draft.script.all_effects():
        key = effect_key(effect)
        if key not in ("flag", "count") or effect[key] in told or draft.names.flags[effect[key]] in read:
            continue
        told.add(effect[key])
        noun = say("counter") if key == "count" else say("flag")
        yield Fault("WP601", (*path, key), {"name": effect[key], "noun": noun})


def _promises(draft: Draft, course: Course) -> Iterator[Fault]:
    """Yields advice on each promise that falls due only when the programme is over."""
    for path, effect in draft.script.all_effects():
        first = course.reached.get(path)
        if effect_key(effect) == "promise" and first is not None and path[0] != "injects":
            due = max(first, 1) + int(effect["due"])
            if due > draft.script.turns:
                yield Fault("WP602", (*path, "due"), {"due": due, "last": draft.script.turns})


def _frames(draft: Draft) -> Iterator[Fault]:
    """Yields advice on each narrative that no agency has a priority for."""
    for frame in draft.data.get("frames", {}):
        if not any(frame in agency.get("priorities", {}) for agency in draft.data["agencies"].values()):
            yield Fault("WP607", ("frames", frame), {"name": frame}, at_key=True)


def _idle(options: dict[str, Any], path: Path, draft: Draft) -> Iterator[Fault]:
    """Yields advice on an option that changes nothing, and that nothing asks about."""
    dilemma = draft.names.dilemma(str(path[1]))
    for name, option in options.items():
        if _does(option) or option.get("energy") or option.get("money"):
            continue
        if dilemma not in draft.asked("chosen"):
            yield Fault("WP603", (*path, name), {"name": name}, at_key=True)


def _alike(options: dict[str, Any], path: Path) -> Iterator[Fault]:
    """Yields advice on two options that do the same, and on one that does the same for more."""
    for (one, first), (other, second) in combinations(options.items(), 2):
        if not _does(first) or _does(first) != _does(second):
            continue
        if _price(first) == _price(second) and first.get("when") == second.get("when"):
            yield Fault("WP604", (*path, other), {"one": one, "other": other}, at_key=True)
            continue
        for worse, better, name, rival in ((first, second, one, other), (second, first, other, one)):
            if all(a >= b for a, b in zip(_price(worse), _price(better), strict=True)) and better.get("when") in (
                None,
                worse.get("when"),
            ):
                yield Fault("WP605", (*path, name), {"name": name, "rival": rival}, at_key=True)
                break


def _price(option: dict[str, Any]) -> tuple[float, float]:
    return float(option.get("energy", 0.0)), float(option.get("money", 0))


def _does(written: Any) -> Any:
    """What an option or an effect does, without the words it does it in."""
    if isinstance(written, dict) and "label" in written:
        return [_does(effect) for effect in written.get("effects", []) if effect_key(effect) != "news"]
    if isinstance(written, dict):
        return {key: _does(value) for key, value in sorted(written.items()) if key not in _IN_WORDS}
    return [_does(one) for one in written] if isinstance(written, list) else written
