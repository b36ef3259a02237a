"""Several processes behind one workshop: what one acknowledges every other shows, and of two that decide at once one wins."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx2
import pytest

from game.core.decision import Refusal
from game.core.place import Place
from game.play.session import Session
from game.translation import say, speak
from game.translation.catalogue import PSEUDO, VARIABLE, choose
from game.workshop import closing
from game.workshop.database import Database
from game.workshop.exclusion import alone
from game.workshop.feed import Clock, Feed
from game.workshop.live import Line, Live
from game.workshop.presence import GONE_AFTER
from game.workshop.reflection import version_at
from game.workshop.room import Room
from game.workshop.sitting import Sitting
from game.workshop.table import close_quarter
from tests.workshop.devices import Device, Workshop, running
from tests.workshop.postgresql import cluster
from tests.workshop.process import Server
from tests.workshop.senders import go_on, kept, opened, seated, until
from tests.workshop.table import came_in, open_round

_NOT_KEPT = re.compile("could not write it down|cannot be read")


@pytest.fixture
def both(place: Place, url: str) -> Iterator[tuple[Workshop, Workshop]]:
    """Two servers of one workshop."""
    with running(place, url, is_shared=True) as one, running(place, url, is_shared=True) as other:
        yield one, other


def test_what_one_acknowledges_every_other_shows(both: tuple[Workshop, Workshop]) -> None:
    """A table, its devices, its decisions and the facilitator's acts are there at the other server with the next request."""
    one, other = both
    assert one.room.code == other.room.code
    mine, facilitator = one.seated("Us"), other.facilitator()
    facilitator.act("open")
    mine.decide()
    mine.attend("listen")
    there = other.device()
    there.client.cookies.update(mine.client.cookies)
    assert _page(there, "/table/attention") == _page(mine, "/table/attention")
    assert "Us" in there.text
    there.attend("rest")
    assert _page(mine, "/table/attention") == _page(there, "/table/attention")
    there.end()
    assert there.path == "/table/result/1"
    assert _page(mine, "/table/result/1") == _page(there, "/table/result/1")
    assert one.table().session.state == other.table().session.state
    facilitator.act("message", text="Five minutes more")
    assert "Five minutes more" in (mine.open("/table") and mine.text)
    other.seated("They")
    one.device().open("/")
    assert [table.id for table in one.room.tables.values()] == ["table-1", "table-2"]


def test_open_pages_at_another_server_are_told(both: tuple[Workshop, Workshop]) -> None:
    """What is decided at one server is taken in at the other without anybody asking, and its open lines are told."""
    one, other = both
    mine, facilitator = one.seated(), one.facilitator()
    facilitator.act("open")
    there = other.device()
    there.client.cookies.update(mine.client.cookies)
    there.open("/table")
    table, before = other.table(), other.room.version(other.table())
    other.site.live.opened(Line(other.site.live, 1, "", table.id, lambda: "", None, ""))
    mine.decide()
    assert until(lambda: other.room.version(table) != before)
    assert table.session.pending.choices == one.table().session.pending.choices


def test_a_table_that_is_renamed_is_told_wherever_its_seats_are(both: tuple[Workshop, Workshop]) -> None:
    """A round table's new name is on the pages of its devices with the next line that they are told, at either server."""
    one, other = both
    open_round(one)
    watchers = [came_in(one), came_in(other)]
    for watcher in watchers:
        watcher.send("/chairs/watch")
    for n, name in enumerate(("Willow", "Oak")):
        before = [re.findall(r'data-version="([^"]*)"', watcher.open("/seat")) for watcher in watchers]
        one.room.rename(one.table(), name) if n else other.room.rename(other.table(), name)
        for workshop, watcher, (version,) in zip(both, watchers, before, strict=True):
            sitting = workshop.room.sitting(workshop.room.keyring.open(watcher.client.cookies[workshop.room.keyring.cookie]))
            assert sitting is not None
            assert until(partial(_differs, workshop, sitting, version))
            assert f"{name} (watching)" in (watcher.open("/seat") and watcher.text)


def _differs(workshop: Workshop, at: Sitting, version: str) -> bool:
    return version_at(workshop.room, at) != version


def test_one_wins_across_servers_and_a_retry_at_another_is_one_event(both: tuple[Workshop, Workshop]) -> None:
    """The second of two devices is told; the same request sent to both servers is acknowledged by both and written once."""
    one, other = both
    mine, facilitator = one.seated(), one.facilitator()
    facilitator.act("open")
    mine.decide()
    there = other.device()
    there.client.cookies.update(mine.client.cookies)
    mine.open("/table/attention")
    there.open("/table/attention")
    form, late = mine.fields("/table/do/attend"), there.fields("/table/do/attend")
    before = one.table().log.last
    mine.send("/table/do/attend", {**form, "token": "listen"})
    there.send("/table/do/attend", {**form, "token": "listen"})
    assert (mine.status, there.status) == (200, 200)
    there.send("/table/do/attend", {**late, "token": "rest"})
    assert there.status == 409
    assert "Another device at your table" in there.text
    assert one.table().log.last == other.table().log.last == before + 1


def test_who_sits_down_at_two_servers_in_the_same_moment_waits_for_the_other(
    both: tuple[Workshop, Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One form makes one table, two teams do not take one name, and no table has more devices than it holds."""
    one, other = both
    _have_a_slow_disk(monkeypatch)
    here, there = one.device(), other.device()
    here.open("/")
    there.client.cookies.update(here.client.cookies)
    assert _at_once([here, there], "/sit", code=one.room.code, name="Once") == [303, 303]
    assert _at_once([one.device(), other.device()], "/sit", code=one.room.code, name="Alike") == [303, 422]
    monkeypatch.setattr("game.workshop.room.MOST_DEVICES", 2)
    there.open("/table")
    assert _at_once([one.device(), other.device()], "/sit", code=other.table().code, name="") == [303, 409]
    assert [len(room.tables) for room in (one.room, other.room)] == [2, 2]


@pytest.mark.slow
def test_two_that_come_to_a_round_table_at_two_servers_meet_there(
    both: tuple[Workshop, Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first two of a room sit at one round table, and of two who take the same seat one has it and the other sees nothing."""
    one, other = both
    _have_a_slow_disk(monkeypatch)
    one.facilitator().act("kind", kind="round")
    here, there = one.device(), other.device()
    assert _at_once([here, there], "/sit", code=one.room.code) == [303, 303]
    assert _at_once([here, there], "/chairs/take", seat="1") == [303, 409]
    here.open("/seat")
    (table,) = one.room.round_tables.values()
    assert [len(one.room.in_seat(table, 1, role)) for role in ("decides", "mirrors")] == [1, 0]


def _have_a_slow_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    hold = Room._hold

    def slowly(self: Room, device: str, holder: str) -> None:
        time.sleep(0.02)
        hold(self, device, holder)

    monkeypatch.setattr(Room, "_hold", slowly)


def _at_once(devices: list[Device], path: str, **typed: str) -> list[int]:
    """The statuses of a form that these send in the same moment, the lowest first."""

    def send(device: Device) -> int:
        return device.client.post(path, data={**forms[device], **typed}, follow_redirects=False).status_code

    forms = {device: device.fields_at(f"/join/{typed['code']}" if "code" in typed else "/seat/chairs") for device in devices}
    with ThreadPoolExecutor(len(devices)) as senders:
        return sorted(senders.map(send, devices))


def test_a_process_that_seats_many_lets_others_in_between(tmp_path: Path) -> None:
    """Whoever waits for a process with a crowd before its door has a turn after a few of them, and not after the last."""
    database, n_seated = Database(f"sqlite:///{tmp_path / 'workshop.db'}", is_shared=True), 0

    def crowd() -> None:
        nonlocal n_seated
        while n_seated < 300:
            with alone(database):
                time.sleep(0.01)  # as the disk may take
                n_seated += 1

    with ThreadPoolExecutor(1) as elsewhere:
        seated = elsewhere.submit(crowd)
        assert until(lambda: n_seated > 0)
        asked = n_seated
        with alone(database):
            meanwhile, n_seated = n_seated - asked, 300
        seated.result()
    assert meanwhile < 20
    database.close()


def test_two_that_write_the_same_number_are_told_apart_by_the_database(place: Place, url: str) -> None:
    """Where a server has not looked, the database refuses its line; it takes in what came first, and says so."""
    first, second = (Room.opened(Database(url, is_shared=True), place, 5) for _ in range(2))
    first.seat("")
    second.take_in(is_room=True, has_changed=True, streams=["table-1"])
    tables = [room.tables["table-1"] for room in (first, second)]
    assert tables[0].act("a", lambda session: session.attend({"token": "listen"})) is None
    refused = tables[1].act("b", lambda session: session.attend({"token": "rest"}))
    assert refused is not None
    assert refused.code == "just_now"
    assert tables[1].session.pending == tables[0].session.pending
    assert tables[1].act("a", lambda session: session.attend({"token": "listen"})) is None
    assert len(tables[1].session.pending.tokens) == 1
    rooms = (first, second)
    assert sorted(rooms[number % 2].seat("").number for number in range(6)) == [2, 3, 4, 5, 6, 7]
    for room in rooms:
        room.database.close()


def test_a_quarter_closes_also_where_somebody_decides_at_that_very_moment_elsewhere(
    both: tuple[Workshop, Workshop], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is placed through another process just before counts, and the table does not stay behind without a limit."""
    one, other = both
    one.seated("Us")
    facilitator = one.facilitator()
    facilitator.act("open", minutes="5")
    other.device().open("/")
    decided: list[Refusal | None] = []

    def close_behind(session: Session) -> Refusal | None:
        if not decided:
            decided.append(other.table().act(None, lambda there: there.attend({"token": "listen"})))
        return close_quarter(session)

    monkeypatch.setattr(closing, "close_quarter", close_behind)
    facilitator.act("close")
    assert facilitator.status == 200
    assert decided == [None]
    assert one.table().turn == 2
    assert len(one.table().session.decided[-1][1]) == 1
    assert list(one.room.course.closed["table-1"]) == [1]
    assert one.room.course.until is None


def test_a_feed_tells_each_event_once_and_one_process_keeps_the_clock(url: str) -> None:
    """What was written is told once, in both directions; the clock is one process's until it lets go."""
    databases = [Database(url, is_shared=True) for _ in range(2)]
    feeds = [Feed(database) for database in databases]
    assert [feed.has_grown() and feed.look() for feed in feeds] in ([False, False], [({}, False), ({}, False)])
    for n in range(3):
        databases[n % 2].append("table-1", n, b"line")
    for feed in feeds:
        assert feed.has_grown()
        assert feed.look() == ({"table-1": 2}, False)
        assert not feed.has_grown()
    databases[0].forget()
    assert feeds[1].has_grown()
    assert feeds[1].look() == ({}, True)
    clocks = [Clock(database) for database in databases]
    assert [clock.is_ours() for clock in (*clocks, *clocks)] == [True, False, True, False]
    clocks[0].close()
    assert clocks[1].is_ours()
    for feed in feeds:
        feed.close()
    for clock, database in zip(clocks, databases, strict=True):
        clock.close()
        database.close()


def test_what_is_written_while_a_server_begins_reaches_it(place: Place, url: str) -> None:
    """A table that another server seats between a server's reading the room and its first answer is there at both."""
    Room.opened(Database(url, is_shared=True), place, 5).database.close()
    early, late = (Room.opened(Database(url, is_shared=True), place, 5) for _ in range(2))
    table = late.seat("")
    feed = Feed(early.database, early.since)
    assert feed.has_grown()
    streams, has_changed = feed.look()
    early.take_in(is_room="room" in streams, has_changed=has_changed, streams=streams)
    assert early.by_code(table.code) is not None
    feed.close()
    for room in (early, late):
        room.database.close()


@pytest.mark.slow
def test_processes_behind_one_address_are_killed_and_lose_nothing(tmp_path: Path) -> None:
    """Three processes answer at one address; one that is killed is started again, and all that was acknowledged is there."""
    server = Server(tmp_path, more=("--processes", "3"))
    opened(server)
    senders = seated(server, 4)
    for _ in range(3):
        assert go_on(senders)
        server.kill_one()
    server.kill()
    server.start()
    assert "with 4 tables" in server.told
    assert go_on(senders)
    for sender in senders:
        sender.end()
    assert server.stop(signal.SIGTERM) == -signal.SIGTERM
    for sender, records in zip(senders, kept(f"sqlite:///{tmp_path / 'workshop.db'}", 4), strict=True):
        assert [record["do"] for record in records] == sender.acknowledged
        assert len(sender.acknowledged) > 3


@pytest.mark.slow
def test_two_servers_go_on_when_postgresql_is_restarted(tmp_path: Path) -> None:
    """While it is down a device is told that nothing was decided; afterwards both servers go on, and nothing is lost or twice."""
    with cluster() as database:
        url = f"{database.address}postgres"
        servers = [Server(tmp_path, url) for _ in range(2)]
        assert servers[0].code == servers[1].code
        opened(servers[0])
        senders = [one for server in servers for one in seated(server, 2)]
        assert go_on(senders)
        database.stop()
        assert until(lambda: any(_NOT_KEPT.search(said) for sender in senders for said in sender.refused))
        database.start()
        assert go_on(senders)
        for sender in senders:
            sender.end()
        for server in servers:
            server.kill()
        found = [[record["do"] for record in records] for records in kept(url, 4)]
        assert sorted(found) == sorted(sender.acknowledged for sender in senders)


def _page(device: Device, path: str) -> str:
    """A page, but for the marks by which one server knows its own versions of it."""
    return re.sub(r' data-(version|shown)="[^"]*"', "", device.open(path))


def test_pages_that_are_open_anywhere_are_counted(both: tuple[Workshop, Workshop]) -> None:
    """The console says how many pages of a table are open at all servers, and not those of one that is silent, or was killed."""
    one, other = both
    for workshop, number in ((other, 1), (other, 2), (one, 3)):
        workshop.site.live.opened(Line(workshop.site.live, number, f"{number}", "table-1", lambda: "", None, ""))
    other.site.presence.once()
    one.site.presence._n_said, one.site.presence._heard = 0, {}  # as when it has just begun
    one.site.presence.once()
    assert one.site.presence.n_open("table-1") == 1  # whoever said it may be gone since yesterday
    other.site.presence.once()
    one.site.presence.once()
    assert one.site.presence.n_open("table-1", "table-2") == 3
    name = other.site.presence._name
    value, at = one.site.presence._heard[name]
    one.site.presence._heard[name] = value, at - GONE_AFTER
    other.site.presence._name = "open:another"
    one.site.presence.once()
    assert one.site.presence.n_open("table-1") == 1


def test_pages_are_counted_while_others_open() -> None:
    """The thread that counts goes on when the one that answers opens a line in the midst of it."""
    live = Live()

    class Opening(set[Line]):
        def __len__(self) -> int:
            live._lines["another"] = set()
            return super().__len__()

    live._lines["table-1"] = Opening([Line(live, 1, "a device", "table-1", lambda: "", None, "")])
    assert live.counts() == {"table-1": 1}


@pytest.mark.slow
def test_every_process_speaks_the_language_of_the_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told in the terminal, and each page, whichever process answers, is in the language that was chosen."""
    monkeypatch.setenv(VARIABLE, "")
    try:
        choose(PSEUDO)
        server = Server(tmp_path, more=("--processes", "2"))
        try:
            assert say("You, and nobody else, open the console:") in server.told
            for _ in range(6):
                with httpx2.Client(base_url=server.address, timeout=20) as client:  # a connection of its own
                    assert say("Join the workshop") in client.get("/").text
        finally:
            assert server.stop() == 130
    finally:
        speak(None)
