"""Studies the model's law and writes what it found into docs/explanation/model.md: `python -m tests.stylised`.

Takes a quarter of an hour on one core; with `facts`, `lines` or `games`, only that part of it.
"""

from __future__ import annotations

import sys

from tests.stylised import told
from tests.stylised.cast import CASES, CASTS
from tests.tables import put

PAGE = "model.md"
PARTS = {
    "facts": lambda: told.facts({place: told.studied(place) for place in CASTS}),
    "lines": lambda: told.lines(CASES),
    "games": lambda: told.games(CASES),
}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        put(PAGE, name, PARTS[name]())
