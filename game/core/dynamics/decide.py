"""Decide: the chosen options' effects and prices, and what the leader's attention goes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from game.core.arithmetic import Mask, greater, lesser, select
from game.core.decision import PROMISES, TOKENS, Decisions, Numbers
from game.core.dynamics.trust import fail
from game.core.effects.base import run_all
from game.core.effects.promise import make
from game.core.effects.protocol import start
from game.core.effects.strand import move_effort
from game.core.parameters import size_in_words
from game.core.promise import DISCLOSED, OPEN
from game.core.turn import POT, WORK, Origin, Turn, budget_of


def take_options(turn: Turn, decisions: Decisions) -> None:
    """Applies each option where it was chosen: its price first, then its effects."""
    lead = turn.place.lead
    weary = select(turn.state["energy"] < turn.constant("weary_at"), turn.constant("weary_cost"), 1.0)
    for number, dilemma in enumerate(turn.place.dilemmas):
        choice = decisions.choice[number]
        if not (choice >= 0).any():
            continue
        for position, option in enumerate(dilemma.options):
            mask = choice == position
            if not mask.any():
                continue
            origin = Origin("option", f"{dilemma.id}.{option.id}", option.label, dilemma.evidence)
            if option.energy:
                turn.shift("energy", (), -option.energy * turn.constant("option_energy") * weary, mask, origin.cause("price"))
            if option.money:
                paid = turn.transfer(budget_of(lead), WORK, option.money, mask, origin.cause("price"))
                turn.shift("cost", (lead,), paid, mask, origin.cause("price"))
            turn.put("chosen", (number,), float(position), mask, origin.cause("chosen"))
            turn.put("decided", (number,), float(turn.number), mask, origin.cause("chosen"))
            turn.put("opened", (number,), 0.0, mask, origin.cause("chosen"))
            run_all(option.effects, turn, mask, origin)
            if option.then:
                turn.tell("said", f"{dilemma.id}.{option.id}", option.then, mask)


def spend_attention(turn: Turn, decisions: Decisions) -> None:
    """Spends the tokens, one slot after another."""
    for kind, first, second, what in decisions.attention:
        for number, name in enumerate(TOKENS):
            mask = kind == number
            if mask.any():
                # Of a strand the two are outcomes, of which there may be more than agencies.
                one, other = (named.clip(0, len(turn.place.agencies) - 1) for named in (first, second))
                spent = Spent(Origin("attention", name), one, other, what, first, second)
                _SPEND[name](turn, mask, spent)


@dataclass(frozen=True, slots=True)
class Spent:
    """One slot of tokens over the batch: agency numbers that are safe to index with, and as they were named (or outcomes)."""

    origin: Origin
    first: Numbers
    second: Numbers
    what: Numbers
    first_named: Numbers
    second_named: Numbers


Spender = Callable[[Turn, Mask, Spent], None]


def _place_wide(variable: str) -> Spender:
    def spend(turn: Turn, mask: Mask, spent: Spent) -> None:
        turn.shift(variable, (), 1.0, mask, spent.origin.cause("token"))

    return spend


def _with_agency(variable: str) -> Spender:
    def spend(turn: Turn, mask: Mask, spent: Spent) -> None:
        turn.scatter(variable, (spent.first,), 1.0, mask, spent.origin.cause("token"))

    return spend


def _time(turn: Turn, mask: Mask, spent: Spent) -> None:
    cause = spent.origin.cause("token")
    turn.scatter("time_spent", (spent.first,), 1.0, mask, cause)
    _note_turn(turn, "visited", mask, spent)


def _note_turn(turn: Turn, variable: str, mask: Mask, spent: Spent) -> None:
    rows = np.arange(turn.state.n_playthroughs)
    last = turn.state[variable][spent.first, rows]
    turn.scatter(variable, (spent.first,), float(turn.number) - last, mask, spent.origin.cause("token"))


def _broker(turn: Turn, mask: Mask, spent: Spent) -> None:
    """Brings two partners together: purpose, confidence, something written down, and a step of the protocol they need."""
    cause = spent.origin.cause("token")
    rows = np.arange(turn.state.n_playthroughs)
    signed = turn.constant("permission_signed")
    needed = turn.place.constants["needs_protocol"][spent.first, spent.second, 0]
    for pair in ((spent.first, spent.second), (spent.second, spent.first)):
        held = {name: turn.state[name][(*pair, rows)] for name in ("purpose", "confidence", "scar", "codified", "permission")}
        room = greater(1.0 - held["scar"] - held["confidence"], 0.0)
        turn.scatter("purpose", pair, turn.constant("broker_purpose") * (1.0 - held["purpose"]), mask, cause)
        turn.scatter("confidence", pair, turn.constant("broker_confidence") * room, mask, cause)
        written = greater(turn.constant("codified_most") - held["codified"], 0.0)
        turn.scatter("codified", pair, turn.constant("codify_broker") * written, mask, cause)
        step = lesser(turn.constant("broker_permission"), greater(signed - held["permission"], 0.0)) * needed
        turn.scatter("permission", pair, step, mask, cause)
        fresh = needed * (turn.state["permission"][(*pair, rows)] < signed) - turn.state["drafting"][(*pair, rows)]
        turn.scatter("drafting", pair, greater(fresh, 0.0), mask, cause)


def _promise(turn: Turn, mask: Mask, spent: Spent) -> None:
    for slot, terms in enumerate(turn.place.promises):
        if not terms.from_attention:
            continue
        rows = mask & (spent.first == terms.receiver) & (spent.what == PROMISES.index(terms.kind))
        if rows.any():
            make(turn, slot, size_in_words("clear", "promise"), terms.quarters, rows, spent.origin)
            if terms.kind == "protocol":
                for one, other in turn.place.protocols_of(terms.receiver):
                    start(turn, one, other, rows, spent.origin)


def _own_up(turn: Turn, mask: Mask, spent: Spent) -> None:
    for slot, terms in enumerate(turn.place.promises):
        if terms.giver == turn.place.lead:
            rows = mask & (spent.first == terms.receiver) & (turn.state["promise_status"][slot] == OPEN)
            if rows.any():
                fail(turn, slot, rows, DISCLOSED)


def _money(turn: Turn, mask: Mask, spent: Spent) -> None:
    """Puts the lead's own money into the pot; named for a partner, it is that partner's share that it pays."""
    cause = spent.origin.cause("token")
    lead = turn.place.lead
    paid = turn.transfer(budget_of(lead), POT, turn.constant("attention_money"), mask, cause)
    turn.shift("cost", (lead,), paid, mask, cause)
    named = mask & (spent.first_named >= 0)
    if named.any():
        rows = np.arange(turn.state.n_playthroughs)
        eased = lesser(paid, turn.state["bearing"][spent.first, rows])
        turn.scatter("bearing", (spent.first,), -eased, named, cause)
        _note_turn(turn, "funded", named, spent)


def _confront(turn: Turn, mask: Mask, spent: Spent) -> None:
    cause = spent.origin.cause("token")
    turn.scatter("confronted", (spent.first,), 1.0, mask, cause)
    turn.shift("energy", (), -turn.constant("confront_energy"), mask, cause)


def _strand(turn: Turn, mask: Mask, spent: Spent) -> None:
    """Moves effort to a strand: from the one that is named, else from all others."""
    cause = spent.origin.cause("token")
    outcomes = range(len(turn.place.outcomes))
    for to in outcomes:
        for from_ in (-1, *outcomes):
            rows = mask & (spent.first_named == to) & (spent.second_named == from_)
            if rows.any():
                move_effort(turn, to, from_, turn.constant("strand_token"), rows, cause)


_SPEND: dict[str, Spender] = {
    "time": _time,
    "broker": _broker,
    "front_line": _with_agency("backed"),
    "listen": _place_wide("listening"),
    "upwards": _place_wide("briefing"),
    "promise": _promise,
    "own_up": _own_up,
    "money": _money,
    "confront": _confront,
    "rest": _place_wide("resting"),
    "strand": _strand,
}
