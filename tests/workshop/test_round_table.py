"""A round table in the room: seats decide unseen, all is revealed together, and nothing of one seat shows at another."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from game.core.place import Place
from game.play.record import scan
from game.play.session import Session
from game.workshop.export import archive
from tests.workshop.devices import Workshop, running, url_of
from tests.workshop.table import (
    LEAD,
    POLICE,
    SCHOOLS,
    ballots,
    came_in,
    every,
    open_round,
    options,
    ready,
    seated,
    table_of,
    take,
    vote,
)


def test_a_whole_quarter_is_decided_unseen_and_revealed_together(workshop: Workshop) -> None:
    """Seats vote, pledge, share and promise; nobody sees it before the last is ready, and then all see who did what."""
    facilitator = open_round(workshop)
    lead, police, schools = seated(workshop, LEAD, POLICE, SCHOOLS)
    assert "Read, look around" in police.text
    facilitator.act("open")
    for device, which in ((lead, 0), (police, 1), (schools, 1)):
        vote(device, which)
    police.open("/seat/pledge")
    police.send("/seat/do/pledge", share="0.5")
    police.open("/seat/sharing")
    police.send("/seat/do/share", **{"with-csc": "opens"})
    police.open("/seat/promises")
    police.send("/seat/do/give-word", to="schools", what="pledge 0.5", due="1")
    assert "You promised schools to pledge 50% of what you could move" in police.text
    schools.open("/seat/promises")
    assert "The police promised you to pledge 50% of what it could move" in schools.text
    assert "promised" not in lead.open("/seat/promises").replace("promised anything", "")
    lead.open("/seat/attention")
    lead.send("/seat/do/attend", {**lead.fields("/seat/do/attend"), "token": "listen"})
    lead.open("/seat/ready")
    assert "Two tokens left. What is not placed lapses." in lead.text
    police.open("/seat/ready")
    assert "lapses" not in police.text
    assert "You abstain" not in police.text
    for device in (lead, police):
        ready(device)
        assert device.path == "/seat"
        assert "You have decided" in device.text
    assert workshop.table().session.turn == 1
    ready(schools)
    assert schools.path == "/seat/result/1"
    assert "What all decided" in schools.text
    assert "50% of what it could move" in schools.text
    assert "opened up to" in schools.text
    assert re.search(r"The lead and \d|The lead", schools.text)
    assert workshop.table().session.decided[0][1] == [{"token": "listen"}]
    assert [promise.status for promise in table_of(workshop).promises] == ["kept"]
    assert "(kept)" in police.open("/seat/promises")
    police.open("/seat/vote/pitch")
    assert police.status == 404


def test_nothing_that_another_seat_decides_shows_at_mine(workshop: Workshop) -> None:
    """Whatever another decides, promises a third, or attends to, no byte of my responses changes until it is revealed."""
    facilitator = open_round(workshop)
    lead, police, schools = seated(workshop, LEAD, POLICE, SCHOOLS)
    facilitator.act("open")
    for device in (lead, police, schools):
        vote(device)
    lead.open("/seat/promises")
    lead.send("/seat/do/give-word", to="schools", what="words", text="I will ring you tomorrow", due="1")
    for device in (lead, police, schools):
        ready(device)
    facilitator.act("open")
    room_table, session = workshop.table(), workshop.table().session
    dilemma = ballots(police)[0]
    vote(police)
    room_table.pages.clear()
    before = every(police, f"/vote/{dilemma}", "/why/budget/1?of=10", "/why/budget/1?of=0")
    # Another seat decides and promises: the records in the log are of no concern to mine.
    vote(schools, 1)
    schools.open("/seat/pledge")
    schools.send("/seat/do/pledge", share="1")
    schools.open("/seat/sharing")
    schools.send("/seat/do/share", **{"with-csc": "holds back"})
    schools.open("/seat/promises")
    schools.send("/seat/do/give-word", to="core", what="words", text="Nobody else knows this", due="2")
    assert schools.status == 200
    lead.open("/seat/attention")
    lead.send("/seat/do/attend", {**lead.fields("/seat/do/attend"), "token": "promise"}, **{"with": "schools visit"})
    assert session.pending.tokens
    room_table.pages.clear()
    assert every(police, f"/vote/{dilemma}", "/why/budget/1?of=10", "/why/budget/1?of=0") == before
    assert "Nobody else knows this" in lead.open("/seat/promises")
    assert "Nobody else knows this" not in "".join(str(content) for _, _, content in before)


@pytest.mark.slow
def test_a_seat_may_ask_after_nothing_that_is_anothers(workshop: Workshop) -> None:
    """Another's books, backing and promises, the lead's attention and a team's pages are not to be had from a seat."""
    facilitator = open_round(workshop)
    lead, police = seated(workshop, LEAD, POLICE)
    facilitator.act("open")
    for device in (lead, police):
        vote(device)
        ready(device)
    for path in ("/table", "/table/money", "/table/attention", "/table/decide/pitch"):
        police.open(path)
        assert police.status == 403, path
    for path in ("/seat/attention", "/seat/why/budget/1?of=0.0", "/seat/why/nothing/1"):
        police.open(path)
        assert police.status == 404, path
    assert "you cannot see that" in police.open("/seat/why/cover/1?of=0")
    lead.open("/seat/pledge")
    assert lead.status == 404
    facilitator.act("open")
    lead.open("/seat/attention")
    form = {**lead.fields("/seat/do/attend"), "token": "listen"}
    police.open("/seat/pledge")
    police.send("/seat/do/attend", {**form, "form_token": police.fields("/seat/do/pledge")["form_token"]})
    assert "for the lead's seat" in police.text
    assert workshop.table().session.pending.tokens == []


def test_two_devices_decide_at_once_for_a_seat(workshop: Workshop) -> None:
    """The first is taken; the second is told, and nothing of it is done; the same request again is one event."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    facilitator.act("open")
    dilemma = ballots(police)[0]
    chosen = options(police, dilemma)
    form = police.fields("/seat/do/vote")
    police.send("/seat/do/vote", form, option=chosen[0])
    n = workshop.table().log.last
    police.send("/seat/do/vote", form, option=chosen[0])
    assert police.status == 200
    police.send("/seat/do/vote", form, option=chosen[1])
    assert police.status == 409
    assert "Another page or device of your seat has just decided" in police.text
    assert table_of(workshop).plan("met").votes == {dilemma: chosen[0]}
    assert workshop.table().log.last == n
    police.open("/seat/pledge")
    form = police.fields("/seat/do/pledge")
    for share, status in (("0.5", 200), ("0.5", 200), ("1", 409), ("7", 422)):
        police.send("/seat/do/pledge", form, share=share)
        assert police.status == status, share
    assert table_of(workshop).plan("met").pledge == 0.5
    ready(police)
    police.open("/seat/pledge")
    assert "disabled" in police.open("/seat/pledge")


@pytest.mark.slow
def test_a_mirror_sees_all_and_decides_only_when_it_takes_over(workshop: Workshop) -> None:
    """With the seat's code another device sees what the seat sees; the one that decides is told when another does."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    facilitator.act("open")
    code = re.search(r'class="code">(\d+ \d+)', police.open("/seat/devices"))
    assert code is not None
    mirror = workshop.device()
    mirror.open("/")
    mirror.send("/join", code=code[1])
    assert "Somebody decides for this seat already" in mirror.text
    mirror.send("/sit")
    assert mirror.path == "/seat"
    assert mirror.open("/seat/brief").replace("(mirror)", "")
    assert "For your eyes" in mirror.text
    dilemma = ballots(police)[0]
    chosen = options(police, dilemma)
    form = police.fields("/seat/do/vote")
    mirror.open(f"/seat/vote/{dilemma}")
    mirror.send("/seat/do/vote", option=chosen[0])
    assert mirror.status == 409
    assert "Another device decides for your seat" in mirror.text
    mirror.open("/seat/devices")
    mirror.send("/chairs/over")
    mirror.open(f"/seat/vote/{dilemma}")
    mirror.send("/seat/do/vote", option=chosen[1])
    assert mirror.status == 200
    police.send("/seat/do/vote", form, option=chosen[0])
    assert police.status == 409
    assert "Another device decides for your seat" in police.text
    assert table_of(workshop).plan("met").votes == {dilemma: chosen[1]}


@pytest.mark.slow
def test_two_who_choose_the_same_seat(workshop: Workshop) -> None:
    """The first sits there; the second is told, and chooses another; nobody joins a seat without its code."""
    open_round(workshop)
    first, second = came_in(workshop), came_in(workshop)
    take(first, POLICE)
    take(second, POLICE)
    assert second.status == 409
    assert "That seat is taken" in second.text
    assert "Taken" in second.open("/seat/chairs")
    second.open("/seat/brief")
    assert second.path == "/seat/chairs"
    take(second, SCHOOLS)
    assert second.path == "/seat"
    take(second, 99)
    assert second.status == 409
    assert table_of(workshop).seated == ["met", "schools"]


@pytest.mark.slow
def test_watching_shows_the_public_record_alone(workshop: Workshop) -> None:
    """Whoever watches sees news, seats, ties and what was revealed, and no seat's brief, books, votes or promises."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    watcher = came_in(workshop)
    watcher.send("/chairs/watch")
    assert "(watching)" in watcher.text
    facilitator.act("open")
    vote(police)
    police.open("/seat/promises")
    police.send("/seat/do/give-word", to="schools", what="words", text="Between us two", due="1")
    for path in ("", "/chairs", "/partners", "/partners/3", "/debrief"):
        watcher.open(f"/seat{path}")
        assert watcher.status == 200, path
        assert "Between us two" not in watcher.text
    for path in ("/brief", "/money", "/promises", "/pledge", "/history"):
        watcher.open(f"/seat{path}")
        assert watcher.path == "/seat", path
    ready(police)
    assert "What all decided" in watcher.open("/seat/result/1")
    assert "Between us two" not in watcher.text


def test_seats_are_handed_over_at_any_moment(workshop: Workshop) -> None:
    """A participant hands a seat back, a facilitator hands one to the stand-in, and anybody with its code takes it over again."""
    facilitator = open_round(workshop)
    police, schools = seated(workshop, POLICE, SCHOOLS)
    facilitator.act("open")
    vote(police)
    police.open("/seat/devices")
    police.send("/chairs/hand-back")
    assert police.path == "/seat/chairs"
    assert table_of(workshop).seated == ["schools"]
    facilitator.act("stand-in", "/console/table/table-1", seat="schools", table="table-1")
    schools.open("/seat")
    assert schools.path == "/seat/chairs"
    assert table_of(workshop).seated == []
    other = workshop.device()
    other.open(f"/join/{table_of(workshop).codes['met']}")
    assert "Nobody decides for this seat now" in other.text
    other.send("/sit")
    assert table_of(workshop).seated == ["met"]
    assert "Voted" in other.open("/seat")
    ready(other)
    assert workshop.table().session.turn == 2
    assert table_of(workshop).rounds[0].is_person("met")
    assert not table_of(workshop).rounds[0].is_person("schools")


@pytest.mark.slow
def test_a_server_killed_between_the_last_word_and_the_close(place: Place, tmp_path: Path) -> None:
    """Restarted, the room has every acknowledged decision and device, and closes a table whose seats were all ready."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        police, schools = seated(workshop, POLICE, SCHOOLS)
        facilitator.act("open")
        vote(police)
        police.open("/seat/promises")
        police.send("/seat/do/give-word", to="schools", what="words", text="I will ring", due="2")
        workshop.table().act(None, lambda session: _ready(session, "met"))
        plans, promises = table_of(workshop).plans, table_of(workshop).promises
        cookies = [dict(device.client.cookies) for device in (police, schools)]
    with running(place, url_of(tmp_path)) as workshop:
        assert table_of(workshop).promises == promises
        assert table_of(workshop).plans["met"] == plans["met"]
        assert table_of(workshop).seated == ["met", "schools"]
        police, schools = workshop.device(), workshop.device()
        for device, cookie in zip((police, schools), cookies, strict=True):
            device.client.cookies.update(cookie)
        assert "You have decided" in police.open("/seat") or "Say that you have decided" in police.text
        workshop.table().act(None, lambda session: _ready(session, "schools"))
        assert workshop.table().session.turn == 1
    with running(place, url_of(tmp_path)) as workshop:
        portal = workshop.server.portal
        assert portal is not None
        console = _console_of(workshop)
        portal.call(console.close_ready)
        assert workshop.table().session.turn == 2


def _ready(session: Session, seat: str) -> Any:
    assert session.round_table is not None
    return session.round_table.ready(seat, is_ready=True)


def _console_of(workshop: Workshop) -> Any:
    from game.workshop.console_seats import SeatActs

    return SeatActs(workshop.site)


@pytest.mark.slow
def test_the_log_of_a_round_table_is_a_saved_game(workshop: Workshop) -> None:
    """What an export holds of a round table replays to the same states, and the room's CSV names what seats decided."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    facilitator.act("open")
    vote(police)
    ready(police)
    portal = workshop.server.portal
    assert portal is not None
    with zipfile.ZipFile(io.BytesIO(portal.call(archive, workshop.site))) as found:
        saved = scan(found.read("tables/table-1.wholeplace"), "table-1")
        assert "vote,pitch," in found.read("seats.csv").decode("utf-8-sig")
        assert found.read("beliefs.csv").decode("utf-8-sig").count("\n") == 1
    again = Session.resumed(workshop.room.place, saved.header.seed, saved.records)
    assert again.state.digest() == workshop.table().session.state.digest()
    assert again.round_table is not None
    assert again.round_table.rounds == table_of(workshop).rounds


@pytest.mark.slow
def test_each_seats_private_view_is_opened_step_by_step(workshop: Workshop) -> None:
    """The step of the seats shows every seat's brief goals, beliefs and promises on each device, and the export holds them."""
    facilitator = open_round(workshop)
    police, schools = seated(workshop, POLICE, SCHOOLS)
    watcher = came_in(workshop)
    watcher.send("/chairs/watch")
    facilitator.act("open", all="yes")
    police.open("/seat/promises")
    police.send("/seat/do/give-word", to="schools", what="words", text="I will ring", due="1")
    while workshop.table().session.is_running:
        assert workshop.table().act(None, lambda session: session.end_turn()) is None
    titles = list(workshop.room.steps)
    assert "seats" in titles
    for number in range(1, titles.index("seats") + 1):
        facilitator.act("reveal", step=str(number))
    assert "What it believed, and what was so" not in police.open("/seat/debrief")
    assert "I will ring" not in watcher.open("/seat/debrief")
    portal = workshop.server.portal
    assert portal is not None
    portal.call(workshop.site.analyses.ready, workshop.table())
    facilitator.act("reveal", step=str(titles.index("seats") + 1))
    for device in (police, schools, watcher):
        page = device.open("/seat/debrief")
        assert device.status == 200
        assert "What it believed, and what was so" in page
        assert "I will ring" in page
        assert "not met" in page
        # What was opened last is one press away from the top, and every page of a programme that is over leads there.
        opened = dict(workshop.room.opened_steps)
        listed = re.findall(r'<li><a href="#step-(\w+)">', page)
        assert listed == list(opened)
        assert [f'id="step-{key}"' in page for key in listed] == [True] * len(listed)
        assert page.index("opened last") > page.index(f'href="#step-{listed[-1]}"')
        assert device.open("/seat/partners").count('href="/seat/debrief"') == 1
        device.open("/seat/debrief")
    assert "(your seat)" in police.text
    portal = workshop.server.portal
    assert portal is not None
    with zipfile.ZipFile(io.BytesIO(portal.call(archive, workshop.site))) as found:
        assert b"What it believed, and what was so" in found.read("tables/table-1-seats.html")
        rows = found.read("beliefs.csv").decode("utf-8-sig").splitlines()
    assert len(rows) > 20
    assert {"word", "trust"} <= {row.split(",")[3] for row in rows[1:]}


@pytest.mark.parametrize("deed", ["vote", "pledge", "share", "give-word", "judge", "ready", "dance"])
@pytest.mark.slow
def test_a_form_that_makes_no_sense_is_refused_in_words(workshop: Workshop, deed: str) -> None:
    """Nothing that a hand-made form holds brings more than a sentence, and nothing is written."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    facilitator.act("open")
    police.open("/seat/pledge")
    form = {name: value for name, value in police.fields("/seat/do/pledge").items() if name != "was"}
    n = workshop.table().log.last
    senseless: list[dict[str, str]] = [
        {},
        {"dilemma": "nothing", "option": "nothing", "share": "-1", "to": "nobody", "what": "pledge 9", "word": "x", "is": "yes"},
        {"with-met": "opens", "with-nobody": "opens", "to": "schools", "what": "vote x", "kept": "yes", "word": "1"},
        {"to": "schools", "what": "words", "text": "x" * 900, "due": "999", "with-csc": "both", "option": "abstain"},
        {"turn": "9"},
    ]
    for fields in senseless:
        answer = police.client.post(f"/seat/do/{deed}", data={**form, **fields})
        assert answer.status_code in (200, 403, 409, 422), (fields, answer.status_code)
        assert "fault of ours" not in answer.text
    assert workshop.table().log.last == n
