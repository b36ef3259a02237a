"""What a condition that no game met fell short of: its parts one by one, with how near they came."""

from __future__ import annotations

import re

import pytest

from game.bench.instrument import Instrumented
from game.bench.lint.play import never_came, never_held, try_out
from game.bench.shortfall import of_ending
from game.core.place import Place
from tests.places.tiny import tiny


@pytest.fixture(scope="module")
def place() -> Place:
    """A place with an option, an effect and an ending that nothing meets, each for a reason of its own."""
    far = {"change": "credibility", "by": 0.1, "if": "energy < 0.01 and turn > 1"}
    options = {"a": {"label": "A", "effects": [far]}, "b": {"label": "B", "when": "credibility > 0.999"}, "c": {"label": "C"}}
    return tiny(
        turns=4,
        dilemmas={"pick": {"title": "Pick", "text": "Text.", "from": 1, "again": True, "options": options}},
        traces={"desk": {"name": "the desk", "when": "codified(council, police) > 0.99", "text": "Yes.", "otherwise": "No."}},
        endings={
            "grand": {"title": "Grand", "text": "Text.", "when": "lasting(desk) and (energy > 0.1 or energy < 0.05)"},
            "plain": {"title": "Plain", "text": "Text."},
        },
    )


def told(instrumented: Instrumented, *path: str | int) -> str:
    """What is told of a condition's parts."""
    return never_held(instrumented.gauges[path], instrumented.bare, 1)["near"]


def test_each_part_is_told_as_written_with_how_near_it_came(place: Place) -> None:
    """A part that held is told with its share, one that never did with the value that came nearest."""
    instrumented = try_out(place, games=64).instrumented
    effect = told(instrumented, "dilemmas", "pick", "options", "a", "effects", 0, "if")
    assert re.fullmatch(r"; `energy < 0\.01` never held: 0\.\d+ at least; `turn > 1` held in \d+%", effect)
    option = told(instrumented, "dilemmas", "pick", "options", "b", "when")
    assert re.fullmatch(r"; `credibility > 0\.999` never held: 0\.\d+ at most", option)


def test_an_ending_tells_what_would_have_to_last(place: Place) -> None:
    """Of what is to last, the trace's own condition is told as well; and lint and simulate tell it of the ending."""
    found = of_ending(place, 0)
    assert found.startswith("; `lasting(desk)` never held; `energy > 0.1 or energy < 0.05` held in ")
    assert re.search(r"; `codified\(council, police\) > 0\.99` never held: 0\.\d+ at most$", found)
    assert of_ending(place, 1) == ""
    endings = [one for one in never_came(place, try_out(place, games=64).tally, set()) if one.code == "WP644"]
    assert [one.values["near"] for one in endings] == [found]


def test_what_held_once_is_not_looked_into() -> None:
    """A condition that some game met is in nobody's way: its parts are no longer asked."""
    place = tiny(events={"luck": {"title": "Luck", "at": 2, "when": "energy > 0.1", "effects": [{"flag": "lucky"}]}})
    assert try_out(place, games=16).instrumented.gauges["events", "luck", "when"].shortfall is None
