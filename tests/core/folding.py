"""The law of the ledger: what was before and the entries alone give what is after, bit for bit."""

from __future__ import annotations

import numpy as np

from game.core.ledger import Ledger
from game.core.state import State


def folds(ledger: Ledger | None, state: State) -> bool:
    """Whether every variable after a turn is rebuilt from its value before and the entries, added in their order."""
    assert ledger is not None
    values = {name: ledger.before[name].copy() for name in state}
    for block in ledger.blocks:
        block.apply(values[block.variable])
    return all(np.array_equal(values[name], state[name]) for name in state)
