"""The tests that come with the shipped places, and the real line of each as a table of docs/explanation/cases.md."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from game.bench.cases import Case, Expectation, Subject, case_files, read_case, subject_of
from game.bench.trial import Trial, try_case
from game.scenario.shipped import locate
from tests.tables import table

REAL = "history"
KEPT_OUT = "Not used to set any number"
"""What the reason of an expectation begins with that was kept out of tuning."""


@cache
def subject(place: str) -> Subject:
    """A shipped place, ready for its tests."""
    path = locate(place)
    assert path is not None
    return subject_of(path)


@cache
def cases(place: str) -> dict[str, Case]:
    """The tests that come with a shipped place, by the names of their files."""
    path = locate(place)
    assert path is not None
    found = {file.stem: read_case(file, subject(place)) for file in case_files(path)}
    assert not [one for _, faults in found.values() for one in faults]
    return {name: case for name, (case, _) in found.items() if case is not None}


@cache
def outcome(place: str, name: str) -> Trial:
    """What comes of one of them."""
    return try_case(cases(place)[name], subject(place).place)


def real_line(place: str) -> str:
    """What the source says beside what the real line and play by chance give."""
    return table(("what the source says", "expected", "real line", "play by chance"), _rows(place))


def _rows(place: str) -> Iterator[tuple[str, str, str, str]]:
    findings = iter(outcome(place, REAL).compared)
    for one in cases(place)[REAL].expectations:
        own = next(findings)
        other = next(findings).found if one.is_random_outside else ""
        yield one.because, own.expected, own.found, other


def kept_out(case: Case) -> list[Expectation]:
    """What a case expects that was not used to set any number."""
    return [one for one in case.expectations if one.because.startswith(KEPT_OUT)]
