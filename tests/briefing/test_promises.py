"""Promises as a seat is told them."""

from __future__ import annotations

import numpy as np
import pytest

from game.briefing import promises
from game.core.promise import OPEN, STATUS_NAMES
from game.play.policy import policy_named
from game.play.session import Session
from tests.places.shipped import shipped


@pytest.mark.parametrize(("name", "policy"), [("barnet", "cede"), ("bradford", "history")])
def test_what_became_of_each_promise_after_the_end_is_its_own(name: str, policy: str) -> None:
    """Of several promises that were open when the programme ended, each is told with its own end and quarter."""
    place = shipped(name)
    session = Session.played(place, 1, policy_named(policy, place))
    status = [state["promise_status"][:, 0] for state in session.states]
    was_open = np.flatnonzero(status[session.last_turn_played] == OPEN).tolist()
    assert len(was_open) > 1
    for number in was_open:
        word, turn = promises.settled_later(session, number)
        assert [one[number] == OPEN for one in status[turn - 1 : turn + 1]] == [True, False]
        assert word == STATUS_NAMES[round(status[turn][number])]
