"""The golden transcripts: whole games whose every line stands in a file that people can read and review like prose.

`python -m tests.playthroughs` writes the files anew; a test compares them with what the game prints today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from game.core.place import Place
from tests.places.shipped import barnet, bradford, nw_london
from tests.terminal.script import LOOKS, history, play, typed

FOLDER = Path(__file__).parent

# What somebody who plays the real line asks on the way: after the first quarter, and after the third.
QUESTIONS = {
    1: ["why 1", "why police", "map"],
    3: ["why trust csc", "agency jobcentre", "promises", "money"],
}

QUESTIONS_BRADFORD = {
    2: ["why prison", "why effort", "why ground rules"],
    4: ["why trust housing", "agency hospital", "promises", "money"],
}


QUESTIONS_NW_LONDON = {
    1: ["why practices", "why members practices", "map"],
    5: ["why votes practices", "agency practices", "why board"],
    10: ["agency four", "why unity four", "why income you", "money"],
}


def barnet_history() -> str:
    """Barnet as the real leaders decided it, with the first quarter's hints, some questions, and the whole debrief."""
    return real_line(barnet(), QUESTIONS, 18)


def bradford_history() -> str:
    """Bradford likewise, to the end of the programme, what went on without it, and what was looked for in 2013."""
    return real_line(bradford(), QUESTIONS_BRADFORD, 16)


def nw_london_history() -> str:
    """North West London likewise, to the debrief, with the questions that only it can answer."""
    return real_line(nw_london(), QUESTIONS_NW_LONDON, 16)


def real_line(place: Place, questions: Mapping[int, Sequence[str]], pages: int) -> str:
    """A place as its real leaders decided it, with what is asked after some quarters, and so many pages of debrief."""
    real = history(place, 1)
    lines: list[str] = []
    quarter = 0
    for line in typed(real):
        quarter += line == "end"
        if not line and lines and lines[-1] in ("end", "yes"):
            lines += questions.get(quarter, [])
        lines.append(line)
    return play([*lines, *[""] * pages, "why energy in 5", "quit"], place, 1, is_taught=False, looks=LOOKS).text


TRANSCRIPTS = {
    "barnet-history.txt": barnet_history,
    "bradford-history.txt": bradford_history,
    "nw-london-history.txt": nw_london_history,
}
