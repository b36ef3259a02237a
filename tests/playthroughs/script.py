"""The golden transcripts: whole games whose every line stands in a file that people can read and review like prose.

`python -m tests.playthroughs` writes the files anew; a test compares them with what the game prints today.
"""

from __future__ import annotations

from pathlib import Path

from tests.terminal.script import barnet, history, play, typed

FOLDER = Path(__file__).parent

# What somebody who plays the real line asks on the way: after the first quarter, and after the third.
QUESTIONS = {
    1: ["why 1", "why police", "map"],
    3: ["why trust csc", "agency jobcentre", "promises", "money"],
}


def barnet_history() -> str:
    """Barnet as the real leaders decided it, with the first quarter's hints, some questions, and the whole debrief."""
    real = history(barnet(), 1)
    lines: list[str] = []
    quarter = 0
    for line in typed(real):
        quarter += line == "end"
        if not line and lines and lines[-1] in ("end", "yes"):
            lines += QUESTIONS.get(quarter, [])
        lines.append(line)
    return play([*lines, *[""] * 18, "why energy in 5", "quit"], barnet(), 1, is_taught=False).text


TRANSCRIPTS = {"barnet-history.txt": barnet_history}
