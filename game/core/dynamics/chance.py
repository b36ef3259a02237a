"""Chance: departures, and what the next quarter brings: dated and seeded events, delayed effects, new money."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.core.arithmetic import lesser, total
from game.core.effects.base import run_all
from game.core.effects.end import stop
from game.core.rng import uniform
from game.core.rule import flow, gathering
from game.core.turn import Origin, Turn

_A_QUARTER_OF_PARTS = ("diving", "heat")
_A_QUARTER = ("listening", "briefing", "resting", "time_spent", "backed", "confronted")


@flow("confidence", "pair", ("left_from", "left_to"), "§2.5 BAR-37", ("left_from", "left_to"))
def losing_confidence(
    confidence: Any, left_from: Any, left_to: Any, codified: Any, lead_tie: Any, departure_share: Any, departure_others: Any
) -> Any:
    """With a leader goes what was personal in its ties, less what is written down."""
    personal = departure_others + (1.0 - departure_others) * lead_tie
    loss = departure_share * personal * (1.0 - codified) * confidence
    return -loss * left_from, -loss * left_to * (1.0 - left_from)


@flow("purpose", "pair", ("left_from", "left_to"), "§2.5 BAR-37", ("left_from", "left_to"))
def losing_purpose(
    purpose: Any, left_from: Any, left_to: Any, codified: Any, lead_tie: Any, departure_share: Any, departure_others: Any
) -> Any:
    """A successor has yet to learn what was common ground."""
    personal = departure_others + (1.0 - departure_others) * lead_tie
    loss = departure_share * personal * (1.0 - codified) * purpose
    return -loss * left_from, -loss * left_to * (1.0 - left_from)


@flow("buy_in", "agency", ("left",), "§2.5 BAR-37; size assumed")
def losing_commitment(buy_in: Any, left: Any, governance: Any, departure_buy_in: Any) -> Any:
    """A successor is committed as far as shared governance carries it over."""
    return (-departure_buy_in * (1.0 - governance) * left * buy_in,)


@flow("practice", "pair", ("left_from", "left_to"), "§2.5 BAR-37; size assumed", ("left_from", "left_to"))
def losing_habits(practice: Any, left_from: Any, left_to: Any, codified: Any, departure_practice: Any) -> Any:
    """Some sharing went through one person."""
    loss = departure_practice * (1.0 - codified) * practice
    return -loss * left_from, -loss * left_to * (1.0 - left_from)


@flow("outlook", "agency", ("left",), "§4.4 BRA-36; size assumed")
def losing_outlook(outlook: Any, left: Any, governance: Any, departure_outlook: Any) -> Any:
    """What a leader has learnt leaves with the leader, less what was decided together."""
    return (-departure_outlook * (1.0 - 0.5 * governance) * left * outlook,)


@flow("energy", "place", ("left_out",), "assumption")
def beginning_again(left_out: Any, running: Any, departure_energy: Any) -> Any:
    """A successor has to be won from the start."""
    return (-running * departure_energy * left_out,)


@gathering("left_out", "place", "assumption")
def counting_farewells(left: Any) -> Any:
    """Several may leave at once."""
    return total(left)


@flow("estimate", "pair", ("left_from", "left_to"), "assumption", ("left_from", "left_to"))
def meeting_strangers(estimate: Any, left_from: Any, left_to: Any) -> Any:
    """Of a stranger a leader assumes the middling."""
    return 0.5 * left_from * (0.3 - estimate), 0.5 * left_to * (1.0 - left_from) * (0.3 - estimate)


DEPARTURES = (
    losing_confidence,
    losing_purpose,
    losing_commitment,
    losing_habits,
    losing_outlook,
    counting_farewells,
    beginning_again,
    meeting_strangers,
)


def take_leave(turn: Turn) -> None:
    """Draws which leaders leave this quarter, and takes what leaves with them."""
    state = turn.state
    n_agencies = len(turn.place.agencies)
    numbers = np.arange(n_agencies, dtype=np.int64)[:, None]
    leaving = uniform(state.seeds, turn.number, "departure", numbers) < turn.constant("leaving")
    leaving[turn.place.lead] = False
    cause = Origin("chance", "departure").cause("departure")
    if turn.ledger is None:
        np.copyto(state["left"], 1.0, where=leaving)
    else:
        for agency in np.flatnonzero(leaving.any(axis=-1)).tolist():
            turn.put("left", (agency,), 1.0, leaving[agency], cause)
    if not leaving.any() and not state["left"].any():  # those of an effect among them
        return
    turn.run(DEPARTURES)
    if turn.ledger is None:
        state["left"][...] = state["left_out"][...] = 0.0
        return
    for agency in np.flatnonzero(state["left"].any(axis=-1)).tolist():
        gone = state["left"][agency] > 0.0
        turn.tell("departure", turn.place.agencies[agency].id, "", gone, (agency,))
        turn.put("left", (agency,), 0.0, gone, cause)
    turn.put("left_out", (), 0.0, turn.everyone, cause)


def clear_attention(turn: Turn) -> None:
    """Ends the quarter's attention: what was spent is spent."""
    cause = Origin("rule", "new quarter").cause("new quarter")
    for name in (*_A_QUARTER, *(name for name in _A_QUARTER_OF_PARTS if name in turn.state)):
        value = turn.state[name]
        if turn.ledger is not None:
            turn.record(name, (), -value, cause, None)
        value[...] = 0.0


def come_to_an_end(turn: Turn) -> None:
    """Ends the programme on its last turn, or when its leader's own masters have lost patience for two quarters."""
    state = turn.state
    lead = turn.place.lead
    running = state["running"] > 0.0
    thin = running & (state["cover"][lead] < turn.constant("cover_least"))
    cause = Origin("rule", "cover").cause("cover")
    turn.put("low_cover", (), np.where(thin, state["low_cover"] + 1.0, 0.0), running, cause)
    stop(turn, running & (state["low_cover"] >= 2.0), Origin("rule", "cover"))
    if turn.number >= turn.place.turns:
        stop(turn, turn.everyone, Origin("rule", "last quarter"))


def bring_news(turn: Turn) -> None:
    """Lets fall due what belongs to the next quarter: delayed effects, dated events, and events by luck."""
    state, place = turn.state, turn.place
    quarter = turn.number + 1
    running = state["running"] > 0.0
    # What falls due may set going what falls due later, but nothing that falls due at once.
    for number in np.flatnonzero((state["due"][: len(place.laters)] == float(quarter)).any(axis=-1)).tolist():
        later = place.laters[number]
        due = state["due"][number] == float(quarter)
        origin = turn.origin("later", later.name)
        turn.put("due", (number,), 0.0, due, origin.cause("due"))
        run_all(later.effects, turn, due & running, origin)
    for number, event in enumerate(place.events):
        if event.at:
            if quarter not in event.at:
                continue
            came = running
        elif event.chance > 0.0 and event.first <= quarter <= event.last:
            came = running & (uniform(state.seeds, quarter, "event", number) < event.chance)
            if event.once:
                came = came & (state["happened"][number] == 0.0)
        else:
            continue
        if event.when is not None and came.any():
            came = came & event.when.evaluate(turn)
        if came.any():
            origin = turn.origin("event", event.id, event.title, event.evidence)
            turn.put("happened", (number,), float(quarter), came, origin.cause("happened"))
            turn.tell("event", event.id, event.text or event.title, came)
            run_all(event.effects, turn, came, origin)


def renew_budgets(turn: Turn) -> None:
    """Lets what partners did not use lapse, and brings the next quarter's allowance; the lead may carry over as much again."""
    state = turn.state
    origin = Origin("rule", "new quarter")
    carried = lesser(state["budget"], state["allowance"] * turn.constant("is_lead"))
    turn.transfer_all("lapsed", state["budget"] - carried, origin.cause("lapsed"))
    turn.transfer_all("treasury", -state["allowance"], origin.cause("allowance"))
