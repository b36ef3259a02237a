"""Advice on quarters in which nothing can be decided, and on agencies of which one hides another."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bench.lint.advice import lint
from game.scenario.check import check_path, check_source
from game.scenario.shipped import shipped_ids, shipped_root
from tests.places.tiny import tiny_data
from tests.scenario.test_slip import SEASIDE

CODES = ("WP618", "WP619")
TURNS = 6
TWO = {"one": {"label": "One thing", "effects": [{"flag": "said"}]}, "other": {"label": "Another"}}


def advised(data: Any) -> dict[str, str]:
    """What lint tells under these codes: the sentence by the path."""
    found = lint(check_source(data if isinstance(data, bytes) else json.dumps(data).encode(), "place.yaml"), games=0).diagnostics
    return {one.path: one.summary for one in found if one.code in CODES}


def place(**windows: dict[str, Any]) -> dict[str, Any]:
    """Six quarters and dilemmas with these windows."""
    dilemmas = {name: {"title": name, "text": "Well?", "options": TWO, **one} for name, one in windows.items()}
    return tiny_data(turns=TURNS, dilemmas=dilemmas)


@pytest.mark.parametrize("scenario", shipped_ids())
def test_shipped_places_give_no_alarm(scenario: str) -> None:
    """In the places that come with the game, whole and cut, there is something to decide, and nobody hides anybody."""
    assert not [one for one in lint(check_path(shipped_root() / scenario), games=0).diagnostics if one.code in CODES]


WINDOW = st.tuples(st.integers(1, TURNS), st.integers(1, TURNS)).map(sorted)


@given(st.lists(WINDOW, min_size=1, max_size=4))
def test_every_quarter_that_no_window_covers_is_told_and_no_other(windows: list[list[int]]) -> None:
    """The quarters that are told are those outside every dilemma's window."""
    covered = {turn for first, last in windows for turn in range(first, last + 1)}
    empty = [turn for turn in range(1, TURNS + 1) if turn not in covered]
    told = advised(place(**{f"d{n}": {"from": first, "to": last} for n, (first, last) in enumerate(windows)})).get("turns", "")
    numbers = [int(word) for word in told.replace(",", " ").split() if word.isdigit()]
    assert bool(told) == bool(empty)
    if empty:
        assert (numbers[0], numbers[-1]) == (empty[0], empty[-1])


def test_runs_of_quarters_are_told_as_runs() -> None:
    """Of quarters that follow one another the first and the last are told."""
    told = advised(place(first={"at": 1}, then={"at": 3}))
    assert told == {"turns": "in quarters 2 and 4 to 6 nothing can be decided"}


def test_what_is_opened_fills_a_quarter_and_what_can_never_hold_fills_none() -> None:
    """A dilemma that another opens may come in any quarter after it; one whose condition waits, not before that quarter."""
    opens = {"one": {"label": "One thing", "effects": [{"after": 1, "then": [{"open": "then"}]}]}, "other": {"label": "Another"}}
    assert advised(place(first={"at": 1, "options": opens}, then={})) == {}
    waits = advised(place(first={"at": 1}, then={"when": "turn > 3"}))
    assert waits == {"turns": "in quarters 2 to 3 nothing can be decided"}


@pytest.mark.parametrize(
    ("turns", "kept", "is_told"),
    [
        (4, ["d1", "d3", "d4"], False),  # one quarter between two decisions
        (4, ["d1", "d3"], True),  # ends with nothing to decide
        (4, ["d2", "d3", "d4"], True),  # begins so
        (6, ["d1", "d5", "d6"], False),  # half of it
        (6, ["d1", "d6"], True),  # more than half of it
    ],
)
def test_a_cut_begins_and_ends_with_a_decision_and_is_not_mostly_empty(turns: int, kept: list[str], *, is_told: bool) -> None:
    """What a cut leaves out fills none of its quarters; a quarter between decisions may be empty."""
    data = place(**{f"d{turn}": {"at": turn} for turn in range(1, TURNS + 1)})
    told = advised({**data, "cuts": {"hour": {"title": "An hour", "turns": turns, "dilemmas": kept}}})
    assert set(told) == ({"cuts.hour.turns"} if is_told else set())


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("    map: [0.5, 0.5]\n", "    map: [0.5, 0.08]\n", {"agencies.council.map"}),  # upon one that stands on the ring
        ("    map: [0.5, 0.5]\n", "    map: [0.5, 0.15]\n", set()),
        ("    short: Kitchen\n", "    short: Kitchen\n    map: [0.49, 0.51]\n", {"agencies.kitchen.map"}),
        ("    short: Kitchen\n", "    short: Kitchen\n    map: [0.4, 0.6]\n", set()),
    ],
)
def test_an_agency_put_upon_another_is_told(written: str, instead: str, told: set[str]) -> None:
    """Whoever was put where another stands, written or on the ring, is told once, at its own place on the map."""
    assert written in SEASIDE
    assert set(advised(SEASIDE.replace(written, instead, 1).encode())) == told
