"""The places that come with the game, each compiled once for all tests."""

from __future__ import annotations

from functools import cache

from game.core.place import Place
from game.scenario.compiler import load


@cache
def shipped(name: str) -> Place:
    """A place that comes with the game, whole, in English."""
    return load(name)


def barnet() -> Place:
    """Barnet."""
    return shipped("barnet")


def bradford() -> Place:
    """Bradford."""
    return shipped("bradford")


def nw_london() -> Place:
    """North West London."""
    return shipped("nw_london")
