"""The facilitator's pack of a place: all that a workshop needs on paper and on the wall, from the scenario file alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from game.briefing.attention import Kind, kinds_of
from game.briefing.introduction import Introduction, introduction, paragraphs
from game.core.place import Dilemma, Place
from game.debrief import paper
from game.debrief.cards import Inject, Role, injects, roles
from game.debrief.conversation import NAMES, PHASES, heading, own_questions
from game.debrief.plan import Plan, in_order, plans
from game.debrief.question import Phase
from game.debrief.really import Source, is_known, sources_of, thin
from game.debrief.step import PHASE_OF, STEPS, ask
from game.translation import later, say
from game.words import quarter
from game.words.grammar import capital, count, full_stop, listed
from game.words.marked import marked

LEAST_QUESTIONS: Final = 4
"""Questions in each phase, ours included; a place that asks more of its own has more."""

GENERAL: Final[Mapping[Phase, tuple[str, ...]]] = {
    "describe": (
        later("Which quarter do you remember best? Who was in the room, and what did they want from you?"),
        later("What did you not know at the time that you would have liked to know, and who knew it?"),
        later("What was promised, by whom, and in which words?"),
        later("Who spoke most at your table, and what was said by somebody who spoke little?"),
    ),
    "analyse": (
        later("Where did what a partner said and what it did part? What lay between the two?"),
        later("What moved only when you let go of it, and what stopped when you did?"),
        later("Who paid for what, and who was spared something? Did they know?"),
        later("What would have happened without you?"),
    ),
    "apply": (
        later("Who, at your own work, does not answer to you and can make or undo what you want?"),
        later("Which of your own ties would not outlast one person?"),
        later("What do you report upwards that is true and says little?"),
        later("What will you do on Monday, and who will be able to tell that you have?"),
    ),
}
"""What can be asked of any place."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One quarter of the running order: the decisions that may first come then, and the news of a fixed date."""

    turn: int
    name: str
    dilemmas: tuple[str, ...]
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One decision: of a real case also what was chosen and what followed, as far as it is known.

    `when` is when it comes in the game, `options` what is on offer, `thin` why the source is thin, where it is; `is_inferred`:
    `real` is a reading of the source, which names no choice. `sessions` says in which plans it is, where not in all.
    """

    title: str
    when: str
    concept: str
    options: tuple[str, ...]
    real: str
    followed: tuple[str, ...]
    sources: tuple[Source, ...]
    thin: str
    assumption: str
    is_inferred: bool
    sessions: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything in the pack; `seat` is the card of the agency the game is played from, `is_known` false of a place made up.

    `steps` are what a workshop opens one after another: the phase it belongs to, what it is, and what to ask then.
    """

    place: str
    title: str
    introduction: Introduction
    prologue: tuple[str, ...]
    seat: Role
    plans: tuple[Plan, ...]
    tokens: tuple[Kind, ...]
    tokens_a_quarter: str
    outcomes: tuple[str, ...]
    running: tuple[Slot, ...]
    opened: tuple[str, ...]
    chances: tuple[str, ...]
    roles: tuple[Role, ...]
    injects: tuple[Inject, ...]
    phases: Mapping[Phase, str]
    steps: tuple[tuple[str, str, str], ...]
    questions: Mapping[Phase, tuple[str, ...]]
    is_known: bool
    really: tuple[Told, ...]
    diary: str
    reading: tuple[Source, ...]
    of: Place


def pack(place: Place) -> Pack:
    """The pack of a place."""
    cards = roles(place)
    told, planned = introduction(place), plans(place)
    return Pack(
        place.id,
        place.title,
        told,
        paragraphs(str(place.texts.get("prologue", ""))),
        cards[place.lead],
        planned,
        kinds_of(place),
        count(float(place.parameters["tokens"]), "token"),
        tuple(full_stop(capital(outcome.name)) for outcome in place.outcomes),
        tuple(_slot(place, turn) for turn in range(1, place.turns + 1)),
        tuple(dilemma.title for dilemma in place.dilemmas if dilemma.needs_opening),
        tuple(event.title for event in place.events if not event.at),
        cards,
        injects(place),
        {phase: heading(phase) for phase in PHASES},
        tuple(_steps(is_real=is_known(place))),
        {phase: _questions(place, phase) for phase in PHASES},
        is_known(place),
        tuple(_told(place, dilemma.id, planned) for dilemma in in_order(place)),
        str((place.texts.get("history") or {}).get("assumption", "")),
        sources_of(place, place.texts.get("sources", {})),
        place,
    )


def in_html(found: Pack) -> bytes:
    """The pack as one HTML file."""
    return marked(paper.html("pack.html", {"pack": found}), found.of).encode()


def in_pdf(found: Pack) -> bytes:
    """The pack as a tagged PDF. Raises `paper.PaperFault` where it cannot be set."""
    return paper.pdf(marked(paper.html("pack.html", {"pack": found}, is_print=True), found.of), found.title)


def slides(found: Pack) -> bytes:
    """What goes on the wall, as one HTML file: nothing that would spoil comes before the debrief."""
    return marked(paper.html("slides.html", {"pack": found}), found.of).encode()


def _slot(place: Place, turn: int) -> Slot:
    return Slot(
        turn,
        quarter.name(place, turn),
        tuple(
            dilemma.title
            if dilemma.first == dilemma.last
            else say("{dilemma} (until {quarter})", dilemma=dilemma.title, quarter=quarter.name(place, dilemma.last))
            for dilemma in in_order(place)
            if dilemma.first == turn and not dilemma.needs_opening
        ),
        tuple(
            event.title if event.when is None else say("{event} (if its condition holds)", event=event.title)
            for event in place.events
            if turn in event.at
        ),
    )


def _questions(place: Place, phase: Phase) -> tuple[str, ...]:
    """The place's own questions, and ours up to the least there should be."""
    may_come = {dilemma.id for dilemma in place.dilemmas if dilemma.first <= dilemma.last}
    own = tuple(text for _, text in own_questions(place, phase, may_come))
    known = {one.casefold() for one in own}
    return own + tuple(say(one) for one in GENERAL[phase] if one.casefold() not in known)[: max(0, LEAST_QUESTIONS - len(own))]


def _steps(*, is_real: bool) -> Iterator[tuple[str, str, str]]:
    """What a workshop opens of its debrief: of the phase, its name where it begins."""
    before = ""
    for key, title in STEPS.items():
        phase = say(NAMES[PHASE_OF[key]])
        what = say("{step} (at round tables)", step=say(title)) if key == "seats" else say(title)
        if key == "really" and not is_real:
            what = say("What each decision is about")
        yield "" if phase == before else phase, what, ask(key, is_real=is_real) or say("The three that the wall shows.")
        before = phase


def _in_sessions(dilemma: Dilemma, planned: Sequence[Plan]) -> str:
    """In which sessions a decision comes, where it does not in all."""
    lengths = [str(one.minutes) for one in planned if dilemma in one.dilemmas]
    if len(lengths) in (0, len(planned)):
        return ""
    return say("planned for {minutes} minutes", minutes=listed(lengths))


def _told(place: Place, dilemma_id: str, planned: Sequence[Plan]) -> Told:
    facts = place.dilemmas[place.dilemma(dilemma_id)]
    sources = sources_of(place, facts.evidence)
    if facts.needs_opening:
        when = say("when something opens it")
    elif facts.first == facts.last:
        when = quarter.name(place, facts.first)
    else:
        when = say("{first} to {last}", first=quarter.name(place, facts.first), last=quarter.name(place, facts.last))
    return Told(
        facts.title,
        when,
        full_stop(facts.concept),
        tuple(option.label for option in facts.options),
        facts.options[facts.real].label if facts.real >= 0 else "",
        paragraphs(facts.followed),
        sources,
        thin(facts, sources),
        facts.assumption,
        facts.real >= 0 and facts.is_inferred,
        _in_sessions(facts, planned),
    )
