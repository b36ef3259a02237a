"""The reference playthroughs, from the project's folder.

`python -m tests.portability` writes the file anew; `--check` compares it with what this interpreter plays; `--everywhere` does
so on every Python that can be found, with the oldest and the newest numpy, and without the processor's wide registers.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from tests.portability.environment import check, dispensable_features, environments
from tests.portability.playthroughs import FILE, difference, digests, kept, keys, write


def here() -> int:
    """Compares on this interpreter; returns how many playthroughs differ."""
    expected = kept()
    told = {key: difference(expected.get(key), digests(*key)) for key in keys()}
    left = expected.keys() - told.keys()
    for (place, policy), words in told.items():
        if words:
            sys.stdout.write(f"{place}, {policy}: {words}\n")
    sys.stdout.writelines(f"{place}, {policy}: is in the file and is not played any more\n" for place, policy in sorted(left))
    wrong = sum(map(bool, told.values())) + len(left)
    same = len(told) - sum(map(bool, told.values()))
    sys.stdout.write(f"Python {platform.python_version()}, numpy {np.__version__}: {same} of {len(told)} are the same\n")
    return wrong


def everywhere() -> int:
    """Compares on everything that can be found; returns how many of them differ."""
    wrong = 0

    def told(where: str, python: str, features: str) -> None:
        nonlocal wrong
        try:
            sys.stdout.write(f"{where}: {check(python, {'NPY_DISABLE_CPU_FEATURES': features} if features else None)}")
        except subprocess.CalledProcessError as error:
            wrong += 1
            sys.stdout.write(f"{where}: {error.stdout}{error.stderr[-2000:]}")
        sys.stdout.flush()

    told("this interpreter", sys.executable, "")
    told(f"without {dispensable_features() or 'nothing'}", sys.executable, dispensable_features())
    for environment in environments():
        with tempfile.TemporaryDirectory() as folder:
            try:
                python = environment.make(Path(folder))
            except subprocess.CalledProcessError as error:
                wrong += 1
                sys.stdout.write(f"{environment}: could not be made. {error.stdout}{error.stderr[-2000:]}\n")
                continue
            told(str(environment), python, "")
    return wrong


def main(arguments: list[str]) -> int:
    """Does what was asked, and returns what the shell is told."""
    if arguments == ["--check"]:
        return int(here() > 0)
    if arguments == ["--everywhere"]:
        return int(everywhere() > 0)
    if arguments:
        sys.stderr.write("Say nothing to write the file anew, or --check, or --everywhere.\n")
        return 2
    changed = write()
    sys.stdout.write(f"{FILE.name}: {changed} lines are other than they were\n")
    if changed:
        sys.stdout.write('Is it meant? Then say so in CHANGELOG.md under "Simulation behaviour".\n')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
