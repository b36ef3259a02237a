"""One source, two executors: rules over pairs of agencies, run by numpy and compiled from the same functions, with the same bits.

    python benchmarks/kernel.py [--scenario barnet]        (needs the extra `fast`)

Each rule is run on a batch from the middle of games by chance, by numpy as the engine does it and as `game.play.compiled`
compiles it; then all of them together.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from game.core.dynamics import chance, share, trust
from game.core.observe import observe
from game.core.place import Place
from game.core.rng import seeds_of
from game.core.rule import Rule
from game.core.state import State
from game.core.step import begin, step_in_place
from game.core.turn import Turn
from game.play.executor import is_installed
from game.play.memory import hold_memory
from game.play.policy import Memory, policy_named
from game.scenario.compiler import load

RULES = (
    trust.seeing,
    trust.scarring,
    trust.sharing_purpose,
    trust.writing_down,
    share.practising,
    share.drafting_protocols,
    chance.losing_confidence,
)
BATCHES = (64, 512, 2048)
QUARTERS = 5
TIMES = 7


def main() -> None:
    """Prints, for each rule and for all of them, how the two executors compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", default="barnet")
    given = parser.parse_args()
    if not is_installed():
        sys.exit("This needs numba: install the extra `fast`.")
    hold_memory()
    place = load(given.scenario)
    print(f"{len(place.agencies)} agencies, microseconds a playthrough, the best of {TIMES}; ratio: numpy's time over numba's")
    for n in BATCHES:
        print(f"batches of {n}")
        state = middle(place, n)
        for rule in RULES:
            compare(rule.name, place, state, (rule,))
        compare("all of them", place, state, RULES)


def middle(place: Place, n: int) -> State:
    """A batch in the middle of games by chance."""
    state = begin(place, seeds_of(1, n), trace=False).state.writable()
    policy = policy_named("random", place)
    for _ in range(QUARTERS):
        decisions = policy.decide(observe(place, state, place.lead), state.seeds, Memory(place.parameters))
        step_in_place(place, state, decisions)
    return state


def compare(name: str, place: Place, state: State, rules: tuple[Rule, ...]) -> None:
    """Runs rules both ways on the same numbers and prints the times, and whether the bits agree."""
    from game.play.compiled import Compiled

    compiled = Compiled(only_kept=False)
    compiled(Turn(place, state.writable(), place.parameters, trace=False, in_place=True), rules)  # compiled now, or fetched
    found: list[list[float]] = [[], []]
    after: list[State] = [state, state]
    for _ in range(TIMES):
        for number, executor in enumerate((None, compiled)):
            after[number] = state.writable()  # afresh: what is run again and again dwindles to numbers that are slow
            turn = Turn(place, after[number], place.parameters, trace=False, in_place=True, executor=executor)
            start = time.process_time()
            turn.run(rules)
            found[number].append(time.process_time() - start)
    same = all(after[0][one.changes].tobytes() == after[1][one.changes].tobytes() for one in rules)
    slow, fast = (min(times) / state.n_playthroughs * 1e6 for times in found)
    told = "same bits" if same else "BITS DIFFER"
    print(f"  {name:<20} numpy {slow:>7.2f}   numba {fast:>6.2f}   ratio {slow / fast:>5.1f}   {told}")
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    main()
