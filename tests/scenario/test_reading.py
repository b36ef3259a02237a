"""How the places that come with the game read: plain English, and dilemmas of a scene's length.

Reading age is the grade level of Flesch and Kincaid, as `game.words.reading` and `lint` have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import Any

import pytest

from game.bench.lint.prose import OLDEST
from game.core.place import Place
from game.scenario.check import check_path
from game.scenario.compiler import compile_checked
from game.scenario.shipped import locate, shipped_ids
from game.words.reading import n_words, reading_of
from tests.stylised.pairs import say

PLACES = shipped_ids()
MEDIAN_GRADE = 5.0
"""Grade that half of all texts may not pass: what most read at ten."""
LENGTH = (60, 120)
"""Words of a dilemma's scene."""

# What players read: keys of a scenario's maps whose text is shown, wherever they stand.
_SHOWN = (
    "text",
    "summary",
    "prologue",
    "caveat",
    "about",
    "brief",
    "then",
    "otherwise",
    "followed",
    "unless_text",
    "news",
    "because",
    "promise",
)


@cache
def data_of(place: str) -> dict[str, Any]:
    """The plain data of a shipped scenario."""
    path = locate(place)
    assert path is not None
    checked = check_path(path)
    assert checked.is_playable
    data: dict[str, Any] = checked.data
    return data


@cache
def place_of(place: str) -> Place:
    """A shipped place."""
    path = locate(place)
    assert path is not None
    return compile_checked(check_path(path))


def texts_of(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text that players read, with the keys that lead to it."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _SHOWN and isinstance(value, str):
                yield f"{path}.{key}".strip("."), value
            elif key not in ("sources", "assumption"):
                yield from texts_of(value, f"{path}.{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            if isinstance(value, str) and path.endswith((".describe", ".analyse", ".apply", ".objectives", ".powers", ".limits")):
                yield f"{path}.{number}".strip("."), value
            else:
                yield from texts_of(value, f"{path}.{number}")


@pytest.mark.parametrize("place", PLACES)
def test_what_players_read_is_plain(place: str) -> None:
    """The median text of thirty words or more is what most read at ten, and none is beyond what lint lets a tired reader have."""
    readings = {path: reading_of(text) for path, text in texts_of(data_of(place))}
    grades = {path: reading.grade for path, reading in readings.items() if reading.words >= 30}
    hardest = max(grades, key=lambda path: grades[path])
    say(f"{place}: {len(grades)} texts, median grade {median(grades.values()):.1f}, hardest {grades[hardest]:.1f} ({hardest})")
    assert len(grades) > 60
    assert median(grades.values()) <= MEDIAN_GRADE
    assert readings[hardest].age <= OLDEST, hardest


@pytest.mark.parametrize("place", PLACES)
def test_a_dilemma_is_a_scene_of_a_page(place: str) -> None:
    """Each scene has 60 to 120 words, and ways out of like length."""
    lengths = {dilemma.id: n_words(dilemma.text) for dilemma in place_of(place).dilemmas}
    outside = {name: length for name, length in lengths.items() if not LENGTH[0] <= length <= LENGTH[1]}
    assert not outside
    for dilemma in place_of(place).dilemmas:
        told = [n_words(option.text) for option in dilemma.options]
        assert max(told) <= 2 * min(told), (dilemma.id, told)
