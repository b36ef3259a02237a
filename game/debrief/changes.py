"""The largest changes of a run, and what they really came from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.briefing.promises import due_turns
from game.briefing.why import exactly, is_told, summed
from game.core.ledger import Entry
from game.core.observe import moved, stood
from game.debrief.finding import level, opened, programme, trust_by_parts, trust_parts
from game.play.session import Session
from game.translation import later, say
from game.words import cause, quarter, variable
from game.words.grammar import capital, full_stop, how_many

LARGEST: Final = 3
"""How many are told, each of another variable."""

CAUSES_EACH: Final = 3
"""How many of its causes are told by name."""

FELT: Final = 0.05
"""The part of the largest cause below which another is told with the rest."""


LOOKED_AT: Final = later(
    "The three largest changes within one quarter, each of another kind. Looked at were your energy, standing and backing, the "
    "trust of the people the work is for, and each partner's commitment, front line, outlook and trust in you."
)
"""Among what the largest changes were looked for, told wherever they are."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One exact cause of a change: its entry in the ledger, its size in the variable's own unit, and both in words."""

    entry: Entry
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One element's change in one turn, with its exact causes, the largest first; `rest` is what the others come to together.

    Trust is told by the causes of its two parts, each in its share.
    """

    variable: str
    index: tuple[int, ...]
    turn: int
    before: float
    after: float
    pulls: tuple[Pull, ...]
    rest: float
    n_rest: int
    text: str
    rest_text: str

    @property
    def size(self) -> float:
        """How far it went, without direction."""
        return abs(self.after - self.before)


def changes(session: Session) -> tuple[Change, ...]:
    """The largest single-quarter changes of levels that matter, one of each kind. Raises `StillRunning` before the end."""
    opened(session)
    place, lead = session.place, session.place.lead
    partners = [number for number in range(len(place.agencies)) if number != lead]
    elements: list[tuple[str, tuple[int, ...]]] = [("energy", ()), ("credibility", ()), ("user_trust", ()), ("cover", (lead,))]
    elements += [(name, (number,)) for name in ("buy_in", "frontline", "outlook") for number in partners]
    elements += [("trust", (number, lead)) for number in partners]
    largest: dict[str, tuple[float, tuple[int, ...], int]] = {}
    for name, index in elements:
        values = [_value(session, turn, name, index) for turn in (0, *programme(session))]
        for turn, (one, other) in enumerate(pairwise(values), 1):
            if name not in largest or abs(other - one) > largest[name][0]:
                largest[name] = abs(other - one), index, turn
    ranked = sorted((one for one in largest.items() if one[1][0] > 0.0), key=lambda one: -one[1][0])[:LARGEST]
    return tuple(_change(session, name, index, turn) for name, (_, index, turn) in ranked)


def _value(session: Session, turn: int, name: str, index: tuple[int, ...]) -> float:
    state = session.states[turn]
    if name != "trust":
        return level(state, name, *index)
    return trust_by_parts(session, state, *index)


def _change(session: Session, name: str, index: tuple[int, ...], turn: int) -> Change:
    dues = due_turns(session)
    then = session.place.as_of(turn)  # an agency that has given way to others since has the name it had
    before, after = (_value(session, number, name, index) for number in (turn - 1, turn))
    found = _exact(session, name, index, turn)
    pulls, taught = [], set[str]()
    n_felt = sum(abs(size) >= FELT * abs(found[0][1]) for _, size in found[:CAUSES_EACH])
    # A single cause beyond these is told as they are, and not as a rest; one that is nothing in words is not told.
    n_told = n_felt + (len(found) == n_felt + 1 and is_told(name, found[n_felt][1]))
    for entry, size in found[:n_told]:
        place = session.place if entry.source is not None and entry.source[0].startswith("succeeded") else then
        lesson, level_then = cause.lesson(place, entry.cause), stood(session.ledgers[turn], entry)
        went = moved(session.ledgers[turn], session.ledgers[turn - 1], entry)
        telling = cause.brief if lesson and lesson in taught else cause.sentence  # what a rule says of the world is said once
        told = telling(place, entry.cause, entry.index, entry.source, dues, stood=level_then, moved=went)
        taught.add(lesson)
        pulls.append(Pull(entry, size, f"{exactly(then, name, index, size)}. {full_stop(capital(told))}"))
    rest, n_rest = sum(size for _, size in found[n_told:]), len(found[n_told:])
    text = say(
        "{what}: from {before} to {after} in {quarter}.",
        what=capital(variable.name(then, name, index)),
        before=variable.value(name, before),
        after=variable.value(name, after),
        quarter=quarter.name(session.place, turn),
    )
    is_rest = bool(n_rest) and is_told(name, rest)
    rest_text = (
        say("{size}. The other {n_rest} causes together.", size=exactly(then, name, index, rest), n_rest=how_many(n_rest))
        if is_rest
        else ""
    )
    return Change(name, index, turn, before, after, tuple(pulls), rest, n_rest, text, rest_text)


def _exact(session: Session, name: str, index: tuple[int, ...], turn: int) -> list[tuple[Entry, float]]:
    """The causes of one change, exact, the largest first; trust by those of its two parts."""
    if name != "trust":
        return summed(session.exact(name, index, turn + 1))
    found = [
        (entry, share * size)
        for part, share in trust_parts(session)
        for entry, size in summed(session.exact(part, index, turn + 1))
    ]
    return sorted(found, key=lambda pair: -abs(pair[1]))
