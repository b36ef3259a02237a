"""A cut on the designer's bench: what it leaves out is neither drawn, nor told of, nor called dead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game.bench.cases import read_case, subject_of
from game.bench.graph import graph_of
from game.bench.page import page
from game.bench.report import document, of_the_whole, text
from game.bench.simulate import simulate
from game.bench.trial import try_case
from game.core.place import Place
from game.scenario.compiler import compile_scenario
from game.scenario.cut import shortened
from tests.places.tiny import tiny_data

LEFT_OUT = ("budget_day", "never_met", "duty_ends", "a_secret")


def written() -> dict[str, Any]:
    """Six quarters, of which a cut keeps three and two of four decisions; what it leaves out has ids of its own."""
    two = {"one": {"label": "One thing", "effects": [{"change": "credibility", "by": 0.1}]}, "other": {"label": "Another"}}
    flagged = {"one": {"label": "One thing", "effects": [{"flag": "a_secret"}]}, "other": {"label": "Another"}}
    return tiny_data(
        turns=6,
        dilemmas={
            "first": {"title": "The first", "text": "Well?", "at": 1, "options": two},
            "second": {"title": "The second", "text": "Well?", "from": 2, "to": 3, "options": two},
            "budget_day": {"title": "The late one", "text": "Well?", "at": 5, "options": flagged},
            "never_met": {"title": "The other", "text": "Well?", "at": 2, "when": "a_secret or turn > 0", "options": two},
        },
        events={"duty_ends": {"title": "The duty ends", "text": "It does.", "at": 5}},
        endings={"well": {"title": "Well", "text": "Well.", "when": "not a_secret"}, "rest": {"title": "Or", "text": "Not."}},
        cuts={"hour": {"title": "An hour", "turns": 3, "dilemmas": ["first", "second"]}},
    )


def whole() -> Place:
    """The same, compiled."""
    return compile_scenario(written(), "tiny")


@pytest.mark.slow
def test_a_simulated_cut_tells_of_what_is_in_it() -> None:
    """The report of a cut names its own dilemmas and events, calls none of the others dead, and says which cut it is."""
    place = shortened(whole(), "hour")
    report = simulate(place, runs=300)
    assert report.is_complete
    told, made = text(report), page(report)
    assert told.startswith(f"{place.title}: An hour: seeds")
    assert document(report)["scenario"]["cut"] == "hour"
    assert set(document(report)["policies"]["random"]["dilemmas"]) == {"first", "second"}
    about = [one.about for one in report.findings]
    for word in LEFT_OUT:
        assert word not in told
        assert word not in made
        assert not any(word in one for one in about)
    assert not any(key.split(".")[1] in LEFT_OUT for key in report.came)
    of_whole = text(simulate(whole(), runs=300))
    assert all(word in of_whole for word in LEFT_OUT[:3])


@pytest.mark.slow
def test_what_only_the_whole_can_come_to_is_no_news_of_a_cut() -> None:
    """Events, traces and endings that wait for later are not told of a cut; its own decisions and its own ending are."""
    data = json.loads(json.dumps(written()))
    data["traces"] = {"post": {"name": "a post", "when": "a_secret", "text": "It stays.", "otherwise": "No."}}
    data["events"]["late"] = {"title": "The letter", "text": "It comes.", "from": 2, "when": "a_secret"}
    data["endings"] = {
        "late": {"title": "Late", "text": "Late.", "when": "a_secret"},
        "mine": {"title": "Mine", "text": "Mine.", "when": "credibility > 0.99", "cuts": ["hour"]},
        **data["endings"],
    }
    data["dilemmas"]["second"]["options"]["one"] |= {"when": "credibility > 0.99"}
    place = shortened(compile_scenario(data, "tiny"), "hour")
    report = simulate(place, runs=300)
    assert {one.about for one in report.findings if one.code in ("WP640", "WP642", "WP643", "WP644", "WP650", "WP651")} == {
        "dilemmas.second.options.one.when",
        "endings.mine",
    }
    note = of_the_whole()
    assert note in " ".join(text(report).split())
    assert note in page(report)
    assert note not in " ".join(text(simulate(compile_scenario(data, "tiny"), runs=300)).split())


def test_a_drawn_cut_shows_what_is_in_it() -> None:
    """Nothing that a cut leaves out is drawn, and every arrow has both its ends."""
    graph = graph_of(shortened(whole(), "hour"))
    ids = {one.id for one in graph.nodes}
    assert {"dilemma:first", "dilemma:second", "ending:well"} <= ids
    assert not ids & {"dilemma:budget_day", "dilemma:never_met", "event:duty_ends"}
    assert all({one.source, one.target} <= ids for one in graph.edges)
    assert {"dilemma:budget_day", "event:duty_ends"} <= {one.id for one in graph_of(whole()).nodes}


def test_a_case_of_a_cut_plays_it(tmp_path: Path) -> None:
    """A case with `cut:` plays the shorter version; one of a cut that is not there, or of a quarter beyond it, has a fault."""
    (tmp_path / "scenario.yaml").write_text(json.dumps(written()), encoding="utf-8")
    subject = subject_of(tmp_path / "scenario.yaml")
    head = "format: 1\ntitle: A case\npolicy: random\n"
    expected = "expect:\n  - {measure: energy, at: end, min: 0}\n"
    for cut, wanted in (("cut: hour\n", 3), ("", 6)):
        file = tmp_path / "a.yaml"
        file.write_text(f"{head}{cut}{expected}", encoding="utf-8")
        case, faults = read_case(file, subject)
        assert case is not None, faults
        assert case.expectations[0].at == wanted
        assert try_case(case, subject.place).holds
    for wrong in (
        f"{head}cut: our\n{expected}",
        f"{head}cut: hour\ndecisions: {{5: {{choices: {{budget_day: one}}}}}}\n{expected}",
    ):
        file.write_text(wrong, encoding="utf-8")
        case, faults = read_case(file, subject)
        assert case is None
        assert faults
