"""`check`: every fault in one run, where it stands, and no echoes."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.scenario.check import MOST_FAULTS, check_path, check_source, faults_of
from game.scenario.diagnostic import Diagnostic
from game.scenario.migrate import bring_forward
from game.scenario.shipped import shipped_ids, shipped_root

FILE = Path(__file__).parent / "smallest.yaml"
SMALLEST = FILE.read_text(encoding="utf-8")
LABORATORY = Path(__file__).parent.parent / "places" / "laboratory.yaml"
PITCH = "{label: Make the savings case, effects: [{change: credibility, by: -0.02}]}"


def check(text: str) -> list[Diagnostic]:
    """Checks a text as a file."""
    return check_source(text.encode(), "place.yaml").diagnostics


def codes(text: str) -> list[str]:
    """The codes of what is found in a text."""
    return [one.code for one in check(text)]


def with_option(written: str) -> str:
    """The smallest scenario with another second option."""
    assert SMALLEST.count(PITCH) == 1
    return SMALLEST.replace(PITCH, written)


def test_the_smallest_scenario_passes() -> None:
    """Sixteen lines are a place that plays."""
    checked = check_path(FILE)
    assert checked.diagnostics == []
    assert checked.is_playable
    assert checked.id == "smallest"
    assert len(SMALLEST.splitlines()) == 16


@pytest.mark.parametrize("place", shipped_ids())
def test_shipped_scenarios_pass(place: str) -> None:
    """What comes with the game has no fault; it is found by its folder too."""
    checked = check_path(shipped_root() / place)
    assert [one.format_text() for one in checked.diagnostics] == []
    assert checked.id == place


def test_all_faults_in_one_run() -> None:
    """Faults of text, keys, names, conditions and course are told together, in the order of the file."""
    text = """\
format: 1
titel: Two at a table
turns: 4
seat: counsil
agencies:
  council: {name: The council, budget: 100000.5}
  police: {name: The police, budget: 80000, discretion: 20%, legal: 2}
  police: {name: The police again, budget: 1}
outcomes:
  families: {name: Families helped, needs: [council, plice]}
dilemmas:
  first_meeting:
    title: The first meeting
    text: The borough commander has twenty minutes.
    at: 9
    options:
      listen: {label: Ask, when: enrgy > 0.5, effects: [{chnage: control, by: clear}, {change: control, by: huge}]}
      pitch: {label: Make the savings case, effects: [{promise: A list, by: police, to: police, due: 2}]}
"""
    found = check(text)
    assert [(one.line, one.code) for one in found] == [
        (2, "WP201"),
        (4, "WP301"),
        (6, "WP503"),
        (7, "WP203"),
        (7, "WP204"),
        (8, "WP111"),
        (10, "WP301"),
        (15, "WP310"),
        (17, "WP403"),
        (17, "WP209"),
        (17, "WP208"),
        (18, "WP308"),
    ]
    assert all(one.severity == "fault" and one.column >= 1 and one.path for one in found)


def test_what_to_try() -> None:
    """A message says what was found, what was expected, and the closest thing that would do."""
    (one,) = check(SMALLEST.replace("[council, police]", "[council, plice]"))
    assert (one.file, one.line, one.column) == ("place.yaml", 9, 54)
    assert one.path == "outcomes.families.needs[1]"
    assert "plice" in one.found
    assert "police" in one.help


@pytest.mark.parametrize(
    ("written", "expected"),
    [("20%", "0.2"), ("no", "false"), ("'0.3'", "0.3"), ("1,000", "1000")],
)
def test_what_was_meant(written: str, expected: str) -> None:
    """A text where a number belongs is shown as the number it most likely is."""
    (one,) = check(
        SMALLEST.replace("discretion: 0.2", f'discretion: "{written}"' if "," in written else f"discretion: {written}")
    )
    assert one.code == "WP203"
    assert expected in one.help


@pytest.mark.parametrize(
    ("when", "column"),
    [
        ("when: turn > 2 and enrgy > 0.5", 28),
        ('when: "turn > 2 and enrgy > 0.5"', 29),
        ("when: 'turn > 2 and enrgy > 0.5'", 29),
        ('when: "turn > 2 \\u0061nd enrgy > 0.5"', 15),  # escapes hide where a character stands
        ("when: >\n          turn > 2 and enrgy > 0.5", 15),
        ("when: turn > 2 and\n          enrgy > 0.5", 15),
    ],
)
def test_columns_inside_conditions(when: str, column: int) -> None:
    """A fault in a condition is told at its own column where the text stands on one line as it is, else at its beginning."""
    text = with_option(f"\n        label: Wait\n        {when}")
    (one,) = check(text)
    assert (one.code, one.line, one.column) == ("WP403", 18, column)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A section that is misspelt is one fault, not one for each name that it would have declared.
        (SMALLEST.replace("agencies:", "agences:"), ["WP201"]),
        # A promise of the wrong shape is not also a promise that falls due too late.
        (with_option("{label: A, effects: [{promise: A list, by: police, to: council, due: soon}]}"), ["WP203"]),
        # What is misspelt may have set the flag that a condition asks for.
        (with_option("{label: A, when: ceded, effects: [{flga: ceded}]}"), ["WP209"]),
        # A value that the reader has refused is not refused again.
        (SMALLEST.replace("discretion: 0.2", "discretion: 99999999999999999999"), ["WP115"]),
        # A missing key is told once for all that are missing.
        (SMALLEST.replace("name: The police, budget: 80000, ", ""), ["WP202"]),
        # With a wrong number of turns nothing is said of dates.
        (SMALLEST.replace("turns: 4", "turns: four").replace("    options:", "    at: 9\n    options:"), ["WP203"]),
    ],
)
def test_one_fault_is_one_message(text: str, expected: list[str]) -> None:
    """One fault is one message."""
    found = codes(text)
    if expected == ["WP115"]:
        assert len(found) == 1
        assert found[0].startswith("WP1")
    else:
        assert found == expected


@pytest.mark.parametrize("n", [1, 6, 7])
def test_how_many_there_are_is_told(n: int) -> None:
    """Options that are too many or too few are told with how many there are."""
    data = deepcopy(WHOLE)
    options = {f"option_{number}": {"label": f"L{number}"} for number in range(n)}
    data["dilemmas"] = {"first": {"title": "A", "text": "B", "at": 1, "options": options}}
    assert [one.values["count"] for one in faults_of(data) if one.code == "WP205"] == [n]


def test_missing_keys_are_told_together() -> None:
    """An object that lacks several keys is told once, with all of them."""
    (one,) = check(SMALLEST.replace("name: The police, budget: 80000, ", ""))
    assert "`name`, `budget`" in one.summary
    assert (one.line, one.column) == (7, 3)


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        ("{change: emphasis, of: savings, by: clear}", "WP302"),
        ("{change: control, of: police, by: clear}", "WP315"),
        ("{change: purpose, of: police, by: clear}", "WP315"),
        ("{change: purpose, from: police, by: clear}", "WP315"),
        ("{change: purpose, between: [police, council], to: police, by: clear}", "WP315"),
        ("{change: buy_in, of: [all], by: clear}", "WP301"),
        ("{change: control, by: 2}", "WP204"),
        ("{set: cases, value: 2}", "WP204"),
        ("{set: delivered, value: 0.2, of: police}", "WP306"),
        ("{grant: 5000, to: all}", "WP301"),
        ("{grant: -1, to: pot}", "WP204"),
        ("{protocol: everyone}", "WP203"),
        ("{protocol: [council]}", "WP203"),
        ("{protocol: [police, police]}", "WP308"),
        ("{chance: 2, then: [{flag: a}]}", "WP204"),
        ("{after: 0, then: [{flag: a}]}", "WP204"),
        ("{after: 2, then: [{chance: 0.5, then: [{flag: Bad}]}]}", "WP206"),
        ("{end: game}", "WP208"),
        ("{open: second_meeting}", "WP303"),
        ("{flag: energy}", "WP316"),
        ("{flag: not}", "WP316"),
        ("{story: clear, to: police, evidence: [X-1]}", "WP304"),
        ("{cut: 0.2, of: police, if: turn}", "WP410"),
        ("{promise: A list, by: police, to: council, due: 2, kept: maybe}", "WP403"),
        ("{news: [a, b]}", "WP203"),
        ("a story", "WP203"),
    ],
)
def test_each_way_to_get_an_effect_wrong_has_one_message(effect: str, code: str) -> None:
    """Each way to get an effect wrong has one message."""
    assert codes(with_option(f"{{label: A, effects: [{effect}]}}")) == [code]


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("levels: {contrl: 0.5}", "WP306"),
        ("levels: {buy_in: 0.5}", "WP306"),
        ("levels: {control: 1.5}", "WP204"),
        ("levels: {cases: 2}", "WP204"),
        ("parameters: {wage: 0}", "WP204"),
        ("events: {leak: {title: A leak, at: 2, chance: 0.1}}", "WP311"),
        ("events: {leak: {title: A leak, at: 2, from: 1}}", "WP317"),
        ("events: {leak: {title: A leak, chance: 0.1, from: 3, to: 2}}", "WP313"),
        ("relations: {pairs: [{between: [police, police], purpose: 0.5}]}", "WP308"),
        ("relations: {pairs: [{between: [police, council], from: police, purpose: 0.5}]}", "WP318"),
        ("history: {attention: {9: [{token: rest}]}}", "WP310"),
        (f'events: {{leak: {{title: A leak, at: "{5_000 * "1"}"}}}}', "WP203"),
        ("history: {attention: {one: [{token: rest}]}}", "WP206"),
        ("history: {attention: {1: [{token: sleep}]}}", "WP208"),
        ("history: {attention: {1: [{token: rest, with: police}]}}", "WP321"),
        ("history: {attention: {1: [{token: time, with: pot}]}}", "WP301"),
        ("history: {attention: {1: [{token: money, with: pot}, {token: promise, what: vist, with: police}]}}", "WP208"),
        ("history: {attention: {1: [{token: time, with: council}]}}", "WP308"),
        ("history: {attention: {1: [{token: broker, with: police, and: police}]}}", "WP308"),
        ("history: {attention: {1: [{token: rest}, {token: rest}, {token: rest}, {token: rest}]}}", "WP205"),
        ("cuts: {hour: {title: One hour, turns: 9, dilemmas: [first_meeting]}}", "WP310"),
        ("endings: {so: {title: So, text: So., when: turn > 1, cuts: 5}, rest: {title: Or, text: Or.}}", "WP203"),
        ("endings: {so: {title: So, text: So., when: turn > 1, cuts: [our]}, rest: {title: Or, text: Or.}}", "WP334"),
        ("begins: spring 2010", "WP203"),
        ("questions: {reflect: [Why?]}", "WP201"),
        ("sources: {'1': {says: nothing}}", "WP206"),
        ("epilogue: 13", "WP204"),
        ("title: again", "WP111"),
        ("summary:", "WP203"),
        ("relations: {pairs: [{between: null, purpose: 0.5}]}", "WP203"),
    ],
    ids=lambda written: written[:60],
)
def test_each_way_to_get_a_section_wrong_has_one_message(section: str, code: str) -> None:
    """Each way to get a section wrong has one message."""
    assert codes(f"{SMALLEST}{section}\n") == [code]


@pytest.mark.parametrize(
    ("so", "other", "expected"),
    [
        ("when: turn > 1, cuts: [hour]", "cuts: []", []),
        ("cuts: [hour]", "cuts: []", ["WP320"]),
        ("cuts: []", "cuts: [hour]", ["WP320"]),
        ("when: turn > 1", "cuts: [hour]", ["WP319"]),
        ("when: turn > 1", "when: turn > 2, cuts: [hour]", ["WP319", "WP319"]),
    ],
)
def test_each_version_of_a_place_has_one_ending_for_all_other_cases(so: str, other: str, expected: list[str]) -> None:
    """The last ending of the whole and of every cut has no condition, and no other ending does without; each is told once."""
    endings = f"endings: {{so: {{title: So, text: So., {so}}}, rest: {{title: Or, text: Or., {other}}}}}"
    assert codes(f"{SMALLEST}cuts: {{hour: {{title: One hour, turns: 2, dilemmas: [first_meeting]}}}}\n{endings}\n") == expected


def test_a_protocol_that_nobody_needs_is_a_warning() -> None:
    """Within one body, or for no common outcome, a protocol does not count; the place still plays."""
    text = with_option("{label: A, effects: [{protocol: [council, police]}]}")
    assert codes(text) == []
    for change in (("discretion: 0.2", "body: council"), ("[council, police]}\ndilemmas", "[council]}\ndilemmas")):
        checked = check_source(text.replace(*change).encode(), "place.yaml")
        assert [(one.code, one.severity) for one in checked.diagnostics] == [("WP322", "warning")]
        assert checked.is_playable


def test_a_dilemma_without_a_time_may_wait_to_be_opened() -> None:
    """What only an event opens can come; what only itself opens cannot."""
    second = SMALLEST[SMALLEST.index("  first_meeting:") :].replace("first_meeting", "second_meeting")
    opened = f"{SMALLEST}{second}events: {{call: {{title: A call, at: 2, effects: [{{open: second_meeting}}]}}}}\n"
    assert codes(opened) == []
    circle = SMALLEST + second.replace(PITCH, "{label: Meet again, effects: [{open: second_meeting}]}")
    assert codes(circle) == ["WP312"]
    timed = circle.replace("    title: The first meeting\n", "    title: The first meeting\n    from: 1\n")
    assert codes(timed) == []


def test_too_many_faults_are_cut_short() -> None:
    """A file that is wrong throughout is told so in a bounded run."""
    effects = ", ".join("{change: control, by: huge}" for _ in range(50))
    options = "".join(f"      o{number}: {{label: A, effects: [{effects}]}}\n" for number in range(5))
    text = SMALLEST[: SMALLEST.index("      listen:")] + options
    more = text[text.index("  first_meeting:") :].replace("first_meeting", "second_meeting")
    assert len(check(text + more)) == MOST_FAULTS


def test_newer_formats_are_refused() -> None:
    """A file for a newer game gets one message, whatever else is in it."""
    assert codes(SMALLEST.replace("format: 1", "format: 2").replace("title:", "titel:")) == ["WP211"]
    assert codes(SMALLEST.replace("format: 1", "format: 0")) == ["WP204"]
    assert codes(SMALLEST.replace("format: 1", "format: one")) == ["WP203"]
    assert not check_source(b"format: 2\n", "new.yaml").is_playable


def test_older_formats_are_brought_forward() -> None:
    """Each step turns one format into the next; a format without a step stays as it is."""
    steps = {1: lambda data: {**data, "name": data["title"]}, 2: lambda data: {key: data[key] for key in data if key != "title"}}
    older = bring_forward({"format": 1, "title": "A"}, steps, 3)
    assert (older.data, older.is_older, older.found) == ({"format": 3, "name": "A"}, True, 1)
    middle = bring_forward({"format": 2, "title": "A", "name": "B"}, steps, 3)
    assert (middle.data, middle.is_older) == ({"format": 3, "name": "B"}, True)
    newest = bring_forward({"format": 3, "name": "A"}, steps, 3)
    assert (newest.data, newest.is_older, newest.is_newer) == ({"format": 3, "name": "A"}, False, False)
    assert bring_forward({"format": 4}, steps, 3).is_newer
    assert bring_forward({"format": 0}, steps, 3).data == {"format": 0}
    assert bring_forward(["format"], steps, 3).found is None


def test_an_older_file_says_that_it_was_brought_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning names both formats, and the scenario still plays."""
    monkeypatch.setattr("game.scenario.check.bring_forward", lambda data: bring_forward(data, {0: dict}))
    checked = check_source(SMALLEST.replace("format: 1", "format: 0").encode(), "old.yaml")
    assert [(one.code, one.severity, one.line) for one in checked.diagnostics] == [("WP212", "warning", 1)]
    assert checked.is_playable
    assert checked.data["format"] == 1


def test_unreadable_files_are_faults_too(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is told like any other fault."""
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        checked = check_path(path)
        assert not checked.is_playable
        assert [one.severity for one in checked.diagnostics] == ["fault"]


@pytest.mark.parametrize(
    "text", ["", "- a\n", "format: 1", "format: [", "agencies: {}\noutcomes: []\ndilemmas: 3\nrelations: []\nhistory: x\n"]
)
def test_almost_nothing_is_refused(text: str) -> None:
    """A file that is hardly one gets messages and no crash."""
    assert codes(text)


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 99),
        st.floats(allow_nan=False),
        st.sampled_from(["police", "all", "first_meeting", "x", ""]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["change", "at", "when", "from", "name", "a"]), inner, max_size=3),
    ),
    max_leaves=6,
)
WHOLE = check_path(LABORATORY).data


def paths(data: Any) -> list[tuple[Any, ...]]:
    """The path of every value of a tree."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [(), *((key, *rest) for key, one in inside for rest in paths(one))]


PATHS = [path for path in paths(WHOLE) if path]


def everywhere(data: Any, text: str) -> Any:
    """A tree with one text in the place of each value."""
    if isinstance(data, dict):
        return {key: everywhere(one, text) for key, one in data.items()}
    return [everywhere(one, text) for one in data] if isinstance(data, list) else text


NINES = "9" * 5000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\t",
        "1 of 0",
        "1..2 years",
        ". months",
        "½",
        "²",
        "\uff11\uff12",
        "%",
        "£",
        "-",
        "a ",
        "Q",
        "2010 Q9",
        "clear clear",
        "`",
        "{",
        "[",
        f"{NINES} of 3",
        f"3 of {NINES}",
        f"{NINES} years",
        f"1.{NINES} years",
        f"{NINES}%",
        NINES,
        f"+{NINES}",
        f"£{NINES}m",
    ],
)
def test_no_text_raises_wherever_it_stands(text: str) -> None:
    """Whatever text stands in the place of every number, name and condition, what is said of it is said without a crash."""
    found = list(faults_of(everywhere(WHOLE, text)))
    assert found


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PATHS), ANYTHING), min_size=1, max_size=4))
def test_no_scenario_raises(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    """Whatever stands where in a scenario, checking it gives messages inside the file and no crash."""
    data = deepcopy(WHOLE)
    for path, value in changes:
        part = data
        for step in path[:-1]:
            try:
                part = part[step]
            except (KeyError, IndexError, TypeError):
                break
        else:
            if isinstance(part, dict) or (isinstance(part, list) and isinstance(path[-1], int) and path[-1] < len(part)):
                part[path[-1]] = value
    list(faults_of(data))
    lines = json.dumps(data, indent=1).split("\n")
    for one in check_source("\n".join(lines).encode(), "place.yaml").diagnostics:
        assert 1 <= one.line <= len(lines) + 1
        assert one.summary
