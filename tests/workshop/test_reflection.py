"""What a table writes at the questions of its debrief: kept, shown to its other devices, taken home, and forgotten."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from game.core.place import Place
from game.debrief.analysis import analyse
from game.play.joined import Joined, OpenedGame
from game.play.policy import policy_named
from game.play.record import scan
from game.play.session import Session
from game.workshop.reflection import key_of, to_take_home, write, written
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny
from tests.workshop.devices import Device, Workshop, running, url_of
from tests.workshop.joined import joined, look
from tests.workshop.table import open_round, seated


def at_the_questions(workshop: Workshop, place: Place | None = None) -> tuple[Device, str]:
    """A device whose table's programme is over and whose debrief is open, and the first question there."""
    facilitator, device, table = workshop.facilitator(), workshop.seated(""), workshop.table(1)
    place = place or tiny()
    table.session = Session.played(place, 5, policy_named("random", place))
    table.found = analyse(table.session, n_futures=2)
    device.open("/table/debrief")
    assert "Write something down" not in device.text
    for step in range(1, len(workshop.room.steps) + 1):
        facilitator.act("reveal", step=str(step))
    device.open("/table/debrief")
    return device, table.found.conversation.questions[0].text


def key_in(workshop: Workshop) -> list[str]:
    """What the questions of the first table's debrief are found by."""
    found = workshop.table(1).found
    return list(found.conversation.asked) if found is not None else []


def test_what_was_written_before_questions_had_keys_is_still_at_its_question(tmp_path: Path) -> None:
    """A note of an older server is shown, and written on in its place; from then on it is found in any language."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        device, question = at_the_questions(workshop)
        room, table = workshop.room, workshop.table(1)
        key = key_in(workshop)[0]
        room.keep(f"{table.id}.{key_of(question)}", json.dumps({"question": question, "text": "Long ago."}))
        table.pages.clear()
        assert "<p>Long ago.</p>" in device.open("/table/debrief")
        device.send("/table/reflect", text="Today.")
        assert written(room, table) == {question: "Today."}
        assert written(room, table).at("Beth welsoch chi?", key) == "Today."
        assert [one for one in room.notes if one.startswith(f"{table.id}.")] == [f"{table.id}.{key_of(question)}"]
        assert write(room, table, "Beth welsoch chi?", "Heddiw.", key_of("Today."), key=key) is None
        assert "<p>Heddiw.</p>" in device.open("/table/debrief")
        assert to_take_home(room, table) == [("", question, "Heddiw.", key)]


@pytest.mark.slow
def test_what_a_table_writes_is_kept_shown_and_taken_home(tmp_path: Path) -> None:
    """It stands on every device of the table, outlives the server, goes into report and export, and can be forgotten."""
    url = url_of(tmp_path)
    with running(tiny(), url) as workshop:
        device, question = at_the_questions(workshop)
        form = device.fields("/table/reflect")
        assert form["question"] in key_in(workshop)
        device.send("/table/reflect", form, text="Ring <her> first.\r\n=Then wait.")
        assert (device.status, device.path) == (200, "/table/debrief")
        other = workshop.device()
        other.join(workshop.table().code)
        page = other.open("/table/debrief")
        assert "<p>Ring &lt;her&gt; first.</p>" in page
        facilitator = workshop.facilitator()
        with zipfile.ZipFile(io.BytesIO(facilitator.client.get("/console/export.zip").content)) as found:
            rows = list(csv.reader(io.StringIO(found.read("reflections.csv").decode("utf-8-sig"))))
            report = found.read("tables/table-1.html").decode() if "tables/table-1.html" in found.namelist() else None
        assert rows == [["table", "seat", "question", "text"], ["1", "", question, "Ring <her> first.\n=Then wait."]]
        assert report is None or "Ring &lt;her&gt; first." in report
    with running(tiny(), url) as workshop:
        room, table = workshop.room, workshop.table(1)
        assert written(room, table) == {question: "Ring <her> first.\n=Then wait."}
        room.forget()
        assert written(room, table) == {}
    assert b"Ring" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.slow
def test_the_other_questions_are_folded_until_something_stands_at_one(tmp_path: Path) -> None:
    """The few questions stand open on the page, the others in a fold, which is open where something was written in it."""
    with running(laboratory(), url_of(tmp_path)) as workshop:
        device, _ = at_the_questions(workshop, laboratory())
        found = workshop.table(1).found
        assert found is not None
        last = found.conversation.further[-1]
        before, fold, after = device.open("/table/debrief").partition('<details id="further">')
        assert fold
        assert all(f'id="q-{one.key}"' in before for one in found.conversation.first)
        assert all(f'id="q-{one.key}"' in after for one in found.conversation.further)
        assert write(workshop.room, workshop.table(1), last.text, "So it was.", key_of(""), key=last.key) is None
        workshop.table(1).pages.clear()
        assert '<details id="further" open>' in device.open("/table/debrief")


def test_two_devices_lose_nothing_to_one_another(tmp_path: Path) -> None:
    """The second that writes at a question is told what the first wrote, and still has its own words in the field."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        device, question = at_the_questions(workshop)
        form = device.fields("/table/reflect")
        device.send("/table/reflect", form, text="The first.")
        page = device.send("/table/reflect", form, text="The second.")
        assert device.status == 422
        assert "Another device at your table has written at this question meanwhile." in device.text
        assert ">\nThe second.</textarea>" in page
        assert "<p>The first.</p>" in page
        assert written(workshop.room, workshop.table()) == {question: "The first."}
        again = device.fields("/table/reflect")
        device.send("/table/reflect", again, text="Both.")
        assert written(workshop.room, workshop.table()) == {question: "Both."}


def test_what_cannot_be_kept_stays_in_the_field(tmp_path: Path) -> None:
    """Too long a text, a question that is not asked and a form of nobody's are refused, and nothing is written."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        device, question = at_the_questions(workshop)
        form = device.fields("/table/reflect")
        device.send("/table/reflect", form, text="a" * 1_501)
        assert device.status == 422
        assert "a" * 1_501 in device.text
        device.send("/table/reflect", {**form, "question": "no-such"}, text="Where?")
        assert device.status == 422
        device.send("/table/reflect", {}, text="Who?")
        assert device.status == 403
        stranger = workshop.device()
        stranger.send("/table/reflect", form, text="Not mine.")
        assert stranger.status == 403
        assert written(workshop.room, workshop.table()) == {}
        workshop.room.do("end")
        refused = write(workshop.room, workshop.table(), question, "Late.", key_of(""))
        assert refused is not None
        assert refused.code == "over"


def a_round_table_at_its_questions(workshop: Workshop) -> tuple[Device, Device, Device, str]:
    """The facilitator and two seats of a round table whose programme is over and whose questions are open, and the first."""
    facilitator = open_round(workshop)
    one, other = seated(workshop, 0, 1)
    facilitator.act("open", all="yes")
    while workshop.table().session.is_running:
        facilitator.act("close")
    table = workshop.table()
    table.found = analyse(table.session, n_futures=2)
    for step in range(1, len(workshop.room.steps) + 1):
        facilitator.act("reveal", step=str(step))
    return facilitator, one, other, table.found.conversation.questions[0].text


def wrote(device: Device, text: str, **more: str) -> None:
    """Writes at the first question of the debrief."""
    device.open("/seat/debrief")
    device.send("/seat/reflect", text=text, **more)
    assert (device.status, device.path) == (200, "/seat/debrief"), device.text


@pytest.mark.slow
def test_a_seat_writes_for_itself_until_it_shows_it(tmp_path: Path) -> None:
    """No other seat, nobody who watches and no file has what a seat wrote; what it shows all have; all of it can be forgotten."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator, one, other, question = a_round_table_at_its_questions(workshop)
        watcher = workshop.device()
        watcher.open(f"/join/{workshop.room.code}")
        watcher.send("/sit")
        watcher.send("/chairs/watch")
        before = [device.open("/seat/debrief") for device in (other, watcher)]
        assert "Write something down" not in watcher.text
        wrote(one, "Mine alone.")
        assert "Mine alone." in one.open("/seat/debrief")
        assert [device.open("/seat/debrief") for device in (other, watcher)] == before

        def taken_home() -> tuple[list[list[str]], str, Session]:
            with zipfile.ZipFile(io.BytesIO(facilitator.client.get("/console/export.zip").content)) as found:
                rows = list(csv.reader(io.StringIO(found.read("reflections.csv").decode("utf-8-sig"))))
                log = scan(found.read("tables/table-1.wholeplace"), "table-1")
                pages = [found.read(name).decode() for name in found.namelist() if name.endswith(".html")]
            assert "Mine alone." not in "".join(pages)
            return rows[1:], "".join(pages), Session.resumed(tiny(), log.header.seed, log.records)

        rows, _, game = taken_home()
        assert (rows, game.round_table.reflections if game.round_table else None) == ([], {})
        wrote(one, "For all <of us>.", shared="yes")
        assert "<p>For all &lt;of us&gt;.</p>" in other.open("/seat/debrief")
        assert "For all" in watcher.open("/seat/debrief")
        wrote(other, "So do I.", shared="yes")
        rows, pages, game = taken_home()
        ids = tiny().agency_ids
        assert rows == [["1", ids[0], question, "For all <of us>."], ["1", ids[1], question, "So do I."]]
        assert not pages or "For all &lt;of us&gt;." in pages or "tables/table-1.html" not in pages
        assert game.round_table is not None
        assert game.round_table.reflections == {ids[0]: {question: "For all <of us>."}, ids[1]: {question: "So do I."}}
        workshop.room.forget()
        assert b"For all" not in facilitator.client.get("/console/export.zip").content
    assert b"For all" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_joined_seat_reads_what_is_open_and_writes_there(tmp_path: Path) -> None:
    """Step by step as the facilitator opens them and no more; what is written there is the seat's own until it is shown."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator = open_round(workshop)
        ids = tiny().agency_ids
        one, other = joined(workshop, ids[0]), joined(workshop, ids[1])
        facilitator.act("open", all="yes")
        while workshop.table().session.is_running:
            facilitator.act("close")
        workshop.table().found = analyse(workshop.table().session, n_futures=2)
        titles = list(workshop.room.steps.values())
        for step in range(len(titles)):
            look(one)
            assert [part.title for part in one.steps] == titles[:step]
            assert all(part.pieces for part in one.steps)
            facilitator.act("reveal", step=str(step + 1))
        look(one)
        look(other)
        question = next(piece.text for piece in one.steps[-1].pieces if piece.kind == "question")
        assert one.reflect("What nobody asks", "Anything") is not None
        assert one.reflect(question, "Mine alone.") is None
        assert written_at(one, question) == "Mine alone."
        look(other)
        assert "Mine alone." not in repr(other.now)
        game = one.opened()
        assert isinstance(game, OpenedGame)
        assert game.reflections == {question: "Mine alone."}
        key = next(piece.key for piece in one.steps[-1].pieces if piece.kind == "question")
        assert game.reflections.at("Beth welsoch chi?", key) == "Mine alone."
        assert game.reflect("Beth welsoch chi?", "For all.", key=key, is_shared=True) is None
        assert game.reflections.at("Beth welsoch chi?", key) == "For all."
        assert game.reflect("What nobody asks", "Anything") is not None
        assert "Anything" not in game.reflections.values()
        look(other)
        assert "For all." in repr(other.now)


def written_at(session: Joined, question: str) -> str:
    """What a joined device has written at a question."""
    return next(piece.written for step in session.steps for piece in step.pieces if piece.text == question)
