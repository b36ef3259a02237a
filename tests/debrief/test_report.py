"""The report of a run, its charts, and the PDF that a screen reader can follow."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from game.cli.debrief import CHARTS
from game.core.outcome import MEASURES
from game.core.place import Place
from game.debrief import pack, paper, report
from game.debrief.analysis import MOST_TRIED, Debrief, analyse
from game.debrief.charts import charts, endings
from game.debrief.rewind import Tried, decisions, tried
from game.look.page import CUTS
from game.play import expectation
from game.play.policy import policy_named
from game.play.session import Session
from game.words import measure
from game.words.together import apart
from tests.debrief.aloud import LAWS, of_kind, pikepdf
from tests.debrief.page import is_whole
from tests.debrief.runs import FUTURES
from tests.places.laboratory import laboratory
from tests.places.lines import end_quarter
from tests.places.shipped import shipped
from tests.places.tiny import tiny

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NAMES = ("barnet", "laboratory", "tiny")
SLY = "<script>alert('$x_1$')</script> & ]]>"

validator = pytest.importorskip("page", reason="the quick tests do without the tools that look into a PDF")


@cache
def run(name: str) -> tuple[Session, Debrief]:
    """A game that is over, and its debrief."""
    makers: dict[str, Callable[[], Place]] = {"laboratory": laboratory, "tiny": tiny, "sly": sly}
    place = makers[name]() if name in makers else shipped(name)
    session = Session.played(place, 7, policy_named("adaptive", place))
    return session, analyse(session, n_futures=FUTURES, n_tried=1)


def sly() -> Place:
    """A place whose author writes signs that mean something to HTML, to XML and to mathematicians."""
    one = {"label": SLY}
    return tiny(
        title=SLY,
        agencies={name: {"name": f"{name} {SLY}", "short": f"{name} <&$", "budget": 90_000} for name in ("council", "police")},
        outcomes={"families": {"name": SLY, "needs": ["council", "police"]}},
        dilemmas={"first": {"title": SLY, "text": SLY, "at": 1, "options": {"one": one, "other": one}}},
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_whole(name: str) -> None:
    """The report needs nothing from elsewhere, can be walked through by headings, and holds every chart with its words."""
    parsed = is_whole(report.in_html(*run(name)).decode())
    assert parsed.tags.count("figure") == len(CHARTS)
    assert {f"chart-{chart}-name" for chart in CHARTS} | {f"chart-{chart}-text" for chart in CHARTS} <= set(parsed.ids)


def test_every_headline_measure_is_on_the_page() -> None:
    """The seven measures stand on the page as the run ended, beside the real line's."""
    session, found = run("barnet")
    page = apart(report.in_html(session, found).decode())
    for name in MEASURES:
        own, other = (measure.value(name, line.headline[name]) for line in (found.own, found.real))
        row = rf">{measure.MEASURES[name].name}</th><td[^>]*>{re.escape(own)}</td><td[^>]*>{re.escape(other)}</td>"
        assert re.search(row, page), name


def test_what_hangs_on_an_assumption_is_said() -> None:
    """The findings that were tried with other assumptions stand on the page with what came of it."""
    session, found = run("laboratory")
    assert found.tried
    page = unescape(report.in_html(session, found).decode())
    assert all(str(paper.typeset(text)) in page for text in found.firm)


def test_what_was_written_stands_at_its_question() -> None:
    """A reflection stands under its question, one at a question of long ago as well, and none where nobody wrote."""
    place = tiny()
    session = Session.played(place, 7, policy_named("adaptive", place))
    found = analyse(session, n_futures=2)
    assert "Written at" not in report.in_html(session, found).decode()
    questions = [one.text for one in found.conversation.questions]
    for question, text in ((questions[-1], "Ring <her> first.\nThen wait."), ("Long gone?", "Yes.")):
        assert session.reflect(question, text) is None
    page = report.in_html(session, found).decode()
    is_whole(page)
    after = page[page.index('id="questions"') :]
    assert "<p>Ring &lt;her&gt; first.</p><p>Then wait.</p>" in after
    assert after.index("Written at other questions") < after.index("Long gone?") < after.index("<p>Yes.</p>")
    assert report.in_pdf(session, found).startswith(b"%PDF")
    assert "Ring" not in report.in_html(session, found, written={}).decode()


def expect(session: Session, text: str) -> object:
    """Writes what is expected of the quarter that is being played; why it was refused, or None."""
    asked, key = expectation.question(session, session.turn), expectation.key(session, session.turn)
    return session.reflect(asked, text, key=key)


def test_what_was_expected_is_told_of_the_line_that_was_played() -> None:
    """Quarter by quarter under a heading of its own; what was expected on a way that was gone back on is told nowhere."""
    place = tiny()
    session = Session(place, 7)
    end_quarter(session)
    assert expect(session, "Gone with that way.") is None
    assert session.back(1) is None
    assert expect(session, "They will ring.") is None
    while session.is_running:
        end_quarter(session, {"token": "rest"})
    page = report.in_html(session, analyse(session, n_futures=2)).decode()
    assert page.index("What you expected, before each quarter passed") < page.index("<p>They will ring.</p>")
    assert "Gone with that way" not in page
    assert "Written at other questions" not in page


def test_without_a_real_line_none_is_shown() -> None:
    """Where nobody knows what real leaders chose, nothing is said to be their line."""
    assert "real line" not in report.in_html(*run("tiny")).decode().lower()


def test_nobody_is_named_unless_said() -> None:
    """The report names whoever was entered, and nobody otherwise."""
    session, found = run("tiny")
    assert "Ann &amp; Bo" in report.in_html(session, found, who="Ann & Bo").decode()
    assert report.in_html(session, found) == report.in_html(session, found, who="", started="no day")


def test_what_an_author_writes_is_text() -> None:
    """Signs that mean something in HTML, in SVG or to mathematicians are shown as they are, on the page and in charts."""
    session, found = run("sly")
    page = report.in_html(session, found).decode()
    is_whole(page)
    assert "<script" not in page
    assert "alert('$x_1$')" in page or "alert(&#39;$x_1$&#39;)" in page
    for drawn in charts(session.place, found).values():
        ET.fromstring(drawn.picture("x").svg)  # noqa: S314 - our own


@pytest.mark.parametrize("name", NAMES)
def test_charts_have_words_and_ids_of_their_own(name: str) -> None:
    """Each chart is well-formed, has a name and a description, keeps its text as text, and shares no id with another."""
    session, found = run(name)
    drawn = charts(session.place, found)
    assert tuple(drawn) == CHARTS
    ids: list[str] = []
    for key, chart in drawn.items():
        root = ET.fromstring(chart.picture(key).svg)  # noqa: S314 - our own
        title, desc = root[0], root[1]
        assert (title.text, desc.text) == (chart.name, chart.text)
        assert root.get("role") == "img"
        assert "width" not in root.attrib
        ids += [element.get("id", "") for element in root.iter() if element.get("id")]
        pointed = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", ET.tostring(root, "unicode")))
        assert {one or other for one, other in pointed} <= set(ids)
    assert len(ids) == len(set(ids))
    texts = [element.text or "" for element in ET.fromstring(drawn["network"].picture("n").svg).iter() if element.text]  # noqa: S314 - our own
    assert any(session.place.agencies[1].short in text for text in texts)


def test_charts_are_the_same_every_time() -> None:
    """A chart drawn again is the same to the byte, as an SVG and as a PNG."""
    session, found = run("laboratory")
    one, other = (charts(session.place, found)["lines"] for _ in range(2))
    assert one.picture("lines") == other.picture("lines")
    assert one.png() == other.png()
    assert one.png().startswith(b"\x89PNG")


def test_endings_are_drawn_with_their_shares() -> None:
    """A chart of endings names each line of play, each ending and its share."""
    drawn = endings([("history", [("It holds", 0.75, 0.7, 0.8), ("It ends", 0.25, 0.2, 0.3)]), ("random", [])])
    svg = drawn.picture("endings").svg
    assert all(word in svg for word in ("history", "random", "It holds", "75.0%", "25.0%"))
    assert CUTS[0].family in svg


@pytest.mark.parametrize(
    ("name", "line"), [("barnet", "random"), ("bradford", "random"), ("nw_london", "history"), ("nw_london", "random")]
)
def test_it_is_worth_printing(name: str, line: str) -> None:
    """The report of each place, as the real leaders played it and as chance did, has six to ten pages, none of them empty."""
    place = shipped(name)
    session = Session.played(place, 11, policy_named(line, place))
    data = report.in_pdf(session, analyse(session, n_futures=FUTURES, n_tried=MOST_TRIED), started="2031-02-03")
    with pikepdf.open(BytesIO(data)) as document:
        assert 6 <= len(document.pages) <= 10
        shown = [sum(str(one) in ("Tj", "TJ") for _, one in pikepdf.parse_content_stream(page)) for page in document.pages]
        assert min(shown) > 10


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_each_role_card_has_a_page_of_its_own(name: str) -> None:
    """A card is handed to one person: it ends on the page that it begins on, and the next begins on the next."""
    found = pack.pack(shipped(name))
    with pikepdf.open(BytesIO(pack.in_pdf(found))) as document, document.open_outline() as outline:
        parts = list(outline.root[0].children)
        at = next(number for number, one in enumerate(parts) if str(one.title) == "Role cards")
        cards = [*parts[at].children, parts[at + 1]]  # and what comes after the last of them
        pages = [pikepdf.Page(one.destination[0]).index for one in cards]
    assert pages == list(range(pages[0], pages[0] + len(found.roles) + 1))


@pytest.mark.parametrize("name", ["barnet", "bradford", "nw_london"])
def test_no_name_in_a_chart_is_cut(name: str) -> None:
    """What a place calls its decisions and outcomes stands in the charts in full, in as many rows as it takes."""
    place = shipped(name)
    session = Session.played(place, 11, policy_named("random", place))
    for key, chart in charts(place, analyse(session, n_futures=4, n_tried=0)).items():
        assert "\u2026" not in re.sub(r"<(title|desc).*?</\1>", "", chart.picture(key).svg), key


def test_what_is_ours_and_not_the_source_s_is_in_the_report() -> None:
    """Each decision of the real case says what of it is an assumption, as it does on every face."""
    session, found = run("barnet")
    text = apart(unescape(report.in_html(session, found).decode())).replace("\u2019", "'")
    told = [one.assumption for one in found.really.dilemmas if one.assumption]
    assert len(told) > 5
    assert [one for one in told if one not in text] == []


@cache
def printed(name: str, kind: str) -> bytes:
    """The report of a run, or the pack of its place, as a PDF."""
    session, found = run(name)
    if kind == "pack":
        return pack.in_pdf(pack.pack(session.place))
    ways = [tried(session, one.turn, one.dilemma, way.option) for one in decisions(session)[:1] for way in one.open[:1]]
    return report.in_pdf(session, found, tried=[one for one in ways if isinstance(one, Tried)])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["report", "pack"])
def test_the_pdf_can_be_read_aloud(name: str, kind: str) -> None:
    """The PDF keeps every law of ours for one that is read aloud, and every rule of PDF/UA-1 that a program can look into."""
    data = printed(name, kind)
    with pikepdf.open(BytesIO(data)) as document:
        assert {law.__name__: wrong for law, _ in LAWS if (wrong := law(document))} == {}
        n_charts = len(CHARTS) + 1 if kind == "report" else 0
        assert len(of_kind(document, "/Figure")) == n_charts
        with document.open_metadata() as metadata:
            assert run(name)[0].place.title in metadata["dc:title"]
    assert faults_of(data) == []


def faults_of(data: bytes) -> list[str]:
    """What a validator of PDF/UA-1 finds."""
    found = validator.validate_pdf_bytes(data, profile=validator.ValidationProfile.PDF_UA_1)
    assert found.rules.total > 100
    assert found.is_compliant == (not found.failures)
    return [one.message for one in found.failures]


@pytest.mark.parametrize(("law", "broken"), LAWS, ids=[f"{number} {law.__name__}" for number, (law, _) in enumerate(LAWS)])
def test_what_cannot_be_read_aloud_is_found(law: Callable[[Any], list[str]], broken: Callable[[Any], None]) -> None:
    """Each law fails on a document that breaks it, and on no other account: before it was broken the law held."""
    kind = "pack" if law.__name__ == "links_say_where_they_lead" else "report"
    with pikepdf.open(BytesIO(printed("laboratory", kind))) as document:
        assert law(document) == []
        broken(document)
        assert law(document) != []


def test_the_validator_finds_what_is_broken() -> None:
    """A document whose picture has lost its words does not pass as PDF/UA-1."""
    with pikepdf.open(BytesIO(printed("laboratory", "report"))) as document:
        del of_kind(document, "/Figure")[0]["/Alt"]
        written = BytesIO()
        document.save(written)
    assert faults_of(written.getvalue()) != []


def test_the_same_run_gives_the_same_bytes() -> None:
    """Two programs with other hashes write the same report and the same PDF of one run, to the byte."""
    program = (
        "import sys; from pathlib import Path; from game.debrief import report; from game.debrief.analysis import analyse;"
        "from game.play.policy import policy_named; from game.play.session import Session;"
        "from tests.places.tiny import tiny;"
        "s = Session.played(tiny(), 7, policy_named('adaptive', tiny())); d = analyse(s, n_futures=8);"
        "sys.stdout.buffer.write(report.in_html(s, d) + report.in_pdf(s, d))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            timeout=300,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert b"%PDF-" in made[0]


def test_a_page_that_asks_for_more_is_refused() -> None:
    """A PDF is set from what its page holds; an address that leads elsewhere stops it."""
    for address in ("https://elsewhere.example/x.png", "file:///etc/passwd"):
        with pytest.raises(ValueError, match="must hold all it needs"):
            paper.pdf(f'<title>x</title><img src="{address}" alt="x">', "x")


@pytest.mark.slow
def test_no_point_of_a_list_stands_alone_on_a_page() -> None:
    """Wherever a list falls on paper, its first and its last point have another beside them."""
    weasyprint = pytest.importorskip("weasyprint")
    style = (Path(paper.__file__).parent / "templates" / "style.css").read_text("utf-8")
    split = 0
    for n_before in range(44, 56):
        before, points = n_before * "<p>A line.</p>", 8 * "<li>A point.</li>"
        page = f"<style>{style}</style>{before}<ul>{points}</ul>"
        document = weasyprint.HTML(string=page).render()
        n_on = [
            len({id(box.element) for box in one._page_box.descendants() if box.element_tag == "li"}) for one in document.pages
        ]
        assert 1 not in n_on, n_before
        split += sum(n > 0 for n in n_on) > 1
    assert split
