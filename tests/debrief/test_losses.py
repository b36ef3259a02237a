"""Who is paid for what the work makes needless is told of it in the books."""

from __future__ import annotations

from game.debrief.pockets import pockets
from game.play.policy import policy_named
from game.play.session import Session
from game.words.money import about
from tests.debrief.runs import RUNS, run
from tests.places.laboratory import whole_laboratory


def test_income_that_success_took_away_is_in_the_books() -> None:
    """Each agency's loss is the state's when the programme ended; who lost is named with the sum, and nobody else is."""
    place = whole_laboratory()
    session = Session.played(place, 5, policy_named("adaptive", place))
    found, lost = pockets(session), session.states[session.last_turn_played]["lost"][:, 0]
    assert lost.any()
    for one in found.pockets:
        assert one.lost == lost[one.agency]
        assert (f"{about(one.lost)} of income lost" in one.text) == (one.lost > 0.0)
        assert (f"({about(one.lost)})" in " ".join(found.further)) == (one.lost > 0.0)


def test_where_no_success_costs_anybody_nothing_is_said_of_it() -> None:
    """A place without such losses has books of two sums."""
    found = pockets(run(*RUNS[1]))
    assert "income" not in found.text
    assert all(one.lost == 0.0 and "income" not in one.text for one in found.pockets)
