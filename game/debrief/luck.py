"""How much was luck: where a game lies among its own decisions under other luck, and among games in which chance decides.

Method. What the player decided, from the first decision on, is played again under the futures by which decisive moments are
found, each with other luck; and the place is played by chance. Told are the 5th and the 95th percentile of each headline measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.core.arithmetic import Array
from game.core.outcome import MEASURES
from game.play.session import Session
from game.translation import say, say_many
from game.words import difference, measure

Span = tuple[float, float]
"""The 5th and the 95th percentile of a measure, in its own unit."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One headline measure: what it came to, what the same decisions come to under other luck, and games by chance."""

    measure: str
    own: float
    under_other_luck: Span
    by_chance: Span
    text: str


@dataclass(frozen=True, slots=True)
class Luck:
    """The headline measures, on which of them this game's luck was out of the common, and how that was found."""

    spreads: tuple[Spread, ...] = ()
    method: str = ""
    text: str = ""


def span_of(values: Array) -> Span:
    """The 5th and the 95th percentile of some values."""
    ordered, n = np.sort(values), len(values)
    return float(ordered[int(0.05 * n)]), float(ordered[min(int(0.95 * n), n - 1)])


def luck(session: Session, as_decided: Mapping[str, Array], by_chance: Mapping[str, Span], *, since: int = 1) -> Luck:
    """How much of a game was luck.

    Arguments:
        session: a game that is over.
        as_decided: by measure, what the game's own decisions come to under other luck, one value a future.
        by_chance: by measure, between what nine in ten games lie in which everything is decided by chance.
        since: the turn from whose start on there is other luck.
    """
    headline = session.headline()
    spreads = tuple(_spread(name, headline[name], span_of(as_decided[name]), by_chance[name]) for name in MEASURES)
    return Luck(spreads, _method(len(as_decided[MEASURES[0]])), _blurred(session, since) or _told(spreads))


def _spread(name: str, own: float, other: Span, chance: Span) -> Spread:
    text = say(
        "{measure}: {own} here; {other} with other luck; {chance} by chance.",
        measure=measure.MEASURES[name].name,
        own=measure.value(name, own),
        other=measure.span(name, *other),
        chance=measure.span(name, *chance),
    )
    return Spread(name, own, other, chance, text)


def _method(n_futures: int) -> str:
    return say_many(
        n_futures,
        "What you decided was played again under one other kind of luck; beside it stand games in which everything is decided by "
        "chance. Nine in ten of each end between the two numbers.",
        "What you decided was played again under {n_futures} other kinds of luck; beside them stand games in which everything is "
        "decided by chance. Nine in ten of each end between the two numbers.",
        n_futures=n_futures,
    )


def _blurred(session: Session, since: int) -> str:
    """Why luck cannot be told apart from what else differs in the games beside this one; empty where nothing else does."""
    if session.last_turn_played < session.place.turns:
        return say(
            "Your programme was stopped. With other luck it may run on, and then a line of play decides what you were not asked: "
            "so what was luck cannot be told apart from what was decided after you."
        )
    if any(turn > since and not text for turn, _, text in session.injected):  # news in words of their own moves no number
        return say(
            "What your facilitator threw in does not happen in the games beside yours: so what was luck cannot be told apart "
            "from what came of that."
        )
    return ""


def _told(spreads: tuple[Spread, ...]) -> str:
    """On which measures luck was out of the common."""
    kind = [one.measure for one in spreads if one.own > one.under_other_luck[1]]
    hard = [one.measure for one in spreads if one.own < one.under_other_luck[0]]
    said = []
    if kind:
        said.append(
            say("Luck was with you on {measures}: few games with your decisions end higher.", measures=difference.names(kind))
        )
    if hard:
        said.append(
            say("Luck was against you on {measures}: few games with your decisions end lower.", measures=difference.names(hard))
        )
    return " ".join(said) or say("This game's luck was nothing out of the common.")
