"""Where tables parted: decision by decision, which table took which option."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.debrief.step import ASKS, MADE_UP, STEPS
from game.workshop.table import close_quarter
from tests.places.shipped import shipped
from tests.places.tiny import tiny
from tests.workshop.devices import running, url_of


def test_the_facilitator_sees_which_table_took_what(tmp_path: Path) -> None:
    """Compare tables tells each decision with who took which option and for whom the closing took it; no trial run is there."""
    with running(shipped("barnet"), url_of(tmp_path)) as workshop:
        facilitator = workshop.facilitator()
        one, two, trial = (workshop.seated(name) for name in ("One", "Two", "Tried"))
        facilitator.act("trial", "/console/table/table-3", table="table-3", **{"is": "yes"})
        facilitator.act("open")
        one.decide(0)
        two.decide(1)
        trial.decide(2)
        for device in (one, two, trial):
            device.end()
        workshop.seated("Late")
        facilitator.act("close")
        facilitator.open("/console/compare")
        told = facilitator.text
        labels = [option.label.rstrip(".") for option in workshop.room.place.dilemmas[0].options]
        assert f"{labels[0]} : 1 One" in told
        assert f"{labels[1]} : 2 Two" in told
        assert "4 Late (not decided when it closed)" in told
        assert "they parted" in told
        assert "Tried" not in told
        assert "What each table decided" not in facilitator.open("/projector")


def test_the_wall_asks_something_at_every_step(tmp_path: Path) -> None:
    """Each step has its question on the wall and in the console; what tables decided is there once all are over."""
    place = tiny()
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = workshop.facilitator()
        workshop.seated("A")
        workshop.seated("B")
        facilitator.act("open", all="yes")
        table = workshop.table(1)
        while table.session.is_running:
            assert table.act(None, close_quarter) is None
        titles = list(workshop.room.steps)
        facilitator.act("reveal", step=str(titles.index("moments") + 1))
        assert "Decision" not in facilitator.open("/projector")  # a table still plays
        while workshop.table(2).session.is_running:
            chosen = {one.id: one.options[-1].id for one in place.dilemmas}
            for dilemma, option in chosen.items():
                workshop.table(2).session.choose(dilemma, option)
            assert workshop.table(2).act(None, lambda session: session.end_turn()) is None
        assert "Decision" in facilitator.open("/projector")
        for number, key in enumerate(titles, 1):
            facilitator.act("reveal", step=str(number))
            for path in ("/projector", "/console"):
                facilitator.open(path)
                asked = MADE_UP if key == "really" else ASKS.get(key, STEPS[key])
                assert asked in facilitator.text, (key, path)


@pytest.mark.slow
def test_a_wall_with_many_tables_names_each_once(tmp_path: Path) -> None:
    """Beside what was taken stand names where a room has few tables; where it has many, numbers, and names above them once."""
    place = tiny()
    with running(place, url_of(tmp_path)) as workshop:
        facilitator = workshop.facilitator()
        for n in range(1, 10):
            workshop.seated(f"Name {n}")
        facilitator.act("open", all="yes")
        for n in range(1, 10):
            table = workshop.table(n)
            while table.session.is_running:
                if n % 2:
                    assert table.act(None, close_quarter) is None
                else:
                    for one in place.dilemmas:
                        table.session.choose(one.id, one.options[-1].id)
                    assert table.act(None, lambda session: session.end_turn()) is None
        facilitator.act("reveal", step=str([*workshop.room.steps].index("moments") + 1))
        facilitator.open("/projector")
        assert [facilitator.text.count(f"{n} Name {n}") for n in range(1, 10)] == [1] * 9
        assert ": 2 , 4 , 6 , 8 " in facilitator.text
        for n in (8, 9):
            facilitator.act("trial", f"/console/table/table-{n}", table=f"table-{n}", **{"is": "yes"})
        facilitator.open("/projector")
        assert ": 2 Name 2; 4 Name 4; 6 Name 6 " in facilitator.text


def test_a_time_out_after_the_end_is_on_every_page(tmp_path: Path) -> None:
    """Also where the programme is over, what a time-out asks stands on the table's page and on that of its debrief."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator, team = workshop.facilitator(), workshop.seated("Over")
        facilitator.act("open", all="yes")
        while workshop.table(1).session.is_running:
            assert workshop.table(1).act(None, close_quarter) is None
        facilitator.act("talk", text="What did you see?", call="yes")
        assert "What did you see?" in team.open("/table")
        assert "What did you see?" in team.open("/table/debrief")


def test_held_pages_say_which_of_them_was_asked_for(tmp_path: Path) -> None:
    """While results are held back, the row of pages marks the page that one is on."""
    with running(tiny(), url_of(tmp_path)) as workshop:
        facilitator, team = workshop.facilitator(), workshop.seated("Held")
        facilitator.act("open")
        facilitator.act("hold", **{"is": "yes"})
        assert workshop.table(1).act(None, close_quarter) is None
        for path in ("/table", "/table/money", "/table/partners", "/table/history", "/table/promises"):
            assert f'href="{path}" aria-current="page"' in team.open(path)


def test_paper_says_what_an_option_brings(tmp_path: Path) -> None:
    """The sheet for when devices fail says of each option what the screen says of it, and of attention what it does."""
    with running(shipped("barnet"), url_of(tmp_path)) as workshop:
        workshop.seated("Paper")
        facilitator = workshop.facilitator()
        facilitator.open("/console/paper")
        for option in workshop.room.place.dilemmas[0].options:
            assert " ".join(option.text.split()).replace("\u2019", "'") in facilitator.text
        assert "see a partner; the others notice that you did not see them" in facilitator.text
