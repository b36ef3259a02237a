"""Brings a scenario that was written in an older format forward to the newest, one step a format.

A file says its format in its first key. Each time the language changes in a way that older files do not survive, `FORMAT`
in `schema` goes up by one and a step is added here that turns the plain data of the format before into the new one. Format
1 is the first, so there is no step yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from game.scenario.schema import FORMAT

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: dict[int, Step] = {}
"""The step from each older format to the next, by the older one's number."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """A scenario's data in the newest format.

    Arguments:
        data: plain data; unchanged where nothing had to be done or could be.
        found: the format that the file says, None where it says none.
        is_newer: the file is written for a newer game, and `data` means nothing to this one.
        is_older: the file was brought forward.
    """

    data: Any
    found: int | None
    is_newer: bool = False
    is_older: bool = False


def bring_forward(data: Any, steps: Mapping[int, Step] = STEPS, newest: int = FORMAT) -> Migrated:
    """Brings plain data forward to the newest format; data without a sensible format comes back as it is.

    Arguments:
        data: a scenario's plain data.
        steps: the step from each older format to the next.
        newest: the format to reach.
    """
    found = data.get("format") if isinstance(data, dict) else None
    if not isinstance(found, int) or isinstance(found, bool):
        return Migrated(data, None)
    if found > newest:
        return Migrated(data, found, is_newer=True)
    if found == newest or found not in steps:
        return Migrated(data, found)
    for number in range(found, newest):
        data = {**steps[number](data), "format": number + 1}
    return Migrated(data, found, is_older=True)
