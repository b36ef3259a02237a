"""Why something moved, as far as its leader could know, each cause with what lies behind it; after the end, exactly.

A cause leads on to the element it came from, which can be asked about in turn, or to a sentence that says why the thread ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from game.briefing.promises import due_turns
from game.briefing.result import FIRST_SEEN, change
from game.briefing.sight import Asked
from game.core.ledger import Cause, Entry
from game.core.observe import Known, Rough, moved, stood
from game.core.place import Place
from game.core.variables import VARIABLES
from game.play.session import Session
from game.translation import later, say
from game.words import cause, level, members, quarter, variable
from game.words.beside import told_to
from game.words.grammar import capital, full_stop

LEAST_TOLD: Final = 0.0005  # less would be printed as 0.0 of 100
LEAST_COUNTED: Final = 0.05  # less would be printed as 0.0
MOST_IN_PARTS: Final = 10  # of so many people and more, parts of one say nothing

Kind = Literal["moved", "exact", "stands", "first seen", "unseen"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a change.

    Arguments:
        direction: 1 where it moved it up, -1 down.
        rough: how far, roughly; None where `amount` is known.
        amount: how far exactly, in the unit of what moved; None where that cannot be known. While a game is played it is known
            of money that the seat has the books of.
        size: how far and in which direction, in words: `Up a fair bit`, or exactly: `Up 4.2 of 100`, `Down £20,000`.
        sentence: what it was.
        lesson: what its rule says of the world; empty where there is none, or an earlier cause of the answer has said it.
        evidence: the ids of what in the sources it rests on.
        rule: the name of the rule, option, token or event.
        kind: which of these it is.
        turn: in which turn it came about.
        behind: what to ask next, and of which turn; None where the thread ends.
        ends: why it ends, a sentence; empty where it goes on.
    """

    direction: int
    rough: Rough | None
    amount: float | None
    size: str
    sentence: str
    lesson: str
    evidence: tuple[str, ...]
    rule: str
    kind: str
    turn: int
    behind: tuple[Asked, int] | None
    ends: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be told of one element in one turn.

    Arguments:
        asked: the element.
        turn: the turn in which it moved; 0 for how it stood before anything was played.
        kind: what kind of answer this is. `moved` has the causes a leader could know, `exact` all of them; `stands`, `first
            seen` and `unseen` have none.
        heading: what moved, or how it stands, a sentence; empty where nothing can be said.
        reasons: the causes, the largest first.
        note: what is to be said of causes that are not told, or nothing.
        before: its value before the turn, in its own unit; None where there is none to be seen.
        after: its value afterwards.
    """

    asked: Asked
    turn: int
    kind: Kind
    heading: str
    reasons: tuple[Reason, ...] = ()
    note: str = ""
    before: float | None = None
    after: float | None = None


def why(session: Session, asked: Asked, turn: int, seat: int | None = None) -> Answer:
    """What moved one element in a turn.

    Arguments:
        session: the game.
        asked: the variable and which element of it.
        turn: a turn that has been played; 0 for how things stood at the start.
        seat: who asks; the lead where None.
    """
    if session.is_over:
        return _exact(session, asked, turn)
    return _known(session, asked, turn, seat) if turn else _at_start(session, asked, seat)


def _known(session: Session, asked: Asked, turn: int, seat: int | None) -> Answer:
    place = session.place.as_of(turn + 1)
    found = session.why(*asked, turn + 1, seat)
    if found is None:
        return _unseen(session, asked, turn, seat)
    if turn == 1 and asked[0] in FIRST_SEEN:
        value = variable.value_of(place, *asked, found.after)
        heading = say(
            "{what}: {value}, in {quarter}.",
            what=capital(variable.name(place, *asked, seat)),
            value=value,
            quarter=quarter.name(place, turn),
        )
        first = say(
            "Nothing of it could be seen before {quarter}, so nothing can be said to have moved it.",
            quarter=quarter.name(place, turn),
        )
        return Answer(asked, turn, "first seen", heading, note=_then(first, _could(place, asked[0], seat)), after=found.after)
    heading = say("In {quarter}, {change}.", quarter=quarter.name(place, turn), change=change(place, found, seat))
    lesson, dues = _Lesson(), due_turns(session, seat)
    reasons: dict[tuple[str, int], Reason] = {}
    for known in found.causes:
        words = cause.brief(place, known.cause, known.index, known.source, dues, seat, stood=known.stood, moved=known.moved)
        said = full_stop(capital(words))
        same = reasons.get((said, known.sign))
        amount = None if known.pounds is None else known.pounds * known.sign
        if same is not None:
            if same.amount is not None and amount is not None:  # two movements of money told in the same words are one sum
                whole = same.amount + amount
                reasons[said, known.sign] = replace(same, amount=whole, size=exactly(place, *asked, whole))
            continue
        if amount is not None:
            size = exactly(place, *asked, amount)
        else:
            size = say("Up {how_far}" if known.sign > 0 else "Down {how_far}", how_far=say(level.HOW_FAR[known.rough]))
        behind, ends = _behind(session, known, seat)
        reasons[said, known.sign] = Reason(
            known.sign,
            known.rough if amount is None else None,
            amount,
            size,
            said,
            lesson.of(place, known.cause, seat),
            known.cause.evidence,
            known.cause.name,
            known.cause.kind,
            known.turn,
            behind,
            ends,
        )
    note = "" if found.causes else _then(say("Nothing you know of moved it."), _could(place, asked[0], seat))
    if found.has_hidden:
        note = say("Something else was at work that you cannot see from where you sit.")
    return Answer(asked, turn, "moved", heading, tuple(reasons.values()), note, found.before, found.after)


class _Lesson:
    """What a rule says of the world, told once in an answer and not with each of its causes."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def of(self, place: Place, one: Cause, seat: int | None = None) -> str:
        lesson = cause.lesson(place, one, seat)
        if lesson in self._told:
            return ""
        self._told.add(lesson)
        return lesson


def _at_start(session: Session, asked: Asked, seat: int | None) -> Answer:
    """How something stands before anything has moved it."""
    found = session.why(*asked, 1, seat)
    if found is None:
        return _unseen(session, asked, 0, seat)
    named, could = capital(variable.name(session.place, *asked, seat)), _could(session.place, asked[0], seat)
    if asked[0] in FIRST_SEEN:
        return Answer(asked, 0, "first seen", say("{what}: to be seen once a quarter has been played.", what=named), note=could)
    stands = say(
        "{what}: {value}, as it stood at the start.",
        what=named,
        value=variable.value_of(session.place, *asked, found.after),
    )
    return Answer(asked, 0, "stands", stands, note=could, after=found.after)


def _could(place: Place, asked: str, seat: int | None) -> str:
    """What can move something, where nothing has yet; nothing where no rule is known for it."""
    told = " ".join(cause.movers(place, asked, seat))
    if not told and cause.is_left_to_decisions(asked):
        return say("What can move it: what you and others decide, and what comes from outside.")
    return say("What can move it: {rules}", rules=f"{told[0].lower()}{told[1:]}") if told else ""


def _then(first: str, second: str) -> str:
    return f"{first} {second}".strip()


def _unseen(session: Session, asked: Asked, turn: int, seat: int | None) -> Answer:
    named = capital(variable.name(session.place, *asked, seat))
    return Answer(
        asked,
        turn,
        "unseen",
        say("{what}: you cannot see that from where you sit, only what comes of it. The debrief opens it.", what=named),
    )


# What is so for one quarter, and is over with it.
_PASSING: Final = {
    "left": later("A leader went to another post, or away. That was luck, or had reasons of its own."),
    **dict.fromkeys(
        ("time_spent", "backed", "confronted", "listening", "briefing", "resting"),
        later("That is where your own attention went; the thread ends there."),
    ),
}
ENDS: Final = {
    "option": later("That was your own decision; the thread ends there."),
    "attention": later("That is where your own attention went; the thread ends there."),
    "promise": later("That was somebody's word, and is among the promises."),
    "event": later("That came from outside; the thread ends there."),
    "later": later("That followed from something you chose earlier."),
    "chance": later("That was luck."),
    "seat": later("A seat decided that at the table; the thread ends there."),
}
"""Why a thread ends at a cause, by the cause's kind."""


def _behind(session: Session, known: Known, seat: int | None) -> tuple[tuple[Asked, int] | None, str]:
    """Where a cause leads when it is asked about in turn, or why it leads nowhere."""
    source, turn = cause.behind(known.cause, known.source, known.turn)
    if known.variable == "pot" and source == ("work", ()):
        source = None  # what the pot paid is the same sum seen from the other side: it would lead back here
    elif source is not None:
        ends = told_to(session.place, seat, _PASSING.get(source[0], ""))
        return (None, ends) if ends else ((source, turn), "")
    linked = cause.linked(session.place, known.cause, known.index)
    if known.cause.kind == "rule" and linked is not None:
        named = capital(variable.name(session.place, *linked, seat))
        return None, say("{what}: what moved that, you cannot see from where you sit. The debrief opens it.", what=named)
    ends = ENDS.get(known.cause.kind, later("That is how it goes by itself; the thread ends there."))
    return None, told_to(session.place, seat, ends)


# After the end the books are open.


def _exact(session: Session, asked: Asked, turn: int) -> Answer:
    name, index = asked
    place, ledger = session.place.as_of(turn + 1), session.ledgers[turn]
    before, after = (float(state[name][(*index, 0)]) for state in (ledger.before, ledger.after))
    went = variable.moved(place, name, index, before, after)
    heading = say(
        "In {quarter}, {what} really {went}.",
        quarter=quarter.name(place, turn),
        what=variable.name(place, name, index),
        went=went,
    )
    reasons = tuple(_exact_reasons(session, asked, turn))
    note = "" if reasons else say("Nothing moved it in that quarter.")
    return Answer(asked, turn, "exact", heading, reasons, note, before=before, after=after)


def _exact_reasons(session: Session, asked: Asked, turn: int) -> Iterator[Reason]:
    name, index = asked
    lesson, dues, place = _Lesson(), due_turns(session), session.place.as_of(turn + 1)
    ledger, earlier = session.ledgers[turn], session.ledgers[turn - 1]
    for entry, size in summed(session.exact(name, index, turn + 1)):
        if not is_told(name, size):
            continue
        source, when = cause.behind(entry.cause, entry.source, turn)
        height, went = stood(ledger, entry), moved(ledger, earlier, entry)
        # What a first quarter starts from is no return to what was before.
        named = replace(entry.cause, name="") if turn == 1 and entry.cause.term == "starting value" else entry.cause
        words = cause.brief(place, named, entry.index, entry.source, dues, stood=height, moved=went)
        yield Reason(
            1 if size > 0 else -1,
            None,
            size,
            exactly(place, name, index, size),
            full_stop(capital(words)),
            lesson.of(place, entry.cause),
            entry.cause.evidence,
            entry.cause.name,
            entry.cause.kind,
            turn,
            (source, when) if source is not None else None,
            "" if source is not None else say("That is where the thread ends."),
        )


def summed(entries: list[Entry], least: float = 1e-4) -> list[tuple[Entry, float]]:
    """Exact causes, those of one name added up, the largest first; nothing smaller than `least`."""
    sizes: dict[tuple[object, ...], tuple[Entry, float]] = {}
    for entry in entries:
        if entry.cause.kind != "rounding":
            key = (entry.cause, entry.source)
            sizes[key] = (entry, sizes[key][1] + entry.size if key in sizes else entry.size)
    return sorted((one for one in sizes.values() if abs(one[1]) >= least), key=lambda one: -abs(one[1]))


def is_told(name: str, size: float) -> bool:
    """Whether the exact size of a cause would be printed as anything but nought."""
    return VARIABLES[name].unit != "level" or abs(size) >= LEAST_TOLD


def exactly(place: Place, name: str, index: tuple[int, ...], size: float) -> str:
    """The exact size of a cause: `Up 4.2 of 100`, `Down £20,000`, `Up 3.1 of 104 practices`, of people `Up 0.4` or `Up 31`."""
    direction = say("Up") if size > 0 else say("Down")
    if name == "joined" and (counted := members.part_of(place, index[0], abs(size))):
        return f"{direction} {counted}"
    if VARIABLES[name].unit == "level":
        return say("{direction} {size:.1f} of 100", direction=direction, size=abs(size) * 100)
    if VARIABLES[name].unit != "pounds" and abs(size) < LEAST_COUNTED:
        return say("{direction} less than 0.1", direction=direction)
    if VARIABLES[name].unit != "pounds" and abs(size) < MOST_IN_PARTS and abs(size - round(size)) >= LEAST_COUNTED:
        return f"{direction} {abs(size):.1f}"
    return f"{direction} {variable.value(name, abs(size))}"
