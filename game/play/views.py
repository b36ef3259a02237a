"""What seats see of a session: each view is made once, and with it is kept what was worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

from game.core.observe import View
from game.core.state import State
from game.play.pending import Found

MOST_KEPT: Final = 40
"""How much is kept of what was worked out from one view: a quarter that is decided over and over is to take no more room."""

_Seen = tuple[State, View, dict[Hashable, Any]]


class Views:
    """The views of one session, by turn and seat.

    A state never changes, and another way to play the same turn is another state. So a view that was kept is given again only
    while the state that it was made from is the one that is asked about.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], _Seen] = {}

    def view(self, state: State, seat: int, make: Callable[[], View]) -> View:
        """What a seat sees of a state: made by `make` where it is not kept."""
        return self._of(state, seat, make)[1]

    def once(self, state: State, seat: int, make: Callable[[], View], name: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` works out from a seat's view of a state: asked once, and given again under `name`."""
        found = self._of(state, seat, make)[2]
        if name not in found:
            made = find()
            while len(found) >= MOST_KEPT:
                found.pop(next(iter(tuple(found))), None)
            found[name] = made
            return made
        result: Found = found[name]
        return result

    def keep_only(self, state: State) -> None:
        """Keeps the views of one state, and nothing that was worked out from any."""
        self._seen = {key: (of, view, {}) for key, (of, view, _) in list(self._seen.items()) if of is state}

    def forget_found(self, state: State) -> None:
        """Lets go of what was worked out from the views of all states but one."""
        for of, _, found in tuple(self._seen.values()):
            if of is not state:
                found.clear()

    def clear(self) -> None:
        """Lets go of everything."""
        self._seen.clear()

    def _of(self, state: State, seat: int, make: Callable[[], View]) -> _Seen:
        key = state.turn, seat
        known = self._seen.get(key)
        if known is None or known[0] is not state:
            known = self._seen[key] = state, make(), {}
        return known
