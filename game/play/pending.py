"""What a session has besides its past: what it writes to, what is decided so far, and what it says of a save that differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from game.core.decision import Decisions, Refusal
from game.core.ledger import Ledger
from game.core.place import Place
from game.core.state import State
from game.core.step import Stepped
from game.play.counsel import Counsel
from game.translation import say

Found = TypeVar("Found")
"""What somebody finds of a session, and has it keep: see `Session.once`."""


class Writes(Protocol):
    """What a session needs of a log: a record is safe when `append` returns."""

    def append(self, record: Mapping[str, Any]) -> int:
        """Writes one record; returns its number."""


class Plays(Protocol):
    """How a session has a turn played: `step`, or what does the same for several sessions at once."""

    def __call__(
        self, place: Place, state: State, decisions: Decisions, *, parameters: Mapping[str, Any] | None = None
    ) -> Stepped | Refusal:
        """The turn that was played, or why it cannot be."""


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
    counsel: Counsel = field(default_factory=Counsel)

    def copied(self) -> Pending:
        """The same, to be returned to."""
        return Pending(dict(self.choices), [dict(token) for token in self.tokens], self.counsel.copied())


def no_token(slot: int, n_placed: int) -> Refusal:
    """That a token, counted from 0, cannot be taken back, as fewer are placed."""
    found = say("There is no token {number} to take back.", number=slot + 1)
    return Refusal("no_token", found, say("{n} are placed.", n=n_placed))


def no_turn(turn: int, n_played: int) -> Refusal:
    """That nobody can go back to a quarter which has not been played."""
    known = say("Quarters 1 to {played} have been played.", played=n_played)
    expected = known if n_played else say("No quarter has been played yet.")
    return Refusal("no_turn", say("You cannot go back to quarter {turn}.", turn=turn), expected)


def ended() -> Refusal:
    """That nothing can be decided once the programme has ended."""
    return Refusal(
        "over",
        say("The programme has ended."),
        say("There is nothing more to decide."),
        say("Go back to an earlier quarter to try another way."),
    )


def traced(stepped: Stepped) -> Ledger:
    """The ledger of a turn. Raises `TypeError` for one that was played without: a session traces every turn."""
    if stepped.ledger is None:
        raise TypeError("A session traces every turn.")
    return stepped.ledger
