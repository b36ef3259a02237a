"""Lines of play for tests: any decisions that the rules allow, drawn at random."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from game.core.arithmetic import Numbers
from game.core.decision import PROMISES, TOKENS, Decisions, cannot_promise, none_of, offered, table, tokens_allowed
from game.core.place import Place
from game.core.promise import OPEN
from game.core.rng import Seeds
from game.core.seats import HOLDS_BACK, OPENS, SeatDecisions, Settled
from game.core.state import State
from game.core.step import Stepped, begin, step
from game.play.session import Session

Random = np.random.Generator


def allowed_decisions(place: Place, state: State, rng: Random, parameters: Mapping[str, Any] | None = None) -> Decisions:
    """Decisions that will not be refused: each dilemma on the table decided, and tokens spent as they may be."""
    parameters = {**place.parameters, **(parameters or {})}
    decisions = none_of(place, state.n_playthroughs)
    left = state["budget"][place.lead].copy()
    on_table, _ = table(place, state, parameters)
    for number, dilemma in enumerate(place.dilemmas):
        if not on_table[number].any():
            continue
        can = offered(place, state, number, parameters)
        for row in np.flatnonzero(on_table[number]).tolist():
            options = [i for i, option in enumerate(dilemma.options) if can[i, row] and option.money <= left[row]]
            taken = int(rng.choice(options))
            decisions.choice[number, row] = taken
            left[row] -= dilemma.options[taken].money
    tokens = tokens_allowed(place, state, parameters)
    price = np.broadcast_to(np.asarray(parameters["attention_money"], dtype=np.float64), left.shape)
    for row in range(state.n_playthroughs):
        for slot in range(int(rng.integers(0, min(int(tokens[row]), 3) + 1))):
            token = _token(place, state, rng, row, float(left[row]), float(price[row]), decisions.attention[:slot, :, row])
            decisions.attention[slot, :, row] = token
            if token[0] == TOKENS.index("money"):
                left[row] -= price[row]
    return decisions


def _token(
    place: Place, state: State, rng: Random, row: int, left: float, price: float, earlier: Numbers
) -> tuple[int, int, int, int]:
    """One token that may be placed beside the earlier ones of this row."""
    others = [i for i in range(len(place.agencies)) if i != place.lead]
    kind = str(rng.choice(TOKENS))
    first = int(rng.choice(others))
    rest = TOKENS.index("rest"), -1, -1, -1
    match kind:
        case "strand":
            if "strands" not in place.parts:
                return rest
            return TOKENS.index(kind), int(rng.integers(0, len(place.outcomes))), -1, -1
        case "listen" | "upwards" | "rest":
            return TOKENS.index(kind), -1, -1, -1
        case "broker":
            if len(others) < 2:
                return rest
            return TOKENS.index(kind), first, int(rng.choice([i for i in others if i != first])), -1
        case "front_line" if not place.agencies[first].front_line:
            return rest
        case "money":
            return (TOKENS.index(kind), int(rng.choice([-1, *others])), -1, -1) if left >= price else rest
        case "own_up":
            owed = [
                terms.receiver
                for slot, terms in enumerate(place.promises)
                if terms.giver == place.lead and state["promise_status"][slot, row] == OPEN
            ]
            return (TOKENS.index(kind), int(rng.choice(owed)), -1, -1) if owed else rest
        case "promise":
            what = int(rng.integers(0, len(PROMISES)))
            token = TOKENS.index(kind), first, -1, what
            twice = any((one[0], one[1], one[3]) == (token[0], token[1], token[3]) for one in earlier)
            return rest if twice or cannot_promise(place, state, PROMISES[what], first, row) else token
    return TOKENS.index(kind), first, -1, -1


def course(
    place: Place,
    seeds: Seeds,
    rng: Random,
    *,
    parameters: Mapping[str, Any] | None = None,
    trace: bool = True,
    decided: list[Decisions] | None = None,
    seats: SeatDecisions | None = None,
) -> Iterator[Stepped]:
    """A whole course at random, epilogue included: the opening, then each turn. What was decided is added to `decided`.

    With `seats`, these decide alike for their own agencies in every turn.
    """
    reached = begin(place, seeds, parameters=parameters, trace=trace)
    yield reached
    for _ in range(place.turns + place.epilogue):
        decisions = replace(allowed_decisions(place, reached.state, rng, parameters), seats=seats)
        if decided is not None:
            decided.append(decisions)
        following = step(place, reached.state, decisions, parameters=parameters, trace=trace)
        assert isinstance(following, Stepped), following
        reached = following
        yield reached


def busy(place: Place) -> SeatDecisions:
    """Seats of which one pledges all it could move, one opens up, one holds back, and two settle a promise."""
    first, second, third = [number for number in range(len(place.agencies)) if number != place.lead][:3]
    found = SeatDecisions.none_of(place)
    found.pledges[first] = 1.0
    found.sharing[first, second], found.sharing[third, second] = OPENS, HOLDS_BACK
    kept = Settled("word 1", "one promised another to open up", first, second, 0.5, is_kept=True)
    return replace(found, settled=(kept, replace(kept, id="word 2", giver=second, receiver=first, is_kept=False)))


def replayed(
    place: Place, seeds: Seeds, decided: list[Decisions], *, parameters: Mapping[str, Any] | None = None, trace: bool = True
) -> Iterator[Stepped]:
    """The course that given decisions make."""
    reached = begin(place, seeds, parameters=parameters, trace=trace)
    yield reached
    for decisions in decided:
        following = step(place, reached.state, decisions, parameters=parameters, trace=trace)
        assert isinstance(following, Stepped), following
        reached = following
        yield reached


def rows_of(decisions: Decisions, rows: slice) -> Decisions:
    """The decisions of some playthroughs of a batch."""
    return Decisions(np.ascontiguousarray(decisions.choice[..., rows]), np.ascontiguousarray(decisions.attention[..., rows]))


def end_quarter(session: Session, *tokens: Mapping[str, str]) -> None:
    """Ends a quarter of a game with the first option of everything, and these tokens."""
    for number in session.undecided():
        facts = session.place.dilemmas[number]
        assert session.choose(facts.id, facts.options[0].id) is None
    for token in tokens:
        assert session.attend(token) is None
    assert session.end_turn() is None
