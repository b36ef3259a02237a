"""`grant`, `spend`, `move`: money from outside, money used up, money moved. Each pound leaves one account and enters another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from game.core.arithmetic import Mask
from game.core.effects.base import Effect, described
from game.core.effects.kind import ACCOUNT, POUNDS
from game.core.turn import POT, TREASURY, WORK, Account, Origin, Turn, budget_of


def account(number: int) -> Account:
    """The account a compiled field names: an agency's budget, or the pot for -1."""
    return POT if number < 0 else budget_of(number)


@dataclass(frozen=True, kw_only=True)
class Grant(Effect):
    """Brings new money from outside into an agency's budget or the pot."""

    key = "grant"

    grant: Annotated[int, POUNDS] = described("how many pounds")
    to: Annotated[int, ACCOUNT] = described("an agency, or `pot`")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Moves the money in."""
        turn.transfer(TREASURY, account(self.to), self.grant, mask, origin.cause("grant"))


@dataclass(frozen=True, kw_only=True)
class Spend(Effect):
    """Uses money up on the joint work's overheads; as much as there is, if there is less."""

    key = "spend"

    spend: Annotated[int, POUNDS] = described("how many pounds")
    from_: Annotated[int, ACCOUNT] = described("an agency, or `pot`")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Spends the money, and notes who bore it."""
        paid = turn.transfer(account(self.from_), WORK, self.spend, mask, origin.cause("spend"))
        if self.from_ >= 0:
            turn.shift("cost", (self.from_,), paid, mask, origin.cause("spend"))
            turn.shift("bearing", (self.from_,), paid, mask, origin.cause("spend"))


@dataclass(frozen=True, kw_only=True)
class Move(Effect):
    """Moves money between agencies, or into or out of the pot."""

    key = "move"

    move: Annotated[int, POUNDS] = described("how many pounds")
    from_: Annotated[int, ACCOUNT] = described("an agency, or `pot`")
    to: Annotated[int, ACCOUNT] = described("an agency, or `pot`")

    def apply(self, turn: Turn, mask: Mask, origin: Origin) -> None:
        """Moves the money, and notes who bore it."""
        paid = turn.transfer(account(self.from_), account(self.to), self.move, mask, origin.cause("move"))
        if self.from_ >= 0:
            turn.shift("cost", (self.from_,), paid, mask, origin.cause("move"))
            turn.shift("bearing", (self.from_,), paid, mask, origin.cause("move"))
