"""Promises: who promised whom what by when, and what became of it.

Every promise that can be made in a place has a slot of its own, so a batch holds them as arrays: status, turn made, turn due,
size. Who, to whom, and the words are terms of the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from game.core.condition import Condition

EMPTY: Final = 0
OPEN: Final = 1
KEPT: Final = 2
LATE: Final = 3
DISCLOSED: Final = 4
BROKEN: Final = 5
CONCEALED: Final = 6

STATUS_NAMES: Final = ("not made", "open", "kept", "kept late", "owned up to", "broken", "concealed")

PromiseKind = Literal["visit", "money", "protocol", "delivery", "condition"]


@dataclass(frozen=True, slots=True)
class PromiseTerms:
    """One slot: `giver` promises `receiver` something; `kind` says what settles it.

    visit: the leader spends time with the receiver. money: the leader puts money into the receiver's share. protocol: every
    protocol that the receiver needs is signed. delivery: the giver really delivers. condition: `kept` holds.
    """

    id: str
    text: str
    giver: int
    receiver: int
    kind: PromiseKind
    quarters: int
    kept: Condition | None = None
    from_attention: bool = False
