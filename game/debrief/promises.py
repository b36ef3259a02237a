"""The say-do ledger: every promise with what became of it and what that did, and each partner's word beside its deeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.briefing.promises import settled_later
from game.core.place import Place
from game.core.promise import CONCEALED, STATUS_NAMES
from game.debrief.finding import Evidence, evidence, level, opened, programme, trust_parts
from game.play.session import Session
from game.translation import later, say, say_many
from game.words import promise, quarter
from game.words.grammar import agency, called, capital, count, full_stop, how_many, listed, possessive
from game.words.level import of_hundred

BECAME: Final = ("kept", "kept late", "owned up to", "broken", "concealed", "open")
"""What can become of a promise, in the order in which it is told; `open` when the programme ended."""

_AS_COUNTED: Final = later({"open": "still open when the programme ended"})

FAILED: Final = ("owned up to", "broken", "concealed")


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, as it really was.

    Arguments:
        number: its slot in the place.
        giver, receiver: agencies by number.
        made, due, settled: turns; `settled` is 0 where it was still open when the programme ended.
        became: one of BECAME.
        told: what the leading seat was told of it while playing; empty where it heard nothing of it.
        size: how much hung on it, 0 to 1.
        trust: what settling it did to the receiver's trust in the giver, from 0 to 1.
        standing: what it did to the leader's standing.
        evidence: what making and settling it did, in the ledger.
        text: all this in a sentence or two.
        later: what became of it after the programme had ended, where it was still open then; nothing where nothing did.
        later_turn: the turn in which that was; 0 where nothing was.
    """

    number: int
    giver: int
    receiver: int
    made: int
    due: int
    settled: int
    became: str
    told: str
    size: float
    trust: float
    standing: float
    evidence: tuple[Evidence, ...]
    text: str
    later: str = ""
    later_turn: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """One partner's word and deeds over the programme: means from 0 to 1, and the quarter in which they lay widest apart.

    `said` and `did` hold one value a turn, as they were at its end.
    """

    agency: int
    said: tuple[float, ...]
    did: tuple[float, ...]
    mean_said: float
    mean_did: float
    widest: int
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class SayDo:
    """The say-do ledger.

    Arguments:
        promises: every promise made while the programme ran, in the order in which they were made.
        own: what became of the leader's, how many of each of BECAME; `theirs` likewise.
        gaps: each partner's word and deeds, the widest gap first.
        text: all this in a sentence or two.
    """

    promises: tuple[Promise, ...]
    own: Mapping[str, int]
    theirs: Mapping[str, int]
    gaps: tuple[Gap, ...]
    text: str

    def that_became(self, *words: str) -> tuple[Promise, ...]:
        """The promises that became one of these."""
        return tuple(one for one in self.promises if one.became in words)


def say_do(session: Session) -> SayDo:
    """The say-do ledger of a game that is over. Raises `StillRunning` for one that is not."""
    opened(session)
    found = _promises(session)
    lead = session.place.lead
    own = Counter(one.became for one in found if one.giver == lead)
    theirs = Counter(one.became for one in found if one.giver != lead)
    gaps = sorted(
        (_gap(session, number) for number in range(len(session.place.agencies)) if number != lead), key=lambda one: -one.width
    )
    return SayDo(tuple(found), dict(own), dict(theirs), tuple(gaps), _told(found, own, theirs))


def _promises(session: Session) -> list[Promise]:
    """Every promise, from what was told of each turn: made, then settled."""
    place = session.place
    made: dict[int, int] = {}
    found: list[Promise] = []
    for turn in range(session.last_turn_played + 1):
        ledger = session.ledgers[turn]
        for happening in ledger.told():
            number = promise.number_of(place, happening.name) if happening.kind == "promise" else None
            if number is None:
                continue
            if happening.text == "made":
                made[number] = turn
            elif happening.text in STATUS_NAMES:
                found.append(_promise(session, number, made.pop(number, turn), turn, happening.text))
    found += [_promise(session, number, turn, 0, "open", settled_later(session, number)) for number, turn in made.items()]
    return sorted(found, key=lambda one: (one.made, one.number))


def _promise(session: Session, number: int, made: int, settled: int, became: str, later: tuple[str, int] = ("", 0)) -> Promise:
    place = session.place
    terms = place.promises[number]
    # A promise may be made and settled in one turn, so its terms are read after the turn in which it was made.
    when = session.ledgers[made].after
    due = round(level(when, "promise_due", number))
    found = tuple(evidence(session, [settled], lambda cause: cause.kind == "promise", named=terms.id) if settled else ())
    shares = dict(trust_parts(session))
    tie = (terms.receiver, terms.giver)
    trust = sum(shares[one.variable] * one.size for one in found if one.variable in shares and one.index == tie)
    standing = sum(one.size for one in found if one.variable == "credibility")
    told = ""
    if place.lead in (terms.giver, terms.receiver) and settled:
        told = promise.status_as_told(place, terms, CONCEALED if became == "concealed" else STATUS_NAMES.index(became))
    size = level(when, "promise_size", number)
    moved = tuple(one for one in found if one.variable != "promise_status")
    text = _sentence(session.place.as_of(made), number, due, settled, became, trust, later)
    return Promise(
        number, terms.giver, terms.receiver, made, due, settled, became, told, size, trust, standing, moved, text, *later
    )


def _sentence(place: Place, number: int, due: int, settled: int, became: str, trust: float, later: tuple[str, int]) -> str:
    terms = place.promises[number]
    made = capital(promise.sentence(place, number, due))
    if became == "open":
        word, turn = later
        if not word:
            return say("{made} (still open when the programme ended, and never settled).", made=made)
        return say(
            "{made} (still open when the programme ended; {became} afterwards, in {quarter}).",
            made=made,
            became=say(word),
            quarter=quarter.name(place, turn),
        )
    said = f"{made} ({say(became)}, {quarter.name(place, settled)})."
    if abs(trust) < 0.005:
        return said
    whose = say("your") if terms.receiver == place.lead else possessive(agency(place, terms.receiver))
    parts = {"whose": capital(whose), "giver": agency(place, terms.giver), "size": of_hundred(abs(trust))}
    if trust > 0:
        return f"{said} {say('{whose} trust in {giver} rose by {size} for it.', **parts)}"
    return f"{said} {say('{whose} trust in {giver} fell by {size} for it.', **parts)}"


def _gap(session: Session, number: int) -> Gap:
    said = tuple(level(session.states[turn], "stated", number) for turn in programme(session))
    did = tuple(level(session.states[turn], "delivered", number) for turn in programme(session))
    width = [one - other for one, other in zip(said, did, strict=True)]
    widest = int(np.argmax(width)) + 1 if width else 0
    mean_said, mean_did = (sum(values) / len(values) if values else 0.0 for values in (said, did))
    most = max(width, default=0.0)
    name = capital(called(session.place, number))
    text = say(
        "{agency}: said {said} and did {did} on average; widest apart in {quarter}, by {gap}.",
        agency=name,
        said=of_hundred(mean_said),
        did=of_hundred(mean_did),
        quarter=quarter.name(session.place, widest),
        gap=of_hundred(max(most, 0.0)),
    )
    return Gap(number, said, did, mean_said, mean_did, widest, most, text)


def _told(found: list[Promise], own: Mapping[str, int], theirs: Mapping[str, int]) -> str:
    if not found:
        return say("Nobody promised anybody anything. That is a way of going about it, too.")
    counted = [_counted(who, became) for who, became in ((say("You"), own), (say("Others"), theirs))]
    afterwards = Counter(one.later for one in found if one.later)
    if afterwards and own.get("open", 0) + theirs.get("open", 0) == 1:
        (word,) = afterwards
        counted.append(say("The one still open was {became} afterwards.", became=say(word)))
    elif afterwards:
        settled = listed([f"{how_many(afterwards[word])} {say(word)}" for word in BECAME if afterwards[word]])
        counted.append(say("Of those still open, {settled} afterwards.", settled=settled))
    return " ".join(counted)


def _counted(who: str, became: Mapping[str, int]) -> str:
    n = sum(became.values())
    if not n:
        return say("{who} promised nothing.", who=who)
    promises = count(n, "promise")
    counted = {say(_AS_COUNTED.get(word, word)): number for word in BECAME if (number := became.get(word, 0))}
    if len(counted) == 1 and n == 2:
        return say("{who} made two promises: both were {became}.", who=who, became=next(iter(counted)))
    if len(counted) == 1:
        return say_many(
            n,
            "{who} made one promise: it was {became}.",
            "{who} made {promises}: each was {became}.",
            who=who,
            promises=promises,
            became=next(iter(counted)),
        )
    parts = [f"{how_many(number)} {word}" for word, number in counted.items()]
    return full_stop(say("{who} made {promises}: {parts}", who=who, promises=promises, parts=listed(parts)))
