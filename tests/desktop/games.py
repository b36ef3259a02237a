"""Games at a window, for tests: Barnet, some quarters in, as the real leaders played it."""

from __future__ import annotations

from functools import cache
from typing import Any

from game.core.decision_words import to_words
from game.core.place import Place
from game.desktop.table import Table
from game.desktop.window import Window
from game.play.pending import Pending
from game.play.policy import Memory, policy_named
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from tests.desktop.hand import a_window
from tests.places.shipped import barnet


def a_session(turns: int = 0, place: Place | None = None, seed: int = 3) -> Session:
    """A game some quarters in, decided as the real leaders decided."""
    session = Session(place or barnet(), seed)
    policy, memory = policy_named("history", session.place), Memory({**session.place.parameters})
    for _ in range(turns):
        session.pending = Pending(*to_words(session.place, policy.decide(session.view(), session.state.seeds, memory)))
        assert session.end_turn() is None
    return session


@cache
def over() -> Session:
    """A game that is over, played once: to be looked at only."""
    return a_session(barnet().turns)


def a_table(window: Window | None = None, turns: int = 0, **settings: Any) -> Table:
    """A game at a window, unsaved."""
    return Table(window or a_window(**settings), SavedShelf(3), Opened(a_session(turns)))
