"""A server that is killed under load, again and again: what was acknowledged is there, in order, at every table."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play.session import Session
from tests.places.shipped import shipped
from tests.workshop.postgresql import cluster
from tests.workshop.process import Server
from tests.workshop.senders import SeatSender, go_on, kept, opened, seated

N_TABLES = 6
N_KILLS = 5
SEATS = (5, 7, 10)
"""Seats of Barnet that have something to pledge."""


@pytest.mark.slow
def test_kills_under_load_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Each table's log holds exactly what its device was told is decided, each thing once, whatever was sent again."""
    server = Server(tmp_path)
    opened(server)
    senders = seated(server, N_TABLES)
    for _ in range(N_KILLS):
        assert go_on(senders)
        server.kill()
        server.start()
        assert f"with {N_TABLES} tables" in server.told
        assert "Record" not in server.told
    assert go_on(senders)
    for sender in senders:
        sender.end()
    server.kill()
    for sender, records in zip(senders, kept(f"sqlite:///{tmp_path / 'workshop.db'}", N_TABLES), strict=True):
        assert len(sender.acknowledged) > N_KILLS
        assert [record["do"] for record in records] == sender.acknowledged


@pytest.mark.slow
def test_kills_under_load_lose_nothing_of_a_round_table(tmp_path: Path) -> None:
    """The log of one table holds exactly what each of its seats was told is decided, in its order, each thing once."""
    server = Server(tmp_path, more=("--round-table",))
    opened(server)
    senders = [SeatSender(server, seat) for seat in SEATS]
    for sender in senders:
        sender.start()
    for _ in range(3):
        assert go_on(senders)
        server.kill()
        server.start()
        assert "with 1 table" in server.told
        assert "Record" not in server.told
    assert go_on(senders)
    for sender in senders:
        sender.end()
    server.kill()
    _as_acknowledged(f"sqlite:///{tmp_path / 'workshop.db'}", senders)


@pytest.mark.slow
def test_a_round_table_over_several_processes_on_postgresql_loses_nothing(tmp_path: Path) -> None:
    """Its process is killed, one of the others, and then all at once; each seat's log holds what the seat was told is decided."""
    with cluster() as database:
        url = f"{database.address}postgres"
        server = Server(tmp_path, url, more=("--round-table", "--processes", "2"))
        opened(server)
        senders = [SeatSender(server, seat) for seat in SEATS]
        for sender in senders:
            sender.start()
        for which in (1, 0):  # first the one that keeps the table
            assert go_on(senders)
            server.kill_one(which)
            assert go_on(senders)
        server.kill()
        server.start()
        assert "with 1 table" in server.told
        assert go_on(senders)
        for sender in senders:
            sender.end()
        assert server.stop() == 130
        _as_acknowledged(url, senders)


def _as_acknowledged(url: str, senders: list[SeatSender]) -> None:
    """The log of the only table holds what each seat was told is decided, in its order, each thing once."""
    (records,) = kept(url, 1)
    place = shipped("barnet")
    session = Session.resumed(place, 5, records)
    for sender in senders:
        seat = place.agency_ids[sender.seat]
        pledged = [f"{record['share']:g}" for record in records if record["do"] == "pledge" and record["seat"] == seat]
        assert len(sender.acknowledged) > 3
        assert pledged == sender.acknowledged
        assert session.round_table is not None
        assert session.round_table.is_seated(seat)
