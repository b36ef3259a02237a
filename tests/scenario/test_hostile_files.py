"""Files made to break a reader: each is refused with a message, within a second of work and 300 MB of memory.

Each file is read in a process of its own, whose memory and time are bounded from outside, once with either parser.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

resource = pytest.importorskip("resource")

MOST_SECONDS = 1.0
MOST_MEGABYTES = 300

CHILD = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from pathlib import Path
from game.scenario.reader import read_scenario

def most_megabytes():
    # The peak of this program alone: what getrusage tells includes the process that started it, which may be large.
    try:
        peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)

begun = time.process_time()
tree, diagnostics = read_scenario(Path(sys.argv[1]), "place.yaml", is_pure=sys.argv[2] == "python")
seconds = time.process_time() - begun
print(json.dumps({
    "seconds": seconds,
    "megabytes": most_megabytes(),
    "codes": [one.code for one in diagnostics],
    "places": [[one.line, one.column] for one in diagnostics],
    "longest": max(len(one.format_text().splitlines()) for one in diagnostics),
    "has_tree": tree is not None,
}))
"""


def bomb() -> bytes:
    """Nine aliases a level, twenty levels: nine to the power of twenty values when unfolded."""
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 20)]
    return "\n".join(lines).encode()


def filled(line: str) -> bytes:
    """A file of nearly the largest size, made of one line again and again."""
    return (line * (999_000 // len(line.encode()))).encode()


def read_apart(file: Path, parser: str) -> dict[str, Any]:
    """What a process of its own found in a file; it must end well and complain of nothing on its own account."""
    command = [sys.executable, "-c", CHILD, str(file), parser]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert not done.stderr
    assert done.returncode == 0
    result: dict[str, Any] = json.loads(done.stdout)
    return result


# Each file with the code that must be the first reported.
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "alias bomb": (bomb, "WP113"),
    "largest alias bomb": (lambda: b"- &a [x]\n" + filled("- [*a, *a, *a, *a, *a, *a, *a]\n"), "WP113"),
    "flow lists 100,000 deep": (lambda: b"a: " + b"[" * 100_000, "WP116"),
    "flow lists 100,000 deep and closed": (lambda: b"a: " + b"[" * 100_000 + b"]" * 100_000, "WP116"),
    "flow maps 100,000 deep": (lambda: b"a: " + b"{a: " * 100_000, "WP116"),
    "flow lists deep, a line each": (lambda: b"a:\n" + b" [\n" * 100_000, "WP116"),
    "dashes 100,000 deep": (lambda: b"- " * 100_000, "WP116"),
    "question marks 100,000 deep": (lambda: b"? " * 100_000, "WP112"),
    "block maps 1,400 deep": (lambda: "\n".join(" " * depth + "a:" for depth in range(1_400)).encode(), "WP116"),
    "50 MB": (lambda: b"a: b # " * (50_000_000 // 7), "WP002"),
    "NUL bytes": (lambda: b"\0" * 999_000, "WP004"),
    "a NUL byte in a text": (lambda: b"format: 1\ntitle: one\0two\n", "WP004"),
    "control characters": (lambda: filled("a: \x01\n"), "WP004"),
    "control characters on one line": (lambda: b"a: " + b"\x01" * 990_000, "WP004"),
    "not UTF-8": (lambda: b"a: " + b"\xff" * 990_000, "WP003"),
    "UTF-16": (lambda: "format: 1\n".encode("utf-16"), "WP003"),
    "tabs": (lambda: filled("\ta: 1\n"), "WP101"),
    "tabs here and there": (lambda: filled("\ta: 1\nb: 1\n"), "WP101"),
    "duplicate keys": (lambda: filled("a: 1\n"), "WP111"),
    "duplicate keys on one line": (lambda: b"a: {" + b"x: 1, " * 150_000 + b"}", "WP111"),
    "a number of a million digits": (lambda: b"a: " + b"9" * 990_000, "WP118"),
    "a decimal of a million digits": (lambda: b"a: 0." + b"9" * 990_000, "WP118"),
    "a huge exponent": (lambda: b"a: 1e" + b"9" * 1_000, "WP118"),
    "many huge numbers": (lambda: b"a:\n" + filled("- " + "9" * 400 + "\n"), "WP118"),
    "tags": (lambda: filled("- !!python/object/apply:os.system [ls]\n"), "WP115"),
    "unclosed quotes": (lambda: filled('a: "x\n'), "WP105"),
    "opening brackets": (lambda: filled("a: [\n"), "WP116"),
    "one mistake a line": (lambda: filled("a: b: c\n"), "WP104"),
    "documents": (lambda: filled("---\n"), "WP007"),
    "instructions": (lambda: filled("%a\n"), "WP119"),
    "only line ends": (lambda: b"\n" * 500_000, "WP005"),
}


@pytest.mark.slow
@pytest.mark.parametrize("parser", ["c", "python"])
@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused(name: str, parser: str, tmp_path: Path) -> None:
    """The file is refused with a located message that fits a screen; no traceback, no second of work, no memory to speak of."""
    make, code = FILES[name]
    file = tmp_path / "place.yaml"
    file.write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file), parser], capture_output=True, text=True, timeout=60, check=False
    )
    assert not done.stderr
    assert done.returncode == 0
    result = json.loads(done.stdout)
    assert result["codes"][0] == code
    assert len(result["codes"]) <= 51
    assert all(line >= 1 and column >= 1 for line, column in result["places"])
    assert result["longest"] <= 12
    assert result["seconds"] < MOST_SECONDS
    assert result["megabytes"] < MOST_MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize("parser", ["c", "python"])
def test_too_many_values_stay_within_memory(parser: str, tmp_path: Path) -> None:
    """A quarter of a million values are refused at 200,000; the slower parser may take its time, but not more memory."""
    file = tmp_path / "place.yaml"
    file.write_bytes(filled("- 1\n"))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(file), parser], capture_output=True, text=True, timeout=60, check=False
    )
    assert not done.stderr
    result = json.loads(done.stdout)
    assert result["codes"] == ["WP117"]
    assert result["places"] == [[200_000, 3]]
    assert result["megabytes"] < MOST_MEGABYTES


def test_large_file_is_not_read(tmp_path: Path) -> None:
    """A file of a terabyte is refused by its size; its bytes, which no memory could hold, are left alone."""
    file = tmp_path / "place.yaml"
    with file.open("wb") as sparse:
        sparse.truncate(1 << 40)
    result = read_apart(file, "c")
    assert result["codes"] == ["WP002"]
    assert result["megabytes"] < MOST_MEGABYTES
