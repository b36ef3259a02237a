"""Writes the golden transcripts, and what it is to sit through a game, anew: `python -m tests.playthroughs`."""

from __future__ import annotations

import sys

from tests.places.shipped import barnet, bradford, nw_london
from tests.playthroughs.script import FOLDER, TRANSCRIPTS
from tests.playthroughs.told import sittings
from tests.tables import put


def main() -> None:
    """Writes each transcript, and says which have changed."""
    for name, told in TRANSCRIPTS.items():
        path = FOLDER / name
        text = told()
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written anew, please read what changed' if is_new else 'as it was'}\n")
    put("cases.md", "sittings", sittings((barnet(), nw_london(), bradford())))


if __name__ == "__main__":
    main()
