"""Trust: what delivery, gaps, attention, promises and confrontation do to the ties."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.arithmetic import Array, Indices, Mask, Numbers, greater, lesser, nonzero, total
from game.core.ledger import Cause
from game.core.promise import BROKEN, BY_ATTENTION, CONCEALED, DISCLOSED, KEPT, KINDS, LATE, OPEN, PromiseKind
from game.core.rule import flow, gathering
from game.core.turn import Origin, Turn

Tie = tuple[Numbers, Numbers]
"""The two sides of several ties: who trusts, and who is trusted."""


@flow("confidence", "pair", ("delivered_to", "gap_to"), "§2.5; asymmetry after Slovic (1993), Risk Analysis 13")
def seeing(
    confidence: Any,
    scar: Any,
    delivered_to: Any,
    gap_to: Any,
    governance: Any,
    running: Any,
    remains: Any,
    confidence_gain: Any,
    seen_base: Any,
    seen_governance: Any,
    confidence_loss: Any,
) -> Any:
    """Delivery that is seen wins confidence slowly; a say-do gap loses it faster; after the end less is seen."""
    going_on = running + (1.0 - running) * remains
    seen = confidence_gain * (seen_base + seen_governance * governance) * going_on
    return (
        seen * delivered_to * greater(1.0 - scar - confidence, 0.0),
        -(confidence_loss * going_on * gap_to) * confidence,
    )


@flow("scar", "pair", ("gap_to", "delivered_to"), "§2.5; size assumed")
def scarring(scar: Any, gap_to: Any, delivered_to: Any, running: Any, remains: Any, scar_everyday: Any, scar_heal: Any) -> Any:
    """Gaps leave a memory, which only good turns heal, and a deep one hardly; after the end both come more rarely."""
    whole = 1.0 - scar
    shallow = whole * whole
    going_on = running + (1.0 - running) * remains
    return scar_everyday * going_on * gap_to * whole, -(scar_heal * going_on * delivered_to) * scar * (shallow * shallow)


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
    return ((running * codify_speed * codifying * (0.5 + governance)) * greater(codified_most - codified, 0.0),)


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
    is_open = turn.state["promise_status"] == OPEN
    for start, stop in turn.place.slots.sections:
        _settle(turn, start, is_open[start:stop])


def _settle(turn: Turn, start: int, is_open: Mask) -> None:
    """Settles the open ones of neighbouring slots, the first of which is `start`."""
    slot, row = nonzero(is_open)
    if not len(slot):
        return
    slot += start
    status = _outcome(turn, slot, row)
    settled = np.flatnonzero(status)
    slot, row, status = slot[settled], row[settled], status[settled]
    if turn.ledger is not None:  # told in this order
        order = np.lexsort((row, _TOLD[status], slot))
        slot, row, status = slot[order], row[order], status[order]
    for some in turn.one_by_one(slot, status, rows=row):
        is_kept = status[some] <= LATE
        _keep(turn, slot[some[is_kept]], row[some[is_kept]], status[some[is_kept]])
        fail(turn, slot[some[~is_kept]], row[some[~is_kept]], status[some[~is_kept]])


def _outcome(turn: Turn, slot: Numbers, row: Indices) -> Numbers:
    """What becomes of open promises this quarter: a status each, 0 where it stays open."""
    terms, now = turn.place.slots, float(turn.number)
    due = turn.held("promise_due", (slot,), row)
    kinds = terms.kinds[slot]
    kept = np.zeros(len(slot), dtype=bool)
    # A deed can be done early; delivery and conditions are looked at when the promise falls due.
    early = kinds < len(BY_ATTENTION)
    for number, kind in enumerate(KINDS):
        some = np.flatnonzero(kinds == number)
        if len(some):
            kept[some] = _is_kept(turn, kind, slot[some], row[some])
    for number, condition in terms.conditions:
        some = np.flatnonzero(slot == number)
        if len(some):
            kept[some] = np.broadcast_to(condition.evaluate(turn), (turn.state.n_playthroughs,))[row[some]]
    status = np.zeros(len(slot), dtype=np.int64)
    failed = ~kept & (due <= now - 1.0)
    status[kept & np.where(early, due >= now, due == now)] = KEPT
    status[kept & (due == now - 1.0)] = LATE
    status[failed] = _failure(turn, slot[failed], row[failed])
    return status


def _is_kept(turn: Turn, kind: PromiseKind, slot: Numbers, row: Indices) -> Any:
    """Whether promises of one kind are kept so far."""
    state, terms = turn.state, turn.place.slots
    match kind:
        case "visit":
            return turn.held("visited", (terms.receiver[slot],), row) > turn.held("promise_made", (slot,), row)
        case "money":
            return turn.held("funded", (terms.receiver[slot],), row) > turn.held("promise_made", (slot,), row)
        case "protocol":
            signed = np.ones(len(slot), dtype=bool)
            level = turn.constant_at("permission_signed", row)
            for one, other in terms.pairs_of[..., terms.receiver[slot]]:
                signed &= (one < 0) | (state["permission"][one, other, row] >= level)
            return signed
        case _:
            return turn.held("delivered", (terms.giver[slot],), row) >= turn.constant_at("partner_delivers_at", row)


def _failure(turn: Turn, slot: Numbers, row: Indices) -> Numbers:
    """How promises that failed did so."""
    lead, giver = turn.place.lead, turn.place.slots.giver[slot]
    is_theirs = giver != lead
    is_hidden = is_theirs & (turn.state["strain"][giver, row] > turn.constant_at("conceal_strain", row))
    is_told = is_theirs & (turn.state["trust"][giver, lead, row] > turn.constant_at("disclose_trust", row))
    return np.where(is_hidden, CONCEALED, np.where(is_told, DISCLOSED, BROKEN))


def _keep(turn: Turn, slot: Numbers, row: Indices, status: Numbers) -> None:
    """Settles promises as kept, in time or late."""
    if not len(slot):
        return
    terms, is_late = turn.place.slots, status == LATE
    cause = _cause(turn, slot, "kept late" if is_late[0] else "kept")
    believer = (terms.receiver[slot], terms.giver[slot])
    size = turn.held("promise_size", (slot,), row)
    reward(turn, believer, size, np.where(is_late, 0.5, 1.0), row, cause)
    if is_late.any():
        tie, late = (believer[0][is_late], believer[1][is_late]), row[is_late]
        scar = turn.constant_at("slip_scar", late) * size[is_late] * (1.0 - turn.state["scar"][(*tie, late)])
        turn.add("scar", tie, scar, late, cause)
    ours = ~is_late & (terms.giver[slot] == turn.place.lead)
    if ours.any():
        turn.add("credibility", (), turn.constant_at("kept_credibility", row[ours]) * size[ours] * 2.0, row[ours], cause)
    turn.assign("promise_status", (slot,), status.astype(np.float64), row, cause)
    _tell(turn, slot, row, "kept late" if is_late[0] else "kept")


def reward(turn: Turn, believer: Tie, size: Array, worth: Any, row: Indices, cause: Cause) -> None:
    """Lets promises that were kept win confidence, as far as old breaches leave room; `believer` is receivers and givers."""
    room = greater(1.0 - turn.held("scar", believer, row) - turn.held("confidence", believer, row), 0.0)
    turn.add("confidence", believer, worth * turn.constant_at("kept_gain", row) * size * room * 2.0, row, cause)


def betray(turn: Turn, believer: Tie, size: Array, status: Numbers, row: Indices, cause: Cause) -> None:
    """Lets promises that failed cost confidence and leave a scar; `believer` is receivers and givers."""
    least = turn.constant_at("broken_least", row)
    exposed = least + (1.0 - least) * turn.held("confidence", believer, row)
    loss = _harm(status) * turn.constant_at("broken_loss", row) * size * exposed
    turn.add("confidence", believer, -2.0 * loss, row, cause)
    # That something was hidden is remembered whatever its size.
    depth = np.where(status == CONCEALED, 0.6 + 0.4 * size, size)
    scar = np.choose(status - DISCLOSED, [turn.constant_at(name, row) for name in _SCARS])
    turn.add("scar", believer, scar * depth * (1.0 - turn.held("scar", believer, row)), row, cause)


def _harm(status: Numbers) -> Array:
    """What of the harm of a broken promise one that failed like this does."""
    return np.where(status == DISCLOSED, 0.25, 1.0)


def fail(turn: Turn, slot: Numbers, row: Indices, status: Numbers | int) -> None:
    """Settles promises as owned up to, broken or concealed, with what that does to the tie; no playthrough has two of them."""
    if not len(slot):
        return
    status = np.broadcast_to(status, slot.shape)
    word = _WORD[int(status[0])]
    terms, cause = turn.place.slots, _cause(turn, slot, word)
    believer = (terms.receiver[slot], terms.giver[slot])
    size = turn.held("promise_size", (slot,), row)
    harm = _harm(status)
    betray(turn, believer, size, status, row, cause)
    ours = terms.giver[slot] == turn.place.lead
    if ours.any():
        some = row[ours]
        turn.add("credibility", (), -2.0 * harm[ours] * turn.constant_at("broken_credibility", some) * size[ours], some, cause)
        turn.add("energy", (), -harm[ours] * turn.constant_at("broken_energy", some), some, cause)
    turn.assign("promise_status", (slot,), status.astype(np.float64), row, cause)
    _tell(turn, slot, row, word)


_WORD = {DISCLOSED: "owned up to", BROKEN: "broken", CONCEALED: "concealed"}
_SCARS = ("disclosed_scar", "broken_scar", "concealed_scar")  # by status, from DISCLOSED on
_TOLD = np.array([0, 0, 0, 1, 3, 4, 2])  # by status: what was hidden is told before what was owned up to or broken


def _cause(turn: Turn, slot: Numbers, word: str) -> Cause:
    """What the ledger names, where there is one: then all promises that are settled together are of one slot."""
    if turn.ledger is None:
        return _UNTOLD
    terms = turn.place.promises[slot[0]]
    return Origin("promise", terms.id, terms.text).cause(word)


def _tell(turn: Turn, slot: Numbers, row: Indices, word: str) -> None:
    if turn.ledger is not None:
        terms = turn.place.promises[slot[0]]
        turn.tell("promise", terms.id, word, turn.mask_of(row), (terms.giver, terms.receiver))


_UNTOLD = Cause("promise", "")
