"""The report as a page: it stands alone, its charts have words, and it shows what the document holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from game.bench.chart import Bar, bars, ranges, swings
from game.bench.page import page
from game.bench.simulate import Report
from tests.bench.simulated import laboratory_report
from tests.places.laboratory import laboratory

VOID = {"meta", "rect", "line", "path", "br"}


class _Outline(HTMLParser):
    """The elements of a page, and whether each is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def report() -> Report:
    """The laboratory, simulated with everything."""
    return laboratory_report()


@pytest.fixture(scope="module")
def outline(report: Report) -> _Outline:
    """The page's elements."""
    parser = _Outline()
    parser.feed(page(report))
    assert parser.open == []
    return parser


@pytest.mark.slow
def test_it_needs_no_connection(report: Report) -> None:
    """Nothing on the page is fetched from anywhere, and no script runs; its fonts are in it."""
    text = page(report)
    assert not re.search(r"https?://|src=|@import|url\((?!\"data:font/)|<script", text)


@pytest.mark.slow
def test_it_can_be_read_without_seeing(outline: _Outline) -> None:
    """It says its language, has one first heading and named sections; every chart has a title and a description of its own."""
    tags = [tag for tag, _ in outline.seen]
    assert dict(outline.seen)["html"].get("lang") == "en-GB"
    assert tags.count("h1") == 1
    ids = [attributes["id"] for _, attributes in outline.seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in outline.seen:
        for named in (attributes.get("aria-labelledby") or "").split():
            assert named in ids
        if tag == "svg":
            assert attributes.get("role") == "img"
        if tag == "a":
            assert (attributes.get("href") or "").removeprefix("#") in ids
    assert tags.count("svg") >= 9
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in outline.seen if tag == "th")


def test_it_shows_what_was_found(report: Report, outline: _Outline) -> None:
    """Every ending, option, event and finding of the report is on the page."""
    place = laboratory()
    for ending in place.endings:
        assert ending.title in outline.text
    for dilemma in place.dilemmas:
        assert all(f"{dilemma.id}.{option.id}" in outline.text for option in dilemma.options)
    assert all(event.title in outline.text for event in place.events)
    assert all(one.about in outline.text for one in report.findings)


@pytest.mark.parametrize("label", ["<b>", "a & b", "“x”"])
def test_charts_escape_what_an_author_wrote(label: str) -> None:
    """No sign in a label breaks a chart, and its words are in the description."""
    bar = Bar(label, 0.5, 0.4, 0.6, "half")
    for text in (bars("a", label, [bar]), ranges("b", label, [bar]), swings("c", label, [(bar, -0.2)])):
        assert "<b>" not in text
        parser = _Outline()
        parser.feed(text)
        assert parser.open == []
        assert f"{label}: half" in parser.text


def test_bars_are_as_long_as_their_values() -> None:
    """A bar of half the most is half as long as one of the most."""
    text = bars("a", "t", [Bar("one", 1.0, 1.0, 1.0, ""), Bar("half", 0.5, 0.5, 0.5, "")])
    whole, half = (float(found) for found in re.findall(r'class="bar"[^>]* width="([\d.]+)%"', text))
    assert whole == pytest.approx(2 * half)


def test_words_of_a_chart_keep_their_size() -> None:
    """A chart is as wide as its page and is not scaled: what is drawn is placed in parts of the width, words are not."""
    bar = Bar("one", 0.5, 0.4, 0.6, "half")
    for text in (bars("a", "t", [bar]), ranges("b", "t", [bar]), swings("c", "t", [(bar, -0.2)])):
        assert "viewBox" not in text
        assert 'width="100%"' in text
        assert all(place == "0" or place.endswith("%") for place in re.findall(r' x\d?="([^"]*)"', text))
