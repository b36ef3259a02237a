"""Trust: what delivery, gaps, attention, promises and confrontation do to the ties."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.core.arithmetic import greater, lesser, total
from game.core.ledger import Cause
from game.core.promise import BROKEN, CONCEALED, DISCLOSED, KEPT, LATE, OPEN, PromiseTerms
from game.core.rule import flow, gathering
from game.core.turn import Origin, Turn


@flow("confidence", "pair", ("delivered_to", "gap_to"), "§2.5; asymmetry after Slovic (1993), Risk Analysis 13")
def seeing(
    confidence: Any,
    scar: Any,
    delivered_to: Any,
    gap_to: Any,
    governance: Any,
    confidence_gain: Any,
    seen_base: Any,
    seen_governance: Any,
    confidence_loss: Any,
) -> Any:
    """Delivery that is seen wins confidence slowly; a say-do gap loses it faster."""
    seen = confidence_gain * (seen_base + seen_governance * governance)
    return (
        seen * delivered_to * greater(1.0 - scar - confidence, 0.0),
        -(confidence_loss * gap_to) * confidence,
    )


@flow("scar", "pair", ("gap_to", "delivered_to"), "§2.5; size assumed")
def scarring(scar: Any, gap_to: Any, delivered_to: Any, scar_everyday: Any, scar_heal: Any) -> Any:
    """Gaps leave a memory, which only good turns heal, and a deep one hardly."""
    whole = 1.0 - scar
    shallow = whole * whole
    return scar_everyday * gap_to * whole, -(scar_heal * delivered_to) * scar * (shallow * shallow)


@flow("purpose", "pair", ("governance", "ceding", "control", "codifying", "counting"), "§2.5, §3.4; sizes assumed", ("running",))
def sharing_purpose(
    purpose: Any,
    governance: Any,
    control: Any,
    codifying: Any,
    counting: Any,
    running: Any,
    purpose_governance: Any,
    purpose_ceded: Any,
    purpose_control: Any,
    purpose_control_at: Any,
    purpose_writing: Any,
    purpose_counting: Any,
) -> Any:
    """Deciding together and giving up control build shared purpose; control, paper and counting wear it down."""
    room = 1.0 - purpose
    return (
        (running * purpose_governance * governance) * room,
        (running * purpose_ceded * greater(0.0, purpose_control_at - control)) * room,
        (-running * purpose_control * greater(0.0, control - purpose_control_at)) * purpose,
        (-running * purpose_writing * codifying) * purpose,
        (-running * purpose_counting * counting) * purpose,
    )


@gathering("attention_out", "place", "a leader's time is spent once")
def spending_time(time_spent: Any) -> Any:
    """The leader's time goes to some partners and not to others."""
    return total(time_spent)


@flow("confidence", "toward_lead", ("time_spent", "neglect"), "§2.5; sizes assumed")
def meeting_the_lead(
    confidence: Any, scar: Any, time_spent: Any, attention_out: Any, apart_from_lead: Any, time_confidence: Any, neglect: Any
) -> Any:
    """Time with one partner wins its confidence, and is time that the others do not get."""
    missed = greater(0.0, attention_out - time_spent) * apart_from_lead
    return time_confidence * time_spent * greater(1.0 - scar - confidence, 0.0), -neglect * missed * confidence


@flow("confidence", "of_lead", ("time_spent",), "§2.5; size assumed")
def knowing_partners(confidence: Any, scar: Any, time_spent: Any, time_confidence: Any) -> Any:
    """Time with a partner wins the lead's confidence in it too."""
    return (time_confidence * time_spent * greater(1.0 - scar - confidence, 0.0),)


@flow("purpose", "toward_lead", ("time_spent",), "§2.5; size assumed")
def sharing_with_the_lead(purpose: Any, time_spent: Any, time_purpose: Any) -> Any:
    """Time face to face shows what the other is for."""
    return (time_purpose * time_spent * (1.0 - purpose),)


@flow("purpose", "of_lead", ("time_spent",), "§2.5; size assumed")
def seeing_their_purpose(purpose: Any, time_spent: Any, time_purpose: Any) -> Any:
    """The lead too comes to see what a partner is for."""
    return (time_purpose * time_spent * (1.0 - purpose),)


@flow("confidence", "toward_lead", ("confronted",), "§4.4 BRA-16")
def paying_for_candour(trust: Any, confronted: Any, confront_trust: Any, confront_hold: Any) -> Any:
    """A conflict put on the table costs trust where there is little to hold it."""
    return (-confront_trust * confronted * greater(0.0, confront_hold - trust),)


@flow("strain", "agency", ("confronted",), "§4.4 BRA-16, §2.5 BAR-44")
def relieving(strain: Any, confronted: Any, trust_lead: Any, confront_relief: Any, confront_capacity: Any) -> Any:
    """A conflict put on the table eases strain as far as trust can hold it."""
    return (-confront_relief * lesser(confronted, 1.5) * lesser(1.0, confront_capacity * trust_lead) * strain,)


@flow("codified", "pair", ("codifying",), "§2.5 BAR-37; size assumed", ("running",))
def writing_down(codified: Any, codifying: Any, governance: Any, running: Any, codify_speed: Any, codified_most: Any) -> Any:
    """Ties are written down with effort, faster where decisions are shared."""
    return ((running * codify_speed * codifying * (0.5 + governance)) * (codified_most - codified),)


@flow("credibility", "place", ("openness",), "§2.5 BAR-32; size assumed")
def comparing_notes(tailoring: Any, openness: Any, running: Any, tailoring_free: Any, tailoring_found: Any) -> Any:
    """As sharing grows partners compare notes, and too many versions cost standing."""
    return (-running * tailoring_found * greater(0.0, tailoring - tailoring_free) * openness,)


RULES = (
    seeing,
    scarring,
    sharing_purpose,
    spending_time,
    meeting_the_lead,
    knowing_partners,
    sharing_with_the_lead,
    seeing_their_purpose,
    paying_for_candour,
    relieving,
    writing_down,
)


def settle_promises(turn: Turn) -> None:
    """Settles every promise that is open: kept when due, kept late a quarter after, or failed in one of three ways.

    A partner that fails hides it when conflict goes unvoiced and owns up when it trusts the lead.
    """
    status, due = turn.state["promise_status"], turn.state["promise_due"]
    for slot, terms in enumerate(turn.place.promises):
        open_ = status[slot] == OPEN
        if not open_.any():
            continue
        kept_now = open_ & _is_kept(turn, slot, terms)
        now = float(turn.number)
        # A deed can be done early; delivery and conditions are looked at when the promise falls due.
        early = terms.kind in ("visit", "money", "protocol")
        kept = kept_now & ((due[slot] >= now) if early else (due[slot] == now))
        late = kept_now & (due[slot] == now - 1.0)
        failed = open_ & ~kept_now & (due[slot] <= now - 1.0)
        if kept.any():
            _keep(turn, slot, terms, kept, KEPT)
        if late.any():
            _keep(turn, slot, terms, late, LATE)
        if failed.any():
            _fail(turn, slot, terms, failed)


def _is_kept(turn: Turn, slot: int, terms: PromiseTerms) -> Any:
    state = turn.state
    if terms.kept is not None:
        return terms.kept.evaluate(turn)
    match terms.kind:
        case "visit":
            return state["visited"][terms.receiver] > state["promise_made"][slot]
        case "money":
            return state["funded"][terms.receiver] > state["promise_made"][slot]
        case "protocol":
            signed = turn.everyone
            for pair in turn.place.protocols_of(terms.receiver):
                signed = signed & (state["permission"][pair] >= turn.constant("permission_signed"))
            return signed
        case _:
            return state["delivered"][terms.giver] >= turn.constant("partner_delivers_at")


def _keep(turn: Turn, slot: int, terms: PromiseTerms, mask: Any, status: int) -> None:
    origin = Origin("promise", terms.id, terms.text)
    cause = origin.cause("kept" if status == KEPT else "kept late")
    believer = (terms.receiver, terms.giver)
    size = turn.state["promise_size"][slot]
    reward(turn, believer, size, mask, cause, worth=1.0 if status == KEPT else 0.5)
    if status == LATE:
        turn.shift("scar", believer, turn.constant("slip_scar") * size * (1.0 - turn.state["scar"][believer]), mask, cause)
    if terms.giver == turn.place.lead and status == KEPT:
        turn.shift("credibility", (), turn.constant("kept_credibility") * size * 2.0, mask, cause)
    turn.put("promise_status", (slot,), float(status), mask, cause)
    turn.tell("promise", terms.id, "kept" if status == KEPT else "kept late", mask, (terms.giver, terms.receiver))


def _fail(turn: Turn, slot: int, terms: PromiseTerms, mask: Any) -> None:
    lead = turn.place.lead
    concealed = np.zeros_like(mask)
    disclosed = np.zeros_like(mask)
    if terms.giver != lead:
        concealed = mask & (turn.state["strain"][terms.giver] > turn.constant("conceal_strain"))
        disclosed = mask & ~concealed & (turn.state["trust"][terms.giver, lead] > turn.constant("disclose_trust"))
    for rows, status in ((concealed, CONCEALED), (disclosed, DISCLOSED), (mask & ~concealed & ~disclosed, BROKEN)):
        if rows.any():
            fail(turn, slot, rows, status)


def reward(turn: Turn, believer: tuple[int, int], size: Any, mask: Any, cause: Cause, *, worth: float = 1.0) -> None:
    """Lets a promise that was kept win confidence, as far as old breaches leave room; `believer` is receiver and giver."""
    room = greater(1.0 - turn.state["scar"][believer] - turn.state["confidence"][believer], 0.0)
    turn.shift("confidence", believer, worth * turn.constant("kept_gain") * size * room * 2.0, mask, cause)


def betray(turn: Turn, believer: tuple[int, int], size: Any, status: int, mask: Any, cause: Cause) -> None:
    """Lets a promise that failed cost confidence and leave a scar; `believer` is the receiver and the giver."""
    least = turn.constant("broken_least")
    exposed = least + (1.0 - least) * turn.state["confidence"][believer]
    loss = _HARM[status] * turn.constant("broken_loss") * size * exposed
    turn.shift("confidence", believer, -2.0 * loss, mask, cause)
    # That something was hidden is remembered whatever its size.
    depth = 0.6 + 0.4 * size if status == CONCEALED else size
    turn.shift("scar", believer, turn.constant(_SCAR[status]) * depth * (1.0 - turn.state["scar"][believer]), mask, cause)


_HARM: Final = {DISCLOSED: 0.25, BROKEN: 1.0, CONCEALED: 1.0}
_SCAR: Final = {DISCLOSED: "disclosed_scar", BROKEN: "broken_scar", CONCEALED: "concealed_scar"}


def fail(turn: Turn, slot: int, mask: Any, status: int) -> None:
    """Settles a promise as owned up to, broken or concealed where `mask` holds, with what that does to the tie."""
    terms = turn.place.promises[slot]
    word = {DISCLOSED: "owned up to", BROKEN: "broken", CONCEALED: "concealed"}[status]
    cause = Origin("promise", terms.id, terms.text).cause(word)
    size = turn.state["promise_size"][slot]
    harm = _HARM[status]
    betray(turn, (terms.receiver, terms.giver), size, status, mask, cause)
    if terms.giver == turn.place.lead:
        turn.shift("credibility", (), -2.0 * harm * turn.constant("broken_credibility") * size, mask, cause)
        turn.shift("energy", (), -harm * turn.constant("broken_energy"), mask, cause)
    turn.put("promise_status", (slot,), float(status), mask, cause)
    turn.tell("promise", terms.id, word, mask, (terms.giver, terms.receiver))
