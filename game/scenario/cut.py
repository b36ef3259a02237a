"""Cuts: shorter versions of a place for a workshop, with fewer quarters and fewer decisions and the same rules."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from game.core.place import Event, Place
from game.scenario.fault import Fault
from game.scenario.names import instead_of, listed
from game.scenario.shape import Path, maps_in
from game.translation import say


class NoSuchCut(Exception):  # noqa: N818 - said of a place
    """A cut that a place does not have, in words for whoever asked for it."""


def shortened(place: Place, cut: str) -> Place:
    """A place as one of its cuts has it.

    It ends after the cut's quarters. The decisions that the cut leaves out never come; they keep their numbers, so that
    what refers to them reads that they were never taken. What was to happen between the cut's end and the place's own does
    not, because it is told to people who are still at work together. Goals that the author wrote ask what the whole can give,
    and of decisions that may not come; so a cut's are read off the place. Endings that name cuts are theirs alone.

    Arguments:
        place: the whole place.
        cut: the id of the cut.

    Raises:
        NoSuchCut: the place has none of that id.
    """
    cuts: dict[str, Any] = place.texts.get("cuts") or {}
    if cut not in cuts:
        help = instead_of(cut, cuts) if cuts else say("It can only be played whole.")
        raise NoSuchCut(say("“{title}” has no cut `{cut}`. {help}", title=place.title, cut=cut, help=help))
    turns, kept = int(cuts[cut]["turns"]), set(cuts[cut]["dilemmas"])
    return replace(
        place,
        digest=hashlib.blake2b(f"{place.digest} {cut}".encode(), digest_size=16).hexdigest(),
        turns=turns,
        agencies=tuple(replace(one, goals=()) for one in place.agencies),
        goals=(),
        dilemmas=tuple(one if one.id in kept else replace(one, first=1, last=0) for one in place.dilemmas),
        events=tuple(_within(event, turns, place.turns) for event in place.events),
        endings=tuple(one for one in place.every_ending if not one.cuts or cut in one.cuts),
        cut=cut,
    )


def _within(event: Event, turns: int, whole: int) -> Event:
    """An event that does not come between the end of a cut and the end of the whole."""
    if not event.at:
        return replace(event, last=min(event.last, turns))
    within = tuple(turn for turn in event.at if not turns < turn <= whole)
    return replace(event, at=within) if within else replace(event, at=(), chance=0.0, first=1, last=0)


def endings_in(data: Any, cut: str = "") -> dict[str, dict[str, Any]]:
    """The endings, as they were read, that the whole place can have, or one of its cuts; in the order of the file."""
    endings = maps_in(data, "endings")
    theirs = {name: one["cuts"] for name, one in endings.items() if isinstance(one.get("cuts"), list)}
    return {name: one for name, one in endings.items() if not theirs.get(name) or cut in theirs[name]}


def cut_faults(data: Any, opened_by: dict[str, set[Path]], waiting: Container[str]) -> Iterator[Fault]:
    """Yields a fault for each decision that a cut keeps and that cannot come within it.

    Arguments:
        data: the scenario as it was read.
        opened_by: what opens each dilemma, by path.
        waiting: the dilemmas that come only when they are opened.
    """
    dilemmas = maps_in(data, "dilemmas")
    for name, cut in maps_in(data, "cuts").items():
        turns, kept = cut.get("turns"), cut.get("dilemmas")
        if not isinstance(turns, int) or turns < 1 or not isinstance(kept, list):
            continue
        for number, one in enumerate(kept):
            facts = dilemmas.get(one) if isinstance(one, str) else None
            why = (
                "" if facts is None else _why_never(one, facts, turns, kept, opened_by.get(one, set()), is_waiting=one in waiting)
            )
            if why:
                yield Fault("WP324", ("cuts", name, "dilemmas", number), {"name": one, "cut": name, "why": why, "turns": turns})


def _why_never(name: str, facts: dict[str, Any], turns: int, kept: list[Any], opened_by: set[Path], *, is_waiting: bool) -> str:
    """Why a dilemma cannot come within a cut; empty where it can."""
    first = facts.get("at", facts.get("from"))
    if isinstance(first, int) and first > turns:
        return say("`{name}` comes in turn {first} at the earliest", name=name, first=first)
    if is_waiting and all(path[0] == "dilemmas" and path[1] not in kept for path in opened_by):
        openers = listed(sorted({str(path[1]) for path in opened_by}))
        return say("`{name}` waits to be opened by {openers}, which the cut leaves out", name=name, openers=openers)
    return ""
