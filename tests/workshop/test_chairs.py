"""Who sits where at round tables: at the wrong one, nowhere any more, and while nobody can decide."""

from __future__ import annotations

import pytest

from tests.workshop.devices import Workshop
from tests.workshop.table import LEAD, POLICE, SCHOOLS, open_round, ready, seated, table_of, take


def test_somebody_at_the_wrong_table_goes_to_the_right_one(workshop: Workshop) -> None:
    """Every page of a seat names its table where there are several; the page of seats takes a code, and nobody is waited for."""
    facilitator = open_round(workshop)
    for name in ("Willow", "Oak"):
        facilitator.act("add", name=name)
    first, second = workshop.table(1), workshop.table(2)
    device = workshop.device()
    device.open(f"/join/{workshop.room.code}")
    device.send("/sit", table=first.id)
    take(device, POLICE)
    assert "Police, Willow" in device.text
    device.open("/seat/devices")
    device.send("/chairs/leave")
    assert table_of(workshop).seated == []
    device.send("/join", code=workshop.room.code)
    assert "Which table is yours?" in device.text
    device.send("/sit", table=second.id)
    take(device, POLICE)
    assert "Police, Oak" in device.text
    # By a seat's code he goes straight to another seat, from the page of seats too.
    device.open("/seat/chairs")
    device.send("/join", code=table_of(workshop).codes["schools"])
    device.send("/sit")
    assert "Schools, Willow" in device.text
    assert table_of(workshop, 2).seated == []
    assert table_of(workshop, 1).seated == ["schools"]


def test_a_seat_left_while_a_quarter_is_open_waits_for_its_code(workshop: Workshop) -> None:
    """It might be the last that is waited for: handed over, the quarter would close on whoever left it by mistake."""
    facilitator = open_round(workshop)
    lead, police = seated(workshop, LEAD, POLICE)
    facilitator.act("open")
    ready(lead)
    facilitator.act("pause")
    police.open("/seat/devices")
    police.send("/chairs/leave")
    assert table_of(workshop).seated == ["core", "met"]
    assert workshop.table().session.turn == 1


def test_who_has_left_a_seat_is_not_told_otherwise(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where no stand-in can be noted, since the table writes nothing more, the device has left, and reads so."""
    open_round(workshop)
    (police,) = seated(workshop, POLICE)
    police.open("/seat/devices")
    monkeypatch.setattr("game.workshop.table.MOST_RECORDS", 0)
    police.send("/chairs/leave")
    assert (police.status, police.path) == (200, "/seat/chairs")


def test_a_seat_decides_only_while_its_quarter_is_open(workshop: Workshop) -> None:
    """Before it, and when it is closed, nobody is said to decide."""
    facilitator = open_round(workshop)
    police, schools = seated(workshop, POLICE, SCHOOLS)
    assert "decides" not in police.open("/seat").partition("Who sits where")[2]
    facilitator.act("open")
    ready(schools)
    who = police.open("/seat").partition("Who sits where")[2]
    assert "has decided" in who
    assert ">decides<" in who
    ready(police)
    assert ">decides<" not in police.open("/seat")
