"""Decisive moments: what each other way to decide would have come to, over many futures under the same luck.

Method. The past is kept as it was played. From each quarter that was decided, each option that was on offer is taken, and the
course is played on to the end of the epilogue under 200 futures: other luck from that quarter on, the same for every option.
Later decisions are those the player made, where they are still on offer, else those of the adaptive line. An effect is the mean
of the paired differences, other option less the one taken; its interval is the mean give or take 1.97 standard errors (Student's
t at 95% for 200 differences). It says how sure the mean over futures is, not how widely futures differ: `better` says in which
part of them the other way came out higher. Where the interval holds nought it is too close to call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import fsum, sqrt
from typing import Final

import numpy as np

from game.core.arithmetic import Array
from game.core.outcome import MEASURES
from game.core.place import Place
from game.debrief.finding import Evidence, evidence, opened
from game.debrief.luck import Luck, Span, luck, span_of
from game.debrief.ways import as_played, branches_of, on_offer
from game.play.ensemble import play_many
from game.play.future import Between, futures_of, go_on, play_on
from game.play.session import Session
from game.translation import say, say_many
from game.words import difference, quarter
from game.words.grammar import quoted

FUTURES: Final = 200
"""Futures for each option."""

DECISIVE: Final = 0.03
"""The part of a measure's range from which an effect is called decisive: the least that is felt (playability law P2)."""

MOST_DECISIVE: Final = 5
"""How many moments are told as decisive at most."""

MOST_TOLD: Final = 3
"""How many measures are named with their numbers in the sentence on a moment; the others are in its effects."""

_SPREAD_RUNS: Final = 256


@dataclass(frozen=True, slots=True)
class Effect:
    """What another way would have done to one headline measure.

    Arguments:
        measure: the measure.
        mean: the other way less the one taken, the mean over the futures, in the measure's own unit.
        low, high: the 95% interval of that mean.
        share: the mean as a part of the measure's range over play by chance (5th to 95th percentile).
        better: the part of the futures in which the other way came out higher.
        is_close: whether the interval holds nought, so that it is too close to call.
        text: all this in words.
    """

    measure: str
    mean: float
    low: float
    high: float
    share: float
    better: float
    is_close: bool
    text: str

    @property
    def is_same(self) -> bool:
        """Whether it makes no difference in any future."""
        return self.low == self.high == 0.0


@dataclass(frozen=True, slots=True)
class WeighedWay:
    """Another option that was on offer, with its effect on every headline measure, and these in a sentence or two.

    `is_real`: the real leaders took it, and the source says so.
    """

    option: str
    label: str
    is_real: bool
    effects: tuple[Effect, ...]
    text: str

    @property
    def weight(self) -> float:
        """The largest effect that is not too close to call, as a part of its measure's range."""
        return max((abs(effect.share) for effect in self.effects if not effect.is_close), default=0.0)


@dataclass(frozen=True, slots=True)
class Moment:
    """A dilemma as it was decided, and what hung on it.

    Arguments:
        turn: the quarter, counted from 1.
        dilemma, title: which dilemma.
        taken, label: the option that was taken.
        ways: the other options that could be had beside the rest of that quarter; none where there was no other.
        weight: the largest effect of any of them that is not too close to call, as a part of its measure's range.
        measure: the measure it is on; empty where every one is too close to call.
        is_decisive: whether the weight is felt at all.
        evidence: what the option that was taken did, in the ledger, at once and later.
        came: what was told of it as the game went on, in a sentence; empty where nothing was.
        text: all this in a sentence or two.
    """

    turn: int
    dilemma: str
    title: str
    taken: str
    label: str
    ways: tuple[WeighedWay, ...]
    weight: float
    measure: str
    is_decisive: bool
    evidence: tuple[Evidence, ...]
    came: str
    text: str


@dataclass(frozen=True, slots=True)
class Moments:
    """Every dilemma that was decided, the most decisive first, and how the comparison was made.

    `ranges` is each measure's range over play by chance, on which effects are weighed against one another; `luck` tells what hung
    on none of them; `text` tells how it was found, and `further` how to read it, a paragraph each.
    """

    moments: tuple[Moment, ...]
    n_futures: int
    ranges: Mapping[str, float]
    text: str
    luck: Luck = field(default_factory=Luck)
    further: tuple[str, ...] = ()

    @property
    def decisive(self) -> tuple[Moment, ...]:
        """The few on which most hung, the most decisive first; none where nothing that can be felt hung on any."""
        return tuple(moment for moment in self.moments if moment.is_decisive)[:MOST_DECISIVE]


def moments(session: Session, *, n_futures: int = FUTURES, between: Between = go_on) -> Moments:
    """What hung on each decision of a game that is over. Raises `StillRunning` for one that is not, and what `between` raises."""
    opened(session)
    asked = [(turn, dilemma) for turn, (choices, _) in enumerate(session.decided, 1) for dilemma in choices]
    ways = {one: on_offer(session, *one) for one in asked}
    branches, number_of = branches_of(session, ways)
    played = play_on(
        session.place,
        branches,
        as_played(session),
        futures_of(session.seed, n_futures),
        parameters=session.parameters or None,
        between=between,
    )
    parameters = tuple(sorted(session.parameters.items()))
    ranges = ranges_of(session.place, parameters)
    found = [
        _moment(
            session,
            turn,
            dilemma,
            # An option on offer that cannot be paid for beside the rest of that quarter has no branch, and is no way.
            {option: number_of[turn, dilemma, option] for option in options if (turn, dilemma, option) in number_of},
            played,
            ranges,
        )
        for (turn, dilemma), options in ways.items()
    ]
    found.sort(key=lambda one: (-one.weight, one.turn))
    text, *further = _method(found, n_futures)
    return Moments(
        tuple(found),
        n_futures,
        ranges,
        text,
        _luck(session, number_of, played, _by_chance(session.place, parameters)),
        tuple(further),
    )


def _luck(
    session: Session, number_of: Mapping[tuple[int, str, int], int], played: Mapping[str, Array], by_chance: Mapping[str, Span]
) -> Luck:
    """How much was luck, from the branch that decided as the game did from its first decision on."""
    first = min(((turn, dilemma) for turn, (choices, _) in enumerate(session.decided, 1) for dilemma in choices), default=None)
    if first is None:
        return Luck()
    turn, dilemma = first
    facts = session.place.dilemmas[session.place.dilemma(dilemma)]
    taken = next(n for n, option in enumerate(facts.options) if option.id == session.decided[turn - 1][0][dilemma])
    branch = number_of[turn, dilemma, taken]
    return luck(session, {name: played[name][branch] for name in MEASURES}, by_chance, since=turn)


def ranges_of(place: Place, parameters: tuple[tuple[str, float], ...] = ()) -> Mapping[str, float]:
    """Each headline measure's range over play by chance in this place, from its 5th to its 95th percentile."""
    return {name: high - low for name, (low, high) in _by_chance(place, parameters).items()}


@lru_cache(maxsize=16)
def _by_chance(place: Place, parameters: tuple[tuple[str, float], ...]) -> Mapping[str, Span]:
    played = play_many(place, "random", runs=_SPREAD_RUNS, parameters=dict(parameters) or None)
    return {name: span_of(value) for name, value in played.measures.items()}


def effect_of(name: str, other: Array, taken: Array, spread: float) -> Effect:
    """The effect on one measure, from what both ways came to in each future, shape (F,)."""
    differences = other - taken
    n = len(differences)
    mean = fsum(differences) / n
    variance = fsum(np.square(differences - mean)) / max(n - 1, 1)
    reach = student(n) * sqrt(variance / n)
    low, high = mean - reach, mean + reach
    return Effect(
        name,
        mean,
        low,
        high,
        mean / spread if spread else 0.0,
        np.count_nonzero(differences > 0.0) / n,
        low <= 0.0 <= high,
        difference.effect(name, mean, low, high),
    )


def student(n: int) -> float:
    """Student's t at 95%, two-sided, for the mean of n differences: 1.972 for 200.

    By the expansion of Cornish and Fisher (1938) about the normal quantile; within 0.01 from 8 differences on.
    """
    normal, free = 1.959964, max(n - 1, 1)
    first = (normal**3 + normal) / 4
    second = (5 * normal**5 + 16 * normal**3 + 3 * normal) / 96
    third = (3 * normal**7 + 19 * normal**5 + 17 * normal**3 - 15 * normal) / 384
    return normal + first / free + second / free**2 + third / free**3


def _moment(
    session: Session,
    turn: int,
    dilemma_id: str,
    branch_of: Mapping[int, int],
    played: Mapping[str, Array],
    ranges: Mapping[str, float],
) -> Moment:
    dilemma = session.place.dilemmas[session.place.dilemma(dilemma_id)]
    taken_id = session.decided[turn - 1][0][dilemma_id]
    taken = next(number for number, option in enumerate(dilemma.options) if option.id == taken_id)
    ways = []
    for option, branch in branch_of.items():
        if option != taken:
            facts = dilemma.options[option]
            is_real = option == dilemma.real and not dilemma.is_inferred
            effects = tuple(
                effect_of(name, played[name][branch], played[name][branch_of[taken]], ranges[name]) for name in MEASURES
            )
            ways.append(WeighedWay(facts.id, facts.label, is_real, effects, _instead(facts.label, effects)))
    ways.sort(key=lambda way: -way.weight)
    weight = ways[0].weight if ways else 0.0
    largest = _largest(ways[0]) if ways else None
    origin = f"{dilemma_id}.{taken_id}"
    found = evidence(
        session,
        range(turn, len(session.ledgers)),
        lambda cause: cause.kind in ("option", "later") and cause.term != "chosen",
        named=origin,
    )
    return Moment(
        turn,
        dilemma_id,
        dilemma.title,
        taken_id,
        dilemma.options[taken].label,
        tuple(ways),
        weight,
        largest.measure if largest is not None else "",
        weight >= DECISIVE,
        tuple(found),
        _came(session, turn, origin),
        _told(session, turn, dilemma.title, dilemma.options[taken].label, ways, weight),
    )


def _came(session: Session, turn: int, origin: str) -> str:
    """The last news of an option that was taken, or else what was said at once."""

    def told(kind: str) -> list[str]:
        return [
            one.text
            for ledger in session.ledgers[turn:]
            for one in ledger.told()
            if (one.kind, one.name) == (kind, origin) and one.text
        ]

    texts = told("news") or told("said")
    return say("What you read of it: {news}.", news=quoted(texts[-1])) if texts else ""


def _largest(way: WeighedWay) -> Effect | None:
    told = [effect for effect in way.effects if not effect.is_close]
    return max(told, key=lambda effect: abs(effect.share), default=None)


def _instead(label: str, effects: Sequence[Effect]) -> str:
    """What another way would have done, in a sentence or two: the largest effects with their numbers, the others by name."""
    felt = sorted(
        (effect for effect in effects if not effect.is_close and abs(effect.share) >= DECISIVE),
        key=lambda effect: -abs(effect.share),
    )
    close = [effect.measure for effect in effects if effect.is_close and not effect.is_same]
    if all(effect.is_same for effect in effects):
        return say("With {option} instead, everything that is measured would have ended as it did.", option=quoted(label))
    if all(effect.is_close for effect in effects):
        return say(
            "With {option} instead: too close to call on {measures}.", option=quoted(label), measures=difference.names(close)
        )
    if not felt:
        return say("With {option} instead, nothing would have moved by as much as can be felt.", option=quoted(label))
    effects_told = "; ".join(effect.text for effect in felt[:MOST_TOLD])
    said = [say("With {option} instead, on average: {effects}.", option=quoted(label), effects=effects_told)]
    if felt[MOST_TOLD:]:
        less = difference.names([effect.measure for effect in felt[MOST_TOLD:]])
        said.append(say("Smaller effects: {measures}.", measures=less))
    if close:
        said.append(f"{difference.names(close)}: {say(difference.TOO_CLOSE)}.")
    return " ".join(said)


def _told(session: Session, turn: int, title: str, label: str, ways: Sequence[WeighedWay], weight: float) -> str:
    """A moment in a sentence or two."""
    when = quarter.name(session.place, turn)
    chosen = say("{dilemma} ({quarter}): you chose {option}.", dilemma=quoted(title), quarter=when, option=quoted(label))
    if not ways:
        return f"{chosen} {say('No other way was open to you.')}"
    if weight >= DECISIVE:
        return f"{chosen} {ways[0].text}"
    if all(effect.is_same for way in ways for effect in way.effects):
        return f"{chosen} {say('Nothing that is measured hung on it.')}"
    if all(effect.is_close for way in ways for effect in way.effects):
        return f"{chosen} {say('Whether another way would have come out higher or lower is too close to call.')}"
    return f"{chosen} {say('Little hung on it: no other way moves any measure by as much as can be felt.')}"


def _method(found: Sequence[Moment], n_futures: int) -> list[str]:
    n_ways = sum(len(moment.ways) for moment in found)
    if not n_ways:
        return [say("There was no other way to decide anything, so there is nothing to compare.")]
    played = say_many(
        n_ways,
        "The one way you did not take was played on from the quarter in which you met it to the very end, under {n_futures} "
        "kinds of luck; what you did take was played on under the same ones.",
        "Each of the {n_ways} ways you did not take was played on from the quarter in which you met it to the very end, under "
        "{n_futures} kinds of luck; what you did take was played on under the same ones.",
        n_ways=n_ways,
        n_futures=n_futures,
    )
    rest = say(
        "The past is yours as you played it, and so are later decisions where they are still on offer; where they are not, a "
        "line of play decides that looks before it acts. A difference is the mean over all of these, with the interval in which "
        "that mean lies with 95% certainty. Measures are weighed against one another by how far each ranges when the place is "
        "played by chance."
    )
    return [played, rest, say(difference.LUCK_APART)]
