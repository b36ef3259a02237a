"""Writes the golden transcripts anew: `python -m tests.playthroughs`, from the project's folder."""

from __future__ import annotations

import sys

from tests.playthroughs.script import FOLDER, TRANSCRIPTS


def main() -> None:
    """Writes each transcript, and says which have changed."""
    for name, told in TRANSCRIPTS.items():
        path = FOLDER / name
        text = told()
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written anew, please read what changed' if is_new else 'as it was'}\n")


if __name__ == "__main__":
    main()
