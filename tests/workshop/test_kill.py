"""A server that is killed under load, again and again: what was acknowledged is there, in order, at every table."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.workshop.process import Server
from tests.workshop.senders import kept, opened, seated

N_TABLES = 6
N_KILLS = 5


@pytest.mark.slow
def test_kills_under_load_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Each table's log holds exactly what its device was told is decided, each thing once, whatever was sent again."""
    server = Server(tmp_path)
    opened(server)
    senders = seated(server, N_TABLES)
    for _ in range(N_KILLS):
        time.sleep(1.0)
        server.kill()
        server.start()
        assert f"with {N_TABLES} tables" in server.told
        assert "Record" not in server.told
    time.sleep(0.5)
    for sender in senders:
        sender.end()
    server.kill()
    for sender, records in zip(senders, kept(f"sqlite:///{tmp_path / 'workshop.db'}", N_TABLES), strict=True):
        assert len(sender.acknowledged) > N_KILLS
        assert [record["do"] for record in records] == sender.acknowledged
