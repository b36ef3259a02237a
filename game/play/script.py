"""Decisions written down beforehand, in words: what a test or a program wants taken, turn by turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from game.core.decision import Decisions, Refusal, none_of
from game.core.decision_words import from_words
from game.core.observe import View
from game.core.place import Place
from game.core.rng import Seeds
from game.play.policy import Memory, Policy

Token = Mapping[str, str]


@dataclass(frozen=True)
class ScriptedTurn:
    """What is written for one turn: options by dilemma, and tokens; None where nothing is said of tokens."""

    choices: Mapping[str, str] = field(default_factory=dict)
    tokens: tuple[Token, ...] | None = None

    def decisions(self, place: Place) -> Decisions | Refusal:
        """The decisions of one playthrough, or why they make no sense in this place."""
        return from_words(place, self.choices, self.tokens or ())


Script = Mapping[int, ScriptedTurn]
"""What is written, by turn, counted from 1."""


class Scripted:
    """Takes what is written, and leaves the rest to another policy, or open.

    Unlike other policies it may decide what is refused: whoever plays it must ask `refusal` before each turn.
    """

    name = "scripted"

    def __init__(self, place: Place, script: Script, rest: Policy | None = None) -> None:
        """Takes a script whose ids are known in the place. Raises `ValueError` for one whose ids are not."""
        self._rest = rest
        self._written = script
        self._taken: dict[int, Decisions] = {}
        for turn, written in script.items():
            found = written.decisions(place)
            if isinstance(found, Refusal):
                raise ValueError(f"Turn {turn}: {found}")  # noqa: TRY004 - its content is at fault, not its type
            self._taken[turn] = found

    def decide(self, view: View, seeds: Seeds, memory: Memory) -> Decisions:
        """Lays what is written over what the other policy would do."""
        n = view.n_playthroughs
        base = none_of(view.place, n) if self._rest is None else self._rest.decide(view, seeds, memory)
        taken = self._taken.get(view.turn)
        if taken is None:
            return base
        running = view["running"] > 0.0
        choice = np.where((taken.choice >= 0) & running, taken.choice, base.choice)
        attention = base.attention
        if self._written[view.turn].tokens is not None:
            attention = np.where(running, np.broadcast_to(taken.attention, attention.shape), -1)
        return Decisions(choice, attention)


def in_words(turns: Mapping[int, tuple[Mapping[str, str], Any]]) -> dict[str, Any]:
    """Decisions by turn as plain data that can be written to a file and read back as a script."""
    return {
        str(turn): {"choices": dict(choices), "tokens": [dict(token) for token in tokens]}
        for turn, (choices, tokens) in turns.items()
    }
