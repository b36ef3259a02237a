"""Ties between agencies: trust as a seat sees it, what is really shared, and the protocols that sharing needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from game.briefing.sight import Asked, seen
from game.core.observe import View
from game.play.session import Session
from game.translation import say
from game.words import level
from game.words.grammar import count

Stage = Literal["not needed", "none yet", "being drafted", "signed"]


@dataclass(frozen=True, slots=True)
class Tie:
    """What binds one agency to another, as a seat sees it.

    Arguments:
        one: the number of the agency whose tie it is.
        other: the agency it is to.
        trust: the estimate there is of the one's trust in the other, from 0 to 1.
        trust_word: the word for it.
        sharing: what the two really share, from 0 to 1.
        sharing_word: the word for it.
        protocol: how far the protocol has come that the two need, if they do.
        is_needed: whether some outcome needs them to share.
        is_own: whether the lead is one of the two, so that the estimate follows trust more closely.
    """

    one: int
    other: int
    trust: float
    trust_word: str
    sharing: float
    sharing_word: str
    protocol: Stage
    is_needed: bool
    is_own: bool

    @property
    def trust_asked(self) -> Asked:
        """What to ask for the causes of the trust."""
        return "trust", (self.one, self.other)

    @property
    def sharing_asked(self) -> Asked:
        """What to ask for the causes of the sharing."""
        return "practice", (self.one, self.other)


@dataclass(frozen=True, slots=True)
class Links:
    """One agency's ties: to every other, and from every other, in the agencies' order."""

    agency: int
    outwards: tuple[Tie, ...]
    inwards: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Protocols:
    """How many ties need a protocol, and how many of those are signed or being drafted."""

    n_needed: int
    n_signed: int
    n_drafting: int


def matrix(session: Session, turn: int | None = None, seat: int | None = None) -> tuple[tuple[Tie | None, ...], ...]:
    """Every tie as a seat sees it at the start of a turn, row by row; None on the diagonal.

    Arguments:
        session: the game.
        turn: now, unless told otherwise.
        seat: who sees it; the lead where None.
    """
    view = session.view(turn, seat)
    every, facts = range(len(view.place.agencies)), _Facts(view)
    return tuple(tuple(None if one == other else facts.tie(one, other) for other in every) for one in every)


def links(session: Session, agency: int, turn: int | None = None, seat: int | None = None) -> Links:
    """One agency's ties, out and in, as a seat sees them at the start of a turn; now, and the lead, unless told otherwise."""
    view = session.view(turn, seat)
    facts = _Facts(view)
    others = [number for number in range(len(view.place.agencies)) if number != agency]
    return Links(agency, tuple(facts.tie(agency, other) for other in others), tuple(facts.tie(other, agency) for other in others))


def stages(view: View, agency: int) -> dict[int, Stage]:
    """How far the protocol of one agency with each other one has come, {the other's number: stage}; every other one is in it."""
    found: dict[int, Stage] = {number: "not needed" for number in range(len(view.place.agencies)) if number != agency}
    for pair in view.place.protocols_of(agency):
        other = pair[0] if pair[1] == agency else pair[1]
        found[other] = stage(view, agency, other)
    return found


def lacking(view: View) -> Mapping[int, str]:
    """How many protocols that its results need each agency has not signed yet with others than the lead, in words."""
    place, missing = view.place, dict.fromkeys(range(len(view.place.agencies)), 0)
    permission = view["permission"][..., 0].tolist()
    for pair in place.protocols:
        for one, other in (pair, pair[::-1]):
            missing[one] += other != place.lead and permission[one][other] < place.signed_at
    return {
        number: say("{protocols} missing", protocols=count(n, "protocol")) if n else say("no protocol missing")
        for number, n in missing.items()
    }


def protocols(view: View) -> Protocols:
    """How far the protocols of the partnership have come."""
    needed = view.place.protocols
    drafting = sum(seen(view, "drafting", one, other) > 0 for one, other in needed)
    return Protocols(len(needed), round(float(view.signed[0])), drafting)


class _Facts:
    """What is the same for every tie of a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._matters = set(view.place.ties)
        self._needed = {frozenset(pair) for pair in view.place.protocols}

    def tie(self, one: int, other: int) -> Tie:
        trust, sharing = seen(self._view, "estimate", one, other), seen(self._view, "practice", one, other)
        return Tie(
            one,
            other,
            trust,
            level.in_words("trust", trust),
            sharing,
            level.in_words("practice", sharing),
            stage(self._view, one, other) if frozenset((one, other)) in self._needed else "not needed",
            (one, other) in self._matters,
            self._view.place.lead in (one, other),
        )


def stage(view: View, one: int, other: int) -> Stage:
    """How far a protocol has come that two agencies need."""
    if seen(view, "permission", one, other) >= view.place.signed_at:
        return "signed"
    return "being drafted" if seen(view, "drafting", one, other) > 0 else "none yet"
