"""The trust network before and after: how dense it is, who is at its centre, and which ties hang on one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from game.core.dynamics.chance import losing_confidence, losing_purpose
from game.core.state import State
from game.debrief.finding import Summed, at_end, level, opened, programme, summed, trust_by_parts, trust_parts
from game.play.session import Session
from game.translation import say, say_many
from game.words.grammar import agency, capital, how_many, listed, possessive
from game.words.level import SCALES, of_hundred
from game.words.variable import name

GOOD: Final = SCALES["trust"].bounds[2]
"""The trust from which a tie is called good."""

FAIR: Final = SCALES["trust"].bounds[1]

_THINLY_WRITTEN: Final = SCALES["codified"].bounds[1]
"""Below this, little of a tie is written down or carried by several people."""

_LATE: Final = 0.1
"""How far a tie must be moved after trust was read in the last quarter for that to be told."""


@dataclass(frozen=True, slots=True)
class Tie:
    """The trust of one agency in another, from 0 to 1.

    Arguments:
        one, other: who trusts whom, by number.
        before, after: at the start, and when the programme ended.
        codified: how much of it is written down or carried by several people, at that end.
        at_stake: the trust that would leave with one of the two leaders, by the rules of departures; nothing for the player.
        matters: whether an outcome needs both.
        is_own: whether it is one of the leader's own.
        text: all this in a sentence.
    """

    one: int
    other: int
    before: float
    after: float
    codified: float
    at_stake: float
    matters: bool
    is_own: bool
    text: str

    @property
    def personal(self) -> float:
        """The part of the tie that hangs on persons, 0 to 1."""
        return 1.0 - self.codified

    @property
    def is_central(self) -> bool:
        """Whether it matters to an outcome or is the leader's own."""
        return self.matters or self.is_own

    @property
    def hangs_on_one(self) -> bool:
        """Whether there is trust to lose, and little of it is written down."""
        return self.after >= FAIR and self.codified < _THINLY_WRITTEN


@dataclass(frozen=True, slots=True)
class Network:
    """The trust network at the start and when the programme ended.

    Arguments:
        ties: every tie, one way each.
        trusted_before, trusted_after: the mean trust the others have in each agency, by number.
        moved: what moved the partners' mean trust in the leader most, the largest first.
        text: how far there was trust, in a sentence or two.
        further: what came too late to be in it, and what of it hangs on one person, a paragraph each.
    """

    ties: tuple[Tie, ...]
    trusted_before: tuple[float, ...]
    trusted_after: tuple[float, ...]
    moved: tuple[Summed, ...]
    text: str
    further: tuple[str, ...] = ()

    @property
    def personal(self) -> tuple[Tie, ...]:
        """Ties that matter or are the leader's own, and hang on one person; those with most at stake first."""
        return tuple(sorted((tie for tie in self.ties if tie.hangs_on_one and tie.is_central), key=lambda tie: -tie.at_stake))

    @property
    def own_personal(self) -> tuple[Tie, ...]:
        """The leader's own ties among `personal`; with each partner only the direction with more at stake."""
        found: dict[frozenset[int], Tie] = {}
        for tie in self.personal:
            if tie.is_own:
                found.setdefault(frozenset((tie.one, tie.other)), tie)
        return tuple(found.values())


def network(session: Session) -> Network:
    """The trust network of a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    place, before, after = session.place, session.states[0], at_end(session)
    n = len(place.agencies)
    matter = set(place.ties)
    stakes = _stakes(session, after)
    ties = tuple(_tie(session, pair, stakes, is_needed=pair in matter) for pair in _pairs(n))
    trusted = [tuple(_trusted(state, number, n) for number in range(n)) for state in (before, after)]
    top = [max(range(n), key=lambda number, of=of: of[number]) for of in trusted]  # type: ignore[misc]
    densities = [sum(getattr(tie, when) >= GOOD for tie in ties) / max(len(ties), 1) for when in ("before", "after")]
    means = [sum(getattr(tie, when) for tie in ties) / max(len(ties), 1) for when in ("before", "after")]
    further = tuple(text for text in (_late(session, ties), _hanging(session, ties)) if text)
    return Network(ties, trusted[0], trusted[1], _moved(session), _told(session, densities, means, top), further)


def _pairs(n: int) -> list[tuple[int, int]]:
    return [(one, other) for one in range(n) for other in range(n) if one != other]


def _trusted(state: State, number: int, n: int) -> float:
    others = [level(state, "trust", other, number) for other in range(n) if other != number]
    return sum(others) / max(len(others), 1)


def _stakes(session: Session, state: State) -> Mapping[tuple[int, int], float]:
    """What of each tie would go with a leader, as the model's own rules of departures have it."""
    place = session.place
    constants = {**place.parameters, **session.parameters, **place.constants}
    lost = 0.0
    for rule, (part, share) in zip((losing_purpose, losing_confidence), trust_parts(session), strict=True):
        values = [
            1.0 if read == "left_from" else 0.0 if read == "left_to" else state[read] if read in state else constants[read]
            for read in rule.reads
        ]
        if rule.changes != part:
            raise TypeError(f"{rule.name} does not change {part}.")
        lost = lost - share * rule.compute(*values)[0]
    return {
        (one, other): float(lost[one, other, 0]) if {one, other} - {place.lead} else 0.0  # type: ignore[index]
        for one, other in _pairs(len(place.agencies))
    }


def _tie(session: Session, pair: tuple[int, int], stakes: Mapping[tuple[int, int], float], *, is_needed: bool) -> Tie:
    one, other = pair
    place = session.place
    before, after = level(session.states[0], "trust", *pair), level(at_end(session), "trust", *pair)
    codified = level(at_end(session), "codified", *pair)
    text = say(
        "{what}: {first} at the start, {last} when the programme ended. {written} of the tie is written down; {at_stake} would "
        "leave with a leader.",
        what=capital(name(place, "trust", pair)),
        first=of_hundred(before),
        last=of_hundred(after),
        written=of_hundred(codified),
        at_stake=of_hundred(stakes[pair]),
    )
    return Tie(one, other, before, after, codified, stakes[pair], is_needed, place.lead in pair, text)


def _moved(session: Session) -> tuple[Summed, ...]:
    """What moved the partners' trust in the leader, cause by cause, as the mean over partners."""
    place = session.place
    partners = [number for number in range(len(place.agencies)) if number != place.lead]
    found: dict[str, Summed] = {}
    for part, share in trust_parts(session):
        for number in partners:
            for one in summed(session, programme(session), part, (number, place.lead)):
                key = _general(one.text, agency(place, number))
                size = share * one.size / len(partners)
                known = found.get(key)
                turns = tuple(sorted({*one.turns, *(known.turns if known else ())}))
                found[key] = Summed(one.cause, size + (known.size if known else 0.0), turns, key)
    return tuple(sorted(found.values(), key=lambda one: -abs(one.size)))


def _general(text: str, who: str) -> str:
    """A cause's words without the partner it concerned."""
    return text.replace(possessive(who), say("each partner's")).replace(who, say("a partner"))


def _late(session: Session, ties: tuple[Tie, ...]) -> str:
    """What came too late in the last quarter to be in trust, which is read before leaders leave; nothing where it is little."""
    really = {tie: trust_by_parts(session, at_end(session), tie.one, tie.other) for tie in ties if tie.is_central}
    most = max(really, key=lambda tie: abs(really[tie] - tie.after), default=None)
    if most is None or abs(really[most] - most.after) < _LATE:
        return ""
    return say(
        "What came at the very end of the last quarter, as when a leader leaves, is not in this yet: with it, {trust} was "
        "{really} and not {after}.",
        trust=name(session.place, "trust", (most.one, most.other)),
        really=of_hundred(really[most]),
        after=of_hundred(most.after),
    )


def _told(session: Session, densities: list[float], means: list[float], top: list[int]) -> str:
    place = session.place
    said = [
        say(
            "Trust was good in {first} of the ties at the start and in {last} when the programme ended; the mean went from "
            "{before:.0f} to {after:.0f} of 100. This is trust as it really was; while you played you saw an estimate of it.",
            first=_part(densities[0]),
            last=_part(densities[1]),
            before=100 * means[0],
            after=100 * means[1],
        )
    ]
    first, last = (agency(place, number) for number in top)
    if top[0] == top[1]:
        said.append(say("The others trusted {whom} most throughout.", whom=first))
    else:
        said.append(say("At the start the others trusted {first} most, at the end {last}.", first=first, last=last))
    return " ".join(said)


def _part(share: float) -> str:
    return say("{share:.0%}", share=share) if round(100 * share) else how_many(0)


def _hanging(session: Session, ties: tuple[Tie, ...]) -> str:
    """How many ties hang on one person, and which of the leader's own."""
    n = sum(tie.is_central for tie in ties)
    hanging = [tie for tie in ties if tie.hangs_on_one and tie.is_central]
    if not hanging:
        return say("Of the ties that matter and your own, none with trust to lose hung on one person.")
    theirs = sorted((tie for tie in hanging if tie.is_own), key=lambda tie: -tie.at_stake)[:3]
    known = {
        "n": n,
        "ties": how_many(len(hanging)),
        "partners": listed(list(dict.fromkeys(_partner(session, tie) for tie in theirs))),
    }
    said = (
        say("All {n} ties that matter or are your own have trust to lose and hang on one person.", **known)
        if len(hanging) == n
        else say_many(
            len(hanging),
            "Of the {n} ties that matter or are your own, {ties} with trust to lose hangs on one person.",
            "Of the {n} ties that matter or are your own, {ties} with trust to lose hang on one person.",
            **known,
        )
    )
    if not theirs:
        return said
    own = say_many(len(hanging), "It is your own with {partners}.", "Your own with {partners} are among them.", **known)
    return f"{said} {own}"


def _partner(session: Session, tie: Tie) -> str:
    lead = session.place.lead
    return agency(session.place, tie.other if tie.one == lead else tie.one)
