"""Exploring: play that seeks what has been seen least, to find what is never offered and what nobody would try.

Chance alone rarely reaches what hangs on a chain of choices. Each playthrough here has a temper of its own, drawn once, so that
together they push every variable to its ends; and each prefers options that were taken least so far, or that open the way to
such.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.core.arithmetic import Array, Mask, Numbers
from game.core.condition import Compare, Condition, Constant, Read, walk
from game.core.decision import Decisions
from game.core.observe import View
from game.core.place import Place
from game.core.rng import Seeds, uniform
from game.play.attention import Hand, Promising
from game.play.policy import Memory, Seen, choose, scatter_tokens
from game.play.profile import profile_of, weigh

_TEMPER: Final = 2_000
_WAVER: Final = 3_000
"""Numbers of the first draws for a playthrough's temper, and for breaking ties."""


class Explore:
    """Seeks what has been seen least. What it decides hangs on the playthroughs before it, so it is told which those were."""

    name = "explore"
    learns = True
    is_blind = True

    def __init__(self, place: Place) -> None:
        self._promising = Promising.of(place)
        self._profile = profile_of(place)
        self._features = sorted({feature for dilemma in self._profile for moves in dilemma for feature in moves})
        self._opens = _openings(place)

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:
        """Takes what is new to the playthroughs so far, or suits this one's temper."""
        seen = memory.seen or Seen.nothing(view.place)
        draws = uniform(seeds, 0, "policy", _TEMPER + np.arange(len(self._features) + 1, dtype=np.int64)[:, None])
        # One playthrough in three has no temper at all.
        strength = np.where(draws[-1] < 1.0 / 3.0, 0.0, 0.25)
        temper = {feature: strength * (2.0 * draws[number] - 1.0) for number, feature in enumerate(self._features)}

        def pick(number: int, can: Mask) -> Numbers:
            new = self._novelty(number, seen, can)
            waver = uniform(seeds, view.turn, "policy", _WAVER + 10 * number + np.arange(len(can), dtype=np.int64)[:, None])
            suits = np.stack([np.broadcast_to(weigh(moves, temper), can.shape[1:]) for moves in self._profile[number]])
            worth = 2.0 * new + suits + 0.3 * waver
            best: Numbers = np.where(can, worth, -np.inf).argmax(axis=0).astype(np.int64)
            return best

        choice, money = choose(view, pick)
        hand = Hand(view, self._promising, memory.parameters, money)
        scatter_tokens(hand, self._promising, view, seeds, shun=seen.tokens.astype(np.float64))
        return Decisions(choice, hand.attention)

    def _novelty(self, number: int, seen: Seen, can: Mask) -> Array:
        """How new each option is, 1 for the newest that can be taken; one that opens the way to what is new counts as newer."""
        n_options = len(can)
        new = 1.0 / (1.0 + seen.picked[number, :n_options].astype(np.float64))
        for option, opened in enumerate(self._opens[number]):
            for dilemma, other in opened:
                met = seen.asked[dilemma] if other < 0 else seen.picked[dilemma, other]
                new[option] += 0.5 / (1.0 + float(met))
        best = np.where(can, new[:, None], 0.0).max(axis=0)
        scaled: Array = new[:, None] / np.where(best > 0.0, best, 1.0)
        return scaled


Opened = tuple[int, int]
"""A dilemma that an option may bring (-1), or one option of it."""


Thing = tuple[str, int, int]
"""What an option may bring about and a condition ask for: a variable, its index, and the option where one is meant (else -1)."""


def _openings(place: Place) -> list[list[list[Opened]]]:
    """For each option of each dilemma, what hangs on a flag, promise or choice that it makes."""
    wanted: dict[Thing, list[Opened]] = {}
    for number, dilemma in enumerate(place.dilemmas):
        wanted.setdefault(("opened", number, -1), []).append((number, -1))
        _note(wanted, dilemma.when, (number, -1))
        for position, option in enumerate(dilemma.options):
            _note(wanted, option.when, (number, position))
    result = []
    for number, dilemma in enumerate(place.dilemmas):
        made = [{("chosen", number, position)} | _makes(option.effects) for position, option in enumerate(dilemma.options)]
        result.append([_opened_by(things, wanted) for things in made])
    return result


def _opened_by(things: set[Thing], wanted: dict[Thing, list[Opened]]) -> list[Opened]:
    return [opened for thing in sorted(things) for opened in wanted.get(thing, ())]


def _note(wanted: dict[Thing, list[Opened]], condition: Condition | None, what: Opened) -> None:
    """Notes what a condition asks for."""
    for part in walk(condition) if condition is not None else ():
        match part:
            case Compare(left=Read(variable="chosen", index=(dilemma,)), operator="==", right=Constant(value=option)):
                wanted.setdefault(("chosen", dilemma, int(option)), []).append(what)
            case Read(variable="flag" | "promise_status" as variable, index=(number,)):
                wanted.setdefault((variable, number, -1), []).append(what)
            case _:
                pass


def _makes(effects: tuple[Any, ...]) -> set[Thing]:
    """The flags, promises and openings that effects bring about, nested ones included."""
    found: set[Thing] = set()
    for effect in effects:
        match effect.key:
            case "flag" | "count":
                found.add(("flag", getattr(effect, effect.key), -1))
            case "promise":
                found.add(("promise_status", effect.id, -1))
            case "open":
                found.add(("opened", effect.open, -1))
            case "chance":
                found |= _makes(effect.then) | _makes(effect.else_)
            case "after":
                found |= _makes(effect.then)
            case _:
                pass
    return found
