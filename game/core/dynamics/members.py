"""Members: an agency that is many bodies, which join one by one and take part only as far as they have joined."""

from __future__ import annotations

from typing import Any

from game.core.arithmetic import greater, whole
from game.core.rule import flow, reading
from game.core.turn import POT, WORK, Origin, Turn


@flow(
    "joined",
    "agency",
    ("trust_lead", "winning", "paid_time", "joined", "control", "strain"),
    "§3.4 NWL-21, NWL-28; imitation after Bass (1969), Management Science 15; sizes assumed",
)
def joining_one_by_one(
    joined: Any,
    trust_lead: Any,
    winning: Any,
    paid_time: Any,
    control: Any,
    strain: Any,
    is_many: Any,
    running: Any,
    join_trust: Any,
    join_trust_at: Any,
    join_gain: Any,
    join_paid: Any,
    join_peers: Any,
    join_fear: Any,
    join_leave: Any,
    join_most: Any,
) -> Any:
    """Members join one by one, for trust, wins, paid time and because others have; fear of a takeover keeps them out."""
    outside = running * is_many * (1.0 - joined)
    by_trust = join_trust * greater(0.0, trust_lead - join_trust_at) * outside
    by_gain = join_gain * winning * outside
    by_pay = join_paid * paid_time * outside
    by_peers = join_peers * joined * outside
    by_fear = -join_fear * control * (by_trust + by_gain + by_pay + by_peers)
    by_strain = -join_leave * is_many * strain * joined
    # Joining is talk, a partners' meeting and a signature: there is no quarter in which all do it.
    step = abs(by_trust + by_gain + by_pay + by_peers + by_fear + by_strain)
    pace = join_most / greater(join_most, step)
    return pace * by_trust, pace * by_gain, pace * by_pay, pace * by_peers, pace * by_fear, pace * by_strain


@reading("taking_part", "agency", "assumption")
def counting_members(joined: Any, join_first: Any) -> Any:
    """Those who join first bring what they have to their own people, and only all of them bring all."""
    return join_first + (1.0 - join_first) * joined


RULES = (counting_members, joining_one_by_one)


def pay_for_time(turn: Turn) -> None:
    """Pays from the pot for the time of members that have joined, as far as was promised and as the pot goes."""
    state = turn.state
    cause = Origin("rule", "paying for time").cause("sessions")
    for agency, members in turn.place.members:
        wanted = whole(state["sessions"][agency] * state["joined"][agency] * (members * turn.constant("session_cost")))
        paid = turn.transfer(POT, WORK, wanted * state["running"], turn.everyone, cause)
        turn.put("paid_time", (agency,), state["sessions"][agency] * paid / greater(wanted, 1.0), turn.everyone, cause)
