"""What if on the web: a table goes back to any of its own decisions, and the room is not slowed by it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from copy import copy
from functools import cache
from pathlib import Path

import pytest

from game.core.decision import Refusal
from game.debrief import elsewhere
from game.debrief.analysis import Debrief, analyse
from game.debrief.rewind import Tried, decisions, tried
from game.play.policy import policy_named
from game.play.session import Session
from game.play.wire import Garbled
from game.workshop import joining, rewinding
from game.workshop.rewinding import MOST_WAITING, STEP, Rewinding, Waiting
from tests.places.laboratory import laboratory
from tests.places.tiny import tiny
from tests.workshop.devices import Device, Workshop, running, url_of
from tests.workshop.joined import joined, look
from tests.workshop.test_leaks import disturb


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A workshop with two tables whose programmes are over, and nothing opened."""
    with running(laboratory(), url_of(tmp_path)) as found:
        for number, line in enumerate(("cede", "random"), 1):
            found.seated(f"Team {number}")
            table = found.table(number)
            # What was found first, so that the server does not begin to look for it.
            table.found, table.session = debriefed(line), copy(run(line))
        yield found


@cache
def run(line: str) -> Session:
    """A game that a line of play played to its end."""
    return Session.played(laboratory(), 5, policy_named(line, laboratory()))


@cache
def debriefed(line: str) -> Debrief:
    """Its debrief, under as few futures as there can be."""
    return analyse(run(line), n_futures=2, n_token_futures=0)


def opened(workshop: Workshop) -> None:
    """Lets the facilitator open the debrief as far as what hung on each decision."""
    facilitator = workshop.facilitator()
    facilitator.act("reveal", step=str(list(workshop.room.steps).index(STEP) + 1))


def at(workshop: Workshop, number: int = 1) -> Device:
    """A device at a table."""
    device = workshop.device()
    device.join(workshop.table(number).code)
    return device


def ways(device: Device, most: int | None = None) -> list[str]:
    """The addresses of the ways that a device finds, from the list of decisions on: at all of these, or at so many."""
    pages = re.findall(r'href="(/table/what-if/\d+/\w+)"', device.open("/table/what-if"))[:most]
    return [way for page in pages for way in re.findall(rf'href="({page}/\w+)"', device.open(page))]


@pytest.mark.slow
def test_a_table_sees_both_lines_of_every_other_way(workshop: Workshop) -> None:
    """From the debrief every way that was on offer can be reached by links alone, and is told with the numbers of `tried`."""
    opened(workshop)
    device, session = at(workshop), workshop.table().session
    assert 'href="/table/what-if"' in device.open("/table/debrief")
    asked = {(one.turn, one.dilemma, way.option) for one in decisions(session) for way in one.open}
    found = {(int(turn), dilemma, option) for _, _, _, turn, dilemma, option in (one.split("/") for one in ways(device))}
    assert found == asked
    for turn, dilemma, option in sorted(asked)[:3]:
        told = tried(session, turn, dilemma, option)
        assert isinstance(told, Tried)
        device.open(f"/table/what-if/{turn}/{dilemma}/{option}")
        assert device.status == 200
        assert " ".join(told.text.split()) in device.text
        for one in told.measures:
            assert f"{one.name} {one.own} {one.other} " in device.text
        for line in (told.own, told.other):
            assert f"{100 * line.series['trust'][1]:.0f} of 100" in device.text


@pytest.mark.slow
def test_it_opens_with_its_step_and_only_after_the_game(workshop: Workshop) -> None:
    """Before its step is open, in a game that runs, and without a seat, there is nothing, and nothing is played."""
    device, session = at(workshop), workshop.table().session
    first = decisions(session)[0]
    paths = ["/table/what-if", f"/table/what-if/1/{first.dilemma}", f"/table/what-if/1/{first.dilemma}/{first.open[0].option}"]
    for path in paths:
        page = device.open(path)
        assert (device.status, first.open[0].label in page) == (404, False)
    opened(workshop)
    assert [workshop.device().client.get(path).status_code for path in paths] == [403] * 3
    assert workshop.table().tried == {}
    assert [device.client.get(path).status_code for path in paths] == [200] * 3
    workshop.table().session = Session(laboratory(), 5)
    workshop.table().pages.clear()
    workshop.table().tried.clear()
    assert [device.client.get(path).status_code for path in paths] == [404] * 3
    assert workshop.table().tried == {}


@pytest.mark.slow
def test_a_joined_device_tries_another_way(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing before its step is open, then to the bit what the game gives; where it takes its time, it is asked for again."""
    session, device = workshop.table().session, joined(workshop, code=workshop.table(1).code)
    first = decisions(session)[0]
    key = first.turn, first.dilemma, first.open[0].option
    for found in (elsewhere.decisions(device), elsewhere.tried(device, *key)):
        assert isinstance(found, Refusal)
        assert found.found == "Your facilitator has not opened that yet."
    assert (elsewhere.is_open(device), workshop.table().tried) == (False, {})
    opened(workshop)
    look(device)
    assert elsewhere.is_open(device)
    assert elsewhere.decisions(device) == decisions(session)
    monkeypatch.setattr(joining, "LONGEST", 0.0)
    asked: list[int] = []
    assert elsewhere.tried(device, *key, between=lambda: asked.append(1)) == tried(session, *key)
    assert len(asked) > 1
    assert isinstance(elsewhere.tried(device, first.turn, first.dilemma, "nothing"), Refusal)
    assert isinstance(elsewhere.tried(device, first.turn, "no/thing", "../seen"), Refusal)


def test_what_a_workshop_would_not_send_of_another_way_is_refused() -> None:
    """A measure that there is not, lines that cannot be drawn, numbers that are none, and decisions of another place."""
    session = run("cede")
    first = decisions(session)[0]
    found = tried(session, first.turn, first.dilemma, first.open[0].option)
    assert isinstance(found, Tried)
    sent = json.dumps(elsewhere.written_tried(found))
    assert elsewhere.read_tried(sent.encode()) == found
    end = repr(found.own.headline["trust"])
    for wrong in (
        sent.replace('"trust"', '"thrust"'),
        sent.replace(f'"trust": {end}', '"trust": NaN', 1),
        sent.replace(f'"{found.own.dates[0]}", ', "", 1),
        sent.replace(f'"turn": {found.turn}', '"turn": "1"', 1),
        sent[:-1],
    ):
        assert wrong != sent
        with pytest.raises(Garbled):
            elsewhere.read_tried(wrong.encode())
    taken = json.dumps(elsewhere.written_decisions(decisions(session)))
    assert elsewhere.read_decisions(taken.encode(), laboratory()) == decisions(session)
    with pytest.raises(Garbled):
        elsewhere.read_decisions(taken.encode(), tiny())


def test_what_makes_no_sense_is_told_and_not_played(workshop: Workshop) -> None:
    """A quarter, a dilemma and an option that there are not give a page that says so."""
    opened(workshop)
    device, first = at(workshop), decisions(workshop.table().session)[0]
    for path in ("99/x/y", f"0/{first.dilemma}/x", "1/nothing/x", f"1/{first.dilemma}/nothing"):
        device.open(f"/table/what-if/{path}")
        assert device.status == 404
        assert "Nothing is here" in device.text


@pytest.mark.slow
def test_nothing_of_another_table_changes_a_byte(workshop: Workshop) -> None:
    """Whatever another table played, and all that is hidden in it, a table's pages are the same."""
    opened(workshop)
    device = at(workshop)
    pages = ways(device, 1)[:2]
    paths = ["/table/what-if", "/table/ways", *pages, *(page.replace("what-if", "tried") for page in pages)]
    before = [device.client.get(path).content for path in paths]
    assert not any(b"Team 2" in page for page in before)
    other = workshop.table(2)
    disturb(other.session, other.session.place.lead)
    other.session = copy(run("cede"))
    for table in workshop.room.tables.values():
        table.pages.clear()
        table.tried.clear()
    assert [device.client.get(path).content for path in paths] == before


def test_a_room_plays_one_way_at_a_time(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever all tables ask for at once, one way is played at a time, each once; a table that asks for too many is told."""
    opened(workshop)
    n_now, most, played = 0, 0, []

    def counted(session: Session, *key: object) -> str:
        nonlocal n_now, most
        n_now, most = n_now + 1, max(most, n_now + 1)
        played.append((id(session), *key))
        n_now -= 1
        return "played"

    monkeypatch.setattr(rewinding, "tried", counted)
    queue, tables = Rewinding(workshop.site), [workshop.table(1), workshop.table(2)]

    async def all_at_once() -> list[object]:
        asked = [{"turn": 1, "dilemma": "d", "option": f"o{number // 2}"} for number in range(2 * MOST_WAITING)]
        return list(await asyncio.gather(*(queue.play(table, one) for table in tables for one in asked), return_exceptions=True))

    assert workshop.server.portal is not None
    answers = workshop.server.portal.call(all_at_once)
    assert most == 1
    assert len(played) == len(set(played)) >= 2
    assert [type(one) for one in answers].count(Waiting) == 2 * MOST_WAITING
    assert all(table.tried for table in tables)


def test_a_game_that_went_back_forgets_its_ways(workshop: Workshop) -> None:
    """When a quarter is taken back, no way that was tried in the game that was is shown of the one that is."""
    opened(workshop)
    device, table = at(workshop), workshop.table()
    table.session = Session.played(laboratory(), 5, policy_named("cede", laboratory()))
    device.open(ways(device, 1)[0])
    assert table.tried
    turn = table.session.turn
    table.session.back(table.session.last_turn_played)
    table._moved_from(turn)
    assert table.tried == {}
