"""`lint`: its rule pages, what it says of the places that come with the game, and that it says nothing where there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.bench.instrument import Instrumented
from game.bench.lint.advice import lint, may_soften
from game.bench.lint.play import lost_effects, try_out
from game.bench.search import seek
from game.scenario import rules
from game.scenario.check import check_path, check_source
from game.scenario.compiler import compile_scenario
from game.scenario.shipped import shipped_ids, shipped_root
from tests.places.tiny import tiny_data

PAGES = [page for page in rules.pages() if page.code >= "WP600"]
SMALLEST = Path(__file__).parents[1] / "scenario" / "smallest.yaml"


def games(page: rules.Page) -> int:
    """How many games the examples of a page need."""
    return 1024 if page.code >= "WP640" else 0


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=pytest.mark.slow) if games(page) else page for page in PAGES],
    ids=lambda page: f"{page.code}-{page.name}",
)
class TestPages:
    """The examples are the test of the code."""

    def test_broken_example_yields_the_code_and_no_other(self, page: rules.Page) -> None:
        """What the page calls broken is told under its code, as severe as the page says, and nothing else is told."""
        example = page.example("Broken")
        assert example
        found = lint(check_source(example.data(), "example.yaml"), games=games(page)).diagnostics
        assert {(one.code, one.severity) for one in found} == {(page.code, page.severity)}

    def test_repaired_example_is_clean(self, page: rules.Page) -> None:
        """Of what the page calls repaired, nothing at all is told."""
        example = page.example("Repaired")
        assert example
        assert lint(check_source(example.data(), "example.yaml"), games=games(page)).diagnostics == []

    def test_is_no_fault(self, page: rules.Page) -> None:
        """Lint advises and warns; faults are the business of check."""
        assert page.severity in ("advice", "warning")


def test_the_smallest_place_is_advised_a_third_option_and_evidence() -> None:
    """Of the smallest scenario that plays, lint asks for a third option and for where it comes from."""
    codes = {one.code for one in lint(check_path(SMALLEST), games=0).diagnostics}
    assert {"WP610", "WP620"} <= codes


def test_faults_come_first() -> None:
    """A scenario with faults gets those and no advice."""
    found = lint(check_source(SMALLEST.read_bytes().replace(b"seat: council", b"seat: counsel"), "x.yaml")).diagnostics
    assert {one.severity for one in found} == {"fault"}


def test_warnings_may_be_softened_and_faults_may_not() -> None:
    """A softened warning is advice; the code of a fault cannot be named."""
    page = rules.page("WP601")
    example = page.example("Broken")
    assert example
    assert may_soften("WP601")
    assert not may_soften("WP430")


@pytest.mark.parametrize("scenario", shipped_ids())
def test_reading_shipped_places(scenario: str) -> None:
    """What lint reads off a place that comes with the game is so, as far as the bare text of the file can tell, and is little."""
    file = shipped_root() / scenario / "scenario.yaml"
    text = file.read_text(encoding="utf-8")
    found = lint(check_path(file), games=0).diagnostics
    assert len(found) < 20
    assert not [one for one in found if one.severity == "fault"]
    for one in found:
        [name] = re.findall(r"`([^`]+)`", one.found)[:1] or [one.found]
        match one.code:
            case "WP601":
                # Of a flag that nothing asks about, every mention is one that sets it.
                mentions = re.findall(rf"(\S+) {name}\b", text)
                assert set(mentions) <= {"flag:", "{flag:", "count:", "{count:", "clear:", "{clear:"}, one.format_text()
            case "WP606":
                assert len(re.findall(rf"\b{re.escape(name)}\b", text)) == 1, one.format_text()
            case "WP631" | "WP634":
                assert name in text
            case _:
                assert one.severity == "advice", one.format_text()


def test_a_search_finds_what_chance_does_not() -> None:
    """A condition that hangs on a chain of rare choices is met by search, and one that cannot be met is not."""
    options = {name: {"label": name, "effects": [{"count": "luck"}] if name == "a" else []} for name in "abcde"}
    dilemmas = {f"d{turn}": {"title": "d", "text": "d", "at": turn, "options": options} for turn in range(1, 8)}
    last = {"label": "x", "when": "luck >= 7"}, {"label": "y", "when": "luck >= 8"}, {"label": "z"}
    dilemmas["end"] = {"title": "d", "text": "d", "at": 8, "options": dict(zip("xyz", last, strict=True))}
    place = compile_scenario(tiny_data(turns=8, dilemmas=dilemmas), "chain")
    instrumented = Instrumented(place)
    assert seek(instrumented, ("dilemmas", "end", "options", "x", "when"), first=1, generations=12)
    assert not seek(instrumented, ("dilemmas", "end", "options", "y", "when"), first=1, generations=3)


def test_effects_that_come_to_nothing() -> None:
    """A level at its end, money that is not there, a promise that is open: each is told by its own code, felt ones by none."""
    lost = [{"change": "energy", "by": 0.1}, {"spend": 70_000, "from": "pot"}, {"change": "control", "by": -0.05}]
    options = {name: {"label": name, "effects": lost} for name in ("one", "other")}
    dilemmas = {"first": {"title": "d", "text": "d", "at": 1, "options": options}}
    place = compile_scenario(tiny_data(levels={"energy": 1.0, "control": 0.5}, dilemmas=dilemmas), "lost")
    found = list(lost_effects(try_out(place, games=256).instrumented))
    # What both options do is one cause each, told of the first.
    assert {(one.code, one.path[3:]) for one in found} == {("WP645", ("one", "effects", 0)), ("WP646", ("one", "effects", 1))}
    also = "; so it is with one more: `dilemmas.first.options.other.effects[{}]`"
    assert [one.values["also"] for one in found] == [also.format(0), also.format(1)]


def test_effects_are_lost_for_one_cause_only_where_they_push_one_way() -> None:
    """Of two that push a full level and two that empty an empty one each pair is told once."""
    up, down = {"change": "energy", "by": 0.1}, {"change": "counting", "by": -0.1}
    options = {name: {"label": name, "effects": [up, down, {**down, "change": "codifying"}]} for name in ("one", "other")}
    dilemmas = {"first": {"title": "d", "text": "d", "at": 1, "options": options}}
    place = compile_scenario(tiny_data(levels={"energy": 1.0, "counting": 0.0, "codifying": 0.0}, dilemmas=dilemmas), "lost")
    found = [one.path[-1] for one in lost_effects(try_out(place, games=256).instrumented)]
    assert found == [0, 1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("scenario", shipped_ids())
def test_playing_shipped_places(scenario: str) -> None:
    """What lint finds by playing a place that comes with the game has been looked at and is so; nothing settles everything."""
    found = lint(check_path(shipped_root() / scenario)).diagnostics
    assert {one.code for one in found if one.code >= "WP640"} <= {"WP640"}
