"""The round table: people play several agencies at once, decide each for their own, and see together what all decided.

A seat votes on what is on the table, pledges money to the pot, says with whom its agency shares, and gives its word to others.
Nobody sees what another has decided until the quarter closes. Agencies without anybody in their seat are played by a stand-in;
what a stand-in decides is written into the log, so that a replay does not ask it again.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from game.core.decision import Refusal
from game.core.decision_words import to_words
from game.play.ballot import Round, VoteTally, resolve, weights
from game.play.counsel import not_on_offer
from game.play.line import Adaptive
from game.play.plan import HOW, Plan, plan_of
from game.play.policy import Memory
from game.play.reflection import Reflections, reflection_refusal
from game.play.seat_promise import SeatPromise, judged, promise_refusal
from game.play.stand_in import stand_in
from game.translation import say

if TYPE_CHECKING:
    from game.play.session import Session

MOST_OPEN = 6
"""Promises that a seat may have open at once."""


def seats_vote() -> Refusal:
    """Why nobody decides alone at a round table what its seats vote on."""
    return Refusal(
        "seats_vote",
        say("This is the game of a round table: its seats vote on that."),
        say("No one seat decides it."),
        say("It is played in a workshop; here it can be looked at, and its debrief read."),
    )


class RoundTable:
    """Who sits at a round table, and what each has decided so far this quarter.

    Arguments:
        session: its game.
        codes: what opens each seat, {agency id: code}.
    """

    def __init__(self, session: Session, codes: Mapping[str, str]) -> None:
        self._session = session
        self.codes = dict(codes)
        self.seated: list[str] = []
        """The ids of the agencies that people play, in the order in which they sat down."""
        self.plans: dict[str, Plan] = {}
        self.promises: list[SeatPromise] = []
        """Every promise between seats, in the order in which they were given."""
        self.rounds: list[Round] = []
        """What every seat decided, quarter by quarter."""
        self.reflections: dict[str, Reflections] = {}
        """What seats wrote at the questions of the debrief and showed to the table, {agency id: {question: text}}."""
        self._before: list[list[SeatPromise]] = []
        self._public = 0
        self._own: Counter[str] = Counter()

    @classmethod
    def convene(cls, session: Session, codes: Mapping[str, str]) -> Refusal | None:
        """Makes a game that of a round table, with a code for each seat, {agency id: code}; or says why not."""
        found = cls._refused(session, codes)
        if found is None:
            session.write({"do": "convene", "turn": session.turn, "codes": dict(codes)})
            session.round_table = cls(session, codes)
        return found

    @staticmethod
    def _refused(session: Session, codes: Mapping[str, Any]) -> Refusal | None:
        """Why a game cannot become one of a round table, or None."""
        if session.round_table is not None:
            return Refusal("round_already", say("This is a round table already."), say("Its seats are set."))
        if session.decided or session.pending.choices or session.pending.tokens:
            return Refusal(
                "begun", say("This table has decided something already."), say("A round table begins with the first quarter.")
            )
        if set(codes) != set(session.place.agency_ids) or not all(isinstance(code, str) for code in codes.values()):
            return Refusal(
                "codes",
                say("A round table has one seat an agency."),
                say("There are {agencies}.", agencies=len(session.place.agencies)),
            )
        return None

    # What there is to see. What it is safe to show to whom is for the briefing to say.

    def plan(self, seat: str) -> Plan:
        """What a seat has decided so far this quarter."""
        return self.plans.setdefault(seat, Plan())

    def is_seated(self, seat: str) -> bool:
        """Whether people play an agency."""
        return seat in self.seated

    is_open = True  # whether the quarter can be decided now; where a workshop keeps it, the room says so

    @property
    def waiting(self) -> list[str]:
        """The seats that people play and that are not ready yet."""
        return [seat for seat in self.seated if not self.plan(seat).is_ready]

    def version(self, seat: str) -> str:
        """What changes whenever what a seat may see of the table has changed; of no agency's seat, what all may see."""
        return f"{self._public}.{self._own[seat]}" if seat else f"{self._public}"

    def promises_of(self, seat: str) -> list[SeatPromise]:
        """The promises that a seat gave or was given."""
        return [promise for promise in self.promises if seat in (promise.giver, promise.receiver)]

    def n_changes(self, seat: str) -> int:
        """How often what a seat may see of the table has changed: it only grows, and what others decided does not show in it."""
        return self._public + self._own[seat]

    @property
    def closed_on(self) -> list[SeatPromise]:
        """Every promise between seats as it stood when the last quarter closed, before any of them was settled."""
        return self._before[-1] if self._before else []

    # What can be done.

    def sit(self, seat: str, *, is_person: bool) -> Refusal | None:
        """Gives a seat to people, or to the stand-in; what it had decided this quarter stays."""
        refused = self._seat_refusal(seat) or self._running_refusal()
        if refused is None and is_person != self.is_seated(seat):
            self._write({"do": "seat", "seat": seat, "is": "person" if is_person else "model"})
            if is_person:
                self.seated.append(seat)
            else:
                self.seated.remove(seat)
                self.plan(seat).is_ready = False
            self._public += 1
        return refused

    def vote(self, seat: str, dilemma: str, option: str | None) -> Refusal | None:
        """Casts a seat's vote on a dilemma that is on the table; None takes it back."""
        session = self._session
        refused = self._seat_refusal(seat) or self._running_refusal()
        if refused is None:
            refused = not_on_offer(session.place, session.open_dilemmas(), dilemma, option)
        if refused is not None:
            return refused
        self._write({"do": "vote", "seat": seat, "dilemma": dilemma, "option": option})
        self.plan(seat).votes.pop(dilemma, None)
        if option is not None:
            self.plan(seat).votes[dilemma] = option
        self._own[seat] += 1
        return None

    def pledge(self, seat: str, share: float | None) -> Refusal | None:
        """Pledges a share, from 0 to 1, of what a seat's agency could move; None leaves it to go on by itself."""
        refused = self._seat_refusal(seat) or self._running_refusal() or self._pledge_refusal(seat, share)
        if refused is None:
            self._write({"do": "pledge", "seat": seat, "share": share})
            self.plan(seat).pledge = share
            self._own[seat] += 1
        return refused

    def _pledge_refusal(self, seat: str, share: object) -> Refusal | None:
        place = self._session.place
        if place.agency(seat) == place.lead:
            return Refusal(
                "lead_pays", say("The lead's money goes by options and attention."), say("Its seat pledges nothing besides.")
            )
        if share is not None and not (isinstance(share, int | float) and 0.0 <= share <= 1.0):
            return Refusal(
                "share", say("That is no pledge."), say("A pledge is a share from 0 to 1 of what the agency could move.")
            )
        return None

    def share(self, seat: str, ways: Mapping[str, Any]) -> Refusal | None:
        """Says how a seat's agency shares with others this quarter, {agency id: one of HOW}; with all others as it was said."""
        refused = self._seat_refusal(seat) or self._running_refusal()
        if refused is not None:
            return refused
        place = self._session.place
        for with_, how in ways.items():
            if with_ not in place.agency_ids or (place.agency(seat), place.agency(with_)) not in place.ties:
                return Refusal(
                    "sharing", say("It shares nothing with them that matters."), say("Choose one of those on the page.")
                )
            if how not in HOW:
                return Refusal("sharing", say("That is no way to share."), say("Ways to share: {ways}.", ways=", ".join(HOW)))
        self._write({"do": "share", "seat": seat, "ways": dict(ways)})
        for with_, how in ways.items():
            self.plan(seat).share(with_, how)
        self._own[seat] += 1
        return None

    def give_word(self, seat: str, to: str, kind: str, what: Any, due: int) -> Refusal | None:
        """Promises something from one seat to another; see `SeatPromise` for the arguments."""
        refused = self._seat_refusal(seat) or self._seat_refusal(to) or self._running_refusal()
        if refused is not None:
            return refused
        mine = [promise for promise in self.promises if promise.giver == seat and promise.is_open]
        if len(mine) >= MOST_OPEN:
            return Refusal(
                "too_many",
                say("{n} promises of yours are open.", n=len(mine)),
                say("{most} are kept at most at a time.", most=MOST_OPEN),
            )
        promise = SeatPromise(len(self.promises) + 1, seat, to, kind, what, self._session.turn, due)
        refused = promise_refusal(self._session, promise)
        if refused is None:
            self._write({"do": "give_word", "seat": seat, "to": to, "kind": kind, "what": what, "due": due})
            self.promises.append(promise)
            self._own.update((seat, to))
        return refused

    def judge(self, seat: str, number: int, *, is_kept: bool) -> Refusal | None:
        """Says of a promise in its giver's own words whether it was kept: for whoever was given it, when it is due."""
        found = self.promises[number - 1] if 0 < number <= len(self.promises) else None
        if found is None or found.receiver != seat or not found.is_open or found.kind != "words":
            return Refusal(
                "no_word", say("There is no promise like that for you to judge."), say("Choose one of those on the page.")
            )
        if found.due > self._session.turn:
            return Refusal(
                "not_due", say("It is not due yet."), say("Say whether it was kept in the quarter in which it falls due.")
            )
        self._write({"do": "judge", "seat": seat, "word": number, "is_kept": is_kept})
        found.said_kept = is_kept
        self._own.update((seat, found.giver))
        return None

    def ready(self, seat: str, *, is_ready: bool) -> Refusal | None:
        """Says that a seat has decided, or has not after all. When the last has, the table may be closed."""
        refused = self._seat_refusal(seat) or self._running_refusal()
        if refused is None and not self.is_seated(seat):
            refused = Refusal("not_seated", say("Nobody sits there."), say("A stand-in decides for that seat."))
        if refused is None and self.plan(seat).is_ready != is_ready:
            self._write({"do": "ready", "seat": seat, "is": is_ready})
            self.plan(seat).is_ready = is_ready
            self._public += 1
        return refused

    def reflect(self, seat: str, question: str, text: str, key: str = "") -> Refusal | None:
        """Keeps what a seat wrote at a question of the debrief, in place of what was before; or says why not."""
        written = self.reflections.get(seat, Reflections())
        refused = self._seat_refusal(seat)
        refused = refused or reflection_refusal(written, question, text, key=key, is_over=self._session.is_over)
        if refused is None:
            more = {"key": key} if key else {}
            self._write({"do": "reflect", "seat": seat, "question": question, "text": text, **more})
            self.reflections.setdefault(seat, written).keep(question, text, key)
        return refused

    def close(self) -> Refusal | None:
        """Closes the quarter: what seats have decided counts, the stand-in decides for empty seats, and all is revealed."""
        refused = self._running_refusal()
        return refused or self._close(self._stood_in())

    def undo(self) -> Refusal | None:
        """Takes the last quarter back, with what each seat had decided still there, to be thought over."""
        session = self._session
        if not self.rounds:
            return Refusal("no_turn", say("This table has not ended a quarter yet."), say("There is nothing to take back."))
        last, tokens = self.rounds[-1], session.decided[-1][1]
        given = [promise for promise in self.promises if promise.made == session.turn - 1]
        refused = session.back(session.last_turn_played)
        for seat, plan in last.plans.items():
            if refused is not None or not last.is_person(seat):
                continue
            for dilemma, option in plan.votes.items():
                self.vote(seat, dilemma, option)
            if plan.pledge is not None:
                self.pledge(seat, plan.pledge)
            if plan.sharing:
                self.share(seat, plan.sharing)
        for promise in given:
            self.give_word(promise.giver, promise.receiver, promise.kind, promise.what, promise.due)
        if last.is_person(self._lead):
            for token in tokens:
                session.attend(token)
        return refused

    # How it comes about.

    @property
    def _lead(self) -> str:
        place = self._session.place
        return place.agencies[place.lead].id

    def _stood_in(self) -> dict[str, Any]:
        """What the stand-in decides for each seat that nobody plays, as it is written."""
        session, found = self._session, dict[str, Any]()
        for seat in session.place.agency_ids:
            if not self.is_seated(seat):
                found[seat] = stand_in(session, seat, self.promises_of(seat)).written()
        if not self.is_seated(self._lead):
            memory = Memory({**session.place.parameters, **session.parameters})
            decided = Adaptive(session.place).decide(session.view(), session.state.seeds, memory)
            found[self._lead]["tokens"] = to_words(session.place, decided)[1]
        return found

    def _close(self, written: Mapping[str, Any], digest: str = "") -> Refusal | None:
        session = self._session
        plans = {seat: copy.deepcopy(self.plan(seat)) for seat in self.seated}
        stood: dict[str, Plan] = {}
        for seat, one in written.items():
            refused = self._seat_refusal(seat)
            if refused is not None:
                return refused
            found = plan_of(one)
            if found is None or self.is_seated(seat):
                return Refusal(
                    "stand_in", say("What was decided for “{seat}” makes no sense.", seat=seat), say("A seat is played once.")
                )
            stood[seat] = found
        if not self.is_seated(self._lead):
            tokens = written.get(self._lead, {}).get("tokens", [])
            session.pending.tokens = [dict(token) for token in tokens if isinstance(token, Mapping)]
        every = {seat: (plans | stood)[seat] for seat in session.place.agency_ids if seat in plans or seat in stood}
        before, kept = copy.deepcopy(self.promises), session.pending.tokens
        tallies = resolve(session, every, weights(session))
        promises = copy.deepcopy(self.promises)
        seats = judged(session, every, promises)
        refused = session.end_with({"do": "close", "stand_ins": dict(written)}, seats, digest)
        if refused is not None:
            session.pending.choices, session.pending.tokens = {}, kept
            return refused
        self._accept(every, tallies, before, promises)
        return None

    def _accept(
        self, plans: dict[str, Plan], tallies: tuple[VoteTally, ...], before: list[SeatPromise], promises: list[SeatPromise]
    ) -> None:
        self.rounds.append(Round(plans, tuple(self.seated), tallies))
        self._before.append(before)
        self.promises, self.plans = promises, {}
        self._public += 1

    def still(self, session: Session) -> RoundTable:
        """The table as it stands now, for a game that stands still as well."""
        found = copy.copy(self)
        promises = copy.deepcopy(self.promises)
        vars(found).update(_session=session, rounds=list(self.rounds), promises=promises, _before=list(self._before))
        return found

    def note(self) -> None:
        """Notes that something happened which all may see."""
        self._public += 1

    def rewind(self, turn: int) -> None:
        """Goes back to the start of a turn: for the session, whenever it does."""
        self.promises = [promise for promise in self._before[turn - 1] if promise.made < turn]
        del self.rounds[turn - 1 :], self._before[turn - 1 :]
        self.plans = {}
        self._public += 1

    def replay(self, record: Mapping[str, Any]) -> Refusal | None:
        """Takes one record again. Raises `ValueError` for one that no table can do."""
        seat, do = str(record.get("seat")), record.get("do")
        match do:
            case "seat":
                return self.sit(seat, is_person=record.get("is") == "person")
            case "vote":
                option = record.get("option")
                return self.vote(seat, str(record.get("dilemma")), None if option is None else str(option))
            case "pledge":
                return self.pledge(seat, record.get("share"))
            case "share":
                ways = record.get("ways")
                return self.share(seat, ways if isinstance(ways, Mapping) else {})
            case "give_word":
                due = record.get("due")
                what, kind = record.get("what"), str(record.get("kind"))
                return self.give_word(seat, str(record.get("to")), kind, what, due if isinstance(due, int) else 0)
            case "judge":
                number = record.get("word")
                return self.judge(seat, number if isinstance(number, int) else 0, is_kept=record.get("is_kept") is True)
            case "ready":
                return self.ready(seat, is_ready=record.get("is") is True)
            case "reflect":
                return self.reflect(seat, str(record.get("question")), str(record.get("text")), str(record.get("key") or ""))
            case "close":
                written = record.get("stand_ins")
                return self._close(written if isinstance(written, Mapping) else {}, str(record.get("digest")))
        raise ValueError(f"“{do}” is not something a round table can do.")

    def _seat_refusal(self, seat: str) -> Refusal | None:
        ids = self._session.place.agency_ids
        return (
            None
            if seat in ids
            else Refusal(
                "unknown_seat", say("There is no seat “{seat}”.", seat=seat), say("There are: {known}.", known=", ".join(ids))
            )
        )

    def _running_refusal(self) -> Refusal | None:
        if self._session.is_running:
            return None
        return Refusal("over", say("The programme has ended."), say("There is nothing more to decide."))

    def _write(self, record: Mapping[str, Any]) -> None:
        self._session.write({**record, "turn": self._session.turn})
