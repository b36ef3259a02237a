"""The simulation's report: what it notes, and how it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from game.bench.finding import Finding
from game.bench.report import document, rows, text
from game.bench.simulate import Report, simulate, wilson
from game.core.outcome import MEASURES
from game.core.place import Place
from game.play.policy import policy_named, policy_names
from game.play.session import Session
from tests.bench.simulated import laboratory_report
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny


@pytest.fixture(scope="module")
def report() -> Report:
    """The laboratory, simulated in the usual way."""
    return laboratory_report()


def odd_place() -> Place:
    """A place with what never comes: a dilemma, an option, an event, an ending; and an option better than its sibling on all."""
    good: list[dict[str, Any]] = [{"change": name, "by": 0.4} for name in ("credibility", "support", "usability", "user_trust")]
    good += [{"change": name, "of": "all", "by": 0.4} for name in ("outlook", "buy_in", "frontline")]
    ties = ("confidence", "permission", "practice", "codified")
    good += [{"change": name, "from": "all", "to": "all", "by": 0.4} for name in ties]
    good += [{"grant": 200_000, "to": "pot"}]
    pick = {
        "best": {"label": "Best.", "effects": good},
        "worst": {"label": "Worst."},
        "shut": {"label": "Shut.", "when": "energy > 0.99"},
    }
    never = {"one": {"label": "One."}, "two": {"label": "Two."}}
    return tiny(
        turns=8,
        outcomes={"families": {"name": "Families", "needs": ["council", "police", "health"], "benefit": {"police": 900}}},
        dilemmas={
            "pick": {"title": "Pick", "text": "Text.", "at": 1, "options": pick},
            "never": {"title": "Never", "text": "Text.", "at": 2, "when": "credibility > 0.999", "options": never},
        },
        events={"flood": {"title": "A flood", "at": 3, "when": "energy > 0.99"}},
        endings={
            "grand": {"title": "Grand", "text": "Text.", "when": "reached > 900"},
            "plain": {"title": "Plain", "text": "Text."},
        },
    )


@pytest.mark.parametrize(
    ("policies", "is_told"), [(("cede", "history"), False), (("cede", "explore"), True), (("random",), True)]
)
def test_lines_of_play_do_not_show_what_never_comes(policies: tuple[str, ...], is_told: bool) -> None:
    """That something never came is told only where play tried many ways: a named line takes the same way in every game."""
    found = [one.code for one in simulate(odd_place(), runs=5, policies=policies).findings]
    assert ("WP644" in found) is is_told
    assert found or not is_told


@pytest.mark.slow
def test_what_is_never_met_is_noted() -> None:
    """What no playthrough met is named by its path, of whatever kind, and a dominant option too."""
    found = {one.about: one.code for one in simulate(odd_place(), runs=400).findings}
    assert found["dilemmas.never.when"] == "WP640"
    assert found["dilemmas.pick.options.shut.when"] == "WP640"
    assert found["events.flood.when"] == "WP640"
    assert found["endings.grand"] == "WP644"
    assert "endings.plain" not in found
    assert found["dilemmas.pick.options.best"] == "WP648"


def test_an_event_is_said_never_to_come_where_it_did_not() -> None:
    """Of an event on a date, or that chance brings now and then, nothing is said; of one too rare to be met, that it is."""
    events = {
        "dated": {"title": "On a date", "at": 2},
        "often": {"title": "Often", "chance": 0.5},
        "rare": {"title": "Hardly ever", "chance": 1e-6},
    }
    found = {one.about: one.code for one in simulate(tiny(events=events), runs=50).findings}
    assert {about for about, code in found.items() if code == "WP642"} == {"events.rare"}


def test_the_document_is_plain_data_and_adds_up(report: Report) -> None:
    """The JSON document holds every policy, every option's counts and each ending's interval, and survives JSON."""
    place = laboratory()
    told = json.loads(json.dumps(document(report)))
    assert told["scenario"] == {"id": place.id, "title": place.title, "digest": place.digest, "cut": ""}
    assert set(told["policies"]) == set(policy_names()) - {"history"}
    by_chance = told["policies"]["random"]
    assert by_chance["runs"] == 250
    assert sum(one["count"] for one in by_chance["endings"]) == 250
    for ending in by_chance["endings"]:
        assert ending["low"] <= ending["share"] <= ending["high"]
    for dilemma in by_chance["dilemmas"].values():
        for option in dilemma["options"].values():
            assert option["offered"] + option["gated"] == dilemma["asked"]
            assert option["picked"] <= option["offered"]
    assert set(by_chance["measures"]) == set(told["impact"]) == set(MEASURES)
    assert sum(by_chance["promises"]["books"].values()) == 250


def test_the_text_fits_a_terminal(report: Report) -> None:
    """No line is wider than 80 columns, and it tells reach, endings, impact and the laws."""
    told = text(report)
    assert [line for line in told.splitlines() if len(line) > 80] == []
    for heading in ("Headline measures", "Endings of 250", "Reach:", "What explains the outcome", "P2 ", "P4 "):
        assert heading in told


def test_a_place_in_a_file_is_told_in_one_piece(report: Report) -> None:
    """However deep the file lies, where it is stands on one line, as terminals and editors open it; a name stays whole too."""
    where = f"{'/a folder/site-packages' * 5}/scenario.yaml:1693:54"
    finding = Finding("WP640", "dilemmas.room", f"{'what is told ' * 5}of keep-control " * 4, where)
    lines = text(replace(report, findings=(finding,))).splitlines()
    assert f"  {where}  WP640" in lines
    assert not any(line.endswith("-") for line in lines)


def test_rows_are_the_playthroughs(report: Report) -> None:
    """The table has a row for each playthrough, with its seed, and the measures that its game alone has."""
    table = list(rows(report))
    assert table[0] == ("policy", "seed", *MEASURES)
    assert len(table) == 1 + sum(ensemble.n for ensemble in report.ensembles.values())
    policy, seed, *values = table[5]
    alone = Session.played(laboratory(), int(seed), policy_named(policy, laboratory()))
    assert [float(value) for value in values] == list(alone.headline().values())


def test_only_the_named_policies_are_played() -> None:
    """Asked for two policies, it plays these in full and judges no law that needs others."""
    report = simulate(tiny(), runs=30, policies=("cede", "history", "cede"))
    assert {name: ensemble.n for name, ensemble in report.ensembles.items()} == {"cede": 30, "history": 30}
    assert report.verdicts == ()
    assert report.impact == {}


def test_changed_parameters_are_named() -> None:
    """Parameters that were laid over the model's stand in the report."""
    report = simulate(tiny(), runs=5, policies=("cede",), parameters={"wage": 12_000.0})
    assert "wage 12000" in text(report)
    assert document(report)["parameters"] == {"wage": 12_000.0}


def test_stopping_reports_what_was_played() -> None:
    """Ctrl-C in the second policy reports the first one whole, the second as far as it went, and says that it was stopped."""

    def stop(name: str, *_: int) -> None:
        if name == "cede":
            raise KeyboardInterrupt

    report = simulate(tiny(), runs=20, policies=("history", "cede", "random"), progress=stop)
    assert {name: ensemble.n for name, ensemble in report.ensembles.items()} == {"history": 20, "cede": 20}
    assert not report.is_complete
    assert "Stopped before the end" in text(report)
    assert report.is_comparison
    stopped = simulate(tiny(), runs=20, progress=stop)
    assert not stopped.is_complete
    assert not stopped.is_comparison, "nobody asked how play by chance differs from play that seeks what is new"


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)]
)
def test_the_interval_of_a_share_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    """The interval is the published one: for 5 of 10, 0.237 to 0.763."""
    found: Any = wilson(count, of)
    assert found == pytest.approx((low, high), abs=5e-4)
