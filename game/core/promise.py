"""Promises: who promised whom what by when, and what became of it.

Every promise that can be made in a place has a slot of its own, so a batch holds them as arrays: status, turn made, turn due,
size. Who, to whom, and the words are terms of the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from game.core.arithmetic import Numbers
from game.core.condition import Condition, variables_of
from game.translation import later

EMPTY: Final = 0
OPEN: Final = 1
KEPT: Final = 2
LATE: Final = 3
DISCLOSED: Final = 4
BROKEN: Final = 5
CONCEALED: Final = 6

STATUS_NAMES: Final = later(("not made", "open", "kept", "kept late", "owned up to", "broken", "concealed"))

PromiseKind = Literal["visit", "money", "protocol", "delivery", "condition"]

KINDS: Final[tuple[PromiseKind, ...]] = ("visit", "money", "protocol", "delivery", "condition")
BY_ATTENTION: Final = KINDS[:3]
"""What can be promised by attention; done early, such a deed keeps the promise."""

SETTLED: Final = frozenset(("promise_status", "confidence", "scar", "credibility", "energy", "lasting"))
"""What settling a promise changes, and what may hang on it at once."""


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


@dataclass(frozen=True)
class Slots:
    """The terms of all promises of a place as arrays, so that promises of a batch are looked at together.

    Arguments:
        giver, receiver: agency numbers, shape (P,).
        quarters: how long each may take, shape (P,).
        kinds: which kind each is, an index into KINDS, shape (P,).
        by_attention: the slot that attention fills, by kind (see BY_ATTENTION) and receiver, shape (3, A); -1 for none.
        of_lead: the slots whose giver is the lead, by receiver, shape (most, A), -1 where there are fewer.
        pairs_of: the protocols that each agency needs, shape (most, 2, A), -1 where there are fewer.
        conditions: the slots that are kept if a condition holds, each with it.
        sections: neighbouring slots, (start, stop), none of whose conditions asks about what settling those before it changes.
    """

    giver: Numbers
    receiver: Numbers
    quarters: Numbers
    kinds: Numbers
    by_attention: Numbers
    of_lead: Numbers
    pairs_of: Numbers
    conditions: tuple[tuple[int, Condition], ...]
    sections: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, promises: Sequence[PromiseTerms], lead: int, n_agencies: int, protocols: Sequence[tuple[int, int]]) -> Slots:
        """The arrays of a place's promises and protocols."""
        by_attention = np.full((len(BY_ATTENTION), n_agencies), -1, dtype=np.int64)
        for slot, terms in enumerate(promises):
            if terms.from_attention:
                by_attention[BY_ATTENTION.index(terms.kind), terms.receiver] = slot
        needed = [[pair for pair in protocols if agency in pair] for agency in range(n_agencies)]
        pairs_of = np.full((max(map(len, needed)), 2, n_agencies), -1, dtype=np.int64)
        for agency, pairs in enumerate(needed):
            pairs_of[: len(pairs), :, agency] = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        own = [[slot for slot, one in enumerate(promises) if (one.giver, one.receiver) == (lead, i)] for i in range(n_agencies)]
        of_lead = np.full((max(map(len, own)), n_agencies), -1, dtype=np.int64)
        for agency, slots in enumerate(own):
            of_lead[: len(slots), agency] = slots
        conditions = tuple((slot, terms.kept) for slot, terms in enumerate(promises) if terms.kept is not None)
        cuts = [slot for slot, condition in conditions if SETTLED.intersection(variables_of(condition))]
        return cls(
            np.array([terms.giver for terms in promises], dtype=np.int64),
            np.array([terms.receiver for terms in promises], dtype=np.int64),
            np.array([terms.quarters for terms in promises], dtype=np.int64),
            np.array([KINDS.index(terms.kind) for terms in promises], dtype=np.int64),
            by_attention,
            of_lead,
            pairs_of,
            conditions,
            tuple(pairwise((0, *cuts, len(promises)))),
        )
