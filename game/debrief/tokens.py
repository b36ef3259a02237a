"""What attention was worth: each token of a run taken away, under futures that share their luck with the run that had it.

The method is that of `moments`. A token is compared with the same quarter without it: nothing is put in its place. Two tokens of
one quarter that are alike are asked about once, for one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.core.decision import Decisions
from game.core.decision_words import from_words
from game.core.outcome import MEASURES
from game.debrief.finding import opened
from game.debrief.moments import DECISIVE, Effect, effect_of, ranges_of
from game.debrief.ways import as_played
from game.play.future import Branch, futures_of, play_on
from game.play.session import Session
from game.translation import say
from game.words import quarter, token
from game.words.grammar import capital

FUTURES: Final = 25
"""Futures for each token: what one is worth varies less than what an option is."""

MOST_TOLD: Final = 3
"""Measures told of one token."""

MOST_TOKENS: Final = 4
"""Tokens told of a run."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token, and what there would have been without it.

    Arguments:
        turn: the quarter, counted from 1.
        written: the token as it is saved.
        words: the token in words.
        effects: on every headline measure, without the token less with it.
        weight: the largest effect that is not too close to call, as a part of its measure's range.
        is_decisive: whether that is felt.
        text: all this in a sentence.
    """

    turn: int
    written: tuple[tuple[str, str], ...]
    words: str
    effects: tuple[Effect, ...]
    weight: float
    is_decisive: bool
    text: str


def tokens(session: Session, *, n_futures: int = FUTURES) -> tuple[Token, ...]:
    """Each token of a game that is over, the most decisive first. Raises `StillRunning` for one that is not."""
    opened(session)
    branches: list[Branch] = []
    asked: list[tuple[int, tuple[tuple[str, str], ...], int, int]] = []
    for turn, (choices, placed) in enumerate(session.decided, 1):
        state = session.states[turn - 1]
        base = len(branches)
        branches.append(Branch(state, session.taken()[turn - 1]))
        for written in dict.fromkeys(tuple(one.items()) for one in placed):
            rest = [dict(one) for one in placed]
            rest.remove(dict(written))
            without = from_words(session.place, choices, rest)
            if isinstance(without, Decisions):
                asked.append((turn, written, base, len(branches)))
                branches.append(Branch(state, without))
    seeds = futures_of(session.seed, n_futures)
    played = play_on(session.place, branches, as_played(session), seeds, parameters=session.parameters or None)
    ranges = ranges_of(session.place, tuple(sorted(session.parameters.items())))
    found = []
    for turn, written, base, number in asked:
        effects = tuple(effect_of(name, played[name][number], played[name][base], ranges[name]) for name in MEASURES)
        found.append(_token(session, turn, written, effects))
    return tuple(sorted(found, key=lambda one: (-one.weight, one.turn)))


def mattered(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The few tokens on which most hung, of those placed alike in several quarters the weightiest; no rest that only rested."""
    weightiest: dict[str, Token] = {}
    for one in found:
        if one.is_decisive and not _is_plain(one):
            weightiest.setdefault(one.words, one)
    return tuple(weightiest.values())[:MOST_TOKENS]


def _is_plain(one: Token) -> bool:
    """Whether all that is felt of a token is that an evening off rests whoever takes it, which nobody needs to be told."""
    felt = {effect.measure for effect in one.effects if not effect.is_close and abs(effect.share) >= DECISIVE}
    return ("token", "rest") in one.written and felt == {"self"}


def _token(session: Session, turn: int, written: tuple[tuple[str, str], ...], effects: tuple[Effect, ...]) -> Token:
    words = token.in_words(session.place, dict(written))
    told = sorted((one for one in effects if not one.is_close), key=lambda one: -abs(one.share))
    weight = abs(told[0].share) if told else 0.0
    when = f"{capital(words)} ({quarter.name(session.place, turn)})"
    felt = [one.text for one in told if abs(one.share) >= DECISIVE][:MOST_TOLD]
    if felt:
        text = say("{token}. Without it, on average: {effects}.", token=when, effects="; ".join(felt))
    elif all(one.is_same for one in effects):
        text = say("{token}. Without it, everything that is measured would have ended as it did.", token=when)
    elif told:
        text = say("{token}. Without it, nothing would have moved by as much as can be felt.", token=when)
    else:
        text = say("{token}. What there would have been without it is too close to call.", token=when)
    return Token(turn, written, words, effects, weight, weight >= DECISIVE, text)
