"""Decide: the chosen options' effects and prices, and what the leader's attention goes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.core.arithmetic import Indices, Mask, Numbers, greater, lesser, nonzero, select
from game.core.decision import PROMISES, TOKENS, Decisions
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
    for number in np.flatnonzero((decisions.choice >= 0).any(axis=-1)).tolist():
        choice, dilemma = decisions.choice[number], turn.place.dilemmas[number]
        for position in np.flatnonzero(np.bincount(choice + 1, minlength=1)[1:]).tolist():
            mask, option = choice == position, dilemma.options[position]
            origin = turn.origin("option", f"{dilemma.id}.{option.id}", option.label, dilemma.evidence)
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
        for number in np.flatnonzero(np.bincount(kind + 1, minlength=1)[1:]).tolist():
            name, rows = TOKENS[number], (kind == number).nonzero()[0]
            _SPEND[name](turn, Spent(turn.origin("attention", name), rows, first[rows], second[rows], what[rows]))


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens of one kind in one slot: in which playthroughs, and what each of them named (see `Decisions.attention`)."""

    origin: Origin
    rows: Indices
    first: Numbers
    second: Numbers
    what: Numbers

    def where(self, some: Mask) -> Spent:
        """Those of the tokens of which something holds, shape (tokens,)."""
        return Spent(self.origin, self.rows[some], self.first[some], self.second[some], self.what[some])


Spender = Callable[[Turn, Spent], None]


def _place_wide(variable: str) -> Spender:
    def spend(turn: Turn, spent: Spent) -> None:
        turn.add(variable, (), 1.0, spent.rows, spent.origin.cause("token"))

    return spend


def _with_agency(variable: str) -> Spender:
    def spend(turn: Turn, spent: Spent) -> None:
        turn.add(variable, (spent.first,), 1.0, spent.rows, spent.origin.cause("token"))

    return spend


def _time(turn: Turn, spent: Spent) -> None:
    turn.add("time_spent", (spent.first,), 1.0, spent.rows, spent.origin.cause("token"))
    turn.assign("visited", (spent.first,), float(turn.number), spent.rows, spent.origin.cause("token"))


def _broker(turn: Turn, spent: Spent) -> None:
    """Brings two partners together: purpose, confidence, something written down, and a step of the protocol they need."""
    cause, rows = spent.origin.cause("token"), spent.rows
    signed = turn.constant_at("permission_signed", rows)
    needed = turn.place.constants["needs_protocol"][spent.first, spent.second, 0]

    def of(name: str) -> Any:
        return turn.constant_at(name, rows)

    for pair in ((spent.first, spent.second), (spent.second, spent.first)):
        held = {name: turn.held(name, pair, rows) for name in ("purpose", "confidence", "scar", "codified", "permission")}
        room = greater(1.0 - held["scar"] - held["confidence"], 0.0)
        turn.add("purpose", pair, of("broker_purpose") * (1.0 - held["purpose"]), rows, cause)
        turn.add("confidence", pair, of("broker_confidence") * room, rows, cause)
        written = greater(of("codified_most") - held["codified"], 0.0)
        turn.add("codified", pair, of("codify_broker") * written, rows, cause)
        step = lesser(of("broker_permission"), greater(signed - held["permission"], 0.0)) * needed
        turn.add("permission", pair, step, rows, cause)
        fresh = needed * (turn.held("permission", pair, rows) < signed) - turn.held("drafting", pair, rows)
        turn.add("drafting", pair, greater(fresh, 0.0), rows, cause)


def _promise(turn: Turn, spent: Spent) -> None:
    terms = turn.place.slots
    slots = terms.by_attention[spent.what, spent.first]
    make(turn, slots, size_in_words("clear", "promise"), terms.quarters[slots], spent.rows, spent.origin)
    drafted = spent.where(spent.what == PROMISES.index("protocol"))
    pairs = terms.pairs_of[..., drafted.first]
    which, token = nonzero(pairs[:, 0] >= 0)
    # Told one protocol after another; else all at once, since none of them is the same tie of the same playthrough.
    each = [which == number for number in np.unique(which)] if turn.ledger is not None else [...]
    for some in each:
        nth, of = which[some], token[some]
        start(turn, pairs[nth, 0, of], pairs[nth, 1, of], drafted.rows[of], spent.origin)


def _own_up(turn: Turn, spent: Spent) -> None:
    """Owns up to every promise of the lead's to a partner that is still open."""
    theirs = turn.place.slots.of_lead[:, spent.first]
    which, token = nonzero((theirs >= 0) & (turn.state["promise_status"][theirs, spent.rows] == OPEN))
    slots, rows = theirs[which, token], spent.rows[token]
    order = np.argsort(slots, kind="stable")
    slots, rows = slots[order], rows[order]
    for some in turn.one_by_one(slots, rows=rows):
        fail(turn, slots[some], rows[some], DISCLOSED)


def _money(turn: Turn, spent: Spent) -> None:
    """Puts the lead's own money into the pot; named for a partner, it is that partner's share that it pays."""
    cause = spent.origin.cause("token")
    lead = turn.place.lead
    mask = turn.mask_of(spent.rows)
    paid = turn.transfer(budget_of(lead), POT, turn.constant("attention_money"), mask, cause)
    turn.shift("cost", (lead,), paid, mask, cause)
    named = spent.where(spent.first >= 0)
    if len(named.rows):
        eased = lesser(paid[named.rows], turn.state["bearing"][named.first, named.rows])
        turn.add("bearing", (named.first,), -eased, named.rows, cause)
        turn.assign("funded", (named.first,), float(turn.number), named.rows, cause)


def _confront(turn: Turn, spent: Spent) -> None:
    cause = spent.origin.cause("token")
    turn.add("confronted", (spent.first,), 1.0, spent.rows, cause)
    turn.add("energy", (), -turn.constant_at("confront_energy", spent.rows), spent.rows, cause)


def _strand(turn: Turn, spent: Spent) -> None:
    """Moves effort to a strand: from the one that is named, else from all others."""
    cause = spent.origin.cause("token")
    outcomes = range(len(turn.place.outcomes))
    for to in outcomes:
        for from_ in (-1, *outcomes):
            some = spent.where((spent.first == to) & (spent.second == from_))
            if len(some.rows):
                move_effort(turn, to, from_, turn.constant("strand_token"), turn.mask_of(some.rows), cause)


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
