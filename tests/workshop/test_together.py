"""Quarters that several tables end at once are played in one go, and each table gets what it would have got alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from game.core.decision import Decisions, Refusal
from game.core.place import Place
from game.core.state import State
from game.core.step import Stepped, step
from game.core.together import step_together
from game.play.session import Session
from game.workshop import together
from game.workshop.together import Together

N = 4


def tables(place: Place, seed: int = 5) -> list[Session]:
    """Tables that have decided one thing each, not the same."""
    found = [Session(place, seed) for _ in range(N)]
    for number, session in enumerate(found):
        for dilemma in session.open_dilemmas():
            facts = place.dilemmas[dilemma]
            can = [option for option in facts.options if session.can_choose(facts.id, option.id) is None]
            assert session.choose(facts.id, can[number % len(can)].id) is None
        assert session.attend({"token": ("listen", "rest", "upwards")[number % 3]}) is None
    return found


@contextmanager
def held_up(playing: Together) -> Iterator[Callable[[int], None]]:
    """Somebody else's quarter is being played meanwhile; gives what waits until so many have come."""

    def until(n: int) -> None:
        for _ in range(12_000):
            if len(playing._waiting) == n:
                return
            time.sleep(0.005)
        pytest.fail("They have not come.")

    with playing._playing:
        yield until


def played(playing: Together, sessions: list[Session]) -> list[Stepped | Refusal]:
    """Ends a quarter at all of these at once."""
    with ThreadPoolExecutor(len(sessions)) as threads:
        with held_up(playing) as until:
            each = [threads.submit(playing, one.place, one.state, one.decisions()) for one in sessions]
            until(len(sessions))
        return [one.result() for one in each]


def test_each_gets_what_it_would_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four tables that end at once are played in one go; a decision that cannot be taken is refused to its table alone."""
    n_together: list[int] = []

    def counted(where: Place, games: Sequence[tuple[State, Decisions]]) -> list[Stepped | Refusal]:
        n_together.append(len(games))
        return step_together(where, games)

    monkeypatch.setattr(together, "step_together", counted)
    sessions = [*tables(place), Session(place, 5)]
    found = played(Together(), sessions)
    assert n_together == [N + 1]
    for session, one in zip(sessions, found, strict=True):
        alone = step(place, session.state, session.decisions())
        if isinstance(alone, Refusal):
            assert session is sessions[-1]
            assert one == alone
        else:
            assert isinstance(one, Stepped)
            assert one.state.digest() == alone.state.digest()


def test_a_fault_is_no_other_tables(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where quarters cannot be played in one go, each is played by itself."""

    def broken(*_: object) -> list[Stepped]:
        message = "a fault of ours"
        raise ArithmeticError(message)

    monkeypatch.setattr(together, "step_together", broken)
    sessions = tables(place)
    found = played(Together(), sessions)
    assert {one.state.turn for one in found if isinstance(one, Stepped)} == {2}
    assert len({one.state.digest() for one in found if isinstance(one, Stepped)}) == N
