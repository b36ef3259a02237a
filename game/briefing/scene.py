"""A dilemma on the table: the scene, and its options with what each asks of the leader."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.sight import seen
from game.core.place import Option
from game.play.session import Session
from game.words.grammar import listed
from game.words.money import pounds


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a dilemma.

    Arguments:
        id: the option's id.
        number: its place in the list, from 1.
        label: what is decided.
        text: its gain and its price in people's words.
        asks: what it asks of the leader, a sentence; of one that is not open too.
        is_open: whether it can be taken now.
        why_not: why it cannot, to stand after a colon; nothing where it can.
        is_taken: whether it is what the leader has decided so far.
    """

    id: str
    number: int
    label: str
    text: str
    asks: str
    is_open: bool
    why_not: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One dilemma on the table.

    Arguments:
        id: the dilemma's id.
        title: what it is called.
        text: the scene, in paragraphs.
        position: `Dilemma 1 of 2`; empty where it is the only one.
        options: what can be decided, in their order.
    """

    id: str
    title: str
    text: str
    position: str
    options: tuple[Choice, ...]

    @property
    def taken(self) -> Choice | None:
        """What is decided so far; None while it is open."""
        return next((option for option in self.options if option.is_taken), None)


def scene(session: Session, number: int) -> Scene:
    """One dilemma on the table, by its number."""
    facts, table = session.place.dilemmas[number], session.open_dilemmas()
    can = session.view().offered[number][:, 0]
    taken = session.pending.choices.get(facts.id)
    options = tuple(
        Choice(
            option.id,
            position + 1,
            option.label,
            option.text,
            asks(session, option),
            bool(can[position]),
            "" if can[position] else _why_not(option),
            option.id == taken,
        )
        for position, option in enumerate(facts.options)
    )
    which = f"Dilemma {table.index(number) + 1} of {len(table)}" if len(table) > 1 else ""
    return Scene(facts.id, facts.title, facts.text, which, options)


def scenes(session: Session) -> tuple[Scene, ...]:
    """Every dilemma on the table, decided or not, in the order in which they are asked."""
    return tuple(scene(session, number) for number in session.open_dilemmas())


def asks(session: Session, option: Option) -> str:
    """What an option asks of the leader, in plain words."""
    parts = []
    energy = option.energy * _dearness(session)
    if energy > 0:
        parts.append("a little energy" if energy < 0.05 else "some energy" if energy < 0.1 else "much energy")
    if option.money:
        parts.append(f"{pounds(option.money)} of your own money")
    return f"Asks of you: {listed(parts)}." if parts else "Asks nothing of you now."


def _dearness(session: Session) -> float:
    """What an option's energy is multiplied by: more for a worn-out leader."""
    parameters = {**session.place.parameters, **session.parameters}
    is_weary = seen(session.view(), "energy") < parameters["weary_at"]
    return float(parameters["option_energy"] * (parameters["weary_cost"] if is_weary else 1.0))


def _why_not(option: Option) -> str:
    return option.unless_text or ("there is not the money for it." if option.money else "not as things are now.")
