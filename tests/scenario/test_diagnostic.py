"""Diagnostics: what they print, that nothing in them steers a terminal, and that echoes of a fault fall away."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario import rules
from game.scenario.diagnostic import Diagnostic, Location, diagnose, dotted, in_order, printable

HERE = Location("scenarios/x.yaml", 12, 5)


def made(
    code: str = "WP111", location: Location = HERE, path: str = "agencies.met", severity: rules.Severity = "fault"
) -> Diagnostic:
    """A diagnostic of any severity, whatever its page says."""
    return Diagnostic(code, severity, location, path, "summary", "found", "expected", "help")


class TestText:
    """What a person reads."""

    def test_first_line_is_the_one_editors_understand(self) -> None:
        """File, line, column, code, severity and summary stand on the first line, in this order."""
        text = diagnose("WP111", HERE, "agencies.met", key="met", first=3).format_text()
        assert text.splitlines()[0] == "scenarios/x.yaml:12:5  WP111 fault: `met` stands twice in the same map"

    def test_parts_follow_under_their_names(self) -> None:
        """Where, found, expected and try follow, one below the other."""
        text = diagnose("WP111", HERE, "agencies.met", key="met", first=3).format_text()
        assert [line.split()[0] for line in text.splitlines()[1:]] == ["at", "found", "expected", "try"]
        assert "`met` again; it first stands on line 3" in text

    def test_empty_parts_are_left_out(self) -> None:
        """A part with nothing to say takes no line."""
        text = Diagnostic("WP111", "fault", HERE, "", "summary", "", "", "try this").format_text()
        assert text == "scenarios/x.yaml:12:5  WP111 fault: summary\n  try       try this"

    def test_long_values_do_not_fill_the_screen(self) -> None:
        """A text of a million characters is shown by its beginning and end."""
        text = diagnose("WP118", HERE, text="9" * 1_000_000, found="a whole number of 1000000 digits").format_text()
        assert len(text.splitlines()) < 12
        assert "…" in text

    @given(st.text())
    def test_nothing_steers_the_terminal(self, text: str) -> None:
        """Whatever an author wrote, a message holds only characters that print."""
        assert printable(text).isprintable()
        assert len(printable(text, 40)) <= 40 * len("U+10FFFF")

    def test_line_breaks_become_spaces(self) -> None:
        """A text of several lines is shown on one."""
        assert printable("one\n   two\r\n three") == "one two three"


class TestJson:
    """What a program reads."""

    def test_has_every_part(self) -> None:
        """The dict can be written as JSON, with the summary as message and what to try as help."""
        data = json.loads(json.dumps(diagnose("WP111", HERE, ("effects", 0), key="met", first=3).to_json()))
        assert data == {
            "code": "WP111",
            "severity": "fault",
            "file": "scenarios/x.yaml",
            "line": 12,
            "column": 5,
            "path": "effects[0]",
            "message": "`met` stands twice in the same map",
            "found": "`met` again; it first stands on line 3",
            "expected": "each key once",
            "help": "Delete one of the two, or give the second a name of its own.",
        }


class TestPath:
    """Keys and indices in one text."""

    def test_names_are_joined_by_dots_and_items_stand_in_brackets(self) -> None:
        """A path reads like the one an author would say."""
        assert dotted(("dilemmas", "pitch", "effects", 0, "then", 2, "by")) == "dilemmas.pitch.effects[0].then[2].by"

    def test_empty_path_is_the_whole_file(self) -> None:
        """No keys, no text."""
        assert not dotted(())


class TestOrder:
    """What is left when all stages have spoken."""

    def test_diagnostics_come_in_the_order_of_the_file(self) -> None:
        """Line before column, a fault before advice at the same place."""
        late, early = made(location=Location("a", 9, 1)), made(location=Location("a", 2, 7))
        advice = made(code="WP201", location=Location("a", 2, 7), path="other", severity="advice")
        assert in_order([late, advice, early]) == [early, advice, late]

    def test_a_fault_silences_its_echoes(self) -> None:
        """At one place and path the first fault stays and later ones go, whatever their severity."""
        first, echo, advice = made(), made(code="WP203"), made(code="WP204", severity="advice")
        assert in_order([first, echo, advice]) == [first]

    def test_two_keys_missing_in_one_place_both_count(self) -> None:
        """Another path is another object, even at the same place."""
        seat, turns = made(code="WP202", path="seat"), made(code="WP202", path="turns")
        assert in_order([seat, turns]) == [seat, turns]

    def test_advice_alone_is_kept_whole(self) -> None:
        """Several pieces of advice about one object are no echoes of one another."""
        advice = [made(code="WP203", severity="advice"), made(code="WP204", severity="advice")]
        assert in_order(advice) == advice


class TestOurOwnFaults:
    """What is wrong with us, not with the author, is an exception."""

    def test_a_code_without_a_page_cannot_be_reported(self) -> None:
        """A code without a page cannot be reported."""
        with pytest.raises(KeyError):
            diagnose("WP999", HERE)

    def test_a_templates_value_must_be_given(self) -> None:
        """A template's value must be given."""
        with pytest.raises(KeyError, match="first"):
            diagnose("WP111", HERE, key="met")
