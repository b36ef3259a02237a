"""The facilitator's pack, from the scenario alone."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from game.core.place import Place
from game.debrief import pack, paper
from game.debrief.cards import injects, roles
from game.debrief.conversation import NAMES, PHASES
from game.debrief.plan import LENGTHS, in_order, plan, plans
from game.debrief.step import ASKS, PHASE_OF, STEPS
from game.scenario.compiler import load
from game.translation import language, speak
from game.translation.pseudo import Pseudo
from game.words.grammar import capital
from tests.debrief.page import is_whole
from tests.places.laboratory import laboratory
from tests.places.shipped import shipped
from tests.places.tiny import tiny, tiny_data

SMALLEST = Path(__file__).parent.parent / "scenario" / "smallest.yaml"
PLACES = {"barnet": shipped("barnet"), "laboratory": laboratory(), "tiny": tiny(), "smallest": load(SMALLEST)}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> Place:
    """Each place in turn, the smallest that plays among them."""
    return PLACES[request.param]


class TestPlans:
    """Session plans."""

    @pytest.mark.parametrize("minutes", [45, *LENGTHS, 240])
    def test_talking_takes_as_long_as_playing(self, place: Place, minutes: int) -> None:
        """The steps fill the session without a gap, and the debrief is never shorter than play."""
        found = plan(place, minutes)
        ends = [step.start + step.minutes for step in found.steps]
        assert [step.start for step in found.steps] == [0, *ends[:-1]]
        assert ends[-1] == minutes
        play = sum(step.minutes for step in found.steps if step.title.startswith("Play"))
        talk = sum(step.minutes for step in found.steps if step.title.startswith("Debrief"))
        assert (play, talk) == (found.play, found.talk)
        assert talk >= play > 0
        assert all(step.minutes > 0 for step in found.steps)

    def test_each_quarter_has_its_minutes(self, place: Place) -> None:
        """No plan asks a table to read a quarter in less than two minutes, or to argue and decide in less than two more."""
        for found in plans(place):
            certain = [one for one in found.dilemmas if one.when is None and not one.needs_opening]
            assert found.play >= 2 * found.quarters + 2 * len(certain)

    def test_a_short_session_analyses_one_decision(self) -> None:
        """What is to be talked over fits its minutes: an hour has time for one decision, three hours for whole tables."""
        hour, _, three = plans(PLACES["barnet"])
        briefly, at_length = (next(step.text for step in one.steps if step.phase == "analyse") for one in (hour, three))
        assert "one decision" in briefly
        assert "what hung on each decision" in at_length

    def test_a_cut_is_used_where_the_place_is_too_long(self) -> None:
        """The author's own shorter version is played in an hour, with its decisions and no others; in three hours, all of it."""
        hour, _, three = plans(PLACES["barnet"])
        cut = PLACES["barnet"].texts["cuts"]["short"]
        assert (hour.quarters, hour.cut) == (cut["turns"], cut["title"])
        assert "`wholeplace host barnet --cut short`" in hour.text
        assert {dilemma.id for dilemma in hour.dilemmas} == set(cut["dilemmas"])
        assert three.is_whole
        assert set(three.dilemmas) == set(PLACES["barnet"].dilemmas)

    def test_without_a_cut_the_first_quarters_are_played(self) -> None:
        """A long place without cuts is played from its beginning, with what can come by then."""
        dilemmas = {f"d{turn}": {**tiny_data()["dilemmas"]["first"], "title": f"D{turn}", "at": turn} for turn in range(1, 21)}
        long = tiny(turns=20, dilemmas=dilemmas)
        hour = plan(long, 60)
        assert not hour.is_whole
        assert 3 <= hour.quarters < 20
        assert [dilemma.first for dilemma in hour.dilemmas] == list(range(1, hour.quarters + 1))

    def test_every_decision_is_in_the_order_once(self, place: Place) -> None:
        """The order of decisions leaves none out and repeats none."""
        assert sorted(dilemma.id for dilemma in in_order(place)) == sorted(place.dilemma_ids)


class TestRoles:
    """Role cards."""

    def test_one_card_an_agency(self, place: Place) -> None:
        """Each agency has its card, in the place's order, and one of them holds the seat."""
        found = roles(place)
        assert [role.name for role in found] == [capital(agency.name) for agency in place.agencies]
        assert [role.agency for role in found if role.is_lead] == [place.lead]

    def test_a_card_spoils_nothing(self, place: Place) -> None:
        """No card holds a word of what is still to come, of the real line or of the evidence."""
        words = " ".join(str(role) for role in roles(place))
        for dilemma in place.dilemmas:
            for text in (dilemma.title, dilemma.text, dilemma.followed, *(option.label for option in dilemma.options)):
                assert len(text) < 12 or text not in words, text
        for text in [*(one.text for one in place.events), *(one.text for one in place.endings)]:
            assert not text or text not in words
        assert not [one for one in place.texts.get("sources", {}) if one in words]
        assert not [one.assumption for one in place.agencies if one.assumption and one.assumption in words]

    def test_books_are_the_scenarios(self) -> None:
        """The sums on a card are those of the scenario file."""
        books = dict(roles(PLACES["barnet"])[PLACES["barnet"].agency("met")].books)
        assert books["Money a quarter that could go to joint work"] == "£80,000"
        assert books["Of that, yours to move"] == "£12,000"

    def test_a_place_with_others_than_families_has_none_on_paper(self) -> None:
        """Where the work is for others than families, neither the pack nor a slide says families."""
        outcomes = {"home": {"name": "Home in two days", "needs": ["council", "police"], "benefit": {"police": 500}}}
        found = pack.pack(tiny(outcomes=outcomes, people={"one": "patient", "many": "patients"}))
        pages = unescape(pack.in_html(found).decode() + pack.slides(found).decode())
        assert "for each patient" in pages
        assert not re.findall(r"(?<!font-)famil\w+", pages, re.IGNORECASE)

    def test_the_leads_card_does_not_bind_what_the_lead_decides(self) -> None:
        """The lead's own money goes by decisions and attention, all of it, and no card says that only a part could be moved."""
        lead = roles(PLACES["barnet"])[PLACES["barnet"].lead]
        assert "Of that, yours to move" not in dict(lead.books)
        assert not [one for one in lead.binds if "%" in one]
        assert [one for one in lead.binds if one.startswith("Your money goes by what is decided")]

    def test_nobody_is_needed_with_nobody(self, place: Place) -> None:
        """Who is needed for a result is told on each of their cards."""
        needed = sum(len(role.needed) for role in roles(place))
        assert needed == int((place.constants["need"] > 0).sum())


def test_news_that_hangs_on_something_is_not_told_as_sure() -> None:
    """In the running order news of a fixed date that also has a condition says so, and stands in its own quarter."""
    news = {"at": 2, "text": "B", "assumption": "Made up."}
    place = tiny(
        events={"sure": {**news, "title": "An election"}, "not_sure": {**news, "title": "A rival", "when": "energy < 0.2"}}
    )
    found = {slot.turn: slot.events for slot in pack.pack(place).running}
    assert found[2] == ("An election", "A rival (if its condition holds)")
    assert not any(events for turn, events in found.items() if turn != 2)


def test_injects_tell_what_they_do() -> None:
    """Each inject has a card; what it does names whom it is done to."""
    found = {one.id: one for one in injects(PLACES["barnet"])}
    assert list(found) == [inject for inject, *_ in PLACES["barnet"].injects]
    assert found["officer_leaves"].does[0].startswith("Health commissioners' leader leaves")
    assert "£20,000 is used up, out of the lead's money." in found["hole_in_the_budget"].does[0]
    assert found["new_member"].does[1].startswith("Confidence in the lead (7 agencies): down a fair bit.")


class TestPages:
    """The pack and the slides as HTML."""

    def test_pages_are_whole_in_themselves(self, place: Place) -> None:
        """Pack and slides need nothing from elsewhere, and can be walked through by headings."""
        found = pack.pack(place)
        assert {"role-1", "really", "reading"} <= set(is_whole(pack.in_html(found).decode()).ids)
        assert "slide-1" in is_whole(pack.slides(found).decode()).ids

    def test_each_part_of_a_slide_has_a_name_of_its_own(self) -> None:
        """Who goes from landmark to landmark is told a slide from the way to the next."""
        names = re.findall(r'<(?:section|nav)[^>]* aria-label="([^"]*)"', pack.slides(pack.pack(tiny())).decode())
        assert len(names) == len(set(names)) > 20

    def test_same_place_same_bytes(self, place: Place) -> None:
        """A pack made again is the same to the byte."""
        assert pack.in_html(pack.pack(place)) == pack.in_html(pack.pack(place))

    def test_slides_keep_the_ending_until_the_debrief(self) -> None:
        """What the real leaders did comes on the wall after the questions that it might answer."""
        page = pack.slides(pack.pack(PLACES["barnet"])).decode()
        assert page.index("Describe: ") < page.index("Analyse: ") < page.index("What really happened") < page.index("Apply: ")

    def test_a_place_that_is_made_up_has_no_real_leaders(self) -> None:
        """Where no real choice is told, whatever sources the place cites, nothing is said of what real leaders did."""
        first = {**tiny_data()["dilemmas"]["first"], "evidence": ["notes"], "concept": "Whose turn it is"}
        made_up = {
            "sources": {"notes": {"says": "What somebody saw."}},
            "caveat": "Nobody was asked.",
            "dilemmas": {"first": first},
        }
        real = {**made_up, "dilemmas": {"first": {**first, "real": "one"}}}
        for place, is_real in ((tiny(**made_up), False), (tiny(**real), True)):
            found = pack.pack(place)
            page, wall = unescape(pack.in_html(found).decode()), unescape(pack.slides(found).decode())
            for told in (
                "real leaders",
                "eally happened",
                "the real line",
                "people who did this",
                "Somebody in the room was there",
            ):
                assert (told in page) is is_real, told
            assert ("eally happened" in wall) is is_real
            assert ("What each decision is about" in page) is not is_real
            assert "Whose turn it is" in page
            assert "Nobody was asked." in page

    def test_what_an_author_writes_is_text(self) -> None:
        """Signs that mean something in HTML are shown, wherever an author wrote them."""
        sly = "<script>alert(1)</script> & <b>"
        place = tiny(title=sly, summary=sly, objectives=[sly], prologue=sly, caveat=sly)
        found = pack.pack(place)
        for page in (pack.in_html(found).decode(), pack.slides(found).decode()):
            assert "<script" not in page
            assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_every_phase_has_questions(place: Place) -> None:
    """A place that asks nothing still has a debrief; one that asks has its own questions first."""
    found = pack.pack(place)
    for phase, asked in found.questions.items():
        own = (place.texts.get("questions") or {}).get(phase, [])
        assert list(asked[: len(own)]) == list(own)
        assert len(asked) >= pack.LEAST_QUESTIONS
        assert len(set(asked)) == len(asked)


def test_pages_name_the_language_they_are_in() -> None:
    """A page says in which language it is, and its headings are in it."""
    speak(Pseudo())
    try:
        told = pack.slides(pack.pack(tiny())).decode()
    finally:
        speak(None)
    assert f'<html lang="{Pseudo().language}">' in told
    assert "What really happened" not in told
    assert "What attention can do" not in told


def test_a_page_that_is_no_pdf_needs_nothing_that_sets_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that sets pages, HTML can be made, and whoever wants a PDF hears at once that it is missing."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    paper.ready(is_print=False)
    with pytest.raises(ModuleNotFoundError, match="weasyprint"):
        paper.ready(is_print=True)


def test_words_of_a_place_in_another_language_are_marked(place: Place) -> None:
    """On a page in another language each is marked with its own, and nothing else changes; on one in its own none is."""
    mark = re.compile(r'<span lang="en">(.*?)</span>', re.DOTALL)
    assert "lang=" not in pack.slides(pack.pack(place)).decode().replace(f'<html lang="{language()}"', "")
    speak(Pseudo())
    try:
        told, own = (pack.pack(one) for one in (place, replace(place, told_in=language())))
        for made in (pack.in_html, pack.slides):
            page, plain = made(told).decode(), made(own).decode()
            assert hash(unescape(mark.sub(r"\1", page))) == hash(unescape(plain))
            assert mark.search(plain) is None
            rest = unescape(re.sub(r"<(style|title)>.*?</\1>|<[^>]*>", "", mark.sub("", page), flags=re.DOTALL))
            for text in (place.title, *(one.title for one in place.dilemmas), *(one.name for one in place.agencies)):
                assert re.search(rf"\b{re.escape(text)}\b", rest.replace("\u2019", "'")) is None, text
    finally:
        speak(None)


def test_the_steps_of_a_workshops_debrief_go_from_what_was_seen_to_what_will_be_done(place: Place) -> None:
    """The pack names every step with what to ask then; none comes after one of a later phase, and what is asked comes last."""
    found = pack.pack(place)
    order = [list(PHASES).index(PHASE_OF[key]) for key in STEPS]
    assert order == sorted(order)
    assert [*STEPS][-1] == "questions"
    assert [phase for phase, *_ in found.steps if phase] == [NAMES[phase] for phase in PHASES]
    assert set(ASKS) == set(STEPS) - {"questions"}
    page = unescape(pack.in_html(found).decode()).replace("\u2019", "'")
    for key in STEPS:
        is_told = found.is_known or key != "really"
        assert (STEPS[key] in page) == is_told
        assert key not in ASKS or (ASKS[key] in page) == is_told


def test_a_decision_says_for_which_sessions_it_is_planned() -> None:
    """What really happened is told with the sessions in which it comes, where it does not come in all of them."""
    found = pack.pack(PLACES["barnet"])
    told = {one.title: one.sessions for one in found.really}
    for dilemma in found.of.dilemmas:
        lengths = [str(one.minutes) for one in found.plans if dilemma in one.dilemmas]
        is_in_all = len(lengths) == len(found.plans)
        assert all(length in told[dilemma.title] for length in lengths) or is_in_all
        assert not (is_in_all and told[dilemma.title])
    assert any(told.values())
    assert not all(told.values())
