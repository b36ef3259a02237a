"""Share: four gates. Practice cannot pass the law or the protocol; the tool and the habit decide how near it comes."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.arithmetic import greater, lesser, mean, select, total
from game.core.effects.incident import leak
from game.core.rng import uniform
from game.core.rule import flow, gathering
from game.core.turn import Origin, Turn


@flow("permission", "pair", ("drafting",), "§2.5 BAR-49; speed assumed", ("drafting",))
def drafting_protocols(
    permission: Any,
    drafting: Any,
    trust: Any,
    trust_back: Any,
    drafts: Any,
    drafting_speed: Any,
    drafting_trust: Any,
    drafting_crowd: Any,
    permission_signed: Any,
) -> Any:
    """A protocol comes nearer to signature each quarter, at the pace of the less trusting of the two, slower among many."""
    step = (drafting_speed + drafting_trust * lesser(trust, trust_back)) * greater(0.0, 1.0 - drafting_crowd * drafts) * drafting
    return (lesser(step, greater(permission_signed - permission, 0.0)),)


@flow("practice", "pair", ("permission", "fading"), "§2.5, §3.4 NWL-34; law and protocol are gates, trust and tools are speed")
def practising(
    practice: Any,
    permission: Any,
    legal_from: Any,
    legal_to: Any,
    trust: Any,
    frontline_from: Any,
    usability: Any,
    usability_floor: Any,
    habit_gain: Any,
    habit_base: Any,
    practice_up: Any,
    practice_down: Any,
) -> Any:
    """Sharing grows towards what law and protocol allow, as far as tool, trust and front line make it a habit."""
    habit = lesser(1.0, habit_gain * trust * (habit_base + frontline_from))
    goal = lesser(permission, lesser(legal_from, legal_to)) * (lesser(1.0, usability_floor + usability) * habit)
    rate = select(goal > practice, practice_up, practice_down)
    return rate * goal, -rate * practice


@gathering("sharing", "agency", "§2.5; weights from who must share with whom")
def sharing_where_it_matters(practice: Any, tie: Any) -> Any:
    """An agency's sharing is its practice with those that matter to the same outcomes."""
    result = tie[:, 0] * practice[:, 0]
    for number in range(1, practice.shape[1]):
        result = result + tie[:, number] * practice[:, number]
    return result


@gathering("exposure", "place", "§2.5 BAR-38; size assumed")
def exposing(practice: Any, permission: Any, per_tie: Any) -> Any:
    """Information that is shared beyond what a protocol covers may go astray."""
    return total(total(practice * (1.0 - permission) * per_tie))


@gathering("openness", "place", "assumption")
def opening_up(sharing: Any) -> Any:
    """The more partners share, the more they know of one another."""
    return mean(sharing)


@gathering("astray_out", "place", "§2.5 BAR-38")
def hearing_of_a_leak(astray: Any) -> Any:
    """When information goes astray, everybody hears of it."""
    return 0.5 * total(total(astray))


@flow("confidence", "pair", ("astray",), "§2.5 BAR-38; size assumed", ("astray",))
def doubting(confidence: Any, astray: Any, incident_confidence: Any) -> Any:
    """Information gone astray costs the two their confidence in each other."""
    return (-incident_confidence * astray * confidence,)


@flow("practice", "pair", ("astray", "astray_out"), "§2.5 BAR-38; sizes assumed", ("astray", "astray_out"))
def holding_back(practice: Any, astray: Any, astray_out: Any, incident_practice: Any, incident_chill: Any) -> Any:
    """The two share less for a while, and everybody else thinks twice."""
    return -lesser(0.9, incident_practice * astray) * practice, -lesser(0.5, incident_chill * astray_out) * practice


@flow("user_trust", "place", ("astray_out",), "§2.5 BAR-38; size assumed")
def losing_families(astray_out: Any, incident_user_trust: Any) -> Any:
    """Families hear that their names were in the wrong hands."""
    return (-incident_user_trust * astray_out,)


@flow("credibility", "place", ("astray_out",), "§2.5 BAR-41; size assumed")
def losing_standing(astray_out: Any, incident_credibility: Any) -> Any:
    """It was the leader who asked everybody to share."""
    return (-incident_credibility * astray_out,)


@flow("cover", "agency", ("astray_out",), "§2.5 BAR-41; size assumed")
def losing_backing(astray_out: Any, is_lead: Any, incident_cover: Any) -> Any:
    """The leader's own masters are asked about it."""
    return (-incident_cover * astray_out * is_lead,)


ASTRAY = (hearing_of_a_leak, doubting, holding_back, losing_families, losing_standing, losing_backing)

RULES = (drafting_protocols, practising, sharing_where_it_matters, exposing, opening_up)


def feel_what_went_astray(turn: Turn) -> None:
    """Lets be felt what went astray since this was last done, and clears it."""
    if not turn.astray:
        return
    one, other, some = (
        np.concatenate(parts) for parts in zip(*(np.broadcast_arrays(*each) for each in turn.astray), strict=True)
    )
    turn.run_among(np.unique(some), ASTRAY)
    turn.astray.clear()
    astray, astray_out = turn.state["astray"], turn.state["astray_out"]
    if turn.ledger is not None:
        cause = Origin("rule", "new quarter").cause("new quarter")
        turn.record("astray", (), -astray, cause, None)
        turn.record("astray_out", (), -astray_out, cause, None)
    astray[one, other, some] = astray[other, one, some] = 0.0
    astray_out[some] = 0.0


def sign_protocols(turn: Turn) -> None:
    """Ends the drafting of each protocol that has reached signature."""
    drafting, permission = turn.state["drafting"], turn.state["permission"]
    level, cause = turn.constant("permission_signed"), Origin("rule", "signing").cause("signed")
    for one, other in turn.place.protocols:
        is_signed = drafting[one, other] > 0.0
        if not is_signed.any():
            continue
        is_signed &= (permission[one, other] >= level) & (permission[other, one] >= level)
        rows = is_signed.nonzero()[0]
        if not len(rows):
            continue
        for index in ((one, other), (other, one)):
            turn.assign("drafting", index, 0.0, rows, cause)
        turn.tell("protocol", "signed", "", is_signed, (one, other))


def let_information_go_astray(turn: Turn) -> None:
    """Draws whether information goes astray this quarter, and between whom."""
    if not turn.place.ties:
        return
    state = turn.state
    hazard = turn.constant("incident_base") + turn.constant("incident_exposure") * state["exposure"]
    hazard = hazard + turn.constant("incident_counting") * state["counting"]
    came = (uniform(state.seeds, turn.number, "incident") < hazard) & (state["running"] > 0.0)
    if not came.any():
        return
    rows = np.flatnonzero(came)
    chosen = (uniform(state.seeds[rows], turn.number, "incident", 1) * len(turn.place.ties)).astype(np.intp)
    one, other = np.array(turn.place.ties, dtype=np.intp)[chosen].T
    leak(turn, one, other, 1.0, rows, Origin("chance", "incident"))
