"""What a facilitator takes from the console: the debrief step by step, the comparison, the export, the paper; and forgetting."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from game.core.place import Place
from game.debrief.step import STEPS as ALL_STEPS
from game.play.policy import Memory, policy_named
from game.play.record import scan
from game.play.session import Session
from tests.workshop.devices import Device, Workshop, running, url_of
from tests.workshop.table import LEAD, POLICE, seated

STEPS = [title for key, title in ALL_STEPS.items() if key != "seats"]


def finished(workshop: Workshop, number: int, policy: str) -> None:
    """Plays a table to its end, as a policy would, by the same way a page does."""
    table = workshop.table(number)
    place = table.session.place
    from game.core.decision_words import to_words

    who, memory = policy_named(policy, place), Memory(place.parameters)

    def quarter(session: Session) -> None:
        choices, tokens = to_words(place, who.decide(session.view(), session.state.seeds, memory))
        refused = [session.choose(one, option) for one, option in choices.items()]
        refused += [session.attend(token) for token in tokens]
        assert not any([*refused, session.end_turn()])

    while table.session.is_running:
        table.act(None, quarter)
    workshop.site.live.tell(table.id)


@pytest.mark.slow
def test_the_debrief_opens_step_by_step_and_all_can_be_taken_home(place: Place, tmp_path: Path) -> None:
    """Each step shows what it names and no more; the export proves itself; forgetting leaves no name anywhere on the disk."""
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = workshop.facilitator()
        devices = [workshop.seated(name) for name in ("Ada's table", "=Bob()", "Trial")]
        facilitator.act("open", all="yes")
        for number, policy in enumerate(("history", "adaptive", "cede"), 1):
            finished(workshop, number, policy)
        facilitator.act("trial", "/console/table/table-3", table="table-3", **{"is": "yes"})
        first = devices[0]
        first.open("/table/debrief")
        assert "opens it step by step" in first.text
        seen = [step for step in STEPS if step in first.text]
        assert seen == []
        assert "The programme is over" in facilitator.open("/projector")
        portal = workshop.server.portal
        assert portal is not None
        portal.call(workshop.site.analyses.ready, workshop.table(1))
        for number in range(1, len(STEPS) + 1):
            facilitator.act("reveal", step=str(number))
            page = first.open("/table/debrief")
            assert first.status == 200
            assert all(step in page for step in STEPS[1:number])
            assert not any(step in page for step in STEPS[number:])
            facilitator.open("/projector")
            asked = [place.texts["questions"][phase][0] for phase in ("describe", "analyse", "apply")]
            assert facilitator.page is not None
            assert all((one in facilitator.text) == (STEPS[number - 1] == ALL_STEPS["questions"]) for one in asked)
            is_compared = STEPS[number - 1] == ALL_STEPS["compare"]
            assert ('<div class="compared">' in facilitator.page.text) == is_compared
        compared = first.open("/table/compare")
        assert "Ada\u2019s table" in compared
        assert "Trial" not in compared
        facilitator.act("message", text="Well, that was that.")
        export = facilitator.client.get("/console/export.zip")
        _check_export(export.content, place)
        facilitator.act("end")
        assert (first.open("/table"), first.text.count("The workshop has ended"))[1] == 1
        facilitator.act("end", **{"is": "no"})  # it was ended by mistake
        assert "The workshop has ended" not in first.open("/table")
        facilitator.act("end")
        facilitator.act("forget")
        assert facilitator.status == 422
        facilitator.act("forget", sure="yes")
        assert workshop.room.devices == {}
        assert (first.open("/table"), first.status)[1] == 403
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for name in (b"Ada", b"Bob", b"that was that"):
        assert name not in left
    with closing(sqlite3.connect(tmp_path / "workshop.db")) as database:
        assert database.execute("select count(*) from event").fetchone()[0] > 150


def _check_export(content: bytes, place: Place) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        names = set(found.namelist())
        assert {"tables/table-1.wholeplace", "tables/table-2.wholeplace", "room.wholeplace"} <= names
        assert "tables/table-3.wholeplace" not in names
        assert "tables/table-3.html" not in names
        if find_spec("matplotlib"):
            assert "Ada\u2019s table" in found.read("tables/table-1.html").decode()
        for number in (1, 2):
            saved = scan(found.read(f"tables/table-{number}.wholeplace"), "saved")
            assert saved.damage == ""
            again = Session.resumed(place, saved.header.seed, saved.records)
            assert again.is_over
        tables = list(csv.DictReader(io.StringIO(found.read("tables.csv").decode("utf-8-sig"))))
        assert [row["name"] for row in tables] == ["Ada's table", "'=Bob()"]
        decisions = list(csv.DictReader(io.StringIO(found.read("decisions.csv").decode("utf-8-sig"))))
        assert {row["table"] for row in decisions} == {"1", "2"}
        assert {int(row["turn"]) for row in decisions} == set(range(1, place.turns + 1))
        measures = list(csv.DictReader(io.StringIO(found.read("measures.csv").decode("utf-8-sig"))))
        for number in (1, 2):
            saved = scan(found.read(f"tables/table-{number}.wholeplace"), "saved")
            again = Session.resumed(place, saved.header.seed, saved.records)
            told = {row["measure"]: row for row in measures if (row["table"], row["turn"]) == (str(number), "end")}
            assert again.headline() == {name: float(row["value"]) for name, row in told.items()}
            ending = again.ending()
            assert {row["ending"] for row in told.values()} == {ending.id if ending is not None else ""}


def test_tables_are_compared_as_they_see_themselves(workshop: Workshop) -> None:
    """The comparison holds a row a table, with the numbers of its own seat."""
    facilitator: Device = workshop.facilitator()
    workshop.seated("One")
    workshop.seated("Two")
    facilitator.open("/console/compare")
    assert facilitator.text.count("One 80 of 100") == 1
    assert "Sharing across the partnership" in facilitator.text


def test_forgetting_leaves_the_decisions_and_no_name(place: Place, url: str) -> None:
    """After it no table has a name and no device a seat, and every game is as it was; the facilitator's key still opens."""
    with running(place, url) as workshop:
        facilitator, device = workshop.facilitator(), workshop.seated("Ada's table")
        facilitator.act("open")
        device.decide()
        choices = dict(workshop.table().session.pending.choices)
        facilitator.act("forget", sure="yes")
    with running(place, url) as workshop:
        assert workshop.room.names == workshop.room.devices == workshop.room.notes == {}
        assert workshop.table().session.pending.choices == choices
        workshop.facilitator().open("/console")


def test_the_quarter_can_be_printed_for_when_devices_fail(workshop: Workshop, place: Place) -> None:
    """A sheet a team with everything it can decide; of a round table one a seat, with what that seat may know and no more."""
    facilitator = workshop.facilitator()
    owls = workshop.seated("Owls")
    facilitator.act("open", all="yes")
    facilitator.open("/console/paper")
    first = place.dilemmas[workshop.table().session.open_dilemmas()[0]]
    for said in ("Owls", first.title, *(option.label for option in first.options), "What, and with whom:"):
        assert " ".join(said.split()) in facilitator.text, said
    assert owls.open("/console/paper").count('class="sheet"') == 0
    facilitator.act("kind", kind="round")
    facilitator.act("add", name="Round")
    _, police = seated(workshop, LEAD, POLICE)
    police.open("/seat/pledge")
    police.send("/seat/do/pledge", share="0.5")
    told = facilitator.open("/console/paper")
    assert told.count('class="sheet"') == 3
    sheets = told.split('<section class="sheet">')[2:]
    assert ["Pledge to the pot" in one for one in sheets] == [False, True]
    assert ["What, and with whom:" in one for one in sheets] == [True, False]
    before = [one.partition("Code to come back")[0] for one in sheets]
    assert "The lead" in before[0]
    assert "Police" in before[1]
