"""What can be said of a place and hangs on nothing else: found once for each place and language, and kept for all who ask."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar, cast
from weakref import ref

from game.core.place import Place
from game.translation import spoken

Found = TypeVar("Found")
More = ParamSpec("More")

MOST: Final = 1024
"""How much is kept of what one function finds; all of it is let go when there is more."""


def lasting(find: Callable[Concatenate[Place, More], Found]) -> Callable[Concatenate[Place, More], Found]:
    """Keeps what a function finds. It is given a place and no state, so that nothing of one game can show in another.

    Places are told apart as objects: one whose agencies have been succeeded has the digest of what it was before.
    """
    kept: dict[Hashable, tuple[ref[Place], Found]] = {}

    @wraps(find)
    def found(place: Place, *more: More.args, **named: More.kwargs) -> Found:
        key = id(place), spoken(), more, tuple(named.items())
        known = kept.get(key)
        if known is not None and known[0]() is place:
            return known[1]
        made = find(place, *more, **named)
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = ref(place), made
        return made

    return cast("Callable[Concatenate[Place, More], Found]", found)
