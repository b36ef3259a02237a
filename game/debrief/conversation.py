"""Questions to talk over, chosen by what happened in this run, beside the scenario's own: describe, analyse, apply.

The order follows how experience is debriefed: what one saw, why it went so, what one will do (Kolb, 1984, *Experiential
learning*, in the short form that facilitators use).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from game.debrief.question import Asks, Findings, Phase, Question
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

    @property
    def asked(self) -> Mapping[str, str]:
        """The questions as they are asked now, {key: text}."""
        return {one.key: one.text for one in self.questions}


def conversation(found: Findings) -> Conversation:
    """The questions for a run from its findings, and the scenario's own."""
    chosen: list[Question] = []
    line = found.session.state.digest()[:16]
    for phase in PHASES:
        of_the_run = [_keyed(one, ask, line) for ask in RULES if (one := ask(found)) is not None and one.phase == phase]
        chosen += of_the_run[:MOST_OF_THE_RUN]
        written = (found.session.place.texts.get("questions") or {}).get(phase, ())
        chosen += [Question(phase, str(text), "", key=f"{phase}.own.{number}") for number, text in enumerate(written, 1)]
    return Conversation(tuple(_once(chosen)))


def _keyed(one: Question, ask: Asks, line: str) -> Question:
    """A question with its key. Other decisions make another line, and what was written of the one is not said of the other."""
    return replace(one, key=f"{one.phase}.{ask.__name__.strip('_')}.{line}")


def _once(questions: Iterable[Question]) -> Iterable[Question]:
    seen: set[str] = set()
    for question in questions:
        key = " ".join(question.text.lower().split())
        if key not in seen:
            seen.add(key)
            yield question
