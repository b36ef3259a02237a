"""Rule pages: each is complete, its broken example yields its code, and its repaired one does not."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from game.scenario import rules
from game.scenario.check import check_source
from game.scenario.reader import read_scenario

PAGES = rules.pages()
# The pages from WP600 on are of `lint`; tests/bench/test_lint.py tries their examples.
WITH_EXAMPLES = [page for page in PAGES if page.has_examples and page.code < "WP600"]
OF_THE_READER = [page for page in WITH_EXAMPLES if page.code < "WP2"]
# Its example is two hundred thousand values long.
LONG = {"WP117"}
# Its example needs fifty other faults before its own.
NEVER_ALONE = {"WP008"}


def named(page: rules.Page) -> str:
    """The page's file name, for the name of a test."""
    return f"{page.code}-{page.name}"


@pytest.mark.parametrize("page", PAGES, ids=named)
class TestEveryPage:
    """What must stand on a page."""

    def test_tells_what_to_try(self, page: rules.Page) -> None:
        """Where, what and why is not enough: every message says what to try."""
        assert page.summary
        assert page.help

    def test_explains_itself(self, page: rules.Page) -> None:
        """A paragraph says what the code means."""
        assert len(page.section("What it means").split()) >= 10

    def test_has_both_examples(self, page: rules.Page) -> None:
        """Both examples are YAML, unless the page says that no text of a file causes its code."""
        assert (page.example("Broken") is not None) == page.has_examples
        assert (page.example("Repaired") is not None) == page.has_examples

    def test_has_no_other_sections(self, page: rules.Page) -> None:
        """A page is three sections, in this order; without examples the first is enough."""
        sections = re.findall(r"^## (.*)$", page.body, re.MULTILINE)
        assert sections == ["What it means", "Broken", "Repaired"] or (sections == ["What it means"] and not page.has_examples)


def patiently(pages: list[rules.Page]) -> list[Any]:
    """The pages as parameters of a test, those with long examples among the slow tests."""
    return [pytest.param(page, marks=pytest.mark.slow) if page.code in LONG else page for page in pages]


@pytest.mark.parametrize("page", patiently(WITH_EXAMPLES), ids=named)
class TestExamples:
    """The examples are the test of the code."""

    def test_broken_example_yields_the_code_and_no_other(self, page: rules.Page) -> None:
        """What the page calls broken is reported under its code, and nothing else is."""
        example = page.example("Broken")
        assert example
        found = {one.code for one in check_source(example.data(), "example.yaml").diagnostics}
        assert page.code in found
        assert found == {page.code} or page.code in NEVER_ALONE

    def test_repaired_example_does_not(self, page: rules.Page) -> None:
        """What the page calls repaired is not reported under its code."""
        example = page.example("Repaired")
        assert example
        assert page.code not in {one.code for one in check_source(example.data(), "example.yaml").diagnostics}

    def test_severity_is_the_page_s(self, page: rules.Page) -> None:
        """The diagnostic is as severe as its page says."""
        example = page.example("Broken")
        assert example
        found = [one for one in check_source(example.data(), "example.yaml").diagnostics if one.code == page.code]
        assert {one.severity for one in found} == {page.severity}


@pytest.mark.parametrize("is_pure", [False, True], ids=["c", "python"])
@pytest.mark.parametrize("page", patiently(OF_THE_READER), ids=named)
def test_both_parsers_agree_on_the_examples(page: rules.Page, is_pure: bool) -> None:
    """With either parser the reader reports its pages' broken examples and not the repaired ones."""
    broken, repaired = page.example("Broken"), page.example("Repaired")
    assert broken
    assert repaired
    assert page.code in {one.code for one in read_scenario(broken.data(), "x", is_pure=is_pure)[1]}
    assert page.code not in {one.code for one in read_scenario(repaired.data(), "x", is_pure=is_pure)[1]}


def test_codes_without_examples_are_few() -> None:
    """Only what no text of a file can cause goes without examples."""
    assert {page.code for page in PAGES if not page.has_examples} <= {"WP001", "WP212"}


def test_no_two_pages_share_a_name() -> None:
    """A short name says which rule is meant."""
    assert len({page.name for page in PAGES}) == len(PAGES)


def test_sound_scenario_costs_no_page() -> None:
    """No page is read while there is nothing to report."""
    code = (
        "from game.scenario import rules; from game.scenario.reader import read_scenario; "
        "assert read_scenario(b'format: 1', 'x')[1] == []; assert rules.page.cache_info().currsize == 0; "
        "read_scenario(b'', 'x'); assert rules.page.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


class TestPagesThatAreWrong:
    """A page that breaks the form is refused by name."""

    PAGE = "---\ncode: WP999\nname: some-name\nseverity: fault\nsummary: Something\nhelp: Try\n---\n## What it means\n"

    def test_good_page_is_read(self) -> None:
        """The page that the others are made of is itself in order; parts that are not given are empty."""
        page = rules.parse_page(self.PAGE, "WP999-some-name.md")
        assert (page.code, page.name, page.severity, page.found) == ("WP999", "some-name", "fault", "")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("---\ncode", "code"),
            ("severity: fault", "severity: dreadful"),
            ("name: some-name", "name: other-name"),
            ("summary: Something\n", ""),
            ("help: Try", "advice: Try"),
            ("help: Try", "help: Try\nhelp: Again"),
        ],
        ids=["no front matter", "severity", "name", "no summary", "unknown field", "field twice"],
    )
    def test_bad_page_is_refused(self, old: str, new: str) -> None:
        """Each slip is a ValueError that names the file."""
        assert old in self.PAGE
        with pytest.raises(ValueError, match=r"WP999-some-name\.md"):
            rules.parse_page(self.PAGE.replace(old, new), "WP999-some-name.md")

    def test_unknown_note_on_a_fence(self) -> None:
        """Only the two known notes may stand on the fence of an example."""
        with pytest.raises(ValueError, match="loud"):
            rules.Example("a: 1\n", "loud").data()
