"""The game beside what others use, on the same story and the same toy, in one run.

    python benchmarks/peers.py [--folder FOLDER]

inkjs (npm) and Mesa (PyPI) are installed into the folder if they are not there; what cannot be is left out, with the reason. The
story asks for one of three options in each of 13 quarters; inkjs keeps a score, the game reckons its whole model besides.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent))

import toy
from toy_rules import play_batch

from game.core.place import Place
from game.play.crew import CHUNK
from game.play.ensemble import play_many
from game.play.executor import is_installed
from game.scenario.compiler import compile_scenario

QUARTERS: Final = 13
SCORES: Final = (1, 3, 10)
TOY_RUNS: Final = 100
BATCH: Final = 1024
INK_RUNS: Final = 2_000
INK_TOY_RUNS: Final = 20


def main() -> None:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where peers are, or are put; a folder that is thrown away, if left out")
    given = parser.parse_args()
    with TemporaryDirectory() as scratch:
        compare((given.folder or Path(scratch)).resolve())


def compare(folder: Path) -> None:
    """Prints how the game and its peers compare; peers are in the folder, or are put there."""
    folder.mkdir(parents=True, exist_ok=True)
    the_story(folder, the_toy(folder))


def the_toy(folder: Path) -> float:
    """Prints the toy in plain Python, by Mesa, and by the game's executors; seconds a playthrough by the game with numpy."""
    loop, came_to = by_loop()
    sizes = f"{TOY_RUNS} by plain Python and Mesa, {BATCH:,} by the game"
    print(f"the toy ({toy.AGENCIES} agencies, {toy.TURNS} turns; seeds from 0, {sizes}), one core, playthroughs a second:")
    print(f"  plain Python:         {1 / loop:>9,.0f}")
    spent = {"numpy, by the game": by_executor(came_to, None)}
    if is_installed():
        from game.play.compiled import Compiled

        spent["compiled, by the game"] = by_executor(came_to, Compiled(only_kept=False))
    mesa = by_mesa(folder, came_to)
    for name, seconds in spent.items():
        beside = f", {mesa / seconds:,.0f} times Mesa" if mesa else ""
        print(f"  {name + ':':<22}{1 / seconds:>9,.0f}   {loop / seconds:,.0f} times plain Python{beside}; same bits")
    if mesa:
        print(f"  Mesa:                 {1 / mesa:>9,.0f}   {loop / mesa:.2f} times plain Python; same bits")
    return spent["numpy, by the game"]


def by_loop() -> tuple[float, list[float]]:
    """Seconds a playthrough in plain Python, the least of three, and what each came to."""
    found = []
    for _ in range(3):
        start = time.process_time()
        came_to = [toy.play(seed) for seed in range(TOY_RUNS)]
        found.append((time.process_time() - start) / TOY_RUNS)
    return min(found), came_to


def by_executor(came_to: list[float], executor: Any) -> float:
    """Seconds a playthrough by an executor of the game, the least of three; the bits are those of plain Python."""
    place = story_place(toy.AGENCIES)
    found = []
    for _ in range(4):  # the first is to warm up
        start = time.process_time()
        result = play_batch(place, BATCH, executor)
        found.append((time.process_time() - start) / BATCH)
    if [float(one) for one in result[:TOY_RUNS]] != came_to:
        sys.exit("BITS DIFFER")
    return min(found[1:])


def by_mesa(folder: Path, came_to: list[float]) -> float | None:
    """Seconds a playthrough by Mesa; None where it cannot be had."""
    python = folder / "mesa" / "bin" / "python"
    if not python.exists() and not (
        _done([sys.executable, "-m", "venv", str(folder / "mesa")]) and _done([str(python), "-m", "pip", "install", "-q", "mesa"])
    ):
        print("  Mesa could not be installed and is left out.")
        return None
    said = _said([str(python), str(HERE / "peers" / "mesa_toy.py"), str(TOY_RUNS)]).split()
    if [float.fromhex(one) for one in said[1:]] != came_to:
        sys.exit("BITS DIFFER")
    return float(said[0])


def the_story(folder: Path, by_numpy: float) -> None:
    """The story by inkjs, and by the game with its model besides."""
    place = story_place(toy.AGENCIES)
    play_many(place, "random", runs=64)
    found = []
    for _ in range(3):
        start = time.process_time()
        play_many(place, "random", runs=CHUNK)
        found.append((time.process_time() - start) / CHUNK)
    game = min(found)
    sizes = f"{CHUNK:,} by the game, {INK_RUNS:,} by inkjs, {INK_TOY_RUNS} of the toy"
    print(f"the story ({QUARTERS} choices of three; seeds from 0, {sizes}), one core, playthroughs a second:")
    print(f"  the game, with its whole model: {1 / game:>9,.0f}")
    if not (folder / "node_modules" / "inkjs").exists() and not _done(["npm", "install", "--prefix", str(folder), "inkjs"]):
        print("  inkjs could not be installed and is left out.")
        return
    spent, scores = by_ink(folder, ink(), INK_RUNS, ["score"])
    if scores != [float(score_of(seed)) for seed in range(len(scores))]:
        sys.exit("inkjs tells another story.")
    print(f"  inkjs, which keeps one score:   {1 / spent:>9,.0f}   the game is {spent / game:.1f} times as fast")
    spent, came_to = by_ink(folder, ink_toy(), INK_TOY_RUNS, [f"d{i}" for i in range(toy.AGENCIES)])
    if came_to != [toy.play(seed) for seed in range(len(came_to))]:
        sys.exit("BITS DIFFER")
    beside = f"with numpy the game does the toy {spent / by_numpy:,.0f} times as fast; same bits"
    print(f"  inkjs, the toy told as a story: {1 / spent:>9,.0f}   {beside}")


def by_ink(folder: Path, story: str, runs: int, names: list[str]) -> tuple[float, list[float]]:
    """Seconds a playthrough of a story by inkjs, and what the variables named come to together in the first few."""
    file = folder / "story.ink"
    file.write_text(story, encoding="utf-8")
    said = _said(["node", str(HERE / "peers" / "ink_story.js"), str(folder), str(file), str(runs), *names]).split()
    return float(said[0]), [float(one) for one in said[1:]]


def ink() -> str:
    """The story as ink."""
    lines = ["VAR score = 0", "-> quarter_0"]
    for quarter in range(QUARTERS):
        lines += [f"=== quarter_{quarter} ===", "A meeting. Twenty minutes."]
        for number, score in enumerate(SCORES):
            lines += [f"+ [Way {number}.]", f"  ~ score = score + {score}", f"  -> quarter_{quarter + 1}"]
    return "\n".join([*lines, f"=== quarter_{QUARTERS} ===", "It ends.", "-> END", ""])


def ink_toy() -> str:
    """The toy as ink: a choice a turn, and after it the same sums."""
    every = range(toy.AGENCIES)
    lines = ["VAR control = 0.5"]
    for i in every:
        lines.append(f"VAR d{i} = {0.3 + 0.02 * i!r}")
        lines.append(f"VAR s{i} = 0.0")
        for j in every:
            confidence, permission = toy.start_of(i, j)
            lines += [f"VAR c{i}_{j} = {confidence!r}", f"VAR m{i}_{j} = {permission!r}", f"VAR p{i}_{j} = 0.05"]
    lines.append("-> turn_0")
    for turn in range(toy.TURNS):
        lines += [f"=== turn_{turn} ===", "A meeting. Twenty minutes."]
        for number, step in enumerate(toy.STEPS):
            lines += [f"+ [Way {number}.]", f"  ~ control = MIN(1.0, MAX(0.0, control + ({step!r})))"]
            lines += ["  ~ reckon()", f"  -> turn_{turn + 1}"]
    lines += [f"=== turn_{toy.TURNS} ===", "It ends.", "-> END", "=== function reckon()"]
    pairs = [(i, j) for i in every for j in every]
    for i, j in pairs:
        held = f"c{i}_{j}"
        grown = f"{held} + ({toy.GAIN} * d{j} * (1.0 - {held})) + ((0.0 - ({toy.LOSS} * control)) * {held})"
        lines.append(f"~ {held} = MIN(1.0, MAX(0.0, {grown}))")
    for i, j in pairs:
        held = f"p{i}_{j}"
        goal = f"MIN(m{i}_{j}, {toy.HABIT} * c{i}_{j})"
        lines.append(f"~ {held} = MIN(1.0, MAX(0.0, {held} + {toy.PACE} * {goal} + (0.0 - {toy.PACE}) * {held}))")
    for i in every:
        lines.append(f"~ s{i} = ({' + '.join(f'p{i}_{j} * d{j}' for j in every)}) / {float(toy.AGENCIES)}")
    for i in every:
        lines.append(f"~ d{i} = MIN(1.0, MAX(0.0, d{i} + {toy.FOLLOW} * s{i} + (0.0 - {toy.FOLLOW}) * d{i}))")
    return "\n".join([*lines, ""])


def score_of(seed: int) -> int:
    """What a playthrough's score comes to."""
    return sum(SCORES[toy.choice_of(seed, turn)] for turn in range(QUARTERS))


def story_place(n_agencies: int) -> Place:
    """The story as a place of so many agencies, all of which one outcome needs."""
    names = [f"agency_{number}" for number in range(n_agencies)]
    options = {
        f"way_{number}": {"label": f"Way {number}.", "effects": [{"count": "score", "by": score}]}
        for number, score in enumerate(SCORES)
    }
    return compile_scenario(
        {
            "format": 1,
            "title": "A story",
            "turns": QUARTERS,
            "epilogue": 8,
            "seat": names[0],
            "agencies": {name: {"name": name, "budget": 100_000} for name in names},
            "outcomes": {"families": {"name": "Families helped", "needs": names}},
            "dilemmas": {
                f"at_{at}": {"title": "A meeting", "text": "Twenty minutes.", "at": at, "options": options}
                for at in range(1, QUARTERS + 1)
            },
        },
        "story",
    )


def _done(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


if __name__ == "__main__":
    main()
