"""What a table finds when its programme is over, as far as the facilitator has opened it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from game.briefing import epilogue
from game.debrief import analysis
from game.debrief.conversation import PHASES, of_phase
from game.debrief.lines import ended, heading, introduced
from game.debrief.question import Question
from game.debrief.really import ILLUSTRATIVE, is_known
from game.debrief.tokens import mattered
from game.play.session import Session
from game.translation import say
from game.words import measure, quarter
from game.workshop.room import Room
from game.workshop.table import Table

MOST_TOLD: Final = 3
"""Partners, ties and gates told in a list."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What is open: each None until its step is; `is_early` says that the programme still runs, so that nothing can be opened.

    `further` is what can be asked besides `questions`. `told` is what stands beside the findings of `debrief`, as the page lays
    them out.
    """

    is_early: bool = False
    ending: Any = None
    aftermath: Any = None
    debrief: Any = None
    told: Any = None
    questions: Any = None
    further: Any = None


def found_in(session: Session) -> analysis.Debrief:
    """The analysis of a table's game, looked into as hard as any face looks."""
    return analysis.analyse(session, n_tried=analysis.MOST_TRIED)


def opened(table: Table, room: Room, steps: Mapping[str, str] | None = None) -> Opened:
    """What a table may read by now. The findings are made when the first of them is opened, and kept.

    `steps` are fewer than are open, where somebody cannot wait for the findings.
    """
    steps = room.opened_steps if steps is None else steps
    if not table.session.is_over:
        return Opened(is_early=True)
    if "results" in steps and table.found is None:
        table.found = found_in(table.session)
    found = table.found
    return Opened(
        ending=epilogue.ending(table.session) if "ending" in steps else None,
        aftermath=epilogue.aftermath(table.session) if "aftermath" in steps else None,
        debrief=found,
        told=_told(table, found) if found is not None else None,
        questions=_by_phase(found.conversation.first) if "questions" in steps else None,
        further=_by_phase(found.conversation.further) if "questions" in steps else None,
    )


def _by_phase(questions: Sequence[Question]) -> list[tuple[str, tuple[Question, ...]]]:
    """Questions phase by phase, each with what stands over it; nothing of a phase that has none."""
    return [(say(title), asked) for phase, title in PHASES.items() if (asked := of_phase(questions, phase))]


def _told(table: Table, found: analysis.Debrief) -> dict[str, Any]:
    """What stands beside the findings: what is chosen of them, and what belongs together."""
    place = table.session.place
    return {
        "heading": heading(has_real=found.has_real),
        "ended": ended(found.own, found.real if found.has_real else None),
        "introduced": introduced(has_real=found.has_real),
        "illustrative": say(ILLUSTRATIVE),
        "measures": [
            (measure.MEASURES[one.measure], measure.value(one.measure, one.own), measure.value(one.measure, one.other))
            for one in found.measures
        ],
        "results": list(zip(found.results.outcomes, found.real_results.outcomes, strict=True)),
        "tokens": mattered(found.tokens),
        "gaps": found.promises.gaps[:MOST_TOLD],
        "ties": found.network.own_personal[:MOST_TOLD],
        "gates": found.gates.told(MOST_TOLD),
        "is_known": is_known(place),
        "whens": {(one.turn, one.dilemma): quarter.name(place, one.turn) for one in found.really.dilemmas},
    }
