"""Seats: what people decide for agencies of their own, where several play: see `game.core.seats`. The sizes are assumptions."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.arithmetic import greater, lesser
from game.core.dynamics.trust import betray, reward
from game.core.parameters import PARAMETERS
from game.core.promise import BROKEN
from game.core.seats import AS_IT_GOES, HOLDS_BACK, OPENS, SeatDecisions
from game.core.turn import Origin, Turn


def give_what_was_pledged(turn: Turn, seats: SeatDecisions | None) -> None:
    """Sets the share that each agency gives to what its seat pledged, before the quarter's money is moved."""
    if seats is None:
        return
    runs = _running(turn)
    for agency in np.flatnonzero(seats.pledges != AS_IT_GOES):
        turn.put("giving", (int(agency),), float(seats.pledges[agency]), runs, _origin("pledge").cause("pledged"))


def share_as_decided(turn: Turn, seats: SeatDecisions | None) -> None:
    """Moves sharing as seats decided, before habit does the rest.

    Whoever opens up shares at once a good part of what law and protocol allow, and wins shared purpose with the other; its own
    masters ask what it gives away. Whoever holds back shares less, and the other takes it for what it is.
    """
    if seats is None:
        return
    state, runs = turn.state, _running(turn)
    for one, other in np.argwhere(seats.sharing):
        i, j = int(one), int(other)
        if seats.sharing[i, j] == OPENS:
            cause = _origin("sharing").cause("opened")
            gate = lesser(state["permission"][i, j], lesser(_legal(turn, i), _legal(turn, j)))
            room = greater(gate - state["practice"][i, j], 0.0)
            turn.shift("practice", (i, j), _size(turn, "seat_opening") * room, runs, cause)
            won = _size(turn, "seat_opening_purpose") * (1.0 - state["purpose"][j, i])
            turn.shift("purpose", (j, i), won, runs, cause)
            turn.shift("cover", (i,), -_size(turn, "seat_opening_cover"), runs, cause)
        elif seats.sharing[i, j] == HOLDS_BACK:
            cause = _origin("sharing").cause("held back")
            turn.shift("practice", (i, j), -_size(turn, "seat_holding") * state["practice"][i, j], runs, cause)
            lost = _size(turn, "seat_holding_purpose") * state["purpose"][j, i]
            turn.shift("purpose", (j, i), -lost, runs, cause)


def settle_between_seats(turn: Turn, seats: SeatDecisions | None) -> None:
    """Settles the promises between seats that fall due: each moves its receiver's confidence as any promise does."""
    if seats is None:
        return
    runs = _running(turn)
    for one in seats.settled:
        origin = Origin("promise", one.id, one.text)
        row = np.flatnonzero(runs)
        tie, size = (np.full(len(row), one.receiver), np.full(len(row), one.giver)), np.full(len(row), one.size)
        if one.is_kept:
            reward(turn, tie, size, 1.0, row, origin.cause("kept"))
        else:
            betray(turn, tie, size, np.full(len(row), BROKEN), row, origin.cause("broken"))
        turn.tell("promise", one.id, "kept" if one.is_kept else "broken", runs, (one.giver, one.receiver))


def _legal(turn: Turn, agency: int) -> Any:
    """The room the law leaves an agency to share; of one that is many bodies, no more than takes part."""
    legal = turn.state["legal"][agency]
    return legal * turn.state["taking_part"][agency] if "members" in turn.place.parts else legal


def _running(turn: Turn) -> Any:
    return turn.state["running"] > 0.0


def _origin(name: str) -> Origin:
    return Origin("seat", name)


def _size(turn: Turn, name: str) -> Any:
    """A size of this part, which no place's own parameters hold: the usual value, or what was laid over it."""
    return turn.parameters.get(name, PARAMETERS[name].value)
