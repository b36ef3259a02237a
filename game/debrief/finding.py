"""What every finding has: its evidence in the ledger, and the rule that the books stay closed while the programme runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from game.core.ledger import Cause
from game.core.observe import stood
from game.core.place import Place
from game.core.state import State
from game.play.session import Session
from game.translation import say
from game.words import cause as causes
from game.words.variable import name


class StillRunning(Exception):  # noqa: N818 - it says what is so
    """A debrief was asked for while there is still something to decide."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            say(
                "{title} is in quarter {turn}: the books are opened when the programme has ended. Play on to the end, or "
                "look at what the leading seat sees.",
                title=session.place.title,
                turn=session.turn,
            )
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the ledger: in `turn`, `cause` moved one element of a variable by `size`, in the variable's own unit.

    `element` is its name in words, `text` the cause in words.
    """

    turn: int
    variable: str
    index: tuple[int, ...]
    size: float
    cause: Cause
    element: str
    text: str


@dataclass(frozen=True, slots=True)
class Summed:
    """What one cause did to one element over several turns, in the variable's own unit, and the turns in which it did."""

    cause: Cause
    size: float
    turns: tuple[int, ...]
    text: str


def opened(session: Session) -> None:
    """Makes sure that a game is over, before its books are read. Raises `StillRunning` if it is not."""
    if not session.is_over:
        raise StillRunning(session)


def programme(session: Session) -> range:
    """The turns in which the programme ran."""
    return range(1, session.last_turn_played + 1)


def at_end(session: Session) -> State:
    """The state when the programme ended."""
    return session.states[session.last_turn_played]


def level(state: State, variable: str, *index: int) -> float:
    """One element of the one playthrough."""
    return float(state[variable][(*index, 0)])


def evidence(session: Session, turns: Iterable[int], wanted: Callable[[Cause], bool], named: str = "") -> Iterator[Evidence]:
    """Every entry of some turns whose cause is wanted, in the order in which they were made; of one name alone if it is given."""
    for turn in turns:
        ledger = session.ledgers[turn]
        for block in map(ledger.blocks.__getitem__, ledger.by_cause(named)) if named else ledger.blocks:
            if wanted(block.cause):
                for index, size in block.elements():
                    yield _entry(session.place.as_of(turn + 1), turn, block.variable, index, size, block.cause)


def _entry(place: Place, turn: int, variable: str, index: tuple[int, ...], size: float, cause: Cause) -> Evidence:
    return Evidence(turn, variable, index, size, cause, name(place, variable, index), causes.brief(place, cause, index))


def summed(session: Session, turns: Iterable[int], variable: str, index: tuple[int, ...]) -> tuple[Summed, ...]:
    """What moved one element over some turns, cause by cause, the largest first; together they are its whole change."""
    found: dict[tuple[str, str, str, str], tuple[Cause, float, list[int], str]] = {}
    for turn in turns:
        for entry in session.ledgers[turn].entries(variable, index):
            key = _key(entry.cause)
            if key not in found:
                text = causes.brief(session.place, entry.cause, index, entry.source)
                found[key] = (entry.cause, 0.0, [], text)
            cause, size, when, text = found[key]
            found[key] = (cause, size + entry.size, when if when and when[-1] == turn else [*when, turn], text)
    items = [Summed(cause, size, tuple(when), text) for cause, size, when, text in found.values()]
    return tuple(sorted(items, key=lambda one: -abs(one.size)))


def on_average(session: Session, one: Summed, variable: str, index: tuple[int, ...]) -> Summed:
    """As `summed`; where a cause is a level that stood so high, its words say how high it stood on average.

    Arguments:
        session: a game that is over.
        one: a cause of `summed`.
        variable: what it moved.
        index: which element of it.
    """
    ledgers = [session.ledgers[turn] for turn in one.turns]
    entries = [(ledger, entry) for ledger in ledgers for entry in ledger.entries(variable, index)]
    alike = [(ledger, entry) for ledger, entry in entries if _key(entry.cause) == _key(one.cause)]
    heights = [height for ledger, entry in alike if (height := stood(ledger, entry)) is not None]
    if not heights:
        return one
    mean, source = sum(heights) / len(heights), alike[0][1].source
    text = causes.brief(session.place, one.cause, index, source, stood=mean, is_mean=len(heights) > 1)
    return replace(one, text=text)


def _key(cause: Cause) -> tuple[str, str, str, str]:
    """What makes two causes one, in whichever quarter and with whatever evidence."""
    return cause.kind, cause.name, cause.term, cause.because


def trust_parts(session: Session) -> tuple[tuple[str, float], ...]:
    """What trust is made of, and in which shares."""
    parameters = {**session.place.parameters, **session.parameters}
    return ("purpose", parameters["purpose_share"]), ("confidence", parameters["confidence_share"])


def trust_by_parts(session: Session, state: State, one: int, other: int) -> float:
    """The trust of one agency in another from its parts as they stand in a state.

    The variable `trust` is read from them before leaders leave and news comes, so it has what those did a quarter later.
    """
    return sum(share * level(state, part, one, other) for part, share in trust_parts(session))
