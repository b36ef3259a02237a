"""A batch on which effects are tried: half of its playthroughs feel them, and the others must not."""

from __future__ import annotations

import numpy as np

from game.core.arithmetic import Mask
from game.core.effects import Effect
from game.core.effects.deep_dive import DeepDive
from game.core.effects.strand import Strand
from game.core.effects.votes import Votes
from game.core.ledger import Ledger
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.state import State
from game.core.step import begin
from game.core.turn import Origin, Turn
from tests.places.laboratory import laboratory, whole_laboratory

ROWS = 8
WHERE = np.arange(ROWS) % 2 == 0
CARE, SCHOOLS, POLICE, JOBS = 1, 2, 3, 4
ORIGIN = Origin("option", "test.option", "the option's label")


def place_for(effect: Effect | None) -> Place:
    """The laboratory, with the parts that only some places have where an effect is of one."""
    return whole_laboratory() if isinstance(effect, Strand | DeepDive | Votes) else laboratory()


def start(effect: Effect | None = None) -> State:
    """A state in which every effect has something to do."""
    state = begin(place_for(effect), seeds_of(1, ROWS)).state.writable()
    state["flag"][...] = 2.0
    state["strain"][...] = 0.3
    return state


def started(place: Place, rows: int, **values: float) -> State:
    """A batch before its first turn, with some variables set."""
    state = begin(place, seeds_of(1, rows), trace=False).state.writable()
    for name, value in values.items():
        state[name][...] = value
    return state


def run(effect: Effect, mask: Mask = WHERE) -> tuple[State, State, Ledger]:
    """The state before an effect, after it where `mask` holds, and the ledger of it."""
    before, place = start(effect), place_for(effect)
    turn = Turn(place, before, place.parameters, trace=True)
    effect.run(turn, mask, ORIGIN)
    after, ledger = turn.finish()
    after.turn = before.turn
    assert ledger is not None
    return before, after, ledger
