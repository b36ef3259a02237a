"""A dilemma on the table: the scene, and its options with what each asks of the leader."""

from __future__ import annotations

from dataclasses import dataclass

from game.briefing.counsel import recommended_by
from game.briefing.sight import id_of, seen
from game.core.effects.money import Move
from game.core.effects.promise import Promise
from game.core.place import Option
from game.play.session import Session
from game.translation import later, say
from game.words.beside import is_beside, told_to
from game.words.grammar import agency, listed, quoted
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
        why_not: why it cannot, in whole sentences; nothing where it can.
        is_taken: whether it is what the lead has decided so far; to another seat, what that seat recommends.
        recommended_by: to the lead, who recommends it: `Asha (Police)`.
    """

    id: str
    number: int
    label: str
    text: str
    asks: str
    is_open: bool
    why_not: str
    is_taken: bool
    recommended_by: tuple[str, ...] = ()


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


def scene(session: Session, number: int, seat: int | None = None) -> Scene:
    """One dilemma on the table, by its number, as a seat is told of it; the lead unless told otherwise.

    What the lead can take, and has taken so far, is the lead's to know: to others every option is open, to recommend.
    """
    place = session.place
    facts, table = place.dilemmas[number], session.open_dilemmas()
    if is_beside(place, seat):
        can = [True] * len(facts.options)
        taken = session.pending.counsel.options.get(id_of(place, seat), {}).get(facts.id)
    else:
        can = session.view().offered[number][:, 0].tolist()
        taken = session.pending.choices.get(facts.id)
    options = tuple(
        Choice(
            option.id,
            position + 1,
            option.label,
            option.text,
            asks(session, option, seat),
            can[position],
            "" if can[position] else _why_not(session, option),
            option.id == taken,
            () if is_beside(place, seat) else recommended_by(session, facts.id, option.id),
        )
        for position, option in enumerate(facts.options)
    )
    which = say("Dilemma {number} of {most}", number=table.index(number) + 1, most=len(table)) if len(table) > 1 else ""
    return Scene(facts.id, facts.title, facts.text, which, options)


def scenes(session: Session, seat: int | None = None) -> tuple[Scene, ...]:
    """Every dilemma on the table, decided or not, in the order in which they are asked."""
    return tuple(scene(session, number, seat) for number in session.open_dilemmas())


def asks(session: Session, option: Option, seat: int | None = None) -> str:
    """What an option asks of the lead, in plain words for a seat."""
    place, parts = session.place, []
    energy = option.energy * _dearness(session)
    if energy > 0:
        parts.append(say("a little energy") if energy < 0.05 else say("some energy") if energy < 0.1 else say("much energy"))
    if option.money:
        parts.append(told_to(place, seat, later("{sum} of your own money"), sum=pounds(option.money)))
    parts += [
        told_to(place, seat, later("up to {sum} of your own money for the pot"), sum=pounds(one.move))
        for one in option.effects
        if isinstance(one, Move) and one.from_ == place.lead and one.to < 0
    ]
    words = [one for one in option.effects if isinstance(one, Promise) and one.by == place.lead]
    parts += [
        told_to(place, seat, later("your word to {one}: {what}"), one=agency(place, one.to, seat), what=quoted(one.promise))
        for one in words
    ]
    if not parts:
        return told_to(place, seat, later("Asks nothing of you now."))
    return told_to(place, seat, later("Asks of you: {parts}."), parts=listed(parts))


def _dearness(session: Session) -> float:
    """What an option's energy is multiplied by: more for a worn-out leader."""
    parameters = {**session.place.parameters, **session.parameters}
    is_weary = seen(session.view(), "energy") < parameters["weary_at"]
    return float(parameters["option_energy"] * (parameters["weary_cost"] if is_weary else 1.0))


def _why_not(session: Session, option: Option) -> str:
    """Why an option is not open to the lead; where there is too little for it also both sums, which look alike where rounded."""
    why = option.unless_text or (say("There is not the money for it.") if option.money else say("Not as things are now."))
    own = seen(session.view(), "budget", session.place.lead)
    if option.money <= own:
        return why
    return f"{why} {say('It costs {sum}, and you have {own}.', sum=pounds(option.money), own=pounds(own))}"
