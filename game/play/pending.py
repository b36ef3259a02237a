"""What a session has besides its past: what it writes to, what is decided so far, and what it says of a save that differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from game.play.advice import Advice
from game.translation import say


class Writes(Protocol):
    """What a session needs of a log: a record is safe when `append` returns."""

    def append(self, record: Mapping[str, Any]) -> int:
        """Writes one record; returns its number."""


class ReplayDiffers(Exception):  # noqa: N818 - the word people use for it
    """A saved game does not play as it was saved: names the first turn that differs."""

    def __init__(self, turn: int, found: str, expected: str) -> None:
        super().__init__(
            say(
                "Turn {turn} plays differently from what was saved: found {found}, expected {expected}.",
                turn=turn,
                found=found,
                expected=expected,
            )
        )
        self.turn = turn


@dataclass
class Pending:
    """What is decided so far this quarter: {dilemma id: option id}, and tokens as written; and what others recommend."""

    choices: dict[str, str] = field(default_factory=dict)
    tokens: list[dict[str, str]] = field(default_factory=list)
    advice: Advice = field(default_factory=Advice)
