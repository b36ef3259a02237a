"""What each agency's own masters will ask of it: goals that only its seat knows while the game runs; and what all are after.

They are those that the place's author wrote for it, or else read off what the place says of it.

A goal is about the programme's last quarter, as its own books and ties then stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.core.observe import PUBLIC
from game.core.outcome import met
from game.core.place import Place
from game.core.state import State
from game.play.session import Session
from game.translation import say
from game.words.grammar import agency

_DRIFT = 0.005
"""How far backing may have slipped to count as kept."""

_WON = 0.05
"""By how much trust must have grown to count as won."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of an agency, or with PUBLIC of the table: `text` tells it; `about` is whom it is about, or which written one."""

    agency: int
    kind: str
    text: str
    about: int = -1


def goals(place: Place, number: int) -> tuple[Goal, ...]:
    """The goals of an agency, as they are told to its seat on the first morning."""
    return tuple(_goals(place, number))


def shared_goals(place: Place) -> tuple[Goal, ...]:
    """What a whole round table is after together, as every seat is told; nothing where the place's author wrote nothing."""
    return tuple(Goal(PUBLIC, "shared", one.text, position) for position, one in enumerate(place.goals))


def _goals(place: Place, number: int) -> Iterator[Goal]:
    written = place.agencies[number].goals
    if written:
        yield from (Goal(number, "written", one.text, position) for position, one in enumerate(written))
        return
    yield Goal(number, "backing", say("End with the backing of your own masters no weaker than it is today."))
    if float(place.constants["benefit"][:, number, 0].sum()) > 0.0:
        yield Goal(number, "books", say("Be spared at least as much cost as you bear, by the time the programme ends."))
    else:
        yield Goal(number, "burden", say("Bear no more of the cost than an even share: nothing that is spared falls to you."))
    thin = _least_trusting(place, number)
    if thin is not None:
        text = say("Win the trust of {partner}: of those you need, it trusts you least.", partner=agency(place, thin, number))
        yield Goal(number, "trust", text, thin)


def _least_trusting(place: Place, number: int) -> int | None:
    """Of those with whom sharing matters to an agency, the one that trusts it least at the start; None where there is none."""
    share, rest = place.parameters["purpose_share"], place.parameters["confidence_share"]
    trust = {
        other: share * float(place.starting["purpose"][other, number]) + rest * float(place.starting["confidence"][other, number])
        for one, other in place.ties
        if one == number
    }
    return min(trust, key=lambda other: (trust[other], other)) if trust else None


def is_met(session: Session, goal: Goal) -> bool:
    """Whether a goal was met when the programme ended: for the debrief."""
    first, last, number = session.states[0], session.states[session.last_turn_played], goal.agency
    match goal.kind:
        case "shared":
            return bool(met(session.place, session.place.goals[goal.about].when, session.at_end, session.state)[0])
        case "written":
            place = session.place
            return bool(met(place, place.agencies[number].goals[goal.about].when, session.at_end, session.state)[0])
        case "backing":
            return _at(last, "cover", number) >= _at(first, "cover", number) - _DRIFT
        case "books":
            return _at(last, "avoided", number) >= _at(last, "cost", number)
        case "burden":
            total = float(last["cost"].sum())
            return _at(last, "cost", number) <= total / len(session.place.agencies)
        case _:
            return _at(last, "trust", goal.about, number) >= _at(first, "trust", goal.about, number) + _WON


def _at(state: State, variable: str, *index: int) -> float:
    return float(state[variable][(*index, 0)])
