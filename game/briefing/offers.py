"""What the leader's attention can go to: each kind of token with whom it can go to now, and why not to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from game.briefing.attention import FRONT_LINE, Kind, Written, kinds_of, written
from game.briefing.purse import MONEY, costs, is_enough
from game.briefing.sight import others, partners
from game.briefing.ties import Stage, lacking, stages
from game.core.decision import BY_FORM, PROMISES, Refusal, cannot_own_up, cannot_promise
from game.core.decision_words import form_refusal
from game.core.observe import View
from game.core.place import Place
from game.play.session import Session
from game.translation import later, say, spoken
from game.words import token
from game.words.beside import is_beside
from game.words.grammar import called
from game.words.lasting import lasting


@dataclass(frozen=True, slots=True)
class Target:
    """Whom, or what, a token of one kind can go to.

    Arguments:
        agency: the partner's number; None for nobody, for the pot and for a strand of work.
        name: `Police`, `the pot`, `leaving care`; empty for a kind that takes nobody.
        promised: what is promised, of the engine's words; empty for another kind.
        promise: the same in plain words: `a visit`.
        token: the token as it is placed; of one that takes two partners the second is still missing.
        refusal: why it cannot be placed now; None where it can.
        note: what helps to choose: for a kind that takes two partners, how many protocols the first of them still lacks.
    """

    agency: int | None
    name: str
    promised: str
    promise: str
    token: Written
    refusal: Refusal | None
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the token can be placed now."""
        return self.refusal is None


_NOTHING: Final = later(
    {
        "own_up": "You have no open promise to own up to.",
        "promise": "There is nothing left that you could promise.",
    }
)
"""Why a kind of token can go nowhere, by kind, in place of a reason that is another for each partner."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of token with everything it can go to."""

    kind: Kind
    targets: tuple[Target, ...]

    @property
    def is_open(self) -> bool:
        """Whether a token of this kind can be placed at all."""
        return any(target.is_open for target in self.targets)

    @property
    def why_not(self) -> str:
        """Why no token of this kind can be placed, true of everything it could go to; empty where one can."""
        refused = {str(target.refusal) for target in self.targets if target.refusal is not None}
        if self.is_open or not refused:
            return ""
        if len(refused) == 1:
            return refused.pop()
        return say(_NOTHING.get(self.kind.token, "Nothing of this kind is open to you now."))


def offers(session: Session, seat: int | None = None) -> tuple[Offer, ...]:
    """Every kind of token with whom it can go to now, and why not to others; to another seat than the lead's, to wish for.

    What the lead can place is the lead's to know: others may wish for anything.
    """
    to = _Aim.of(session, seat)
    # Of what is placed, only that matters besides which a token can be refused; of the options, what they leave to be paid with.
    matter = tuple(tuple(one.items()) for one in session.pending.tokens if one["token"] not in BY_FORM)
    decided = costs(session), matter, to.alike

    def found() -> tuple[Offer, ...]:
        made = tuple(Offer(kind, _targets(to, kind)) for kind in kinds_of(to.place))
        # What is offered is mostly what was offered before; whoever shows it may then know it again.
        asked = to.alike, tuple(_asked(one) for one in made if one.kind.token not in BY_FORM)
        return session.once(("offers", seat, spoken(), asked), lambda: made)

    return session.once(("offers", seat, spoken(), decided), found)


def offer(session: Session, kind: str, seat: int | None = None) -> Offer:
    """One kind of token, by the engine's word for it; KeyError where there is none."""
    facts = {one.token: one for one in kinds_of(session.place, seat)}[kind]
    return Offer(facts, _targets(_Aim.of(session, seat), facts))


def _targets(to: _Aim, kind: Kind) -> tuple[Target, ...]:
    """What a token of one kind can go to; where it is the same to all of them, the engine is asked once."""
    if kind.takes == "two partners":
        return to.session.once((kind.token, to.seat, spoken(), to.alike), lambda: _two(to, kind))
    if kind.token in BY_FORM:
        return _by_form(to.place, kind, to.seat, to.alike)
    if kind.takes == "partner or pot":
        return _paid(to.place, kind.token, to.seat, to.unpaid(written(to.place, kind.token)))
    return _promises(to, kind) if kind.takes == "partner and promise" else _own_ups(to, kind)


@lasting
def _by_form(place: Place, kind: Kind, seat: int | None, alike: Refusal | None) -> tuple[Target, ...]:
    """What a token can go to that can be placed wherever it is written as it should be, unless all are refused `alike`."""

    def why_not(token: Written) -> Refusal | None:
        return None if is_beside(place, seat) else alike or form_refusal(place, token)

    if kind.takes in ("strand", "nobody"):
        strands = [({"token": kind.token, "to": one.id}, one.strand) for one in place.outcomes]
        to_each = strands if kind.takes == "strand" else [(written(place, kind.token), "")]
        return tuple(Target(None, name, "", "", token, why_not(token)) for token, name in to_each)
    backs = kind.token == FRONT_LINE
    names = {number: name for number, name in _names(place, seat).items() if place.agencies[number].front_line or not backs}
    refused = why_not(written(place, kind.token, *[*names][:1]))
    return tuple(Target(number, name, "", "", written(place, kind.token, number), refused) for number, name in names.items())


def _two(to: _Aim, kind: Kind) -> tuple[Target, ...]:
    """Each partner that could be brought together with another, with what is missing between it and the others."""
    place, names = to.place, _names(to.place, to.seat)
    why_not = None if to.is_beside else to.alike or form_refusal(place, written(place, kind.token, *[*names][:2]))
    notes = to.known.lacking
    return tuple(
        Target(number, name, "", "", written(place, kind.token, number), why_not, notes[number]) for number, name in names.items()
    )


@lasting
def _paid(place: Place, kind: str, seat: int | None, why_not: Refusal | None) -> tuple[Target, ...]:
    """What a token of money can go to."""
    pot = Target(None, say("nobody's: the pot for all"), "", "", written(place, kind), why_not)
    names = _names(place, seat)
    return pot, *(Target(number, name, "", "", written(place, kind, number), why_not) for number, name in names.items())


@lasting
def _names(place: Place, seat: int | None) -> Mapping[int, str]:
    """What each of the lead's partners is called, in the order in which they are told."""
    return MappingProxyType({number: called(place, number, seat) for number in others(place, place.lead)})


def between_them(session: Session, one: int) -> Mapping[int, str]:
    """What stands between one partner and each other one, for whoever thinks of bringing two of them together."""
    return {other: say(_STAGES[stage]) for other, stage in stages(session.view(), one).items()}


_STAGES: Final[Mapping[Stage, str]] = {
    "not needed": later("needs no protocol"),
    "none yet": later("protocol missing"),
    "being drafted": later("protocol being drafted"),
    "signed": later("protocol signed"),
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the start of a quarter says of targets, whatever is decided in it.

    Arguments:
        lacking: how many protocols each still lacks, in words.
        promises: why each thing cannot be promised to each partner.
        own_ups: why there is nothing to own up to each.
    """

    lacking: Mapping[int, str]
    promises: Mapping[tuple[int, str], Refusal | None]
    own_ups: Mapping[int, Refusal | None]

    @classmethod
    def of(cls, session: Session, view: View, seat: int | None) -> _Known:
        """What a state says of the targets of a seat; the lead's where None."""
        place, state, known = session.place, session.state, partners(view)
        may_wish = is_beside(place, seat)  # for anything
        return cls(
            lacking(view),
            {
                (number, what): None if may_wish else cannot_promise(place, state, what, number, 0)
                for number in known
                for what in PROMISES
            },
            {number: None if may_wish else cannot_own_up(place, state, number, 0) for number in known},
        )


@dataclass(slots=True)
class _Aim:
    """How a seat may aim a token: the lead as far as the engine lets it, another seat at anything, to wish for.

    `alike` is why nothing can be placed at all; None where something can.
    """

    session: Session
    place: Place
    seat: int | None
    is_beside: bool
    known: _Known
    alike: Refusal | None

    @classmethod
    def of(cls, session: Session, seat: int | None) -> _Aim:
        """What is the same for every token of a seat."""
        place = session.place
        beside = is_beside(place, seat)
        known = session.once(("targets", seat, spoken()), lambda: _Known.of(session, session.view(), seat))
        alike = None if beside or session.tokens_left() > 0 else session.refused(written(place, "rest"))
        return cls(session, place, seat, beside, known, alike)

    def refused(self, placed: Written) -> Refusal | None:
        """Why a token cannot be placed now, or None."""
        return None if self.is_beside else self.alike or self.session.refused(placed)

    def unpaid(self, placed: Written) -> Refusal | None:
        """The same of a token that nothing but money may speak against: where there is enough, the engine need not be asked."""
        if self.is_beside or self.alike or is_enough(self.session, with_token=placed["token"] == MONEY):
            return self.alike
        return self.session.refused(placed)


def _promises(to: _Aim, kind: Kind) -> tuple[Target, ...]:
    """Every promise to every partner. What has nothing to do with the promise itself is the same for all, and asked once."""
    placed = [one for one in to.session.pending.tokens if one["token"] == kind.token]
    clean = (
        written(to.place, kind.token, number, promised=what) for (number, what), no in to.known.promises.items() if no is None
    )
    first = next((one for one in clean if one not in placed), None)
    same = to.alike if first is None else to.unpaid(first)
    if placed:
        return tuple(_promised(to, kind, same, placed))
    return to.session.once((kind.token, to.seat, spoken(), same), lambda: tuple(_promised(to, kind, same, placed)))


def _promised(to: _Aim, kind: Kind, same: Refusal | None, placed: list[Written]) -> Iterator[Target]:
    """The same, where it is known why none can be placed, if so, and what is promised already."""
    names = _names(to.place, to.seat)
    for (number, what), why_not in to.known.promises.items():
        one = written(to.place, kind.token, number, promised=what)
        refused = to.refused(one) if one in placed else to.alike or why_not or same
        yield Target(number, names[number], what, token.PROMISED[what], one, refused)


def _asked(one: Offer) -> tuple[Refusal | None, ...]:
    """What the engine said to an offer, which makes it another one."""
    return tuple(target.refusal for target in one.targets)


def _own_ups(to: _Aim, kind: Kind) -> tuple[Target, ...]:
    """Every partner one can own up to, or why not: of those to whom a promise is open, only money may speak against it."""
    place, owed = to.place, to.known.own_ups
    first = next((number for number, no in owed.items() if no is None), None)
    same = to.alike if first is None else to.unpaid(written(place, kind.token, first))

    def found() -> tuple[Target, ...]:
        names = _names(place, to.seat)
        return tuple(
            Target(number, names[number], "", "", written(place, kind.token, number), to.alike or no or same)
            for number, no in owed.items()
        )

    return to.session.once((kind.token, to.seat, spoken(), same), found)
