"""After each fault what was acknowledged is there, bit for bit, and the game goes on."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

import pytest

from tests.reliability.faults import FAULTS, page, tried
from tests.reliability.killed import at_every_point
from tests.reliability.outcome import Fault, Outcome, missing
from tests.reliability.writer import N_RECORDS, NAME, prepare, written

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "reliability.md"
LESS = {"killed-workshop": partial(at_every_point, "workshop", step=9)}
"""What is tried in part here, and whole when the table is made."""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the faults are those of a system like Debian")
@pytest.mark.parametrize("name", FAULTS)
def test_nothing_acknowledged_is_lost(name: str) -> None:
    """One trial of the fault, or one of each kind: nothing is lost, and nothing is stuck."""
    fault = FAULTS[name]
    try:
        outcome = tried(Fault(name, fault.title, fault.how, LESS.get(name, fault.trial)), times=1)
    except (PermissionError, FileNotFoundError) as missing_here:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing_here))
    assert outcome.trials > 0
    assert outcome.acknowledged > 0
    assert (outcome.lost, outcome.stuck) == (0, 0), outcome


def test_the_table_is_of_these_faults_and_nothing_was_lost() -> None:
    """The committed page has a line for each fault, tried at least as often as it should be, and none with anything lost."""
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| .*? \(`([\w-]+)`\) \|.*\| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", text, re.MULTILINE)
    assert [name for name, *_ in rows] == list(FAULTS)
    counts = {name: Outcome(*(int(one.replace(",", "")) for one in numbers)) for name, *numbers in rows}
    assert page(counts) == text
    for name, outcome in counts.items():
        assert outcome.trials >= FAULTS[name].times, name
        assert outcome.acknowledged > 0, name
        assert (outcome.lost, outcome.stuck) == (0, 0), name


def test_what_is_missing_is_counted() -> None:
    """Everything from the first that differs counts as lost; what comes after all that was acknowledged does not."""
    assert missing([1, 2, 3], [1, 2, 3, 4]) == 0
    assert missing([1, 2, 3], [1, 2]) == 1
    assert missing([1, 2, 3], [9, 2, 3]) == 3
    assert missing([], [1]) == 0


def test_a_writer_that_acknowledges_too_soon_is_found_out(tmp_path: Path) -> None:
    """A file with less in it than was acknowledged counts as lost, so the trials above can fail."""
    from tests.reliability.killed import _held

    prepare("autosave", tmp_path)
    assert _held("autosave", tmp_path, [["records", NAME, str(N_RECORDS)]]) == Outcome(1, 1, 0, 0)
    prepare("autosave", tmp_path)
    (tmp_path / NAME).write_bytes(written(N_RECORDS - 1))
    assert _held("autosave", tmp_path, [["records", NAME, str(N_RECORDS)]]).lost
