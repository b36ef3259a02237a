"""What P1, P3 and P6 ask of play by chance, measured under any parameters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from game.bench.impact import Shares, shares_of
from game.core.arithmetic import Array
from game.core.decision import TOKENS, Decisions
from game.core.outcome import MEASURES
from game.core.place import Place
from game.core.state import State
from game.play.ensemble import CHUNK, play_batch
from game.play.policy import Memory, policy_named

LEVERS = ("control", "fairness", "governance", "codifying", "support", "tailoring")
LEAST_FELT = 0.05
"""Part of some headline measure's variance that every lesson must explain (P3)."""
LUCK = (0.10, 0.30)
"""Part of each headline measure's variance that luck must explain (P6)."""


def felt(
    place: Place, games: int, parameters: Mapping[str, float] | None = None, *, first: int = 0
) -> dict[str, tuple[str, float]]:
    """For each lesson the headline measure that it explains best, and what part of it, over play by chance from a seed on."""
    series: dict[str, list[Array]] = defaultdict(list)
    measures: dict[str, list[Array]] = defaultdict(list)
    memory = Memory({**place.parameters, **(parameters or {})})
    for done in range(0, games, CHUNK):
        seen: dict[str, list[Array]] = defaultdict(list)
        spent: list[Array] = []

        def before(state: State, decisions: Decisions, seen: dict[str, list[Array]] = seen, spent: list[Array] = spent) -> None:
            if state.turn <= place.turns:
                for name in LEVERS:
                    seen[name].append(state[name].copy())
                seen["stories"].append(state["heard"].mean(axis=0))
                seen["protocols"].append(np.mean([state["permission"][pair] for pair in place.protocols], axis=0))
                spent.append(np.stack([(decisions.attention[:, 0] == kind).sum(axis=0) for kind in range(len(TOKENS))]))

        policy = policy_named("random", place)
        n = min(CHUNK, games - done)
        played = play_batch(place, policy, first + done, n, memory, is_overlaid=bool(parameters), before=before)
        tokens = np.sum(spent, axis=0).astype(float)
        means = {name: np.mean(values, axis=0) for name, values in seen.items()}
        means["stories"] = means["stories"] * place.turns + tokens[TOKENS.index("listen")]
        means["confronting"] = tokens[TOKENS.index("confront")]
        for name, values in means.items():
            series[name].append(values)
        for name in MEASURES:
            measures[name].append(played.measures[name])
    whole = {name: np.concatenate(parts) for name, parts in measures.items()}
    result = {}
    for name, parts in series.items():
        shares = {measure: float(np.corrcoef(np.concatenate(parts), whole[measure])[0, 1]) ** 2 for measure in MEASURES}
        best = max(shares, key=lambda measure: shares[measure])
        result[name] = best, shares[best]
    return result


def luck_of(shares: Mapping[str, Shares]) -> dict[str, float]:
    """The headline measures of which luck explains too little or too much, and how much (P6)."""
    return {name: one.chance for name, one in shares.items() if not LUCK[0] <= round(one.chance, 2) <= LUCK[1]}


def crossed(place: Place, games: int, parameters: Mapping[str, float] | None = None, *, first: int = 0) -> dict[str, Shares]:
    """What options, attention and luck explain of each headline measure, over play by chance; seeds from `first`."""
    return shares_of(place, first=first, games=games, parameters=parameters)
