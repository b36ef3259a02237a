"""Promises: who promised whom what, by when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.briefing.sight import seen
from game.core.observe import View
from game.core.promise import EMPTY, OPEN, STATUS_NAMES
from game.play.session import Session
from game.translation import later, say
from game.words import level, promise, quarter
from game.words.grammar import capital

KEPT_BY: Final = {"visit": "time", "money": "money", "protocol": "broker"}
"""The kind of token that keeps, or helps to keep, each kind of promise that the lead makes with its attention."""
_KEEPING: Final = {
    "visit": later("time with them keeps it"),
    "money": later("a token of money for their share keeps it"),
    "protocol": later("kept when all of them are signed; bringing them together brings that nearer"),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise that has been made.

    Arguments:
        number: its slot.
        id: its id.
        kind: what settles it: visit, money, protocol, delivery or condition.
        giver: the number of the agency that gave its word.
        receiver: the number of the agency that was given it.
        what: what was promised: `a visit`.
        due: the turn at whose end it falls due.
        by: the same as a quarter's name.
        status: what became of it, in a word: `open`, `kept`, `broken`.
        said: who promised whom what by when, without a full stop.
        is_open: whether it can still be kept.
        is_own: whether the seat that is told gave it.
        is_leads: whether the lead gave it.
        turn: the turn that is about to be played.
        made: the turn in which it was made.
        hangs: how much hangs on it, in words.
        is_over: whether the programme is over, so that nobody can keep it any more.
        is_after: whether it falls due when the programme is over.
        later: what became of it after the programme had ended, with the quarter; nothing where nothing did.
    """

    number: int
    id: str
    kind: str
    giver: int
    receiver: int
    what: str
    due: int
    by: str
    status: str
    said: str
    is_open: bool
    is_own: bool
    is_leads: bool
    turn: int
    made: int
    hangs: str
    is_over: bool
    is_after: bool = False
    later: str = ""

    @property
    def is_late(self) -> bool:
        """Whether this quarter is the last in which it can still be kept."""
        return self.is_open and self.due < self.turn and not self.is_over

    @property
    def is_due(self) -> bool:
        """Whether it falls due at the end of this quarter."""
        return self.is_open and self.due == self.turn and not self.is_over

    @property
    def kept_by(self) -> str:
        """The kind of token with which the lead keeps it; nothing after the end, of another's, or where another is told of it."""
        return KEPT_BY.get(self.kind, "") if self.is_own and self.is_leads and not self.is_over else ""

    @property
    def how(self) -> str:
        """What would keep it, in words; nothing where it is not the lead's own, or another is told of it."""
        return say(_KEEPING.get(self.kind, "")) if self.is_own and self.is_leads and not self.is_over else ""

    @property
    def when(self) -> str:
        """What is to be said of its time: that it is late, or falls due now; or nothing."""
        if self.is_over and self.is_open:
            if self.later:
                return say("It was still open when the programme ended, and {later}.", later=self.later)
            return say("It was still open when the programme ended, and was never settled.")
        if self.is_late:
            if self.is_own and self.is_leads:
                return say("it is late, and this quarter is the last in which it can still be kept, or owned up to.")
            return say("it is late, and this quarter is the last in which it can still be kept.")
        if self.is_due:
            return say("It falls due at the end of this quarter.")
        return say("It falls due after the programme has ended.") if self.is_open and self.is_after else ""

    @property
    def sentence(self) -> str:
        """The promise as a whole sentence or two, with what became of it or what would keep it."""
        if not self.is_open:
            return f"{self.said} ({self.status})."
        if self.is_late:
            return f"{self.said}: {self.when}"
        how = f": {self.how}" if self.how else ""
        return f"{self.said}{how}. {self.when}".rstrip()


def promises(session: Session, seat: int | None = None) -> tuple[Promise, ...]:
    """The promises a seat knows of, the lead unless told otherwise, the open ones first; after the end, everybody's."""
    view = session.view(seat=seat)
    own = [one for one in _made(session, view) if session.is_over or view.seat in (one.giver, one.receiver)]
    still = sorted((one for one in own if one.is_open), key=lambda one: one.due)
    return (*still, *(one for one in own if not one.is_open))


def between(session: Session, agency: int, seat: int | None = None) -> tuple[Promise, ...]:
    """Every promise between a seat, the lead unless told otherwise, and one agency."""
    view = session.view(seat=seat)
    return tuple(one for one in _made(session, view) if {one.giver, one.receiver} == {view.seat, agency})


def due_turns(session: Session, seat: int | None = None) -> dict[str, float]:
    """When each promise that a seat knows of falls or fell due, by its id; the lead where None."""
    view = session.view(seat=seat)
    return {terms.id: _term(session, view, "promise_due", number) for number, terms in enumerate(session.place.promises)}


def _made(session: Session, view: View) -> list[Promise]:
    every = range(len(session.place.promises))
    return [_promise(session, view, number) for number in every if _status(session, view, number) != EMPTY]


def _promise(session: Session, view: View, number: int) -> Promise:
    place, status = session.place, _status(session, view, number)
    due = round(_term(session, view, "promise_due", number))
    size = level.in_words("promise_size", _term(session, view, "promise_size", number))
    terms = place.promises[number]
    return Promise(
        number,
        terms.id,
        terms.kind,
        terms.giver,
        terms.receiver,
        promise.what(place, terms, view.seat),
        due,
        quarter.name(place, due) if due else "",
        promise.status(status) if session.is_over else promise.status_as_told(place, terms, status, view.seat),
        capital(promise.sentence(place, number, due, view.seat)),
        status == OPEN,
        terms.giver == view.seat,
        terms.giver == place.lead,
        session.turn,
        round(_term(session, view, "promise_made", number)),
        say("{size} hangs on it", size=capital(size)),
        session.is_over,
        due > place.turns,
        _later(session, number) if session.is_over and status == OPEN else "",
    )


def _later(session: Session, number: int) -> str:
    """What became of a promise that was still open when the programme ended: `kept afterwards, in 2012 Q1`."""
    word, turn = settled_later(session, number)
    return say("{word} afterwards, in {quarter}", word=say(word), quarter=quarter.name(session.place, turn)) if word else ""


def settled_later(session: Session, number: int) -> tuple[str, int]:
    """What became of a promise after the end of the programme, and in which turn; nothing and 0 where nothing did.

    A promise may fall due after the last quarter that is played: whoever is still there keeps it, or does not.
    """
    for turn in range(session.last_turn_played + 1, len(session.ledgers)):
        for happening in session.ledgers[turn].told():
            is_it = happening.kind == "promise" and promise.number_of(session.place, happening.name) == number
            if is_it and happening.text in STATUS_NAMES:
                return happening.text, turn
    return "", 0


def _term(session: Session, view: View, variable: str, number: int) -> float:
    """Something of a promise, as far as its seat knows of it; after the end, of any."""
    return float(session.state[variable][number, 0]) if session.is_over else seen(view, variable, number)


def _status(session: Session, view: View, number: int) -> int:
    """What became of a promise, as far as it was told; after the end, as it really was."""
    if session.is_over:
        return round(float(session.states[session.last_turn_played]["promise_status"][number, 0]))
    return round(seen(view, "promise_status", number))
