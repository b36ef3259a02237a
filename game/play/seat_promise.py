"""Promises between the seats of a round table: what one seat promised another, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.core.seats import AS_IT_GOES, SeatDecisions, Settled
from game.play.plan import HOW, Plan
from game.translation import later, say
from game.words import quarter
from game.words.grammar import agency, capital, full_stop, quoted

if TYPE_CHECKING:
    from game.core.place import Place
    from game.play.session import Session

Status = Literal["open", "kept", "broken", "left open"]

BECAME: Final[Mapping[Status, str]] = later({"open": "open", "kept": "kept", "broken": "broken", "left open": "left open"})
"""What became of a promise, for people."""

KINDS: Final = ("pledge", "sharing", "vote", "words")
"""What can be promised: a share of one's money, to open up, a vote this quarter, and anything in one's own words."""

LONGEST: Final = 200
"""Characters of a promise in one's own words."""

SIZE: Final = 0.5
"""How much hangs on a promise between seats: as much as on one that the lead gives. An assumption."""


@dataclass
class SeatPromise:
    """A promise from one seat to another.

    Arguments:
        number: counted from 1 at its table.
        giver, receiver: agency ids.
        kind: one of KINDS.
        what: for a pledge the share, from 0 to 1; for a vote `[dilemma id, option id]`; for words the text; None for sharing.
        made, due: turns; it falls due when the quarter `due` closes.
        status: what became of it.
        said_kept: what its receiver says of a promise in words; None where nothing is said yet.
    """

    number: int
    giver: str
    receiver: str
    kind: str
    what: Any
    made: int
    due: int
    status: Status = "open"
    said_kept: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self.status == "open"

    @property
    def id(self) -> str:
        """Its name in the ledger, which no promise of the place has. Digests hold it, so it stays `word` and a number."""
        return f"word {self.number}"


def promise_refusal(session: Session, promise: SeatPromise) -> Refusal | None:
    """Why a promise cannot be given, or None."""
    place = session.place
    if promise.giver == promise.receiver:
        return Refusal("to_oneself", say("A promise is given to somebody else."), say("Choose another agency."))
    if promise.kind not in KINDS:
        return Refusal("kind", say("Nothing like that can be promised."), say("Promises are: {kinds}.", kinds=", ".join(KINDS)))
    if not session.turn <= promise.due <= place.turns or (promise.kind == "vote" and promise.due != session.turn):
        return Refusal(
            "due", say("It cannot fall due then."), say("From now to quarter {turns}; a vote in this quarter.", turns=place.turns)
        )
    if promise.kind == "sharing" and (place.agency(promise.giver), place.agency(promise.receiver)) not in place.ties:
        return Refusal(
            "to",
            say("There is nothing to open up between the two of you."),
            say("Promise something else, or choose another seat."),
        )
    if not _is_whole(session, promise):
        return Refusal("what", say("It is not clear what is promised."), say("Say what, and no more than the page asks for."))
    return None


def _is_whole(session: Session, promise: SeatPromise) -> bool:
    place, what = session.place, promise.what
    match promise.kind:
        case "pledge":
            return isinstance(what, int | float) and 0.0 < what <= 1.0 and place.agency(promise.giver) != place.lead
        case "sharing":
            return what is None
        case "vote":
            table = {place.dilemmas[number].id: place.dilemmas[number] for number in session.open_dilemmas()}
            if not isinstance(what, list) or len(what) != 2 or what[0] not in table:
                return False
            return what[1] in {option.id for option in table[what[0]].options}
        case _:
            return isinstance(what, str) and 0 < len(what.strip()) <= LONGEST and what.isprintable()


def judged(session: Session, plans: Mapping[str, Plan], promises: list[SeatPromise]) -> SeatDecisions:
    """What seats decided as the engine takes it; of the promises, those that fall due now are settled in place."""
    place = session.place
    found = SeatDecisions.none_of(place)
    for seat, plan in plans.items():
        one = place.agency(seat)
        if plan.pledge is not None and one != place.lead:
            found.pledges[one] = plan.pledge
        for with_, how in plan.sharing.items():
            found.sharing[one, place.agency(with_)] = HOW[how]
    settled = []
    for promise in promises:
        if not promise.is_open or promise.due > session.turn:
            continue
        is_kept = _is_kept(session, plans.get(promise.giver, Plan()), promise)
        promise.status = "left open" if is_kept is None else "kept" if is_kept else "broken"
        if is_kept is not None:
            giver, receiver = place.agency(promise.giver), place.agency(promise.receiver)
            settled.append(Settled(promise.id, sentence(place, promise), giver, receiver, SIZE, is_kept))
    return SeatDecisions(np.where(found.pledges < 0.0, AS_IT_GOES, found.pledges), found.sharing, tuple(settled))


def _is_kept(session: Session, plan: Plan, promise: SeatPromise) -> bool | None:
    """Whether what its giver decided keeps a promise; None where its receiver has not said."""
    match promise.kind:
        case "pledge":
            gives = plan.pledge
            if gives is None:
                gives = float(session.state["giving"][session.place.agency(promise.giver), 0])
            return bool(gives >= float(promise.what) - 1e-9)
        case "sharing":
            return plan.sharing.get(promise.receiver) == "opens"
        case "vote":
            return bool(plan.votes.get(promise.what[0]) == promise.what[1])
        case _:
            return promise.said_kept


def what(place: Place, promise: SeatPromise, seat: int | None = None) -> str:
    """What was promised, to stand after `promised the police`: `to give half of what it could move`."""
    is_own = seat == place.agency(promise.giver)
    match promise.kind:
        case "pledge":
            return (
                say("to pledge {share:.0%} of what you could move", share=float(promise.what))
                if is_own
                else say("to pledge {share:.0%} of what it could move", share=float(promise.what))
            )
        case "sharing":
            return say("to open up to you") if seat == place.agency(promise.receiver) else say("to open up to it")
        case "vote":
            dilemma = place.dilemmas[place.dilemma(promise.what[0])]
            option = next(option for option in dilemma.options if option.id == promise.what[1])
            return say("to vote for {label}", label=quoted(option.label))
        case _:
            return quoted(str(promise.what))


def sentence(place: Place, promise: SeatPromise, seat: int | None = None) -> str:
    """A promise as a sentence without its full stop, told to a seat or, where None, to nobody in particular."""
    told_as = PUBLIC if seat is None else seat
    giver, receiver = (agency(place, place.agency(one), told_as) for one in (promise.giver, promise.receiver))
    return say(
        "{giver} promised {receiver} {what} by {name}",
        giver=giver,
        receiver=receiver,
        what=what(place, promise, seat),
        name=quarter.name(place, promise.due),
    )


def told(place: Place, promise: SeatPromise, seat: int | None = None) -> str:
    """A promise as a whole sentence, with what became of it."""
    said = capital(sentence(place, promise, seat))
    return full_stop(said) if promise.is_open else f"{said} ({say(BECAME[promise.status])})."
