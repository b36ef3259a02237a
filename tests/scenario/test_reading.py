"""How the places that come with the game read: plain English, and dilemmas of a scene's length.

Reading age is the grade level of Flesch and Kincaid (Kincaid and others, 1975): 0.39 words a sentence + 11.8 syllables a word
- 15.59.
Syllables are counted by a small rule of our own, which is right to within a few in a hundred words; the libraries that know each
word want a dictionary to be downloaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from statistics import median
from typing import Any

import pytest

from game.core.place import Place
from game.scenario.check import check_path
from game.scenario.compiler import compile_checked
from game.scenario.shipped import locate, shipped_ids
from tests.stylised.pairs import say

PLACES = shipped_ids()
MEDIAN_GRADE = 6.0
"""Grade that half of all texts may not pass: what most read at eleven."""
HARDEST = 14.5
"""Grade that no text of thirty words or more may pass."""
LENGTH = (60, 120)
"""Words of a dilemma's scene."""
LONGER = {"barnet": {"whom": 123}}
"""Scenes that are longer than that, and may stay so."""

# What players read: keys of a scenario's maps whose text is shown, wherever they stand.
_SHOWN = (
    "text",
    "summary",
    "prologue",
    "caveat",
    "about",
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


def words_of(text: str) -> list[str]:
    """The words of a text; what stands in for a number counts as one."""
    return re.findall(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019-][A-Za-z]+)*|\d[\d,.]*", text)


def syllables(word: str) -> int:
    """How many syllables a word has: its groups of vowels, less the endings that are not spoken."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) <= 3:
        return 1
    spoken = re.sub(r"(?:[^laeiouyszxcg]es|[^dt]ed|[^laeiouy]e)$", "", plain)
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text."""
    words = words_of(text)
    sentences = max(1, len(re.findall(r"[.!?:;](?=\s|$|[\u201d\"])", text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("cat", 1),
        ("table", 2),
        ("officer", 3),
        ("waited", 2),
        ("asked", 1),
        ("houses", 2),
        ("probation", 3),
        ("the", 1),
        ("home", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, number: int) -> None:
    """The small rule is right on ordinary words."""
    assert syllables(word) == number


def test_grade_tells_plain_from_dense() -> None:
    """A plain sentence lies far below a dense one."""
    plain = "The man got on the bus. He had a bag. Nobody met him."
    dense = "Organisational interdependencies necessitate comprehensive multidisciplinary accountability arrangements."
    assert grade(plain) < 3
    assert grade(dense) > 20


@pytest.mark.parametrize("place", PLACES)
def test_what_players_read_is_plain(place: str) -> None:
    """The median text of thirty words or more is within the grade that most read at thirteen, and none is an expert's."""
    grades = {path: grade(text) for path, text in texts_of(data_of(place)) if len(words_of(text)) >= 30}
    hardest = max(grades, key=lambda path: grades[path])
    say(f"{place}: {len(grades)} texts, median grade {median(grades.values()):.1f}, hardest {grades[hardest]:.1f} ({hardest})")
    assert len(grades) > 60
    assert median(grades.values()) <= MEDIAN_GRADE
    assert grades[hardest] <= HARDEST, hardest


@pytest.mark.parametrize("place", PLACES)
def test_a_dilemma_is_a_scene_of_a_page(place: str) -> None:
    """Each scene has 60 to 120 words, save those that are known to be longer, and has two to five ways out of like length."""
    lengths = {dilemma.id: len(words_of(dilemma.text)) for dilemma in place_of(place).dilemmas}
    outside = {name: length for name, length in lengths.items() if not LENGTH[0] <= length <= LENGTH[1]}
    assert outside == LONGER.get(place, {})
    for dilemma in place_of(place).dilemmas:
        told = [len(words_of(option.text)) for option in dilemma.options]
        assert max(told) <= 2 * min(told), (dilemma.id, told)
