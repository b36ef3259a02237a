"""The laboratory, simulated once for all tests of the report."""

from __future__ import annotations

from functools import cache

from game.bench.simulate import Report, simulate
from tests.places.laboratory import laboratory


@cache
def laboratory_report() -> Report:
    """The laboratory, simulated in the usual way."""
    return simulate(laboratory(), first=3, runs=250)
