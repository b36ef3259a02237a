"""Questions to talk over, chosen by what happened in this run, beside the scenario's own: describe, analyse, apply.

The order follows how experience is debriefed: what one saw, why it went so, what one will do (Kolb, 1984, *Experiential
learning*, in the short form that facilitators use).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from game.core.place import Place
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
    came = {dilemma for choices, _ in found.session.decided for dilemma in choices}
    for phase in PHASES:
        of_the_run = [_keyed(one, ask, line) for ask in RULES if (one := ask(found)) is not None and one.phase == phase]
        chosen += of_the_run[:MOST_OF_THE_RUN]
        chosen += [Question(phase, text, "", key=key) for key, text in own_questions(found.session.place, phase, came)]
    return Conversation(tuple(_once(chosen)))


def own_questions(place: Place, phase: Phase, dilemmas: Container[str]) -> Iterator[tuple[str, str]]:
    """The scenario's own questions of one phase, each with its key: those of every game, then those of the dilemmas given."""
    written = place.texts.get("questions") or {}
    for number, text in enumerate(written.get(phase, ()), 1):
        yield f"{phase}.own.{number}", str(text)
    for dilemma, phases in (written.get("of") or {}).items():
        for number, text in enumerate(phases.get(phase, ()) if dilemma in dilemmas else (), 1):
            yield f"{phase}.{dilemma}.{number}", str(text)


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
