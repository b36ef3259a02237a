"""How a facilitator runs a room: a rehearsal of one's own, time-outs, going back to reading only, and what is said to tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from game.workshop.course import Course
from game.workshop.rows import NOTES
from tests.workshop.devices import Workshop
from tests.workshop.test_console import finished


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
    note = workshop.room.course.messages[0].note
    facilitator.act("unsay", note=note)
    device.open("/table")
    assert "Only for you." in device.text
    assert "noon" not in device.text + facilitator.text
    assert workshop.room.database.mapping(NOTES)[note] == ""
    facilitator.send("/console/do/unsay", note="another")
    assert facilitator.status == 422
