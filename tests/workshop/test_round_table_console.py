"""Round tables from the facilitator's side: convened, looked after, closed, previewed and shown."""

from __future__ import annotations

import pytest

from tests.workshop.devices import Workshop
from tests.workshop.table import HOUSING, POLICE, SCHOOLS, open_round, ready, seated, table_of, take, vote


@pytest.mark.slow
def test_the_console_sees_who_has_decided_and_forces_a_round(workshop: Workshop) -> None:
    """The facilitator sees who of which seat is ready, and not what is decided; closing takes each seat's own default."""
    facilitator = open_round(workshop)
    police, schools, housing = seated(workshop, POLICE, SCHOOLS, HOUSING)
    facilitator.act("open")
    vote(police)
    ready(police)
    page = facilitator.open("/console/table/table-1")
    assert "1 of 3 seats ready; still to decide: Schools, Housing" in facilitator.text
    assert facilitator.text.count("nobody there") == 3  # these devices have no page open
    assert "has decided" in page
    assert "0 of 1 voted" in facilitator.text
    facilitator.open("/projector")
    assert "1 of 3 seats have decided" in facilitator.text
    assert "you abstain" in schools.open("/seat")
    schools.open("/seat/pledge")
    schools.send("/seat/do/pledge", share="0.75")
    facilitator.act("close", "/console/table/table-1", table="table-1")
    session = workshop.table().session
    assert session.turn == 2
    facilitator.open("/projector")
    assert "1 of 1 table has ended the quarter" in facilitator.text
    assert "seats have decided" not in facilitator.text
    last = table_of(workshop).rounds[-1]
    assert last.plans["schools"].pledge == 0.75
    assert last.plans["hous"].is_empty
    assert "by default" in housing.open("/seat/result/1")
    facilitator.act("undo", "/console/table/table-1", table="table-1")
    assert workshop.table().session.turn == 1
    assert table_of(workshop).plan("schools").pledge == 0.75
    assert "Voted" in police.open("/seat")


def test_the_console_says_how_many_seats_are_taken_before_the_first_quarter(workshop: Workshop) -> None:
    """A facilitator opens the quarter when all sit down, and sees that at each table."""
    facilitator = open_round(workshop)
    police, _ = seated(workshop, POLICE, SCHOOLS)
    facilitator.open("/console")
    assert "gets ready; 2 seats taken" in facilitator.text
    police.open("/seat/devices")
    police.send("/chairs/leave")
    facilitator.open("/console")
    assert "gets ready; 1 seat taken" in facilitator.text


def test_results_are_previewed_and_then_shown(workshop: Workshop) -> None:
    """With results held back the facilitator reads what came of a quarter; no table sees anything of it until it is shown."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    facilitator.act("kind", kind="teams")
    team = workshop.seated("A team")
    facilitator.act("hold", **{"is": "yes"})
    facilitator.act("open")
    vote(police)
    ready(police)
    team.decide()
    team.end()
    facilitator.open("/console/table/table-1")
    assert "What all decided" in facilitator.text
    for device, base in ((police, "/seat"), (team, "/table")):
        for path in ("", "/partners", "/money", "/promises", "/result/1", "/history", "/why/energy/1"):
            device.open(f"{base}{path}")
            assert "looks at what came of it first" in device.text, (base, path)
            assert "What all decided" not in device.text
            assert "2010 Q3" not in device.text
    facilitator.act("show")
    assert "What all decided" in police.open("/seat/result/1")
    assert "What came of" in team.open("/table/result/1")


@pytest.mark.slow
def test_a_table_becomes_a_round_table_before_it_begins(workshop: Workshop) -> None:
    """A team that has decided nothing can be made a round table, and its devices choose seats; one that has cannot."""
    facilitator = workshop.facilitator()
    one, other = workshop.seated("One"), workshop.seated("Other")
    facilitator.act("convene", "/console/table/table-1", table="table-1")
    one.open("/table")
    assert one.status == 403
    one.open("/")
    assert one.path == "/seat/chairs"
    facilitator.act("open")
    other.decide()
    form = facilitator.fields("/console/do/open")
    facilitator.send("/console/do/convene", form, table="table-2")
    assert facilitator.status == 422
    assert "decided something already" in facilitator.text
    joiner = workshop.device()
    joiner.open(f"/join/{workshop.table(1).code}")
    joiner.send("/sit")
    assert joiner.path == "/seat/chairs"


@pytest.mark.slow
def test_several_round_tables_in_a_room(workshop: Workshop) -> None:
    """With one table the room's code leads to it; with several one chooses; sitting down again at one's table changes nothing."""
    facilitator = open_round(workshop)
    (police,) = seated(workshop, POLICE)
    facilitator.act("add", name="The second")
    assert "The second" in facilitator.open("/console")
    other = workshop.device()
    other.open(f"/join/{workshop.room.code}")
    assert "Which table is yours?" in other.text
    other.send("/sit", {"form_token": other.fields("/sit")["form_token"], "code": workshop.room.code, "table": "table-2"})
    assert other.path == "/seat/chairs"
    take(other, POLICE)
    assert table_of(workshop, 2).seated == ["met"]
    police.open(f"/join/{workshop.table(1).code}")
    police.send("/sit")
    assert police.path == "/seat"
