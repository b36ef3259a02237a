"""Where the places that come with the game are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.scenario import shipped
from tests.places.shipped import shipped as of


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package laid out as a wheel lays it out, with two places inside."""
    for name in ("valley", "harbour"):
        folder = tmp_path / "game" / "_shipped" / "scenarios" / name
        folder.mkdir(parents=True)
        (folder / "scenario.yaml").write_text(f"format: 1\ntitle: The {name}\n")
    (tmp_path / "game" / "_shipped" / "scenarios" / "draft").mkdir()
    (tmp_path / "game" / "_shipped" / "assets").mkdir()
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "game")
    return tmp_path


def test_checkout_has_barnet() -> None:
    """A checkout finds its own folders."""
    assert "barnet" in shipped.shipped_ids()
    assert (shipped.shipped_root() / "barnet" / "scenario.yaml").is_file()
    assert shipped.asset_root().is_dir()


def test_every_place_is_titled() -> None:
    """Every place that comes with the game has a title of its own."""
    titles = [shipped.title_of(scenario) for scenario in shipped.shipped_ids()]
    assert len(set(titles)) == len(titles)
    assert not set(titles) & set(shipped.shipped_ids())


def test_lengths_are_those_of_the_compiled_places() -> None:
    """How long a place and each of its cuts last is read without compiling it, and is what the compiler finds."""
    for scenario in shipped.shipped_ids():
        place = of(scenario)
        cuts = {cut: facts["turns"] for cut, facts in (place.texts.get("cuts") or {}).items()}
        assert shipped.lengths_of(scenario) == {"": place.turns, **cuts}


def test_wheel_comes_before_what_lies_above(wheel: Path) -> None:
    """An installed package looks inside itself, and passes over folders without a scenario."""
    assert shipped.shipped_ids() == ["harbour", "valley"]
    assert shipped.asset_root() == wheel / "game" / "_shipped" / "assets"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\n", "A"),
        ("summary: title\ntitle: B\n", "B"),
        ("objectives: [title, x]\nlevels: {title: 3}\ntitle: C\n", "C"),
        ("title: >-\n  One\n  line\n", "One line"),
        ("summary: none\n", "valley"),
    ],
)
def test_title_is_the_key_at_the_top(wheel: Path, text: str, expected: str) -> None:
    """The title is read from the top level, wherever it stands, and is the id when there is none."""
    (wheel / "game" / "_shipped" / "scenarios" / "valley" / "scenario.yaml").write_text(text)
    assert shipped.title_of("valley") == expected


def test_locate(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An id, a file and a folder lead to a scenario's file; an id comes first; anything else leads nowhere."""
    monkeypatch.chdir(wheel)
    inside = wheel / "game" / "_shipped" / "scenarios" / "valley" / "scenario.yaml"
    own = wheel / "valley"
    own.mkdir()
    assert shipped.locate("valley") == inside
    assert shipped.locate("./valley") is None
    (own / "scenario.yaml").touch()
    assert shipped.locate("./valley") == Path("valley/scenario.yaml")
    assert shipped.locate("valley/scenario.yaml") == Path("valley/scenario.yaml")
    assert shipped.locate("nowhere") is None
