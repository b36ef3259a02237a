"""The facilitator's console: its key, the room's clock, injects, undo, the wall, the debrief, and what is taken home."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta

from game.core.place import Place
from game.debrief.step import STEPS as ALL_STEPS
from game.play.default import by_default
from game.workshop.course import clock
from game.workshop.status import progress
from game.workshop.table import undo_quarter
from tests.workshop.devices import Workshop, running

STEPS = [title for key, title in ALL_STEPS.items() if key != "seats"]


def test_the_console_has_a_key_of_its_own(workshop: Workshop) -> None:
    """Nobody without the key sees the console, the wall or the export, or does anything there; wrong keys run out."""
    device = workshop.seated()
    for path in ("/console", "/console/compare", "/console/table/table-1", "/console/export.zip", "/projector"):
        device.open(path)
        assert "The facilitator's console" in device.text, path
        assert "Tables" not in device.text
    form = device.fields("/console/enter")
    device.send("/console/do/open", form)
    assert device.status == 403
    assert workshop.room.course.round == 0
    for _ in range(8):
        device.send("/console/enter", {**form, "key": "wrong"})
    assert device.status == 429
    device.send("/console/enter", {**form, "key": workshop.room.facilitator_key})
    assert device.status == 429
    while workshop.site.strangers.takes("key"):
        pass  # somebody guesses, with a new cookie each time
    workshop.facilitator()  # and keeps nobody out who has the key


def test_who_knew_a_device_before_it_entered_the_key_has_neither_console_nor_seat(workshop: Workshop) -> None:
    """The device is known by another cookie from then on, and keeps the seat that it had, also where it enters the key again."""
    device, other = workshop.seated("Red"), workshop.device()
    for _ in range(2):
        other.client.cookies.clear()
        other.client.cookies.update(device.client.cookies)
        form = {"form_token": device.fields_at("/console")["form_token"]}
        device.send("/console/enter", form, key=workshop.room.facilitator_key)
        assert device.path == "/console"
        assert "The facilitator's console" in (other.open("/console"), other.text)[1]
        assert "This device has no seat" in (other.open("/table"), other.text)[1]
    assert "Red" in device.open("/table")
    assert workshop.room.devices_at(workshop.table()) == 1


def test_a_quarter_is_opened_once_however_often_the_button_is_pressed(workshop: Workshop) -> None:
    """Pressing twice opens one quarter."""
    facilitator = workshop.facilitator()
    form = facilitator.fields("/console/do/open")
    facilitator.send("/console/do/open", form, minutes="")
    facilitator.send("/console/do/open", form, minutes="")
    assert workshop.room.course.round == 1


def test_pause_stops_and_the_clock_with_it(workshop: Workshop) -> None:
    """While the room is paused nothing is decided, and what was left of the limit is left afterwards."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open", minutes="10")
    device.open("/table/attention")
    token = {**device.fields("/table/do/attend"), "token": "listen"}
    facilitator.act("pause")
    assert workshop.room.course.until is None
    assert re.search(r"Paused (10:00|9:5\d)", (facilitator.open("/projector"), facilitator.text)[1])
    device.send("/table/do/attend", token)
    assert device.status == 409
    assert "Paused" in device.text
    facilitator.act("extend", minutes="2")
    assert facilitator.status == 422
    facilitator.act("resume")
    left = workshop.room.course.until
    assert left is not None
    assert timedelta(minutes=9) < left - datetime.now(UTC) <= timedelta(minutes=10, seconds=2)
    facilitator.act("extend", minutes="5")
    assert workshop.room.course.until == left + timedelta(minutes=5)


def test_closing_a_quarter_takes_what_its_page_said_it_would(workshop: Workshop) -> None:
    """A table that has not decided gets the option marked for that; one that has is left as it is."""
    facilitator, slow, quick = workshop.facilitator(), workshop.seated("Slow"), workshop.seated("Quick")
    facilitator.act("open", minutes="5")
    quick.decide(1)
    quick.end()
    marked = by_default(workshop.table(1).session)
    for dilemma, option in marked.items():
        page = slow.open(f"/table/decide/{dilemma}")
        about = page.split(f'value="{option}"')[1].split('<div class="radio">')[0]
        assert "If time runs out first, this is taken." in about
        assert page.count("If time runs out first") == 1
    slow.attend("listen")
    facilitator.act("close")
    choices, tokens = workshop.table(1).session.decided[0]
    assert choices == marked
    assert tokens == [{"token": "listen"}]
    assert [table.turn for table in workshop.room.tables.values()] == [2, 2]
    assert workshop.room.course.until is None
    quick.open("/table")
    assert "You have ended your quarter" in quick.text
    facts = workshop.room.place.dilemmas[0]
    label = next(option.label for option in facts.options if option.id == marked[facts.id])
    for path in ("/table", "/table/result/1"):
        slow.open(path)
        assert f"Taken for you: “{label.rstrip('.')}” ({facts.title})." in slow.text, path
    facilitator.act("undo")
    slow.end()
    slow.open("/table")
    assert "You have ended your quarter" in slow.text  # this time it did


def test_the_clock_closes_the_quarter_by_itself(workshop: Workshop) -> None:
    """When time is up, tables that have not decided go on by default, with nobody pressing anything."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    facilitator.act("open", minutes="1")
    workshop.room.course.until = datetime.now(UTC) - timedelta(seconds=1)
    for _ in range(600):
        if workshop.table().turn == 2:
            break
        device.client.get("/clock")
        asyncio.run(asyncio.sleep(0.1))
    assert workshop.table().turn == 2


def test_the_last_advance_is_undone_with_its_decisions_on_the_table(workshop: Workshop) -> None:
    """Undo brings back the quarter as it stood when it was ended, at every table that had ended it, and no other."""
    facilitator, one, other = workshop.facilitator(), workshop.seated(), workshop.seated()
    facilitator.act("open")
    facilitator.act("undo")
    assert facilitator.status == 422
    one.decide()
    one.attend("listen")
    choices = dict(workshop.table(1).session.pending.choices)
    before = workshop.table(1).session.state
    one.end()
    facilitator.act("undo")
    session = workshop.table(1).session
    assert session.state == before
    assert session.pending.choices == choices
    assert session.pending.tokens == [{"token": "listen"}]
    assert workshop.table(2).log.last == 0
    other.open("/table")
    one.end()
    assert one.path == "/table/result/1"


def test_an_inject_reaches_one_table_or_all(workshop: Workshop) -> None:
    """What is thrown in is news where it was thrown, and nowhere else; own words are escaped."""
    facilitator, one, other = workshop.facilitator(), workshop.seated(), workshop.seated()
    inject, title, *_ = workshop.room.place.injects[0]
    facilitator.act("inject", "/console/table/table-1", table="table-1", inject=inject)
    assert title in (one.open("/table"), one.text)[1]
    assert title not in (other.open("/table"), other.text)[1]
    facilitator.act("inject", title="A <letter>", text="The minister & her <b>staff</b>")
    for device in (one, other):
        page = device.open("/table")
        assert "The minister & her <b>staff</b>" in device.text or "The minister &amp; her &lt;b&gt;staff&lt;/b&gt;" in page
        assert "<b>staff" not in page
    facilitator.act("inject", inject="no_such_thing")
    assert facilitator.status == 422


def test_messages_and_a_time_out(workshop: Workshop) -> None:
    """A message reaches whom it is for; during a time-out its questions stand on every page, and nothing is decided."""
    facilitator, one, other = workshop.facilitator(), workshop.seated(), workshop.seated()
    facilitator.act("open")
    facilitator.act("message", "/console/table/table-2", table="table-2", text="Look at <promises>")
    assert "Look at" not in one.open("/table")
    assert "Look at &lt;promises&gt;" in other.open("/table")
    one.open("/table/attention")
    token = {**one.fields("/table/do/attend"), "token": "listen"}
    facilitator.act("talk", text="Who is not in the room?", call="yes")
    assert "Who is not in the room?" in one.open("/table")
    assert "Who is not in the room?" in facilitator.open("/projector")
    one.send("/table/do/attend", token)
    assert one.status == 409
    facilitator.act("talk", text="")
    one.attend("listen")
    assert one.status == 200


def test_the_console_says_who_waits_for_whom(workshop: Workshop) -> None:
    """Who decides, how far they are, who waits, and since when."""
    facilitator, one, _ = workshop.facilitator(), workshop.seated("Early birds"), workshop.seated("Owls")
    before = datetime.now().astimezone()
    facilitator.act("open")
    one.decide()
    one.end()
    facilitator.open("/console")
    rows = facilitator.text
    assert "Early birds 2010 Q3 has ended its quarter and waits for the room" in rows
    assert "Owls 2010 Q2 0 of 1 dilemma decided, 3 tokens left" in rows
    assert any(f"{at:%H:}" in rows for at in (before, datetime.now().astimezone()))  # the hour may just have struck


def test_what_was_said_goes_from_the_top_when_another_quarter_is_opened(workshop: Workshop) -> None:
    """On a phone it would fill a third of every page for the rest of the day; it stays where what was said before stands."""
    facilitator, team = workshop.facilitator(), workshop.seated("A team")
    facilitator.act("open", all="yes")
    workshop.room.course.since = datetime.now(UTC) - timedelta(minutes=5)
    facilitator.act("message", text="Ten minutes, no more")
    for path in ("/table", "/table/money"):
        team.open(path)
        assert "From your facilitator" in team.text
    assert "said before" not in team.open("/table")
    workshop.room.course.since = datetime.now(UTC) + timedelta(minutes=5)
    workshop.table().pages.clear()
    assert "Ten minutes" not in team.open("/table/money")
    team.open("/table")
    assert "What your facilitator said before" in team.text
    assert "Ten minutes, no more" in team.text


def test_a_quarter_that_every_table_has_ended_closes_no_more(workshop: Workshop) -> None:
    """Nor does anything count down on the console: what it waits for is the facilitator."""
    facilitator, team = workshop.facilitator(), workshop.seated("A team")
    facilitator.act("open", minutes="10")
    facilitator.open("/console")
    assert "It closes by itself at" in facilitator.text
    team.decide()
    team.end()
    page = facilitator.open("/console")
    assert "It closes by itself at" not in facilitator.text
    assert "data-until" not in page


def test_what_the_facilitator_types_is_bounded(workshop: Workshop) -> None:
    """Numbers, texts and tables that cannot be are refused in words, and change nothing."""
    facilitator = workshop.facilitator()
    facilitator.act("open", minutes="-3")
    assert facilitator.status == 422
    facilitator.act("open", minutes="1000000")
    assert facilitator.status == 422
    facilitator.act("message", text="a" * 1001)
    assert facilitator.status == 422
    facilitator.act("message", text="hello", table="table-77")
    assert facilitator.status == 422
    facilitator.act("reveal", step="99")
    assert facilitator.status == 422
    assert workshop.room.log.last == 0


def test_a_deadline_that_passed_while_nobody_was_there_leaves_a_minute(place: Place, url: str) -> None:
    """After a crash the room is not thrown past its deadline: a minute is left to look at what is decided."""
    with running(place, url) as workshop:
        workshop.seated()
        soon = datetime.now(UTC) + timedelta(seconds=1)
        workshop.room.do("open", round=1, until=soon.isoformat())
    with running(place, url) as workshop:
        until = workshop.room.course.until
        assert until is not None
        assert until - datetime.now(UTC) > timedelta(seconds=50)
        assert workshop.table().turn == 1


def test_since_when_a_table_is_where_it_is_outlives_the_server(place: Place, url: str) -> None:
    """It is told by the table's log: of one that ended a quarter, of one that has ended none, of one that was set back."""
    with running(place, url) as workshop:
        facilitator, one, _ = workshop.facilitator(), workshop.seated("One"), workshop.seated("Two")
        facilitator.act("open", all="yes")
        one.decide()
        one.end()
        began = workshop.table(1).since
        before = [workshop.table(number).since for number in (1, 2)]
    with running(place, url) as workshop:
        assert [workshop.table(number).since for number in (1, 2)] == before
        workshop.table(1).act(None, undo_quarter)
        assert workshop.table(1).since >= began
        before = [workshop.table(number).since for number in (1, 2)]
    with running(place, url) as workshop:
        assert [workshop.table(number).since for number in (1, 2)] == before


def test_a_table_decides_since_its_quarter_was_opened(workshop: Workshop) -> None:
    """Not since it ended the one before: what it waited for the room was not its own time."""
    workshop.seated("One")
    table, course = workshop.table(), workshop.room.course
    table.log.since = datetime.now(UTC) - timedelta(minutes=20)
    assert progress(workshop.room, table).since == clock(table.since)
    workshop.facilitator().act("open")
    assert course.since is not None
    assert progress(workshop.room, table).since == clock(course.since) != clock(table.since)
