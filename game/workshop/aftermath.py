"""What a table finds when its programme is over, as far as the facilitator has opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from game.briefing import epilogue
from game.debrief import analysis
from game.debrief.conversation import PHASES
from game.workshop.room import Room
from game.workshop.table import Table


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open: each None until its step is; `is_early` says that the programme still runs, so that nothing can be opened."""

    is_early: bool = False
    ending: Any = None
    aftermath: Any = None
    debrief: Any = None
    questions: Any = None


def opened(table: Table, room: Room) -> Opened:
    """What a table may read by now. The findings are made when the first of them is opened, and kept."""
    steps = room.opened_steps
    if not table.session.is_over:
        return Opened(is_early=True)
    if "results" in steps and table.found is None:
        table.found = analysis.analyse(table.session)
    found = table.found
    return Opened(
        ending=epilogue.ending(table.session) if "ending" in steps else None,
        aftermath=epilogue.aftermath(table.session) if "aftermath" in steps else None,
        debrief=found,
        questions=[(title, found.conversation.of(phase)) for phase, title in PHASES.items()] if "questions" in steps else None,
    )
