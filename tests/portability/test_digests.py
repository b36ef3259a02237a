"""The same playthroughs are the same to the last bit on every machine that the game runs on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.portability.environment import VERSIONS, Environment, allowed, check, dispensable_features, find_python
from tests.portability.playthroughs import COUNT, difference, digests, kept, keys

QUICK = [("laboratory", "random"), ("whole-laboratory", "adaptive"), ("barnet", "history")]
REST = [key for key in keys() if key not in QUICK]
OTHERS = [version for version in VERSIONS if version != "{}.{}".format(*sys.version_info)]
SAME = f"{len(list(keys()))} of {len(list(keys()))} are the same"


def compare(key: tuple[str, str]) -> None:
    """Holds one playthrough against the file."""
    told = difference(kept().get(key), digests(*key))
    assert not told, f"{' '.join(key)} {told}. If it is meant: python -m tests.portability, and say so in CHANGELOG.md."


@pytest.mark.parametrize("key", QUICK, ids=" ".join)
def test_this_interpreter_plays_what_is_kept(key: tuple[str, str]) -> None:
    """Every turn digests to what stands in the file."""
    compare(key)


@pytest.mark.slow
@pytest.mark.parametrize("key", REST, ids=" ".join)
def test_this_interpreter_plays_the_rest(key: tuple[str, str]) -> None:
    """So does every other place with every other policy."""
    compare(key)


def test_the_file_holds_these_and_no_others() -> None:
    """Every place and policy has its line, and no line is left over; a batch fills no register evenly."""
    assert set(kept()) == set(keys())
    assert COUNT % 2 == 1


def test_a_difference_is_told() -> None:
    """The first turn that differs is named, also where one has fewer of them; what is the same says nothing."""
    told = digests(*QUICK[0])
    assert not difference(told, told)
    other = (*told[:4], "00000000", *told[5:])
    assert "at the start of turn 5: " in difference(other, told)
    assert "in the measures" in difference((*told[:-1], "0"), told)
    assert difference(told[:-1], told)
    assert difference(None, told)


@pytest.mark.slow
def test_without_wide_registers() -> None:
    """With everything switched off that numpy can do without, each playthrough is the same."""
    features = dispensable_features()
    if not features:
        pytest.skip("numpy uses no feature here that it could do without")
    assert SAME in check(sys.executable, {"NPY_DISABLE_CPU_FEATURES": features})


@pytest.mark.slow
def test_the_oldest_numpy(tmp_path: Path) -> None:
    """On the oldest numpy that is allowed, each playthrough is the same."""
    oldest, _ = allowed()
    assert SAME in check(Environment(sys.executable, oldest).make(tmp_path / "environment"))


@pytest.mark.slow
@pytest.mark.parametrize("version", OTHERS)
def test_the_newest_numpy_on_every_python(version: str, tmp_path: Path) -> None:
    """On every other Python that can be found, with the newest numpy there is for it, each playthrough is the same."""
    python = find_python(version)
    if python is None:
        pytest.skip(f"no Python {version} is here")
    _, any_of_them = allowed()
    assert SAME in check(Environment(python, any_of_them).make(tmp_path / "environment"))
