"""How a facilitator runs a room: a rehearsal of one's own, time-outs, going back to reading only, and what is said to tables."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from game.core.decision import Refusal
from game.core.variables import VARIABLES
from game.play.session import Session
from game.workshop import closing
from game.workshop.course import Course
from game.workshop.rows import NOTES
from game.workshop.table import close_quarter
from tests.workshop.devices import Workshop
from tests.workshop.test_console_takings import finished


def test_whoever_has_the_console_can_sit_at_a_table_as_well(workshop: Workshop) -> None:
    """A facilitator who tries a table in the same browser keeps the console, and the seat."""
    facilitator = workshop.facilitator()
    facilitator.join(workshop.room.code, "Rehearsal")
    assert facilitator.path == "/table"
    facilitator.act("open", minutes="")
    assert workshop.room.course.round == 1
    facilitator.decide()
    assert not workshop.table().session.undecided()
    facilitator.open("/")
    assert facilitator.path == "/console"


def test_a_time_out_takes_nothing_of_the_time(workshop: Workshop) -> None:
    """While the room talks the limit stands still, whatever is done to it meanwhile."""
    course, at = Course(), datetime(2026, 1, 1, 12, tzinfo=UTC)

    def take(minute: int, do: str, **more: object) -> None:
        course.take({"do": do, "at": (at + timedelta(minutes=minute)).isoformat(), **more})

    take(0, "open", round=1, until=(at + timedelta(minutes=5)).isoformat())
    take(3, "talk", note="questions")
    take(20, "talk", note="")
    assert course.until == at + timedelta(minutes=22)
    take(21, "talk", note="more")
    take(25, "pause")
    take(30, "resume")
    take(40, "talk", note="")
    assert course.until == at + timedelta(minutes=41)
    facilitator = workshop.facilitator()
    facilitator.act("open", minutes="1")
    facilitator.act("talk", text="Why?")
    workshop.room.course.until = datetime.now(UTC) - timedelta(minutes=1)
    workshop.room.course.talk_since = datetime.now(UTC) - timedelta(minutes=2)
    facilitator.act("extend", minutes="2")
    facilitator.act("talk")
    left = workshop.room.course.until - datetime.now(UTC)
    assert timedelta(minutes=2, seconds=50) < left <= timedelta(minutes=3, seconds=2)


def test_after_reading_only_the_room_goes_on_where_it_was(workshop: Workshop) -> None:
    """Back to reading only and opened again, tables decide the quarter at which they stand; a trial run's own does not count."""
    facilitator, device = workshop.facilitator(), workshop.seated()
    for _ in range(2):
        facilitator.act("open", minutes="")
        facilitator.act("close")
    workshop.seated("Rehearsal")
    facilitator.act("trial", "/console/table/table-2", table="table-2", **{"is": "yes"})
    facilitator.act("prepare")
    device.open("/table")
    assert "opens the quarter again" in device.text
    facilitator.open("/console")
    assert "Open 2010 Q4" in facilitator.text
    facilitator.act("open", minutes="")
    assert workshop.room.course.round == 3
    assert not workshop.room.course.is_own_pace
    device.decide()
    assert not workshop.table().session.undecided()


@pytest.mark.slow
def test_a_trial_run_that_is_further_or_behind_holds_up_nothing(workshop: Workshop) -> None:
    """The room's last quarter is taken back and shown, and its programme is over, whatever quarter the rehearsal was left in."""
    facilitator, trial, device = workshop.facilitator(), workshop.seated("Rehearsal"), workshop.seated("Red")
    for _ in range(2):
        facilitator.act("open")
        trial.decide()
        trial.end()
    facilitator.act("trial", "/console/table/table-1", table="table-1", **{"is": "yes"})
    facilitator.act("prepare")
    facilitator.act("hold", **{"is": "yes"})
    facilitator.act("open")
    device.decide()
    device.end()
    assert "looks at what came of it first" in device.text
    facilitator.act("show")
    assert workshop.room.course.shown == 1
    facilitator.act("undo")
    assert [workshop.table(1).turn, workshop.table(2).turn] == [3, 1]
    finished(workshop, 2, "adaptive")
    assert "Every programme is over" in facilitator.open("/console")
    assert "The programme is over" in facilitator.open("/projector")


def test_a_message_can_be_taken_back(workshop: Workshop) -> None:
    """What was said stands on the console; taken back it goes from every page, and its words from what is kept."""
    facilitator, device = workshop.facilitator(), workshop.seated("Red")
    facilitator.act("message", text="Lunch is at noon.")
    facilitator.act("message", text="Only for you.", table="table-1")
    facilitator.act("inject", inject=workshop.room.place.injects[0][0])
    facilitator.open("/console")
    assert "Lunch is at noon. all tables" in facilitator.text
    assert "Only for you. Red" in facilitator.text
    assert f"{workshop.room.place.injects[0][1]} all tables" in facilitator.text
    workshop.seated("Blue")
    for _ in range(2):
        facilitator.act("inject", table="table-2", title="Told to one", text="Twice", inject="")
    facilitator.open("/console")
    assert "Told to one Blue" in facilitator.text
    note = workshop.room.course.messages[0].note
    facilitator.act("unsay", note=note)
    device.open("/table")
    assert "Only for you." in device.text
    assert "noon" not in device.text + facilitator.text
    assert workshop.room.database.mapping(NOTES)[note] == ""
    facilitator.send("/console/do/unsay", note="another")
    assert facilitator.status == 422


def test_a_quarter_that_is_opened_while_the_last_is_being_closed_stays_open(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its limit and its decisions are its own; that of before goes last, so that a server that is killed closes the rest."""
    facilitator, _, _ = workshop.facilitator(), workshop.seated("Red"), workshop.seated("Blue")
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=9)

    def close_and_open(session: Session) -> Refusal | None:
        if workshop.room.course.round == 1:
            workshop.room.do("open", round=2, until=until.isoformat())
        return close_quarter(session)

    facilitator.act("open", minutes="5")
    monkeypatch.setattr(closing, "close_quarter", close_and_open)
    facilitator.act("close")
    assert workshop.room.course.until == until
    assert [workshop.table(one).turn for one in (1, 2)] == [2, 2]
    facilitator.act("close")
    assert [record["do"] for record in workshop.room.log.read()[1]][-3:] == ["close", "closed", "limit"]
    assert [workshop.table(one).turn for one in (1, 2)] == [3, 3]


def test_a_button_that_is_pressed_twice_goes_one_quarter(workshop: Workshop) -> None:
    """From one page, as without a script, one quarter is taken back or closed, however often the form is sent."""
    facilitator, _ = workshop.facilitator(), workshop.seated()
    facilitator.act("open", minutes="", all="yes")
    for turn in ("1", "1", "2"):
        facilitator.act("close", "/console/table/table-1", table="table-1", turn=turn)
    assert workshop.table().turn == 3
    for _ in range(2):
        facilitator.act("undo", turn="2")
    assert workshop.table().turn == 2


def test_nothing_of_an_ended_workshop_is_played_on(workshop: Workshop) -> None:
    """Neither a page of the console that was open before nor that of a table closes, undoes or lets happen anything."""
    facilitator, _ = workshop.facilitator(), workshop.seated()
    facilitator.act("open", minutes="")
    facilitator.act("close")
    before = facilitator.fields("/console/do/message")
    facilitator.act("end")
    for act, more in (("undo", {}), ("inject", {"title": "News", "text": "Late"}), ("open", {}), ("add", {"name": "Late"})):
        facilitator.send(f"/console/do/{act}", before, **more)
        assert facilitator.status == 422
        assert "Open it again first" in facilitator.text
    facilitator.open("/console/table/table-1")
    assert facilitator.page is not None
    assert "/console/do/undo" not in facilitator.page.text
    assert (workshop.table().turn, workshop.room.course.round, len(workshop.room.tables)) == (2, 1, 1)
    facilitator.open("/console")
    facilitator.act("end", **{"is": "no"})
    facilitator.act("undo")
    assert workshop.table().turn == 1


def test_the_export_tells_what_a_team_decided_from_what_was_taken_for_it(workshop: Workshop) -> None:
    """Of two teams whose quarter was closed, one had decided: its decision is its own, and the other's is the default."""
    facilitator, decided, _ = workshop.facilitator(), workshop.seated("Red"), workshop.seated("Blue")
    facilitator.act("open", minutes="")
    decided.decide()
    decided.attend("listen")
    facilitator.act("close")
    with zipfile.ZipFile(io.BytesIO(facilitator.client.get("/console/export.zip").content)) as found:
        rows = list(csv.DictReader(io.StringIO(found.read("decisions.csv").decode("utf-8-sig"))))
        levels = list(csv.DictReader(io.StringIO(found.read("levels.csv").decode("utf-8-sig"))))
        measures = list(csv.DictReader(io.StringIO(found.read("measures.csv").decode("utf-8-sig"))))
    options = [row for row in rows if row["kind"] == "dilemma"]
    assert {(row["table"], row["by_default"]) for row in options} == {("1", "no"), ("2", "yes")}
    assert [(row["table"], row["what"], row["with"]) for row in rows if row["kind"] == "attention"] == [("1", "listen", "")]
    assert {row["variable"] for row in levels} <= {*VARIABLES, "estimate"}
    assert not measures, "the books of a game that runs are closed"
