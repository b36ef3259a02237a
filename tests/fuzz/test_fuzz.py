"""Every way in for bytes from outside holds its law: for what was written for it, for what broke it once, and for much beside."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from game.scenario.check import check_source
from tests.fuzz.pages import let_go
from tests.fuzz.target import FOLDER, Broken, Target, suite, targets

pytest.importorskip("starlette", reason="needs the extra `workshop`")

NAMES = tuple(targets())
FOUND = sorted(path for path in (FOLDER / "found").glob("*/*") if path.is_file())
LEAN = {"case", "form", "address", "joined", "message"}
"""What takes milliseconds an input: in the quick tests, one seed in five of these."""


@pytest.fixture(autouse=True, scope="module")
def _workshop_is_let_go() -> Iterator[None]:
    """The workshop that forms were sent to ends with the tests."""
    yield
    let_go()


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """The inputs that a target begins from."""
    return tuple(targets()[name].seeds())


def changed(target: Target) -> st.SearchStrategy[bytes]:
    """Seeds with a few bytes taken out, put in, or doubled; now and then any bytes."""
    words = [word.encode() for word in target.words()]
    edit = st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.sampled_from(words) | st.binary(max_size=4))

    def edited(drawn: tuple[bytes, list[tuple[int, int, bytes]], int]) -> bytes:
        data, edits, times = drawn
        for place, n_deleted, inserted in edits:
            at = place % (len(data) + 1)
            data = data[:at] + inserted * times + data[at + n_deleted :]
        return data[: target.longest]

    edits = st.lists(edit, min_size=1, max_size=6)
    mutated = st.tuples(st.sampled_from(seeds(target.name)), edits, st.sampled_from([1, 1, 1, 30]))
    return mutated.map(edited) | st.binary(max_size=200)


def try_many(target: Target, count: int, phases: Sequence[Phase] = (Phase.generate, Phase.shrink)) -> None:
    """Holds a target to its law for many inputs, and makes small what breaks it."""

    @settings(max_examples=count, phases=phases, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data=changed(target))
    def holds(data: bytes) -> None:
        target.timed(data)

    holds()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_what_it_was_made_for(name: str) -> None:
    """The law holds for what the target begins from; of what takes longer, for a part."""
    for data in seeds(name)[:: 5 if name in LEAN else 1]:
        targets()[name].timed(data)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_broke_it_once(path: Any) -> None:
    """The law holds for every input that a fuzzer has broken it with."""
    targets()[path.parent.name].timed(path.read_bytes())


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_much_beside(name: str) -> None:
    """The law holds for whatever comes of changing that."""
    try_many(targets()[name], 20)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_very_much_beside(name: str) -> None:
    """And for a thousand times as much."""
    try_many(targets()[name], 400)


def test_the_texts_of_the_suite_are_hostile_enough() -> None:
    """The yaml-test-suite has hundreds of texts; nearly all are refused, none of them without a place."""
    told = [check_source(data, "x").diagnostics for data in suite()]
    assert len(told) >= 400
    assert sum(map(bool, told)) == len(told)
    assert len({one.code for each in told for one in each}) >= 20


def test_a_law_that_does_not_hold_is_found() -> None:
    """A target that fails for one word is found out, so the tests above can fail."""

    def one(data: bytes) -> None:
        if b"lambda" in data:
            raise Broken("found")

    planted = Target("expression", one, lambda: [b"turn"], lambda: ["lambda"], 1)
    with pytest.raises(Broken, match="found"):
        try_many(planted, 100, [Phase.generate])


def test_a_second_is_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that takes more than a second of work breaks the law."""
    clock = iter([5.0, 6.5])
    monkeypatch.setattr(time, "process_time", lambda: next(clock))
    with pytest.raises(Broken, match=r"slow took 1\.5 seconds"):
        Target("slow", lambda _: None, list, list, 1).timed(b"")
