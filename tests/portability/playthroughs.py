"""The reference playthroughs: what every state of some games digests to, on any machine that the game runs on.

Each place is played by every policy, as a batch whose length is no multiple of any processor's registers, so that both a loop's
body and its tail are tried. One line of `digests.txt` is one place and policy, with eight digits a turn: the first that differ
say where two machines part. Nothing here needs more than what a player installs, so that any Python can be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from itertools import zip_longest
from pathlib import Path
from typing import Final

import numpy as np

from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.batch import play_batch
from game.play.policy import Memory, policy_named, policy_names
from game.scenario.compiler import load
from game.scenario.shipped import shipped_ids
from tests.places.laboratory import laboratory, whole_laboratory

FILE: Final = Path(__file__).with_name("digests.txt")
FIRST: Final = 7
COUNT: Final = 37
DIGITS: Final = 8

HEAD: Final = """\
# What the reference playthroughs digest to: a place, a policy, then eight digits for the state before each turn, for the last
# state, and for the headline measures. `python -m tests.portability` writes it anew; that a line changes is told in CHANGELOG.md
# under "Simulation behaviour".
"""


def places() -> Mapping[str, Callable[[], Place]]:
    """How each place that is played is come by, by its name."""
    shipped = {name: lambda name=name: load(name) for name in shipped_ids()}
    return {"laboratory": laboratory, "whole-laboratory": whole_laboratory, **shipped}


@cache
def _place(name: str) -> Place:
    return places()[name]()


def keys() -> Iterator[tuple[str, str]]:
    """Every place with every policy."""
    return ((place, policy) for place in places() for policy in policy_names())


def digests(name: str, policy: str) -> tuple[str, ...]:
    """The digests of one place played by one policy: of each turn's state, of the last state, and of the measures."""
    place = _place(name)
    told: list[str] = []
    played = play_batch(
        place,
        policy_named(policy, place),
        FIRST,
        COUNT,
        Memory(place.parameters),
        is_overlaid=False,
        before=lambda state, _: told.append(state.digest()[:DIGITS]),
    )
    measures = blake2b()
    for measure in MEASURES:
        measures.update(np.ascontiguousarray(played.measures[measure] + 0.0, dtype="<f8").tobytes())
    return (*told, played.final.digest()[:DIGITS], measures.hexdigest()[:DIGITS])


def kept() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What stands in the file."""
    lines = (line.split() for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {(place, policy): tuple(told) for place, policy, *told in lines}


def difference(expected: tuple[str, ...] | None, found: tuple[str, ...]) -> str:
    """In words, where a playthrough leaves what is kept of it; empty where it does not."""
    if expected is None:
        return "is not in the file"
    for number, (one, other) in enumerate(zip_longest(expected, found), 1):
        if one != other:
            last = len(found)
            where = {last: "in the measures", last - 1: "in the last state"}.get(number, f"at the start of turn {number}")
            return f"differs from the file {where}: {other}, not {one}"
    return ""


def write() -> int:
    """Writes the file anew, beside it first; returns how many of its lines are new or other than they were."""
    before = kept() if FILE.exists() else {}
    now = {key: digests(*key) for key in keys()}
    beside = FILE.with_suffix(".new")
    beside.write_text(HEAD + "".join(f"{' '.join((*key, *told))}\n" for key, told in now.items()), encoding="utf-8")
    beside.replace(FILE)
    return sum(before.get(key) != told for key, told in now.items())
