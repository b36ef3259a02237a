"""Questions to talk over, chosen by what happened in this run, beside the scenario's own: describe, analyse, apply.

The order follows how experience is debriefed: what one saw, why it went so, what one will do (Kolb, 1984, *Experiential
learning*, in the short form that facilitators use).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from game.debrief.question import Findings, Phase, Question
from game.debrief.questions import RULES
from game.translation import later, say

PHASES: Final[Mapping[Phase, str]] = later(
    {
        "describe": "What did you see?",
        "analyse": "Why did it go as it did?",
        "apply": "And on Monday?",
    }
)
"""The phases in their order, with the question that stands over each."""

NAMES: Final[Mapping[Phase, str]] = later({"describe": "Describe", "analyse": "Analyse", "apply": "Apply"})
"""What each phase is called."""

MOST_OF_THE_RUN: Final = 4
"""Questions from the run in each phase; the scenario's own come after them."""


def heading(phase: Phase) -> str:
    """A phase by its name, with the question that stands over it: `Describe: What did you see?`."""
    return f"{say(NAMES[phase])}: {say(PHASES[phase])}"


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions, phase by phase, those of this run first; no two are the same."""

    questions: tuple[Question, ...]

    def of(self, phase: Phase) -> tuple[Question, ...]:
        """The questions of one phase."""
        return tuple(one for one in self.questions if one.phase == phase)


def conversation(found: Findings) -> Conversation:
    """The questions for a run from its findings, and the scenario's own."""
    chosen: list[Question] = []
    for phase in PHASES:
        of_the_run = [one for ask in RULES if (one := ask(found)) is not None and one.phase == phase]
        chosen += of_the_run[:MOST_OF_THE_RUN]
        written = (found.session.place.texts.get("questions") or {}).get(phase, ())
        chosen += [Question(phase, str(text), "") for text in written]
    return Conversation(tuple(_once(chosen)))


def _once(questions: Iterable[Question]) -> Iterable[Question]:
    seen: set[str] = set()
    for question in questions:
        key = " ".join(question.text.lower().split())
        if key not in seen:
            seen.add(key)
            yield question
