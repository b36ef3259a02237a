"""Questions to talk over, chosen by what happened in this run, beside the scenario's own: describe, analyse, apply.

The order follows how experience is debriefed: what one saw, why it went so, what one will do (Kolb, 1984, *Experiential
learning*, in the short form that facilitators use).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.core.place import Place
from game.debrief.question import Asks, Findings, Phase, Question
from game.debrief.question_rules import RULES
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

MOST_FIRST: Final = 5
"""Questions that are asked first: those for which the run gives most reason, one of each phase among them."""


def heading(phase: Phase) -> str:
    """A phase by its name, with the question that stands over it: `Describe: What did you see?`."""
    return f"{say(NAMES[phase])}: {say(PHASES[phase])}"


@dataclass(frozen=True, slots=True)
class Conversation:
    """The questions to talk over, no two alike: the few in `first` come before the others, and both go phase by phase."""

    first: tuple[Question, ...]
    further: tuple[Question, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which they are told and numbered."""
        return (*self.first, *self.further)

    def of(self, phase: Phase) -> tuple[Question, ...]:
        """The questions of one phase, those that are asked first before the others."""
        return of_phase(self.questions, phase)

    @property
    def asked(self) -> Mapping[str, str]:
        """The questions as they are asked now, {key: text}."""
        return {one.key: one.text for one in self.questions}


def conversation(found: Findings) -> Conversation:
    """The questions for a run from its findings, and the scenario's own."""
    chosen: list[Question] = []
    line = found.session.state.digest()[:16]
    came = {dilemma for choices, _ in found.session.decided for dilemma in choices}
    of_all = [_keyed(one, ask, line) for ask in RULES if (one := ask(found)) is not None]
    for phase in PHASES:
        chosen += sorted(of_phase(of_all, phase), key=lambda one: -one.reason)[:MOST_OF_THE_RUN]
        chosen += [Question(phase, text, "", key=key) for key, text in own_questions(found.session.place, phase, came)]
    every = tuple(_once(chosen))
    first = _first(every)
    return Conversation(tuple(one for one in every if one in first), tuple(one for one in every if one not in first))


def of_phase(questions: Iterable[Question], phase: Phase) -> tuple[Question, ...]:
    """Those questions that belong to a phase."""
    return tuple(one for one in questions if one.phase == phase)


def _first(questions: Sequence[Question]) -> list[Question]:
    """The few for which there is most reason: one of each phase, then whichever, no finding asked about twice."""
    found: list[Question] = []
    for phase in PHASES:
        found += _afresh(of_phase(questions, phase), found)[:1]
    of_the_run = sorted((one for one in questions if one.because), key=lambda one: -one.reason)
    while len(found) < MOST_FIRST and (more := _afresh(of_the_run, found)):
        found.append(more[0])
    return found


def _afresh(questions: Iterable[Question], found: Sequence[Question]) -> list[Question]:
    """Those that are about a finding which none of those found is about."""
    known = {one.because for one in found}
    return [one for one in questions if one not in found and (not one.because or one.because not in known)]


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
