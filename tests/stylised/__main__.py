"""Studies the model's law and writes what it found into docs/explanation/model.md: `python -m tests.stylised`.

Takes a quarter of an hour on one core; with `facts`, `lines`, `room` or `games`, only that part of it.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor

from tests.stylised import told
from tests.stylised.cast import CASES, CASTS
from tests.stylised.study import Studied
from tests.tables import put

PAGE = "model.md"


def studied_side_by_side() -> dict[str, list[Studied]]:
    """Every place studied, each in a process of its own."""
    with ProcessPoolExecutor(len(CASTS)) as processes:
        return dict(zip(CASTS, processes.map(told.studied, CASTS), strict=True))


PARTS = {
    "facts": lambda: told.facts(studied_side_by_side()),
    "lines": lambda: told.lines(CASES),
    "room": lambda: told.room(CASES),
    "games": lambda: told.games(CASES),
}

if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(PARTS):
        sys.exit(f"{', '.join(sorted(unknown))}: no part of it. Say nothing for all, or some of {', '.join(PARTS)}.")
    for name in sys.argv[1:] or PARTS:
        put(PAGE, name, PARTS[name]())
