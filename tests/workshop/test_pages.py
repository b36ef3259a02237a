"""Pages are kept for those who ask next, made in their turn, and read from templates once: and nobody can tell."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from html import unescape
from pathlib import Path

import jinja2
import pytest

from game.briefing.offers import offers
from game.translation import SAYING, say, speak
from game.translation.pseudo import Pseudo
from game.words import quarter
from game.workshop import precedence as precedence_of
from game.workshop.database import Behind, DatabaseFault
from game.workshop.precedence import Precedence
from game.workshop.site import _level, _paragraphs
from game.workshop.table import Table, close_quarter
from game.workshop.telling import told
from game.workshop.template import Said
from tests.places.tiny import tiny
from tests.workshop.devices import Workshop, running, url_of

PAGES = ("", "/attention", "/end", "/promises", "/money", "/result/1")


@pytest.mark.parametrize(("level", "width"), [(-0.1, 0), (0.0, 0), (0.25, 25), (0.999, 100), (1.0, 100), (1.2, 100)])
def test_a_bar_is_as_long_as_what_it_stands_for(level: float, width: int) -> None:
    """The bar beside a level is that part of its whole length, and never longer."""
    assert re.findall(r'class="bar-part" width="([^"]*)"', _level(level)) == [str(width)]


def test_a_text_that_tables_read_alike_is_made_into_paragraphs_once() -> None:
    """Hundreds of devices read the same scene, and to escape it anew for each takes time from whoever answers."""
    assert _paragraphs("A day.\n\nA & B.") is _paragraphs("A day.\n\nA & B.")
    assert _paragraphs("A day.\n\nA & B.") == "<p>A day.</p>\n<p>A &amp; B.</p>"


def decide_something(table: Table, luck: random.Random) -> None:
    """One thing that a team can do, whatever it is; that it is refused is one as well."""
    session = table.session
    act = luck.choice(("choose", "attend", "attend", "take back", "end"))
    if act == "choose" and (there := session.open_dilemmas()):
        facts = session.place.dilemmas[luck.choice(there)]
        option = luck.choice(facts.options).id
        table.act(None, lambda one: one.choose(facts.id, option))
    elif act == "attend":
        targets = [target for offer in offers(session) for target in offer.targets if "and" not in target.token]
        token = luck.choice(targets).token
        table.act(None, lambda one: one.attend(token))
    elif act == "take back":
        table.act(None, lambda one: one.take_back(0))
    elif not session.undecided():
        table.act(None, lambda one: one.end_turn())


def leave_little_money(table: Table) -> None:
    """Leaves the lead so little that what a token costs, or an option, may be too much beside what is decided already."""
    session = table.session
    state = session.state.writable()
    state["budget"][session.place.lead] = 1.5 * session.place.parameters["attention_money"]
    session.states[-1] = state.freeze()
    table.pages.clear()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [6, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_a_page_that_was_kept_is_the_page_made_anew(workshop: Workshop, seed: int) -> None:
    """Whatever a team does, each of its pages says the same whether it was kept from before or made just now."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open", all="yes")
    table, luck = workshop.table(), random.Random(seed)  # noqa: S311 - play, not a secret
    n_kept = 0
    turn = 0
    for _ in range(30):
        if table.turn != turn:
            turn = table.turn
            leave_little_money(table)
        decide_something(table, luck)
        paths = [f"/table{path}" for path in PAGES]
        paths += [f"/table/decide/{table.session.place.dilemmas[number].id}" for number in table.session.open_dilemmas()]
        before = {page for _, pages in table.pages.values() for page in pages.values()}
        found = [device.open(path) for path in paths]
        n_kept += len(before & {page for _, pages in table.pages.values() for page in pages.values()})
        table.pages.clear()
        table.session._views.clear()
        assert [device.open(path) for path in paths] == found
    assert n_kept > 30
    assert table.session.last_turn_played


@pytest.mark.slow
def test_a_page_is_read_again_when_what_it_shows_has_changed(workshop: Workshop) -> None:
    """Whatever a team does, a page says something else only where its mark is another, and open ones are told of each mark."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open", all="yes")
    table, luck = workshop.table(), random.Random(6)  # noqa: S311 - as above
    known: dict[str, tuple[str, str]] = {}
    n_same = n_other = turn = 0
    for _ in range(40):
        if table.turn != turn:
            turn = table.turn
            leave_little_money(table)
            known.clear()
        decide_something(table, luck)
        paths = [f"/table{path}" for path in (*PAGES, "/partners", "/why/trust/1?of=1.0", "/debrief")]
        paths += [f"/table/decide/{table.session.place.dilemmas[number].id}" for number in table.session.open_dilemmas()]
        for path in paths:
            page = device.open(path)
            if device.status != 200:
                continue
            found = re.search(r'data-shows="(\w+)" data-shown="([^"]+)"', page)
            assert found is not None, path
            assert f"&{found[1]}={found[2]}&" in f"&{told(workshop.room, table)}&"
            said = re.sub(r'data-version="[^"]*"|name="at" value="\d+"', "", page)
            before = known.get(path, ("", ""))
            n_same, n_other = n_same + (before[0] == found[2]), n_other + (before[0] != found[2])
            assert before[0] != found[2] or before[1] == said, path
            known[path] = found[2], said
    assert n_same > 100
    assert n_other > 50


def test_a_page_lets_what_is_decided_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits while somebody decides, but not for ever, and pages come in the order in which they were asked for."""
    monkeypatch.setattr(precedence_of, "PATIENCE", 120.0)  # seconds: longer than a busy machine may keep this test waiting

    async def tried() -> list[str]:
        precedence, found = Precedence(), list[str]()

        async def page(name: str) -> None:
            async with precedence.drawing():
                found.append(name)

        with precedence.deciding():
            pages = [asyncio.create_task(page(name)) for name in ("first", "second")]
            await asyncio.sleep(0.05)
            found.append("decided")
        await asyncio.gather(*pages)
        with monkeypatch.context() as hurried, precedence.deciding():
            hurried.setattr(precedence_of, "PATIENCE", 0.05)
            await page("in spite of all")
            found.append("decided late")
        with precedence.deciding(), precedence.aside():
            async with asyncio.timeout(60):
                await page("while the disk writes")
        return found

    expected = ["decided", "first", "second", "in spite of all", "decided late", "while the disk writes"]
    assert asyncio.run(tried()) == expected


@pytest.mark.parametrize(
    "source",
    [
        '{{ say("Salt & <pepper>") }}',
        '{{ say("{n} of them", n=3) }}{{ say("Why" if n else "Because") }}',
        '<p title="{{ say("Why") }}">{% set a = say("Place it") %}{{ a }}{{ say(say("Why")) }} say("no")</p>',
    ],
)
def test_what_is_said_when_a_template_is_read_is_what_a_page_would_say(source: str) -> None:
    """In any language: a template that says its texts when it is read gives the page that saying them each time gives."""
    for catalogue in (None, Pseudo()):
        speak(catalogue)
        try:
            pages = [
                jinja2.Environment(autoescape=True, extensions=extensions).from_string(source).render(**SAYING, n=1)
                for extensions in ([], [Said])
            ]
            assert pages[0] == pages[1]
            assert (say("Why") == "Why") == (catalogue is None)
        finally:
            speak(None)


@pytest.mark.parametrize("fault", [DatabaseFault("The disk is full."), Behind("Somebody was first.")])
def test_what_is_decided_counts_when_it_is_written_and_not_before(workshop: Workshop, fault: Exception) -> None:
    """While a decision is on its way to the disk nobody is shown it; where it does not get there it was never taken."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    table, database = workshop.table(), workshop.room.database
    before, version = device.open("/table/attention"), workshop.room.version(table)
    fields = device.fields("/table/do/attend")
    lost: Future[None] = Future()

    def on_its_way(*_: object) -> Future[None]:
        threading.Timer(0.2, lost.set_exception, [fault]).start()
        return lost

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(database, "begin_append", on_its_way)
        sending = threading.Thread(target=lambda: device.send("/table/do/attend", {**fields, "token": "rest"}))
        sending.start()
        time.sleep(0.05)
        other = workshop.device()
        other.client.cookies.update(device.client.cookies)
        assert "Take back" not in other.open("/table/attention")
        sending.join()
    assert device.status == (503 if isinstance(fault, DatabaseFault) else 409)
    assert not table.session.pending.tokens
    assert workshop.room.version(table) != version
    assert len(device.open("/table/attention")) == len(before)
    device.send("/table/do/attend", {**fields, "token": "rest"})
    assert device.status == 200
    assert [one["token"] for one in table.session.pending.tokens] == ["rest"]
    assert table.log.last == len(database.stream("table-1")) - 1


def test_a_form_whose_page_is_wanted_is_answered_with_the_page_it_leads_to(workshop: Workshop) -> None:
    """To the letter; the same form sent again as well, and one that cannot be done says why, as it does to any browser."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    wanted = {"prefer": "return=representation"}

    def sent(action: str, typed: dict[str, str]) -> None:
        fields = {**device.fields(action), **typed}
        for _ in range(2):
            answer = device.client.post(action, data=fields, headers=wanted)
            assert answer.status_code == 200
            assert answer.headers["preference-applied"] == wanted["prefer"]
            assert answer.text == device.open(answer.headers["content-location"])

    for dilemma in device.dilemmas():
        options = device.options(dilemma)
        sent("/table/do/choose", {"option": options[0]})
        assert device.path == "/table"
    device.open("/table/attention")
    late = device.fields("/table/do/attend")
    sent("/table/do/attend", {"token": "rest"})
    assert device.path == "/table/attention"
    refused = device.client.post("/table/do/attend", data={**late, "token": "listen"}, headers=wanted)
    assert (refused.status_code, refused.headers.get("content-location")) == (409, None)
    assert "has just moved your attention" in refused.text
    device.open("/table/end")
    sent("/table/do/end", {})
    assert device.path == "/table/result/1"


def test_a_page_that_cannot_be_made_after_a_decision_is_looked_for_where_it_is(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is done is acknowledged, whatever becomes of its page; the fault of ours is kept in the log."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open")
    device.open("/table/attention")
    fields = {**device.fields("/table/do/attend"), "token": "rest"}
    with monkeypatch.context() as broken:
        broken.setattr(workshop.site, "render", lambda *_, **__: 1 / 0)
        answer = device.client.post("/table/do/attend", data=fields, headers={"prefer": "return=representation"})
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["content-location"] == "/table/attention"
    assert "ZeroDivisionError" in caplog.text
    assert [one["token"] for one in workshop.table().session.pending.tokens] == ["rest"]
    assert "Take back" in device.open("/table/attention")


def test_an_apostrophe_is_set_as_in_print_and_goes_back_as_it_was_typed(tmp_path: Path) -> None:
    """A table's name reads on pages as on paper; the field that it is changed in holds what somebody wrote, as others do."""
    place = tiny()
    place = replace(place, texts={**place.texts, "questions": {"describe": ("What's new?",)}})
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = workshop.facilitator()
        asked = re.findall(r'<textarea id="questions"[^>]*>([^<]*)<', facilitator.open("/console"))
        workshop.seated("Ada's table")
        own = facilitator.open("/console/table/table-1")
    assert [unescape(one) for one in asked] == ["What's new?"]
    assert "<h1>Ada\u2019s table</h1>" in own
    assert unescape(re.findall(r'name="name"[^>]*value="([^"]+)"', own)[0]) == "Ada's table"


def test_a_table_that_reads_the_debrief_is_held_no_more(tmp_path: Path) -> None:
    """With results held back a table waits for them at the end, until the debrief opens; it says how long after the end it is."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = workshop.facilitator()
        team = workshop.seated("Held")
        facilitator.act("open", all="yes")
        facilitator.act("hold", **{"is": "yes"})
        while workshop.table(1).session.is_running:
            assert workshop.table(1).act(None, close_quarter) is None
        assert "<h1>The quarter is closed</h1>" in team.open("/table")
        facilitator.act("reveal", step="1")
        page = team.open("/table")
        assert "<h1>The programme is over</h1>" in page
        assert "<h2>Where you stand</h2>" in page  # when the programme ended: what came later is not opened yet
        facilitator.act("reveal", step=str(len(workshop.room.steps)))
        page, session = team.open("/table"), workshop.table(1).session
    after = len(session.states) - 1 - session.last_turn_played
    assert after > 0
    assert f"<h2>Where you stand, {quarter.span(after)} on</h2>" in page
