"""Succession: an agency is abolished on a date, and several others stand in its place.

What was personal in its ties goes, as when every one of its leaders left at once; what is written down stays. The successors
want different things, and act as one only as far as they are brought together.
"""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import greater
from game.core.dynamics import chance
from game.core.rule import flow, reading_instead
from game.core.turn import Origin, Turn

_ANEW = {
    "left": "succeeded",
    "left_from": "succeeded_from",
    "left_to": "succeeded_to",
    "departure_share": "succession_share",
    "departure_others": "succession_others",
    "departure_practice": "succession_practice",
    "departure_buy_in": "succession_buy_in",
    "departure_outlook": "succession_outlook",
}

HANDING_OVER = tuple(
    reading_instead(rule, **_ANEW) for rule in chance.DEPARTURES if rule.name not in ("counting_farewells", "beginning_again")
)


@flow("united", "agency", ("governance", "time_spent"), "§3.4 NWL-40; sizes assumed")
def pulling_together(united: Any, governance: Any, time_spent: Any, reunite_governance: Any, reunite_time: Any) -> Any:
    """Successors that pull different ways come back to one line by deciding together, and by a leader's time."""
    apart = 1.0 - united
    return reunite_governance * governance * apart, reunite_time * time_spent * apart


RULES = (pulling_together,)


def hand_over(turn: Turn) -> None:
    """Lets successors take over from the next quarter on."""
    cause = Origin("rule", "succession").cause("succeeded")
    for one in turn.place.successors:
        if one.at != turn.number + 1:
            continue
        agency = one.agency
        turn.put("succeeded", (agency,), 1.0, turn.everyone, cause)
        turn.run(HANDING_OVER)
        turn.put("united", (agency,), greater(0.0, 1.0 - turn.constant("succession_spread") * one.spread), turn.everyone, cause)
        turn.put("succeeded", (agency,), 0.0, turn.everyone, cause)
