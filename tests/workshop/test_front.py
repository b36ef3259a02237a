"""The door to several processes: a table's devices all go to one process, with nothing read of what they send."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest

from game.core.place import Place
from game.workshop import front
from game.workshop.database import Database
from game.workshop.front import Front, Whereabouts, handed, process_of
from game.workshop.keys import COOKIE, new_key
from game.workshop.room import Room
from tests.workshop.devices import url_of
from tests.workshop.process import Server
from tests.workshop.senders import fields, until


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket that listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


@pytest.fixture
def channels() -> Iterator[list[tuple[socket.socket, socket.socket]]]:
    """What leads to each of two processes: the door's end, and theirs."""
    pairs = [socket.socketpair() for _ in range(2)]
    for pair in pairs:
        for one in pair:
            one.settimeout(0)
    yield pairs
    for pair in pairs:
        for one in pair:
            one.close()


def _turned(door: Front, pairs: list[tuple[socket.socket, socket.socket]], number: int) -> socket.socket:
    """The connection that the door hands to one of the processes."""
    for _ in range(200):
        door.turn([ours for ours, _ in pairs], 0.02)
        found = handed(pairs[number][1])
        if found is not None:
            return found
    raise AssertionError


def test_all_of_a_table_go_to_one_process() -> None:
    """Its devices, and each seat of a round table; the console's is the first, and who holds nothing may go to any."""
    holders = ("table-7", "table-7/3", "table-7/3m", "table-7/o")
    assert {process_of(one, 3) for one in holders} == {1}
    assert {process_of(f"table-{number}", 3) for number in range(1, 4)} == {0, 1, 2}
    assert process_of("facilitator", 3) == 0
    assert process_of("", 3) is None


def test_the_door_knows_a_device_by_its_cookie(place: Place, tmp_path: Path) -> None:
    """Where a device sits is known soon after it sat down, and nothing of a cookie that nobody here has signed."""
    room = Room.opened(Database(url_of(tmp_path), is_shared=True), place, 5)
    table, key = room.seat(""), new_key()
    room.hand(key, table.id)
    which = Whereabouts(room.database, room.keyring, 2)
    asked = f"GET /table HTTP/1.1\r\nHost: a\r\ncookie: other=1; {room.keyring.cookie}={{}}; {COOKIE}=another; more=2\r\n\r\n"
    for _ in range(6_000):
        if which(asked.format(room.keyring.seal(key)).encode()) is not None:
            break
        time.sleep(0.01)
    assert which(asked.format(room.keyring.seal(key)).encode()) == 1
    assert which(asked.format(room.keyring.seal(new_key())).encode()) is None
    assert which(asked.format(f"{key}.forged").encode()) is None
    assert which(b"\xff\x00") is None
    which.close()
    room.database.close()


def test_a_connection_is_handed_over_whole(listening: socket.socket, channels: list[tuple[socket.socket, socket.socket]]) -> None:
    """The process it goes to reads every byte that was sent, the first among them, and answers on the same connection."""
    door = Front(listening, lambda head: int(head[-1:]))
    for number in (1, 0, 1):
        with socket.create_connection(listening.getsockname()) as device:
            device.sendall(b"for process %d" % number)
            found = _turned(door, channels, number)
            assert found.recv(100) == b"for process %d" % number
            found.sendall(b"answer")
            assert device.recv(100) == b"answer"
            found.close()
    door.close()


def test_who_says_nothing_is_let_in_and_who_has_gone_is_not(
    listening: socket.socket, channels: list[tuple[socket.socket, socket.socket]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A silent connection goes to any process after a moment; where a process has died, its devices wait for the next."""
    monkeypatch.setattr(front, "PATIENCE", 0.05)
    door = Front(listening, lambda _: 0)
    with socket.create_connection(listening.getsockname()) as silent:
        found = _turned(door, channels, 1)
        silent.sendall(b"late")
        found.settimeout(60)
        assert found.recv(100) == b"late"
        found.close()
    channels[0][1].close()
    with socket.create_connection(listening.getsockname()) as device:
        device.sendall(b"anything")
        for _ in range(5):
            door.turn([ours for ours, _ in channels], 0.02)
        fresh = socket.socketpair()
        fresh[1].settimeout(0)
        found = _turned(door, [fresh, channels[1]], 0)
        assert found.recv(100) == b"anything"
        for one in (found, *fresh):
            one.close()
    door.close()


def _is_kept(client: httpx2.Client) -> bool:
    return "close" not in [client.get("/table").headers.get("connection") for _ in range(2)]


@pytest.mark.slow
def test_a_device_that_has_sat_down_stays_with_its_process(tmp_path: Path) -> None:
    """Every device's connection is kept once it has a seat: it came to the process that keeps its table."""
    server = Server(tmp_path, more=("--processes", "2"))
    try:
        clients = [httpx2.Client(base_url=server.address, headers={"origin": server.address}, timeout=20) for _ in range(6)]
        for client in clients:
            page = client.get(f"/join/{server.code.replace(' ', '')}")
            client.post("/sit", data={**fields(page.text, "/sit"), "name": ""}, follow_redirects=True)
        for client in clients:
            # On a connection that is older than its seat, perhaps, and before the door knows of the seat.
            assert until(partial(_is_kept, client))
            answers = [client.get("/table/attention") for _ in range(3)]
            assert [answer.status_code for answer in answers] == [200] * 3
            assert "close" not in [answer.headers.get("connection") for answer in answers]
            client.close()
    finally:
        server.stop()
