"""A server that is killed under load, again and again: what was acknowledged is there, in order, at every table."""

from __future__ import annotations

import re
import threading
import time
from html import unescape
from pathlib import Path

import httpx2
import pytest

from game.workshop.database import Database
from game.workshop.stream import Stream
from tests.workshop.process import Server

N_TABLES = 6
N_KILLS = 5


class Sender(threading.Thread):
    """A table's device that decides as fast as it is acknowledged, and notes what was; where the line breaks, it sends again."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.acknowledged: list[str] = []
        self.is_done = False
        self.client = httpx2.Client(base_url=server.address, headers={"origin": server.address}, timeout=10)
        page = self.client.get(f"/join/{server.code.replace(' ', '')}")
        page = self.client.post("/sit", data={**_fields(page.text, "/sit"), "name": ""}, follow_redirects=True)
        assert page.url.path == "/table"

    def run(self) -> None:
        """Places a token and takes it back, over and over."""
        while not self.is_done:
            page = self._asked("GET", "/table/attention", None)
            for act in ("take-back", "attend"):
                fields = _fields(page, f"/table/do/{act}")
                if fields:
                    self._asked("POST", f"/table/do/{act}", {**fields, "token": "listen"} if act == "attend" else fields)
                    self.acknowledged.append({"take-back": "take_back"}.get(act, act))
                    break

    def _asked(self, method: str, path: str, data: dict[str, str] | None) -> str:
        """Asks until there is an answer: the same request again where the line breaks."""
        while True:
            try:
                answer = self.client.request(method, path, data=data)
            except httpx2.TransportError:
                time.sleep(0.05)
                continue
            assert answer.status_code in (200, 303), answer.text
            return answer.text


def _fields(page: str, action: str) -> dict[str, str]:
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]) if form else []
    return {name: unescape(value) for name, value in found}


@pytest.mark.slow
def test_kills_under_load_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """Each table's log holds exactly what its device was told is decided, each thing once, whatever was sent again."""
    server = Server(tmp_path)
    console = httpx2.Client(base_url=server.address, headers={"origin": server.address}, timeout=20)
    page = console.get("/console").text
    console.post("/console/enter", data={**_fields(page, "/console/enter"), "key": server.key})
    page = console.get("/console").text
    console.post("/console/do/open", data={**_fields(page, "/console/do/open"), "minutes": ""})
    senders = [Sender(server) for _ in range(N_TABLES)]
    for sender in senders:
        sender.start()
    for _ in range(N_KILLS):
        time.sleep(1.0)
        server.kill()
        server.start()
        assert f"with {N_TABLES} tables" in server.told
        assert "Record" not in server.told
    time.sleep(0.5)
    for sender in senders:
        sender.is_done = True
    for sender in senders:
        sender.join(30)
        assert not sender.is_alive()
        sender.client.close()
    console.close()
    server.kill()
    database = Database(f"sqlite:///{tmp_path / 'workshop.db'}")
    for number, sender in enumerate(senders, 1):
        _, records, damage = Stream(database, f"table-{number}").read()
        assert damage == ""
        assert len(sender.acknowledged) > N_KILLS
        assert [record["do"] for record in records] == sender.acknowledged
    database.close()
