"""Every fault that is tried, and the table of what came of them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from tests.reliability import game, room
from tests.reliability.killed import at_every_point
from tests.reliability.outcome import Fault, Outcome

_POINTS: Final = "`kill -9` before each operation on the disk, and in the middle of each write"
_KILLED: Final = {
    "save": "A game is begun",
    "autosave": "Decisions are saved as they are made",
    "torn": "A game with a torn last line is taken up",
    "damaged": "A game damaged in its middle is taken up",
    "migration": "A game of an older format is taken up",
    "branch": "A game is gone on with from an earlier quarter",
    "copy": "A game is copied under a name, and thrown away",
    "settings": "Settings are changed",
    "export": "A report is written over an earlier one",
}

FAULTS: Final[Mapping[str, Fault]] = {
    fault.name: fault
    for fault in (
        *(Fault(f"killed-{name}", title, _POINTS, partial(at_every_point, name)) for name, title in _KILLED.items()),
        Fault(
            "killed-workshop",
            "A workshop's database is made and written to",
            "`kill -9` before and after each statement, savepoint and commit",
            partial(at_every_point, "workshop"),
        ),
        Fault("killed-room", "A workshop's server is killed in a round", "`kill -9`, and started again", room.killed, 5),
        Fault("killed-process", "One of a server's three processes is killed in a round", "`kill -9`", room.process_killed, 5),
        Fault("full-game", "The disk is full in a game", "a small disk, filled and freed", game.disk_full, 3),
        Fault("full-room", "The disk is full in a round of a workshop", "a small disk, filled and freed", room.disk_full, 3),
        Fault("read-only", "The folder of saved games turns read-only", "a disk mounted anew", game.read_only, 3),
        Fault("clock-game", "The clock steps back two years between games", "libfaketime", game.clock_back, 3),
        Fault("clock-room", "The clock steps back a day in a round", "libfaketime", room.clock_back, 3),
        Fault("two-at-once", "Two programs open one saved game", "`wholeplace play --resume` twice", game.two_at_once, 3),
        Fault(
            "postgresql",
            "PostgreSQL is restarted in a round",
            "stopped as by a crash, and in order; a second away",
            room.databases_restarted,
            3,
        ),
        Fault(
            "network",
            "Three hundred connections stall in a round",
            "silent, half a head, half a body, an answer unread",
            room.network_stalls,
            3,
        ),
    )
}

_HEAD: Final = """# Reliability

What has been acknowledged is there afterwards, bit for bit, and the game goes on. Each line is a fault that was made to happen to
real programs on a real disk, and what came of it. *Acknowledged* counts the decisions, files and rows that somebody had been told
were safe; *lost* those of them that were not there afterwards; *stuck* the trials after which the game did not go on.

`python -m tests.reliability` tries all of this again and writes this page; `python -m tests.reliability NAME` tries one fault.

| fault | by what means | trials | acknowledged | lost | stuck |
|---|---|---:|---:|---:|---:|
"""
_TAIL: Final = """
That a *power cut* loses nothing either is tried on a disk in memory that forgets whatever was not made to last, at every moment
and with every state that it may leave behind (`tests/play/test_store_crash.py`).

What is not promised: a decision that was sent and not yet answered when the fault came may be kept or not. Sent again, it counts
once.
"""


def tried(fault: Fault, times: int | None = None) -> Outcome:
    """What came of a fault, tried so many times; as often as its table says, if not told."""
    whole = Outcome()
    for _ in range(fault.times if times is None else times):
        with tempfile.TemporaryDirectory(prefix="wholeplace-fault-") as folder:
            whole += fault.trial(Path(folder))
    return whole


def page(outcomes: Mapping[str, Outcome]) -> str:
    """The page of documentation that tells these outcomes."""
    rows = []
    for name, outcome in outcomes.items():
        fault = FAULTS[name]
        counts = " | ".join(f"{count:,}" for count in (outcome.trials, outcome.acknowledged, outcome.lost, outcome.stuck))
        rows.append(f"| {fault.title} (`{name}`) | {fault.how} | {counts} |\n")
    return _HEAD + "".join(rows) + _TAIL
