"""What really happened: the real line beside the player's, dilemma by dilemma, and how well the source knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from game.core.place import Dilemma, Place
from game.debrief.finding import opened
from game.play.session import Session
from game.translation import later, say, say_many
from game.words.grammar import count, full_stop, how_many, listed, quoted

ILLUSTRATIVE: Final = later(
    "The numbers are illustrative. They come from a model of how partnerships work, whose equations take their direction "
    "from published cases and most of their sizes from judgement."
)
"""What to bear in mind before anything is quoted."""


@dataclass(frozen=True, slots=True)
class Source:
    """One passage of the source: its id, its section, and what it says in this project's own words."""

    id: str
    section: str
    says: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One dilemma as the player met it, and what is known of the real leaders.

    Arguments:
        turn, dilemma, title: what was asked, and when.
        taken, label: what the player took.
        real, real_label: what the real leaders took; empty where it is not known.
        is_inferred: whether that is a reading of the source, which names no choice.
        is_same: whether both took the same.
        met: the turn in which the real line met it here; 0 where it did not.
        followed: what followed in the real case.
        concept: what it is about.
        sources: the passages it rests on.
        assumption: what is ours and not the source's.
        thin: why it is thin or one-sided, in a sentence; empty where it is neither.
        text: the two choices in a sentence.
    """

    turn: int
    dilemma: str
    title: str
    taken: str
    label: str
    real: str
    real_label: str
    is_inferred: bool
    is_same: bool
    met: int
    followed: str
    concept: str
    sources: tuple[Source, ...]
    assumption: str
    thin: str
    text: str

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections of the source that it rests on, in order."""
        return tuple(sorted({part.strip() for one in self.sources for part in one.section.split(",")}))

    @property
    def cited(self) -> str:
        """Where in the source it rests on, in a sentence; nothing where it rests on nothing."""
        if not self.sources:
            return ""
        return say_many(
            len(self.sections),
            "In the source paper: section {sections} ({ids}).",
            "In the source paper: sections {sections} ({ids}).",
            sections=", ".join(self.sections),
            ids=", ".join(one.id for one in self.sources),
        )


@dataclass(frozen=True, slots=True)
class Really:
    """The real line beside the player's.

    Arguments:
        dilemmas: those the player met, in that order.
        caveat: in what way the source as a whole is one-sided, in the author's words.
        diary: what is assumed of how the real leaders spent their time.
        text: how far the two lines went together, in a sentence or two.
    """

    dilemmas: tuple[Happened, ...]
    caveat: str
    diary: str
    text: str

    @property
    def spent(self) -> str:
        """The diary with what it is about, in a sentence; nothing where nothing is assumed."""
        return say("How the real leaders spent their time: {diary}", diary=self.diary) if self.diary else ""


def is_known(place: Place) -> bool:
    """Whether anything is told of what really happened at a place; false for one that is made up, whatever it rests on."""
    return any(one.real >= 0 or one.followed for one in place.dilemmas)


def really(session: Session, real: Session) -> Really:
    """What really happened, beside a game that is over. Raises `StillRunning` for one that is not.

    Arguments:
        session: the game.
        real: the real leaders' line as the engine plays it, with the same luck.
    """
    opened(session)
    opened(real)
    place = session.place
    met = {dilemma: turn for turn, (choices, _) in enumerate(real.decided, 1) for dilemma in choices}
    found = tuple(
        _happened(session, turn, dilemma, option, met.get(dilemma, 0))
        for turn, (choices, _) in enumerate(session.decided, 1)
        for dilemma, option in choices.items()
    )
    own = {one.dilemma for one in found}
    unmet = tuple(place.dilemmas[place.dilemma(dilemma)].title for dilemma in met if dilemma not in own)
    diary = str((place.texts.get("history") or {}).get("assumption", ""))
    return Really(
        found,
        str(place.texts.get("caveat", "")),
        diary,
        _told(found, unmet),
    )


def _happened(session: Session, turn: int, dilemma_id: str, option_id: str, met: int) -> Happened:
    place = session.place
    facts = place.dilemmas[place.dilemma(dilemma_id)]
    label = next(option.label for option in facts.options if option.id == option_id)
    real = facts.options[facts.real] if facts.real >= 0 else None
    sources = sources_of(place, facts.evidence)
    is_same = real is not None and real.id == option_id
    if is_same and facts.is_inferred:
        text = say("You, and the real leaders as we read the source: {label}.", label=quoted(label))
    elif is_same:
        text = say("You, and the real leaders: {label}.", label=quoted(label))
    elif real is not None and facts.is_inferred:
        text = say("You: {own}. The real leaders, as we read the source: {real}.", own=quoted(label), real=quoted(real.label))
    elif real is not None:
        text = say("You: {own}. The real leaders: {real}.", own=quoted(label), real=quoted(real.label))
    else:
        text = say("You: {label}. What the real leaders chose is not known.", label=quoted(label))
    return Happened(
        turn,
        dilemma_id,
        facts.title,
        option_id,
        label,
        real.id if real is not None else "",
        real.label if real is not None else "",
        real is not None and facts.is_inferred,
        is_same,
        met,
        facts.followed,
        full_stop(facts.concept),
        sources,
        facts.assumption,
        thin(facts, sources),
        text,
    )


def sources_of(place: Place, ids: Iterable[str]) -> tuple[Source, ...]:
    """The passages of the source that some evidence ids stand for, as far as the place tells."""
    known: Mapping[str, Mapping[str, str]] = place.texts.get("sources", {})
    return tuple(Source(one, str(known[one].get("section", "")), str(known[one].get("says", ""))) for one in ids if one in known)


def thin(facts: Dilemma, sources: tuple[Source, ...]) -> str:
    """Why what is known of a dilemma is thin, in a sentence; empty where it is not."""
    if not sources:
        return say("No passage of the source is about this: the decision is made up.")
    if facts.real < 0 and not facts.followed:
        return say("The source does not say what was chosen, nor what followed.")
    if facts.real < 0:  # which is told beside it already
        return ""
    if facts.is_inferred:
        return say("The source names no choice: this one is our reading of it.")
    if not facts.followed:
        return say("The source does not say what followed.")
    if len(sources) == 1:
        return say("It rests on one passage alone.")
    return ""


def _told(found: tuple[Happened, ...], unmet: tuple[str, ...]) -> str:
    known = [one for one in found if one.real and not one.is_inferred]
    inferred = [one for one in found if one.is_inferred]
    same = sum(one.is_same for one in (*known, *inferred))
    counted = {"decisions": count(len(found), "decision"), "known": how_many(len(known)), "same": how_many(same)}
    if found and len(known) == len(found):
        said = say("You met {decisions}. The real leaders' choice is known in each, and you took the same in {same}.", **counted)
    elif inferred:
        said = say(
            "You met {decisions}. The real leaders' choice is known in {known} and is our reading of the source in {inferred}; "
            "you took the same in {same} of these.",
            inferred=how_many(len(inferred)),
            **counted,
        )
    else:
        said = say(
            "You met {decisions}. The real leaders' choice is known in {known}, and in {same} of those you took the same.",
            **counted,
        )
    if unmet:
        titles = listed([quoted(title) for title in unmet])
        return f"{said} {say('The real line met {dilemmas}, and you did not.', dilemmas=titles)}"
    return said
