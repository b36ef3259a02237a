"""Minimised replays: of the decisions of a game that met something, the few without which it is not met.

Delta debugging over decisions, a whole round of attempts played as one batch. A choice that is left out becomes the first option
that is open, a token that is left out is not placed.

Source: Zeller and Hildebrandt (2002), IEEE Transactions on Software Engineering 28.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.core.arithmetic import Mask
from game.core.decision import Decisions, none_of
from game.core.decision_words import to_words
from game.core.observe import observe
from game.core.place import Place
from game.core.rng import Seeds
from game.core.state import State
from game.core.step import begin, step_in_place
from game.play.policy import Memory, Replayed
from game.translation import say

_MOST_ROUNDS: Final = 60

Item = tuple[int, int, int]
"""One decision: its turn from 0; the number of its dilemma, or -1; the slot of its token, or -1."""

Meets = Callable[[int], Mask]
"""Asked after a batch of so many games was played: in which of them was it met?"""


@dataclass(frozen=True)
class Minimised:
    """A game in few words: its seed, and the decisions that matter, by turn; all else is the first that is open."""

    seed: int
    turns: dict[int, tuple[dict[str, str], list[dict[str, str]]]]
    n_before: int

    @property
    def n(self) -> int:
        """How many decisions are left."""
        return sum(len(choices) + len(tokens) for choices, tokens in self.turns.values())

    def to_json(self) -> dict[str, Any]:
        """As plain data; `decisions` can be given to `wholeplace run` with `--decisions`, beside `--policy history`."""
        decisions = {str(turn): {"choices": choices, "tokens": tokens} for turn, (choices, tokens) in self.turns.items()}
        return {"seed": self.seed, "decisions": decisions, "n_decisions": self.n, "n_before": self.n_before}

    def told(self) -> str:
        """In one sentence."""
        parts = []
        for turn, (choices, tokens) in self.turns.items():
            what = [f"{dilemma}: {option}" for dilemma, option in choices.items()] + [
                " ".join(token.values()) for token in tokens
            ]
            parts.append(say("quarter {turn} {decisions}", turn=turn, decisions=", ".join(what)))
        if not parts:
            return say("seed {seed}, whatever is decided", seed=self.seed)
        return say("seed {seed}, {decisions}", seed=self.seed, decisions="; ".join(parts))


def minimise(
    place: Place, taken: Sequence[Decisions], seed: int, meets: Meets, *, played_on: Place | None = None
) -> Minimised | None:
    """The few decisions of one game without which something is not met; None where the game does not meet it when played again.

    Arguments:
        place: the place.
        taken: the decisions of each turn, for one game.
        seed: its seed.
        meets: tells in which games of the batch just played it was met.
        played_on: the same place with gauges on, where `meets` reads them.
    """
    items = _items(taken)
    n_before = len(items)
    where = played_on or place

    def met(kept: Sequence[Sequence[Item]]) -> Mask:
        play_seeds(where, Replayed(place, _only(place, taken, kept)), np.full(len(kept), seed, dtype=np.uint64))
        return meets(len(kept))

    whole, none = met([items, []])
    if not whole:
        return None
    if none:
        items = []
    parts = 2
    for _ in range(_MOST_ROUNDS):
        if len(items) < 2 and parts > 2:
            break
        size = -(-len(items) // parts)
        cuts = [items[start : start + size] for start in range(0, len(items), size)] if items else []
        if not cuts:
            break
        rests = [[item for item in items if item not in cut] for cut in cuts]
        found = np.flatnonzero(met(rests))
        if len(found):
            items, parts = rests[int(found[0])], max(parts - 1, 2)
        elif size == 1:
            break
        else:
            parts = min(2 * parts, len(items))
    return Minimised(seed, _in_words(place, taken, items), n_before)


def play_seeds(place: Place, policy: Replayed, seeds: Seeds) -> State:
    """Plays a batch of any seeds, one seed as often as one likes, and gives the final state."""
    state = begin(place, seeds, trace=False).state.writable()
    memory = Memory(place.parameters)
    for _ in range(place.turns + place.epilogue):
        step_in_place(place, state, policy.decide(observe(place, state, place.lead), state.seeds, memory))
    return state


def _items(taken: Sequence[Decisions]) -> list[Item]:
    found = [(turn, int(dilemma), -1) for turn, one in enumerate(taken) for dilemma in np.flatnonzero(one.choice[:, 0] >= 0)]
    found += [(turn, -1, int(slot)) for turn, one in enumerate(taken) for slot in np.flatnonzero(one.attention[:, 0, 0] >= 0)]
    return sorted(found)


def _only(place: Place, taken: Sequence[Decisions], kept: Sequence[Sequence[Item]]) -> list[Decisions]:
    """The decisions of a batch, each game with those that it keeps."""
    result = [none_of(place, len(kept)) for _ in taken]
    for row, items in enumerate(kept):
        for turn, dilemma, slot in items:
            if dilemma >= 0:
                result[turn].choice[dilemma, row] = taken[turn].choice[dilemma, 0]
            else:
                result[turn].attention[slot, :, row] = taken[turn].attention[slot, :, 0]
    return result


def _in_words(
    place: Place, taken: Sequence[Decisions], items: Sequence[Item]
) -> dict[int, tuple[dict[str, str], list[dict[str, str]]]]:
    only = _only(place, taken, [items])
    return {turn + 1: to_words(place, only[turn]) for turn in sorted({item[0] for item in items})}
