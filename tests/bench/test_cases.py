"""A scenario's own tests: read with all their faults, and played."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from game.bench.cases import Subject, case_files, read_case, subject_of
from game.bench.trial import Trial, try_case
from game.scenario.compiler import ScenarioFault
from tests.places.tiny import tiny_data

SCENARIO = tiny_data(
    dilemmas={
        "first": {
            "title": "The first meeting",
            "text": "Twenty minutes.",
            "at": 1,
            "options": {
                "listen": {"label": "Listen.", "effects": [{"change": "credibility", "by": 0.3}, {"flag": "listened"}]},
                "pitch": {"label": "Pitch."},
                "beg": {"label": "Beg.", "when": "energy > 0.95"},
            },
            "real": "listen",
        }
    },
    events={"luck": {"title": "Luck", "chance": 0.5, "from": 2, "to": 2, "effects": [{"flag": "lucky"}]}},
    history={"attention": {"1": [{"token": "time", "with": "police"}]}},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario and room for its tests."""
    path = tmp_path_factory.mktemp("place")
    (path / "scenario.yaml").write_text(yaml.safe_dump(SCENARIO, sort_keys=False))
    (path / "tests").mkdir()
    return path


@pytest.fixture(scope="module")
def subject(folder: Path) -> Subject:
    """The scenario, ready for its tests."""
    return subject_of(folder / "scenario.yaml")


def tried(folder: Path, subject: Subject, text: str) -> Trial:
    """What came of a case that has no faults."""
    file = folder / "tests" / "case.yaml"
    file.write_text(f"format: 1\ntitle: A case\n{text}")
    case, diagnostics = read_case(file, subject)
    assert case is not None, [one.format_text() for one in diagnostics]
    return try_case(case, subject.place)


def faults(folder: Path, subject: Subject, text: str) -> list[tuple[str, int, str]]:
    """The faults of a case: code, line and path of each."""
    file = folder / "tests" / "faulty.yaml"
    file.write_text(text)
    case, diagnostics = read_case(file, subject)
    assert case is None
    return [(one.code, one.line, one.path) for one in diagnostics]


class TestPlaying:
    """What is found beside what is expected."""

    def test_all_kinds_of_expectation_hold(self, folder: Path, subject: Subject) -> None:
        """Medians, changes, exact values, bounds, shares of seeds and headline measures, each as expected."""
        outcome = tried(
            folder,
            subject,
            """
policy: history
seeds: {from: 1, runs: 200}
expect:
  - {measure: credibility, at: 1, median: 0.8, within: 0.05, random_outside: true, because: They were heard.}
  - {measure: credibility, from: 1, at: 1, min: 0.2}
  - {measure: turn, at: 0, equals: 1}
  - {measure: turn, at: end, equals: 5}
  - {measure: turn, at: final, equals: 7}
  - {measure: listened, equals: 1}
  - {measure: lucky, share: 0.4}
  - {measure: lucky, max: 0, share: 0.4}
  - {measure: self, min: 0.1, max: 1}
  - {measure: protocols, equals: 3}
""",
        )
        assert outcome.holds, outcome.format_text()
        assert len(outcome.compared) == 11, "the median of the compared policy stands on a line of its own"

    @pytest.mark.parametrize(
        ("expect", "found"),
        [
            ("{measure: credibility, at: 1, median: 0.2, within: 0.1}", "median of credibility after quarter 1"),
            ("{measure: turn, at: 2, equals: 9}", "found 3, expected 9"),
            ("{measure: credibility, max: 0.1}", "expected at most 0.1"),
            ("{measure: energy > 0.99, share: 0.5}", "so for 0.0% of seeds, expected for at least 50%"),
            ("{measure: turn, median: 5, within: 0.1, random_outside: true}", "by random: found 5, expected outside 4.5 to 5.5"),
        ],
    )
    def test_what_is_not_as_expected_is_told(self, folder: Path, subject: Subject, expect: str, found: str) -> None:
        """Where something is otherwise, the text says what was found and what was expected."""
        outcome = tried(folder, subject, f"policy: history\nexpect: [{expect}]")
        assert not outcome.holds
        assert found in outcome.format_text()

    def test_written_decisions_are_taken(self, folder: Path, subject: Subject) -> None:
        """Decisions by turn, with another policy for the rest or without one."""
        text = "decisions: {1: {choices: {first: pitch}, tokens: [{token: rest}]}}\nexpect: [{measure: listened, equals: 0}]"
        assert tried(folder, subject, text).holds
        assert tried(folder, subject, f"policy: random\nseeds: {{from: 1, runs: 30}}\n{text}").holds

    def test_a_decision_that_is_refused_fails_the_case(self, folder: Path, subject: Subject) -> None:
        """A written decision that cannot be taken fails the case, and says in which quarter and why."""
        outcome = tried(folder, subject, "decisions: {1: {choices: {first: beg}}}\nexpect: [{measure: turn, equals: 5}]")
        assert not outcome.holds
        assert "decisions of quarter 1: found refused: “Beg.” cannot be taken." in outcome.format_text()
        left_open = tried(folder, subject, "decisions: {2: {}}\nexpect: [{measure: turn, equals: 5}]").format_text()
        assert "is still open" in left_open
        assert "with a `policy:` too" in left_open

    @pytest.mark.parametrize(
        ("refusal", "holds"),
        [
            ("{turn: 1, choices: {first: beg}, code: not_offered}", True),
            ("{turn: 1, choices: {first: beg}}", True),
            ("{turn: 2, choices: {first: pitch}, code: not_on_table}", True),
            ("{turn: 1, tokens: [{token: own_up, with: police}], code: nothing_promised}", True),
            ("{turn: 1, choices: {first: beg}, code: not_on_table}", False),
            ("{turn: 1, choices: {first: pitch}}", False),
        ],
    )
    def test_what_must_be_refused(self, folder: Path, subject: Subject, refusal: str, *, holds: bool) -> None:
        """A refusal that is expected, for the reason that is expected, is as it should be; anything else is not."""
        assert tried(folder, subject, f"policy: history\nrefusals: [{refusal}]").holds == holds

    def test_json_has_every_finding(self, folder: Path, subject: Subject) -> None:
        """The outcome as plain data names file, seeds, and each finding with found and expected."""
        told = tried(folder, subject, "policy: history\nseeds: 7\nexpect: [{measure: turn, equals: 5}]").to_json()
        assert (told["seed"], told["runs"], told["holds"]) == (7, 1, True)
        finding = {"says": "turn at the end", "found": "5", "expected": "5", "holds": True, "because": "", "line": 5}
        assert told["findings"] == [finding]

    def test_what_is_otherwise_is_told_with_its_line(self, folder: Path, subject: Subject) -> None:
        """Each expectation and refusal that is not as it should be leads to its own line, and no other does."""
        expect = "expect:\n  - {measure: turn, equals: 5}\n  - {measure: turn, equals: 6}"
        refusals = "refusals:\n  - {turn: 1, choices: {first: pitch}}"
        told = tried(folder, subject, f"policy: history\n{expect}\n{refusals}").format_text()
        assert [line.rpartition(":")[2] for line in told.splitlines() if "case.yaml:" in line] == ["6", "8"]

    def test_batches_make_no_difference(self, folder: Path, subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
        """The seeds of a case can be played in any batches."""
        text = "policy: random\nseeds: {from: 3, runs: 50}\nexpect: [{measure: credibility, median: 0.5, within: 1}]"
        whole = tried(folder, subject, text)
        monkeypatch.setattr("game.bench.trial.CHUNK", 7)
        assert tried(folder, subject, text).compared == whole.compared


class TestFaults:
    """What is wrong with a case is told all at once, where it stands."""

    def test_every_fault_in_one_run(self, folder: Path, subject: Subject) -> None:
        """Misspelt and missing keys, unknown ids, wrong kinds and faulty expressions, each with its line and path."""
        found = faults(
            folder,
            subject,
            """format: 1
titel: A case
policy: histori
seeds: {from: -1, runs: 0}
decisions:
  9: {}
  1: {choices: {frist: pitch, first: pich}, tokens: [{token: time, with: nobody}]}
expect:
  - {measure: credibilty > 0.5, share: 2}
  - {measure: people, at: 3, median: 3, within: 0.1}
  - {measure: trust(police), equals: x}
  - {measure: energy, median: 0.5}
  - {measure: people, share: 0.5}
refusals:
  - {choices: {first: beg}}
""",
        )
        assert found == [
            ("WP201", 2, "titel"),
            ("WP208", 3, "policy"),
            ("WP204", 4, "seeds.from"),
            ("WP204", 4, "seeds.runs"),
            ("WP310", 6, "decisions.9"),
            ("WP303", 7, "decisions.1.choices.frist"),
            ("WP309", 7, "decisions.1.choices.first"),
            ("WP208", 7, "decisions.1.tokens[0]"),
            ("WP403", 9, "expect[0].measure"),
            ("WP204", 9, "expect[0].share"),
            ("WP203", 10, "expect[1].at"),
            ("WP405", 11, "expect[2].measure"),
            ("WP203", 11, "expect[2].equals"),
            ("WP202", 12, "expect[3]"),
            ("WP202", 13, "expect[4]"),
            ("WP202", 15, "refusals[0]"),
        ]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("format: 2\ntitle: A\npolicy: history\nexpect: []", "WP211"),
            ("format: 1\ntitle: A\nexpect: []", "WP202"),
            ("format: 1\ntitle: A\npolicy: history", "WP202"),
            ("[]", "WP006"),
            ("format: 1\ntitle: A\ntitle: B\npolicy: history\nexpect: []", "WP111"),
            ("format: 1\ntitle: A\npolicy: history\nexpect: {}", "WP203"),
            ("format: 1\ntitle: A\npolicy: history\nexpect: [{measure: energy, at: never, equals: 1}]", "WP203"),
            ("format: 1\ntitle: A\npolicy: history\nexpect: [{mesure: energy, equals: 1}]", "WP201"),
            ("format: 1\ntitle: A\npolicy: history\nexpect: [energy]", "WP203"),
            ("format: 1\ntitle: A\npolicy: history\nexpect: [{measure: 3, equals: 1}]", "WP203"),
        ],
    )
    def test_a_file_with_one_fault_is_told_that_one(self, folder: Path, subject: Subject, text: str, code: str) -> None:
        """Each of these files has one fault, of its own kind."""
        assert [found for found, _, _ in faults(folder, subject, text)] == [code]

    @pytest.mark.parametrize(
        ("text", "attempt"),
        [
            ("seeds: 1-100\nexpect: []", "Write `{from: 1, runs: 100}`."),
            ("expect: [{measure: energy > 0.2, share: 50%}]", "Write 0.5."),
            ("expect: [{measure: energy, min: 1k}]", "Write 1000."),
            ("expect: [{measure: energy, min: 0.5, max: 0.4}]", ""),
            ("expect: [{measure: ending, equals: 1}]", "Write `ending:`"),
            ("expect: [{measure: energy, at: 2028 Q1, equals: 1}]", "Count the place's quarters"),
            ("decisions: {Q2: {choices: {first: pitch}}}\nexpect: []", "Write decisions below"),
            ("decisions: {first: pitch}\nexpect: []", "Write decisions below"),
            ("expect: [{measure: energy, equals: 1, because: It is so, they say}]", "put that whole text in quotation marks"),
        ],
    )
    def test_what_to_try(self, folder: Path, subject: Subject, text: str, attempt: str) -> None:
        """A slip in a test is told once, with what would put it right."""
        file = folder / "tests" / "faulty.yaml"
        file.write_text(f"format: 1\ntitle: A\npolicy: history\n{text}\n")
        _, [diagnostic] = read_case(file, subject)
        assert attempt in diagnostic.help

    def test_the_column_is_that_of_the_word(self, folder: Path, subject: Subject) -> None:
        """A fault within an expression points at the word, quoted or not."""
        for written in ("energy > 0.5 and credibilty > 1", '"energy > 0.5 and credibilty > 1"'):
            file = folder / "tests" / "faulty.yaml"
            line = f"  - {{measure: {written}, share: 0.5}}"
            file.write_text(f"format: 1\ntitle: A\npolicy: history\nexpect:\n{line}\n")
            _, [diagnostic] = read_case(file, subject)
            assert diagnostic.column == line.index("credibilty") + 1


def test_the_tests_of_a_scenario_are_found(folder: Path) -> None:
    """They stand in the folder `tests` beside it, in order of their names."""
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (folder / "tests" / name).write_text("")
    assert [file.name for file in case_files(folder / "scenario.yaml") if len(file.stem) == 1] == ["a.yaml", "b.yaml"]


def test_a_scenario_with_faults_is_not_tested(tmp_path: Path) -> None:
    """A scenario that cannot be played raises with its diagnostics."""
    (tmp_path / "scenario.yaml").write_text("format: 1\n")
    with pytest.raises(ScenarioFault) as raised:
        subject_of(tmp_path / "scenario.yaml")
    assert raised.value.diagnostics
