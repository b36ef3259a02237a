"""The laboratory place, compiled once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from game.core.place import Place
from game.scenario.compiler import load


@cache
def laboratory() -> Place:
    """The place that has every mechanism."""
    return load(Path(__file__).parent / "laboratory.yaml")
