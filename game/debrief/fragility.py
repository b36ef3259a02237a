"""Which findings hang on an assumption: the decisive ones are tried again with each assumption of the model a quarter off.

Method. From the quarter of the decision on, the model is played with one assumption a quarter lower or higher than it is, all
else alike: both the way that was taken and the other one, under the same luck. All moves are tried under one future; those that
shrink the effect most, or turn it, are tried again under more. A finding is fragile where the effect then is too close to call,
or goes the other way. The past stays as it was played: what is asked is whether one may rely on the comparison, not on the game.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.core.arithmetic import Array
from game.core.parameters import PARAMETERS
from game.debrief.finding import opened
from game.debrief.moments import Effect, Moment, Moments, effect_of
from game.debrief.ways import as_played, branches_of
from game.play.assumption import Move, moves
from game.play.future import Between, Branch, futures_of, go_on, play_on
from game.play.session import Session
from game.translation import say, say_many
from game.words.grammar import count, listed, quoted
from game.words.measure import MEASURES

SCREENED: Final = 1
"""Futures under which every move is tried."""

CONFIRMED: Final = 60
"""Futures under which those are tried again that seemed to matter."""

SUSPECTS: Final = 4
"""How many moves are tried again."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """An assumption on which a finding hangs.

    Arguments:
        parameter: its name in the model's tables, and `text`, what it is.
        source: where the number comes from.
        usual, moved: its value, and the one with which the finding does not hold.
        effect: the effect then.
    """

    parameter: str
    text: str
    source: str
    usual: float
    moved: float
    effect: Effect


@dataclass(frozen=True, slots=True)
class TriedFinding:
    """One decisive finding, tried with every assumption a quarter off.

    Arguments:
        turn, dilemma, option, measure: which finding: that way in that dilemma, on that measure.
        title: the dilemma's, in words.
        n_moves: how many moves were tried.
        hinges: the moves with which it does not hold; none where it holds with each.
        text: all this in a sentence; how it was tried is said once, by `firmness`.
    """

    turn: int
    dilemma: str
    option: str
    measure: str
    title: str
    n_moves: int
    hinges: tuple[Hinge, ...]
    text: str

    @property
    def is_fragile(self) -> bool:
        """Whether it hangs on any one assumption."""
        return bool(self.hinges)


def fragility(session: Session, found: Moments, *, most: int = 3, between: Between = go_on) -> tuple[TriedFinding, ...]:
    """The most decisive findings of a game that is over, each tried with every assumption of the model a quarter off.

    Arguments:
        session: the game.
        found: its moments.
        most: how many of the decisive ones to try.
        between: called between two steps; what it raises breaks the work off.

    Raises:
        StillRunning: the game is not over.
    """
    opened(session)
    return tuple(_tried(session, one, found.ranges[one.measure], between) for one in found.decisive[:most])


def firmness(tried: Sequence[TriedFinding]) -> tuple[str, ...]:
    """What the trials showed: a sentence for each fragile finding, and one for all the others together."""
    fragile = tuple(one.text for one in tried if one.is_fragile)
    firm = [one for one in tried if not one.is_fragile]
    if not firm:
        return fragile
    held = say_many(
        len(firm),
        "The biggest difference on {dilemmas} holds with each of the model's assumptions a quarter lower or higher: {n_moves} "
        "moves were tried, one at a time.",
        "The biggest differences on {dilemmas} hold with each of the model's assumptions a quarter lower or higher: {n_moves} "
        "moves were tried, one at a time.",
        dilemmas=listed([quoted(one.title) for one in firm]),
        n_moves=firm[0].n_moves,
    )
    return (*fragile, held)


def _tried(session: Session, moment: Moment, spread: float, between: Between) -> TriedFinding:
    place, way = session.place, moment.ways[0]
    options = [option.id for option in place.dilemmas[place.dilemma(moment.dilemma)].options]
    taken, other = options.index(moment.taken), options.index(way.option)
    branches, number_of = branches_of(session, {(moment.turn, moment.dilemma): (taken, other)})
    pair = [branches[number_of[moment.turn, moment.dilemma, option]] for option in (taken, other)]
    usual = next(effect for effect in way.effects if effect.measure == moment.measure)
    tried = moves(place, session.parameters)
    screened = _effects(session, pair, tried, moment.measure, SCREENED, spread, between)
    sign = 1.0 if usual.mean > 0 else -1.0
    order = sorted(range(len(tried)), key=lambda number: sign * screened[number].mean)[:SUSPECTS]
    suspects = [tried[number] for number in order]
    again = _effects(session, pair, suspects, moment.measure, CONFIRMED, spread, between)
    values = {**place.parameters, **session.parameters}
    hinges = tuple(
        Hinge(name, PARAMETERS[name].text, PARAMETERS[name].source, values[name], moved, effect)
        for (name, moved), effect in zip(suspects, again, strict=True)
        if effect.is_close or sign * effect.mean <= 0.0
    )
    return TriedFinding(
        moment.turn,
        moment.dilemma,
        way.option,
        moment.measure,
        moment.title,
        len(tried),
        hinges,
        _told(moment, way.label, hinges),
    )


def _effects(
    session: Session,
    pair: Sequence[Branch],
    tried: Sequence[Move],
    measure: str,
    n_futures: int,
    spread: float,
    between: Between,
) -> list[Effect]:
    """The effect on one measure under each move."""
    values = {**session.place.parameters, **session.parameters}
    changed: dict[str, Array] = {}
    for number, (name, moved) in enumerate(tried):
        changed.setdefault(name, np.full(2 * len(tried), float(values[name])))[2 * number : 2 * number + 2] = moved
    played = play_on(
        session.place,
        [*pair] * len(tried),
        as_played(session),
        futures_of(session.seed, n_futures),
        parameters={**session.parameters, **changed},
        between=between,
    )[measure]
    return [effect_of(measure, played[2 * number + 1], played[2 * number], spread) for number in range(len(tried))]


def _told(moment: Moment, label: str, hinges: Sequence[Hinge]) -> str:
    if not hinges:
        return say("It hangs on no one assumption.")
    name = MEASURES[moment.measure].name
    usual = next(effect for effect in moment.ways[0].effects if effect.measure == moment.measure)
    known = {"measure": name, "option": quoted(label), "dilemma": quoted(moment.title)}
    if usual.mean > 0:
        what = say("That {measure} would have ended higher with {option} on {dilemma}", **known)
    else:
        what = say("That {measure} would have ended lower with {option} on {dilemma}", **known)
    return say(
        "{what} is fragile: it hangs on {assumptions}, and does not hold with {moved}.",
        what=what,
        assumptions=count(len(hinges), "assumption"),
        moved=listed([_moved(one) for one in hinges]),
    )


def _moved(one: Hinge) -> str:
    text = quoted(say(one.text))
    return say("{text} a quarter lower", text=text) if one.moved < one.usual else say("{text} a quarter higher", text=text)
