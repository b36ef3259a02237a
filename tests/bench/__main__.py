"""Writes the real lines into docs/explanation/cases.md anew: `python -m tests.bench`."""

from __future__ import annotations

from game.scenario.shipped import shipped_ids
from tests.bench.shipped import real_line
from tests.tables import put

if __name__ == "__main__":
    for place in shipped_ids():
        put("cases.md", f"real line of {place}", real_line(place))
