"""A round table as one seat of it is shown it, on a device that has joined: what it decides is sent to the workshop.

Everything that reads a table reads this one as well; of other seats it holds who sits there, who has decided, what was revealed,
and the promises between them and this seat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from game.core.decision import Refusal
from game.core.observe import PUBLIC
from game.play.ballot import Round, VoteTally
from game.play.message import Message, PlanPart, PromisePart, RoundPart, SeatPart
from game.play.plan import Plan
from game.play.round_table import RoundTable
from game.play.seat_promise import SeatPromise
from game.play.wire import Garbled
from game.translation import say

if TYPE_CHECKING:
    from game.core.place import Place
    from game.play.session import Session

Send = Callable[..., Refusal | None]
"""Sends a deed with its fields: `send("vote", dilemma=..., option=...)`."""


class JoinedTable(RoundTable):
    """One round table, as one seat of it is shown it.

    Arguments:
        session: its game.
        place: where it is played.
        seat: the number of the seat's agency; PUBLIC for whoever watches.
        part: what the workshop says of the table.
        rounds: the quarters that were revealed.
        message: what the workshop says of where the table stands, and of what the seat has decided, as a form carries it.
        send: what takes a deed to the workshop.

    Raises:
        Garbled: what is said does not fit the place.
    """

    def __init__(  # the table is convened elsewhere, so not by RoundTable's own
        self, session: Session, place: Place, seat: int, part: SeatPart, rounds: Sequence[Round], message: Message, send: Send
    ) -> None:
        self._session = session
        own = self._seat = place.agencies[seat].id if seat != PUBLIC else ""
        self._part = part
        self._shown = message.shown
        self._send = send
        self._before: list[list[SeatPromise]] = []
        self._public = 0
        self._own: Counter[str] = Counter()
        ids = place.agency_ids
        if not {*part.seated, *part.ready} <= set(ids):
            raise Garbled(say("seats what this place does not have"))
        self.codes = {own: part.code} if own else {}
        self.seated = list(part.seated)
        self.rounds = list(rounds)
        self.reflections = {}
        self.plans = {one: Plan(is_ready=True) for one in part.ready}
        if own:
            self.plans[own] = plan_of_part(place, part.plan, is_ready=own in part.ready)
        # A seat that has decided is told that it waits: for the others, who can still decide.
        kind = message.status.kind
        self.is_open = kind == "open" or (kind == "waiting" and own in part.ready)
        self.promises = [_promise(place, one) for one in part.words]

    @property
    def seat(self) -> str:
        """The id of the agency whose seat this is; nothing for whoever watches."""
        return self._seat

    @property
    def is_mirror(self) -> bool:
        """Whether another device decides for the seat, and this one sees what it sees."""
        return self._part.role == "mirrors"

    def sit(self, seat: str, *, is_person: bool) -> Refusal | None:  # noqa: ARG002 - as RoundTable's
        """Refused: who sits where is the workshop's."""
        return _elsewhere()

    def vote(self, seat: str, dilemma: str, option: str | None) -> Refusal | None:
        """Casts the seat's vote, or takes it back, where the workshop agrees."""
        was = self.plan(self._seat).votes.get(dilemma, "")
        return self._not_own(seat) or self._send("vote", dilemma=dilemma, option=option or "abstain", was=was)

    def pledge(self, seat: str, share: float | None) -> Refusal | None:
        """Pledges a share of what the agency could move, or leaves it to go on by itself."""
        said = "as-it-goes" if share is None else f"{share:g}"
        return self._not_own(seat) or self._send("pledge", share=said, was=self._part.pledge)

    def share(self, seat: str, ways: Mapping[str, Any]) -> Refusal | None:
        """Says how the agency shares with others."""
        fields = {f"with-{other}": str(how) for other, how in ways.items()}
        return self._not_own(seat) or self._send("share", was=self._part.sharing, **fields)

    def give_word(self, seat: str, to: str, kind: str, what: Any, due: int) -> Refusal | None:
        """Promises something to another seat; see `SeatPromise` for the arguments."""
        match kind:
            case "pledge":
                said, text = f"pledge {float(what):g}", ""
            case "vote":
                said, text = f"vote {' '.join(what)}", ""
            case "words":
                said, text = kind, str(what)
            case _:
                said, text = kind, ""
        return self._not_own(seat) or self._send("give-word", to=to, what=said, due=str(due), text=text)

    def judge(self, seat: str, number: int, *, is_kept: bool) -> Refusal | None:
        """Says of a promise in words that is due whether it was kept."""
        return self._not_own(seat) or self._send("judge", word=str(number), kept="yes" if is_kept else "no")

    def ready(self, seat: str, *, is_ready: bool) -> Refusal | None:
        """Says that the seat has decided, or has not after all."""
        shown = self._shown if is_ready else ""
        return self._not_own(seat) or self._send("ready", decided=shown, **{"is": "yes" if is_ready else "no"})

    def close(self) -> Refusal | None:
        """Says that the seat has decided: the quarter closes when the last has."""
        return self.ready(self._seat, is_ready=True)

    def undo(self) -> Refusal | None:
        """Refused: it is the facilitator who takes a quarter back."""
        return _elsewhere()

    def _not_own(self, seat: str) -> Refusal | None:
        if not self._seat:
            watches = say("You see what everybody sees; what they decide is revealed together.")
            return Refusal("watches", say("This device watches."), watches, say("Join again with --seat to take a seat."))
        if seat == self._seat:
            return None
        return Refusal("not_own", say("This device plays another seat."), say("It plays “{seat}”.", seat=self._seat))


def _elsewhere() -> Refusal:
    return Refusal("not_here", say("In a workshop the room does that."), say("Nothing has changed."))


def plan_of_part(place: Place, part: PlanPart, *, is_ready: bool = False) -> Plan:
    """What a seat decided. Raises `Garbled` where it does not fit the place."""
    for dilemma, option in part.votes.items():
        _option(place, dilemma, option)
    if not set(part.sharing) <= set(place.agency_ids):
        raise Garbled(say("shares with whom this place does not have"))
    return Plan(dict(part.votes), part.pledge, dict(part.sharing), is_ready)


def round_of_part(place: Place, part: RoundPart) -> Round:
    """A quarter that was revealed. Raises `Garbled` where it does not fit the place."""
    ids = set(place.agency_ids)
    if not {*part.plans, *part.seated} <= ids:
        raise Garbled(say("reveals what seats decided that this place does not have"))
    for one in part.tallies:
        for option in (*one.weights, one.taken, *one.lost):
            _option(place, one.dilemma, option)
    return Round(
        {seat: plan_of_part(place, plan) for seat, plan in part.plans.items()},
        tuple(part.seated),
        tuple(VoteTally(one.dilemma, dict(one.weights), one.taken, one.why, tuple(one.lost)) for one in part.tallies),
    )


def _promise(place: Place, part: PromisePart) -> SeatPromise:
    if not {part.giver, part.receiver} <= set(place.agency_ids) or part.giver == part.receiver:
        raise Garbled(say("promises between seats that this place does not have"))
    what = part.what
    is_whole = {
        "pledge": isinstance(what, int | float),
        "sharing": what is None,
        "vote": isinstance(what, list),
        "words": isinstance(what, str),
    }[part.kind]
    if not is_whole or not 1 <= part.due <= place.turns:
        raise Garbled(say("promises what cannot be promised"))
    if isinstance(what, list):
        _option(place, *what)
    return SeatPromise(part.number, part.giver, part.receiver, part.kind, what, part.made, part.due, part.status, part.said_kept)


def _option(place: Place, dilemma: str, option: str) -> None:
    known = next((one for one in place.dilemmas if one.id == dilemma), None)
    if known is None or option not in {one.id for one in known.options}:
        raise Garbled(say("votes for what this place does not have"))


def seat_table(session: Session) -> JoinedTable:
    """The round table of a seat that is played here, as the seat knows it now. Raises `TypeError` for any other game."""
    if not isinstance(session.round_table, JoinedTable):
        raise TypeError("This is no seat of a round table.")
    return session.round_table
