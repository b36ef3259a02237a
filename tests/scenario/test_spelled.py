"""A condition that was compiled can be spelled out, and means the same when it is read again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.core.effects.kind import EXPRESSION
from game.core.place import Place
from game.scenario.check import check_path
from game.scenario.compiler import load
from game.scenario.declaration import declared, spots_of
from game.scenario.expression import compile_condition
from game.scenario.names import Names
from game.scenario.shape import Leaf
from game.scenario.shipped import shipped_ids, shipped_root
from game.scenario.spelled import spelled

SEASIDE = Path(__file__).parent / "seaside.yaml"
SHIPPED = [shipped_root() / name / "scenario.yaml" for name in shipped_ids()]
HARD = [
    "not (meetings > 1 or happened(storm)) and not on_paper",
    "(turn > 3 or energy < 0.5) and (energy - (credibility - 0.25)) * 2 > 0.125 / (energy + 1)",
    "chose(list, protocol) and decided(vote) and not (kept(oil) or broken(oil))",
    "owned_up(oil) or kept(oil)",
    "votes(cover, 0.4) > 0.3 and min(energy, mean(trust)) >= abs(energy - 0.5)",
    "0.2 < energy < 0.5 and happened(storm) > 2 and lasting(post) and reported(warm) > 1234567",
    "purpose(council, hospital) + lowest(confidence) > 1 and -energy < -0.1",
]


def written(file: Path) -> tuple[Place, Names, list[str]]:
    """A place, its names, and every condition that stands in its file."""
    data = check_path(file).data
    spots = spots_of(data)
    found = [str(spot.value) for spot in spots if isinstance(spot.shape, Leaf) and spot.shape.kind is EXPRESSION]
    return load(file), declared(data, spots).names, list(dict.fromkeys(found))


@pytest.mark.parametrize(
    "file",
    [SEASIDE, *(pytest.param(file, marks=pytest.mark.slow) for file in SHIPPED)],
    ids=lambda file: file.parent.name,
)
def test_what_is_spelled_out_means_the_same(file: Path) -> None:
    """Every condition of every place, and some that try brackets and words, comes back as the tree that it was; 3 is no 3.0."""
    place, names, conditions = written(file)
    assert conditions
    for text in [*conditions, *(HARD if file == SEASIDE else [])]:
        condition = compile_condition(text, names)[0]
        assert condition is not None, text
        assert compile_condition(spelled(condition, place), names)[0] == condition, (text, spelled(condition, place))
        assert not re.search(r"\d\.0\b", spelled(condition, place))
