"""Runs that are debriefed in tests: played once, debriefed once, under few futures where many would tell no more."""

from __future__ import annotations

from functools import cache

from game.core.place import Place
from game.debrief.analysis import Debrief, analyse, real_line
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.laboratory import laboratory
from tests.places.shipped import barnet

FUTURES = 6

RUNS = (("laboratory", "cede", 3), ("barnet", "nice-to-all", 5))


def place_of(name: str) -> Place:
    """The place of that name."""
    return laboratory() if name == "laboratory" else barnet()


@cache
def run(name: str, line: str, seed: int) -> Session:
    """A game that a line of play played to its end."""
    place = place_of(name)
    return Session.played(place, seed, policy_named(line, place))


@cache
def debriefed(name: str, line: str, seed: int) -> Debrief:
    """Its debrief."""
    session = run(name, line, seed)
    return analyse(session, real_line(session), n_futures=FUTURES)
