"""Makes faults happen to real programs: `python -m tests.reliability [FAULT ...]`, from the project's folder.

With no name it tries every fault and writes the table in `docs/reference/reliability.md`. It mounts small disks, for which it has
to be run as root, and needs Debian's `faketime` and `postgresql`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.reliability.faults import FAULTS, page, tried

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "reliability.md"


def main(names: list[str]) -> int:
    """Tries what was asked for; the exit code says whether anything was lost or stuck."""
    if unknown := [name for name in names if name not in FAULTS]:
        sys.stderr.write(f"There is no fault {', '.join(unknown)}. There are: {', '.join(FAULTS)}.\n")
        return 2
    outcomes = {}
    for name in names or FAULTS:
        begun = time.monotonic()
        outcomes[name] = tried(FAULTS[name])
        print(f"{name}: {outcomes[name]} in {time.monotonic() - begun:.0f} s", flush=True)
    if not names:
        PAGE.write_text(page(outcomes), encoding="utf-8")
        print(f"Written: {PAGE.name}")
    return int(any(outcome.lost or outcome.stuck for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
