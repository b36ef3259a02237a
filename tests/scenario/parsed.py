"""A text as one of the parsers reads it, and what is found in it."""

from __future__ import annotations

from collections.abc import Callable

from game.scenario.diagnostic import Diagnostic
from game.scenario.node import MapNode

Read = Callable[[str], tuple[MapNode | None, list[Diagnostic]]]


def told(read: Read, text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of all that is found in a text."""
    return [(one.code, one.line, one.column) for one in read(text)[1]]
