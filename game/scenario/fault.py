"""A fault in a scenario before it is placed in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.scenario.shape import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its code, the keys that lead to it, and the values its rule page names.

    `at_key` says that the key itself is at fault, not what stands after it. `within` is where in a text it begins,
    counted from 0.
    """

    code: str
    path: Path
    values: Mapping[str, object]
    at_key: bool = False
    within: int | None = None
