"""What a table writes at the questions of its debrief: kept, shown to its other devices, taken home, and forgotten."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from game.debrief.analysis import analyse
from game.play.policy import policy_named
from game.play.session import Session
from game.workshop.reflection import key_of, write, written
from tests.places.tiny import tiny
from tests.workshop.devices import Device, Workshop, running, url_of


def at_the_questions(workshop: Workshop) -> tuple[Device, str]:
    """A device whose table's programme is over and whose debrief is open, and the first question there."""
    facilitator, device, table = workshop.facilitator(), workshop.seated(""), workshop.table(1)
    table.session = Session.played(tiny(), 5, policy_named("random", tiny()))
    table.found = analyse(table.session, n_futures=2)
    device.open("/table/debrief")
    assert "Write something down" not in device.text
    for step in range(1, len(workshop.room.steps) + 1):
        facilitator.act("reveal", step=str(step))
    device.open("/table/debrief")
    return device, table.found.conversation.questions[0].text


def test_what_a_table_writes_is_kept_shown_and_taken_home(tmp_path: Path) -> None:
    """It stands on every device of the table, outlives the server, goes into report and export, and can be forgotten."""
    url = url_of(tmp_path)
    with running(tiny(), url) as workshop:
        device, question = at_the_questions(workshop)
        form = device.fields("/table/reflect")
        assert form["question"] == key_of(question)
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
        assert rows == [["table", "question", "text"], ["1", question, "Ring <her> first.\n=Then wait."]]
        assert report is None or "Ring &lt;her&gt; first." in report
    with running(tiny(), url) as workshop:
        room, table = workshop.room, workshop.table(1)
        assert written(room, table) == {question: "Ring <her> first.\n=Then wait."}
        room.forget()
        assert written(room, table) == {}
    assert b"Ring" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


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
