"""Fuzzing outside the gate, from the project's folder: `python -m tests.fuzz [TARGET ...] [--inputs N] [--keep FOLDER]`.

Each target is fuzzed by Atheris in a process of its own, which follows what the code does with an input and keeps whatever goes
somewhere new. What it kept is then tried once more without it, in a fresh process whose memory is measured. An input that breaks
a law is written to the folder; put into `tests/fuzz/found` under its target's name, it is tried in the gate from then on.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tests.fuzz.target import FOLDER, Target, targets

MOST_MEGABYTES: Final = 300
SECONDS: Final = 3_600


def fuzz(target: Target, inputs: int, kept: Path) -> tuple[int, str]:
    """Fuzzes one target; returns how many inputs it had, and what broke, in words."""
    seeds, corpus, found = kept / "seeds", kept / "corpus", kept / "found"
    for folder in (seeds, corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(seed[: target.longest])
    words = kept / "words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in sorted(set(target.words()))), encoding="ascii")
    options = [f"-runs={inputs}", f"-max_len={target.longest}", f"-dict={words}", f"-artifact_prefix={found}/", "-timeout=20"]
    options += [f"-max_total_time={SECONDS}", "-rss_limit_mb=4096", "-seed=1", "-verbosity=1", str(corpus), str(seeds)]
    command = [sys.executable, "-m", "tests.fuzz.guided", target.name, *options]
    log = kept / "log"
    with log.open("wb") as file:
        done = subprocess.run(command, cwd=FOLDER.parents[1], stdout=file, stderr=subprocess.STDOUT, check=False)
    told = log.read_text(errors="replace")
    counts = re.findall(r"^#(\d+)", told, re.MULTILINE) + re.findall(r"Done (\d+) runs", told)
    n = max(map(int, counts), default=0)
    return n, "" if done.returncode == 0 else _last_words(told)


def _escaped(word: str) -> str:
    return "".join(one if 32 <= ord(one) < 127 and one not in '"\\' else f"\\x{ord(one):02x}" for one in word if ord(one) < 256)


def _last_words(told: str) -> str:
    at = told.find("Uncaught Python exception")
    return told[at : at + 3_000] if at >= 0 else told[-3_000:]


def again(name: str, folder: Path) -> tuple[int, float, float]:
    """What was kept of a target, tried once more in a fresh process: how many, the slowest in seconds, the peak in megabytes."""
    command = [sys.executable, "-m", "tests.fuzz", name, "--again", str(folder)]
    done = subprocess.run(command, cwd=FOLDER.parents[1], capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    n, seconds, megabytes = done.stdout.splitlines()[-1].split()
    return int(n), float(seconds), float(megabytes)


def _tried_again(target: Target, folder: Path) -> None:
    slowest, n = 0.0, 0
    for file in sorted(folder.iterdir()):
        begun = time.process_time()
        target.timed(file.read_bytes())
        slowest, n = max(slowest, time.process_time() - begun), n + 1
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = re.search(r"VmHWM:\s+(\d+)", status)
    sys.stdout.write(f"{n} {slowest:.3f} {int(peak[1]) / 1024 if peak else 0.0:.0f}\n")


def main() -> int:
    """Fuzzes what was asked for; the exit code says whether anything broke."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzzes every way in for bytes from outside.")
    parser.add_argument("names", nargs="*", metavar="TARGET", help=f"one or more of {', '.join(known)}; all, if left out")
    parser.add_argument("--inputs", type=int, default=1_000_000, help="how many in all, shared out among the targets")
    parser.add_argument("--keep", type=Path, help="where to keep what was found; a folder that is gone afterwards, if left out")
    parser.add_argument("--again", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := set(asked.names) - known.keys():
        parser.error(f"there is no target {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    chosen = [known[name] for name in asked.names or known]
    if asked.again is not None:
        _tried_again(chosen[0], asked.again)
        return 0
    if find_spec("atheris") is None:
        sys.stderr.write("Atheris, which follows coverage, is not installed. Try: pip install 'wholeplace[fuzz]'\n")
        return 2
    total, broke = 0, 0
    shares = sum(target.share for target in chosen)
    with tempfile.TemporaryDirectory(prefix="wholeplace-fuzz-") as scratch:
        for target in chosen:
            kept = (asked.keep or Path(scratch)) / target.name
            begun = time.monotonic()
            n, wrong = fuzz(target, asked.inputs * target.share // shares, kept)
            total += n
            line = f"{target.name:<12}{n:>10,} inputs in {time.monotonic() - begun:>5.0f} s"
            if wrong:
                broke += 1
                sys.stdout.write(f"{line}  BROKE\n{wrong}\n")
            else:
                n_kept, slowest, peak = again(target.name, kept / "corpus")
                broke += peak > MOST_MEGABYTES
                sys.stdout.write(f"{line}, {n_kept:>5,} kept, slowest {slowest * 1000:.0f} ms, peak {peak:.0f} MB\n")
            sys.stdout.flush()
    sys.stdout.write(f"{total:,} inputs, {broke} targets broke\n")
    return int(broke > 0)


if __name__ == "__main__":
    sys.exit(main())
