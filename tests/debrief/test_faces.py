"""One analysis, four faces: whatever a debrief finds is told in the window, in the terminal, on the web and in the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import fields
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from game.core.decision_words import to_words
from game.core.place import Place
from game.debrief import report
from game.debrief.analysis import Debrief, analyse, real_line
from game.debrief.beliefs import MOST_TOLD, SeatView
from game.debrief.lines import beside, ended, line
from game.debrief.moments import Moment
from game.debrief.network import Tie
from game.debrief.results import of_real
from game.debrief.rewind import Tried, decisions, tried, ways
from game.debrief.tokens import mattered
from game.desktop.screens import debrief as screens
from game.desktop.screens.debrief_what_if import OtherWay
from game.desktop.screens.debrief_work import Found, Task, TwoLines, Work
from game.desktop.screens.ways import Ways
from game.desktop.table import Table
from game.play.pending import Pending
from game.play.policy import Memory, policy_named
from game.play.session import Session
from game.play.shelf import Opened, SavedShelf
from game.terminal import what_if as what_if_page
from game.terminal.debrief import pages
from game.words import measure, variable
from tests.debrief.page import is_whole
from tests.debrief.runs import FUTURES
from tests.debrief.test_beliefs import played
from tests.desktop.hand import a_window, nodes
from tests.places.shipped import barnet, bradford, nw_london
from tests.places.tiny import tiny, tiny_data
from tests.workshop.devices import running, url_of
from tests.workshop.joined import joined, look

pytestmark = pytest.mark.slow


def made_up() -> Place:
    """A place that cites notes and says who was not asked, and of whose real leaders nothing is told."""
    first = {**tiny_data()["dilemmas"]["first"], "evidence": ["notes"]}
    sources = {"notes": {"says": "What somebody saw."}}
    return tiny(dilemmas={"first": first}, sources=sources, caveat="Of those it is about nobody was asked.")


PLACES: Mapping[str, Callable[[], Place]] = {"barnet": barnet, "bradford": bradford, "nw_london": nw_london, "tiny": made_up}
LINES = {"barnet": "nice-to-all", "bradford": "keep-control", "nw_london": "history", "tiny": "random"}


@cache
def run(name: str) -> tuple[Session, Debrief]:
    """A game in which one partner recommends something and wishes for a token, or a round table, and its debrief."""
    if name == "round table":
        table = played()
        return table, analyse(table, n_futures=FUTURES, n_tried=1)
    session = Session(PLACES[name](), 5)
    place, who, memory = session.place, policy_named(LINES[name], session.place), Memory({**session.place.parameters})
    other = next(agency for number, agency in enumerate(place.agency_ids) if number != place.lead)
    assert session.sit({place.agency_ids[place.lead]: "", other: ""}) is None
    while session.is_running:
        for number in session.open_dilemmas():
            facts = place.dilemmas[number]
            assert session.recommend(other, facts.id, facts.options[-1].id) is None
        assert session.wish(other, {"token": "rest"}) is None
        counsel = session.pending.counsel
        session.pending = Pending(*to_words(session.place, who.decide(session.view(), session.state.seeds, memory)), counsel)
        assert session.end_turn() is None
    return session, analyse(session, n_futures=FUTURES, n_tried=1)


def must_tell(session: Session, found: Debrief) -> dict[str, list[str]]:
    """What every face has to say of each part of an analysis, part by part."""
    has_real, place = found.has_real, session.place
    outcomes = list(zip(found.results.outcomes, found.real_results.outcomes, strict=True))
    questions = [one for one in found.conversation.questions if one.because]
    really = [text for one in found.really.dilemmas for text in (one.title, one.followed)] + [found.really.text]
    is_known = any(one.real >= 0 or one.followed for one in place.dilemmas)
    return {
        "own": [ended(found.own, None), *(measure.value(name, value) for name, value in found.own.headline.items())],
        "real": [measure.value(name, value) for name, value in found.real.headline.items()] if has_real else [],
        "has_real": ["the real line"] if has_real else [],
        "measures": [measure.MEASURES[one.measure].name for one in found.measures],
        "changes": [text for one in found.changes for text in (one.text, one.rest_text, *(pull.text for pull in one.pulls))],
        "moments": [text for one in found.moments.decisive for text in _of_moment(one)]
        + [found.moments.text, *found.moments.further],
        "promises": [
            found.promises.text,
            *(one.text.split(" (")[0] for one in found.promises.promises),
            *(one.text.partition(": ")[2] for one in found.promises.gaps[:1]),
        ],
        "pockets": [found.pockets.text, *found.pockets.further],
        "results": [found.results.text, *found.results.further]
        + [text for one, _ in outcomes for text in (one.name, f"{one.reported:,.0f}", f"{one.lasting:,.0f}")],
        "real_results": [f"{of_real(real)}|{real.reported:,.0f} / {real.lasting:,.0f}" for _, real in outcomes if has_real],
        "network": [
            found.network.text,
            *found.network.further,
            *_of_ties(session, [one for one in found.network.personal if one.is_own][:1]),
        ],
        "gates": [found.gates.text],
        "backings": [found.backings.text],
        "remains": [found.remains.text],
        "tried": list(found.firm),
        "tokens": [one.text for one in mattered(found.tokens)],
        "style": list(found.style.texts),
        "really": [*(really if is_known else ()), found.really.caveat],
        "counsel": [found.counsel.text]
        + [said.text for one in found.counsel.dilemmas for said in one.said]
        + [one.text for one in found.counsel.wishes],
        "seats": [text for view in found.seats if view.n_played for text in _of_view(view)],
        "shared": [one.text for one in found.shared],
        "conversation": [one.text for one in questions],
    }


def _of_ties(session: Session, ties: list[Tie]) -> Iterator[str]:
    """A tie in its sentence, or in the cells of a row."""
    for tie in ties:
        cells = " ".join(f"{100 * value:.0f}" for value in (tie.before, tie.after, tie.codified, tie.at_stake))
        yield f"{tie.text}|{variable.name(session.place, 'trust', (tie.one, tie.other))} {cells}"


def _of_view(view: SeatView) -> list[str]:
    aims, beliefs = [one.text for one in view.aims], [one.text for one in view.beliefs[:MOST_TOLD]]
    return [view.title, *view.own, *aims, *beliefs, *view.promises]


def _of_moment(one: Moment) -> tuple[str, ...]:
    return one.title, one.label.rstrip("."), one.ways[0].label.rstrip("."), one.came


def plain(text: str) -> str:
    """Words as they are compared: whatever marks, lines and capitals a face lays them out with."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).lower().replace("\u2019", "'").split())


# The four faces. Each gives all that it says of a debrief.


def opened_in_window(session: Session, found: Debrief) -> tuple[Table, screens.Debrief]:
    """The window's debrief, with what was found in it."""
    real = real_line(session)
    own, there = line(session), line(real)
    whose = "the real line" if found.has_real else ""
    both = TwoLines(real, own, there, found.has_real, beside(own, there, whose=whose))
    table = Table(a_window(has_motion=False), SavedShelf(3), Opened(session))
    work = Work.__new__(Work)
    work.session, work.what_ifs = session, {}
    work.lines, work.early, work.whole, work.tried = done(both), done(found), done(found), done(found.tried)
    table._work = work
    screen = screens.Debrief(table.window, table)
    table.window.push(screen)
    return table, screen


def in_window(session: Session, found: Debrief) -> str:
    """Every chapter of the window's debrief, as assistive technology reads it."""
    table, screen = opened_in_window(session, found)
    table.asks_all = True  # the button below the first questions was pressed
    said: list[str] = []
    for number in range(len(screen.chapters)):
        screen.go(number)
        table.window.turn([])
        for node in nodes(table.window):
            said += [node.name, node.value, node.description]
    return " ".join(said)


def done(value: Found) -> Task[Found]:
    """Work that has been done, and what was found."""
    task = Task(lambda _: value)
    task.found()
    return task


def in_terminal(session: Session, found: Debrief) -> str:
    """Every page of the terminal's debrief."""
    return " ".join(text for page in pages(session, found) for text in page.lines(10_000))


def on_the_web(session: Session, found: Debrief, folder: Path) -> str:
    """A table's debrief in a workshop, with every step opened."""
    with running(session.place, url_of(folder)) as workshop:
        facilitator, device = workshop.facilitator(), workshop.seated("")
        table = workshop.table(1)
        table.session, table.found = copy(session), found
        table.session.round_table = None  # so that the device of a table can look at it
        for step in range(1, len(workshop.room.steps) + 1):
            facilitator.act("reveal", step=str(step))
        seen = unescape(re.sub(r"<details.*?</details>", "", device.open("/table/debrief"), flags=re.DOTALL))
        assert device.status == 200
        # A phone's page is read from the top: lists of which each item is one of many are folded under what they come to.
        many = [one.text for one in found.promises.promises] + [one.text for one in found.promises.gaps]
        many += [one.text for one in found.pockets.pockets] + [one.text for one in found.gates.ties]
        assert found.pockets.text in seen
        assert [text for text in many if text in seen] == []
        # Of a round table's pages, which have seats, this is the part that tells of them; that they show it is told elsewhere.
        views = (
            workshop.site.render("seat-views.html", views=found.seats, shared=found.shared, seat=session.place.lead)
            if found.seats
            else ""
        )
        return f"{device.text} {views}"


def in_report(session: Session, found: Debrief) -> str:
    """The report, as a page, its apostrophes as they are written and not as they are set."""
    return report.in_html(session, found).decode().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def tried_in_window(session: Session, found: Debrief, way: Tried) -> str:
    """The window's page of both lines, as assistive technology reads it."""
    table, _ = opened_in_window(session, found)
    key = way.turn, way.dilemma, way.option
    table.work.what_ifs[key] = done(tried(session, *key))
    table.window.push(OtherWay(table.window, table, *key))
    table.window.turn([])
    return " ".join(text for node in nodes(table.window) for text in (node.name, node.value, node.description))


def tried_in_terminal(session: Session, way: Tried) -> str:
    """The terminal's page, asked for by the way's number."""
    asked = [(decision.dilemma, other.option) for decision, other in ways(session, way.turn)]
    page = what_if_page.page(session, f"{way.turn} {asked.index((way.dilemma, way.option)) + 1}")
    return " ".join(page.lines(10_000))


def tried_at_joined_devices(session: Session, found: Debrief, way: Tried, folder: Path) -> dict[str, str]:
    """What a window and a terminal tell that have joined a table, before the books are opened there."""
    folder.mkdir()
    with running(session.place, url_of(folder)) as workshop:
        facilitator, device = workshop.facilitator(), joined(workshop)
        table = workshop.table(1)
        table.found, table.session = found, copy(session)
        facilitator.act("reveal", step=str(list(workshop.room.steps).index("moments") + 1))
        look(device)
        at = Table(a_window(has_motion=False), SavedShelf(3), Opened(device))
        every = Ways(at.window, at, device)
        for screen in (every, OtherWay(at.window, at, way.turn, way.dilemma, way.option)):
            screen._task.join()
            at.window.push(screen)
        at.window.turn([])
        said = [text for node in nodes(at.window) for text in (node.name, node.value, node.description)]
        asked = [(decision.dilemma, other.option) for decision, other in ways(session, way.turn)]
        typed = f"{way.turn} {asked.index((way.dilemma, way.option)) + 1}"
        page = what_if_page.page_of_joined(device, typed, lambda: None)
        return {"joined window": " ".join(said), "joined terminal": " ".join(page.lines(10_000))}


def tried_on_the_web(session: Session, found: Debrief, way: Tried, folder: Path) -> str:
    """A table's page in a workshop."""
    folder.mkdir()
    with running(session.place, url_of(folder)) as workshop:
        facilitator, device = workshop.facilitator(), workshop.seated("")
        table = workshop.table(1)
        table.found, table.session = found, copy(session)
        facilitator.act("reveal", step=str(list(workshop.room.steps).index("moments") + 1))
        device.open(f"/table/what-if/{way.turn}/{way.dilemma}/{way.option}")
        assert device.status == 200
        return device.text


@pytest.mark.parametrize("name", PLACES)
def test_another_way_is_told_with_the_same_numbers_in_every_face(name: str, tmp_path: Path) -> None:
    """Window, terminal, both of them joined, web and report give both lines of a way the same numbers and the same partings."""
    session, found = run(name)
    every = [(one.turn, one.dilemma, way.option) for one in decisions(session) for way in one.open]
    all_tried = [one for key in (every[0], every[-1]) if isinstance(one := tried(session, *key), Tried)]
    assert len(all_tried) == 2
    page = report.in_html(session, found, tried=all_tried).decode()
    is_whole(page)
    section = page[page.index('id="tried"') : page.index('id="changes"')]
    for number, way in enumerate(all_tried):
        faces = {
            "window": tried_in_window(session, found, way),
            "terminal": tried_in_terminal(session, way),
            "web": tried_on_the_web(session, found, way, tmp_path / str(number)),
            "report": section,
            **tried_at_joined_devices(session, found, way, tmp_path / f"joined-{number}"),
        }
        wanted = [plain(text).rstrip(".") for one in way.measures for text in (one.name, one.own, one.other)]
        wanted += [plain(text).rstrip(".") for one in way.partings for text in (one.title, one.when, one.own, one.other)]
        wanted.append(plain(way.label).rstrip("."))
        assert [(face, text) for face, said in faces.items() for text in wanted if text not in plain(said)] == []


@pytest.mark.parametrize("name", [*PLACES, "round table"])
def test_every_finding_is_told_in_every_face(name: str, tmp_path: Path) -> None:
    """No part of an analysis is left to one face: each tells all of them, of each place and of one that is made up."""
    session, found = run(name)
    wanted = must_tell(session, found)
    assert list(wanted) == [one.name for one in fields(Debrief)]
    faces = {
        "window": in_window(session, found),
        "terminal": in_terminal(session, found),
        "web": on_the_web(session, found, tmp_path),
        "report": in_report(session, found),
    }
    missing = [
        (face, part, text)
        for face, said in ((face, plain(text)) for face, text in faces.items())
        for part, texts in wanted.items()
        for text in texts
        if not any(plain(one).rstrip(".") in said for one in text.split("|"))
    ]
    assert missing == []
    told = [face for face, said in faces.items() if "real line" in plain(said) or "real leaders'" in plain(said)]
    assert told == (list(faces) if found.has_real else [])
