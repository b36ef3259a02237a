"""One turn, pure: `step(place, state, decisions)` gives the state after it and its ledger, or a refusal.

The phases in order: decide, say, do, pay, trust, share, work together, count, learn, chance. Each is a list of rules and a few
acts on promises, protocols and money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from game.core.decision import Decisions, Refusal, laid_over, refusal
from game.core.dynamics import (
    chance,
    count,
    decide,
    dives,
    do,
    heat,
    joint,
    learn,
    members,
    say,
    seats,
    share,
    strands,
    succession,
    trust,
)
from game.core.dynamics.parts import rules_of
from game.core.effects.base import run_all
from game.core.ledger import Ledger
from game.core.place import Place
from game.core.rng import Seeds, uniform
from game.core.rule import Executor, Rule, for_now
from game.core.state import Arrays, State, fresh, opening
from game.core.turn import Origin, Turn


@dataclass(frozen=True, slots=True)
class Stepped:
    """A turn that was played: the state after it, and its ledger where tracing was on."""

    state: State
    ledger: Ledger | None


def begin(place: Place, seeds: Seeds, *, parameters: Mapping[str, Any] | None = None, trace: bool = True) -> Stepped:
    """The batch before its first turn, with the news of the first quarter.

    `seeds` has shape (N,); `parameters` lay over the place's, each a number or an array (N,).
    """
    after, ledger = _begun(place, seeds, parameters, trace=trace)
    return Stepped(after.freeze(), ledger)


def begin_in_place(
    place: Place,
    seeds: Seeds,
    *,
    parameters: Mapping[str, Any] | None = None,
    has_picture: bool = True,
    arrays: Arrays = fresh,
) -> State:
    """As `begin`, without a ledger: a state that `step_in_place` may go on from, of these arrays.

    Where nobody will look at the lead's picture of ties, it need not be made: then not `has_picture`.
    """
    return _begun(place, seeds, parameters, trace=False, has_picture=has_picture, arrays=arrays)[0]


def _begun(
    place: Place,
    seeds: Seeds,
    parameters: Mapping[str, Any] | None,
    *,
    trace: bool,
    has_picture: bool = True,
    arrays: Arrays = fresh,
) -> tuple[State, Ledger | None]:
    state = opening(place, seeds, arrays)
    state.turn = 0
    if has_picture:
        _guess_ties(place, state, laid_over(place, parameters))
    turn = Turn(place, state, laid_over(place, parameters), trace=trace, in_place=not trace, instead=rules_of(place.parts))
    chance.renew_budgets(turn)
    turn.run((*say.RULES[:3], say.stating))
    chance.bring_news(turn)
    share.feel_what_went_astray(turn)
    return turn.finish()


def step(
    place: Place, state: State, decisions: Decisions, *, parameters: Mapping[str, Any] | None = None, trace: bool = True
) -> Stepped | Refusal:
    """Plays one turn. A decision that cannot be taken gives a refusal, and `state` is as it was in either case."""
    refused = refusal(place, state, decisions, laid_over(place, parameters))
    if refused is not None:
        return refused
    turn = Turn(place, state, laid_over(place, parameters), trace=trace, instead=rules_of(place.parts))
    advance(turn, decisions)
    after, ledger = turn.finish()
    return Stepped(after.freeze(), ledger)


def inject(
    place: Place,
    stepped: Stepped,
    name: str,
    text: str,
    effects: tuple[Any, ...] = (),
    *,
    parameters: Mapping[str, Any] | None = None,
) -> Stepped:
    """The same turn with something more that happened on the way to it: thrown in by a facilitator, not by luck.

    Arguments:
        place: where it happens.
        stepped: the last turn that was played, or the beginning; it stays as it is.
        name: the id of an inject of the place, or what happened in a few words: its name in the ledger.
        text: what is read out.
        effects: what it does; nothing where it is only news.
        parameters: as for `step`.

    Returns:
        The state with what it did, and the ledger of both together.
    """
    before = stepped.state.writable()
    before.memory = stepped.state.memory
    before.turn -= 1  # as news does, it comes at the end of the turn that has just been played
    turn = Turn(place, before, laid_over(place, parameters), trace=stepped.ledger is not None, instead=rules_of(place.parts))
    turn.tell("inject", name, text, turn.everyone)
    run_all(effects, turn, turn.state["running"] > 0.0, Origin("inject", name))
    share.feel_what_went_astray(turn)
    after, ledger = turn.finish()
    after.freeze()
    former = stepped.ledger
    if ledger is None or former is None:
        return Stepped(after, None)
    blocks, happenings = [*former.blocks, *ledger.blocks], [*former.happenings, *ledger.happenings]
    return Stepped(after, Ledger(former.turn, former.lead, former.before, after, blocks, happenings))


def step_in_place(
    place: Place,
    state: State,
    decisions: Decisions,
    *,
    parameters: Mapping[str, Any] | None = None,
    executor: Executor | None = None,
) -> None:
    """Plays one turn of a batch on the state itself, without a ledger, for decisions that are known to be allowed."""
    turn = Turn(
        place,
        state,
        laid_over(place, parameters),
        trace=False,
        in_place=True,
        instead=rules_of(place.parts),
        executor=executor,
    )
    advance(turn, decisions)
    turn.finish()


def advance(turn: Turn, decisions: Decisions) -> None:
    """The phases of one turn, in order; a part of the model that only some places have runs there and nowhere else."""
    phases = _phases(turn.place.parts)
    decide.take_options(turn, decisions)
    decide.spend_attention(turn, decisions)
    turn.run(phases.say_and_do)
    joint_money(turn, decisions)
    turn.run(phases.trust)
    trust.settle_promises(turn)
    if decisions.seats is None:
        turn.run((say.trusting, *phases.share))
    else:
        seats.settle_between_seats(turn, decisions.seats)
        turn.run((say.trusting,))
        seats.share_as_decided(turn, decisions.seats)
        turn.run(phases.share)
    share.sign_protocols(turn)
    share.let_information_go_astray(turn)
    share.feel_what_went_astray(turn)
    turn.run(phases.work_and_learn)
    chance.take_leave(turn)
    succession.hand_over(turn)
    chance.clear_attention(turn)
    chance.come_to_an_end(turn)
    chance.bring_news(turn)
    share.feel_what_went_astray(turn)
    chance.renew_budgets(turn)


class _Phases(NamedTuple):
    """Rules that nothing comes between: the fewer times they are asked for, the more of them are done in one go."""

    say_and_do: tuple[Rule, ...]
    trust: tuple[Rule, ...]
    share: tuple[Rule, ...]
    work_and_learn: tuple[Rule, ...]


@cache
def _phases(parts: frozenset[str]) -> _Phases:
    """The rules of a turn in a place with these parts of the model."""

    def only(part: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return rules if part in parts else ()

    return _Phases(
        (for_now(say.trusting), *say.RULES[1:], *do.RULES, *only("deep_dives", dives.AWAY)),
        (*trust.RULES, *only("ground_rules", heat.BLAME)),
        (*share.RULES, trust.comparing_notes),
        (
            *joint.EFFECT,
            *only("strands", strands.EFFECT),
            *joint.COURSE,
            *count.RULES,
            *only("strands", strands.COUNT),
            *learn.RULES,
            *only("deep_dives", dives.LATER),
            *only("ground_rules", heat.INSIGHT),
        ),
    )


def joint_money(turn: Turn, decisions: Decisions) -> None:
    """Pays for the quarter's work, and lets families join as far as it goes."""
    turn.run((joint.seeing_others_give, joint.giving_in_turn))
    seats.give_what_was_pledged(turn, decisions.seats)
    joint.pay(turn)
    members.pay_for_time(turn)
    turn.run(joint.FAMILIES)


def _guess_ties(place: Place, state: State, parameters: Mapping[str, Any]) -> None:
    """A leader begins with a first impression of every tie, off by luck."""
    n = len(place.agencies)
    is_near = place.constants["near"][..., 0] > 0.0
    for i in range(n):
        draws = uniform(state.seeds, 0, "estimate", i * n + np.arange(n, dtype=np.int64)[:, None])
        draws *= 2.0
        draws -= 1.0
        draws *= parameters["estimate_error"]
        draws *= np.where(is_near[i], 0.4, 1.0)[:, None]
        draws += parameters["purpose_share"] * state["purpose"][i] + parameters["confidence_share"] * state["confidence"][i]
        np.clip(draws, 0.0, 1.0, out=state["estimate"][i])
        state["estimate"][i, i] = 1.0
