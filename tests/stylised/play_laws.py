"""What the playability laws P1, P3, P5, P6 and P7 ask, and whether each option is best at something (F17), for any place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from game.bench.impact import Shares
from game.bench.laws import Clause
from game.bench.playthrough import play_once
from game.core.arithmetic import Array, Mask
from game.core.decision import TOKENS, Decisions
from game.core.ledger import Ledger
from game.core.outcome import MEASURES
from game.core.place import Place
from game.core.state import State
from game.core.variables import VARIABLES
from game.play.batch import Played, play_batch
from game.play.crew import CHUNK
from game.play.policy import Memory, Policy, Replayed, policy_named

LEVERS = ("control", "fairness", "governance", "codifying", "support", "tailoring")
LEAST_FELT = 0.05
"""Part of some headline measure's variance that every lesson must explain (P3)."""
LUCK = (0.10, 0.30)
"""Part of each headline measure's variance that luck must explain (P6)."""
CAREFUL = "adaptive"
CARELESS = ("keep-control", "savings-only", "random")
LEAST_TOLD = 0.9
"""Part of the large changes of which three causes must tell at least seven tenths (P7)."""
LEAD = 0.05
"""How far an option must lead its siblings, as a part of a measure's range, to be best at it (F17)."""
IN_CONTEXTS = 0.10
"""Part of the contexts in which each option must be best at something (F17)."""


def felt(place: Place, games: int) -> dict[str, tuple[str, float]]:
    """For each lesson the headline measure that it explains best, and what part of it, over play by chance; seeds from 0."""
    series: dict[str, list[Array]] = defaultdict(list)
    measures: dict[str, list[Array]] = defaultdict(list)
    memory = Memory(dict(place.parameters))
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
        played = play_batch(place, policy, done, n, memory, is_overlaid=False, before=before)
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


def care_is_rewarded(place: Place, games: int = 300) -> tuple[Clause, ...]:
    """What P5 asks: careful play sees something rise by the third quarter, carelessness costs late, and nobody waits."""
    starts: dict[int, State] = {}
    asked: list[Mask] = []

    def before(state: State, decisions: Decisions) -> None:
        if state.turn in (1, 4):
            starts[state.turn] = state.writable()
        if state.turn <= place.turns:
            asked.append(np.asarray((decisions.choice >= 0).any(axis=0))[state["running"] > 0.0])

    memory = Memory(dict(place.parameters))
    legacy = {}
    careful = play_batch(place, policy_named(CAREFUL, place), 0, games, memory, is_overlaid=False, before=before)
    legacy[CAREFUL] = careful.measures["legacy"].mean()
    rises = np.zeros(games, dtype=bool)
    for name in ("reached", "credibility"):
        rises |= starts[4][name] > starts[1][name] + 0.02
    trust = [starts[turn]["estimate"][:, place.lead].mean(axis=0) for turn in (1, 4)]
    clauses = [
        _at_least("something rises", float(np.mean(rises & (trust[1] > trust[0]))), 0.95),
        _at_least("something is asked", float(np.mean(np.concatenate(asked))), 0.95),
    ]
    for line in CARELESS:
        careless = play_batch(place, policy_named(line, place), 0, games, memory, is_overlaid=False)
        legacy[line] = careless.measures["legacy"].mean()
        late = float(np.mean(careless.final["decided"].max(axis=0) >= place.turns // 2))
        clauses.append(_at_least(f"{line} goes on past half-time", late, 0.98))
    share = max(legacy["keep-control"], legacy["savings-only"]) / legacy[CAREFUL]
    clauses.append(Clause("legacy of the careless, of that of the careful", f"{share:.0%}", "less than 50%", share < 0.5))
    return tuple(clauses)


def _at_least(says: str, share: float, least: float) -> Clause:
    return Clause(says, f"{share:.1%}", f"at least {least:.0%}", share >= least)


def told_by_three(place: Place) -> Clause:
    """What P7 asks: of nine of ten large changes (top decile) of levels, three causes account for at least 70%."""
    found: list[tuple[float, float]] = []
    for seed in range(3):
        for line in ("random", CAREFUL):
            session, _ = play_once(place, seed, policy_named(line, place))
            for ledger in session.ledgers[1 : place.turns + 1]:
                found += _told(ledger)
    found.sort(reverse=True)
    large = found[: len(found) // 10]
    return _at_least(f"{len(large)} large changes told", float(np.mean([share >= 0.7 for _, share in large])), LEAST_TOLD)


def _told(ledger: Ledger) -> Iterator[tuple[float, float]]:
    """Yields the size of each change of a level, and what part of it its three biggest causes come to."""
    for name in ledger.after:
        variable = VARIABLES[name]
        if variable.unit != "level" or variable.over not in ("place", "agency", "pair"):
            continue
        change = ledger.after[name][..., 0] - ledger.before[name][..., 0]
        for index in zip(*np.nonzero(np.abs(np.atleast_1d(change)) > 0.02), strict=True):
            key = tuple(int(i) for i in index) if change.ndim else ()
            causes: dict[tuple[str, ...], float] = defaultdict(float)
            for entry in ledger.entries(name, key):
                causes[entry.cause.kind, entry.cause.name, entry.cause.term] += entry.size
            biggest = sum(sorted(causes.values(), key=abs, reverse=True)[:3])
            whole = float(change[key])
            yield abs(whole), 1.0 - abs(whole - biggest) / abs(whole)


def best_at_something(place: Place, contexts: int, *, first: int = 50_000) -> dict[str, float]:
    """For each option, in what part of the contexts it leads all its siblings by 5% of the range of some headline measure.

    A context is a playthrough by chance: its other decisions and its luck, with the option forced.
    """
    base = _in_contexts(place, policy_named("random", place), contexts, first)
    taken = base.taken[: place.turns]
    spans = {name: float(np.subtract(*np.quantile(base.measures[name], (0.95, 0.05)))) for name in MEASURES}
    found = {}
    for number, dilemma in enumerate(place.dilemmas):
        met = np.any([one.choice[number] >= 0 for one in base.taken], axis=0)
        forced = [
            _in_contexts(place, Replayed(place, list(_forcing(taken, number, option))), contexts, first)
            for option in range(len(dilemma.options))
        ]
        values = np.array([[played.measures[name] / spans[name] for name in MEASURES] for played in forced])
        has_it = np.array([_took(played, number) == option for option, played in enumerate(forced)])
        for option, facts in enumerate(dilemma.options):
            others = [other for other in range(len(dilemma.options)) if other != option]
            leads = np.min([np.where(has_it[other], values[option] - values[other], np.inf) for other in others], axis=0)
            rows = met & has_it[option]
            found[f"{dilemma.id}.{facts.id}"] = float((leads[:, rows] >= LEAD).any(axis=0).mean())
    return found


def _in_contexts(place: Place, policy: Policy, contexts: int, first: int) -> Played:
    memory = Memory(dict(place.parameters))
    return play_batch(place, policy, first, contexts, memory, is_overlaid=False, keeps_decisions=True, keeps_state=False)


def _forcing(taken: Iterable[Decisions], number: int, option: int) -> Iterator[Decisions]:
    """What was decided, with one dilemma's option forced whenever it comes."""
    for one in taken:
        choice = one.choice.copy()
        choice[number] = option
        yield Decisions(choice, one.attention)


def _took(played: Played, number: int) -> Array:
    """The option that each context took in a dilemma, -1 where it never came."""
    result: Array = np.max([one.choice[number] for one in played.taken], axis=0)
    return result
